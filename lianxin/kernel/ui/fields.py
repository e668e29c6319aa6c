"""What the form macros must know of a Django form field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

SORTS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "check"),
    (forms.ClearableFileInput, "file"),
    (forms.FileInput, "file"),
    (forms.Textarea, "text"),
    (forms.Select, "select"),
)
CLASSES = {"select": "form-select", "check": "form-check-input", "checks": "", "radios": "", "hidden": ""}


def sort_of(field: BoundField) -> str:
    """hidden · checks · radios · check · file · text · select · input: which shape the macro draws."""
    widget = field.field.widget
    return next((sort for kind, sort in SORTS if isinstance(widget, kind)), "input")


def describe(field: BoundField, extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """Attributes of the control: class, the ids of its help and error, and what the page adds."""
    ids = [f"{field.auto_id}_{part}" for part, shown in (("help", field.help_text), ("error", field.errors)) if shown]
    kind = CLASSES.get(sort_of(field), "form-control")
    given = field.field.widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": " ".join(filter(None, [kind, given, "is-invalid" if field.errors else ""]))}
    if ids:
        attrs["aria-describedby"] = " ".join(ids)
    return attrs | {name.rstrip("_").replace("_", "-"): value for name, value in (extra or {}).items()}
