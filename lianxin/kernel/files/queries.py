"""Reads of attachments, actor first."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.files.models import Attachment
from lianxin.kernel.matters.models import Matter


def attachment(actor: Actor, pk: int) -> Attachment | None:
    """The attachment when the actor may see it; None is a 404."""
    found: Attachment | None = Attachment.objects.visible_to(actor).filter(pk=pk).first()
    return found


def attachments_of(actor: Actor, matter: Matter) -> QuerySet[Any]:
    """What the actor may see of one matter's attachments, oldest first."""
    found: QuerySet[Any] = Attachment.objects.visible_to(actor).filter(matter=matter).order_by("at", "pk")
    return found


def shown(actor: Actor, matter: Matter) -> list[dict[str, Any]]:
    """What the actor may see of one matter's attachments, for a page: ``href``, ``name``, ``size``, ``thumb`` or ""."""
    return [
        {
            "href": reverse("files:attachment", args=[row.pk]),
            "name": row.name,
            "size": row.size,
            "thumb": reverse("files:thumbnail", args=[row.pk]) if row.thumb_key else "",
        }
        for row in attachments_of(actor, matter)
    ]
