"""Puts values into a template's text, each between two marks that no typed text can hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from jinja2 import TemplateRuntimeError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from lianxin.kernel.papers.blocks import cleaned, day_words

START, END, BREAK, BAR = "\x02", "\x03", "\x1e", "\x1f"
"""Around a value, for its line breaks and its vertical bars: control characters, which no cleaned value has."""


class MissingField(TemplateRuntimeError):
    """A field of the template has no value. ``field``: its name, dotted."""

    def __init__(self, field: str = "") -> None:
        super().__init__(field)
        self.field = field


class Empty(Undefined):
    """A value that was given as nothing: ``{% if %}`` says no; printing it or going through it raises."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None) -> None:
        owner = "" if obj is missing else getattr(obj, "papers_name", "")
        super().__init__(hint or ".".join(filter(None, (owner, name))), obj, name, MissingField)

    def _fail(self, *_args: object, **_named: object) -> Any:
        return self._fail_with_undefined_error()

    __iter__ = __len__ = __str__ = __eq__ = __ne__ = __hash__ = _fail


class Absent(Empty):
    """A value that was not given at all: even ``{% if %}`` raises; only ``is defined`` says no."""

    __slots__ = ()

    __hash__ = Empty._fail

    def __bool__(self) -> bool:
        return bool(self._fail())


class Record(dict[str, Any]):
    """A mapping of values that knows by which name the template calls it."""

    papers_name = ""


def filled(text: str, values: Mapping[str, Any]) -> str:
    """The template's text with its values, each value between ``START`` and ``END``. Raises ``MissingField``."""
    environment = ImmutableSandboxedEnvironment(
        undefined=Absent, finalize=_marked, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(text).render({name: _plain(value, name) for name, value in values.items()})


def _plain(value: Any, name: str) -> Any:
    """The value as the template may see it: plain data, and ``Empty`` for None."""
    if value is None:
        return Empty(name)
    if isinstance(value, Mapping):
        record = Record({str(key): _plain(inner, f"{name}.{key}") for key, inner in value.items()})
        record.papers_name = name
        return record
    if isinstance(value, list | tuple):
        return [_plain(inner, name) for inner in value]
    if isinstance(value, str | bool | int | float | Decimal | date):
        return value
    return str(value)  # a lazy translation, a UUID: never an object with methods


def _marked(value: Any) -> str:
    words = cleaned(_words(value)).strip("\n")
    return START + words.replace("\n", BREAK).replace("|", BAR) + END


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{day_words(local.date())}{local.hour}时{local.minute:02}分"
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
