"""One row for each file that somebody put in, whether it was taken or not."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.scope import EVERYTHING, NOTHING, ScopedManager
from lianxin.kernel.places.paths import PathField, under


class ImportRun(models.Model):
    """counts: of the reading (rows, good, bad, blank, repeated) and, once committed, created, changed, unchanged.

    report: header row, unknown columns, further sheets, the first problems, an earlier run of the same file.
    place_path: where the person who put it in worked then.
    """

    PREVIEWED, COMMITTED, DISCARDED = "previewed", "committed", "discarded"
    STATES = [(PREVIEWED, _("待确认")), (COMMITTED, _("已导入")), (DISCARDED, _("已放弃"))]

    layout = models.CharField(max_length=80)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    file_key = models.CharField(max_length=255, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    user_name = models.CharField(max_length=100)
    place_path = PathField(blank=True, historic=True)
    state = models.CharField(max_length=10, choices=STATES, default=PREVIEWED)
    counts = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["layout", "sha256"], name="exchange_run_same_file"),
            models.Index(fields=["user", "-id"], name="exchange_run_own"),
        ]

    @classmethod
    def visible(cls, actor: Actor) -> Q:
        """Own runs, and those of the subtrees over which ``exchange.read_all`` is held."""
        if actor.is_system:
            return EVERYTHING
        seen = Q(user_id=actor.user_id) if actor.user_id is not None else NOTHING
        for path in actor.paths("exchange.read_all"):
            seen |= under("place_path", path)
        return seen
