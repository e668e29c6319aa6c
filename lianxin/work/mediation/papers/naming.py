"""Names for a paper: opened once, each opening written down and shown to its owner."""

from __future__ import annotations

from dataclasses import dataclass

from lianxin.kernel.access.actor import Actor
from lianxin.work.mediation.models import Chosen, Party
from lianxin.work.mediation.queries.disputes import Folder
from lianxin.work.mediation.words import SIDES

FILE, AGREEMENT = "调解卷宗", "调解协议书"


@dataclass(frozen=True)
class Named:
    """Plain names by pk."""

    parties: dict[int, str]
    phones: dict[int, str]
    mediators: dict[int, str]

    def party(self, party: Party) -> str:
        return f"{SIDES[party.side]}：{self.parties[party.pk]}"

    def mediator(self, row: Chosen | None) -> str:
        return self.mediators.get(row.pk, "") if row else ""


def opened(folder: Folder, actor: Actor, purpose: str) -> Named:
    """Opens every name of a folder for one purpose. Inside a transaction, as its last step but the writing."""
    place = folder.matter.place_path

    def read(party: Party, field: str) -> str:
        sealed = getattr(party, field)
        return sealed.reveal(actor, purpose=purpose, subject=party.subject, place_path=place) if sealed else ""

    return Named(
        parties={party.pk: read(party, "name") for party in folder.parties},
        phones={party.pk: read(party, "phone") for party in folder.parties},
        mediators={
            row.pk: row.mediator.name
            if row.mediator
            else row.name.reveal(actor, purpose=purpose, subject=folder.matter.subject, place_path=place)
            for row in folder.chosen
        },
    )
