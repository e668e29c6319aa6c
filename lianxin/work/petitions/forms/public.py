"""What the person who gave the mandate does with their code."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.work.petitions.actions.ending import GRADES
from lianxin.work.petitions.moves.shared import choices


class Words(forms.Form):
    text = forms.CharField(
        label=_("请写在这里"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("请写几句话。")},
    )


class Agree(forms.Form):
    """The mandate, read by the person."""

    agree = forms.BooleanField(
        label=_("我看过了，同意委托代办"), error_messages={"required": _("同意委托的，请勾选。")}
    )


class Rate(forms.Form):
    solved = forms.ChoiceField(
        label=_("问题解决了吗？"),
        widget=forms.RadioSelect,
        choices=[("yes", _("解决了")), ("no", _("没有解决"))],
        error_messages={"required": _("请选“解决了”或“没有解决”。")},
    )
    grade = forms.ChoiceField(
        label=_("对办理满意吗？"),
        widget=forms.RadioSelect,
        choices=choices(GRADES),
        error_messages={"required": _("请选满意程度。")},
    )
    comment = forms.CharField(
        label=_("还想说什么（可以不写）"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=1000
    )
