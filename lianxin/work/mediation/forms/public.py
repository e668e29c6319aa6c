"""What residents and parties fill in: an application, a code, an answer, a word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.matters.asking import CodeField, KeyField, PhoneField
from lianxin.work.mediation.forms.fields import YuanField, choices, note
from lianxin.work.mediation.queries.disputes import top_types
from lianxin.work.mediation.words import DONE, GRADES


class Apply(forms.Form):
    """A party asks for mediation of itself."""

    text = note(_("发生了什么"), rows=5, help_text=_("什么时候、因为什么事、您希望怎么解决。"))
    type = forms.ChoiceField(label=_("哪一类（不清楚就不选）"), required=False)
    amount = YuanField(label=_("涉及金额（元，没有就不填）"))
    name = forms.CharField(label=_("您的姓名"), max_length=40, error_messages={"required": _("请填写您的姓名。")})
    phone = PhoneField(label=_("您的电话"), error_messages={"required": _("请填写电话，调解员要和您商量时间。")})
    other = forms.CharField(label=_("另一方是谁"), max_length=80, error_messages={"required": _("请写明另一方是谁。")})
    other_phone = PhoneField(label=_("另一方的电话（不知道就不填）"), required=False)
    other_is_body = forms.BooleanField(label=_("另一方是单位"), required=False)
    place = forms.CharField(
        label=_("在哪个社区或村"), max_length=160, error_messages={"required": _("请选择社区或村。")}
    )
    place_label = forms.CharField(required=False, max_length=100)
    place_words = forms.CharField(label=_("具体位置"), required=False, max_length=200)
    client_key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", _("不清楚")), *top_types().items()]  # type: ignore[attr-defined]


class Code(forms.Form):
    code = CodeField(
        label=_("查询码"),
        help_text=_("12 位，字母和数字，横线可以不打。"),
        error_messages={"required": _("请输入查询码。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class Choose(forms.Form):
    mediator = forms.ChoiceField(label=_("您信得过的调解员"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("名册上没有？写下您信任的人"),
        max_length=40,
        required=False,
        help_text=_("可以是任何一位双方都信得过的人，他同意了才算。"),
    )


class Recuse(forms.Form):
    chosen = forms.ChoiceField(
        label=_("请哪一位回避"), widget=forms.RadioSelect, error_messages={"required": _("请选择。")}
    )
    note = note(_("说明（可以不写）"), required=False, rows=2)


class Confirm(forms.Form):
    session = forms.IntegerField(widget=forms.HiddenInput)


class Say(forms.Form):
    word_done = forms.ChoiceField(
        label=_("协议履行了吗"),
        choices=choices(DONE),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    grade = forms.ChoiceField(
        label=_("您对这次调解满意吗"),
        choices=choices(GRADES),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    comment = note(_("还想说什么（可以不写）"), required=False, rows=3)
