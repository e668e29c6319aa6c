"""How far a dispute is, read with its particulars in one query."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from lianxin.kernel.matters.models import Matter
from lianxin.work.mediation import rules
from lianxin.work.mediation.models import Chosen, Dispute, Party, Session


def seen(matter: Matter) -> tuple[Dispute, rules.Stage]:
    """The particulars of a visible dispute, and how far it is."""
    rows = Dispute.objects.unscoped(reason="particulars of a matter already fetched under a scope").annotate(
        agreed=_count(Party, consent="agreed"),
        others=_count(Party) - _count(Party, consent="agreed"),
        mediators=_count(Chosen, state=Chosen.CHOSEN),
        silent=_count(Chosen, state=Chosen.CHOSEN, disclosed_at__isnull=True),
        sessions=_count(Session),
        records=_count(Session, record_at__isnull=False),
    )
    found = rows.select_related("body", "relapse_of").get(matter=matter)
    return found, _stage(matter, found)


def _count(model: Any, **narrowed: Any) -> Any:
    rows = model.objects.unscoped(reason="how many rows of a matter already fetched under a scope")
    counted = rows.filter(matter=OuterRef("matter"), **narrowed).order_by().values("matter").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def _stage(matter: Matter, found: Any) -> rules.Stage:
    case = rules.Standing(
        consents=("agreed",) * found.agreed + ("asked",) * found.others,
        mediators=found.mediators,
        is_checked=found.checked_at is not None,
        findings=frozenset(found.findings),
        is_disclosed=found.mediators > 0 and not found.silent,
    )
    return rules.Stage(
        matter.state,
        tuple(rules.hindrances(case)),
        is_asked=found.asked_at is not None,
        has_session=found.sessions > 0,
        has_record=found.records > 0,
        is_drafted=found.drafted_at is not None,
    )
