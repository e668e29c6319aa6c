# Lianxin 连心. Needs python3 (3.11 or newer), make and the package registries; nothing else.
# `make run` and `make test` are all that a newcomer needs; `make help` lists the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
PACK ?= demo
SIZE ?= 100000
JOBS ?= 2
TESTS ?=
# required: a missing Chromium fails the run instead of skipping the browser journeys
BROWSER ?= optional

VENV := .venv
PY := $(VENV)/bin/python
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
RUNTIME := $(VENV)/.runtime-installed
DEVELOPER := $(VENV)/.developer-installed
COMMAND := $(VENV)/bin/lianxin
MESSAGES := $(wildcard lianxin/locale/*/LC_MESSAGES/*.po)
COMPILED := var/.messages-compiled
# Each city pack has a home folder of its own: two cities never share a database.
LOCK := $(VENV)/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
  --python-version 3.11 pyproject.toml
HOME_FOLDER := $(CURDIR)/var$(if $(filter-out demo,$(PACK)),/packs/$(PACK))


.PHONY: help setup setup-dev assets compile-messages run test test-sqlite test-postgres test-browser \
        check fmt messages bench lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo; echo "  make run PORT=8001 PACK=demo     another port, another city pack"

run: $(COMMAND) assets compile-messages ## build everything and start it on http://127.0.0.1:8000 (Ctrl-C stops)
	@LIANXIN_PACK=$(PACK) LIANXIN_HOME=$${LIANXIN_HOME:-$(HOME_FOLDER)} \
	LIANXIN_PUBLIC_URL=$${LIANXIN_PUBLIC_URL:-http://127.0.0.1:$(PORT)} \
	exec $(PY) -m lianxin run --port $(PORT)

setup: $(COMMAND) ## install what the system needs into .venv

setup-dev: $(DEVELOPER) $(COMMAND) ## and what its tests and checks need

$(VENV)/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || { echo "Lianxin needs python3 (3.11 or newer) on the PATH."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Lianxin needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.lock | $(VENV)/pyvenv.cfg
	@echo "Installing Python packages (only this time) …"
	@$(PIP_INSTALL) -r requirements.lock
	@touch $@

$(DEVELOPER): requirements-dev.lock $(RUNTIME)
	@echo "Installing the packages of tests and checks (only this time) …"
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@

# The command `lianxin`, from any folder; it keeps no copy of the code.
$(COMMAND): $(RUNTIME)
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/$(PY)" -m lianxin "$$@"\n' "$(CURDIR)" "$(CURDIR)" > $@
	@chmod +x $@

assets: $(RUNTIME)
	@$(PY) -m lianxin.config.assets

compile-messages: $(COMPILED)

$(COMPILED): $(MESSAGES) $(RUNTIME)
	@mkdir -p var
	@$(PY) -m lianxin.config.messages compile
	@touch $@

test: test-sqlite test-postgres test-browser ## the whole suite: SQLite, PostgreSQL, browser journeys

# One job more than cores: some of these tests wait for processes.
test-sqlite: $(DEVELOPER) assets compile-messages ## the suite on SQLite (TESTS=path for a part)
	$(PY) -m pytest -q -n $$(( $(JOBS) + 1 )) --dist worksteal -m "not browser" $(TESTS)

test-postgres: $(DEVELOPER) assets compile-messages ## the suite on a real PostgreSQL, started by the tests
	$(PY) -m pytest -q -n $(JOBS) --dist worksteal -m "not browser" --db postgres $(TESTS)

test-browser: $(DEVELOPER) assets compile-messages ## the journeys in a real Chromium
	$(PY) -m pytest -q -rs -n $(JOBS) --dist worksteal -m browser $(if $(filter required,$(BROWSER)),--require-browser) $(TESTS)

check: $(DEVELOPER) compile-messages ## style, types, import contracts, translations, migrations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy
	$(PY) -m lianxin.config.messages check
	$(PY) -m lianxin django makemigrations --check --dry-run

fmt: $(DEVELOPER) ## put the code into its form
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

messages: $(DEVELOPER) ## extract strings into the catalogues, then compile them
	$(PY) -m lianxin.config.messages extract
	$(PY) -m lianxin.config.messages compile

bench: $(DEVELOPER) assets compile-messages ## load both databases and measure (SIZE=100000)
	$(PY) -m bench SIZE=$(SIZE)

lock: $(DEVELOPER) ## write the lock files anew after a change of pyproject.toml or package.json
	$(LOCK) -o requirements.lock
	$(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock
	$(PY) -m lianxin.config.assets lock

clean: ## remove caches; data in var/ and the environment stay
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
	@rm -rf .mypy_cache .ruff_cache .import_linter_cache .hypothesis .pytest_cache build
