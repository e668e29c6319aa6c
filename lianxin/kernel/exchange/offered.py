"""The kinds of spreadsheets that people may upload on a page. Modules name theirs in ``Module.sheets``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.exchange.columns import Layout
from lianxin.kernel.exchange.imports import Apply, Counts
from lianxin.kernel.exchange.models import ImportRun


class Taker(Protocol):
    """What takes the rows of one run. ``notes``: sentences about rows that were taken all the same."""

    notes: list[str]

    def apply(self, rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of spreadsheet.

    name: that of its layout. label, lead: Chinese, marked with ``N_``. back: URL name of the page that it belongs to.
    place: the path at which the permission is needed; None: anywhere.
    layout: made for the actor, so that a cell may be refused because it lies outside the actor's territory.
    """

    name: str
    label: str
    permission: str
    layout: Callable[[Actor], Layout]
    taker: Callable[[Actor, ImportRun], Taker]
    lead: str = ""
    back: str = ""
    place: Callable[[], str] | None = None

    def is_open_to(self, actor: Actor) -> bool:
        if not actor.is_staff:
            return False
        return actor.holds(self.permission) if self.place is None else actor.may(self.permission, self.place())

    def applying(self, actor: Actor) -> Apply:
        """What ``imports.commit`` is given; the notes are kept in the run's report."""

        def apply(rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts:
            taker = self.taker(actor, run)
            counts = taker.apply(rows, run)
            run.report |= {"notes": taker.notes}
            return counts

        return apply


def sheets() -> dict[str, Sheet]:
    """Every sheet of the installed modules, by name."""
    from lianxin.kernel.modules import registry

    return {sheet.name: sheet for sheets in registry.collected("sheets") for sheet in sheets}


def sheets_of(actor: Actor) -> list[Sheet]:
    return [sheet for sheet in sheets().values() if sheet.is_open_to(actor)]
