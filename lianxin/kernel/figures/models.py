"""Figures that somebody has signed: the number as it was, with the query that gave it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager
from lianxin.kernel.places.paths import PathField, under


class Frozen(models.Model):
    """A signed figure (RULES ETH-12). Never changed; a correction is another one that names it.

    asked_at: the moment as of which it was computed. digest: SHA-256 over the ids of the records behind it.
    number: exact; null where there was nothing to count from. withheld figures are not signed.
    """

    figure = models.CharField(_("指标"), max_length=40)
    version = models.PositiveSmallIntegerField(_("口径版本"))
    meaning = models.TextField(_("口径"))
    place_path = PathField(_("区域"), historic=True)
    place_name = models.CharField(max_length=100)
    period = models.CharField(_("时段"), max_length=24)
    filters = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    number = models.DecimalField(_("数值"), max_digits=20, decimal_places=6, null=True)
    unit = models.CharField(max_length=20)
    n = models.PositiveIntegerField()
    part = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    digest = models.CharField(max_length=64)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signer_name = models.CharField(_("签发人"), max_length=60)
    signer_unit = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(_("签发时间"), auto_now_add=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")

    objects = ScopedManager()

    class Meta:
        ordering: ClassVar = ["-signed_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["figure", "place_path", "-signed_at"], name="frozen_by_figure")]

    def __str__(self) -> str:
        return f"{self.figure} {self.period} {self.place_name}"

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        """Signed figures of the places over which figures may be read."""
        if actor.is_system:
            return EVERYTHING
        found = NOTHING
        for path in actor.paths("figures.read"):
            found |= under("place_path", path)
        return found
