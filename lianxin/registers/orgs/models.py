"""The register of organisations: who exists, where, since when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager
from lianxin.kernel.places.paths import PathField, under
from lianxin.registers.orgs.rules import KINDS


class Organisation(models.Model):
    """One organisation. ``uscc`` is its unified social credit code; ``kind`` the code's first two signs.

    adcode: the registering division as the source wrote it; ``place_path`` is where that is in our tree, or the
    city when it is not in it. valid_to: the day of deregistration, empty while it exists.
    """

    uscc = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("类型"), max_length=2, choices=list(KINDS.items()))
    place_path = PathField(_("区域"))
    adcode = models.CharField(_("登记区划代码"), max_length=12, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    registered_on = models.DateField(_("登记日期"), null=True, blank=True)
    valid_to = models.DateField(_("注销日期"), null=True, blank=True)
    source = models.CharField(_("出处"), max_length=60, blank=True)
    changed_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = ScopedManager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["place_path", "name", "id"], name="org_place_name"),
            models.Index(fields=["name", "id"], name="org_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible(cls, actor: Actor, **options: Any) -> Q:
        """Those in the subtrees over which ``orgs.read`` is held."""
        if actor.is_system:
            return EVERYTHING
        if not actor.is_staff:
            return NOTHING
        seen = NOTHING
        for path in actor.paths("orgs.read"):
            seen |= under("place_path", path)
        return seen
