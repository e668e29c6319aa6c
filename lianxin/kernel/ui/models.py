"""Filters that a reader has kept under a name of their own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager


class SavedFilter(models.Model):
    """list_key: which list, e.g. ``requests:desk``. query: the query string without ``?``."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_key = models.CharField(max_length=60)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "list_key", "name"], name="ui_one_filter_of_a_name"),
        ]

    @classmethod
    def visible(cls, actor: Actor, **_options: Any) -> Q:
        if actor.is_system:
            return EVERYTHING
        return Q(user_id=actor.user_id) if actor.user_id else NOTHING
