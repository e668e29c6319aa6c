"""Organisations in from a spreadsheet, and out to one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.exchange.cells import BadCell, Cell, to_text
from lianxin.kernel.exchange.columns import Column, Layout
from lianxin.kernel.exchange.imports import Counts
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.exchange.taking import Report, take
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.kernel.words import N_
from lianxin.registers.orgs import actions
from lianxin.registers.orgs.rules import KINDS, cleaned, kind_of, problem_of


def code_of(cell: Cell) -> str | None:
    """A valid unified social credit code; BadCell says what is wrong with another one."""
    text = to_text(cell)
    if text is None:
        return None
    code = cleaned(text)
    wrong = problem_of(code)
    if wrong:
        raise BadCell(wrong)
    return code


ORGANISATIONS = Layout(
    "orgs.organisations",
    (
        Column("name", N_("名称"), ("name", "单位名称", "企业名称", "机构名称"), required=True, max_length=120),
        Column("uscc", N_("统一社会信用代码"), ("uscc", "信用代码", "社会信用代码"), parse=code_of, required=True),
        Column("adcode", N_("登记区划代码"), ("reg_adcode", "区划代码", "行政区划代码"), max_length=12),
        Column("registered_on", N_("登记日期"), ("registered_on", "成立日期", "注册日期"), kind="date"),
        Column("address", N_("地址"), ("registered_address", "注册地址", "住所"), max_length=200),
        Column("valid_to", N_("注销日期"), ("valid_to", "吊销日期"), kind="date"),
    ),
    identity=("uscc",),
)
OUT = (
    *ORGANISATIONS.columns[:2],
    Column("kind", N_("类型"), choices={label: code for code, label in KINDS.items()}),
    Column("place", N_("区域")),
    *ORGANISATIONS.columns[3:],
)


def import_organisations(path: Path, *, actor: Actor, dry_run: bool = False) -> Report:
    """A file of organisations by their code. Needs ``orgs.manage`` wherever they are.

    One whose division is not in the tree is kept at the city that its code begins with, or at this city, and counted
    in ``Report.notes``.
    """
    taking = Taking(actor, path.stem[:60])
    return take(path, ORGANISATIONS, actor=actor, apply=taking.apply, notes=taking.notes, dry_run=dry_run)


class Taking:
    """One run: where each row belongs, and how many had no place of their own."""

    def __init__(self, actor: Actor, source: str) -> None:
        self.actor, self.source = actor, source
        self.city = str(pack().get("places.city", ""))
        self.notes: list[str] = []

    def apply(self, rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts:
        homeless: dict[str, int] = {}
        given = [self._facts(row, homeless) for row in rows]
        counts = actions.keep(given, actor=self.actor, source=self.source)
        if homeless:
            self.notes.append(
                _("登记区划不在区划树里，记在全市：%(n)d 个（%(codes)s）。")
                % {"n": sum(homeless.values()), "codes": _("、").join(sorted(homeless))}
            )
        return counts

    def _facts(self, row: dict[str, Any], homeless: dict[str, int]) -> dict[str, Any]:
        code = row.get("adcode") or ""
        node = tree.find(code) if code else None
        if node is None:
            homeless[code or "—"] = homeless.get(code or "—", 0) + 1
            node = tree.find(code[:4]) if code else None
        told = {key: value for key, value in row.items() if key not in {"adcode", "address"}}
        return {
            **told,
            "adcode": code,
            "address": row.get("address") or "",
            "kind": kind_of(row["uscc"]),
            "place_path": node.path if node else self.city,
        }
