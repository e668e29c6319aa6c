"""Notices in the program, who has read them, and what goes out of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager
from lianxin.kernel.matters.models import Matter


class Notice(models.Model):
    """One message in the program, to a person or to everybody of a unit."""

    to_user = models.ForeignKey("access.User", models.CASCADE, null=True, related_name="+")
    to_unit = models.ForeignKey("access.Unit", models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("内容"), blank=True)
    link = models.CharField(max_length=300, blank=True)
    matter = models.ForeignKey("matters.Matter", models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["to_user", "-id"], name="notice_of_user"),
            models.Index(fields=["to_unit", "-id"], name="notice_of_unit"),
            models.Index(fields=["created_at"], name="notice_by_age"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_user__isnull=True, to_unit__isnull=False)
                | Q(to_user__isnull=False, to_unit__isnull=True),
                name="notice_has_one_receiver",
            )
        ]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        """One's own, and those of one's own unit; of a matter only what its reader may open."""
        if actor.is_system:
            return EVERYTHING
        if actor.user_id is None:
            return NOTHING
        own = Q(to_user=actor.user_id)
        if actor.unit_id is None:
            return own
        open_to = Matter.objects.visible_to(actor).filter(pk=OuterRef("matter_id"))
        return own | Q(Q(matter__isnull=True) | Q(Exists(open_to)), to_unit=actor.unit_id)


class Reading(models.Model):
    """This person has read this notice. Kept for each person: a unit's notice is unread until each has seen it."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="readings")
    user = models.ForeignKey("access.User", models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "user"], name="one_reading_each")]


class Delivery(models.Model):
    """One message on its way out. It names its receiver, never the number or address: that is looked up on sending.

    person: ``app.model:pk`` of a record of a module, when it is neither a user, a unit nor a reporter.
    """

    EMAIL, SMS, WECOM = "email", "sms", "wecom"
    WAITING, SENT, GIVEN_UP = "waiting", "sent", "given_up"

    channel = models.CharField(
        max_length=10, choices=[(EMAIL, _("电子邮件")), (SMS, _("短信")), (WECOM, _("企业微信"))]
    )
    user = models.ForeignKey("access.User", models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey("access.Unit", models.CASCADE, null=True, related_name="+")
    contact = models.ForeignKey("matters.Contact", models.CASCADE, null=True, related_name="+")
    person = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=10,
        default=WAITING,
        choices=[(WAITING, _("待发送")), (SENT, _("已发送")), (GIVEN_UP, _("不再发送"))],
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = ScopedManager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["created_at"], name="delivery_by_age")]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        """Only the machinery reads the outbox."""
        return EVERYTHING if actor.is_system else NOTHING
