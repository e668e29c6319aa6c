"""What a request adds to the matter header, and what it is sorted and rated by."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places.paths import PathField
from lianxin.kernel.secrets.fields import SealedTextField

CHANNELS = {
    "snap": _("随手拍"),
    "hotline": _("12345热线"),
    "desk": _("窗口代录"),
    "whistle": _("村居吹哨"),
    "found": _("未诉先办"),
    "board": _("网上留言"),
    "api": _("系统对接"),
    "handover": _("移交"),
}


class Category(models.Model):
    """One kind of request, with the unit and the day limit that the city gives it. Public data.

    code: hierarchical, a child's begins with its parent's. days: working days to handle.
    unit_kind / unit: who usually handles it; a unit by code wins over a kind resolved by place.
    """

    code = models.CharField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    synonyms = models.CharField(_("别名"), max_length=300, blank=True)
    initials = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey("access.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("承办单位"))
    days = models.PositiveSmallIntegerField(_("办理时限（工作日）"), default=5)
    is_leaf = models.BooleanField(default=True)
    is_private = models.BooleanField(_("不上公开地图"), default=False)
    is_active = models.BooleanField(_("在用"), default=True)
    source = models.CharField(_("出处"), max_length=60, blank=True)
    remark = models.TextField(_("说明"), blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Request(models.Model):
    """The particulars of a request. ``external_ref`` is unique within its source: never twice."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="request")
    text = models.TextField(_("内容"))
    place_words = models.CharField(_("位置描述"), max_length=200, blank=True)
    source = models.CharField(max_length=40, blank=True)
    external_ref = models.CharField(_("原工单号"), max_length=80, blank=True)
    client_key = models.CharField(max_length=64, blank=True)
    hotline_kind = models.CharField(max_length=20, blank=True)
    is_assisted = models.BooleanField(_("代为填写"), default=False)
    is_anonymous = models.BooleanField(_("匿名"), default=False)
    contacted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answer_outcome = models.CharField(max_length=20, blank=True)
    answered_by_unit = models.ForeignKey("access.Unit", models.PROTECT, null=True, related_name="+")
    round = models.PositiveSmallIntegerField(default=0)
    extension_days_asked = models.PositiveSmallIntegerField(default=0)
    extension_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    extension_days_given = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "external_ref"], condition=~Q(external_ref=""), name="one_request_per_reference"
            ),
            models.UniqueConstraint(
                fields=["client_key"], condition=~Q(client_key=""), name="one_request_per_client_key"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["answered_at"], condition=Q(answered_at__isnull=False), name="request_answered"),
        ]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class Rating(models.Model):
    """The reporter's own word on one answer. One a round; staff cannot write it through any page (ETH-11)."""

    LINK, CODE, QR, PAPER = "link", "code", "qr", "paper"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("access.Unit", models.PROTECT, null=True, related_name="+")
    door = models.CharField(max_length=10)
    contacted = models.BooleanField(null=True)
    solved = models.BooleanField(null=True)
    grade = models.CharField(max_length=12, blank=True)
    comment = models.TextField(blank=True)
    is_assisted = models.BooleanField(default=False)
    rated_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "round"], name="one_rating_a_round"),
        ]
        indexes: ClassVar = [models.Index(fields=["rated_at"]), models.Index(fields=["unit", "rated_at"])]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        """Ratings are read one by one by nobody but the machinery of figures; staff see groups."""
        return EVERYTHING if actor.is_system else NOTHING


class Ballot(models.Model):
    """A one-time right to rate one answer: by link, QR card or sealed paper. Only the token's hash is kept."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="ballots")
    round = models.PositiveSmallIntegerField()
    door = models.CharField(max_length=10)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        return EVERYTHING if actor.is_system else NOTHING


class Follow(models.Model):
    """Somebody who saw the same thing and wants to hear how it ends. Holds a code of their own."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="follows")
    code = models.CharField(max_length=16, unique=True)
    phone = SealedTextField(blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        return EVERYTHING if actor.is_system else NOTHING


class RoutingLine(models.Model):
    """One line of the routing table that an administrator keeps (see ``rules.RoutingRule``)."""

    category_code = models.CharField(_("类别（前缀）"), max_length=40, blank=True)
    place_path = PathField(_("区域"), blank=True)
    from_hour = models.PositiveSmallIntegerField(_("自（时）"), default=0)
    to_hour = models.PositiveSmallIntegerField(_("至（时）"), default=24)
    unit = models.ForeignKey("access.Unit", models.PROTECT, verbose_name=_("承办单位"), related_name="+")

    class Meta:
        ordering: ClassVar = ["category_code", "place_path", "from_hour"]


class ReplyText(models.Model):
    """A sentence that handlers may start an answer from."""

    title = models.CharField(_("标题"), max_length=60)
    body = models.TextField(_("正文"))
    category_code = models.CharField(_("类别（前缀）"), max_length=40, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering: ClassVar = ["title"]
