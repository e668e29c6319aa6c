"""The pack's categories, routing table and reply texts. They are a city's words, not a demonstration."""

from __future__ import annotations

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.work.requests.exchange.categories import initials
from lianxin.work.requests.models import Category, ReplyText, RoutingLine


@audit.together()
def load_words(*, actor: Actor) -> int:
    """Brings ``categories.csv``, ``routing.csv`` and ``replies.csv`` in where there are none yet; how many rows."""
    if Category.objects.exists():
        return 0
    units = {unit.code: unit for unit in Unit.objects.all()}
    made = _categories(units) + _routing(units) + _replies()
    audit.record(actor, "requests.words", detail={"pack": pack().name, "rows": made})
    return made


def _categories(units: dict[str, Unit]) -> int:
    rows = pack().rows("categories")
    parents = {row["parent"] for row in rows}
    made: dict[str, Category] = {}
    for row in rows:
        made[row["code"]] = Category.objects.create(
            code=row["code"],
            name=row["name"],
            parent=made.get(row["parent"]),
            synonyms=row["synonyms"],
            initials=initials(row["name"]),
            unit=units.get(row["unit"]),
            days=int(row["days"] or 5),
            is_leaf=row["code"] not in parents,
            is_private=bool(row["private"]),
            source=pack().name,
        )
    return len(rows)


def _routing(units: dict[str, Unit]) -> int:
    rows = pack().rows("routing")
    RoutingLine.objects.bulk_create(
        RoutingLine(
            category_code=row["category"],
            place_path=_path(row["place"]),
            from_hour=int(row["from_hour"] or 0),
            to_hour=int(row["to_hour"] or 24),
            unit=units[row["unit"]],
        )
        for row in rows
    )
    return len(rows)


def _path(code: str) -> str:
    node = tree.find(code) if code else None
    if code and node is None:
        raise ValueError(f"routing.csv: no place {code}")
    return node.path if node else ""


def _replies() -> int:
    rows = pack().rows("replies")
    ReplyText.objects.bulk_create(
        ReplyText(title=row["title"], body=row["body"], category_code=row["category"]) for row in rows
    )
    return len(rows)
