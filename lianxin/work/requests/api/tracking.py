"""For the person who asked, by their code or one-time link. Staff and their tokens are refused (ETH-11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.rules import public
from lianxin.kernel.matters import perform, tracking
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules import registry
from lianxin.kernel.places import tree
from lianxin.kernel.words import N_
from lianxin.work.requests import actions, queries
from lianxin.work.requests.actions.rating import Word

router = Router(tags=[N_("本人查询和评价")])


class PublicLine(Schema):
    at: str
    label: str
    unit: str
    text: str


class Tracked(Schema):
    number: str
    title: str
    state: str
    state_label: str
    place_name: str
    opened_at: str
    due_at: str | None
    closed_at: str | None
    outcome: str
    answer: str
    timeline: list[PublicLine]
    moves: list[str]


class Said(Schema):
    model_config = ConfigDict(extra="forbid")
    text: str = Field("", max_length=2000, description=N_("想说的话"))


class Rated(Schema):
    """The person's own word on the answer."""

    model_config = ConfigDict(extra="forbid")
    solved: bool = Field(..., description=N_("解决了没有；没有解决就继续办理"))
    grade: Literal["", "satisfied", "basic", "unsatisfied"] = Field("", description=N_("满意程度"))
    contacted: bool | None = Field(None, description=N_("有没有人联系过您"))
    comment: str = Field("", max_length=2000)


class Stands(Schema):
    number: str
    state: str


@router.get("/track/{code}", summary=N_("用查询码看进展"), response=Tracked)
@public(per_minute=60)
def track(request: HttpRequest, code: str) -> HttpResponse:
    matter = _matter(code)
    actor = tracking.actor_by_code(matter)
    return answer(
        {
            "number": matter.number,
            "title": matter.title,
            "state": matter.state,
            "state_label": _(registry.flow(matter.kind).state(matter.state).label),
            "place_name": tree.name(matter.place_path),
            "opened_at": matter.opened_at,
            "due_at": matter.due_at,
            "closed_at": matter.closed_at,
            "outcome": matter.outcome,
            "answer": queries.particulars(matter).answer,
            "timeline": [
                {"at": line.at, "label": _(line.label), "unit": line.unit, "text": line.text}
                for line in tracking.public_timeline(matter)
            ],
            "moves": [move.name for move in perform.moves_open_to(matter, actor)],
        }
    )


def _matter(code: str) -> Matter:
    matter = tracking.matter_by_code(code)
    if matter is None or matter.kind != "request":
        raise Http404
    return matter


def _person(request: HttpRequest, matter: Matter) -> Actor:
    """The holder of the code; whoever came as staff is refused, also with the right code."""
    caller: Actor = request.actor  # type: ignore[attr-defined]
    if caller.is_staff or caller.scopes is not None:
        raise Denied("reporter")
    return tracking.actor_by_code(matter)


def _offer(name: str, label: str, act: Callable[..., Any]) -> None:
    """``POST /track/CODE/moves/NAME`` for one of the person's own moves."""

    def view(request: HttpRequest, code: str, body: Said) -> HttpResponse:
        matter = _matter(code)
        done = act(matter, actor=_person(request, matter), text=body.text)
        return answer({"number": done.number, "state": done.state})

    view.__name__ = f"track_{name}"
    router.post(f"/track/{{code}}/moves/{name}", summary=label, response=Stands)(public(per_minute=20)(view))


_offer("supply", N_("补充情况"), actions.supply)
_offer("reopen", N_("没有解决，请继续办"), actions.reopen)
_offer("withdraw", N_("撤回"), actions.withdraw)


@router.post("/track/{code}/rating", summary=N_("用查询码评价答复"), response=Stands)
@public(per_minute=20)
def rate_tracked(request: HttpRequest, code: str, body: Rated) -> HttpResponse:
    matter = _matter(code)
    done = actions.rate_by_code(matter, _word(body), actor=_person(request, matter))
    return answer({"number": done.number, "state": done.state})


@router.post("/ratings/{token}", summary=N_("用一次性链接评价答复"), response=Stands)
@public(per_minute=20)
def rate(request: HttpRequest, token: str, body: Rated) -> HttpResponse:
    done = actions.rate_by_token(token, _word(body), actor=request.actor)  # type: ignore[attr-defined]
    return answer({"number": done.number, "state": done.state})


def _word(body: Rated) -> Word:
    return Word(solved=body.solved, grade=body.grade, contacted=body.contacted, comment=body.comment)
