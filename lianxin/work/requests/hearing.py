"""Who is told of which move: the unit that now holds the matter, and the person who asked."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.kernel import notices
from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.matters.announce import Announcement
from lianxin.kernel.matters.models import Contact
from lianxin.work.requests.actions.rating import make_ballot
from lianxin.work.requests.models import Rating

UNIT_HEARS = frozenset(
    {
        "open",
        "route",
        "reassign",
        "insist",
        "transfer",
        "escalate",
        "supervise",
        "supply",
        "reopen",
        "grant_extension",
        "refuse_extension",
        "lead",
    }
)
REPORTER_HEARS = frozenset({"route", "ask", "grant_extension", "answer", "answer_now", "decline", "merge"})


def tell(announcement: Announcement) -> None:
    """Writes the notices of one move, in its transaction."""
    matter, move = announcement.matter, announcement.event.move
    with override("zh-hans"):
        label = _(announcement.move.label) if announcement.move else _("收到新的诉求")
        if move in UNIT_HEARS and matter.holder_id and announcement.actor.unit_id != matter.holder_id:
            notices.send(
                to_unit=matter.holder_id,
                kind=f"request.{move}",
                matter_id=matter.pk,
                subject=_("%(label)s：%(title)s") % {"label": label, "title": matter.title},
                body=announcement.event.note or announcement.event.public_note,
                link=f"/m/{matter.number}/",
            )
        if move in REPORTER_HEARS:
            _tell_reporter(announcement, label)


def _tell_reporter(announcement: Announcement, label: str) -> None:
    matter = announcement.matter
    rows = Contact.objects.unscoped(reason="relay to the person who asked; nobody reads it")
    contact = rows.filter(matter=matter).first()
    if contact is None or not (contact.phone or contact.email):
        return
    link = _link(announcement)
    notices.send(
        to_contact=contact,
        kind=f"request.{announcement.event.move}",
        matter_id=matter.pk,
        subject=_("您的诉求有新进展：%(label)s") % {"label": label},
        body=_("编号 %(number)s。") % {"number": matter.number},
        link=link,
    )


def _link(announcement: Announcement) -> str:
    """After an answer a one-time link to rate it; else the tracking page."""
    if announcement.event.move in {"answer", "answer_now"}:
        return f"/r/{make_ballot(announcement.matter, door=Rating.LINK, actor=SYSTEM)}/"
    return f"/track/{announcement.matter.tracking_code}/"
