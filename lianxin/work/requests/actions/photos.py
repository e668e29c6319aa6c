"""Photos and documents beside a request."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.files import intake, store
from lianxin.work.requests.models import Request


@transaction.atomic
def attach(request: Request, upload: Any, *, actor: Actor) -> Any:
    """Keeps one photo or document with the request; metadata is dropped on the way in. Raises files.Refused."""
    attachment = store.keep(intake.accept(upload), matter=request.matter, actor=actor)
    audit.record(actor, "request.attach", subject=request.matter.subject, place_path=request.matter.place_path,
                 detail={"attachment": attachment.pk})
    return attachment
