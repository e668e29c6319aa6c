"""Who looked at whom: the log that the person concerned may read (RULES ETH-05, 个人信息保护法 Art. 44–45)."""

import json
from dataclasses import dataclass
from datetime import datetime

from lianxin.kernel.audit.models import Entry

READ = "secret.read"
"""The action under which a sealed value is opened."""


@dataclass(frozen=True, slots=True)
class Access:
    """``purpose``: the words chosen by the reader. ``field``: what was opened, ``Model.field``."""

    seq: int
    at: datetime
    actor_kind: str
    actor_name: str
    unit_name: str
    purpose: str
    field: str


def accesses(subject: str, *, limit: int = 200) -> list[Access]:
    """Every opening of a sealed value of this subject, newest first. The caller has shown that it is theirs."""
    if not subject:
        return []
    entries = Entry.objects.unscoped(reason="the person's own view of who read their contact")
    found = entries.filter(subject=subject, action=READ).order_by("-seq")[:limit]
    return [_access(entry) for entry in found]


def _access(entry: Entry) -> Access:
    detail = json.loads(entry.detail)
    return Access(
        seq=entry.seq,
        at=entry.at,
        actor_kind=entry.actor_kind,
        actor_name=entry.actor_name,
        unit_name=entry.unit_name,
        purpose=str(detail.get("purpose", "")),
        field=str(detail.get("field", "")),
    )
