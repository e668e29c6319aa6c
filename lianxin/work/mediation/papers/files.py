"""The whole file (卷宗) as one PDF in archive order, and the agreement as PDF and DOCX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.files.models import Attachment
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.papers import Attached, Paper, Photo
from lianxin.kernel.papers.bundle import bundle
from lianxin.kernel.papers.office import to_docx
from lianxin.kernel.papers.pdf import to_pdf
from lianxin.kernel.words import N_
from lianxin.work.mediation.papers import naming, parts
from lianxin.work.mediation.queries.disputes import Folder, folder, sealing_body, types
from lianxin.work.mediation.words import RESULTS


def papers_of(kept: Folder, named: naming.Named) -> list[Paper]:
    """The parts in the order that archives want: application, consents, records, agreement or end, confirmation,
    performance and return visit, referrals."""
    dispute = kept.dispute
    found = [parts.application(kept, named), parts.consents(kept, named)]
    found += [parts.minutes(kept, named, session) for session in kept.sessions]
    if dispute.result == "agreement":
        found.append(parts.agreement(kept, named))
    elif dispute.result:
        found.append(parts.ending(kept))
    if dispute.court_applied_on:
        found.append(parts.confirmation(kept, named))
    if dispute.visited_at or kept.steps:
        found.append(parts.visit(kept, named))
    if kept.referrals:
        found.append(parts.referrals(kept))
    return found


def case_file(matter: Matter, *, actor: Actor) -> bytes:
    """One PDF: cover, contents, every part, then attached documents and photos. Reading the names is written down."""
    kept, named = _opened(matter, actor, naming.FILE)
    pages: list[Paper | Attached] = [*papers_of(kept, named), *_attached(matter)]
    ended = kept.dispute.ended_at or matter.closed_at
    facts = [
        ("案由", types().get(matter.category, matter.title)),
        *((party.label, named.parties[party.pk]) for party in kept.parties),
        ("调解员", named.mediator(kept.lead) or parts.BLANK),
        ("受理日期", parts.day_of(matter.opened_at)),
        ("终结日期", parts.day_of(ended)),
        ("调解结果", RESULTS.get(kept.dispute.result, "正在调解")),
    ]
    unit = kept.dispute.body.name if kept.dispute.body else (matter.holder.name if matter.holder else "")
    return bundle(
        pages,
        "人民调解卷宗",
        number=matter.number,
        unit=unit,
        facts=facts,
        on=timezone.localdate(matter.closed_at) if matter.closed_at else None,
    )


def agreement_file(matter: Matter, *, actor: Actor, form: str) -> bytes:
    """The agreement with places for signatures and seal; form: ``pdf`` or ``docx``. MoveRefused without one."""
    kept, named = _opened(matter, actor, naming.AGREEMENT)
    if kept.dispute.drafted_at is None:
        raise MoveRefused(N_("还没有起草协议。"))
    paper = parts.agreement(kept, named)
    return to_docx(paper) if form == "docx" else to_pdf(paper)


@audit.together()
def _opened(matter: Matter, actor: Actor, purpose: str) -> tuple[Folder, naming.Named]:
    """Only the reading lies in the transaction; setting the pages takes longer than a lock should last."""
    actor.require("mediation.file", matter.place_path, matter.holder_id)
    kept = folder(matter)
    kept = replace(kept, seal=sealing_body(kept))
    named = naming.opened(kept, actor, purpose)
    audit.record(
        actor, "mediation.file", subject=matter.subject, place_path=matter.place_path, detail={"purpose": purpose}
    )
    return kept, named


def _attached(matter: Matter) -> Sequence[Paper | Attached]:
    rows = Attachment.objects.unscoped(reason="the file of a matter already fetched under a scope")
    kept = list(rows.filter(matter=matter, state=Attachment.KEPT).order_by("at", "pk"))
    documents: list[Paper | Attached] = [
        Attached(row.name, _bytes(row)) for row in kept if row.content_type == "application/pdf"
    ]
    photos: list[Any] = [Photo(_bytes(row), row.name) for row in kept if row.kind == Attachment.PHOTO]
    return [*documents, *([Paper("现场照片", blocks=photos)] if photos else [])]


def _bytes(row: Attachment) -> bytes:
    with default_storage.open(row.storage_key) as file:
        found: bytes = file.read()
    return found
