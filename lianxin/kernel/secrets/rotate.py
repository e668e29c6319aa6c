"""A new key, and everything sealed anew under it, while the program runs."""

from dataclasses import dataclass, field

from django.apps import apps
from django.apps.registry import Apps
from django.db import transaction

from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.audit import record
from lianxin.kernel.secrets.columns import Column, filled, sealed_columns
from lianxin.kernel.secrets.keys import Key, KeyFileLost, begin_rotation, end_rotation
from lianxin.kernel.secrets.sealed import Sealed
from lianxin.kernel.secrets.suites import Tampered


@dataclass(slots=True)
class Rotated:
    """``unopened``: ``app.model.field:pk`` of tokens that no key opens; while there is one, no old key retires."""

    key_id: str
    resealed: int = 0
    unopened: list[str] = field(default_factory=list)


def rotate(batch: int = 500, *, actor: Actor = SYSTEM, registry: Apps = apps) -> Rotated:
    """Make a new active key, seal every column anew in batches, retire the old key.

    Stopped in the middle, the next call goes on where it was. Rows that others change meanwhile are left to them.
    """
    active = begin_rotation().active
    done = Rotated(active.id)
    while _pass(active, batch, done, registry):
        pass  # once more: a writer that had read the key file before us may have sealed under the old key
    if not done.unopened:
        end_rotation()
    with transaction.atomic():
        detail = {"key": active.id, "resealed": done.resealed, "unopened": len(done.unopened)}
        record(actor, "secrets.rotate", detail=detail)
    return done


def _pass(active: Key, batch: int, done: Rotated, registry: Apps) -> int:
    """Number of rows sealed anew in one walk through every column."""
    before = done.resealed
    done.unopened.clear()
    for column in sealed_columns(registry):
        _reseal(column, active, batch, done)
    return done.resealed - before


def _reseal(column: Column, active: Key, batch: int, done: Rotated) -> None:
    rows = filled(column).exclude(token__startswith=f"{active.suite.name}:{active.id}:").order_by("pk")
    page = list(rows.values_list("pk", "token")[:batch])
    while page:
        with transaction.atomic():
            for pk, token in page:
                _reseal_one(column, pk, token, done)
        page = list(rows.filter(pk__gt=page[-1][0]).values_list("pk", "token")[:batch])


def _reseal_one(column: Column, pk: object, token: str, done: Rotated) -> None:
    field_ = column[1]
    try:
        anew = Sealed(token, field_.context).resealed()
    except (Tampered, KeyFileLost):
        done.unopened.append(f"{field_.context}:{pk}")
        return
    done.resealed += filled(column).filter(pk=pk, token=token).update(**{field_.attname: anew})
