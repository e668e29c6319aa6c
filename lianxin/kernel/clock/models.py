"""Deadlines of matters, what held them back, what lengthened them, and who was reminded.

These rows have no scope of their own: they are read through their matter, never listed alone.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.clock.counting import Terms, Unit

OPEN = Q(met_at__isnull=True, stopped_at__isnull=True)
RUNNING = OPEN & Q(paused_at__isnull=True)

STATES = {
    "running": _("计时中"),
    "paused": _("暂停计时"),
    "unknown": _("待补放假安排"),
    "met": _("已完成"),
    "stopped": _("已终止"),
}


class Deadline(models.Model):
    """One clock of a matter. ``due_at`` is the lawful end, ``target_at`` what staff aim at, never later.

    Both are null while the holiday list of ``missing_year`` is not loaded; they are never guessed.
    amount is in ``unit``; extended_days in the same days (24 hours each for an hour clock).
    """

    UNITS: ClassVar = [("day", _("天")), ("wday", _("个工作日")), ("hour", _("小时"))]

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="deadlines")
    name = models.CharField(max_length=30)
    unit = models.CharField(max_length=4, choices=UNITS)
    amount = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(_("期限"), null=True)
    target_at = models.DateTimeField(_("目标时间"), null=True)
    missing_year = models.PositiveSmallIntegerField(null=True)
    paused_at = models.DateTimeField(null=True)
    extended_days = models.PositiveIntegerField(default=0)
    met_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["started_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=RUNNING, name="clock_running_by_due"),
            models.Index(fields=["missing_year"], condition=Q(due_at__isnull=True), name="clock_unknown_by_year"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "name"], condition=OPEN, name="one_open_clock_of_a_name"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="a_clock_has_a_length"),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True, target_at__isnull=True, missing_year__isnull=False)
                | Q(due_at__isnull=False, target_at__lte=F("due_at"), missing_year__isnull=True),
                name="a_due_date_is_known_or_its_year_is_missing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.amount}{self.unit}"

    @property
    def state(self) -> str:
        """A key of STATES. Overdue is not a state: it depends on now (see lamps)."""
        if self.met_at:
            return "met"
        if self.stopped_at:
            return "stopped"
        if self.paused_at:
            return "paused"
        return "running" if self.due_at else "unknown"

    @property
    def state_label(self) -> str:
        """For people; an unknown one says which year is missing."""
        if self.state == "unknown":
            return gettext("尚未装入%(year)s年的放假安排，期限待算") % {"year": self.missing_year}
        return str(STATES[self.state])

    @property
    def on_time(self) -> bool | None:
        """Whether it was met in time; None when it was not met, or the end is unknown."""
        return None if self.met_at is None or self.due_at is None else self.met_at <= self.due_at

    def is_overdue(self, now: datetime) -> bool:
        return self.due_at is not None and now > self.due_at

    def terms(self) -> Terms:
        """The facts from which the end is counted; the pause that is still on adds nothing yet."""
        held = self.pauses.all() if self.pk else ()
        pauses = tuple((pause.from_at, pause.to_at) for pause in held if pause.to_at)
        unit = cast(Unit, self.unit)  # the column's choices are the same
        return Terms(self.started_at, self.amount, unit, self.extended_days, pauses)


class Pause(models.Model):
    """A stretch in which the reporter's answer was waited for and the clock stood still."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="pauses")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    reason = models.CharField(_("暂停事由"), max_length=500, blank=True)
    paused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resumed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["from_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deadline"], condition=Q(to_at__isnull=True), name="one_open_pause"),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at")), name="pause_ends_after_it_begins"
            ),
        ]


class Extension(models.Model):
    """More time, asked for by one person and allowed by another (《信访工作条例》 34: 经本机关负责人批准)."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="extensions")
    days = models.PositiveIntegerField()
    reason = models.CharField(_("延期理由"), max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(days__gte=1) & ~Q(reason=""), name="extension_has_days_and_reason"),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | Q(approved_by__isnull=True) | ~Q(asked_by=F("approved_by")),
                name="extension_allowed_by_another",
            ),
        ]


class Reminder(models.Model):
    """One reminder to one unit about one end of a clock; a moved end is a new occasion."""

    KINDS: ClassVar = [("near", _("临期提醒")), ("overdue", _("超期提醒")), ("seriously_overdue", _("严重超期上报"))]

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20, choices=KINDS)
    due_at = models.DateTimeField()
    to_unit = models.ForeignKey("access.Unit", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["sent_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deadline", "kind", "due_at", "to_unit"], name="one_reminder_of_a_kind"),
        ]
