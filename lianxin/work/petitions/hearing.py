"""Who is told of which step: the agent, the unit that holds the petition, the person. Of a sealed one only people."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.kernel import notices
from lianxin.kernel.matters.announce import Announcement
from lianxin.kernel.matters.models import SEALED, Contact

AGENT_HEARS = frozenset(
    {
        "open",
        "give",
        "correct",
        "approve",
        "follow_up",
        "ask_review",
        "ask_rereview",
        "revoke",
        "grant_extension",
        "refuse_extension",
        "reassign",
        "supervise",
        "confirm",
    }
)
PERSON_HEARS = frozenset(
    {
        "open",
        "draft",
        "file",
        "file_direct",
        "route",
        "accept",
        "refuse",
        "redirect",
        "grant_extension",
        "answer",
        "answer_review",
        "answer_rereview",
        "reassign",
        "revoke_at_window",
        "receive",
        "take_on",
        "conclude",
    }
)


def tell(told: Announcement) -> None:
    """Writes the notices of one step, in its transaction."""
    with override("zh-hans"):
        if told.event.move in AGENT_HEARS:
            _tell_agent(told)
        if told.event.move in PERSON_HEARS:
            _tell_person(told)


def _tell_agent(told: Announcement) -> None:
    """The agent alone of a sealed petition, and by its number alone; else the unit that holds it."""
    matter, label = told.matter, _(told.move.label) if told.move else _(told.flow.label)
    link = f"/m/{matter.number}/"
    if matter.secrecy == SEALED:
        if matter.assignee_id and matter.assignee_id != told.actor.user_id:
            notices.send(
                to_user=matter.assignee_id,
                kind="petition.step",
                link=link,
                matter_id=matter.pk,
                body="",
                subject=_("事项 %(number)s 有新进展") % {"number": matter.number},
            )
    elif matter.holder_id and matter.holder_id != told.actor.unit_id:
        notices.send(
            to_unit=matter.holder_id,
            kind="petition.step",
            link=link,
            matter_id=matter.pk,
            subject=_("%(label)s：%(title)s") % {"label": label, "title": matter.title},
            body=told.event.note or told.event.public_note,
        )


def _tell_person(told: Announcement) -> None:
    matter = told.matter
    rows = Contact.objects.unscoped(reason="relay to the person who asked; nobody reads it")
    contact = rows.filter(matter=matter).first()
    if contact is None or not (contact.phone or contact.email):
        return
    link = f"/track/{matter.tracking_code}/"
    notices.send(
        to_contact=contact,
        kind="petition.told",
        matter_id=matter.pk,
        link=link,
        subject=_("您委托的事项有新进展"),
        body=_("编号 %(number)s。打开链接查看：%(link)s") % {"number": matter.number, "link": link},
    )
