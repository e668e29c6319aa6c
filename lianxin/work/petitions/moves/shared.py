"""Fields that several steps ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.petitions import rules
from lianxin.work.petitions.models import Agent


def choices(words: Mapping[str, str]) -> list[tuple[str, Any]]:
    return [(code, _(label)) for code, label in words.items()]


def long_text(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("请写明内容。")},
    )


def office_fields(
    label: Any = None, *, required: bool = True
) -> tuple[forms.CharField, forms.CharField, forms.ChoiceField]:
    """Where it was filed, under which number of the official system, and by which of the five ways (Art. 17)."""
    return (
        forms.CharField(label=label or _("递交到哪个信访部门"), max_length=120, required=required),
        forms.CharField(
            label=_("信访系统编号"), max_length=60, required=required, help_text=_("只记编号，不另存那个系统里的内容。")
        ),
        forms.ChoiceField(
            label=_("方式"),
            choices=choices(rules.CHANNELS),
            widget=forms.RadioSelect,
            required=required,
            initial="visit",
        ),
    )


def agents_field() -> forms.ModelChoiceField:
    """The form sets the queryset: who may carry this petition."""
    return forms.ModelChoiceField(
        Agent.objects.none(),
        label=_("代办员"),
        empty_label=_("请选择代办员"),
        widget=forms.Select(attrs={"data-pick": ""}),
        error_messages={"required": _("请选择代办员。")},
    )


class Noted(MoveForm):
    """A step that asks for a reason alone. ``act``: the action, called with the note."""

    note = long_text(_("理由"))
    act: ClassVar[Callable[..., Any]]

    def run(self) -> None:
        told = self.cleaned_data
        type(self).act(self.matter, actor=self.actor, note=told["note"], version=told["version"])
