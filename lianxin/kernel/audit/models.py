"""The entries and the head of their chain. Triggers in the database refuse to change either backwards."""

from typing import Any

from django.db import models

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import NOTHING, ScopedManager
from lianxin.kernel.places.paths import PathField, under


class Entry(models.Model):
    """One act. ``hash`` covers every other column, ``prev_hash`` among them."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField(blank=True)
    unit_id = models.BigIntegerField(null=True)
    unit_name = models.TextField(blank=True)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, blank=True)
    place_path = PathField(blank=True, historic=True)
    detail = models.TextField(default="{}")
    prev_hash = models.CharField(max_length=80)
    hash = models.CharField(max_length=80)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "seq"], name="audit_subject"),
            models.Index(fields=["place_path", "seq"], name="audit_place"),
            models.Index(fields=["actor_id", "seq"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.subject}"

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> models.Q:
        """Entries in the subtrees over which ``audit.read`` is held; those of no place for readers of a whole city."""
        found = NOTHING
        for path in actor.paths("audit.read"):
            found |= under("place_path", path)
            if path.count(".") <= 1:
                found |= models.Q(place_path="")
        return found


class Head(models.Model):
    """The one row that says where the chain ends. Locking it puts writers in a line."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class Check(models.Model):
    """One nightly reading of the whole chain. ``last_seq`` and ``last_hash`` are what the next one must still find."""

    at = models.DateTimeField(auto_now_add=True)
    checked = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    last_hash = models.CharField(max_length=80, blank=True)
    fault_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.last_seq} {self.fault_count}"
