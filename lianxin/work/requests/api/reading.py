"""Lists of requests, one request, its files, and the categories."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.matters import COLUMNS, RowPage, Whole, row, whole
from lianxin.kernel.api.paging import Paging, paged
from lianxin.kernel.api.places import path_of
from lianxin.kernel.api.problems import invalid
from lianxin.kernel.api.rules import public, staff
from lianxin.kernel.files import queries as files
from lianxin.kernel.files import store
from lianxin.kernel.matters import queries as matters
from lianxin.kernel.words import N_
from lianxin.work.requests import queries
from lianxin.work.requests.models import Category

READ = "matters.read"
ORDERS = {"newest": ("-opened_at", "-id"), "due": ("attention_at", "id")}
router = Router(tags=[N_("诉求")])


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
    opened_from: date | None = None
    opened_to: date | None = None
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


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def listed(request: HttpRequest, filters: Filters, kind: str) -> HttpResponse:
    rows = matters.work_list(actor_of(request), filters.lens, filters.narrowing(kind))
    return paged(rows, filters, order=ORDERS[filters.order], fields=COLUMNS, shape=row)


@router.get("/requests", summary=N_("诉求列表"), response=RowPage)
@staff(READ)
def list_requests(request: HttpRequest, filters: Query[Filters]) -> HttpResponse:
    return listed(request, filters, "request")


class WholeRequest(Whole):
    text: str
    place_words: str
    source: str
    external_ref: str
    answer: str


PARTICULARS = ("text", "place_words", "source", "external_ref", "answer")


@router.get("/requests/{number}", summary=N_("一件诉求：内容、经过、附件和现在能办的步骤"), response=WholeRequest)
@staff(READ)
def read_request(request: HttpRequest, number: str) -> HttpResponse:
    actor = actor_of(request)
    found = queries.request_of(actor, number)
    return answer(whole(found.matter, actor, **{name: getattr(found, name) for name in PARTICULARS}))


@router.get("/files/{int:file_id}", summary=N_("附件的内容"))
@staff(READ)
def read_file(request: HttpRequest, file_id: int) -> HttpResponseBase:
    attachment = files.attachment(actor_of(request), file_id)
    if attachment is None:
        raise Http404
    return store.serve(request, attachment)


class CategoryRow(Schema):
    code: str
    name: str
    parent: str | None
    days: int
    is_leaf: bool
    unit: str | None


class CategoryPage(Schema):
    items: list[CategoryRow]
    next: str | None


@router.get("/categories", summary=N_("诉求类别"), response=CategoryPage)
@public(per_minute=240)
def list_categories(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    fields = ("code", "name", "parent__code", "days", "is_leaf", "unit__code")
    return paged(Category.objects.filter(is_active=True), paging, order=("code",), fields=fields, shape=_category)


def _category(values: dict[str, Any]) -> dict[str, Any]:
    parent, unit = values.pop("parent__code"), values.pop("unit__code")
    return {**values, "parent": parent, "unit": unit}
