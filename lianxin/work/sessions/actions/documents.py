"""What a session adopts: rules, duties, lists, each in versions (审议通过)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.files import store
from lianxin.kernel.files.cleaned import Cleaned
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.words import N_
from lianxin.work.sessions import rules
from lianxin.work.sessions.models import AgendaItem, Document, Session

UNDER_LOCK = "documents under the lock of the session"
DOCUMENTS = "sessions.documents"


@dataclass(frozen=True, slots=True)
class Text:
    """What is adopted. in_force_on: the day from which it binds. replaces: the version it takes the place of."""

    name: str
    in_force_on: date
    number: str = ""
    sort: str = "rules"
    summary: str = ""
    replaces: Document | None = None


@audit.together()
def adopt(point: AgendaItem, text: Text, *, actor: Actor, files: Sequence[Cleaned] = ()) -> Document:
    """Writes down that a held session adopted a text on a point of its agenda; the version that it replaces ends."""
    session = Session.objects.unscoped(reason=UNDER_LOCK).select_for_update().get(pk=point.session_id)
    actor.require(DOCUMENTS, session.place_path)
    on = timezone.localdate(session.at)
    if not rules.may_adopt(session.state):
        raise MoveRefused(N_("会议召开之后才能登记审议通过的文件。"))
    if text.in_force_on < on:
        raise MoveRefused(N_("施行日期不能早于通过日期。"), field="in_force_on")
    name = text.replaces.name if text.replaces else text.name.strip()
    if not name:
        raise MoveRefused(N_("请写明文件名称。"), field="name")
    version = _version(session, name, text)
    document = Document.objects.create(
        name=name,
        number=text.number.strip(),
        sort=text.sort,
        version=version,
        place_path=session.place_path,
        agenda_item=point,
        adopted_on=on,
        in_force_on=text.in_force_on,
        summary=text.summary.strip(),
        replaces=text.replaces,
    )
    if point.matter_id is None:
        AgendaItem.objects.unscoped(reason=UNDER_LOCK).filter(pk=point.pk).update(result="adopted")
    for file in files:
        store.keep(file, subject=document.subject, actor=actor)
    audit.record(
        actor,
        "document.adopt",
        subject=document.subject,
        place_path=document.place_path,
        detail={"version": version, "session": session.pk},
    )
    return document


def _version(session: Session, name: str, text: Text) -> int:
    rows = Document.objects.unscoped(reason=UNDER_LOCK).select_for_update()
    known = list(rows.filter(place_path=session.place_path, name=name).order_by("version"))
    if text.replaces is None:
        if known:
            raise MoveRefused(N_("已经有同名的文件，请选择它作为被替代的版本。"), field="replaces")
        return rules.next_version([])
    last = known[-1] if known else None
    if last is None or last.pk != text.replaces.pk or last.ended_on is not None:
        raise MoveRefused(N_("只能替代现行的最新版本。"), field="replaces")
    if text.in_force_on <= last.in_force_on:
        raise MoveRefused(N_("新版本的施行日期要晚于原版本。"), field="in_force_on")
    last.ended_on = rules.ends_before(text.in_force_on)
    last.save(update_fields=["ended_on"])
    return rules.next_version([document.version for document in known])


@audit.together()
def repeal(document: Document, *, actor: Actor, ended_on: date) -> Document:
    """Ends a document that nothing replaces."""
    row: Document = Document.objects.unscoped(reason=UNDER_LOCK).select_for_update().get(pk=document.pk)
    if not actor.may(DOCUMENTS, row.place_path):
        raise Denied(DOCUMENTS)
    if row.ended_on is not None or ended_on < row.in_force_on:
        raise MoveRefused(N_("废止日期要在施行之后，并且只能废止现行文件。"), field="ended_on")
    row.ended_on = ended_on
    row.save(update_fields=["ended_on"])
    audit.record(actor, "document.repeal", subject=row.subject, place_path=row.place_path)
    return row
