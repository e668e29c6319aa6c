"""Bodies that meet, their sessions with agenda and attendance, what they decide and adopt."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places.paths import PathField, ancestors, under

READ = "sessions.read"
LEVELS = [("city", _("市级")), ("county", _("县级"))]


class Body(models.Model):
    """A kind of meeting in one place, such as the county's weekly session. Its row is the lock of its numbers.

    first_number: what its first session here is called, for a body older than this system. Public data.
    """

    kind = models.CharField(_("会议种类"), max_length=30)
    place_path = PathField(_("区域"))
    level = models.CharField(_("级别"), max_length=10, choices=LEVELS)
    convener = models.ForeignKey("access.Unit", models.PROTECT, related_name="+", verbose_name=_("召集单位"))
    first_number = models.PositiveIntegerField(_("首次编号"), default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "place_path"], name="one_body_of_a_kind_here")]


class Session(models.Model):
    """One meeting. ``place_path``, ``level`` and ``kind`` are its body's.

    series: the year, where numbers begin anew each year.
    number: without gaps in its series; none for a cancelled one and for kinds that are not numbered.
    """

    PLANNED, HELD, APPROVED, CANCELLED = "planned", "held", "approved", "cancelled"
    STATES: ClassVar = [
        (PLANNED, _("待召开")),
        (HELD, _("已召开")),
        (APPROVED, _("纪要已审定")),
        (CANCELLED, _("已取消")),
    ]

    body = models.ForeignKey(Body, models.PROTECT, related_name="sessions")
    kind = models.CharField(_("会议种类"), max_length=30)
    place_path = PathField(_("区域"))
    level = models.CharField(_("级别"), max_length=10, choices=LEVELS)
    series = models.CharField(max_length=4, blank=True)
    number = models.PositiveIntegerField(_("次序"), null=True)
    topic = models.CharField(_("主题"), max_length=120, blank=True)
    at = models.DateTimeField(_("召开时间"))
    venue = models.CharField(_("地点"), max_length=120, blank=True)
    chair = models.CharField(_("主持人（职务）"), max_length=120, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=PLANNED)
    summary = models.TextField(_("会议情况"), blank=True)
    findings = models.TextField(_("收获和建议"), blank=True)
    reason = models.CharField(_("取消理由"), max_length=300, blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "series", "number"],
                condition=Q(number__isnull=False),
                name="a_session_has_its_own_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(number__isnull=True), name="a_cancelled_session_has_no_number"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["place_path", "-at"], name="session_place"),
            models.Index(fields=["kind", "level", "at"], name="session_kind"),
        ]

    @property
    def subject(self) -> str:
        """The name under which the audit trail speaks of this session."""
        return f"session:{self.pk}"

    @classmethod
    def visible(cls, actor: Actor, permission: str = READ, attending: bool = True) -> Q:
        """Staff of the place and of those above it; and the units that were asked to come."""
        if actor.is_system:
            return EVERYTHING
        if not actor.is_staff:
            return NOTHING
        seen = NOTHING
        for path in actor.paths(permission):
            seen |= under("place_path", path)
        if attending and actor.unit_id and actor.holds(permission):
            seen |= Q(
                pk__in=Attendance.objects.unscoped(reason="own unit's invitations")
                .filter(unit_id=actor.unit_id)
                .values("session")
            )
        return seen & under("place_path", actor.within) if actor.within else seen


class OfSession(models.Model):
    """What belongs to a session is seen with it."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="%(class)s_rows")
    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(session__in=Session.objects.visible_to(actor, **options).values("pk"))


class Attendance(OfSession):
    """Who came, by office and never by worth: a unit, or an office without a log-in. ``persons``: how many came."""

    PARTS: ClassVar = [("attend", _("出席")), ("listen", _("列席")), ("observe", _("观摩")), ("invited", _("特邀"))]
    CAME: ClassVar = [("", _("待确认")), ("came", _("到会")), ("deputy", _("派员到会")), ("excused", _("请假"))]

    unit = models.ForeignKey("access.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("单位"))
    office = models.CharField(_("职务或单位"), max_length=120, blank=True)
    part = models.CharField(_("参加方式"), max_length=10, choices=PARTS, default="attend")
    came = models.CharField(_("到会"), max_length=10, choices=CAME, blank=True)
    persons = models.PositiveSmallIntegerField(_("人数"), default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "unit"], condition=Q(unit__isnull=False), name="a_unit_is_asked_once"
            ),
            models.CheckConstraint(condition=Q(unit__isnull=False) | ~Q(office=""), name="somebody_attends"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit"], name="attendance_unit")]


class AgendaItem(OfSession):
    """One point of an agenda: an item of the loop, or a topic of its own."""

    RESULTS: ClassVar = [
        ("", _("待议")),
        ("decided", _("已议定")),
        ("noted", _("已听取")),
        ("deferred", _("留待下次")),
        ("adopted", _("审议通过")),
    ]

    place = models.PositiveSmallIntegerField(_("次序"))
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="agenda")
    topic = models.CharField(_("议题"), max_length=200)
    presenter = models.CharField(_("汇报单位"), max_length=120, blank=True)
    result = models.CharField(_("结果"), max_length=10, choices=RESULTS, blank=True)
    conclusion = models.TextField(_("议定意见"), blank=True)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "matter"], condition=Q(matter__isnull=False), name="a_matter_is_once_on_an_agenda"
            ),
        ]


class Decision(models.Model):
    """What a session decided: who does what until when, and what proves it. ``matter``: the task, once given out."""

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="decision")
    text = models.TextField(_("任务"))
    owner = models.ForeignKey("access.Unit", models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    due_on = models.DateField(_("完成时限"))
    proof_wanted = models.CharField(_("以什么为凭"), max_length=200, blank=True)
    proof = models.TextField(_("完成情况"), blank=True)
    proved_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey("access.Unit", models.PROTECT, null=True, related_name="+")

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["id"]

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        sessions = Session.objects.visible_to(actor).values("pk")
        return Q(agenda_item__session__in=sessions) | Q(matter__in=Matter.objects.visible_to(actor).values("pk"))


class Document(models.Model):
    """One version of a text that a session adopted: rules, duties, lists. Its file is an attachment of ``subject``.

    Seen by staff of its place, of those above, and of those below, whom it binds.
    """

    SORTS: ClassVar = [
        ("rules", _("工作规则")),
        ("duties", _("工作职责")),
        ("list", _("清单")),
        ("plan", _("方案")),
        ("other", _("其他")),
    ]

    name = models.CharField(_("名称"), max_length=160)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    sort = models.CharField(_("种类"), max_length=10, choices=SORTS, default="rules")
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    place_path = PathField(_("区域"))
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="documents")
    adopted_on = models.DateField(_("通过日期"))
    in_force_on = models.DateField(_("施行日期"))
    ended_on = models.DateField(_("最后有效日"), null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    summary = models.TextField(_("说明"), blank=True)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(in_force_on__gte=F("adopted_on")), name="in_force_from_adoption_on"),
            models.UniqueConstraint(fields=["place_path", "name", "version"], name="one_document_of_a_version"),
        ]
        indexes: ClassVar = [models.Index(fields=["place_path", "-adopted_on"], name="document_place")]

    @property
    def subject(self) -> str:
        """The name under which its file is kept."""
        return f"document:{self.pk}"

    @classmethod
    def visible(cls, actor: Actor, permission: str = READ, above: bool = True) -> Q:
        if actor.is_system:
            return EVERYTHING
        if not actor.is_staff:
            return NOTHING
        seen = NOTHING
        for path in actor.paths(permission):
            seen |= under("place_path", path)
            if above:
                seen |= Q(place_path__in=ancestors(path))
        if above and actor.place_path and actor.holds(permission):
            seen |= Q(place_path__in=[*ancestors(actor.place_path), actor.place_path])
        return seen
