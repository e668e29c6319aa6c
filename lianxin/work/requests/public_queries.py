"""Reads for the residents' pages: by tracking code, nearby, and what may be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from lianxin.kernel.access.actor import ANONYMOUS, Actor, reporter
from lianxin.kernel.clock.models import OPEN, Deadline
from lianxin.kernel.files.models import Attachment
from lianxin.kernel.matters.models import SEALED, Contact, Matter
from lianxin.kernel.matters.numbers import CODE_LENGTH, normal_code
from lianxin.kernel.matters.relations import original
from lianxin.work.requests.models import Category, Follow, Rating, Request
from lianxin.work.requests.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Tracked:
    """What a code opens. ``main`` is the matter whose course counts: itself, or the one it was merged into.

    is_own: the code of the person who asked; else that of somebody who follows.
    """

    code: str
    matter: Matter
    main: Matter
    is_own: bool

    @property
    def actor(self) -> Actor:
        return reporter(self.matter.pk) if self.is_own else ANONYMOUS

    @property
    def request(self) -> Request:
        found: Request = self.main.request  # type: ignore[attr-defined]
        return found

    @property
    def is_merged(self) -> bool:
        return self.main.pk != self.matter.pk

    @property
    def handle_due(self) -> datetime | None:
        due: datetime | None = self.matter.main_due if self.is_merged else self.matter.own_due  # type: ignore[attr-defined]
        return due


def tracked(code: str) -> Tracked | None:
    """The request of a tracking code or of a follower's code; None for a code that opens nothing."""
    code = normal_code(code)
    if len(code) != CODE_LENGTH:
        return None
    found = _rows().filter(tracking_code=code).first()
    if found is not None:
        return Tracked(code, found, _main(found), is_own=True)
    follows = Follow.objects.unscoped(reason="holder of a follower's code").filter(code=code)
    found = _rows().filter(pk__in=follows.values("matter_id")).first()
    return Tracked(code, found, _main(found), is_own=False) if found is not None else None


def _main(matter: Matter) -> Matter:
    """Nearly always read already; a duplicate of a duplicate is followed to its end."""
    if matter.duplicate_of is None:
        return matter
    return original(matter) if matter.duplicate_of.duplicate_of_id else matter.duplicate_of


def _rows() -> QuerySet[Matter]:
    """Everything that the tracking page asks of the header, in one query."""
    rows = Matter.objects.unscoped(reason="holder of the tracking code").filter(kind="request")
    contacts = Contact.objects.unscoped(reason="whether there is one").filter(matter=OuterRef("pk"))
    ratings = Rating.objects.unscoped(reason="whether this answer has been rated")
    parts = Matter.objects.unscoped(reason="whether there are children").filter(parent=OuterRef("pk"))
    clocks = Deadline.objects.filter(OPEN, name="handle")
    annotated: QuerySet[Matter] = rows.annotate(
        has_contact=Exists(contacts),
        has_parts=Exists(parts),
        is_rated=Exists(ratings.filter(matter=OuterRef("pk"), round=OuterRef("request__round"))),
        own_due=Subquery(clocks.filter(matter=OuterRef("pk")).values("due_at")[:1]),
        main_due=Subquery(clocks.filter(matter=OuterRef("duplicate_of")).values("due_at")[:1]),
    )
    return annotated.select_related("holder", "request", "duplicate_of__holder", "duplicate_of__request")


def stands(found: Tracked, now: datetime) -> Standing:
    """Where it stands, in words for this reader."""
    is_own = found.is_own and not found.is_merged
    return standing(found.main, found.request, found.handle_due, now, is_own=is_own)


def photos(found: Tracked) -> list[Attachment]:
    """The person's own photos and the public ones of the answer, also of the matter it was merged into."""
    rows = Attachment.objects.visible_to(found.actor).filter(matter__in={found.matter.pk, found.main.pk})
    return list(rows.filter(kind=Attachment.PHOTO).order_by("at", "pk"))


def photo(found: Tracked, pk: int) -> Attachment | None:
    rows = Attachment.objects.visible_to(found.actor).filter(matter__in={found.matter.pk, found.main.pk})
    answer: Attachment | None = rows.filter(pk=pk).first()
    return answer


def parts(matter: Matter) -> list[Matter]:
    """The children of a matter: who else works on it, heads only."""
    rows = Matter.objects.unscoped(reason="children of a matter whose code is known; heads only")
    return list(rows.filter(parent=matter).exclude(secrecy=SEALED).select_related("holder").order_by("id"))


def open_thing(pk: int) -> Matter | None:
    """A public, open request that a neighbour may follow."""
    rows = Matter.objects.unscoped(reason="a public thing that was shown nearby")
    shown: Matter | None = rows.filter(
        pk=pk, kind="request", is_public=True, closed_at__isnull=True, duplicate_of__isnull=True
    ).first()
    return shown


def categories() -> dict[str, Category]:
    """The kinds that a resident may choose, by code, with their parents."""
    rows = Category.objects.filter(is_active=True, is_leaf=True).select_related("parent")
    return {category.code: category for category in rows}


def category_names() -> dict[str, str]:
    return dict(Category.objects.values_list("code", "name"))


def grouped(chosen: dict[str, Category]) -> list[tuple[str, list[dict[str, Any]]]]:
    """For the page's list: parent's name → its kinds, each with the words by which it is found."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for category in chosen.values():
        heading = category.parent.name if category.parent else ""
        keys = f"{category.synonyms} {category.initials}".strip()
        groups.setdefault(heading, []).append({"code": category.code, "name": category.name, "words": keys})
    return list(groups.items())
