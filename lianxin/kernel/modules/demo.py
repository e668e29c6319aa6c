"""Fills an empty database from the city pack: places, units, roles, people, and each module's words of the pack.

A pack with a table ``[demo]`` is a made-up city, and each module then adds what it has to show; a real city's has none.

The pack brings ``divisions.csv``, ``boundaries.geojson``, ``units.csv`` (code, name, kind, place, parent, phone) and
``people.csv`` (login, name, role, unit, over, signs_in). over: ``place`` (the unit's), ``unit`` (what the unit holds)
or the code of a place. signs_in: empty for people who only appear as those who acted; they have no password.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.kernel.access import actions
from lianxin.kernel.access.actor import SYSTEM, Actor
from lianxin.kernel.access.models import Role, Unit, User
from lianxin.kernel.modules import registry
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.kernel.places.boundaries import import_boundaries
from lianxin.kernel.places.divisions import import_divisions


class BrokenPack(ValueError):
    """A file of the pack names something that no other file of it brings."""


def is_empty() -> bool:
    """Whether nobody has begun to use this database."""
    return not (User.objects.exists() or Unit.objects.exists())


def load(actor: Actor = SYSTEM) -> None:
    """Brings the pack in; only into an empty database. Raises BrokenPack."""
    if not is_empty():
        raise BrokenPack(_("数据库里已经有内容，不能再装入演示城市。"))
    with transaction.atomic():
        _places(actor)
        actions.load_roles(pack().toml("roles"), actor=actor)
        _units(actor)
        _people(actor)
    steps = registry.collected("words") + (registry.collected("demo") if pack().get("demo") else [])
    for fill in steps:
        fill(actor=actor)


def logins() -> list[tuple[str, str, str]]:
    """(role, login, password) of the people of the pack who sign in, while they still have the pack's password.

    A new password begins a new epoch of sessions; to compare hashes would take seconds at every start.
    """
    password = str(pack().get("demo.password", ""))
    if not password:
        return []
    rows = User.objects.filter(login__in=_signing_in(), is_active=True, session_epoch=0)
    there = set(rows.values_list("login", flat=True))
    return [(_label(row), row["login"], password) for row in pack().rows("people") if row["login"] in there]


def login_lines() -> list[str]:
    """:func:`logins` for the terminal; the password once, because it is the same for all."""
    found = logins()
    if not found:
        return []
    lines = [f"{login:<10} {label}" for label, login, _password in found]
    return [*lines, _("以上演示账号的密码都是：%(password)s") % {"password": found[0][2]}]


def _signing_in() -> list[str]:
    return [row["login"] for row in pack().rows("people") if row.get("signs_in")]


def _label(row: dict[str, str]) -> str:
    if row["role"] == User.RESIDENT:
        return _("居民")
    role = pack().toml("roles").get(row["role"], {})
    return str(role.get("label_en" if get_language() == "en" else "label") or row["role"])


def _places(actor: Actor) -> None:
    folder, words = pack().folder, pack()
    report = import_divisions(folder / str(words.get("places.divisions", "divisions.csv")), actor=actor)
    problems = list(report.problems)
    outlines = folder / str(words.get("places.boundaries", "boundaries.geojson"))
    if outlines.exists():
        problems += import_boundaries(outlines, actor=actor, crs=str(words.get("places.crs", "wgs84"))).problems
    if problems:
        raise BrokenPack("\n".join(str(problem) for problem in problems))


def _path(code: str) -> str:
    node = tree.find(code)
    if node is None:
        raise BrokenPack(_("城市包里没有这个地点：%(code)s") % {"code": code})
    return node.path


def _units(actor: Actor) -> None:
    made: dict[str, Unit] = {}
    for row in pack().rows("units"):
        made[row["code"]] = actions.save_unit(
            actor=actor, code=row["code"], name=row["name"], kind=row["kind"], place_path=_path(row["place"]),
            parent=made[row["parent"]] if row.get("parent") else None, phone=row.get("phone", ""),
        )  # fmt: skip


def _people(actor: Actor) -> None:
    units = {unit.code: unit for unit in Unit.objects.all()}
    roles = {role.code: role for role in Role.objects.all()}
    for row in pack().rows("people"):
        is_resident = row["role"] == User.RESIDENT
        unit = None if is_resident else units[row["unit"]]
        user = actions.add_user(
            actor=actor, login=row["login"], name=row["name"], unit=unit, must_change=False,
            kind=User.RESIDENT if is_resident else User.STAFF,
            password=str(pack().get("demo.password", "")) if row.get("signs_in") else "",
        )  # fmt: skip
        if unit is not None:
            _grant(user, roles[row["role"]], unit, row["over"], actor)


def _grant(user: User, role: Role, unit: Unit, over: str, actor: Actor) -> None:
    if over == "unit":
        actions.grant(user, role, actor=actor, unit=unit)
    else:
        actions.grant(user, role, actor=actor, place_path=unit.place_path if over == "place" else _path(over))
