"""What an import did, in counts and in sentences."""

from dataclasses import dataclass, field
from typing import Any

LISTED = 50
"""Remarks that a terminal is given; the report holds them all."""


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

    def lines(self) -> list[str]:
        """The report for a terminal, in the reader's language: counts first, then what could not be placed."""
        from django.utils.translation import gettext as _

        counts = _("新增 %(created)d，改动 %(changed)d，未变 %(unchanged)d，停用 %(closed)d，别名 %(aliases)d，"
                   "跳过 %(skipped)d，改写记录 %(rewritten)d，有问题 %(problems)d。") % {
            "created": self.created, "changed": self.changed, "unchanged": self.unchanged, "closed": self.closed,
            "aliases": self.aliases, "skipped": self.skipped, "rewritten": self.rewritten,
            "problems": len(self.problems),
        }  # fmt: skip
        head = [_("试读：没有写入任何内容。")] if self.dry_run else []
        told = [str(remark) for remark in [*self.problems, *self.notes]]
        more = [_("另有 %(n)d 条没有列出。") % {"n": len(told) - LISTED}] if len(told) > LISTED else []
        return [*head, counts, *told[:LISTED], *more]
