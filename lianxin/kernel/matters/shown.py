"""How matters are shown: the plain values that templates print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.clock import lamps
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters import contacts
from lianxin.kernel.matters.flow import OUTCOMES, Clock, State
from lianxin.kernel.matters.models import Contact, Event, Matter
from lianxin.kernel.matters.moves import form_of
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.modules import registry
from lianxin.kernel.words import N_

LAMP_NAMES = {"on_time": "on_time", "near": "near", "overdue": "overdue", "seriously_overdue": "serious"}
CLOCK_LABELS = {
    "route": N_("派单"),
    "accept": N_("接单"),
    "handle": N_("办理"),
    "decide": N_("裁定退回"),
    "report": N_("报到"),
    "answer": N_("回复"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of matters."""

    number: str
    title: str
    href: str
    place_path: str
    state_label: str
    phase: str
    lamp: str
    lamp_text: str
    holder: str
    assignee: str
    opened_at: datetime
    mark: str
    pk: int
    version: int


def contact(matter: Matter, actor: Actor) -> dict[str, Any] | None:
    """The sealed contact, masked, and whether the actor may open it; None when nobody left one."""
    sealed: Contact | None = getattr(matter, "contact", None)
    if sealed is None:
        return None
    is_hidden = sealed.openness == Contact.SEALED
    may = contacts.may_reveal(sealed, matter, actor)
    return {
        "name": "" if is_hidden or not sealed.name else sealed.name.masked("name"),
        "phone": "" if is_hidden or not sealed.phone else sealed.phone.masked("phone"),
        "openness": sealed.get_openness_display(),
        "may_reveal": may,
        "why": "" if may else _("本人没有向承办单位公开联系方式，进展由系统转告本人。"),
        "purposes": list(contacts.PURPOSES.items()),
    }


def state_of(kind: str, state: str) -> State:
    return registry.flow(kind).state(state)


def lamp_of(due_at: datetime | None, closed_at: datetime | None, waiting: bool, now: datetime) -> tuple[str, str]:
    """The lamp's name in the page kit, and the words beside it."""
    if closed_at:
        return "met", ""
    if waiting:
        return "paused", ""
    found = lamps.lamp(due_at, now)
    if found is None or due_at is None:
        return "none", ""
    return LAMP_NAMES[found.name], time_left(due_at, now)


def time_left(due_at: datetime, now: datetime) -> str:
    """How long until, or since, an end: in days from one day on, else in hours."""
    late, span = now > due_at, abs(due_at - now)
    days, hours = span.days, span.seconds // 3600
    if days:
        text = ngettext("%(n)d 天", "%(n)d 天", days) % {"n": days}
    else:
        text = ngettext("%(n)d 小时", "%(n)d 小时", hours) % {"n": hours}
    return (_("超期 %(span)s") if late else _("还剩 %(span)s")) % {"span": text}


def rows(found: Iterable[dict[str, Any]]) -> list[Row]:
    """Lines for ``.values(*queries.ROW)`` rows."""
    now = timezone.now()
    return [_row(values, now) for values in found]


def _row(values: dict[str, Any], now: datetime) -> Row:
    state = state_of(values["kind"], values["state"])
    lamp, text = lamp_of(values["due_at"], values["closed_at"], values["waiting"], now)
    marks = [_("督办")] if values["supervised_at"] and not values["closed_at"] else []
    marks += [_("再次办理")] if values["reopenings"] else []
    return Row(
        number=values["number"],
        title=values["title"],
        href=address(values["number"]),
        place_path=values["place_path"],
        state_label=state.label,
        phase=state.phase,
        lamp=lamp,
        lamp_text=text,
        holder=values["holder__name"] or "",
        assignee=values["assignee__name"] or "",
        opened_at=values["opened_at"],
        mark=" · ".join(marks),
        pk=values["id"],
        version=values["version"],
    )


def address(number: str) -> str:
    return reverse("matters:matter", args=[number])


def buttons(matter: Matter, actor: Actor) -> list[dict[str, Any]]:
    """The move buttons of the page: those of the flow that the actor may press and that have a staff form."""
    return [
        {
            "name": move.name,
            "label": _(move.label),
            "tone": move.tone,
            "version": matter.version,
            "confirm": _(move.confirm) if move.confirm else "",
            "href": reverse("matters:move", args=[matter.number, move.name]),
        }
        for move in moves_open_to(matter, actor)
        if move.name != "remark" and (form := form_of(matter, move)) is not None and form.is_offered(matter, actor)
    ]


def timeline(matter: Matter, events: Iterable[Event]) -> list[dict[str, Any]]:
    """The events of a matter, newest first."""
    flow = registry.flow(matter.kind)
    return [
        {
            "at": event.at,
            "label": _event_label(event, flow),
            "who": _who(event),
            "unit": event.unit_name,
            "note": "\n".join(text for text in (_facts_of(event), event.public_note, event.note) if text),
            "kind": "note" if event.move == "remark" else "system" if event.actor_kind == "system" else "move",
            "public": event.is_public,
        }
        for event in reversed(list(events))
    ]


def _event_label(event: Event, flow: Any) -> str:
    return _(flow.move(event.move).label) if event.move in flow.by_move else _("收到")


def _who(event: Event) -> str:
    if event.actor_kind in {"reporter", "anonymous", "resident"}:
        by_code = event.actor_kind == "reporter" and event.actor_name  # such as "申请人1": never a person's own name
        return event.actor_name if by_code else _("反映人")
    return _("系统") if event.actor_kind == "system" else event.actor_name


def _facts_of(event: Event) -> str:
    data = event.data
    if "unit" in data:
        return _("承办单位：%(unit)s") % {"unit": data["unit"]}
    if "units" in data:
        return _("单位：%(units)s") % {"units": _("、").join(data["units"])}
    if "days" in data:
        return ngettext("%(days)d 个工作日", "%(days)d 个工作日", data["days"]) % {"days": data["days"]}
    if "outcome" in data:
        return _("结果：%(outcome)s") % {"outcome": _(OUTCOMES.get(data["outcome"], data["outcome"]))}
    if "into" in data:
        return _("并入 %(number)s") % {"number": data["into"]}
    return ""


def clocks(found: Iterable[Deadline], kind: str = "") -> list[dict[str, Any]]:
    """The clocks of a matter: running ones first, each with its lamp, words, source and earlier working target."""
    now = timezone.now()
    order = {"running": 0, "unknown": 1, "paused": 2, "met": 3, "stopped": 4}
    shown = sorted((clock for clock in found if clock.state != "stopped"), key=lambda clock: order[clock.state])
    named = registry.flow(kind).by_clock if kind else {}
    return [_clock(clock, now, named.get(clock.name)) for clock in shown]


def _clock(clock: Deadline, now: datetime, told_by: Clock | None) -> dict[str, Any]:
    label = (told_by.label if told_by else "") or CLOCK_LABELS.get(clock.name, clock.name)
    is_earlier = clock.target_at is not None and clock.target_at != clock.due_at
    told = {
        "label": _(label),
        "due_at": clock.due_at,
        "done": None,
        "text": clock.state_label,
        "lamp": clock.state,
        "source": _(told_by.source) if told_by and told_by.source else "",
        "target_at": clock.target_at if is_earlier and clock.state in {"running", "paused"} else None,
    }
    if clock.state == "running" and clock.due_at:
        lamp, text = lamp_of(clock.due_at, None, False, now)
        whole = (clock.due_at - clock.started_at).total_seconds() or 1
        done = min(100, max(0, round(100 * (now - clock.started_at).total_seconds() / whole)))
        return {**told, "lamp": lamp, "text": text, "done": done}
    if clock.state == "met":
        on_time = clock.on_time
        return {
            **told,
            "text": _("按期完成") if on_time else _("已完成，超期") if on_time is False else clock.state_label,
        }
    return {**told, "lamp": "none" if clock.state == "unknown" else clock.state}
