"""Inputs that several moves share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.requests import queries


def note(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明理由。")},
    )


def outcomes(names: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(name, _(OUTCOMES[name])) for name in names]


class UnitField(forms.ModelChoiceField):
    """One unit, found by typing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("承办单位"))
        super().__init__(
            Unit.objects.none(),
            empty_label=_("请选择单位"),
            error_messages={"required": _("请选择单位。"), "invalid_choice": _("请从列表中选择单位。")},
            widget=forms.Select(attrs={"data-pick": ""}),
            **kwargs,
        )


class NoteOnly(MoveForm):
    """A move that asks for a reason alone."""

    note = note(_("理由"))


class Units(MoveForm):
    """A move that calls several units."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("请哪些单位来"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个单位。")},
    )
    note = note(_("请他们做什么"))

    def prepare(self) -> None:
        wide = queries.units_to_choose(self.actor, self.matter.place_path)
        self.fields["units"].queryset = wide.exclude(pk=self.matter.holder_id)
