"""Inputs of signing in and of one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.models import User


class SignIn(forms.Form):
    login = forms.CharField(
        label=_("登录名"),
        max_length=60,
        error_messages={"required": _("请输入登录名。")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("密码"),
        error_messages={"required": _("请输入密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SecondFactor(forms.Form):
    code = forms.CharField(
        label=_("动态口令"),
        max_length=8,
        help_text=_("打开手机上的验证器，输入六位数字。"),
        error_messages={"required": _("请输入六位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class NewPassword(forms.Form):
    old = forms.CharField(
        label=_("现在的密码"),
        error_messages={"required": _("请输入现在的密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新密码"),
        help_text=_("至少10个字符，不能全是数字，不能是常见密码。"),
        error_messages={"required": _("请输入新密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次新密码"),
        error_messages={"required": _("请再输一次新密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_old(self) -> str:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("现在的密码不对。"))
        return str(self.cleaned_data["old"])

    def clean_new(self) -> str:
        validate_password(self.cleaned_data["new"], self.user)
        return str(self.cleaned_data["new"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("new") and told.get("again") and told["new"] != told["again"]:
            self.add_error("again", _("两次输入的新密码不一样。"))
        return told


class Leave(forms.Form):
    """Leave cover: who stands in, and until when."""

    taker = forms.ModelChoiceField(
        User.objects.none(),
        label=_("请谁代办"),
        empty_label=_("请选择同事"),
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    starts_on = forms.DateField(label=_("自"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("至"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("事由"), max_length=200)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.filter(unit=user.unit, is_active=True, kind=User.STAFF).exclude(pk=user.pk)
        self.fields["taker"].queryset = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("starts_on") and told.get("ends_on") and told["ends_on"] < told["starts_on"]:
            self.add_error("ends_on", _("结束日期不能早于开始日期。"))
        return told
