"""Which moves the unit that holds a dispute, or is called to it, is told of."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.kernel import notices
from lianxin.kernel.matters.announce import Announcement
from lianxin.kernel.words import N_
from lianxin.work.mediation.hearing.parties import say_to
from lianxin.work.mediation.models import Dispute
from lianxin.work.mediation.queries import disputes as queries

UNIT_HEARS = frozenset(
    {
        "open",
        "lift",
        "supervise",
        "agree",
        "refuse",
        "stop",
        "withdraw",
        "choose",
        "recuse",
        "confirm_record",
        "complete",
        "say",
        "report",
        "conclude",
        "cancel",
    }
)
COURT_DAYS_LEFT = 7


def tell_unit(announcement: Announcement) -> None:
    """Writes the notice of one move. Titles of disputes stay inside: the number alone is told."""
    matter, event = announcement.matter, announcement.event
    if event.move not in UNIT_HEARS or not matter.holder_id or announcement.actor.unit_id == matter.holder_id:
        return
    with override("zh-hans"):
        label = _(announcement.move.label) if announcement.move else _("收到")
        notices.send(
            to_unit=matter.holder_id,
            kind=f"{matter.kind}.{event.move}",
            matter_id=matter.pk,
            subject=_("%(label)s：%(number)s") % {"label": label, "number": matter.number},
            body=event.note if announcement.flow.kind == "mediation_call" else "",
            link=f"/m/{matter.number}/",
        )


def remind_of_court(today: date) -> int:
    """Once, seven days before the last day, for agreements that no court has been asked to confirm."""
    rows = Dispute.objects.unscoped(reason="daily reminder of terms that run out").select_related("matter")
    due = rows.filter(
        confirm_until=today + timedelta(days=COURT_DAYS_LEFT),
        court_applied_on__isnull=True,
        matter__holder__isnull=False,
    )
    for dispute in due:
        with override("zh-hans"):
            notices.send(
                to_unit=dispute.matter.holder_id,
                kind="dispute.court",
                matter_id=dispute.matter_id,
                subject=_("司法确认还有 %(days)d 天：%(number)s")
                % {"days": COURT_DAYS_LEFT, "number": dispute.matter.number},
                body=_(
                    "%(until)s之前，各方可以共同向法院申请确认，不收费。有电话的已经发了短信，没有电话的请当面告诉。"
                )
                % {"until": dispute.confirm_until},
                link=f"/m/{dispute.matter.number}/",
            )
        for party in queries.parties(dispute.matter):
            say_to(
                party, "court", N_("%(note)s之前，各方可以一起向法院申请确认协议，不收费。"), str(dispute.confirm_until)
            )
    return len(due)
