"""Who works, and which slots of the timetable have been given out. The queue itself is django_tasks_db's table."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Worker(models.Model):
    """One worker process. It removes its row when it ends cleanly; a row that stays without a pulse is a dead one."""

    id = models.CharField(primary_key=True, max_length=64)
    host = models.CharField(max_length=120)
    pid = models.IntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["started_at"]


class Tick(models.Model):
    """A slot of the timetable that has been enqueued: at most one row for each name and slot, whoever asks."""

    name = models.CharField(max_length=80)
    slot = models.DateTimeField()
    enqueued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "slot"], name="one_tick_a_slot")]
