"""Who acts in the demo city: one person of each unit, with exactly the rights that this person has."""

from __future__ import annotations

from functools import cache

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit, User
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.places.paths import ancestors


class Cast:
    """Looks people up once; a unit without people has nobody who could act for it."""

    def __init__(self) -> None:
        people = User.objects.filter(kind=User.STAFF, unit__isnull=False).select_related("unit").order_by("pk")
        self._people = list(people)
        self.units = {unit.pk: unit for unit in Unit.objects.filter(is_active=True).order_by("place_path", "code")}
        self._actor = cache(actor_of)

    def of(self, unit: Unit | int, permission: str) -> Actor | None:
        """A person of the unit who holds the permission somewhere."""
        pk = unit if isinstance(unit, int) else unit.pk
        for person in self._people:
            if person.unit_id == pk and self._actor(person).holds(permission):
                return self._actor(person)
        return None

    def over(self, place_path: str, permission: str, kind: str) -> Actor | None:
        """A person who holds the permission at the place, of a unit of this kind."""
        above = {place_path, *ancestors(place_path)}
        for person in self._people:
            unit = person.unit
            if unit and unit.kind == kind and unit.place_path in above:
                actor = self._actor(person)
                if actor.may(permission, place_path):
                    return actor
        return None

    def departments(self, place_path: str) -> list[Unit]:
        """Departments that answer for a place and have somebody to answer."""
        above = {place_path, *ancestors(place_path)}
        return [
            unit
            for unit in self.units.values()
            if unit.kind == "department" and unit.place_path in above and self.of(unit, "requests.handle")
        ]
