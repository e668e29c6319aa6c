"""What staff type: a dispute at the door, a mediator, a body."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit, User
from lianxin.kernel.places.paths import under
from lianxin.kernel.places.picking import PlaceField
from lianxin.work.mediation.actions.opening import Entry, PartyGiven
from lianxin.work.mediation.forms.fields import YuanField, choices, day, note
from lianxin.work.mediation.models import Body, Mediator
from lianxin.work.mediation.queries import register
from lianxin.work.mediation.queries.disputes import top_types, types
from lianxin.work.mediation.words import (
    BODY_KINDS,
    ENTRUSTED,
    FORMS,
    LANGUAGES,
    LEVELS,
    MEDIATOR_KINDS,
    ORGANS,
    SOURCES,
)

DOORS = {code: label for code, label in SOURCES.items() if code != "handover"}


class Registered(forms.Form):
    """A dispute that staff write down: found, brought in person, or entrusted by another body."""

    channel = forms.ChoiceField(
        label=_("从哪里来"), choices=choices(DOORS), initial="survey", widget=forms.Select(attrs={"data-pick": ""})
    )
    text = note(_("纠纷情况"), rows=5, help_text=_("写事，不评人。"))
    title = forms.CharField(label=_("标题（可以不写）"), max_length=80, required=False)
    type = forms.ChoiceField(label=_("纠纷类型"), required=False, widget=forms.Select(attrs={"data-pick": ""}))
    level = forms.ChoiceField(label=_("级别"), choices=choices(LEVELS), initial="small", widget=forms.RadioSelect)
    amount = YuanField(label=_("涉及金额（元）"))
    place_words = forms.CharField(label=_("具体位置"), required=False, max_length=200)
    entrusted_by = forms.CharField(label=_("委托单位"), required=False, max_length=80)
    entrusted_ref = forms.CharField(label=_("委托文号"), required=False, max_length=60)
    name_1 = forms.CharField(label=_("一方（申请人）姓名或者名称"), required=False, max_length=80)
    phone_1 = forms.CharField(
        label=_("电话"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    is_body_1 = forms.BooleanField(label=_("是单位"), required=False)
    name_2 = forms.CharField(label=_("另一方姓名或者名称"), required=False, max_length=80)
    phone_2 = forms.CharField(
        label=_("电话"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    is_body_2 = forms.BooleanField(label=_("是单位"), required=False)
    client_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    place = PlaceField(permission="mediation.register")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].actor = actor  # type: ignore[attr-defined]
        self.fields["type"].choices = [("", _("还不清楚")), *types().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("channel") in ENTRUSTED and not told.get("entrusted_by"):
            self.add_error("entrusted_by", _("请写明委托单位。"))
        return told

    def entry(self) -> Entry:
        told = self.cleaned_data
        sides = [(n, side) for n, side in (("1", "applicant"), ("2", "respondent")) if told[f"name_{n}"].strip()]
        parties = [
            PartyGiven(name=told[f"name_{n}"], side=side, phone=told[f"phone_{n}"], is_body=told[f"is_body_{n}"])
            for n, side in sides
        ]
        return Entry(
            text=told["text"],
            title=told["title"],
            place_path=told["place"],
            channel=told["channel"],
            type=told["type"],
            level=told["level"],
            amount_fen=told["amount"],
            parties=parties,
            place_words=told["place_words"],
            entrusted_by=told["entrusted_by"],
            entrusted_ref=told["entrusted_ref"],
            client_key=told["client_key"],
        )


class MediatorForm(forms.Form):
    """One mediator of the register."""

    name = forms.CharField(label=_("姓名"), max_length=40, error_messages={"required": _("请填写姓名。")})
    kind = forms.ChoiceField(label=_("身份"), choices=choices(MEDIATOR_KINDS))
    forms_ = forms.MultipleChoiceField(
        label=_("调解方式"), choices=choices(FORMS), required=False, widget=forms.CheckboxSelectMultiple
    )
    fields_ = forms.MultipleChoiceField(
        label=_("擅长"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("一项也不勾，就是都可以。")
    )
    languages = forms.MultipleChoiceField(
        label=_("语言"), choices=choices(LANGUAGES), required=False, widget=forms.CheckboxSelectMultiple
    )
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label=_("所在组织"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hours = forms.CharField(
        label=_("服务时间"), max_length=80, required=False, help_text=_("例如：周一至周五 9:00–17:00")
    )
    phone = forms.CharField(
        label=_("电话"),
        max_length=30,
        required=False,
        help_text=_("加密保存，用来防止本人调解自己的纠纷。不改就留空。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    intro = forms.CharField(label=_("简介"), max_length=200, required=False, help_text=_("当事人在菜单上看得到。"))
    is_woman = forms.NullBooleanField(
        label=_("女"),
        required=False,
        widget=forms.Select(choices=[("unknown", _("不填")), ("true", _("是")), ("false", _("否"))]),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("工作单位"),
        required=False,
        empty_label=_("没有"),
        widget=forms.Select(attrs={"data-pick": ""}),
        help_text=_("这个单位是当事人时，不会出现在菜单里。"),
    )
    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("登录账号"),
        required=False,
        empty_label=_("没有"),
        widget=forms.Select(attrs={"data-pick": ""}),
        help_text=_("有账号的，回访由本人登录做。"),
    )
    most = forms.IntegerField(label=_("同时最多几件"), min_value=0, max_value=200, initial=5, help_text=_("0 是不限。"))
    is_active = forms.BooleanField(label=_("在册"), required=False, initial=True)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = register.reach(actor, "mediation.mediators")
        self.fields["place"] = PlaceField(actor=actor, permission="mediation.mediators", label=_("服务区域"))
        self.fields["fields_"].choices = list(top_types().items())  # type: ignore[attr-defined]
        self.fields["bodies"].queryset = Body.objects.filter(inside, is_active=True)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.filter(inside, is_active=True)  # type: ignore[attr-defined]
        reach = [under("unit__place_path", path) for path in actor.paths("mediation.mediators")]
        people = User.objects.filter(kind=User.STAFF, is_active=True)
        condition = reach[0] if reach else None
        for more in reach[1:]:
            condition |= more
        self.fields["user"].queryset = people.filter(condition) if condition else people.none()  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["place_path"] = told.pop("place")
        told["forms"], told["fields"] = told.pop("forms_"), told.pop("fields_")
        told["phone"] = told["phone"] or None
        return told

    @staticmethod
    def initial_of(row: Mediator) -> dict[str, Any]:
        return {
            "name": row.name,
            "kind": row.kind,
            "forms_": row.form_codes,
            "fields_": row.field_codes,
            "languages": row.language_codes,
            "bodies": [body.pk for body in row.bodies.all()],
            "hours": row.hours,
            "intro": row.intro,
            "is_woman": row.is_woman,
            "unit": row.unit_id,
            "user": row.user_id,
            "most": row.most,
            "is_active": row.is_active,
            "place": row.place_path,
        }


class BodyForm(forms.Form):
    """A committee, studio, room or alliance."""

    name = forms.CharField(label=_("名称"), max_length=80, error_messages={"required": _("请填写名称。")})
    kind = forms.ChoiceField(label=_("类别"), choices=choices(BODY_KINDS))
    organ = forms.ChoiceField(label=_("设立单位"), choices=choices(ORGANS, _("不是委员会")), required=False)
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    honour = forms.CharField(
        label=_("荣誉"), max_length=120, required=False, help_text=_("例如入选典型案例的名称和年份。")
    )
    term_starts_on = day(_("本届起始"), required=False)
    is_active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = PlaceField(actor=actor, permission="mediation.mediators", label=_("服务区域"))

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["place_path"] = told.pop("place")
        return told

    @staticmethod
    def initial_of(row: Body) -> dict[str, Any]:
        return {
            "name": row.name,
            "kind": row.kind,
            "organ": row.organ,
            "address": row.address,
            "honour": row.honour,
            "term_starts_on": row.term_starts_on,
            "is_active": row.is_active,
            "place": row.place_path,
        }
