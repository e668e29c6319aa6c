"""What an import of divisions would do to the tree: decided on plain values, written elsewhere. Pure.

Three ways to read a file. ``update``: rows are added and corrected, codes decide which place is meant.
``replace``: the file is a complete newer edition; inside one parent the name decides first, because renumbering
gives one village's code to the next; what is missing is closed. ``older``: the file is an edition from before
the present one; nothing is changed, its codes and names are learnt as aliases.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from lianxin.kernel.places import codes, paths
from lianxin.kernel.places.levels import Level
from lianxin.kernel.places.nodes import Node, Tree
from lianxin.kernel.places.parsing import Division
from lianxin.kernel.places.report import Remark
from lianxin.kernel.words import N_

Mode = Literal["update", "replace", "older"]
COMPARED = ("name", "short_name", "kind", "level")
IF_GIVEN = ("urban_rural_code", "lon", "lat")
MOST_CLOSED, MOST_CLOSED_SHARE = 20, 0.3


@dataclass(frozen=True, slots=True)
class Learnt:
    """An alias to write. ``path`` is the final path of its place; the place may be a new one."""

    path: str
    kind: str
    value: str
    edition: str = ""
    valid_to: date | None = None


@dataclass(slots=True)
class Plan:
    """``moves``: old path → new path. ``codes``: place id → new code. ``updates``: place id → changed fields."""

    creates: dict[str, Division] = field(default_factory=dict)
    updates: dict[int, dict[str, Any]] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    closes: list[Node] = field(default_factory=list)
    learnt: list[Learnt] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """Where a code of the file stands in the end, and which known place it is."""

    path: str
    level_rank: int
    node: Node | None


Pass = tuple[tuple[Callable[[Division, Mapping[int, Node], str | None], Node | None], str], ...]


def _exact(division: Division, free: Mapping[int, Node], _path: str | None) -> Node | None:
    return next((node for node in free.values() if (node.code, node.name) == (division.code, division.name)), None)


def moved(path: str, moves: Mapping[str, str]) -> str:
    """The path after the moves: the deepest moved ancestor decides."""
    for step in (path, *reversed(paths.ancestors(path))):
        if step in moves:
            return moves[step] + path[len(step) :]
    return path


def plan(tree: Tree, divisions: Iterable[Division], *, mode: Mode, edition: str, on: date) -> Plan:
    """The plan for divisions sorted top down, as ``parsing.parse`` gives them."""
    return _Planner(tree, mode, edition, on).run(list(divisions))


class _Planner:
    def __init__(self, tree: Tree, mode: Mode, edition: str, on: date) -> None:
        self.tree, self.mode, self.edition, self.on = tree, mode, edition, on
        self.plan = Plan()
        self.targets: dict[str, Target] = {}
        self.met: set[int] = set()
        self.file_codes: set[str] = set()
        self.repeated: set[str] = set()  # a city's own codes (G03) that stand under several parents
        self.known_aliases = {(a.place_id, a.kind, a.value, a.edition) for a in tree.aliases}

    def run(self, divisions: list[Division]) -> Plan:
        counts = Counter(division.code for division in divisions)
        self.file_codes, self.repeated = set(counts), {code for code, count in counts.items() if count > 1}
        groups: dict[tuple[int, str], list[Division]] = defaultdict(list)
        for division in divisions:
            groups[division.level.rank, self._parent_code(division)].append(division)
        for (_rank, parent), group in groups.items():
            self._group(parent, group)
        if self.mode == "replace":
            self._close({division.level for division in divisions})
        self._retire()
        return self.plan

    def _parent_code(self, division: Division) -> str:
        """The parent that the file names, or the one that the code itself tells when that is not to be found."""
        own = codes.read(division.code)
        if division.parent_told and own is not None and not self._reachable(division.parent):
            return own.parent
        return division.parent

    def _reachable(self, code: str) -> bool:
        return code in self.file_codes or self.tree.find(code) is not None

    def _group(self, parent_code: str, group: list[Division]) -> None:
        parent = self._parent(parent_code)
        if parent_code and parent is None:
            for division in group:
                self._problem(division, N_("第 %(row)s 行:找不到 %(name)s 的上级 %(parent)s。"), parent=parent_code)
            return
        top = parent.path if parent else ""
        for division, node, how in self._pairs(group, parent):
            if parent is not None and parent.level_rank >= division.level.rank:
                self._problem(division, N_("第 %(row)s 行:%(name)s 的上级 %(parent)s 不比它高。"), parent=parent_code)
            elif node is None:
                self._create(division, top)
            else:
                self._meet(division, node, how, top)

    def _parent(self, code: str) -> Target | None:
        if not code or (code in self.targets and code not in self.repeated):
            return self.targets.get(code)
        node = self.tree.find(code)
        if node is None or code in self.repeated:
            return None
        return Target(moved(node.path, self.plan.moves), _rank(node), node)

    def _pairs(self, group: list[Division], parent: Target | None) -> list[tuple[Division, Node | None, str]]:
        """Which known place each row is: the ``same``, the same that is to take a new code (``recode``), the same
        under a code that is only learnt (``alias``), or none. Sure pairs first, so that no guess takes their place.
        """
        path = parent.node.path if parent and parent.node else None if parent else ""
        siblings = [] if path is None else self.tree.children(path, closed=True)
        free = {node.id: node for node in siblings if node.level == group[0].level}
        pairs: dict[int, tuple[Node, str]] = {}
        named: Pass = ((self._by_name, "recode" if self.mode == "replace" else "alias"),)
        coded: Pass = ((self._by_code, "same"), (self._by_alias, "alias"))
        names = Counter(division.name for division in group)
        for find, how in ((_exact, "same"), *(coded + named if self.mode == "update" else named + coded)):
            for division in group:
                if division.row in pairs or (find == self._by_name and names[division.name] > 1):
                    continue
                node = find(division, free, path)
                if node is not None:
                    pairs[division.row] = node, how
                    free.pop(node.id, None)
        return [(division, *pairs.get(division.row, (None, ""))) for division in group]

    def _by_name(self, division: Division, free: Mapping[int, Node], _path: str | None) -> Node | None:
        found = [node for node in free.values() if node.name == division.name and node.is_open]
        if self.mode == "update":
            found = [node for node in found if node.code not in self.file_codes]
        return found[0] if len(found) == 1 else None

    def _by_code(self, division: Division, free: Mapping[int, Node], path: str | None) -> Node | None:
        """An open place with the code, or a closed one that has come back under its name."""
        local = codes.read(division.code) is None
        for node in free.values() if local else self.tree.by_code.get(division.code, ()):
            fits = node.code == division.code and node.level == division.level
            here = node.id in free or path is None or paths.parent_of(node.path) != path
            if fits and here and node.id not in self.met and (node.is_open or node.name == division.name):
                return node
        return None

    def _by_alias(self, division: Division, _free: Mapping[int, Node], _path: str | None) -> Node | None:
        if division.code in self.tree.by_code or codes.read(division.code) is None:
            return None
        node = self.tree.find(division.code)
        return node if node is not None and node.is_open and node.level == division.level else None

    def _create(self, division: Division, top: str) -> None:
        if self.mode == "older":
            self._problem(division, N_("第 %(row)s 行:%(name)s(%(code)s)在现行区划中没有对应的地点。"))
            return
        path = f"{top}{division.segment}."
        self.plan.creates[path] = division
        self.targets[division.code] = Target(path, division.level.rank, None)

    def _meet(self, division: Division, node: Node, how: str, top: str) -> None:
        here = moved(node.path, self.plan.moves)
        self.met.add(node.id)
        if self.mode != "older" and self._relocates(division, how, top, here):
            here = self.plan.moves[node.path] = f"{top}{division.segment}."
            self.plan.updates.setdefault(node.id, {})
        self.targets[division.code] = Target(here, division.level.rank, node)
        changes = self._changes(division, node, how)
        learnt = self._learn(division, node, how, here)
        if changes:
            self.plan.updates.setdefault(node.id, {}).update(changes)
        if not changes and not learnt and node.path not in self.plan.moves:
            self.plan.unchanged += 1

    def _relocates(self, division: Division, how: str, top: str, here: str) -> bool:
        return how == "recode" or (how == "same" and division.parent_told and paths.parent_of(here) != top)

    def _is_alias(self, node: Node, code: str) -> bool:
        return any(key[:3] == (node.id, "code", code) for key in self.known_aliases)

    def _changes(self, division: Division, node: Node, how: str) -> dict[str, Any]:
        if self.mode == "older" or how == "alias":
            return {}
        names = [*COMPARED, *(name for name in IF_GIVEN if getattr(division, name) not in ("", None))]
        changes = {name: getattr(division, name) for name in names if getattr(division, name) != getattr(node, name)}
        if not node.is_open:
            changes["valid_to"] = None
        if how == "recode":
            self.plan.codes[node.id] = division.code
        return changes

    def _learn(self, division: Division, node: Node, how: str, here: str) -> bool:
        before, older = len(self.plan.learnt), self.mode == "older"
        if how == "recode":
            self._alias(node, here, "code", node.code, "", self.on)
        elif how == "alias" and (older or not self._is_alias(node, division.code)):
            self._alias(node, here, "code", division.code, self.edition, None)
        if node.path in self.plan.moves:
            self._alias(node, here, "path", node.path, "", self.on)
        if division.name != node.name and how == "same" and older:
            self._alias(node, here, "name", division.name, self.edition, None)
        elif division.name != node.name and how == "same":
            self._alias(node, here, "name", node.name, "", self.on)
        return len(self.plan.learnt) > before

    def _alias(self, node: Node, path: str, kind: str, value: str, edition: str, valid_to: date | None) -> None:
        key = (node.id, kind, value, edition)
        if key not in self.known_aliases:
            self.known_aliases.add(key)
            self.plan.learnt.append(Learnt(path, kind, value, edition, valid_to))

    def _close(self, levels: set[Any]) -> None:
        """Close what the newer edition no longer has, with all that is below; a partial file closes nothing."""
        cities = {paths.segments(target.path)[0] for target in self.targets.values()}
        open_nodes = [
            node for node in self.tree.by_path.values()
            if node.is_open and node.level in levels and paths.segments(node.path)[0] in cities
        ]  # fmt: skip
        gone = [node for node in open_nodes if node.id not in self.met]
        if len(gone) > max(MOST_CLOSED, MOST_CLOSED_SHARE * len(open_nodes)):
            message = N_("这个版本缺少现有 %(all)s 个地点中的 %(gone)s 个,像是不完整的文件,没有停用任何地点。")
            self.plan.problems.append(Remark(0, message, {"all": len(open_nodes), "gone": len(gone)}))
            return
        closing = {node.id: node for node in gone}
        for node in gone:
            below = (lower for lower in self.tree.descendants(node.path) if lower.id not in self.met)
            closing.update((lower.id, lower) for lower in below)
        self.plan.closes = list(closing.values())
        for node in gone:
            self.plan.notes.append(
                Remark(0, N_("%(name)s(%(code)s)不在新版本里,已停用。"), {"name": node.name, "code": node.code})
            )

    def _retire(self) -> None:
        """A closed place whose code now belongs to another gives way: its path gets the day behind the code."""
        wanted = set(self.plan.creates) | set(self.plan.moves.values())
        closing = {node.id for node in self.plan.closes}
        for path in sorted(wanted):
            node = self.tree.by_path.get(path)
            if node is None or moved(path, self.plan.moves) != path:
                continue
            if node.is_open and node.id not in closing:
                self._give_up(path, node)
            else:
                self.plan.moves[path] = self._retired(path, node.valid_to or self.on)

    def _retired(self, path: str, on: date) -> str:
        answer = f"{path[:-1]}-{on:%Y%m%d}."
        while answer in self.tree.by_path:
            answer = f"{answer[:-1]}-2."
        return answer

    def _give_up(self, path: str, node: Node) -> None:
        message = N_("代码 %(code)s 现属于 %(name)s,文件里却给了另一个地点,请先改正其中之一。")
        self.plan.problems.append(Remark(0, message, {"code": node.code, "name": node.name}))
        self.plan.creates.pop(path, None)
        for old in [old for old, new in self.plan.moves.items() if new == path]:
            del self.plan.moves[old]
            self.plan.codes.pop(self.tree.by_path[old].id, None)

    def _problem(self, division: Division, message: str, **values: str) -> None:
        values = {"name": division.name, "code": division.code, **values}
        self.plan.problems.append(Remark(division.row, message, {"row": division.row, **values}))


def _rank(node: Node) -> int:
    return Level(node.level).rank
