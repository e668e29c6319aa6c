"""Writes of the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.kernel import search
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.exchange.imports import Counts
from lianxin.registers.orgs.models import Organisation
from lianxin.registers.orgs.queries import SEARCH

CHANGING = ("name", "kind", "place_path", "adcode", "address", "registered_on", "valid_to")


@transaction.atomic
def keep(rows: Sequence[dict[str, Any]], *, actor: Actor, source: str = "") -> Counts:
    """Writes organisations by their code: new ones, and what has changed of known ones; a key not given stays.

    rows: facts by field name, each code once. Needs ``orgs.manage`` at every place. The caller writes the audit.
    """
    for path in {row["place_path"] for row in rows}:
        actor.require("orgs.manage", path)
    everyone = Organisation.objects.unscoped(reason="the code is unique in the whole register")
    known = {org.uscc: org for org in everyone.filter(uscc__in=[row["uscc"] for row in rows])}
    new = [Organisation(**row, source=source) for row in rows if row["uscc"] not in known]
    changed = [org for row in rows if (org := known.get(row["uscc"])) and _differs(org, row)]
    everyone.bulk_create(new, batch_size=500)
    everyone.bulk_update(changed, [*CHANGING, "changed_at"], batch_size=200)
    search.index_many(SEARCH, ((org.pk, f"{org.uscc} {org.name} {org.address}") for org in [*new, *changed]))
    return Counts(len(new), len(changed), len(rows) - len(new) - len(changed))


def _differs(org: Organisation, row: dict[str, Any]) -> bool:
    """Takes the new facts over; whether there were any."""
    told = {key: row[key] for key in CHANGING if key in row and row[key] != getattr(org, key)}
    for key, value in told.items():
        setattr(org, key, value)
    if told:
        org.changed_at = timezone.now()
    return bool(told)
