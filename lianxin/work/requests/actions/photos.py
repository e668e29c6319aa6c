"""Photos and documents beside a request."""

from __future__ import annotations

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.files import store
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.files.models import Attachment
from lianxin.kernel.matters.models import Matter


@audit.together()
def attach(matter: Matter, cleaned: Cleaned, *, actor: Actor, is_public: bool = True) -> Attachment:
    """Keeps one file, already cleaned by ``files.intake``, beside a matter. Public: the person who asked sees it."""
    attachment = store.keep(cleaned, matter=matter, actor=actor, is_public=is_public)
    audit.record(
        actor,
        "request.attach",
        subject=matter.subject,
        place_path=matter.place_path,
        detail={"attachment": attachment.pk},
    )
    return attachment
