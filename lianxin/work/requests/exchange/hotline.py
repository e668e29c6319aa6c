"""Work orders from an export of the 12345 hotline: each comes once, under its own number, and waits at its desk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.clock import deadlines
from lianxin.kernel.clock.city import calendar
from lianxin.kernel.exchange.cells import BadCell, Cell, to_text
from lianxin.kernel.exchange.columns import Column, Layout
from lianxin.kernel.exchange.imports import Counts
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.matters.history import Happened, Past, keep
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.kernel.secrets.blind import blind_index
from lianxin.kernel.words import N_
from lianxin.work.requests import queries, rules
from lianxin.work.requests.flow import REQUEST
from lianxin.work.requests.models import Category, Request

NAME = "requests.hotline"
SOURCE = "12345"
CHUNK = 500


COLUMNS = (
    Column(
        "reference",
        N_("工单编号"),
        ("工单号", "编号", "诉求编号", "受理编号", "工单流水号", "流水号"),
        required=True,
        max_length=80,
    ),
    Column(
        "at",
        N_("诉求时间"),
        ("受理时间", "来电时间", "创建时间", "登记时间", "提交时间", "时间"),
        kind="datetime",
        required=True,
    ),
    Column(
        "text",
        N_("诉求内容"),
        ("内容", "问题描述", "工单内容", "来电内容", "诉求描述", "详细内容", "详情"),
        required=True,
        max_length=30_000,
    ),
    Column("title", N_("标题"), ("工单标题", "诉求标题", "主题", "事项名称"), max_length=200),
    Column("name", N_("联系人"), ("姓名", "来电人", "诉求人", "市民姓名", "反映人"), max_length=60, mask="name"),
    Column(
        "phone",
        N_("联系电话"),
        ("电话", "来电号码", "手机", "手机号", "手机号码", "联系方式"),
        max_length=40,
        mask="phone",
    ),
    Column("address", N_("诉求地点"), ("地点", "地址", "事发地址", "事发地点", "诉求地址"), max_length=200),
    Column("kind", N_("诉求类型"), ("类型", "工单类型", "诉求性质", "诉求目的"), max_length=20),
    Column("category", N_("类别"), ("诉求类别", "事项类别", "分类", "问题分类", "三级分类"), max_length=80),
    Column("due", N_("办理时限"), ("办结时限", "截止时间", "到期时间", "时限"), kind="datetime"),
)


def layout(actor: Actor) -> Layout:
    """The columns of such an export; an area outside the actor's territory is refused in its cell."""
    area = Column(
        "area",
        N_("所属区域"),
        ("区域", "所属区县", "行政区划", "所属街道", "所属社区", "属地"),
        parse=Areas(actor).cell,
    )
    return Layout(NAME, (*COLUMNS, area), identity=("reference",))


class Areas:
    """Names of places in a text → the deepest place that they speak of together."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def cell(self, cell: Cell) -> str | None:
        """For a column that must name a place of the actor's territory."""
        words = to_text(cell)
        if words is None:
            return None
        path = self.path_of(words)
        if not path:
            raise BadCell(N_("没有认出“%(area)s”是哪个区县、街道或社区。"), area=words[:40])
        if not self.is_ours(path):
            raise BadCell(N_("“%(area)s”不在您的导入范围内。"), area=words[:40])
        return path

    def is_ours(self, path: str) -> bool:
        return self.actor.may("requests.import", path)

    def path_of(self, words: str) -> str:
        """The deepest place that the words name; "" for none, or when they speak of two."""
        node = tree.find(words) if words.strip().isdigit() else None
        if node is not None:
            return node.path
        if not self._by_name:
            return ""
        named = {path for name in self._pattern.findall(words) for path in self._by_name[name]}
        weights = {path: (sum(path.startswith(other) for other in named), path.count(".")) for path in named}
        best = max(weights.values(), default=None)
        found = [path for path, weight in weights.items() if weight == best]
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for node in tree.current().descendants():
            if node.level in {"city", "county", "street", "community"}:
                for name in {node.name, node.short_name} - {""}:
                    found.setdefault(name, []).append(node.path)
        return {name: paths for name, paths in found.items() if len(name) > 1}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(name) for name in sorted(self._by_name, key=len, reverse=True)))


class Orders:
    """One run: takes the new work orders and says what could not be told from the file."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.areas = actor, Areas(actor)
        self.tally: Counter[str] = Counter()
        self.notes: list[str] = []
        self.words = pack().get("requests.emergency_words", [])
        self._desks: dict[str, Unit | None] = {}

    def apply(self, rows: Iterable[dict[str, Any]], run: ImportRun) -> Counts:
        """Writes those whose number is not known yet; a known one stays as it is here."""
        left = iter(rows)
        while chunk := list(islice(left, CHUNK)):
            known = self._known([row["reference"] for row in chunk])
            new = [row for row in chunk if row["reference"] not in known]
            self._keep(new, run)
            self.tally["created"] += len(new)
            self.tally["unchanged"] += len(chunk) - len(new)
        self.notes += [text % {"n": self.tally[key]} for text, key in self._sentences() if self.tally[key]]
        return Counts(created=self.tally["created"], unchanged=self.tally["unchanged"])

    @staticmethod
    def _sentences() -> Iterator[tuple[str, str]]:
        yield _("以前已经导入过、保持不变：%(n)d 件。"), "unchanged"
        yield _("没有写明区域、地址里也认不出，放在您自己的派单台：%(n)d 件。"), "without_place"
        yield _("类别不是现有类别的名称或代码，没有归类：%(n)d 件；原来的写法在“经过”里。"), "without_category"
        yield _("内容里有紧急情况的字眼，已标为紧急：%(n)d 件。"), "urgent"

    @staticmethod
    def _known(references: list[str]) -> set[str]:
        rows = Request.objects.unscoped(reason="exactly-once by the hotline's own number")
        return set(rows.filter(source=SOURCE, external_ref__in=references).values_list("external_ref", flat=True))

    def _keep(self, rows: list[dict[str, Any]], run: ImportRun) -> None:
        matters = keep("request", [self._past(row, run) for row in rows], actor=self.actor)
        self._start_unknown(matters)
        pairs = list(zip(matters, rows, strict=True))
        Request.objects.unscoped(reason="particulars of new matters").bulk_create(
            [_particulars(matter, row) for matter, row in pairs], batch_size=CHUNK
        )
        Contact.objects.unscoped(reason="contacts of new matters, sealed").bulk_create(
            [_contact(matter, row) for matter, row in pairs if row.get("name") or row.get("phone")], batch_size=CHUNK
        )

    def _start_unknown(self, matters: list[Matter]) -> None:
        """Live orders of a year whose holiday list is not there yet have a clock that is counted when it comes."""
        known = calendar().years
        for matter in matters:
            for clock in REQUEST.starts if matter.opened_at.year not in known else ():
                deadlines.start(
                    matter, clock.name, amount=clock.amount, unit=clock.unit, at=matter.opened_at, actor=self.actor
                )

    def _past(self, row: dict[str, Any], run: ImportRun) -> Past:
        place, category = self._place(row), self._category(row)
        is_urgent = bool(rules.emergency_words(row["text"], self.words))
        self.tally["urgent"] += is_urgent
        opened = Happened(row["at"], "open", "received", note=self._note(row, category), data={"import": run.pk})
        return Past(
            title=row.get("title") or _first_words(row["text"]),
            place_path=place,
            channel="hotline",
            lines=(opened,),
            text=f"{row['text']} {row.get('address') or ''} {row['reference']}",
            header={"category": category, "holder": self._desk(place), "urgency": "urgent" if is_urgent else "normal"},
        )

    @staticmethod
    def _note(row: dict[str, Any], category: str) -> str:
        """What the export says and no field of ours holds: the hotline's own limit (HOT-06), an unknown category."""
        told = []
        if isinstance(row.get("due"), datetime):
            due = timezone.localtime(row["due"])
            told.append(_("热线要求的办理时限：%(due)s") % {"due": f"{due:%Y-%m-%d %H:%M}"})
        if row.get("category") and not category:
            told.append(_("热线写的类别：%(category)s") % {"category": row["category"]})
        return "\n".join(told)

    def _place(self, row: dict[str, Any]) -> str:
        """The area's place, made deeper by the address; else the importer's own desk."""
        area, address = row.get("area") or "", row.get("address") or ""
        told = self.areas.path_of(address) if address else ""
        if told and told.startswith(area) and self.areas.is_ours(told):
            return told
        if area:
            return area
        self.tally["without_place"] += 1
        own = self.actor.paths("requests.import")
        return (own[0] if own else "") or str(pack().get("places.city", ""))

    def _category(self, row: dict[str, Any]) -> str:
        words = row.get("category")
        code = self._categories.get(words, "") if words else ""
        self.tally["without_category"] += bool(words) and not code
        return code

    @cached_property
    def _categories(self) -> dict[str, str]:
        """Name or code → code; of equal names a leaf goes first."""
        rows = Category.objects.filter(is_active=True).order_by("is_leaf", "-code").values_list("name", "code")
        named = dict(rows)
        return {**named, **{code: code for code in named.values()}}

    def _desk(self, place_path: str) -> Unit | None:
        if place_path not in self._desks:
            self._desks[place_path] = queries.desk_at(place_path)
        return self._desks[place_path]


def _particulars(matter: Matter, row: dict[str, Any]) -> Request:
    return Request(
        matter=matter,
        text=row["text"],
        place_words=(row.get("address") or "")[:200],
        source=SOURCE,
        external_ref=row["reference"],
        hotline_kind=row.get("kind") or "",
        is_anonymous=not (row.get("name") or row.get("phone")),
    )


def _contact(matter: Matter, row: dict[str, Any]) -> Contact:
    phone = row.get("phone") or ""
    return Contact(
        matter=matter,
        name=row.get("name") or "",
        phone=phone,
        phone_index=blind_index("matters.phone", phone) if phone else "",
    )


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line[:30] + ("…" if len(line) > 30 else "")
