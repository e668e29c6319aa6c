"""The header every matter shares, its timeline, its numbers, and the sealed contact beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager
from lianxin.kernel.places.paths import PathField, under
from lianxin.kernel.secrets.fields import SealedTextField

NO_HURRY = datetime(9999, 12, 31, tzinfo=UTC)
"""``attention_at`` of a matter without a running clock: it sorts last."""

LENSES = {"place": _("我的区域"), "unit": _("我的单位"), "mine": _("我本人")}

OPEN = Q(closed_at__isnull=True)


class Matter(models.Model):
    """Something somebody asked for, moving through named states to an honest end.

    Lists, clocks, supervision, search and the map read only this table; a module keeps its
    particulars one-to-one beside it. ``attention_at`` is ``due_at`` or NO_HURRY, so that lists
    sort and page by one indexed column. ``root`` is the first matter of a family (children,
    hand-overs), so that one matter that came by three doors is counted once.
    """

    number = models.CharField(_("编号"), max_length=40, unique=True)
    tracking_code = models.CharField(_("查询码"), max_length=16, unique=True)
    kind = models.CharField(max_length=30)
    state = models.CharField(_("状态"), max_length=30)
    title = models.CharField(_("标题"), max_length=200)
    place_path = PathField(_("地点"))
    holder = models.ForeignKey(
        "access.Unit", models.PROTECT, null=True, related_name="matters", verbose_name=_("承办单位")
    )
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    category = models.CharField(_("类别"), max_length=40, blank=True)
    channel = models.CharField(_("来源"), max_length=20)
    urgency = models.CharField(_("紧急程度"), max_length=10, default="normal")
    secrecy = models.CharField(_("密级"), max_length=2, default="C1")
    is_public = models.BooleanField(_("可公开"), default=False)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    opened_at = models.DateTimeField(_("收到时间"), default=timezone.now)
    due_at = models.DateTimeField(_("期限"), null=True)
    attention_at = models.DateTimeField(default=NO_HURRY)
    waiting = models.BooleanField(default=False)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    outcome = models.CharField(_("结果"), max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)
    reopenings = models.PositiveSmallIntegerField(default=0)
    supervised_at = models.DateTimeField(_("督办时间"), null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="family")

    objects = ScopedManager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["attention_at", "id"], condition=OPEN, name="open_by_attention"),
            models.Index(fields=["place_path", "attention_at"], condition=OPEN, name="open_by_place"),
            models.Index(fields=["holder", "attention_at", "id"], condition=OPEN, name="open_by_holder"),
            models.Index(fields=["assignee", "attention_at", "id"], condition=OPEN, name="open_by_assignee"),
            models.Index(fields=["-opened_at", "-id"], name="matter_newest"),
            models.Index(fields=["place_path", "-opened_at"], name="matter_place_newest"),
            models.Index(fields=["holder", "-opened_at"], name="matter_holder_newest"),
            models.Index(fields=["kind", "category", "opened_at"], name="matter_category"),
            models.Index(fields=["closed_at"], condition=Q(closed_at__isnull=False), name="matter_closed"),
            models.Index(fields=["reporter"], condition=Q(reporter__isnull=False), name="matter_reporter"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(outcome=""), name="a_closed_matter_has_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The name under which the audit trail speaks of this matter."""
        return f"matter:{self.pk}"

    @classmethod
    def visible(cls, actor: Actor, lens: str | None = None, permission: str = "matters.read") -> Q:
        """Who sees which matters. One lens for a list; their union (None) only to fetch one object."""
        if actor.is_system:
            return EVERYTHING
        if actor.kind == "reporter":
            return Q(pk=actor.matter_id)
        if actor.kind == "resident":
            return Q(reporter_id=actor.user_id)
        if not actor.is_staff:
            return NOTHING
        seen = cls._seen_by_staff(actor, lens, permission)
        return seen & under("place_path", actor.within) if actor.within else seen

    @classmethod
    def _seen_by_staff(cls, actor: Actor, lens: str | None, permission: str) -> Q:
        own = Q(assignee_id=actor.user_id)
        if lens == "mine":
            return own & _not_kept_from(actor)
        if lens == "unit":
            return _open_or_unsealed(Q(holder_id__in=_units(actor, permission)), actor)
        if lens == "place":
            return _open_or_unsealed(_places(actor, permission), actor)
        own |= Q(opened_by_id=actor.user_id)
        wide = _places(actor, permission) | Q(holder_id__in=_units(actor, permission))
        return (own & _not_kept_from(actor)) | _open_or_unsealed(wide, actor)


SEALED = "C4"
"""Secrecy class of a matter whose very existence some may not learn of (RULES 12.4, ETH-04)."""


def _open_or_unsealed(reach: Q, actor: Actor) -> Q:
    """Within reach: unsealed matters, and sealed ones for those who hold ``matters.sealed`` there."""
    seen = reach & ~Q(secrecy=SEALED)
    if not actor.holds("matters.sealed"):
        return seen
    granted = _places(actor, "matters.sealed") | Q(holder_id__in=_units(actor, "matters.sealed"))
    return seen | (reach & Q(secrecy=SEALED) & granted & _not_kept_from(actor))


def _not_kept_from(actor: Actor) -> Q:
    """Not a sealed matter that is kept from the actor's own unit."""
    if actor.unit_id is None:
        return EVERYTHING
    return ~Q(secrecy=SEALED, pk__in=KeptFrom.objects.filter(unit_id=actor.unit_id).values("matter"))


def _places(actor: Actor, permission: str) -> Q:
    condition = NOTHING
    for path in actor.paths(permission):
        condition |= under("place_path", path)
    return condition


def _units(actor: Actor, permission: str) -> list[int]:
    """Units granted, and the actor's own where its place lies in a granted subtree."""
    own = {actor.unit_id} if actor.unit_id and actor.may(permission, actor.place_path) else set()
    return sorted({*actor.units(permission), *own})


class KeptFrom(models.Model):
    """A unit that may not learn that a sealed matter exists, such as the one complained of (信访工作条例 Art. 30)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="kept_from")
    unit = models.ForeignKey("access.Unit", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "unit"], name="kept_from_a_unit_once")]


class Event(models.Model):
    """One line of a matter's timeline. Never changed, never deleted."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    move = models.CharField(max_length=30)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60, blank=True)
    unit_name = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    public_note = models.TextField(blank=True)
    is_public = models.BooleanField(default=True)
    data = models.JSONField(default=dict)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["matter", "at", "id"])]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        matters = Matter.objects.visible_to(actor, **options).values("pk")
        condition = Q(matter__in=matters)
        return condition if actor.is_staff else condition & Q(is_public=True)


class Contact(models.Model):
    """Who asked, sealed apart from what was asked (RULES ETH-04). Read only through ``contacts.reveal``."""

    OPEN, RELAY, SEALED = "open", "relay", "sealed"
    OPENNESS: ClassVar = [
        (RELAY, _("只通过系统联系我")),
        (OPEN, _("承办单位可以看到我的联系方式")),
        (SEALED, _("不公开我的身份")),
    ]

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="contact")
    name = SealedTextField(blank=True, default="")
    phone = SealedTextField(blank=True, default="")
    email = SealedTextField(blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    openness = models.CharField(max_length=10, choices=OPENNESS, default=RELAY)

    objects = ScopedManager()

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class Counter(models.Model):
    """The last serial given out under a key, such as one county and year of one kind."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)
