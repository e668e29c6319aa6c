"""What staff type: a suggestion that somebody brings, a call."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.models import Contact
from lianxin.kernel.places.picking import PlaceField
from lianxin.work.suggestions import queries
from lianxin.work.suggestions.actions.calling import Wanted
from lianxin.work.suggestions.actions.opening import Entry
from lianxin.work.suggestions.models import AUTHORS, CHANNELS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TYPED = ("desk", "station", "letter", "phone")


class AtDesk(forms.Form):
    """Somebody says it at a desk or a station, by telephone or by letter."""

    theme = forms.CharField(label=_("主题"), max_length=80, error_messages={"required": _("请写建议的主题。")})
    reason = forms.CharField(
        label=_("主要事由"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写为什么提这个建议。")},
    )
    proposal = forms.CharField(
        label=_("对策建议"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写建议怎么做。")},
    )
    channel = forms.ChoiceField(label=_("怎么来的"), choices=[(code, CHANNELS[code]) for code in TYPED])
    author_kind = forms.ChoiceField(
        label=_("提出人自称"), choices=list(AUTHORS.items()), help_text=_("只用来分开计数，问不到就选居民。")
    )
    name = forms.CharField(label=_("姓名"), required=False, max_length=60)
    phone = forms.CharField(
        label=_("电话"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    openness = forms.ChoiceField(
        label=_("联系方式公开到什么程度"), choices=Contact.OPENNESS, initial=Contact.RELAY, widget=forms.RadioSelect
    )
    is_private = forms.BooleanField(label=_("本人不愿公开内容"), required=False)
    is_urgent = forms.BooleanField(label=_("突发事件应急处置期间的建议，走快速通道"), required=False)
    client_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    place = PlaceField(permission="suggestions.enter", label=_("和哪里有关"))
    call = forms.ChoiceField(label=_("属于哪次征集"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = {call.matter.number: call for call in queries.open_calls()}
        self.fields["place"].actor = actor  # type: ignore[attr-defined]
        titles = [(number, call.matter.title) for number, call in self.calls.items()]
        self.fields["call"].choices = [("", _("日常建议")), *titles]  # type: ignore[attr-defined]

    def entry(self) -> Entry:
        told = self.cleaned_data
        return Entry(
            theme=told["theme"],
            reason=told["reason"],
            proposal=told["proposal"],
            place_path=told["place"],
            channel=told["channel"],
            call=self.calls.get(told["call"]),
            author_kind=told["author_kind"],
            name=told["name"],
            phone=told["phone"],
            openness=told["openness"],
            client_key=told["client_key"],
            is_private=told["is_private"],
            is_urgent=told["is_urgent"],
            is_assisted=True,
        )


class NewCall(forms.Form):
    """A call: topic, way and term are told to the public (SUG-03)."""

    topic = forms.CharField(label=_("议题"), max_length=120, error_messages={"required": _("请写征集的议题。")})
    background = forms.CharField(
        label=_("背景和要解决的问题"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    way = forms.CharField(
        label=_("途径和方式"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("除了网上，还可以到哪里、打什么电话、寄到哪里提。"),
        error_messages={"required": _("请写提出建议的途径和方式。")},
    )
    opens_on = forms.DateField(label=_("开始日期"), widget=DAY, error_messages={"required": _("请选择开始日期。")})
    ends_on = forms.DateField(
        label=_("截止日期（当天仍可提）"), widget=DAY, error_messages={"required": _("请选择截止日期。")}
    )

    place = PlaceField(permission="suggestions.publish", label=_("面向哪里"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].actor = actor  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        told = self.cleaned_data
        return Wanted(told["topic"], told["background"], told["way"], told["opens_on"], told["ends_on"])
