"""One request of the demo city on its way, and the people concerned."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime

from lianxin.kernel.access.actor import Actor, reporter
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.models import Matter
from lianxin.work.requests import actions, queries
from lianxin.work.requests.actions.rating import Word
from lianxin.work.requests.demo.telling import Teller

Steps = Generator[float, None, None]
"""What a tale yields: the hours that pass before its next step."""


@dataclass(slots=True)
class Tale:
    """One request on its way: the matter as it now stands, the moment, the people concerned."""

    teller: Teller
    story: dict[str, str]
    matter: Matter
    at: datetime

    def desk(self, permission: str = "requests.route") -> Actor:
        found = self.teller.cast.of(self.matter.holder_id, permission) if self.matter.holder_id else None
        found = found or self.teller.cast.over(self.matter.place_path, permission, "street")
        found = found or self.teller.cast.over(self.matter.place_path, permission, "county")
        found = found or self.teller.cast.over(self.matter.place_path, permission, "city")
        if found is None:
            raise ValueError(f"nobody of the pack's people holds {permission} at {self.matter.place_path}")
        return found

    def unit(self) -> Unit:
        category = self.teller.categories[self.matter.category]
        proposed = queries.proposal(category, self.matter.place_path, self.at)
        departments = self.teller.cast.departments(self.matter.place_path)
        return proposed if proposed and proposed in departments else departments[0]

    @property
    def handler(self) -> Actor:
        found = self.teller.cast.of(self.matter.holder_id, "requests.handle") if self.matter.holder_id else None
        if found is None:
            raise ValueError(f"{self.matter.number}: nobody handles for {self.matter.holder_id}")
        return found

    @property
    def person(self) -> Actor:
        return reporter(self.matter.pk)

    def route(self) -> None:
        self.matter = actions.route(self.matter, actor=self.desk(), unit=self.unit(), at=self.at)

    def accept(self) -> None:
        self.matter = actions.accept(self.matter, actor=self.handler, at=self.at)

    def answer(self) -> None:
        self.matter = actions.answer(
            self.matter, actor=self.handler, outcome=self.story["outcome"], text=self.story["answer"], at=self.at
        )

    def rate(self, grade: str, solved: bool = True, comment: str = "") -> None:
        word = Word(solved=solved, grade=grade, contacted=grade != "unsatisfied", comment=comment)
        self.matter = actions.rate_by_code(self.matter, word, actor=self.person, at=self.at)


def handler_of(tale: Tale, unit: Unit) -> Actor:
    found = tale.teller.cast.of(unit, "requests.handle")
    if found is None:
        raise ValueError(f"nobody handles for {unit.code}")
    return found
