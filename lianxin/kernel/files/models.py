"""What was handed in with a matter, and who sees it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager
from lianxin.kernel.matters.models import Matter

OUTSIDE = ("reporter", "resident", "anonymous")
"""Kinds of actors whose own files the person who asked sees again."""


class Attachment(models.Model):
    """One photo or document. ``storage_key`` and ``thumb_key`` name files in Django's default storage.

    ``is_public``: may be seen outside the house. With a public matter by everybody, with another one by the
    person who asked. ``subject``: ``kind:id`` for a file that belongs to no matter.
    """

    PHOTO, DOCUMENT = "photo", "document"
    KEPT, WITHDRAWN = "kept", "withdrawn"
    KINDS: ClassVar = [(PHOTO, _("照片")), (DOCUMENT, _("文件"))]
    STATES: ClassVar = [(KEPT, _("保存")), (WITHDRAWN, _("已撤下"))]

    matter = models.ForeignKey("matters.Matter", models.PROTECT, null=True, related_name="attachments")
    subject = models.CharField(max_length=120, blank=True)
    name = models.CharField(_("名称"), max_length=160)
    kind = models.CharField(max_length=10, choices=KINDS)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    storage_key = models.CharField(max_length=200)
    thumb_key = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    uploaded_by_kind = models.CharField(max_length=12)
    uploaded_by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(_("上传时间"))
    is_public = models.BooleanField(_("可公开"), default=False)
    state = models.CharField(max_length=10, choices=STATES, default=KEPT)

    objects = ScopedManager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["matter", "at"], name="attachment_matter"),
            models.Index(fields=["subject"], condition=~Q(subject=""), name="attachment_subject"),
            models.Index(fields=["storage_key"], name="attachment_file"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        """Staff: with the matter. The person who asked: their own and the public ones. Everybody: the public ones.

        A file without a matter is seen by who brought it, until a module shows it by a rule of its own.
        """
        if actor.is_system:
            return EVERYTHING
        public = Q(is_public=True) & (Q(matter__is_public=True) | Q(matter__isnull=True))
        return Q(state=cls.KEPT) & (public | cls._with_matter(actor, options) | cls._own(actor))

    @classmethod
    def _with_matter(cls, actor: Actor, options: dict[str, Any]) -> Q:
        if actor.kind == "anonymous":
            return NOTHING
        found = Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))
        return found if actor.is_staff else found & (Q(is_public=True) | Q(uploaded_by_kind__in=OUTSIDE))

    @classmethod
    def _own(cls, actor: Actor) -> Q:
        if actor.user_id is None:
            return NOTHING
        return Q(matter__isnull=True, uploaded_by_kind=actor.kind, uploaded_by_id=actor.user_id)
