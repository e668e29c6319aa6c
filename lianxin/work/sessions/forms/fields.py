"""Fields that several forms share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.models import Unit
from lianxin.kernel.files import Refused, intake
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.matters.flow import OUTCOMES

MOST_FILES = 6


def words(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """A longer text."""
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"required": _("请写明。")},
    )  # fmt: skip


def line(label: Any, *, required: bool = True, help_text: Any = "", most: int = 120) -> forms.CharField:
    """A short text."""
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=most, error_messages={"required": _("请填写。")}
    )


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选择日期。"), "invalid": _("请选择日期。")},
    )


def moment(label: Any) -> forms.DateTimeField:
    """A day with its hour, as the browser's own control gives it."""
    return forms.DateTimeField(
        label=label, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("请选择时间。"), "invalid": _("请选择时间。")},
    )  # fmt: skip


def outcome(names: tuple[str, ...]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("结果"),
        choices=[(name, _(OUTCOMES[name])) for name in names],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择结果。")},
    )


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One unit, found by typing. The form sets the queryset."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("责任单位"))
        errors = {"required": _("请选择单位。"), "invalid_choice": _("请从列表中选择单位。")}
        super().__init__(
            Unit.objects.none(),
            empty_label=_("请选择单位"),
            error_messages=errors,
            widget=forms.Select(attrs={"data-pick": ""}),
            **kwargs,
        )


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to MOST_FILES photos or documents. Cleans to what ``files.intake`` has made of them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Cleaned]:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"])
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("最多 %(most)d 个文件。") % {"most": MOST_FILES})
        try:
            return [intake.accept(upload) for upload in uploads]
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
