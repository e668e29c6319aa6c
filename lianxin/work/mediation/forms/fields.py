"""Fields that several forms share: money in yuan, words, units, mediators of the menu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.work.mediation.actions.agreeing import StepGiven


def choices(words: Mapping[str, str], empty: Any = None) -> list[tuple[str, Any]]:
    """Codes with their labels in the reader's language."""
    found = [(code, _(label)) for code, label in words.items()]
    return [("", empty), *found] if empty is not None else found


def note(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("请写明内容。")},
    )


class YuanField(forms.DecimalField):
    """Typed in yuan, cleans to fen."""

    def __init__(self, **kwargs: Any) -> None:
        told = {
            "required": False,
            "min_value": 0,
            "max_digits": 14,
            "decimal_places": 2,
            "widget": forms.TextInput(attrs={"inputmode": "decimal"}),
            **kwargs,
        }
        super().__init__(**told)

    def clean(self, value: Any) -> int:  # type: ignore[override]
        yuan = super().clean(str(value or "").replace(",", "").replace("，", ""))
        return int((yuan or Decimal(0)) * 100)


class Picked(forms.ModelChoiceField):
    """One row of a list that is given late, with labels of our own."""

    def __init__(self, rows: Any, label_of: Any, **kwargs: Any) -> None:
        self.label_of = label_of
        super().__init__(rows, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(self.label_of(obj))


def day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("请选择日期。"), "invalid": _("请选择日期。")},
        **kwargs,
    )


class StepsField(forms.CharField):
    """One promised thing a line: ``2026-12-01 | 500 | 赔偿款``; the amount may be left out. Cleans to StepGiven."""

    def __init__(self, **kwargs: Any) -> None:
        told = {
            "label": _("分步履行"),
            "required": False,
            "widget": forms.Textarea(attrs={"rows": 4}),
            "help_text": _(
                "每行一步：日期 | 金额（元，可不写） | 内容。例如 2026-12-01 | 500 | 支付赔偿款。当场履行完毕的不填。"
            ),
            **kwargs,
        }
        super().__init__(**told)

    def clean(self, value: Any) -> list[StepGiven]:  # type: ignore[override]
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip()]
        return [_step(line, number) for number, line in enumerate(lines, 1)]


def _step(line: str, number: int) -> StepGiven:
    parts = [part.strip() for part in line.replace("｜", "|").split("|")]
    try:
        on = date.fromisoformat(parts[0])
        words = parts[-1]
        fen = YuanField().clean(parts[1]) if len(parts) > 2 else 0
    except (ValueError, forms.ValidationError) as wrong:
        raise forms.ValidationError(
            _now("第 %(n)d 行没有看懂，请写成：日期 | 金额 | 内容。") % {"n": number}
        ) from wrong
    if len(parts) not in (2, 3) or not words:
        raise forms.ValidationError(_now("第 %(n)d 行没有看懂，请写成：日期 | 金额 | 内容。") % {"n": number})
    return StepGiven(words=words, due_on=on, amount_fen=fen)


def lines_of(steps: Iterable[Any]) -> str:
    """Steps as the field shows them again."""
    return "\n".join(f"{step.due_on.isoformat()} | {step.amount_fen / 100:.2f} | {step.words}" for step in steps)
