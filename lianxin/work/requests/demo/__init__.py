"""What the demo city has to show: requests in every state.

Everything is made through the module's own actions, at past moments, with a seeded chance: the same pack gives the
same city, as old as today.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.modules.pack import pack
from lianxin.work.requests.demo.calming import calm_notices
from lianxin.work.requests.demo.cast import Cast
from lianxin.work.requests.demo.tales import tell_one
from lianxin.work.requests.demo.telling import Teller

KEPT_NEW = timedelta(days=2)


def fill(*, actor: Actor) -> None:
    """Tells ``demo.requests`` of the pack's stories, of the last ``demo.days`` days."""
    stories = pack().rows("stories")
    if not stories:
        return
    now = timezone.now()
    with audit.together():
        teller = Teller(stories, Cast(), now)
        for index in range(int(pack().get("demo.requests", 0))):
            tell_one(teller, index)
        calm_notices(now - KEPT_NEW)
