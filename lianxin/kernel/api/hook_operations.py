"""Hooks by the interface itself: make, stop, see what was sent, send again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.api import actions, addresses, queries
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.forms import event_names
from lianxin.kernel.api.models import MANAGE, HookDelivery
from lianxin.kernel.api.paging import Paging, paged
from lianxin.kernel.api.places import code_of, path_of
from lianxin.kernel.api.problems import ProblemFound, invalid
from lianxin.kernel.api.rules import staff
from lianxin.kernel.words import N_

router = Router(tags=[N_("事件推送")])


class HookRow(Schema):
    id: int
    name: str
    url: str
    events: list[str]
    place: str | None
    is_active: bool
    waiting: int
    dead: int


class HookPage(Schema):
    items: list[HookRow]
    next: str | None


class NewHook(Schema):
    name: str = Field(..., min_length=1, max_length=60)
    url: str = Field(..., min_length=1, max_length=500, description=N_("接收地址，公网上要用 https"))
    events: list[str] = Field(..., min_length=1, description=N_("如 request.answer、request.*、*"))
    place: str = Field("", max_length=40, description=N_("只告知这个地点及其以下的事项"))


class MadeHook(Schema):
    id: int
    secret: str


class HookSwitch(Schema):
    is_active: bool


class DeliveryRow(Schema):
    id: int
    uid: str
    event: str
    status: str
    attempts: int
    at: str
    next_at: str | None
    delivered_at: str | None
    last_error: str


class DeliveryPage(Schema):
    items: list[DeliveryRow]
    next: str | None


DELIVERY = tuple(DeliveryRow.model_fields)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/hooks", summary=N_("推送列表"), response=HookPage)
@staff(MANAGE)
def list_hooks(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    fields = ("id", "name", "url", "events", "place_path", "is_active", "waiting", "dead")
    return paged(queries.hooks(_actor(request)), paging, order=("-id",), fields=fields, shape=_hook)


def _hook(row: dict[str, Any]) -> dict[str, Any]:
    path = row.pop("place_path")
    return {**row, "place": code_of(path) if path else None}


@router.post("/hooks", summary=N_("新增推送，签名密钥只在答复中出现一次"), response={201: MadeHook})
@staff(MANAGE)
def add_hook(request: HttpRequest, body: NewHook) -> HttpResponse:
    unknown = set(body.events) - event_names()
    if unknown:
        raise invalid("events", _("没有这个事件：%(name)s") % {"name": ", ".join(sorted(unknown))})
    place = path_of(body.place, "place") if body.place else ""
    try:
        made = actions.make_hook(
            actor=_actor(request), name=body.name, url=body.url, events=body.events, place_path=place
        )
    except addresses.Refused as refused:
        raise invalid("url", str(refused)) from refused
    return answer({"id": made.hook.pk, "secret": made.secret}, status=201)


@router.post("/hooks/{int:hook_id}/switch", summary=N_("停用或启用推送"), response=HookSwitch)
@staff(MANAGE)
def switch_hook(request: HttpRequest, hook_id: int, body: HookSwitch) -> HttpResponse:
    actor = _actor(request)
    hook = actions.switch_hook(queries.hook(actor, hook_id), actor=actor, is_active=body.is_active)
    return answer({"is_active": hook.is_active})


@router.get("/hooks/{int:hook_id}/deliveries", summary=N_("发送记录"), response=DeliveryPage)
@staff(MANAGE)
def list_deliveries(request: HttpRequest, hook_id: int, paging: Query[Paging]) -> HttpResponse:
    actor = _actor(request)
    rows = queries.deliveries(actor, queries.hook(actor, hook_id))
    return paged(rows, paging, order=("-id",), fields=DELIVERY)


@router.post(
    "/hooks/{int:hook_id}/deliveries/{int:delivery_id}/resend",
    summary=N_("重发一条失败的记录"),
    response={202: DeliveryRow},
)
@staff(MANAGE)
def resend_delivery(request: HttpRequest, hook_id: int, delivery_id: int) -> HttpResponse:
    actor = _actor(request)
    rows = queries.deliveries(actor, queries.hook(actor, hook_id)).select_related("hook")
    delivery: HookDelivery = rows.get(pk=delivery_id)
    try:
        actions.resend(delivery, actor=actor)
    except actions.NotDead as problem:
        raise ProblemFound("refused", detail=str(problem)) from problem
    return answer({name: getattr(delivery, name) for name in DELIVERY}, status=202)
