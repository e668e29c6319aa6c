"""What each party is told: that something concerns it, and its own link. Never a name, a telephone or another's words.

A party without a telephone is told nothing here; its card is given to it at the window.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.kernel import notices
from lianxin.kernel.matters.announce import Announcement
from lianxin.kernel.words import N_
from lianxin.work.mediation.models import Party, Session
from lianxin.work.mediation.queries import disputes as queries

ASKED = N_("请您说一说：愿不愿意调解，信任谁来调解。调解自愿、不收费。")
ENDED = N_("调解结束了。还有哪些途径，链接里列着。")
SAYS = {
    "ask": ASKED,
    "add_party": ASKED,
    "start": N_("各方都同意了，调解开始。"),
    "meet": N_("调解会定在%(note)s。"),
    "record": N_("调解笔录写好了，请您核对。"),
    "draft": N_("协议草稿写好了，请您看清楚，不满意就提出来改。"),
    "sign": N_("协议签好了，已经生效。"),
    "settle": N_("达成了口头协议，内容请您看一看。"),
    "extend": N_("各方同意，调解时间延长了。"),
    "lift": N_("这件事由上一级接着调解。"),
    "perform_step": N_("协议约定的一步，已经登记为履行。"),
    "complete": N_("协议履行完了，调解员会来回访一次。"),
    "breach": N_("协议没有履行完，您可以怎么办，链接里列着。"),
    "apply_court": N_("各方一起申请法院确认协议，已经记下。"),
    "court_answer": N_("法院对确认协议的申请有了答复。"),
    "visit": N_("回访做完了。履行了没有、满意不满意，请您自己说一句。"),
    **dict.fromkeys(("refuse", "stop", "withdraw", "fail", "unsuit", "hand_over", "join"), ENDED),
}
"""Which moves the parties hear of, and in which words; ``note``: the public note of the move."""

OWN = frozenset({"agree", "refuse", "stop", "withdraw", "confirm_record", "say"})
"""A party's own to say. What staff write down for it is told to it: nobody speaks in its name unseen."""
WRITTEN_DOWN = N_("工作人员替您记下了：%(note)s。不是您的意思，请打开链接看看，或者告诉社区。")


def tell_parties(announcement: Announcement) -> None:
    """Writes the messages of one move to the parties whom it concerns, but not to the one who made it."""
    event, move = announcement.event, announcement.event.move
    if move not in SAYS and move not in OWN:
        return
    speaker = event.data.get("party", "") if move in OWN else ""
    for party in queries.parties(announcement.matter):
        if party.label == speaker and speaker:
            if announcement.actor.is_staff and announcement.move:
                say_to(party, move, WRITTEN_DOWN, announcement.move.label)
        elif move in SAYS and _concerns(move, party, announcement):
            say_to(party, move, SAYS[move], event.public_note)


def _concerns(move: str, party: Party, announcement: Announcement) -> bool:
    """Whoever has answered is not asked again; a party that came later is asked when the others have been."""
    if move == "add_party":
        dispute = queries.particulars(announcement.matter)
        return party.consent == "asked" and party.consent_at is None and dispute.asked_at is not None
    return move != "ask" or party.consent == "asked"


def welcome(party: Party) -> None:
    """Whoever applied has its link in hand at once."""
    say_to(party, "open", N_("您的调解申请收到了。"))


def say_to(party: Party, move: str, words: str, note: str = "") -> None:
    """One message to one party, with the link that is its own. words: a source string, perhaps with ``note``."""
    link = f"/mediate/p/{party.code}/"
    with override("zh-hans"):
        told = {"said": _(words) % {"note": _(note) if note else ""}, "number": party.matter.number, "link": link}
        notices.send(
            to_person=party,
            kind=f"dispute.{move}",
            matter_id=party.matter_id,
            link=link,
            subject=_("矛盾调解"),
            body=_("%(said)s编号 %(number)s，您自己的链接：%(link)s") % told,
        )


def remind_of_sessions(today: date) -> int:
    """The day before a session, each party hears when and where; how many sessions."""
    rows = Session.objects.unscoped(reason="daily reminder of tomorrow's sessions").select_related("matter")
    due = rows.filter(at__date=today + timedelta(days=1), record_at__isnull=True, matter__state="mediating")
    for session in due:
        when = timezone.localtime(session.at).strftime("%H:%M")
        for party in queries.parties(session.matter):
            say_to(party, "meet", N_("明天%(note)s调解，请您记得来。"), f"{when} {session.place_words}")
    return len(due)
