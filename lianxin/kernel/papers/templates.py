"""A city's own wording of its papers: ``packs/<name>/papers/<paper>.md``, plain text with ``{{ fields }}``.

The format is described in the README. Values are data: whatever a person has typed never becomes a heading, a table
or a template instruction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from jinja2 import TemplateSyntaxError

from lianxin.kernel.modules.pack import pack
from lianxin.kernel.papers.blocks import Paper
from lianxin.kernel.papers.filling import MissingField, filled
from lianxin.kernel.papers.reading import Unreadable, paper_from

NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")


class TemplateError(ValueError):
    """A paper's template cannot be used; the message names the template, and the line or the field."""


class MissingValue(TemplateError):
    """The template names a field that was not given. ``field``: its name."""

    def __init__(self, name: str, field: str) -> None:
        super().__init__(_("文书模板“%(name)s”需要“%(field)s”，但没有提供这一项。") % {"name": name, "field": field})
        self.field = field


def from_template(
    name: str,
    values: Mapping[str, Any],
    *,
    photos: Mapping[str, bytes] | None = None,
    fallback: Path | None = None,
) -> Paper:
    """The paper that a template makes of the values.

    ``values``: texts, numbers, booleans, dates, moments, and lists and mappings of them. ``photos``: pictures by the
    key that the template's ``!`` lines name. ``fallback``: the folder of a module's own templates, used when the city
    pack has none of that name. Raises ``MissingValue`` for a field that was not given, ``TemplateError`` for a
    template that cannot be read, ``FileNotFoundError`` when there is none.
    """
    text = source(name, fallback)
    try:
        return paper_from(filled(text, values), photos or {})
    except MissingField as error:
        raise MissingValue(name, error.field) from error
    except TemplateSyntaxError as error:
        words = _("文书模板“%(name)s”第%(line)s行有误：%(why)s")
        raise TemplateError(words % {"name": name, "line": error.lineno, "why": error.message or ""}) from error
    except Unreadable as error:
        words = _("文书模板“%(name)s”填好后的第%(line)s行有误：%(why)s")
        raise TemplateError(words % {"name": name, "line": error.line, "why": error.why}) from error


def source(name: str, fallback: Path | None = None) -> str:
    """The template's text, the city's own first."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not the name of a paper: {name!r}")
    for folder in (pack().folder / "papers", fallback):
        if folder and (path := folder / f"{name}.md").is_file():
            return path.read_text(encoding="utf-8-sig")
    raise FileNotFoundError(f"no template for the paper {name!r}")
