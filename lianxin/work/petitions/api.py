"""Petitions and receptions for programs; the rota and the agents that their forms name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.api.kinds import READ, offer_entry, offer_kind
from lianxin.kernel.api.matters import Whole
from lianxin.kernel.api.moments import Day
from lianxin.kernel.api.paging import Paging, paged
from lianxin.kernel.api.places import code_of, path_of
from lianxin.kernel.api.rules import staff
from lianxin.kernel.matters import queries as matters
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.words import N_
from lianxin.work.petitions import actions, queries
from lianxin.work.petitions.flow import PETITION, RECEPTION
from lianxin.work.petitions.forms.desk import NewMandate
from lianxin.work.petitions.forms.receptions import VisitForm

router = Router()


class Trace(Schema):
    """One paper of the official procedure. what: filing or opinion."""

    what: str
    stage: str
    office: str
    number: str
    kind: str
    at: str


class WholePetition(Whole):
    """petition_class: suggestion, accusation or appeal. route: of Art. 31, "1" to "6". previous: the earlier number."""

    petition_class: str
    claim: str
    facts: str
    persons: int
    against_unit: str | None
    against_words: str
    agent: str | None
    previous: str | None
    mandated_at: str | None
    approved_at: str | None
    way: str
    organ: str
    route: str
    accepted_at: str | None
    extension_days: int
    answer: str
    answered_at: str | None
    review_until: str | None
    rereview_until: str | None
    final_at: str | None
    papers: list[Trace]


class WholeReception(Whole):
    """persons: how many came in this one batch; the two are never added."""

    text: str
    level: str
    form: str
    leader: str
    persons: int
    representatives: int
    received_at: str | None
    taken_on_at: str | None


OWN = {"petition_class", "against_unit", "agent", "previous", "papers"}
TOLD = tuple(name for name in WholePetition.model_fields if name not in {*Whole.model_fields, *OWN})
VISIT = tuple(name for name in WholeReception.model_fields if name not in Whole.model_fields)


def of_petition(matter: Matter, actor: Actor) -> dict[str, Any]:
    """Nothing of the person: their contact is opened on the page alone, for a purpose, and they read that it was."""
    petition = queries.particulars(matter)
    return {
        **{name: getattr(petition, name) for name in TOLD},
        "petition_class": petition.kind,
        "against_unit": petition.against_unit.code if petition.against_unit else None,
        "agent": petition.agent.code if petition.agent else None,
        "previous": matters.number_for(actor, petition.previous) or None,
        "papers": [{name: getattr(paper, name) for name in Trace.model_fields} for paper in queries.papers_of(matter)],
    }


def of_reception(matter: Matter, actor: Actor) -> dict[str, Any]:
    visit = queries.visit(matter)
    return {name: getattr(visit, name) for name in VISIT}


def _take(form: NewMandate, actor: Actor) -> Matter:
    return actions.take_mandate(form.mandate(), actor=actor).matter


def _register(form: VisitForm, actor: Actor) -> Matter:
    return actions.register(form.visit(), actor=actor, is_received=form.cleaned_data["is_received"]).matter


offer_kind(router, PETITION, at="/petitions", shape=WholePetition, more=of_petition)
offer_entry(router, PETITION, NewMandate, at="/petitions", permission="petitions.agent", enter=_take)
offer_kind(router, RECEPTION, at="/receptions", shape=WholeReception, more=of_reception)
offer_entry(router, RECEPTION, VisitForm, at="/receptions", permission="petitions.receive", enter=_register)


class SittingRow(Schema):
    id: int
    on: str
    from_time: str
    until_time: str
    level: str
    place: str
    leader: str
    post: str
    form: str
    where: str
    cancelled_because: str


class SittingPage(Schema):
    items: list[SittingRow]
    next: str | None


class SittingFilter(Paging):
    since: Day | None = Field(None, description=N_("从哪天起；不填是今天"))
    until: Day | None = Field(None, description=N_("到哪天止；不填是之后三周"))
    place: str = Field("", max_length=40, description=N_("地点代码，包括其上各级和其下各级"))


SITTING = tuple(name if name != "place" else "place_path" for name in SittingRow.model_fields)


@router.get("/sittings", summary=N_("接访班次"), response=SittingPage, tags=[RECEPTION.label])
@staff("petitions.receive")
def list_sittings(request: HttpRequest, filters: Query[SittingFilter]) -> HttpResponse:
    first = filters.since or timezone.localdate()
    last = filters.until or first + timedelta(weeks=3)
    place = path_of(filters.place, "place", parameter=True) if filters.place else ""
    rows = queries.sittings(first, last, place)
    return paged(rows, filters, order=("on", "from_time", "id"), fields=SITTING, shape=_placed)


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    return {**{name: value for name, value in row.items() if name != "place_path"}, "place": code_of(row["place_path"])}


class AgentRow(Schema):
    code: str
    name: str
    unit: str | None
    window: str | None
    place: str


class AgentPage(Schema):
    items: list[AgentRow]
    next: str | None


class AgentFilter(Paging):
    place: str = Field("", max_length=40, description=N_("地点代码，包括其下各级"))


@router.get("/petition-agents", summary=N_("代办员"), response=AgentPage, tags=[PETITION.label])
@staff(READ)
def list_petition_agents(request: HttpRequest, filters: Query[AgentFilter]) -> HttpResponse:
    place = path_of(filters.place, "place", parameter=True) if filters.place else ""
    fields = ("code", "name", "unit__code", "window__code", "place_path")
    return paged(queries.agents(place), filters, order=("code",), fields=fields, shape=_agent)


def _agent(row: dict[str, Any]) -> dict[str, Any]:
    told = {"code": row["code"], "name": row["name"], "unit": row["unit__code"], "window": row["window__code"]}
    return {**told, "place": code_of(row["place_path"])}
