"""New requests from other systems, once each; and files beside them."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import ConfigDict, Field

from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.api import matters
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.callers import caller
from lianxin.kernel.api.kinds import READ
from lianxin.kernel.api.moments import Moment
from lianxin.kernel.api.places import path_of
from lianxin.kernel.api.problems import ProblemFound, invalid
from lianxin.kernel.api.rules import prepared_by, staff
from lianxin.kernel.files import Refused, intake
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.places import locate
from lianxin.kernel.words import N_
from lianxin.work.requests import actions, queries
from lianxin.work.requests.actions.opening import Entered
from lianxin.work.requests.actions.photos import attach
from lianxin.work.requests.models import Category

ENTER = "requests.enter"
router = Router(tags=[N_("诉求")])


class NewRequest(Schema):
    """``source`` and ``external_ref`` together are taken once: sent again, the first one is answered."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(..., min_length=1, max_length=5000, description=N_("诉求的原话"))
    title: str = Field("", max_length=200)
    channel: Literal["api", "hotline", "desk", "found"] = Field("api", description=N_("来源"))
    place: str = Field("", max_length=40, description=N_("地点代码；不填时由经纬度判断"))
    place_words: str = Field("", max_length=200, description=N_("位置描述"))
    lon: float | None = Field(None, ge=-180, le=180, description=N_("经度，WGS-84"))
    lat: float | None = Field(None, ge=-90, le=90, description=N_("纬度，WGS-84"))
    category: str = Field("", max_length=40, description=N_("类别代码"))
    name: str = Field("", max_length=60, description=N_("本人姓名，加密保存"))
    phone: str = Field("", max_length=40, description=N_("本人电话，加密保存"))
    openness: Literal["relay", "open", "sealed"] = Field("relay", description=N_("谁能看到联系方式"))
    source: str = Field("", max_length=40, description=N_("原系统的名称"))
    external_ref: str = Field("", max_length=80, description=N_("原系统的工单号"))
    received_at: Moment | None = Field(None, description=N_("原系统收到的时间"))
    is_private: bool = Field(False, description=N_("不上公开地图"))
    urgency: Literal["normal", "urgent"] = "normal"
    done: str = Field("", max_length=5000, description=N_("未诉先办时当场做了什么；填了就直接答复"))


class Made(Schema):
    number: str
    tracking_code: str
    state: str
    due_at: str | None
    is_new: bool


@router.post("/requests", summary=N_("录入一件诉求"), response={201: Made, 200: Made})
@staff(ENTER)
def enter_request(request: HttpRequest, body: NewRequest) -> HttpResponse:
    actor = caller(request)
    made = _entered(body, actor)
    matter = made.request.matter
    if not made.is_new and not Matter.objects.visible_to(actor).filter(pk=matter.pk).exists():
        raise ProblemFound("refused", detail=_("这个原工单号已经录入过，不在您的权限范围内。"), code="taken")
    rows = Matter.objects.unscoped(reason="where the request stands that the caller has just entered")
    told = rows.values("number", "tracking_code", "state", "due_at").get(pk=matter.pk)
    return answer({**told, "is_new": made.is_new}, status=201 if made.is_new else 200)


def _entered(body: NewRequest, actor: Actor) -> Entered:
    if body.done and body.channel != "found":
        raise invalid("done", _("只有未诉先办可以填写当场处理。"))
    entry = _entry(body, actor)
    if body.channel == "found":
        return actions.enter_found(entry, actor=actor, done=body.done)
    return actions.enter(entry, actor=actor)


def _entry(body: NewRequest, actor: Actor) -> actions.Entry:
    if bool(body.external_ref) != bool(body.source):
        raise invalid("source" if body.external_ref else "external_ref", _("原系统名称和原工单号要一起填。"))
    if body.received_at and body.received_at > timezone.now():
        raise invalid("received_at", _("不能是将来的时间。"))
    same = (
        "text",
        "title",
        "channel",
        "place_words",
        "lon",
        "lat",
        "name",
        "phone",
        "openness",
        "source",
        "external_ref",
        "is_private",
        "urgency",
    )
    path = _place(body)
    actor.require(ENTER, path)
    return actions.Entry(
        place_path=path,
        category=_category(body.category),
        at=body.received_at,
        is_assisted=body.channel == "desk",
        **{name: getattr(body, name) for name in same},
    )


def _place(body: NewRequest) -> str:
    if body.place:
        return path_of(body.place, "place")
    path = locate.place_at(body.lon, body.lat) if body.lon is not None and body.lat is not None else None
    if path is None:
        raise invalid("place", _("请填写地点代码，或本市范围内的经纬度。"))
    return path


def _category(code: str) -> Category | None:
    category = Category.objects.filter(code=code, is_active=True).first() if code else None
    if code and category is None:
        raise invalid("category", _("没有找到这个类别代码。"))
    return category


def clean(request: HttpRequest) -> None:
    """Decodes the upload before the write takes its locks."""
    upload = request.FILES.get("file")
    try:
        request.cleaned = intake.accept(upload) if upload else None  # type: ignore[attr-defined]
    except Refused as refused:
        raise invalid("file", str(refused), parameter=True) from refused


@router.post("/requests/{number}/files", summary=N_("添加一张照片或一份文件"), response={201: matters.File})
@staff(READ)
@prepared_by(clean)
def add_file(
    request: HttpRequest,
    number: str,
    file: File[UploadedFile],
    is_public: Form[bool] = False,
) -> HttpResponse:
    """``is_public``: the person who asked sees it too, and everybody when the request is on the public map."""
    actor = caller(request)
    found = queries.request_of(actor, number)
    if not moves_open_to(found.matter, actor):
        raise Denied("requests.attach")
    cleaned = request.cleaned  # type: ignore[attr-defined]
    return answer(matters.file(attach(found.matter, cleaned, actor=actor, is_public=is_public)), status=201)
