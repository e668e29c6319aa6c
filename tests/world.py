"""A small made-up city for tests: two counties, their streets, units, and one person in each role.

Built with plain saves, no fixtures files. ``world.actor("street")`` is an Actor; ``world.users["street"]`` its user.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Role, RoleGrant, Unit, User
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places.models import Place
from lianxin.work.requests.actions import Entry, enter
from lianxin.work.requests.models import Category, Request

CITY = "990100."
EAST = CITY + "990102."
STREET = EAST + "990102001."
COMMUNITY = STREET + "990102001001."
GRID = COMMUNITY + "G001."
WEST = CITY + "990103."
WEST_STREET = WEST + "990103001."
WEST_COMMUNITY = WEST_STREET + "990103001001."

PLACES = {
    CITY: ("青禾市", "city"),
    EAST: ("河东区", "county"),
    STREET: ("柳荫街道", "street"),
    COMMUNITY: ("槐树社区", "community"),
    GRID: ("第一网格", "grid"),
    WEST: ("河西区", "county"),
    WEST_STREET: ("桥头街道", "street"),
    WEST_COMMUNITY: ("石榴社区", "community"),
}
UNITS = {
    "city": ("青禾市社会工作部", "city", CITY),
    "east": ("河东区社会工作部", "county", EAST),
    "street": ("柳荫街道办事处", "street", STREET),
    "community": ("槐树社区居委会", "community", COMMUNITY),
    "lights": ("河东区城市管理局", "department", EAST),
    "water": ("河东区水务局", "department", EAST),
    "west": ("河西区社会工作部", "county", WEST),
    "west_street": ("桥头街道办事处", "street", WEST_STREET),
    "west_lights": ("河西区城市管理局", "department", WEST),
    "west_community": ("石榴社区居委会", "community", WEST_COMMUNITY),
}
PEOPLE = {
    # login: (role, unit, place or None for what the unit holds)
    "city": ("city", "city", CITY),
    "county": ("county", "east", EAST),
    "street": ("street", "street", STREET),
    "community": ("community", "community", COMMUNITY),
    "grid": ("grid_worker", "community", GRID),
    "handler": ("handler", "lights", None),
    "water": ("handler", "water", None),
    "admin": ("admin", "city", CITY),
    "west_county": ("county", "west", WEST),
    "west_street": ("street", "west_street", WEST_STREET),
    "west_community": ("community", "west_community", WEST_COMMUNITY),
    "west_handler": ("handler", "west_lights", None),
}
PASSWORD = "lotus-and-9-cranes"


@dataclass
class World:
    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    made: int = 0

    def actor(self, login: str) -> Actor:
        return actor_of(User.objects.select_related("unit").get(login=login))

    def request(self, text: str = "东门口路灯不亮了", *, actor: Actor | None = None, **facts: Any) -> Request:
        """A received request in COMMUNITY, by default a snap report from nobody in particular."""
        from lianxin.kernel.access.actor import ANONYMOUS

        self.made += 1
        told = {"place_path": COMMUNITY, "channel": "snap", "category": self.categories["lamp"], **facts}
        return enter(Entry(text=text, **told), actor=actor or ANONYMOUS).request


def build() -> World:
    """Writes the world into the present database; in bulk, since a thousand tests begin with it."""
    world = World()
    Place.objects.bulk_create(
        Place(path=path, code=path.strip(".").split(".")[-1].ljust(12, "0"), name=name, level=level)
        for path, (name, level) in PLACES.items()
    )
    units = [Unit(code=c, name=name, kind=kind, place_path=path) for c, (name, kind, path) in UNITS.items()]
    world.units = {unit.code: unit for unit in Unit.objects.bulk_create(units)}
    _people(world)
    public = Category.objects.create(code="01", name="市政设施", is_leaf=False, initials="szss")
    told = {"synonyms": "灯不亮 街灯", "unit": world.units["lights"], "days": 3}
    lamp = Category(code="0101", name="路灯", parent=public, initials="ld", **told)
    pipe = Category(code="0102", name="下水道", parent=public, initials="xsd", unit=world.units["water"], days=5)
    Category.objects.bulk_create([lamp, pipe])
    world.categories = {"lamp": lamp, "pipe": pipe}
    return world


def _people(world: World) -> None:
    rows = [
        Role(code=code, label=row["label"], level=row.get("level", ""), permissions=list(row["permissions"]))
        for code, row in pack().toml("roles").items()
    ]
    roles = {role.code: role for role in Role.objects.bulk_create(rows)}
    word = _password(PASSWORD)
    people = [
        User(login=login, name=f"试{login}", password=word, unit=world.units[unit])
        for login, (_role, unit, _path) in PEOPLE.items()
    ]
    people.append(User(login="resident", name="试居民", password=word, kind=User.RESIDENT))
    world.users = {user.login: user for user in User.objects.bulk_create(people)}
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=world.users[login],
            role=roles[role],
            place_path=path or "",
            unit=None if path else world.units[unit],
        )
        for login, (role, unit, path) in PEOPLE.items()
    )


@cache
def _password(text: str) -> str:
    return make_password(text)


def many_rows_came() -> None:
    """After rows in bulk: PostgreSQL plans by what it last counted, and within a test nothing counts by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
