"""How a matter of any kind reads in JSON: the row of a list, and the whole of one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from ninja import Schema

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.api.places import code_of
from lianxin.kernel.clock.deadlines import clocks
from lianxin.kernel.files import queries as files
from lianxin.kernel.matters import queries
from lianxin.kernel.matters.flow import Move
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.matters.moves import form_of
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.modules import registry
from lianxin.kernel.places import tree

COLUMNS = (
    "id",
    "number",
    "title",
    "kind",
    "state",
    "place_path",
    "holder__code",
    "category",
    "channel",
    "urgency",
    "opened_at",
    "due_at",
    "attention_at",
    "closed_at",
    "outcome",
    "waiting",
    "version",
    "supervised_at",
    "reopenings",
)


class Row(Schema):
    number: str
    title: str
    kind: str
    state: str
    place: str
    place_name: str
    holder: str | None
    category: str
    channel: str
    urgency: str
    opened_at: str
    due_at: str | None
    closed_at: str | None
    outcome: str
    waiting: bool
    version: int
    supervised_at: str | None
    reopenings: int


class RowPage(Schema):
    items: list[Row]
    next: str | None


class Line(Schema):
    at: str
    move: str
    label: str
    to_state: str
    by: str
    unit: str
    note: str
    public_note: str
    is_public: bool


class OpenMove(Schema):
    name: str
    label: str


class ClockLine(Schema):
    """One clock. state: running, paused, met, stopped, or unknown while its year has no holiday list."""

    name: str
    state: str
    started_at: str
    due_at: str | None
    target_at: str | None
    met_at: str | None


class File(Schema):
    id: int
    name: str
    content_type: str
    size: int
    address: str


class Whole(Row):
    lon: float | None
    lat: float | None
    parent: str | None
    duplicate_of: str | None
    children: list[str]
    timeline: list[Line]
    clocks: list[ClockLine]
    files: list[File]
    moves: list[OpenMove]


def row(values: dict[str, Any]) -> dict[str, Any]:
    """One line from the columns of ``COLUMNS``."""
    path = values["place_path"]
    kept = {name: values[name] for name in COLUMNS if name not in {"id", "place_path", "attention_at", "holder__code"}}
    return {**kept, "holder": values["holder__code"], "place": code_of(path), "place_name": tree.name(path)}


def columns_of(matter: Matter) -> dict[str, Any]:
    """The same columns from a matter whose holder is already fetched."""
    plain = {name: getattr(matter, name) for name in COLUMNS if name != "holder__code"}
    return {**plain, "holder__code": matter.holder.code if matter.holder else None}


def whole(matter: Matter, actor: Actor, **particulars: Any) -> dict[str, Any]:
    """Everything that the actor may see of one matter that they have been allowed to fetch."""
    return {
        **row(columns_of(matter)),
        **particulars,
        "lon": matter.lon,
        "lat": matter.lat,
        "parent": queries.number_for(actor, matter.parent) or None,
        "duplicate_of": queries.number_for(actor, matter.duplicate_of) or None,
        "children": list(queries.children(matter).values_list("number", flat=True)),
        "timeline": lines(matter, queries.timeline(matter)),
        "clocks": [{name: getattr(clock, name) for name in ClockLine.model_fields} for clock in clocks(matter)],
        "files": [file(attachment) for attachment in files.attachments_of(actor, matter)],
        "moves": [{"name": move.name, "label": _(move.label)} for move in offered_moves(matter, actor)],
    }


def offered_moves(matter: Matter, actor: Actor) -> list[Move]:
    """The moves that this actor can make now: those of the page, each of which is an operation."""
    pairs = [(move, form_of(matter, move)) for move in moves_open_to(matter, actor)]
    return [move for move, form in pairs if form is not None and form.is_offered(matter, actor)]


def lines(matter: Matter, events: Iterable[Event]) -> list[dict[str, Any]]:
    known = registry.flow(matter.kind).by_move
    return [
        {
            "at": e.at,
            "move": e.move,
            "label": _(known[e.move].label) if e.move in known else _("收到"),
            "to_state": e.to_state,
            "by": e.actor_name,
            "unit": e.unit_name,
            "note": e.note,
            "public_note": e.public_note,
            "is_public": e.is_public,
        }
        for e in events
    ]


def file(attachment: Any) -> dict[str, Any]:
    return {
        "id": attachment.pk,
        "name": attachment.name,
        "content_type": attachment.content_type,
        "size": attachment.size,
        "address": f"/api/files/{attachment.pk}",
    }
