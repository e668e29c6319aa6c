"""Input of the pages for tokens and hooks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import User
from lianxin.kernel.api import addresses
from lianxin.kernel.modules import registry
from lianxin.kernel.places import tree

DAYS = [
    (30, gettext_lazy("30 天")),
    (90, gettext_lazy("90 天")),
    (180, gettext_lazy("180 天")),
    (365, gettext_lazy("一年")),
]


class PlaceField(forms.CharField):
    """A place by its code in any form; the value is its path, "" for none."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "").strip()
        node = tree.find(text) if text else None
        if text and node is None:
            raise forms.ValidationError(_("没有找到这个区域代码。"))
        return node.path if node else ""


class TokenForm(forms.Form):
    """A token of one's own. ``person``: whose permissions are offered."""

    name = forms.CharField(label=gettext_lazy("用途"), max_length=60, help_text=gettext_lazy("例如：热线平台对接"))
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("能做什么"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("只选这个程序用得到的。"),
    )  # fmt: skip
    place_path = PlaceField(
        label=gettext_lazy("只限区域"), required=False, help_text=gettext_lazy("区域代码；不填就是本人的全部区域。")
    )
    days = forms.TypedChoiceField(label=gettext_lazy("有效期"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: Any, person: Actor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, _(label)) for code, label in registry.permissions().items()]
        field: Any = self.fields["scopes"]
        field.choices = [(code, label) for code, label in offered if not person or person.holds(code)]


class TokenForForm(TokenForm):
    """A token of a colleague, such as the account of another system."""

    login = forms.CharField(label=gettext_lazy("给谁用（登录名）"), max_length=60)
    field_order = ("login", "name", "scopes", "place_path", "days")

    def clean_login(self) -> str:
        login = str(self.cleaned_data["login"]).strip()
        self.user = User.objects.select_related("unit").filter(login=login, is_active=True, kind=User.STAFF).first()
        if self.user is None:
            raise forms.ValidationError(_("没有这个登录名。"))
        return login


class HookForm(forms.Form):
    """A new hook."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    url = forms.CharField(
        label=gettext_lazy("接收地址"),
        max_length=500,
        widget=forms.URLInput,
        help_text=gettext_lazy("以 https:// 开头；内部网络的地址要先由管理员列入允许的网段。"),
    )
    events = forms.MultipleChoiceField(label=gettext_lazy("告知哪些事件"), widget=forms.CheckboxSelectMultiple)
    place_path = PlaceField(
        label=gettext_lazy("区域代码"),
        required=False,
        help_text=gettext_lazy("只告知这个区域内的事项；不填就是全部区域。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["events"]
        field.choices = event_choices()

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        try:
            addresses.check(url)
        except addresses.Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return url


def event_choices() -> list[tuple[str, str]]:
    """``*``, every ``kind.*``, then every event of every flow."""
    wide, narrow = [("*", _("全部事件"))], []
    for kind, flow in registry.flows().items():
        wide.append((f"{kind}.*", _("%(kind)s的全部事件") % {"kind": _(flow.label)}))
        labels = [("open", _("收到")), *((move.name, _(move.label)) for move in flow.moves if move.public)]
        narrow += [
            (f"{kind}.{name}", _("%(kind)s：%(move)s") % {"kind": _(flow.label), "move": label})
            for name, label in labels
        ]
    return wide + narrow


def event_names() -> frozenset[str]:
    """Every event or pattern that a hook may name, those of moves that the public does not see included."""
    names = {"*"}
    for kind, flow in registry.flows().items():
        names |= {f"{kind}.*", f"{kind}.open", *(f"{kind}.{move.name}" for move in flow.moves)}
    return frozenset(names)
