"""Rewrites place paths: every row of every table that says where it is, all moves at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat, Substr

from lianxin.kernel.places import tree
from lianxin.kernel.places.levels import STATISTICAL
from lianxin.kernel.places.models import Alias, Place
from lianxin.kernel.places.nodes import Node, Tree
from lianxin.kernel.places.paths import PathField, is_under, under
from lianxin.kernel.places.planning import moved

MOST_RANGES = 200  # SQLite parses a longer chain of OR too deeply


def path_columns() -> list[tuple[type[models.Model], PathField]]:
    """Every column of the project that follows the tree: each ``PathField`` but the historic ones and our own."""
    found: list[tuple[type[models.Model], PathField]] = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == "places" or model._meta.proxy or not model._meta.managed:
            continue
        columns = [field for field in model._meta.local_concrete_fields if isinstance(field, PathField)]
        found += [(model, field) for field in columns if not field.historic]
    return found


def rewrite_columns(moves: Mapping[str, str]) -> int:
    """Apply old path → new path to every table of the project; returns the rows that were rewritten.

    All moves happen at once, so two places may exchange their paths. A model with a uniqueness over its path
    (kept facts, for example) offers a class method ``rewrite_places(moves) -> int``, which is called instead.
    """
    if not moves:
        return 0
    with transaction.atomic():
        return sum(_rewrite(model, field, moves) for model, field in path_columns())


def _rewrite(model: type[models.Model], field: PathField, moves: Mapping[str, str]) -> int:
    own = getattr(model, "rewrite_places", None)
    if own is not None:
        return int(own(moves))
    # a plain QuerySet: moving a place is nobody's view, so it has no actor and no scope
    rows: models.QuerySet[Any] = models.QuerySet(model).filter(_touched(field.name, moves))
    return rows.update(**{field.name: _mapped(field, moves)})


def _touched(name: str, moves: Mapping[str, str]) -> Q:
    """The ranges that the moves speak of, without those inside another one."""
    tops: list[str] = []
    for old in sorted(moves):
        if not tops or not is_under(old, tops[-1]):
            tops.append(old)
    if len(tops) > MOST_RANGES:
        tops = sorted({top.split(".")[0] + "." for top in tops})
    condition = Q(pk__in=[])
    for top in tops:
        condition |= under(name, top)
    return condition


def _mapped(field: PathField, moves: Mapping[str, str]) -> Case:
    """The deepest moved ancestor decides, so the longest old path is asked first."""
    cases = [
        When(under(field.name, old), then=Concat(Value(moves[old]), Substr(F(field.name), len(old) + 1)))
        for old in sorted(moves, key=len, reverse=True)
    ]
    return Case(*cases, default=F(field.name), output_field=PathField(max_length=field.max_length))


def relocate(known: Tree, moves: Mapping[str, str], new_codes: Mapping[int, str], on: date) -> int:
    """Move places with all that is below them, and every row of the project with them.

    ``known``: the tree before the moves. ``new_codes``: place id → new code. The codes of grids below a community
    that takes a new code follow it. Old paths and codes become aliases. Returns the rows rewritten elsewhere.
    """
    rows = [node for node in known.by_path.values() if moved(node.path, moves) != node.path or node.id in new_codes]
    if not rows:
        return 0
    coded = {**_codes_below(known, new_codes), **new_codes}
    with transaction.atomic():
        # through a path of nobody, because two places may exchange theirs and a path is unique at every moment
        for step in ("away", "home"):
            for node in rows:
                path = moved(node.path, moves) if step == "home" else f"moving-{node.id}."
                Place.objects.filter(pk=node.id).update(path=path, code=coded.get(node.id, node.code))
        Alias.objects.bulk_create(
            [alias for node in rows for alias in _old_words(node, moves, coded, on)], ignore_conflicts=True
        )
        tree.touch()
        return rewrite_columns(moves)


def _codes_below(known: Tree, new_codes: Mapping[int, str]) -> dict[int, str]:
    answer = {}
    for place_id, code in new_codes.items():
        node = known.by_id[place_id]
        for lower in known.descendants(node.path, closed=True):
            if lower.level not in STATISTICAL and lower.code.startswith(node.code):
                answer[lower.id] = code + lower.code[len(node.code) :]
    return answer


def _old_words(node: Node, moves: Mapping[str, str], coded: Mapping[int, str], on: date) -> list[Alias]:
    words = []
    if moved(node.path, moves) != node.path and node.is_open:
        words.append(Alias(place_id=node.id, kind="path", value=node.path, valid_to=on))
    if coded.get(node.id, node.code) != node.code:
        words.append(Alias(place_id=node.id, kind="code", value=node.code, valid_to=on))
    return words
