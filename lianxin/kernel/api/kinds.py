"""Everything that programs do with one kind of matter: list, read, enter through the staff form, move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.bodies import body_of, checked
from lianxin.kernel.api.callers import caller
from lianxin.kernel.api.matters import COLUMNS, RowPage, Whole, row, whole
from lianxin.kernel.api.moments import Day
from lianxin.kernel.api.moves import offer_moves
from lianxin.kernel.api.paging import Paging, paged
from lianxin.kernel.api.places import path_of
from lianxin.kernel.api.problems import invalid
from lianxin.kernel.api.rules import staff
from lianxin.kernel.matters import queries
from lianxin.kernel.matters.flow import Flow
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules import registry
from lianxin.kernel.words import N_

READ = "matters.read"
ORDERS = {"newest": ("-opened_at", "-id"), "due": ("attention_at", "id")}
Particulars = Callable[[Matter, Actor], Mapping[str, Any]]


class Filters(Paging):
    """The same filters as on the pages."""

    lens: Literal["place", "unit", "mine"] = Field("place", description=N_("看哪些：我的区域、我的单位、我本人"))
    order: Literal["newest", "due"] = Field("newest", description=N_("新的在前，或期限近的在前"))
    state: str = Field("", max_length=30)
    category: str = Field("", max_length=40, description=N_("类别代码，包括其下各级"))
    channel: str = Field("", max_length=20)
    place: str = Field("", max_length=40, description=N_("地点代码，包括其下各级"))
    unit: str = Field("", max_length=40, description=N_("承办单位代码"))
    lamp: Literal["", "on_time", "near", "overdue", "seriously_overdue"] = Field("", description=N_("期限灯"))
    q: str = Field("", max_length=100, description=N_("编号或内容里的字词"))
    open: Literal["", "0", "1"] = Field("", description=N_("1 未办结，0 已办结"))
    opened_from: Day | None = None
    opened_to: Day | None = None
    outcome: str = Field("", max_length=20)

    def narrowing(self, kind: str) -> dict[str, Any]:
        """As ``matters.queries.work_list`` takes them. Raises ProblemFound (422) for an unknown place or unit."""
        values = self.model_dump(exclude={"limit", "cursor", "lens", "order", "place", "unit"})
        place = path_of(self.place, "place", parameter=True) if self.place else ""
        return {**values, "kind": kind, "place": place, "unit": _unit(self.unit) if self.unit else None}


def _unit(code: str) -> int:
    pk = Unit.objects.filter(code=code).values_list("pk", flat=True).first()
    if pk is None:
        raise invalid("unit", _("没有找到这个单位代码。"), parameter=True)
    return int(pk)


class Entered(Schema):
    """The new matter. tracking_code: of kinds that the person can follow by it."""

    number: str
    tracking_code: str | None
    state: str
    version: int
    due_at: str | None


def nothing_more(matter: Matter, actor: Actor) -> Mapping[str, Any]:
    return {}


def offer_kind(
    router: Router, flow: Flow, *, at: str, shape: type[Whole] = Whole, more: Particulars = nothing_more
) -> None:
    """Adds ``GET {at}``, ``GET {at}/{number}`` and the moves.

    more: the particulars that the module adds to one matter which the actor may see; ``shape`` documents them.
    """

    def list_kind(request: HttpRequest, filters: Query[Filters]) -> HttpResponse:
        found = queries.work_list(caller(request), filters.lens, filters.narrowing(flow.kind))
        return paged(found, filters, order=ORDERS[filters.order], fields=COLUMNS, shape=row)

    def read_kind(request: HttpRequest, number: str) -> HttpResponse:
        actor = caller(request)
        matter = queries.matter(actor, number, flow.kind)
        return answer(whole(matter, actor, **more(matter, actor)))

    list_kind.__name__, read_kind.__name__ = f"list_{_plural(at)}", f"read_{flow.kind}"
    told: dict[str, Any] = {"tags": [flow.label]}
    router.get(at, summary=N_("列表"), response=RowPage, **told)(staff(READ)(list_kind))
    summary = N_("一件：内容、经过、期限、附件和现在能办的步骤")
    router.get(f"{at}/{{number}}", summary=summary, response=shape, **told)(staff(READ)(read_kind))
    offer_moves(router, flow, at=at)


def offer_entry(
    router: Router,
    flow: Flow,
    form_class: type[forms.Form],
    *,
    at: str,
    permission: str,
    enter: Callable[[Any, Actor], Matter],
) -> None:
    """Adds ``POST {at}``: a new matter through the form of the page. ``enter`` calls the action with the valid form.

    form_class: constructed with ``actor``; its fields are declared, what depends on the actor is filled in later.
    """

    def view(request: HttpRequest, body: Schema) -> HttpResponse:
        actor = caller(request)
        form: Any = form_class
        matter = enter(checked(form(body.model_dump(exclude_none=True), actor=actor)), actor)
        return answer(entered(matter), status=201)

    name = flow.kind.title().replace("_", "")
    view.__name__, view.__doc__ = f"enter_{flow.kind}", None
    view.__annotations__ = {"request": HttpRequest, "body": body_of(form_class, f"New{name}")}
    router.post(at, summary=N_("录入一件"), tags=[flow.label], response={201: Entered})(staff(permission)(view))


def entered(matter: Matter) -> dict[str, Any]:
    """Where a matter stands that the caller has just entered, also when it is not theirs to see."""
    rows = Matter.objects.unscoped(reason="answer to the entry that the caller has just made")
    told = rows.values("number", "tracking_code", "state", "version", "due_at").get(pk=matter.pk)
    is_followed = bool(registry.module_of(matter.kind).tracking_page)
    return {**told, "tracking_code": told["tracking_code"] if is_followed else None}


def _plural(at: str) -> str:
    return at.strip("/").replace("-", "_")
