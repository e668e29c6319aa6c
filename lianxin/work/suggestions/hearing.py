"""Who is told of which move: the office, the unit that studies, and every author, also of what was merged (SUG-05)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.kernel import notices
from lianxin.kernel.matters.announce import Announcement
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.work.suggestions import queries
from lianxin.work.suggestions.actions import practising
from lianxin.work.suggestions.models import Suggestion

UNIT_HEARS = frozenset(
    {
        "open",
        "pass_on",
        "agree",
        "disagree",
        "withdraw",
        "supervise",
        "hasten",
        "cancel",
        "session_done",
        "session_again",
        "session_back",
        "run_out",
    }
)
AUTHOR_HEARS = frozenset(
    {
        "register",
        "adopt",
        "not_adopt",
        "practise",
        "session_done",
        "session_again",
        "shelve",
        "ask_consent",
        "hand_over",
        "decline",
        "merge",
        "commend",
    }
)
EVERY_AUTHOR_HEARS = frozenset({"adopt", "not_adopt", "practise", "session_done", "session_again", "shelve"})
TOLD_TOGETHER = frozenset({"adopt", "not_adopt"})
"""Of a call's suggestions these are told when the result of the call is."""


def tell(announcement: Announcement) -> None:
    """Writes the notices of one move of a suggestion, in its transaction."""
    matter, move = announcement.matter, announcement.event.move
    with override("zh-hans"):
        label = _(announcement.move.label) if announcement.move else _("收到新的建议")
        if move in UNIT_HEARS:
            _tell_unit(announcement, matter.holder_id, label)
        if move in AUTHOR_HEARS:
            merged = queries.merged_into(matter) if move in EVERY_AUTHOR_HEARS else []
            _tell_authors([matter, *merged], move, _("您的建议有新进展：%(label)s") % {"label": label})


def tell_of_study(announcement: Announcement) -> None:
    """The unit hears that it is asked; the office hears what it answers."""
    matter, move = announcement.matter, announcement.event.move
    with override("zh-hans"):
        label = _(announcement.move.label) if announcement.move else _("请研究一条人民建议")
        if move in UNIT_HEARS:
            _tell_unit(announcement, matter.holder_id, label)
        elif move in {"opine", "not_ours"} and matter.parent is not None:
            _tell_unit(announcement, matter.parent.holder_id, label, matter.parent)


def tell_of_call(announcement: Announcement) -> None:
    """The office hears that the term is over; everybody who took part hears the result, together."""
    matter, move = announcement.matter, announcement.event.move
    with override("zh-hans"):
        if move in UNIT_HEARS:
            label = _(announcement.move.label) if announcement.move else _("新拟的征集")
            _tell_unit(announcement, matter.holder_id, label)
        if move == "publish_result":
            authors = queries.codes_of_call(queries.call_of(matter))
            subject = _("您参加的征集公布结果了：%(topic)s") % {"topic": matter.title}
            _tell_authors(authors, "result", subject)


def session_moved(announcement: Announcement) -> None:
    """An item of the session that came from a suggestion has ended: solved is practice, else the office goes on.

    An item that was joined to another ends with that one. One that is reopened takes the suggestion with it.
    """
    item = announcement.matter
    if announcement.move is not None and announcement.move.reopens:
        for source, own_item in queries.suggestions_done_by([item, *queries.merged_into(item)]):
            practising.session_again(source, item=own_item, at=announcement.event.at)
    if item.closed_at is None:
        return
    main = queries.main_of(item)
    if main.closed_at is None:
        return
    joined = [item] if item.outcome == "merged" else [item, *queries.merged_into(item)]
    act = practising.session_done if main.outcome == "solved" else practising.session_back
    for source, own_item in queries.suggestions_in_session(joined):
        act(source, item=own_item, at=announcement.event.at)


def _tell_unit(announcement: Announcement, unit_id: int | None, label: str, about: Matter | None = None) -> None:
    matter = about or announcement.matter
    if unit_id is None or announcement.actor.unit_id == unit_id:
        return
    notices.send(
        to_unit=unit_id,
        kind=f"suggestion.{announcement.event.move}",
        matter_id=matter.pk,
        subject=_("%(label)s：%(title)s") % {"label": label, "title": matter.title},
        body=announcement.event.note or announcement.event.public_note,
        link=f"/m/{matter.number}/",
    )


def _tell_authors(matters: Iterable[Matter], move: str, subject: str) -> None:
    rows = list(matters)
    contacts = Contact.objects.unscoped(reason="relay to the authors; nobody reads it").filter(matter__in=rows)
    of_calls = _of_calls(rows) if move in TOLD_TOGETHER else set()
    for contact in contacts.select_related("matter"):
        if contact.matter_id in of_calls or not (contact.phone or contact.email):
            continue
        link = f"/track/{contact.matter.tracking_code}/"
        body = _("编号 %(number)s。打开链接查看：%(link)s") % {"number": contact.matter.number, "link": link}
        notices.send(
            to_contact=contact,
            kind=f"suggestion.{move}",
            matter_id=contact.matter_id,
            subject=subject,
            body=body,
            link=link,
        )


def _of_calls(rows: list[Matter]) -> set[int]:
    told = Suggestion.objects.unscoped(reason="who is told together").filter(pk__in=[row.pk for row in rows])
    return set(told.filter(call__isnull=False).values_list("pk", flat=True))
