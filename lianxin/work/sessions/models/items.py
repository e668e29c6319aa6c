"""What an item of the loop adds to the matter header, and what is written down of it on the way."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, ScopedManager
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places.paths import PathField
from lianxin.work.sessions.models.meetings import LEVELS

CHANNELS = {
    "request": _("诉求"),
    "petition": _("信访"),
    "dispute": _("矛盾调解"),
    "suggestion": _("人民建议"),
    "hot": _("热点问题"),
    "desk": _("上门或来电"),
    "found": _("调研走访"),
    "leader": _("领导交办"),
    "other": _("其他"),
}
"""The doors by which a clue comes in."""
TYPED_DOORS = ("desk", "found", "hot", "leader")


def _with_matter(actor: Actor, options: dict[str, Any]) -> Q:
    if actor.is_system:
        return EVERYTHING
    return Q(matter__in=Matter.objects.visible_to(actor, **options).values("pk"))


class SessionItem(models.Model):
    """The particulars of an item of the loop. ``level_path``: the place of the body that it goes to."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="session_item")
    level = models.CharField(_("级别"), max_length=10, choices=LEVELS)
    level_path = PathField(_("上会的区域"))
    text = models.TextField(_("问题"))
    has_person = models.BooleanField(_("有反映人"), default=False)
    study = models.TextField(_("研判意见"), blank=True)
    proposal = models.TextField(_("拟办建议"), blank=True)
    conclusion = models.TextField(_("会议决定"), blank=True)
    outcome = models.CharField(_("结果"), max_length=20, blank=True)
    proof = models.TextField(_("销号凭证"), blank=True)
    struck_at = models.DateTimeField(_("销号时间"), null=True)
    struck_by = models.ForeignKey(
        "access.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("销号单位")
    )
    round = models.PositiveSmallIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["level", "level_path"], name="item_level")]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        return _with_matter(actor, options)


class Talk(models.Model):
    """One talk with a unit before the session: what it says, and whether it agrees."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="talks")
    unit = models.ForeignKey("access.Unit", models.PROTECT, related_name="+", verbose_name=_("单位"))
    on = models.DateField(_("日期"))
    view = models.TextField(_("意见"))
    agrees = models.BooleanField(_("是否同意"), null=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["on", "id"]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        return _with_matter(actor, options)


class CostShare(models.Model):
    """Who bears what of the cost. fen: whole fen. households: how many share it, when residents do (居民同筹)."""

    PAYERS: ClassVar = [
        ("residents", _("居民同筹")),
        ("government", _("财政")),
        ("enterprise", _("企业")),
        ("other", _("其他")),
    ]

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="cost_shares")
    payer = models.CharField(_("谁出"), max_length=12, choices=PAYERS)
    words = models.CharField(_("说明"), max_length=120, blank=True)
    fen = models.BigIntegerField(_("金额"))
    households = models.PositiveIntegerField(_("户数"), default=0)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(fen__gt=0), name="a_share_is_more_than_nothing")]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        return _with_matter(actor, options)


class ReturnVisit(models.Model):
    """One return visit after an item was struck off, and the person's own word on it. One a round.

    ``solved`` and ``words`` are written by the person alone; what staff saw and heard is ``note``.
    """

    HOW: ClassVar = [("home", _("上门")), ("phone", _("电话")), ("spot", _("现场查看"))]

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="return_visits")
    round = models.PositiveSmallIntegerField()
    on = models.DateField(_("回访日期"))
    how = models.CharField(_("方式"), max_length=10, choices=HOW)
    note = models.TextField(_("回访情况"))
    unit = models.ForeignKey("access.Unit", models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField()
    solved = models.BooleanField(_("本人说是否解决"), null=True)
    words = models.TextField(_("本人的话"), blank=True)
    said_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["round"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "round"], name="one_return_visit_a_round")]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        return _with_matter(actor, options)
