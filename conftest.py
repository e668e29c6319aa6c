"""How every test runs: a home folder of its own, on SQLite (default) or a real PostgreSQL (``--db postgres``).

The choice is made while this file is imported, before any other conftest can load a model.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings as examples

ENGINES = ("sqlite", "postgres")
pytest_plugins = ["tests.browser"]
# The same examples every time, so that a failure is somebody's change; HYPOTHESIS=wander looks for new ones.
examples.register_profile("repeat", derandomize=True)
examples.register_profile("wander", derandomize=False)
examples.load_profile(os.environ.get("HYPOTHESIS", "repeat"))


def chosen_engine() -> str:
    """``--db ENGINE`` or ``--db=ENGINE`` on the command line, else ``sqlite``."""
    for place, word in enumerate(sys.argv):
        if word == "--db" and place + 1 < len(sys.argv):
            return sys.argv[place + 1]
        if word.startswith("--db="):
            return word.removeprefix("--db=")
    return "sqlite"


def prepare_run() -> None:
    """Set the environment of the whole run; workers of xdist inherit it and only take a folder of their own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        os.environ["LIANXIN_HOME"] = str(Path(os.environ["LIANXIN_HOME"]) / worker)
    else:
        for name in [name for name in os.environ if name.startswith("LIANXIN_")]:
            del os.environ[name]  # a developer's own settings must not colour the tests
        home = tempfile.mkdtemp(prefix="lianxin-test-")
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        os.environ["LIANXIN_HOME"] = home
        if chosen_engine() == "postgres":
            from tests.postgres import PostgresServer

            server = PostgresServer()
            atexit.register(server.stop)
            os.environ["LIANXIN_DATABASE"] = server.start()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop lives in the test's own thread


def prepare_django() -> None:
    import django
    from django.conf import settings

    if settings.configured:  # somebody passed --ds: their settings, as they are
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
    home = Path(settings.HOME)
    (home / "static").mkdir(parents=True, exist_ok=True)
    database = settings.DATABASES["default"]
    database["CONN_MAX_AGE"] = 0
    if database["ENGINE"].endswith("sqlite3"):
        # A file, not memory: threads must meet the same locks as in service. Nothing here must survive a power cut.
        database["TEST"] = {"NAME": str(home / "test.sqlite3")}
        database["OPTIONS"]["init_command"] = database["OPTIONS"]["init_command"].replace("=FULL", "=OFF")
    fast = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = [fast, *settings.PASSWORD_HASHERS]  # the true ones read what a real process wrote
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django.setup()
    # A worker of xdist that inherited this would load the settings before this file has run.
    del os.environ["DJANGO_SETTINGS_MODULE"]


def prepare_flush() -> None:
    from lianxin.kernel.audit.tests.flush import let_flush_pass

    let_flush_pass()


def prepare_keys() -> None:
    from lianxin.kernel.secrets.keys import create_keys

    create_keys()


prepare_run()
prepare_django()
prepare_flush()
prepare_keys()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=ENGINES, default="sqlite", help="the database of this run (default: sqlite)")


ON_A_DATABASE = {"db", "transactional_db"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that touches no database says the same on both: on PostgreSQL only the others run again."""
    if config.getoption("--db") != "postgres":
        return
    again = [
        i for i in items if i.get_closest_marker("django_db") or ON_A_DATABASE & set(getattr(i, "fixturenames", ()))
    ]
    kept = set(map(id, again))
    config.hook.pytest_deselected(items=[item for item in items if id(item) not in kept])
    items[:] = again


def pytest_report_header() -> str:
    from django.db import connection

    return f"database: {connection.vendor}"


@pytest.fixture(autouse=True)
def settled_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """The place tree is read anew by each test and then not looked after again: query counts do not waver."""
    from lianxin.kernel.places import tree

    tree.forget()
    monkeypatch.setattr(tree, "CHECK_SECONDS", 3600.0)


@pytest.fixture
def world(db: None) -> object:
    """The small made-up city of ``tests/world.py`` in the test's own transaction."""
    from tests.world import build

    return build()


@pytest.fixture
def committed_world(transactional_db: None) -> object:
    """The same city, committed, for tests whose threads and processes must see it."""
    from tests.world import build

    return build()
