"""What an import did, in counts and in sentences."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about one row. ``row`` is the line in the file (the header is row 1), 0 for the whole file.

    ``message`` is a Chinese sentence with named places, marked for translation where it is written.
    """

    row: int
    message: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        from django.utils.translation import gettext as _

        return _(self.message) % self.values


@dataclass(slots=True)
class Report:
    """Counts of places (or boundaries). ``problems`` could not be placed; ``notes`` were placed with a change.

    ``skipped`` rows are whole but stand outside the tree: provinces, 市辖区 as a heading, repeated rows.
    ``aliases`` counts other codes and names that were learnt.
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    aliases: int = 0
    skipped: int = 0
    rewritten: int = 0
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    dry_run: bool = False

    @property
    def nothing_changed(self) -> bool:
        return not (self.created or self.changed or self.closed or self.aliases or self.rewritten)
