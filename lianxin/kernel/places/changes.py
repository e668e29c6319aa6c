"""Changes of the tree by hand: add, rename, move, merge, split, close. One transaction each, with the records.

A place's path stands on every matter, unit, grant and figure below it; ``rewriting.py`` finds those columns by
itself and moves them in the same transaction. Old paths, codes and names stay as aliases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.places import codes, parsing, paths, rewriting, tree
from lianxin.kernel.places.levels import STATISTICAL, Level
from lianxin.kernel.places.models import Alias, Place
from lianxin.kernel.places.nodes import Node, Tree

if TYPE_CHECKING:
    from lianxin.kernel.access.actor import Actor

PERMISSION = "places.manage"


class Refused(ValueError):
    """The change makes no sense; the sentence says why, in the language of the page."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a split: its code, its name, and the paths of the old place's children that go to it."""

    code: str
    name: str
    children: tuple[str, ...] = ()


@transaction.atomic
def add(parent: str, code: str, name: str, level: Level, *, actor: Actor, on: date | None = None) -> str:
    """Add a place below ``parent`` and return its path. ``code``: statistical, a grid's of 15 or 18 digits, or own."""
    actor.require(PERMISSION, parent)
    known = tree.fresh()
    if parent:
        _open(known, parent)
    path = _new(known, parent, code, name, level, on)
    tree.touch()
    _audit(actor, "places.add", path, {"name": name})
    return path


@transaction.atomic
def rename(path: str, name: str, *, actor: Actor, on: date | None = None) -> None:
    """Give a place a new name; the old one still finds it."""
    actor.require(PERMISSION, path)
    node = _open(tree.fresh(), path)
    if node.name == name:
        return
    kind, short = parsing.kind_of(name)
    Place.objects.filter(pk=node.id).update(name=name, kind=kind or node.kind, short_name=short)
    _learn(node.id, "name", node.name, on)
    tree.touch()
    _audit(actor, "places.rename", path, {"from": node.name, "to": name})


@transaction.atomic
def move(path: str, *, parent: str, code: str = "", actor: Actor, on: date | None = None) -> str:
    """Put a place with all below it under another parent, or under the same one with a new code; its new path."""
    actor.require(PERMISSION, path)
    actor.require(PERMISSION, parent)
    known = tree.fresh()
    node, above = _open(known, path), _open(known, parent) if parent else None
    if paths.is_under(parent, path) or (above is not None and Level(above.level).rank >= Level(node.level).rank):
        raise Refused(_("%(name)s 不能放到 %(parent)s 下面。") % {"name": node.name, "parent": known.name(parent)})
    target = parent + (_segment(code, Level(node.level)) + "." if code else f"{paths.segments(path)[-1]}.")
    if target == path:
        return path
    _free(known, target)
    rows = rewriting.relocate(known, {path: target}, {node.id: codes.padded(code)} if code else {}, _day(on))
    _audit(actor, "places.move", target, {"from": path, "to": target, "rows": rows})
    return target


@transaction.atomic
def merge(sources: Sequence[str], *, into: str, actor: Actor, on: date | None = None) -> int:
    """Close ``sources`` and give their children and records to ``into``; the rows rewritten in other tables.

    A child whose code is taken below ``into`` (grid 1 of both communities) takes the next free number.
    """
    known = tree.fresh()
    target = _open(known, into)
    nodes = [_open(known, path) for path in sources]
    for node in (target, *nodes):
        actor.require(PERMISSION, node.path)
    if len({into, *sources}) <= len(sources) or any(node.level != target.level for node in nodes):
        raise Refused(_("只能合并同一级的不同地点。"))
    moves: dict[str, str] = {}
    taken = {paths.segments(child.path)[-1] for child in known.children(into, closed=True)}
    for node in nodes:
        for child in known.children(node.path, closed=True):
            moves[child.path] = f"{into}{_untaken(paths.segments(child.path)[-1], taken)}."
    rows = rewriting.relocate(known, moves, {}, _day(on))
    rows += rewriting.rewrite_columns({node.path: into for node in nodes})
    for node in nodes:
        _end(node, target.id, on)
    tree.touch()
    _audit(actor, "places.merge", into, {"from": list(sources), "rows": rows})
    return rows


@transaction.atomic
def split(path: str, *, parts: Sequence[Part], actor: Actor, on: date | None = None) -> list[str]:
    """Divide a place into siblings and return their paths.

    A part with the old code is the old place going on. Children go to the part that names them, the rest with the
    records that stand on the old place itself to the first part. Without such a part the old place is closed.
    """
    actor.require(PERMISSION, path)
    known = tree.fresh()
    node = _open(known, path)
    if not parts:
        raise Refused(_("拆分至少要有一个去处。"))
    parent, level = paths.parent_of(path), Level(node.level)
    goes_on = any(codes.padded(part.code) == node.code for part in parts)
    ends = [
        path if codes.padded(part.code) == node.code else _new(known, parent, part.code, part.name, level, on)
        for part in parts
    ]
    moves = _shares(known, path, parts, ends)
    rows = rewriting.relocate(known, moves, {}, _day(on))
    if ends[0] != path:
        rows += rewriting.rewrite_columns({path: ends[0]})
    if not goes_on:
        _end(node, Place.objects.get(path=ends[0]).pk, on)
    tree.touch()
    for part, end in zip(parts, ends, strict=True):
        if end == path and part.name != node.name:
            rename(path, part.name, actor=actor, on=on)
    _audit(actor, "places.split", path, {"into": ends, "rows": rows})
    return ends


@transaction.atomic
def close(path: str, *, actor: Actor, on: date | None = None) -> int:
    """End a place with all below it by date; the number of places closed. Records keep their path and its name."""
    actor.require(PERMISSION, path)
    _open(tree.fresh(), path)
    closed = Place.objects.filter(paths.under("path", path), valid_to=None).update(valid_to=_day(on))
    tree.touch()
    _audit(actor, "places.close", path, {"places": closed})
    return closed


def _shares(known: Tree, path: str, parts: Sequence[Part], ends: Sequence[str]) -> dict[str, str]:
    """Old path → new path of each child of a place that is split."""
    wanted = {child: end for part, end in zip(parts, ends, strict=True) for child in part.children}
    children = {child.path for child in known.children(path, closed=True)}
    if not wanted.keys() <= children:
        raise Refused(_("有的下级不属于要拆分的地点。"))
    shares = {child: wanted.get(child, ends[0]) for child in children}
    return {child: end + child[len(path) :] for child, end in shares.items() if end != path}


def _end(node: Node, successor: int, on: date | None) -> None:
    Place.objects.filter(pk=node.id).update(valid_to=_day(on))
    Place.objects.filter(paths.under("path", node.path), valid_to=None).update(valid_to=_day(on))
    for kind, value in (("code", node.code), ("path", node.path), ("name", node.name)):
        Alias.objects.get_or_create(place_id=successor, kind=kind, value=value, defaults={"valid_from": _day(on)})


def _new(known: Tree, parent: str, code: str, name: str, level: Level, on: date | None) -> str:
    path = f"{parent}{_segment(code, level)}."
    _free(known, path)
    kind, short = parsing.kind_of(name)
    Place.objects.create(
        path=path, code=codes.padded(code), name=name, short_name=short, level=level, kind=kind,
        valid_from=_day(on) if known.by_path else on,
    )  # fmt: skip
    return path


def _segment(code: str, level: Level) -> str:
    """A code's part of the path, when it is one that this level can have."""
    read = codes.read(code)
    if read is not None and read.level == level:
        return read.segment
    if level in STATISTICAL or not codes.LOCAL.match(code):
        raise Refused(_("代码 %(code)s 不是%(level)s的代码。") % {"code": code, "level": level.label})
    letter = parsing.LETTERS[level]
    return code if code.startswith(letter) else f"{letter}{code}"


def _untaken(segment: str, taken: set[str]) -> str:
    """The segment, or with the next number that nobody has: G001 → G002."""
    head = segment.rstrip("0123456789")
    number, width = segment[len(head) :], len(segment) - len(head)
    answer = segment
    while answer in taken:
        number = str(int(number or "0") + 1).zfill(width)
        answer = head + number
    taken.add(answer)
    return answer


def _open(known: Tree, path: str) -> Node:
    node = known.by_path.get(path)
    if node is None or not node.is_open:
        raise Refused(_("没有这个地点,或它已停用:%(path)s") % {"path": path})
    return node


def _free(known: Tree, path: str) -> None:
    if path in known.by_path:
        raise Refused(_("代码已属于 %(name)s。") % {"name": known.name(path)})


def _learn(place_id: int, kind: str, value: str, on: date | None) -> None:
    Alias.objects.get_or_create(place_id=place_id, kind=kind, value=value, defaults={"valid_to": _day(on)})


def _day(on: date | None) -> date:
    return on or timezone.localdate()


def _audit(actor: Actor, action: str, path: str, detail: dict[str, object]) -> None:
    from lianxin.kernel import audit

    audit.record(actor, action, subject=f"place:{path}", place_path=path, detail=detail)
