"""What staff type: at the desk, on the stairs, at a whistle, from a sealed paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.access.unit_kinds import kind_label
from lianxin.kernel.matters.flow import OUTCOMES
from lianxin.kernel.matters.models import Contact
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import locate
from lianxin.kernel.places.picking import PlaceField, places_under
from lianxin.work.requests import queries_desk, rules
from lianxin.work.requests.actions.opening import Entry
from lianxin.work.requests.actions.rating import GRADES, Word
from lianxin.work.requests.forms.picking import CategoryField, PhotosField, client_key, degrees

YES_NO = [("1", _("是")), ("0", _("否"))]


def sentence(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("请写明内容。")},
    )


class Placed(forms.Form):
    """What every entry says: what, of which kind, and where."""

    permission = ""
    channel = ""

    text = sentence(_("反映什么"))
    place_words = forms.CharField(
        label=_("具体位置"), required=False, max_length=200, help_text=_("如：3号楼2单元门口")
    )
    lon, lat = degrees(180), degrees(90)
    client_key = client_key()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)
        self.fields["category"] = CategoryField()
        self.fields["place"] = PlaceField(actor=actor, permission=self.permission)

    def entry(self, **more: Any) -> Entry:
        """The entry that the cleaned form describes; emergency words make it urgent."""
        told = self.cleaned_data
        return Entry(
            text=told["text"],
            place_path=self._place(),
            channel=self.channel,
            category=told["category"],
            place_words=told["place_words"],
            lon=told["lon"],
            lat=told["lat"],
            client_key=told["client_key"],
            urgency="urgent" if self.emergency_words else "normal",
            **more,
        )

    @property
    def emergency_words(self) -> list[str]:
        return rules.emergency_words(self.cleaned_data["text"], pack().get("requests.emergency_words", []))

    def _place(self) -> str:
        """The chosen place, or the deeper one that holds the point when that lies inside the chosen one."""
        chosen: str = self.cleaned_data["place"]
        lon, lat = self.cleaned_data["lon"], self.cleaned_data["lat"]
        deeper = locate.place_at(lon, lat) if lon is not None and lat is not None else None
        return deeper if deeper and deeper.startswith(chosen) else chosen


class AtDesk(Placed):
    """A person stands at the desk or is on the telephone."""

    permission, channel = "requests.enter", "desk"

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
    outcome = forms.ChoiceField(label=_("结果"), required=False)
    answer = sentence(_("答复内容"), rows=3, required=False, help_text=_("写清告诉了本人什么。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_answer = self.actor.holds("requests.route")
        choices = [(name, _(OUTCOMES[name])) for name in rules.STAFF_OUTCOMES]
        self.fields["outcome"].choices = [("", _("请选择")), *choices]  # type: ignore[attr-defined]
        if not self.may_answer:
            del self.fields["outcome"], self.fields["answer"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("answer") and not told.get("outcome"):
            self.add_error("outcome", _("请选择办理结果。"))
        if told.get("outcome") and not told.get("answer"):
            self.add_error("answer", _("请写明答复内容。"))
        if told.get("outcome") and told.get("place") and not self.actor.may("requests.route", told["place"]):
            self.add_error("outcome", _("您不能在这个地点当场答复，请留给派单台。"))
        return told

    def entry(self, **more: Any) -> Entry:
        told = self.cleaned_data
        return super().entry(
            name=told["name"], phone=told["phone"], openness=told["openness"], is_assisted=True, **more
        )


class Found(Placed):
    """A grid worker has seen something before anybody asked."""

    permission, channel = "requests.find", "found"

    text = sentence(_("看到了什么"), rows=3)
    photos = PhotosField(label=_("照片"), required=False)
    is_done = forms.BooleanField(label=_("我已当场处理"), required=False)
    done = sentence(_("做了什么"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes = places_under(self.actor, self.permission)
        if not self.initial.get("place") and nodes:
            grids = [node for node in nodes if node.level in {"grid", "micro_grid"}]
            self.initial["place"] = grids[0].path if len(grids) == 1 else nodes[0].path

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("is_done") and not (told.get("done") or "").strip():
            self.add_error("done", _("请写明当场做了什么。"))
        return told


class Whistled(Placed):
    """A community calls departments to one place."""

    permission, channel = "requests.whistle", "whistle"

    title = forms.CharField(label=_("标题"), max_length=80, error_messages={"required": _("请写标题。")})
    text = sentence(_("什么情况，为什么要吹哨"))
    note = sentence(_("请他们做什么"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choosable = queries_desk.units_to_call(self.actor)
        self.fields["units"] = forms.MultipleChoiceField(
            label=_("请哪些单位来"),
            choices=[(str(unit.pk), unit.name) for unit in self.choosable],
            error_messages={"required": _("请至少选择一个单位。"), "invalid_choice": _("请从列表中选择单位。")},
        )

    @property
    def groups(self) -> list[tuple[str, list[Unit]]]:
        """The units to choose from, by kind."""
        found: dict[str, list[Unit]] = {}
        for unit in self.choosable:
            found.setdefault(unit.kind, []).append(unit)
        return [(kind_label(kind), units) for kind, units in found.items()]

    @property
    def chosen(self) -> set[str]:
        """The pks that are ticked now, as the page shows them again."""
        return {str(value) for value in self["units"].value() or []}

    def called(self) -> list[Unit]:
        wanted = set(self.cleaned_data["units"])
        return [unit for unit in self.choosable if str(unit.pk) in wanted]


class Paper(forms.Form):
    """A sealed paper rating, as the person has filled it in."""

    token = forms.CharField(
        label=_("评价卡上的编码"),
        max_length=20,
        error_messages={"required": _("请输入编码。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("12 位，字母和数字，横线可以不打。"),
    )
    contacted = forms.ChoiceField(
        label=_("承办单位联系过您吗"), choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    solved = forms.ChoiceField(
        label=_("问题解决了吗"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("请照纸上的回答选择。")},
    )
    grade = forms.ChoiceField(
        label=_("满意吗"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(key, _(label)) for key, label in GRADES.items()],
    )
    comment = sentence(_("写的话"), rows=3, required=False, help_text=_("照原话打，不改。"))

    def word(self) -> Word:
        told = self.cleaned_data
        contacted = {"1": True, "0": False}.get(told["contacted"])
        return Word(solved=told["solved"] == "1", grade=told["grade"], contacted=contacted, comment=told["comment"])


class Door(forms.Form):
    """How the person gets their right to rate."""

    door = forms.ChoiceField(
        label=_("怎么交给本人"),
        widget=forms.RadioSelect,
        initial="qr",
        choices=[
            ("qr", _("二维码卡：本人用手机扫码评价")),
            ("paper", _("密封纸卡：本人填好封上，由别的单位录入")),
            ("link", _("一次性链接：发给本人")),
        ],
    )
