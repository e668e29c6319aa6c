"""Reads of sessions, documents and the board of decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.files.models import Attachment
from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters.models import Matter
from lianxin.work.sessions.models import AgendaItem, Attendance, Body, Decision, Document, Session

PARTS = "parts of a session already fetched under a scope"


def session(actor: Actor, pk: int) -> Session:
    """One session. Raises Session.DoesNotExist when it is not there or not this actor's to see."""
    found: Session = Session.objects.visible_to(actor).select_related("body__convener", "approved_by").get(pk=pk)
    return found


def sessions(actor: Actor, filters: Mapping[str, Any]) -> QuerySet[Session]:
    """What the actor may see, narrowed by kind, level and state; with how many points each agenda has."""
    rows = Session.objects.visible_to(actor).select_related("body")
    for key in ("kind", "level", "state"):
        if filters.get(key):
            rows = rows.filter(**{key: filters[key]})
    if not filters.get("state"):
        rows = rows.exclude(state=Session.CANCELLED)
    counted: QuerySet[Session] = rows.annotate(points=Count("agendaitem_rows"))
    return counted


def in_month(actor: Actor, first: date) -> list[Session]:
    """The sessions of a month, by their moment."""
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    rows = Session.objects.visible_to(actor).exclude(state=Session.CANCELLED).select_related("body")
    return list(rows.filter(at__gte=_midnight(first), at__lt=_midnight(after)).order_by("at"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def agenda(session: Session) -> list[AgendaItem]:
    """The points of an agenda with their matters, decisions and documents, in three queries."""
    decisions = Decision.objects.unscoped(reason=PARTS).select_related("owner", "matter")
    rows = AgendaItem.objects.unscoped(reason=PARTS).filter(session=session)
    return list(
        rows.select_related("matter__session_item").prefetch_related(
            Prefetch("decisions", decisions),
            Prefetch("documents", Document.objects.unscoped(reason=PARTS)),
        )
    )


def point(session: Session, pk: int) -> AgendaItem:
    """One point of a visible session. Raises AgendaItem.DoesNotExist."""
    found: AgendaItem = AgendaItem.objects.unscoped(reason=PARTS).select_related("matter").get(session=session, pk=pk)
    return found


def attendance(session: Session) -> list[Attendance]:
    """Who was asked, in the order in which they were written down."""
    rows = Attendance.objects.unscoped(reason=PARTS).filter(session=session)
    return list(rows.select_related("unit").order_by("id"))


def waiting_items(actor: Actor, session: Session) -> list[Matter]:
    """Items that have come as far as a session of this place and stand on no planned agenda of it yet."""
    on_agenda = AgendaItem.objects.unscoped(reason=PARTS).filter(
        Q(session=session) | Q(session__state=Session.PLANNED), matter__isnull=False
    )
    rows = Matter.objects.visible_to(actor).filter(
        kind="session_item", state="session", session_item__level_path=session.place_path
    )
    return list(rows.exclude(pk__in=on_agenda.values("matter")).order_by("opened_at"))


def body(kind: str, place_path: str) -> Body | None:
    return Body.objects.filter(kind=kind, place_path=place_path).select_related("convener").first()


def documents(actor: Actor, filters: Mapping[str, Any]) -> QuerySet[Document]:
    """The register of adopted documents; without a filter those in force today."""
    rows = Document.objects.visible_to(actor).select_related("agenda_item__session__body")
    if filters.get("sort"):
        rows = rows.filter(sort=filters["sort"])
    if filters.get("q"):
        rows = rows.filter(Q(name__icontains=filters["q"]) | Q(number__icontains=filters["q"]))
    if not filters.get("old"):
        today = timezone.localdate()
        rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today))
    found: QuerySet[Document] = rows
    return found


def document(actor: Actor, pk: int) -> Document:
    """Raises Document.DoesNotExist."""
    rows = Document.objects.visible_to(actor)
    found: Document = rows.select_related("agenda_item__session__body", "replaces").get(pk=pk)
    return found


def versions(document: Document) -> list[Document]:
    """All versions of one text, the newest first."""
    rows = Document.objects.unscoped(reason="versions of a document already fetched under a scope")
    return list(rows.filter(place_path=document.place_path, name=document.name).order_by("-version"))


def replaceable(session: Session) -> list[Document]:
    """Documents in force of the session's place, which a new version may replace."""
    rows = Document.objects.unscoped(reason="documents of the place of a visible session")
    return list(rows.filter(place_path=session.place_path, ended_on__isnull=True).order_by("name"))


def files_of(document: Document) -> list[Attachment]:
    """The files of a document that the caller may see."""
    rows = Attachment.objects.unscoped(reason="files of a document already fetched under a scope")
    return list(rows.filter(subject=document.subject, state=Attachment.KEPT).order_by("at", "pk"))


def file_of(document: Document, pk: int) -> Attachment | None:
    rows = Attachment.objects.unscoped(reason="file of a document already fetched under a scope")
    return rows.filter(subject=document.subject, pk=pk, state=Attachment.KEPT).first()


def tasks(actor: Actor, lens: str, filters: Mapping[str, Any]) -> QuerySet[Matter]:
    """Decisions that were given out, through one lens, by their day: open ones unless asked otherwise."""
    rows = matter_queries.work_list(actor, lens, {"open": "1", **filters, "kind": "session_task"})
    sessions_of_kind = filters.get("session_kind")
    if sessions_of_kind:
        rows = rows.filter(decision__agenda_item__session__kind=sessions_of_kind)
    return rows
