"""Disputes and calls to joint mediation for programs, and the register from which mediators are chosen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.api.kinds import READ, offer_entry, offer_kind
from lianxin.kernel.api.matters import Whole
from lianxin.kernel.api.paging import Paging, paged
from lianxin.kernel.api.places import code_of, path_of
from lianxin.kernel.api.rules import staff
from lianxin.kernel.matters import queries as matters
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.words import N_
from lianxin.work.mediation import actions
from lianxin.work.mediation.flow import CALL, DISPUTE
from lianxin.work.mediation.forms.staff import Registered
from lianxin.work.mediation.models import Chosen, Party
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.queries import register

router = Router()


class Side(Schema):
    """A party. name: masked, for everybody; the whole name is opened on the page alone, for a purpose."""

    id: int
    order: int
    side: str
    name: str
    is_body: bool
    consent: str
    is_assisted: bool


class Standing(Schema):
    """Somebody chosen to mediate. mediator: of the register; none for somebody chosen off the menu."""

    id: int
    mediator: int | None
    name: str
    state: str
    is_lead: bool
    disclosed_at: str | None


class Sat(Schema):
    """A mediation session. has_record: its record is written down."""

    id: int
    order: int
    at: str
    place_words: str
    is_public: bool
    has_record: bool


class Promise(Schema):
    """One thing that an agreement promises. Money in fen."""

    id: int
    order: int
    words: str
    amount_fen: int
    due_on: str
    done_on: str | None


class WholeDispute(Whole):
    """Money in fen (1/100 yuan). type: code of a dispute type, also the category."""

    text: str
    type: str
    level: str
    amount_fen: int
    place_words: str
    entrusted_by: str
    entrusted_ref: str
    form: str
    result: str
    agreed_fen: int
    agreed_at: str | None
    confirm_until: str | None
    visited_at: str | None
    relapse_of: str | None
    parties: list[Side]
    mediators: list[Standing]
    sessions: list[Sat]
    steps: list[Promise]


OWN = {"type", "relapse_of", "parties", "mediators", "sessions", "steps"}
TOLD = tuple(name for name in WholeDispute.model_fields if name not in {*Whole.model_fields, *OWN})


def of_dispute(matter: Matter, actor: Actor) -> dict[str, Any]:
    dispute = queries.particulars(matter)
    return {
        **{name: getattr(dispute, name) for name in TOLD},
        "type": matter.category,
        "relapse_of": matters.number_for(actor, dispute.relapse_of) or None,
        "parties": [_side(party) for party in queries.parties(matter)],
        "mediators": [_standing(row) for row in queries.chosen(matter)],
        "sessions": [_like(Sat, row, has_record=row.record_at is not None) for row in queries.sessions(matter)],
        "steps": [_like(Promise, row) for row in queries.steps(matter)],
    }


def _like(shape: type[Schema], row: Any, **more: Any) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in shape.model_fields if name not in more}, **more}


def _side(party: Party) -> dict[str, Any]:
    return _like(Side, party, name=party.name.masked("name"))


def _standing(row: Chosen) -> dict[str, Any]:
    name = row.mediator.name if row.mediator else row.name.masked("name")
    return _like(Standing, row, mediator=row.mediator_id, name=name)


def _enter(form: Registered, actor: Actor) -> Matter:
    return actions.enter(form.entry(), actor=actor).dispute.matter


offer_kind(router, DISPUTE, at="/disputes", shape=WholeDispute, more=of_dispute)
offer_entry(router, DISPUTE, Registered, at="/disputes", permission="mediation.register", enter=_enter)
offer_kind(router, CALL, at="/mediation-calls")


class MediatorRow(Schema):
    id: int
    name: str
    kind: str
    place: str
    hours: str
    intro: str
    load: int


class MediatorPage(Schema):
    items: list[MediatorRow]
    next: str | None


class MediatorFilter(Paging):
    place: str = Field("", max_length=40, description=N_("地点代码，包括其下各级"))
    q: str = Field("", max_length=60, description=N_("姓名或简介里的字词"))


COLUMNS = tuple(name if name != "place" else "place_path" for name in MediatorRow.model_fields)


@router.get("/mediators", summary=N_("调解员名册"), response=MediatorPage, tags=[DISPUTE.label])
@staff(READ)
def list_mediators(request: HttpRequest, filters: Query[MediatorFilter]) -> HttpResponse:
    """``load``: how many open disputes each one has."""
    place = path_of(filters.place, "place", parameter=True) if filters.place else ""
    rows = register.register({"place": place, "q": filters.q})
    return paged(rows, filters, order=("id",), fields=COLUMNS, shape=_mediator)


def _mediator(row: dict[str, Any]) -> dict[str, Any]:
    return {**{name: value for name, value in row.items() if name != "place_path"}, "place": code_of(row["place_path"])}
