"""Calls to departments (吹哨): list and read. They are made and answered by moves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.matters import RowPage, Whole, whole
from lianxin.kernel.api.rules import staff
from lianxin.kernel.matters import queries as matters
from lianxin.kernel.words import N_
from lianxin.work.requests.api.reading import READ, Filters, actor_of, listed

router = Router(tags=[N_("吹哨")])


@router.get("/calls", summary=N_("吹哨列表"), response=RowPage)
@staff(READ)
def list_calls(request: HttpRequest, filters: Query[Filters]) -> HttpResponse:
    return listed(request, filters, "call")


@router.get("/calls/{number}", summary=N_("一次吹哨"), response=Whole)
@staff(READ)
def read_call(request: HttpRequest, number: str) -> HttpResponse:
    actor = actor_of(request)
    matter = matters.matter(actor, number)
    if matter.kind != "call":
        raise Http404
    return answer(whole(matter, actor))
