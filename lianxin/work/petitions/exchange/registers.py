"""Windows and agents come in whole, by their codes; the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit, User
from lianxin.kernel.exchange.cells import BadCell, is_empty
from lianxin.kernel.exchange.columns import Column, Layout
from lianxin.kernel.exchange.imports import Counts
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.exchange.taking import Report, take
from lianxin.kernel.places import tree
from lianxin.kernel.words import N_
from lianxin.work.petitions.models import LEVELS, Agent, Window

LEVEL_CODES = {
    "市级": "city",
    "市": "city",
    "旗县区": "county",
    "县级": "county",
    "县": "county",
    "区县": "county",
    "街道": "street",
    "乡镇": "street",
    "乡级": "street",
    "社区": "community",
    "村": "community",
    "村级": "community",
    "嘎查": "community",
} | {str(label): code for code, label in LEVELS}
KIND_CODES = {str(label): code for code, label in Window.KINDS} | {"窗口": Window.AGENCY, "中心": Window.CENTRE}


def place_of(raw: Any) -> str | None:
    """The path of a place code or of a name that only one place has; None for an empty cell. Raises BadCell."""
    if is_empty(raw):
        return None
    words = str(raw).strip()
    node = tree.get(words) or tree.find(words)
    named = [] if node else tree.current().named(words, "")
    if node is None and len(named) != 1:
        raise BadCell(N_("没有这个区域，或有几个同名的区域，请写代码"))
    return (node or named[0]).path


def unit_of(raw: Any) -> Unit | None:
    if is_empty(raw):
        return None
    words = str(raw).strip()
    unit = Unit.objects.filter(code=words).first() or Unit.objects.filter(name=words).first()
    if unit is None:
        raise BadCell(N_("没有这个单位"))
    return unit


def window_of(raw: Any) -> Window | None:
    if is_empty(raw):
        return None
    window = Window.objects.filter(code=str(raw).strip()).first()
    if window is None:
        raise BadCell(N_("没有这个代办窗口的代码"))
    return window


def user_of(raw: Any) -> User | None:
    if is_empty(raw):
        return None
    user = User.objects.filter(login=str(raw).strip(), kind=User.STAFF).first()
    if user is None:
        raise BadCell(N_("没有这个登录名"))
    return user


WINDOWS = Layout(
    "petitions.windows",
    (
        Column("code", N_("代码"), ("编号", "code"), required=True, max_length=40),
        Column("name", N_("名称"), ("窗口名称", "name"), required=True, max_length=80),
        Column("kind", N_("种类"), ("类型", "kind"), choices=KIND_CODES),
        Column("level", N_("层级"), ("级别", "level"), required=True, choices=LEVEL_CODES),
        Column("place_path", N_("区域"), ("区划代码", "place"), required=True, parse=place_of),
        Column("unit", N_("单位"), ("unit",), parse=unit_of),
        Column("address", N_("地址"), ("address",), max_length=120),
        Column("phone", N_("窗口电话"), ("电话", "phone"), max_length=40),
        Column("hours", N_("开放时间"), ("hours",), max_length=80),
        Column("since_on", N_("启用日期"), ("since",), kind="date", required=True),
        Column("until_on", N_("停用日期"), ("until",), kind="date"),
    ),
    identity=("code",),
)
AGENTS = Layout(
    "petitions.agents",
    (
        Column("code", N_("编号"), ("代码", "code"), required=True, max_length=40),
        Column("name", N_("姓名"), ("代办员", "name"), required=True, max_length=60),
        Column("user", N_("登录名"), ("login",), parse=user_of),
        Column("window", N_("代办窗口代码"), ("窗口代码", "window"), parse=window_of),
        Column("unit", N_("单位"), ("unit",), parse=unit_of),
        Column("place_path", N_("负责区域"), ("区域", "区划代码", "place"), required=True, parse=place_of),
        Column("phone", N_("值班电话"), ("电话", "phone"), max_length=40),
        Column("since_on", N_("上岗日期"), ("自", "since"), kind="date", required=True),
        Column("until_on", N_("离岗日期"), ("至", "until"), kind="date"),
    ),
    identity=("code",),
)


def import_windows(path: Path, *, actor: Actor, dry_run: bool = False) -> Report:
    """A file of windows and centres. Needs ``petitions.manage`` at the place of every row."""
    return take(path, WINDOWS, actor=actor, apply=_taking(Window, actor), notes=[], dry_run=dry_run)


def import_agents(path: Path, *, actor: Actor, dry_run: bool = False) -> Report:
    """A file of agents. Windows and log-ins that it names must be there."""
    return take(path, AGENTS, actor=actor, apply=_taking(Agent, actor), notes=[], dry_run=dry_run)


def _taking(model: Any, actor: Actor) -> Callable[[Iterable[dict[str, Any]], ImportRun], Counts]:
    def apply(rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts:
        known = {row.code: row for row in model.objects.all()}
        became = [_put(model, known, row, actor) for row in rows]
        audit.record(
            actor,
            f"petition.import_{model._meta.model_name}s",
            subject=f"import:{run.pk}",
            detail={"rows": len(became)},
        )
        return Counts(became.count("created"), became.count("changed"), became.count("unchanged"))

    return apply


def _put(model: Any, known: dict[str, Any], told: dict[str, Any], actor: Actor) -> str:
    facts = {name: value for name, value in told.items() if value not in {None, ""}}
    actor.require("petitions.manage", facts["place_path"])
    row = known.get(facts["code"])
    if row is None:
        known[facts["code"]] = model.objects.create(**facts)
        return "created"
    actor.require("petitions.manage", row.place_path)
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    if changed:
        row.save(update_fields=changed)
    return "changed" if changed else "unchanged"


def rows_of_windows(found: Iterable[Window]) -> Iterator[dict[str, Any]]:
    """For ``exchange.out``: the words that a reader, and the import, understands."""
    for row in found:
        yield {
            "code": row.code,
            "name": row.name,
            "kind": row.get_kind_display(),
            "level": row.get_level_display(),
            "place_path": _code(row.place_path),
            "unit": row.unit.code if row.unit else "",
            "address": row.address,
            "phone": row.phone,
            "hours": row.hours,
            "since_on": row.since_on,
            "until_on": row.until_on,
        }


def rows_of_agents(found: Iterable[Agent]) -> Iterator[dict[str, Any]]:
    for row in found:
        yield {
            "code": row.code,
            "name": row.name,
            "user": row.user.login if row.user else "",
            "window": row.window.code if row.window else "",
            "unit": row.unit.code if row.unit else "",
            "place_path": _code(row.place_path),
            "phone": row.phone,
            "since_on": row.since_on,
            "until_on": row.until_on,
        }


def _code(path: str) -> str:
    return path.rstrip(".").rpartition(".")[2]
