"""Operations for the moves of a flow: one for each staff form, through that form, so that pages and programs
are asked the same and refused the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from lianxin.kernel.access.actor import Denied
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.bodies import Filled, body_of, checked
from lianxin.kernel.api.callers import caller
from lianxin.kernel.api.rules import staff
from lianxin.kernel.matters import perform, queries
from lianxin.kernel.matters.flow import Flow, Move
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm, forms_of_moves
from lianxin.kernel.words import N_

VERSION = N_("您看到的版本；之后有人办理过就拒绝。不填不检查")


class Body(Filled):
    """What every move may be given."""

    version: int | None = Field(None, ge=1, description=VERSION)


class Moved(Schema):
    """The matter after a move."""

    number: str
    state: str
    version: int
    holder: str | None
    due_at: str | None
    outcome: str


def offer_moves(router: Router, flow: Flow, *, at: str) -> None:
    """Adds ``POST {at}/{number}/moves/MOVE`` for each move of the flow that has a staff form."""
    for move in flow.moves:
        form = forms_of_moves().get((flow.kind, move.name))
        if form is not None:
            router.post(f"{at}/{{number}}/moves/{move.name}", summary=move.label, tags=[flow.label], response=Moved)(
                staff(move.permission)(view_of(flow, move, form))
            )


def view_of(flow: Flow, move: Move, form_class: type[MoveForm]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, number: str, body: Body) -> HttpResponse:
        actor = caller(request)
        matter = queries.matter(actor, number, flow.kind)
        if not perform.may_move(matter, move, actor):
            raise Denied(move.permission)
        checked(form_class(body.model_dump(exclude_none=True), matter=matter, actor=actor)).run()
        return answer(head(matter.pk))

    name = f"{flow.kind.title()}{move.name.title()}Body".replace("_", "")
    view.__name__ = f"{flow.kind}_{move.name}"
    view.__doc__ = None
    view.__annotations__ = {"request": HttpRequest, "number": str, "body": body_of(form_class, name, Body)}
    return view


def head(matter_id: int) -> dict[str, Any]:
    """Where a matter stands after the caller's own move, also when it has just left their sight."""
    rows = Matter.objects.unscoped(reason="answer to the move that the caller has just made")
    row = rows.values("number", "state", "version", "holder__code", "due_at", "outcome").get(pk=matter_id)
    return {**{k: v for k, v in row.items() if k != "holder__code"}, "holder": row["holder__code"]}
