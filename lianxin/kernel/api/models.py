"""Tokens of programs, answers kept under their keys, and the addresses that are told of events."""

from __future__ import annotations

import uuid
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

MANAGE = "api.manage"


class Token(models.Model):
    """A program's key to one person's rights, narrowed to ``scopes`` and ``place_path``. Only its hash is kept.

    place_path: "" for every place that the person may act in. last_used_on: to the day, so that reading writes little.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens", verbose_name=_("所属人员")
    )
    name = models.CharField(_("用途"), max_length=60)
    prefix = models.CharField(_("开头"), max_length=12)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("权限范围"), default=list)
    place_path = PathField(_("区域"), blank=True)
    created_at = models.DateTimeField(_("生成时间"), default=timezone.now)
    expires_at = models.DateTimeField(_("到期时间"))
    last_used_on = models.DateField(_("最近使用"), null=True)
    revoked_at = models.DateTimeField(_("停用时间"), null=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        """One's own; for who manages the interface, also those of people whose unit lies in their places."""
        if actor.is_system:
            return EVERYTHING
        if not actor.is_staff:
            return NOTHING
        condition = Q(user_id=actor.user_id)
        for path in actor.paths(MANAGE):
            condition |= EVERYTHING if not path else under("user__unit__place_path", path)
        return condition


class IdempotencyKey(models.Model):
    """The answer to a write, kept in the transaction of the write itself, for the sender who did not hear it.

    Sealed: an answer may hold what is otherwise shown once, such as a signing secret.
    """

    holder = models.CharField(max_length=80)
    key = models.CharField(max_length=100)
    target = models.CharField(max_length=300)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = SealedTextField(blank=True, default="")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["holder", "key"], name="one_answer_a_key")]


class Hook(models.Model):
    """An address that is told of events in a subtree. events: such as ``request.answer``, ``request.*``, ``*``."""

    name = models.CharField(_("名称"), max_length=60)
    url = models.URLField(_("接收地址"), max_length=500)
    secret = SealedTextField()
    events = models.JSONField(_("事件"), default=list)
    place_path = PathField(_("区域"), blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        condition = NOTHING
        for path in actor.paths(MANAGE):
            condition |= under("place_path", path)
        return condition


class HookDelivery(models.Model):
    """One event for one hook: waiting, delivered, or dead after the last attempt."""

    WAITING, DELIVERED, DEAD = "waiting", "delivered", "dead"
    STATUSES: ClassVar = [(WAITING, _("待发送")), (DELIVERED, _("已送达")), (DEAD, _("发送失败"))]

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="deliveries")
    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    event = models.CharField(_("事件"), max_length=80)
    payload = models.JSONField()
    status = models.CharField(_("状态"), max_length=10, choices=STATUSES, default=WAITING)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    at = models.DateTimeField(_("时间"), default=timezone.now)
    next_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    last_error = models.CharField(_("最近错误"), max_length=300, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["hook", "-id"]), models.Index(fields=["at"])]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        return EVERYTHING if actor.is_system else Q(hook__in=Hook.objects.visible_to(actor).values("pk"))
