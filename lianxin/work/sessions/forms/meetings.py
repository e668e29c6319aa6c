"""The forms of sessions, agendas, attendance, minutes and documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.places import tree
from lianxin.kernel.places.picking import PlaceField
from lianxin.work.sessions.actions.clues import Clue
from lianxin.work.sessions.actions.deciding import Task
from lianxin.work.sessions.actions.documents import Text
from lianxin.work.sessions.actions.meetings import CONVENE, Plan
from lianxin.work.sessions.forms.fields import FilesField, UnitField, day, line, moment, words
from lianxin.work.sessions.kinds import kinds
from lianxin.work.sessions.models import (
    CHANNELS,
    LEVELS,
    TYPED_DOORS,
    AgendaItem,
    Attendance,
    Document,
    Session,
)
from lianxin.work.sessions.queries import items
from lianxin.work.sessions.queries import sessions as queries


class Planned(forms.Form):
    """A session to come, or one of the past that is being written down."""

    kind = forms.ChoiceField(label=_("什么会"), error_messages={"required": _("请选择会议种类。")})
    place = forms.ChoiceField(label=_("哪一级"), error_messages={"required": _("请选择级别。")})
    topic = line(_("主题"), required=False, help_text=_("专题会、推进会、考察学习等写明主题。"))
    at = moment(_("什么时候"))
    venue = line(_("在哪里"), required=False)
    chair = line(_("谁主持（职务）"), required=False)
    first_number = forms.IntegerField(
        label=_("首次编号"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("只在这种会议第一次登记时有用：以前已开到第几次，就从下一次写起。"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, kind.name) for code, kind in kinds().items()]  # type: ignore[attr-defined]
        self.fields["place"].choices = meeting_places(actor)  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        told = self.cleaned_data
        return Plan(
            kind=told["kind"],
            place_path=told["place"],
            at=told["at"],
            topic=told["topic"],
            venue=told["venue"],
            chair=told["chair"],
            first_number=told["first_number"] or 1,
        )


def meeting_places(actor: Actor) -> list[tuple[str, str]]:
    """The city and the counties where the actor may call sessions."""
    found = []
    for path in actor.paths(CONVENE):
        top = tree.get(path) if path else None
        nodes = [*([top] if top else []), *tree.current().descendants(path, "county")]
        found += [(node.path, node.name) for node in nodes if node.level in {"city", "county"}]
    return list(dict.fromkeys(found))


class Changed(forms.Form):
    """Another day, place, chair or topic."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    topic = line(_("主题"), required=False)
    at = moment(_("什么时候"))
    venue = line(_("在哪里"), required=False)
    chair = line(_("谁主持（职务）"), required=False)


class Cancelled(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = words(_("为什么取消"), rows=2)


class Minutes(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    summary = words(
        _("会议情况"), required=False, rows=10, help_text=_("会议听取了什么、强调了什么。议题的结果另行记录。")
    )
    findings = words(_("收获和建议"), required=False, rows=6, help_text=_("调研、考察学习填写。"))


class Topic(forms.Form):
    topic = line(_("议题"), most=200)
    presenter = line(_("汇报单位"), required=False)


class Asked(forms.Form):
    """Who is asked to come: a unit that works in this system, or anybody by office."""

    unit = UnitField(label=_("单位"), required=False)
    office = line(
        _("职务或其他单位"), required=False, help_text=_("例如：物业公司负责人、居民代表。只写职务，不写姓名。")
    )
    part = forms.ChoiceField(label=_("参加方式"), choices=Attendance.PARTS, initial="attend", widget=forms.RadioSelect)
    persons = forms.IntegerField(label=_("人数"), initial=1, min_value=1, max_value=5000)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = items.units_around(session.place_path)  # type: ignore[attr-defined]


class Concluded(forms.Form):
    result = forms.ChoiceField(
        label=_("结果"), widget=forms.RadioSelect, choices=[pair for pair in AgendaItem.RESULTS if pair[0]]
    )
    conclusion = words(_("议定意见"))


class TaskOfTopic(forms.Form):
    text = words(_("任务"), rows=3)
    owner = UnitField()
    due_on = day(_("完成时限"))
    proof_wanted = line(_("以什么为凭"), required=False, most=200)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = items.units_around(session.place_path)  # type: ignore[attr-defined]

    def task(self) -> Task:
        told = self.cleaned_data
        return Task(told["text"], told["owner"], told["due_on"], told["proof_wanted"])


class Adopted(forms.Form):
    replaces = forms.ChoiceField(label=_("替代哪一份"), required=False)
    name = line(_("文件名称"), required=False, most=160, help_text=_("新版本沿用原名称，可以不填。"))
    number = line(_("文号"), required=False, most=60)
    sort = forms.ChoiceField(label=_("种类"), choices=Document.SORTS, widget=forms.RadioSelect, initial="rules")
    in_force_on = day(_("施行日期"))
    summary = words(_("说明"), required=False, rows=3)
    file = FilesField(label=_("正文文件"), required=False)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(each.pk): each for each in queries.replaceable(session)}
        named = [
            (pk, _("%(name)s（第%(n)d版）") % {"name": each.name, "n": each.version}) for pk, each in self.known.items()
        ]
        self.fields["replaces"].choices = [("", _("新文件")), *named]  # type: ignore[attr-defined]
        self.fields["in_force_on"].initial = timezone.localdate(session.at)

    def text(self) -> Text:
        told = self.cleaned_data
        return Text(
            told["name"],
            told["in_force_on"],
            told["number"],
            told["sort"],
            told["summary"],
            self.known.get(told["replaces"]),
        )


class Repealed(forms.Form):
    ended_on = day(_("最后有效的一天"))


class Typed(forms.Form):
    """A clue that is typed in: what the problem is, where, and who brought it."""

    title = line(_("标题"), most=80)
    text = words(_("什么问题，困扰了谁，为什么难"))
    level = forms.ChoiceField(
        label=_("上哪一级的例会"), choices=list(reversed(LEVELS)), widget=forms.RadioSelect, initial="county"
    )
    channel = forms.ChoiceField(
        label=_("线索从哪里来"),
        choices=[(key, CHANNELS[key]) for key in TYPED_DOORS],
        widget=forms.RadioSelect,
        initial="desk",
    )
    name = line(_("反映人姓名"), required=False, most=60)
    phone = forms.CharField(
        label=_("反映人电话"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    place = PlaceField(permission="sessions.clue", label=_("在哪里"))
    field_order = ("title", "text", "place", "level", "channel", "name", "phone")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].actor = actor  # type: ignore[attr-defined]

    def clue(self) -> Clue:
        told = self.cleaned_data
        return Clue(
            title=told["title"],
            text=told["text"],
            place_path=told["place"],
            level=told["level"],
            channel=told["channel"],
            name=told["name"],
            phone=told["phone"],
        )
