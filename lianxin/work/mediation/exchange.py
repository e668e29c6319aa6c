"""Mediators in by spreadsheet; the register and the statistics table out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.exchange.cells import BadCell, Cell, to_text
from lianxin.kernel.exchange.columns import Column, Layout
from lianxin.kernel.exchange.imports import Counts
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.exchange.offered import Sheet
from lianxin.kernel.exchange.taking import Report, take
from lianxin.kernel.places import tree
from lianxin.kernel.words import N_
from lianxin.work.mediation.actions.register import save_body, save_mediator
from lianxin.work.mediation.models import Body, Mediator
from lianxin.work.mediation.queries.disputes import top_types
from lianxin.work.mediation.words import BODY_KINDS, FORMS, LANGUAGES, MEDIATOR_KINDS

NAME = "mediation.mediators"


def several(words: dict[str, str]) -> Any:
    """A cell with several words of a list, split by 、 or a comma; a word that is not known refuses the row."""
    known = {label: code for code, label in words.items()}

    def parse(cell: Cell) -> list[str] | None:
        text = to_text(cell)
        if not text:
            return None
        told = [part.strip() for part in text.replace("，", "、").replace(",", "、").replace("；", "、").split("、")]
        unknown = [word for word in told if word and word not in known]
        if unknown:
            raise BadCell(N_("没有认出：%(words)s。"), words="、".join(unknown))
        return [known[word] for word in told if word]

    return parse


def place_of(actor: Actor) -> Any:
    """A cell with a place's code or name, inside the actor's territory."""

    def parse(cell: Cell) -> str:
        text = to_text(cell) or ""
        node = tree.find(text) or next(iter(tree.current().named(text, "")), None)
        if node is None:
            raise BadCell(N_("没有认出这个地点。"))
        if not actor.may("mediation.mediators", node.path):
            raise BadCell(N_("这个地点不在您的范围内。"))
        return node.path

    return parse


def layout(actor: Actor) -> Layout:
    return Layout(
        NAME,
        (
            Column("name", N_("姓名"), ("调解员", "说事人"), required=True, max_length=40),
            Column("place_path", N_("服务区域"), ("所在社区", "区域", "社区"), parse=place_of(actor), required=True),
            Column(
                "kind",
                N_("身份"),
                ("类别", "人员类别"),
                choices={label: code for code, label in MEDIATOR_KINDS.items()},
                required=True,
            ),
            Column("forms", N_("调解方式"), ("方式",), parse=several(FORMS)),
            Column("fields", N_("擅长"), ("擅长类型", "领域"), parse=several(top_types())),
            Column("languages", N_("语言"), parse=several(LANGUAGES)),
            Column("hours", N_("服务时间"), ("时间",), max_length=80),
            Column("phone", N_("电话"), ("联系电话", "手机"), mask="phone", max_length=30),
            Column("body", N_("所在组织"), ("工作室", "调解组织", "联盟"), max_length=80),
            Column("body_kind", N_("组织类别"), choices={label: code for code, label in BODY_KINDS.items()}),
            Column("intro", N_("简介"), ("备注",), max_length=200),
        ),
        identity=("name", "place_path"),
    )


class Taking:
    """Adds and changes mediators; a body named in a row is made when its area has none of the name."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.notes: list[str] = []

    def apply(self, rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts:
        became = [self._take(row) for row in rows]
        return Counts(became.count("created"), became.count("changed"), became.count("unchanged"))

    def _take(self, row: dict[str, Any]) -> str:
        known = Mediator.objects.filter(name=row["name"], place_path=row["place_path"]).first()
        facts = {
            key: row[key]
            for key in ("kind", "forms", "fields", "languages", "hours", "intro")
            if row.get(key) is not None
        }
        if known is not None and not row.get("body") and not row.get("phone") and self._same(known, facts):
            return "unchanged"
        body = self._body(row)
        bodies = {*(known.bodies.all() if known else ()), *([body] if body else ())}
        save_mediator(
            actor=self.actor,
            mediator=known,
            place_path=row["place_path"],
            name=row["name"],
            phone=row.get("phone"),
            bodies=bodies,
            **facts,
        )
        return "changed" if known else "created"

    def _same(self, known: Mediator, facts: dict[str, Any]) -> bool:
        codes = {"forms": known.form_codes, "fields": known.field_codes, "languages": known.language_codes}
        return all(codes.get(key, getattr(known, key)) == value for key, value in facts.items())

    def _body(self, row: dict[str, Any]) -> Body | None:
        if not row.get("body"):
            return None
        found = Body.objects.filter(name=row["body"], place_path=row["place_path"]).first()
        return found or save_body(
            actor=self.actor, place_path=row["place_path"], name=row["body"], kind=row.get("body_kind") or "studio"
        )


def import_mediators(path: Path, *, actor: Actor, dry_run: bool = False) -> Report:
    """A register of mediators from a file; the same file again changes nothing."""
    taking = Taking(actor)
    return take(path, layout(actor), actor=actor, apply=taking.apply, notes=taking.notes, dry_run=dry_run)


SHEETS = (
    Sheet(
        NAME,
        N_("导入调解员名册"),
        "mediation.mediators",
        layout,
        lambda actor, run: Taking(actor),
        lead=N_("一行一位调解员。同一区域同名的算同一位，会更新，不会重复。"),
        back="mediation:mediators",
    ),
)

STATISTICS = (
    Column("label", N_("项目")),
    Column("registered", N_("登记件数"), kind="int"),
    Column("parties", N_("当事人"), kind="int"),
    Column("mediated", N_("调解终结"), kind="int"),
    Column("agreed", N_("达成协议"), kind="int"),
    Column("written", N_("其中书面"), kind="int"),
    Column("oral", N_("其中口头"), kind="int"),
    Column("failed", N_("没有调成"), kind="int"),
    Column("amount", N_("成功涉及金额（元）"), kind="decimal"),
)
