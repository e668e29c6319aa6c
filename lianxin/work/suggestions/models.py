"""What a suggestion, a study and a call add to the matter header, and what became of a suggestion."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager
from lianxin.kernel.matters.models import Matter
from lianxin.work.suggestions import rules

CHANNELS = {
    "web": _("网上提出"),
    "desk": _("窗口代录"),
    "station": _("驿站代录"),
    "letter": _("来信"),
    "phone": _("来电"),
    "handover": _("移交"),
}
AUTHORS = {
    "resident": _("居民"),
    "rider": _("骑手（外卖、快递）"),
    "observer": _("观察员"),
    "worker": _("基层工作者"),
}
"""What the author says of themselves; counted apart, shown with no suggestion (SUG, S64)."""


def _labelled(words: dict[str, str]) -> list[tuple[str, Any]]:
    return [(code, _(label)) for code, label in words.items()]


class SuggestionCall(models.Model):
    """A call: topic (the matter's title), way and term, told to the public (SUG-03). ``ends_on`` is its last day."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="suggestion_call")
    background = models.TextField(_("背景和要解决的问题"))
    way = models.TextField(_("提出建议的途径和方式"))
    opens_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("截止日期"))
    result = models.TextField(_("征集结果"), blank=True)
    published_at = models.DateTimeField(null=True)
    result_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class Suggestion(models.Model):
    """The particulars of a suggestion. Its theme is the matter's title; ``call`` is None for a daily one.

    summary: written by the office without anybody's name; with ``matter.is_public`` it stands on the public page.
    decision: whole, part or not; "" before. fed_back_at: when the author, or for a call the public, was told.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="suggestion")
    reason = models.TextField(_("主要事由"), blank=True)
    proposal = models.TextField(_("对策建议"))
    call = models.ForeignKey(SuggestionCall, models.PROTECT, null=True, related_name="suggestions")
    author_kind = models.CharField(_("提出人"), max_length=20, choices=list(AUTHORS.items()), default="resident")
    client_key = models.CharField(max_length=64, blank=True)
    is_assisted = models.BooleanField(_("代为填写"), default=False)
    summary = models.TextField(_("公开摘要"), blank=True)
    handover_kind = models.CharField(max_length=30, blank=True)
    decision = models.CharField(_("办理结果"), max_length=10, blank=True, choices=_labelled(rules.DECISIONS))
    decision_text = models.TextField(_("反馈"), blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_unit = models.ForeignKey("access.Unit", models.PROTECT, null=True, related_name="+")
    fed_back_at = models.DateTimeField(null=True)
    practised_at = models.DateTimeField(null=True)
    commended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client_key"], condition=~Q(client_key=""), name="one_suggestion_per_client_key"
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(decided_at__isnull=False), name="a_decision_has_a_moment"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["decided_at"], condition=Q(decided_at__isnull=False), name="suggestion_decided"),
            models.Index(fields=["author_kind"], name="suggestion_author"),
        ]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class Study(models.Model):
    """What one unit says of the suggestion that is its matter's parent; ``opinion`` is "" until it answers."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="study")
    opinion = models.CharField(_("意见"), max_length=10, blank=True, choices=_labelled(rules.OPINIONS))
    text = models.TextField(blank=True)

    objects = ScopedManager()

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class Practice(models.Model):
    """What a suggestion has become: a rule, a programme item, or an item of a session that stays linked (SUG-06)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="practices")
    shape = models.CharField(_("转化为"), max_length=20, choices=_labelled(rules.SHAPES))
    use = models.CharField(_("转化方式"), max_length=20, choices=_labelled(rules.USES))
    title = models.CharField(_("名称"), max_length=200)
    reference = models.CharField(_("文号或编号"), max_length=80, blank=True)
    in_force_on = models.DateField(_("施行日期"), null=True)
    item = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    is_done = models.BooleanField(default=True)
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class Evaluation(models.Model):
    """What an author says of the feedback, once (公众评价, Shanghai Art. 7). Read in groups only."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="evaluation")
    grade = models.CharField(max_length=12, choices=_labelled(rules.GRADES))
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"])]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        return EVERYTHING if actor.is_system else NOTHING
