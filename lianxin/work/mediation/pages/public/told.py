"""What a party is told: where it stands, the others' answers, the record, the agreement, the other routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.audit.views_of import accesses
from lianxin.kernel.matters.contacts import PURPOSES
from lianxin.kernel.matters.models import Event
from lianxin.kernel.matters.numbers import shown_code
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.words import N_
from lianxin.work.mediation.flow import DISPUTE
from lianxin.work.mediation.models import Chosen, Dispute, Party, Session, Step
from lianxin.work.mediation.pages.matter import yuan
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.queries.disputes import Entrance
from lianxin.work.mediation.words import CONSENTS, MEDIATOR_KINDS, RESULTS, ROUTES, SIDES

THANKS = {
    "agree": N_("已记下：您同意调解。"),
    "refuse": N_("已记下：您不同意调解。调解结束，下面是其他途径。"),
    "stop": N_("已记下：调解终止。下面是其他途径。"),
    "withdraw": N_("已撤回。"),
    "choose": N_("已记下您选的调解员。"),
    "recuse": N_("已请这位调解员回避。"),
    "confirm": N_("已记下：笔录核对无误。"),
    "say": N_("谢谢您说这一句。"),
}
STEPS = (N_("征求意见"), N_("调解"), N_("履行"), N_("回访"), N_("办结"))
HERE = {"registered": 0, "mediating": 1, "agreed": 2, "visiting": 3, "closed": 5}
BY_STATE = {
    "registered": N_("正在征求各方意见，选定调解员。"),
    "mediating": N_("正在调解。"),
    "agreed": N_("已经达成协议，请按约定履行。"),
    "visiting": N_("协议已到期，调解员会来回访一次。"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the page of one party is drawn from."""

    dispute: Dispute
    parties: list[Party]
    chosen: list[Chosen]
    sessions: list[Session]
    steps: list[Step]

    @property
    def standing(self) -> list[Chosen]:
        return [row for row in self.chosen if row.state == Chosen.CHOSEN]


def known(found: Entrance) -> Known:
    matter, dispute = found.matter, found.dispute
    return Known(
        dispute,
        found.parties,
        queries.chosen(matter),
        queries.sessions(matter) if dispute.started_at else [],
        queries.steps(matter) if dispute.drafted_at else [],
    )


def verbs(found: Entrance, kept: Known) -> set[str]:
    """What this party may do now."""
    party = found.party
    open_now = {move.name for move in moves_open_to(found.matter, found.actor)}
    can = open_now & {"refuse", "stop", "withdraw", "choose", "recuse"}
    if "agree" in open_now and party.consent == "asked":
        can.add("agree")
        can.discard("stop")
    elif found.matter.state == "mediating":
        can.discard("refuse")
    if party.side != "applicant":
        can.discard("withdraw")
    if not kept.standing:
        can.discard("recuse")
    if "confirm_record" in open_now and _unread(kept, party):
        can.add("confirm")
    if "say" in open_now and kept.dispute.visited_at and party.word_at is None and kept.dispute.result == "agreement":
        can.add("say")
    return can


def _unread(kept: Known, party: Party) -> list[Session]:
    return [row for row in kept.sessions if row.record_at and str(row.order) not in party.confirmed]


def mediator_line(row: Any) -> str:
    """One mediator of the menu: name, who that is, where from, when."""
    bodies = _("、").join(body.name for body in row.bodies.all())
    parts = [row.name, _(MEDIATOR_KINDS[row.kind]), bodies, row.intro, row.hours]
    return " · ".join(part for part in parts if part)


def chosen_name(row: Chosen) -> str:
    return row.mediator.name if row.mediator else str(row.name.masked("name"))


def page(found: Entrance, kept: Known) -> dict[str, Any]:
    """Further variables of the party's page."""
    matter, dispute = found.matter, kept.dispute
    return {
        "standing": _standing(matter.state, dispute),
        "steps": [_(step) for step in STEPS],
        "here": HERE[matter.state],
        "others": [(side(party), _(CONSENTS[party.consent]), party.pk == found.party.pk) for party in kept.parties],
        "mediators": [(chosen_name(row), row.is_lead, row.mediator is None) for row in kept.standing],
        "has_chosen": bool(dispute.started_at) or any(row.party_id == found.party.pk for row in kept.standing),
        "unread": _unread(kept, found.party),
        "coming": [row for row in kept.sessions if row.record_at is None and row.at >= timezone.now()],
        "code": shown_code(found.party.code),
        "has_terms": bool(dispute.drafted_at),
        "promises": [(step, yuan(step.amount_fen)) for step in kept.steps],
        "amount": yuan(dispute.agreed_fen),
        "routes": [_(ROUTES[name]) for name in dispute.routes],
        "lines": _lines(found),
        "readings": _readings(found.party),
        "dispute": dispute,
    }


def side(party: Party) -> str:
    """A party as the others see it, in the reader's language."""
    return f"{_(SIDES[party.side])} {party.order}"


def _standing(state: str, dispute: Dispute) -> str:
    if state == "closed":
        return _("已办结：%(result)s") % {"result": _(RESULTS.get(dispute.result, ""))}
    return _(BY_STATE[state])


def _lines(found: Entrance) -> list[dict[str, Any]]:
    """The public course of it: what was done and when; words only of staff, never those of another party."""
    events = Event.objects.unscoped(reason="public lines for a party").filter(matter=found.matter, is_public=True)
    sides, lines = {party.label: side(party) for party in found.parties}, []
    for event in events.order_by("-at", "-id"):
        move = DISPUTE.by_move.get(event.move)
        is_staff = event.actor_kind in {"staff", "system"}
        lines.append(
            {
                "at": event.at,
                "label": _(move.label) if move else _("已登记"),
                "unit": event.unit_name,
                "kind": "move",
                "who": sides.get(by := event.data.get("party") or event.data.get("by") or "", by),
                "note": event.public_note if is_staff else "",
            }
        )
    return lines


def _readings(party: Party) -> list[dict[str, Any]]:
    """Who opened this party's name or telephone, and what for."""
    return [
        {"at": row.at, "who": row.unit_name or row.actor_name, "purpose": _(PURPOSES.get(row.purpose, row.purpose))}
        for row in accesses(party.subject, limit=20)
    ]
