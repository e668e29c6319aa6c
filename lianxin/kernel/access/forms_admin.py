"""Inputs of the administration of people, roles and units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access import rules
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Role, Unit, User
from lianxin.kernel.access.queries_admin import territory
from lianxin.kernel.access.unit_kinds import kinds
from lianxin.kernel.places.picking import PlaceField


def place_field(actor: Actor, label: Any, **kwargs: Any) -> PlaceField:
    """A place of the administrator's territory."""
    told = {"required": _("请选择区域。")}
    return PlaceField(actor=actor, permission=rules.MANAGE, label=label, error_messages=told, **kwargs)


UNIT = _("单位")


def unit_field(actor: Actor, *, required: bool, label: Any = UNIT) -> forms.ModelChoiceField[Unit]:
    return forms.ModelChoiceField(
        Unit.objects.filter(territory(actor, "place_path"), is_active=True),
        label=label,
        required=required,
        empty_label=_("请选择单位"),
        widget=forms.Select(attrs={"data-pick": ""}),
        error_messages={"required": _("请选择单位。"), "invalid_choice": _("请从列表中选择单位。")},
    )


class NewPerson(forms.Form):
    login = forms.RegexField(
        r"^[A-Za-z0-9._@-]{2,60}$",
        label=_("登录名"),
        max_length=60,
        help_text=_("字母、数字、点、横线，如 wang.fang"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        error_messages={"required": _("请写登录名。"), "invalid": _("只用字母、数字、点和横线，至少两位。")},
    )
    name = forms.CharField(label=_("姓名"), max_length=60, error_messages={"required": _("请写姓名。")})
    email = forms.EmailField(label=_("电子邮箱"), required=False)

    def __init__(self, *args: Any, actor: Actor, is_top: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = unit_field(actor, required=not is_top)
        self.order_fields(["name", "login", "unit", "email"])


class ChangedPerson(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=60, error_messages={"required": _("请写姓名。")})
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    requires_totp = forms.BooleanField(
        label=_("必须使用动态口令"), required=False, help_text=_("每次登录要多输入一次手机上的数字。")
    )
    is_active = forms.BooleanField(label=_("在用"), required=False, help_text=_("取消后立即退出所有登录，不能再登录。"))

    def __init__(self, *args: Any, actor: Actor, is_top: bool, user: User, **kwargs: Any) -> None:
        initial = {name: getattr(user, name) for name in ("name", "unit", "email", "requires_totp", "is_active")}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.fields["unit"] = unit_field(actor, required=not is_top)
        self.order_fields(["name", "unit", "email", "requires_totp", "is_active"])


def day_input() -> forms.DateInput:
    """A date picker; browsers read only the ISO form of a day."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class NewGrant(forms.Form):
    """A role over a place, or over what a unit holds."""

    role = forms.ModelChoiceField(
        Role.objects.all(), label=_("角色"), empty_label=_("请选择角色"), error_messages={"required": _("请选择角色。")}
    )
    starts_on = forms.DateField(label=_("自"), initial=timezone.localdate, widget=day_input())
    ends_on = forms.DateField(label=_("至"), required=False, help_text=_("空着就是一直有效。"), widget=day_input())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = place_field(
            actor, _("管哪个区域"), required=False, help_text=_("这个区域和它下面的所有事项。")
        )
        self.fields["unit"] = unit_field(actor, required=False, label=_("或者：只管哪个单位承办的事项"))
        self.order_fields(["role", "place", "unit", "starts_on", "ends_on"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and bool(told.get("place")) == bool(told.get("unit")):
            self.add_error("place", _("区域和单位选一个，只选一个。"))
        if told.get("ends_on") and told.get("starts_on") and told["ends_on"] < told["starts_on"]:
            self.add_error("ends_on", _("结束日期不能早于开始日期。"))
        return told


class RoleForm(forms.Form):
    """A role: its name and, grouped by module, what it may do."""

    label = forms.CharField(label=_("名称"), max_length=60, error_messages={"required": _("请写名称。")})
    requires_totp = forms.BooleanField(label=_("必须使用动态口令"), required=False)

    def __init__(self, *args: Any, permissions: Sequence[tuple[str, str]], is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            self.fields["code"] = forms.SlugField(
                label=_("代码"),
                max_length=40,
                error_messages={"required": _("请写代码。"), "invalid": _("只用字母、数字、横线和下划线。")},
            )
        self.fields["permissions"] = forms.MultipleChoiceField(
            label=_("权限"), choices=permissions, required=False, error_messages={"invalid_choice": _("没有这个权限。")}
        )
        self.order_fields(["code", "label", "requires_totp", "permissions"])

    @property
    def chosen(self) -> set[str]:
        return set(self["permissions"].value() or [])


class UnitForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=80, error_messages={"required": _("请写名称。")})
    kind = forms.ChoiceField(label=_("类别"))
    phone = forms.CharField(label=_("值班电话"), max_length=40, required=False)
    is_active = forms.BooleanField(
        label=_("在用"), required=False, initial=True, help_text=_("停用后不能再派单给它；以前的记录不变。")
    )

    def __init__(self, *args: Any, actor: Actor, unit: Unit | None = None, **kwargs: Any) -> None:
        if unit is not None:
            names = ("name", "kind", "phone", "is_active", "parent")
            kwargs["initial"] = {**{name: getattr(unit, name) for name in names}, "place": unit.place_path}
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds().items())  # type: ignore[attr-defined]
        if unit is None:
            self.fields["code"] = forms.RegexField(
                r"^[A-Za-z0-9._-]+$",
                label=_("代码"),
                max_length=40,
                error_messages={"required": _("请写代码。"), "invalid": _("只用字母、数字、点和横线。")},
            )
        self.fields["place"] = place_field(actor, _("所在区域"), help_text=_("它管到的最大范围。"))
        self.fields["parent"] = unit_field(actor, required=False, label=_("上级单位"))
        if unit is not None:
            parents = self.fields["parent"]
            parents.queryset = parents.queryset.exclude(pk=unit.pk)  # type: ignore[attr-defined]
        self.order_fields(["code", "name", "kind", "place", "parent", "phone", "is_active"])
