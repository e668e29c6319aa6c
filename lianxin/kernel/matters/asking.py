"""What every public form asks of a person in the same way: a telephone, who may see it, the code, the sender's key."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.matters.models import Contact
from lianxin.kernel.matters.numbers import CODE_LENGTH, normal_code

PHONE = re.compile(r"^[0-9+\- ]{7,20}$")
KEY = re.compile(r"[0-9A-Za-z-]{8,64}")
OPENNESS = [
    (Contact.RELAY, _("只通过系统联系我（承办单位看不到号码）")),
    (Contact.OPEN, _("承办单位可以直接给我打电话")),
    (Contact.SEALED, _("谁也不能看，只收系统通知")),
]


class PhoneField(forms.RegexField):
    """A telephone number as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        is_optional = kwargs.get("required") is False
        wrong = (
            _("电话号码应是 7 到 20 位数字。不想留电话，就空着。")
            if is_optional
            else _("电话号码应是 7 到 20 位数字。")
        )
        kwargs["error_messages"] = {"invalid": wrong, **kwargs.get("error_messages", {})}
        super().__init__(PHONE, **kwargs)


class CodeField(forms.CharField):
    """A tracking code as people type it, with or without dashes. Cleans to its twelve signs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        code = normal_code(super().clean(value))
        if code and len(code) != CODE_LENGTH:
            raise forms.ValidationError(_now("查询码是 %(n)d 个字母和数字，请再核对一遍。") % {"n": CODE_LENGTH})
        if self.required and not code:
            raise forms.ValidationError(self.error_messages["required"])
        return code


class KeyField(forms.CharField):
    """The sender's own key, so that a form sent twice counts once. One that is none is left out, not refused."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self, value: Any) -> str:
        key: str = super().clean(value)
        return key if KEY.fullmatch(key) else ""


class Reachable(forms.Form):
    """A form whose sender may leave a name and a telephone, and says who may see them."""

    name = forms.CharField(label=_("怎么称呼您"), required=False, max_length=30)
    phone = PhoneField(label=_("电话"), required=False)
    openness = forms.ChoiceField(
        label=_("谁能看到您的联系方式"),
        choices=OPENNESS,
        initial=Contact.RELAY,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_openness(self) -> str:
        return self.cleaned_data["openness"] or Contact.RELAY
