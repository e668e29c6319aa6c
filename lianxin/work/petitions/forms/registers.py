"""What is typed into the registers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit, User
from lianxin.kernel.places.picking import PlaceField
from lianxin.work.petitions.models import LEVELS, Window

MANAGE = "petitions.manage"


def day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("请选择日期。"), "invalid": _("日期写成 2026-07-01。")},
    )


def picked(rows: Any, label: Any, empty: Any = None) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        rows,
        label=label,
        required=False,
        empty_label=empty or _("不指定"),
        widget=forms.Select(attrs={"data-pick": ""}),
    )


class Placed(forms.Form):
    """A row of a register, in a place that the actor manages."""

    place_label: Any = _("区域")
    order: tuple[str, ...] = ()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_path"] = PlaceField(actor=actor, permission=MANAGE, label=self.place_label)
        self.order_fields(self.order)


class WindowForm(Placed):
    order = ("code", "name", "kind", "level", "place_path", "unit", "address", "phone", "hours", "since_on", "until_on")

    code = forms.CharField(label=_("代码"), max_length=40)
    name = forms.CharField(label=_("名称"), max_length=80)
    kind = forms.ChoiceField(label=_("种类"), choices=Window.KINDS, widget=forms.RadioSelect, initial=Window.AGENCY)
    level = forms.ChoiceField(label=_("层级"), choices=LEVELS, widget=forms.RadioSelect)
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    phone = forms.CharField(label=_("窗口电话"), max_length=40, required=False)
    hours = forms.CharField(label=_("开放时间"), max_length=80, required=False)
    since_on = day(_("启用日期"))
    until_on = day(_("停用日期"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = picked(Unit.objects.filter(is_active=True), _("单位"))
        self.order_fields(self.order)


class AgentForm(Placed):
    place_label = _("负责哪个区域")
    order = ("code", "name", "place_path", "window", "unit", "user", "phone", "since_on", "until_on")

    code = forms.CharField(label=_("编号"), max_length=40)
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("值班电话"), max_length=40, required=False, help_text=_("居民能看到；不要写个人号码。")
    )
    since_on = day(_("上岗日期"))
    until_on = day(_("离岗日期"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["window"] = picked(Window.objects.filter(until_on__isnull=True), _("窗口"))
        self.fields["unit"] = picked(Unit.objects.filter(is_active=True), _("单位"))
        self.fields["user"] = picked(
            User.objects.filter(is_active=True, kind=User.STAFF), _("登录账户"), _("没有账户（不能在系统里代办）")
        )
        self.order_fields(self.order)


class PolicyForm(Placed):
    place_label = _("适用区域")
    order = ("title", "number", "issuer", "place_path", "since_on", "until_on")

    title = forms.CharField(label=_("名称"), max_length=120)
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    issuer = forms.CharField(label=_("制定单位"), max_length=80)
    since_on = day(_("施行日期"))
    until_on = day(_("废止日期"), required=False)
