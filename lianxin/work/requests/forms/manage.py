"""What an administrator of requests fills in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.places.picking import PlaceField
from lianxin.work.requests.forms.picking import CategoryField
from lianxin.work.requests.models import Category


def unit_field(required: bool = False) -> forms.ModelChoiceField[Unit]:
    """One active unit, found by typing."""
    return forms.ModelChoiceField(
        Unit.objects.filter(is_active=True),
        label=_("承办单位"),
        required=required,
        empty_label=_("请选择单位") if required else _("不指定"),
        widget=forms.Select(attrs={"data-pick": ""}),
        error_messages={"required": _("请选择单位。"), "invalid_choice": _("请从列表中选择单位。")},
    )


class ChangedCategory(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=80, error_messages={"required": _("请写名称。")})
    synonyms = forms.CharField(
        label=_("别名"), max_length=300, required=False, help_text=_("居民会用的说法，用空格分开，如：灯不亮 街灯")
    )
    days = forms.IntegerField(
        label=_("办理时限（工作日）"),
        min_value=1,
        max_value=365,
        initial=5,
        error_messages={"required": _("请写天数。"), "min_value": _("至少 1 天。")},
    )
    is_private = forms.BooleanField(label=_("不上公开地图"), required=False)
    is_active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = unit_field()
        self.order_fields(["code", "parent", "name", "synonyms", "unit", "days", "is_private", "is_active"])


class NewCategory(ChangedCategory):
    code = forms.RegexField(
        r"^[0-9A-Za-z]+$",
        label=_("代码"),
        max_length=40,
        help_text=_("以上级类别的代码开头。"),
        error_messages={"required": _("请写代码。"), "invalid": _("只用数字和字母。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = forms.ModelChoiceField(
            Category.objects.filter(is_active=True),
            label=_("上级类别"),
            required=False,
            empty_label=_("没有（一级类别）"),
            to_field_name="code",
            widget=forms.Select(attrs={"data-pick": ""}),
        )
        self.order_fields(["parent", "code", "name", "synonyms", "unit", "days", "is_private", "is_active"])


class Line(forms.Form):
    """A line of the routing table."""

    from_hour = forms.IntegerField(label=_("自（时）"), min_value=0, max_value=24, initial=0)
    to_hour = forms.IntegerField(
        label=_("至（时）"), min_value=0, max_value=24, initial=24, help_text=_("夜间可以跨零点，如 20 到 6。")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = forms.ModelChoiceField(
            Category.objects.filter(is_active=True),
            label=_("类别（连同下级）"),
            required=False,
            empty_label=_("所有类别"),
            to_field_name="code",
            widget=forms.Select(attrs={"data-pick": ""}),
        )
        self.fields["place"] = PlaceField(
            actor=actor, permission="requests.manage", required=False, label=_("区域"), help_text=_("空着就是全市。")
        )
        self.fields["unit"] = unit_field(required=True)
        self.order_fields(["category", "place", "from_hour", "to_hour", "unit"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("from_hour") is not None and told.get("from_hour") == told.get("to_hour"):
            self.add_error("to_hour", _("起止时间不能相同；整天请写 0 到 24。"))
        return told

    def facts(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "unit": told["unit"],
            "category_code": told["category"].code if told["category"] else "",
            "place_path": told["place"],
            "from_hour": told["from_hour"],
            "to_hour": told["to_hour"],
        }


class Tried(forms.Form):
    """A made-up request, to see where the table would send it."""

    hour = forms.IntegerField(label=_("几点"), min_value=0, max_value=23, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        kwargs["prefix"] = "try"
        super().__init__(*args, **kwargs)
        self.fields["category"] = CategoryField(required=True)
        self.fields["place"] = PlaceField(actor=actor, permission="requests.manage", label=_("区域"))
        self.order_fields(["category", "place", "hour"])

    def moment(self) -> datetime:
        now = timezone.localtime()
        hour = self.cleaned_data["hour"]
        return now if hour is None else now.replace(hour=hour, minute=0)


class Reply(forms.Form):
    """A sentence that answers may start from."""

    title = forms.CharField(label=_("标题"), max_length=60, error_messages={"required": _("请写标题。")})
    body = forms.CharField(
        label=_("正文"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("请写正文。")},
    )
    is_active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = forms.ModelChoiceField(
            Category.objects.filter(is_active=True),
            label=_("只用于这一类（连同下级）"),
            required=False,
            empty_label=_("所有类别"),
            to_field_name="code",
            widget=forms.Select(attrs={"data-pick": ""}),
        )
        self.order_fields(["title", "category", "body", "is_active"])

    def facts(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "title": told["title"],
            "body": told["body"],
            "is_active": told["is_active"],
            "category_code": told["category"].code if told["category"] else "",
        }
