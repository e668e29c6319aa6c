"""Places and units: public data, which the codes in every other operation come from."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from lianxin.kernel.access.models import Unit
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.paging import Paging, paged
from lianxin.kernel.api.problems import invalid
from lianxin.kernel.api.rules import public, signed_in
from lianxin.kernel.places import tree
from lianxin.kernel.places.nodes import Node
from lianxin.kernel.places.paths import under
from lianxin.kernel.words import N_

router = Router(tags=[N_("地点和单位")])
Words = Annotated[str, Field("", max_length=60, description=N_("名称的一部分、拼音首字母或代码开头"))]


class PlaceRow(Schema):
    code: str
    name: str
    level: str
    path: str
    lon: float | None
    lat: float | None


class PlaceList(Schema):
    items: list[PlaceRow]


class PlaceFilter(Schema):
    under: str = Field("", max_length=40, description=N_("上级地点的代码；不填从最上一级开始"))
    q: Words = ""


@router.get("/places", summary=N_("下一级地点，或按名称查找"), response=PlaceList)
@public(per_minute=240)
def list_places(request: HttpRequest, filters: Query[PlaceFilter]) -> HttpResponse:
    above = path_of(filters.under, "under", parameter=True) if filters.under else ""
    nodes = tree.search(filters.q, above, limit=50) if filters.q else tree.children(above)
    return answer({"items": [place(node) for node in nodes]})


def place(node: Node) -> dict[str, object]:
    return {name: getattr(node, name) for name in PlaceRow.model_fields}


def path_of(code: str, name: str, *, parameter: bool = False) -> str:
    """The path of a place given by code (any form, also an old one) or by path. Raises ProblemFound (422)."""
    node = tree.get(code) if code.endswith(".") else tree.find(code)
    if node is None:
        raise invalid(name, _("没有找到这个地点代码。"), parameter=parameter)
    return node.path


def code_of(path: str) -> str:
    node = tree.get(path)
    return node.code if node else path.rstrip(".").rpartition(".")[2]


class UnitRow(Schema):
    code: str
    name: str
    kind: str
    place: str


class UnitPage(Schema):
    items: list[UnitRow]
    next: str | None


class UnitFilter(Paging):
    under: str = Field("", max_length=40, description=N_("只要这个地点及其以下的单位"))
    q: str = Field("", max_length=60, description=N_("名称的一部分"))


@router.get("/units", summary=N_("承办单位"), response=UnitPage)
@signed_in
def list_units(request: HttpRequest, filters: Query[UnitFilter]) -> HttpResponse:
    rows = Unit.objects.filter(is_active=True)
    if filters.under:
        rows = rows.filter(under("place_path", path_of(filters.under, "under", parameter=True)))
    if filters.q:
        rows = rows.filter(name__contains=filters.q)
    return paged(rows, filters, order=("id",), fields=("id", "code", "name", "kind", "place_path"), shape=_unit)


def _unit(row: dict[str, object]) -> dict[str, object]:
    return {"code": row["code"], "name": row["name"], "kind": row["kind"], "place": code_of(str(row["place_path"]))}
