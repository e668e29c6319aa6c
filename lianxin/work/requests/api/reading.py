"""What one request adds, and the categories."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.api.matters import Whole
from lianxin.kernel.api.paging import Paging, paged
from lianxin.kernel.api.rules import public
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.words import N_
from lianxin.work.requests import queries
from lianxin.work.requests.models import Category

router = Router(tags=[N_("诉求")])


class WholeRequest(Whole):
    text: str
    place_words: str
    source: str
    external_ref: str
    answer: str


PARTICULARS = ("text", "place_words", "source", "external_ref", "answer")


def particulars(matter: Matter, actor: Actor) -> dict[str, Any]:
    found = queries.particulars(matter)
    return {name: getattr(found, name) for name in PARTICULARS}


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
