"""The city that is measured: its places, its units, and one person at each level."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bench.people import LEVELS, PASSWORD
from lianxin.kernel.access import actions
from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.access.models import Role, Unit
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places.models import Place
from lianxin.work.requests.models import Category

COUNTIES, STREETS, COMMUNITIES = 9, 10, 12


@dataclass
class City:
    """communities: paths. units: by path. handlers: departments, one a county."""

    communities: list[str]
    units: dict[str, Unit]
    handlers: list[Unit]
    categories: list[str]


def build() -> City:
    """Writes the city; about 1,200 places."""
    places = list(_places())
    Place.objects.bulk_create(places, batch_size=500)
    actions.load_roles(pack().toml("roles"), actor=SYSTEM)
    units = {
        place.path: Unit(code=place.code, name=f"{place.name}办", kind=place.level, place_path=place.path)
        for place in places
    }
    counties = [place.path for place in places if place.level == "county"]
    handlers = [
        Unit(code=f"D{n}", name=f"第{n}城管局", kind="department", place_path=p) for n, p in enumerate(counties)
    ]
    Unit.objects.bulk_create([*units.values(), *handlers], batch_size=500)
    categories = [f"{group:02d}{leaf:02d}" for group in range(1, 9) for leaf in range(1, 9)]
    Category.objects.bulk_create(
        Category(code=code, name=f"类别{code}", unit=handlers[0], days=5) for code in categories
    )
    _people(units, handlers)
    return City([p.path for p in places if p.level == "community"], units, handlers, categories)


def _places() -> itertools.chain[Place]:
    city = "990100."
    made = [Place(path=city, code="990100000000", name="量城", level="city")]
    for c in range(1, COUNTIES + 1):
        county = f"{city}9901{c:02d}."
        made.append(Place(path=county, code=f"9901{c:02d}000000", name=f"{c}区", level="county"))
        for s in range(1, STREETS + 1):
            street = f"{county}9901{c:02d}{s:03d}."
            made.append(Place(path=street, code=f"9901{c:02d}{s:03d}000", name=f"{c}区{s}街道", level="street"))
            for m in range(1, COMMUNITIES + 1):
                code = f"9901{c:02d}{s:03d}{m:03d}"
                made.append(Place(path=f"{street}{code}.", code=code, name=f"{s}街{m}社区", level="community"))
    return itertools.chain(made)


def _people(units: dict[str, Unit], handlers: list[Unit]) -> None:
    homes = {level: next(u for u in units.values() if u.kind == level) for level in LEVELS if level != "handler"}
    homes["handler"] = handlers[0]
    roles = {role.code: role for role in Role.objects.all()}
    for level, unit in homes.items():
        user = actions.add_user(actor=SYSTEM, login=level, name=level, password=PASSWORD, unit=unit, must_change=False)
        of_unit = level == "handler"
        actions.grant(
            user,
            roles[level],
            actor=SYSTEM,
            place_path="" if of_unit else unit.place_path,
            unit=unit if of_unit else None,
        )
