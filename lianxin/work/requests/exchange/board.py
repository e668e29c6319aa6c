"""Where a board's message belongs, and its keeping as a matter with particulars and sealed author."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.matters.history import Happened, Past, keep
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.work.requests import queries
from lianxin.work.requests.models import Category, Request

SOURCE = "board"
"""``Request.source`` of these messages; with ``external_ref`` it makes each one come once."""
_WORDS = re.compile(r"[A-Z]\d*(?:市|区|县)|[\u4e00-\u9fff]{1,6}(?:市|区|县|旗|街道|镇|乡|苏木)")


def reference_of(row: dict[str, Any]) -> str:
    """The board's own number, or a digest of the text for a row that has none."""
    if row.get("number"):
        return str(row["number"])
    return "text-" + hashlib.sha256(str(row["text"]).encode()).hexdigest()[:24]


class Board:
    """What one run looks up again and again: the city, its desks, the names of places and of categories."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.city = str(pack().get("places.city", ""))
        self._desks: dict[str, Unit | None] = {}

    def known(self, references: Sequence[str]) -> dict[str, Request]:
        rows = Request.objects.unscoped(reason="exactly-once by the board's own number").select_related("matter")
        return {row.external_ref: row for row in rows.filter(source=SOURCE, external_ref__in=references)}

    def keep(self, rows: Sequence[dict[str, Any]], run: ImportRun) -> Counter[str]:
        """Writes new messages; how many are closed, open, without a place or a category of ours."""
        tally: Counter[str] = Counter()
        pasts = [self._past(row, run, tally) for row in rows]
        matters = keep("request", pasts, actor=self.actor)
        pairs = list(zip(matters, rows, strict=True))
        Request.objects.unscoped(reason="particulars of new matters").bulk_create(
            [self._particulars(matter, row) for matter, row in pairs], batch_size=500
        )
        Contact.objects.unscoped(reason="authors of new matters, sealed").bulk_create(
            [Contact(matter=matter, name=row["user"]) for matter, row in pairs if row.get("user")], batch_size=500
        )
        return tally

    def _past(self, row: dict[str, Any], run: ImportRun, tally: Counter[str]) -> Past:
        row["place_path"], row["place_words"] = self.place_of(f"{row.get('title') or ''} {row['text']}")
        tally["without_place"] += row["place_path"] == self.city
        category = self._categories.get(row.get("label") or "", "")
        tally["without_category"] += bool(row.get("label")) and not category
        answer = row.get("answer")
        tally["closed" if answer else "open"] += 1
        likes = {key: row[key] for key in ("likes", "dislikes") if row.get(key) is not None}
        opened = Happened(
            row["at"], "open", "received", note=row.get("unsure_answer") or "", data={"import": run.pk, **likes}
        )
        lines = (opened,)
        if answer:
            lines += (
                Happened(row["answered_at"], "answer", "closed", public_note=answer, data={"outcome": "explained"}),
            )
        desk = self._desk(row["place_path"])
        return Past(
            title=row.get("title") or _first_words(row["text"]),
            place_path=row["place_path"],
            channel="board",
            lines=lines,
            text=f"{row['text']} {row['place_words']}",
            closed_at=row["answered_at"] if answer else None,
            outcome="explained" if answer else "",
            header={"category": category, "holder": desk},
        )

    def _particulars(self, matter: Matter, row: dict[str, Any]) -> Request:
        answer = row.get("answer") or ""
        return Request(
            matter=matter,
            text=row["text"],
            place_words=row["place_words"],
            source=SOURCE,
            external_ref=row["reference"],
            is_anonymous=not row.get("user"),
            answer=answer,
            answered_at=row["answered_at"] if answer else None,
            answer_outcome="explained" if answer else "",
            round=1 if answer else 0,
        )

    def place_of(self, text: str) -> tuple[str, str]:
        """The county or street that a text names, else the city; and the first words in it that name a place."""
        words = _WORDS.search(text)
        named = {self._places[name] for name in self._place_pattern.findall(text)} if self._places else set()
        deepest = {path for path in named if not any(other != path and other.startswith(path) for other in named)}
        return (deepest.pop() if len(deepest) == 1 else self.city), (words[0] if words else "")

    @cached_property
    def _places(self) -> dict[str, str]:
        """Names that only one open county or street of the city has."""
        current = tree.current()
        nodes = current.descendants(self.city, "county") + current.descendants(self.city, "street")
        names = Counter(node.name for node in nodes)
        return {node.name: node.path for node in nodes if names[node.name] == 1 and len(node.name) > 2}

    @cached_property
    def _place_pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(name) for name in sorted(self._places, key=len, reverse=True)))

    @cached_property
    def _categories(self) -> dict[str, str]:
        """Name → code; of equal names the one highest up."""
        rows = Category.objects.filter(is_active=True).order_by("-code").values_list("name", "code", "parent_id")
        found = sorted(rows, key=lambda row: (row[2] is not None, len(row[1]), row[1]), reverse=True)
        return {name: code for name, code, _parent in found}

    def _desk(self, place_path: str) -> Unit | None:
        if place_path not in self._desks:
            self._desks[place_path] = queries.desk_at(place_path)
        return self._desks[place_path]


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line[:30] + ("…" if len(line) > 30 else "")
