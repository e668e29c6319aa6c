"""The tree in memory: plain values, no database, no Django models."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from pypinyin import Style, pinyin

from lianxin.kernel.places import codes, paths

WITHIN_A_COMMUNITY = frozenset({"grid", "micro_grid", "building"})


@dataclass(frozen=True, slots=True)
class Node:
    """A place as the tree holds it; the fields are those of the model ``Place``."""

    id: int
    path: str
    code: str
    name: str
    short_name: str
    level: str
    kind: str
    urban_rural_code: str
    lon: float | None
    lat: float | None
    valid_from: date | None
    valid_to: date | None

    @property
    def is_open(self) -> bool:
        return self.valid_to is None

    def is_valid(self, on: date) -> bool:
        """Whether the place exists on that day: from its first day, up to but without ``valid_to``."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class OtherWord:
    """An alias in memory. ``kind`` is code, name or path."""

    place_id: int
    kind: str
    value: str
    edition: str
    valid_from: date | None
    valid_to: date | None

    def is_valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


class Tree:
    """Every place by path, with its children, codes, names and aliases. Never changed; a new one replaces it."""

    def __init__(self, nodes: Iterable[Node], aliases: Callable[[], Iterable[OtherWord]] = tuple, token: str = ""):
        self.token = token
        self._aliases = aliases
        self.by_path = {node.path: node for node in sorted(nodes, key=lambda node: node.path)}
        self.below: dict[str, list[Node]] = defaultdict(list)
        for path, node in self.by_path.items():
            self.below[paths.parent_of(path)].append(node)

    def get(self, path: str) -> Node | None:
        """The place at a path, or the place that once had this path."""
        return self.by_path.get(path) or self._by_old_path.get(path)

    def name(self, path: str, short: bool = False) -> str:
        """The name at a path; its last code when nothing is known there; blank for the empty path."""
        node = self.get(path)
        if node is None:
            return paths.segments(path)[-1] if path else ""
        return (short and node.short_name) or node.name

    def full_name(self, path: str, top: str = "", sep: str = "") -> str:
        """The names from below ``top`` down to ``path``, e.g. 新城区海拉尔东路街道 with the city's path as top."""
        node = self.get(path)
        whole = node.path if node else path
        steps = [step for step in (*paths.ancestors(whole), whole) if step and not paths.is_under(top, step)]
        return sep.join(self.name(step) for step in steps)

    def local_name(self, path: str) -> str:
        """The name as people say it in the city: a grid's with its community's, because each has a 第一网格."""
        node, names = self.get(path), [self.name(path)]
        while node and node.level in WITHIN_A_COMMUNITY and (node := self.get(paths.parent_of(node.path))):
            names.insert(0, node.name)
        return "".join(names)

    def children(self, path: str = "", closed: bool = False) -> list[Node]:
        """The places right below a path in the order of their codes; with ``closed`` also those that ended."""
        return [node for node in self.below.get(path, ()) if closed or node.is_open]

    def descendants(self, path: str = "", level: str = "", closed: bool = False) -> list[Node]:
        """All places below a path, top down along each branch, perhaps of one level only."""
        answer: list[Node] = []
        for node in self.children(path, closed):
            if not level or node.level == level:
                answer.append(node)
            answer += self.descendants(node.path, level, closed)
        return answer

    def find(self, code: object, on: date | None = None, edition: str | None = None) -> Node | None:
        """The place that a code means, whether of 4, 6, 9 or 12 digits, a grid's, an old one or another edition's.

        ``on``: the day for which the code was written down; a place that did not exist then is not answered.
        ``edition``: prefer what the code meant in that edition. Without either an open place goes first.
        """
        value = codes.padded(code)
        if not value:
            return None
        ranked = [(self._rank_own(node, on), node) for node in self.by_code.get(value, ())]
        for alias in self._code_aliases.get(value, ()):
            node = self.by_id.get(alias.place_id)
            if node is not None:
                ranked.append((self._rank_alias(alias, node, on, edition), node))
        fitting = [(rank, node) for rank, node in ranked if rank is not None]
        if not fitting:
            return None
        best = min(rank for rank, _node in fitting)
        winners = {node.id: node for rank, node in fitting if rank == best}
        return next(iter(winners.values())) if len(winners) == 1 else None

    def named(self, name: str, under: str = "") -> list[Node]:
        """Open places with exactly this name, short name or old name, below a path."""
        found = {node.id: node for node in self._by_name.get(name.strip(), ()) if paths.is_under(node.path, under)}
        return list(found.values())

    def search(self, words: str, under: str = "", level: str = "", limit: int = 20) -> list[Node]:
        """Open places whose name holds the words, or whose pinyin initials begin with them, or with that code."""
        wanted = words.strip().lower()
        if not wanted:
            return []
        hits: list[tuple[int, int, str, Node]] = []
        for node in self.by_path.values():
            if not node.is_open or (level and node.level != level) or not paths.is_under(node.path, under):
                continue
            rank = _match(node, wanted)
            if rank is not None:
                hits.append((rank, len(node.path), node.path, node))
        return [node for _rank, _depth, _path, node in sorted(hits, key=lambda hit: hit[:3])[:limit]]

    @cached_property
    def by_id(self) -> dict[int, Node]:
        return {node.id: node for node in self.by_path.values()}

    @cached_property
    def by_code(self) -> dict[str, list[Node]]:
        answer: dict[str, list[Node]] = defaultdict(list)
        for node in self.by_path.values():
            answer[node.code].append(node)
        return answer

    @cached_property
    def aliases(self) -> list[OtherWord]:
        return list(self._aliases())

    @cached_property
    def _code_aliases(self) -> dict[str, list[OtherWord]]:
        answer: dict[str, list[OtherWord]] = defaultdict(list)
        for alias in self.aliases:
            if alias.kind == "code":
                answer[alias.value].append(alias)
        return answer

    @cached_property
    def _code_since(self) -> dict[int, date]:
        """The day on which a place took its present code, when it had another one before."""
        answer: dict[int, date] = {}
        for alias in self.aliases:
            if alias.kind == "code" and not alias.edition and alias.valid_to is not None:
                answer[alias.place_id] = max(alias.valid_to, answer.get(alias.place_id, date.min))
        return answer

    @cached_property
    def _by_old_path(self) -> dict[str, Node]:
        dated = sorted((a for a in self.aliases if a.kind == "path"), key=lambda a: a.valid_to or date.max)
        return {alias.value: self.by_id[alias.place_id] for alias in dated if alias.place_id in self.by_id}

    @cached_property
    def _by_name(self) -> dict[str, list[Node]]:
        answer: dict[str, list[Node]] = defaultdict(list)
        for node in self.by_path.values():
            if node.is_open:
                answer[node.name].append(node)
                if node.short_name and node.short_name != node.name:
                    answer[node.short_name].append(node)
        for alias in self.aliases:
            named = self.by_id.get(alias.place_id)
            if alias.kind == "name" and named is not None and named.is_open:
                answer[alias.value].append(named)
        return answer

    def _rank_own(self, node: Node, on: date | None) -> int | None:
        if on is None:
            return 1 if node.is_open else 4
        if not node.is_valid(on):
            return None
        return 1 if on >= self._code_since.get(node.id, date.min) else 3

    @staticmethod
    def _rank_alias(alias: OtherWord, node: Node, on: date | None, edition: str | None) -> int | None:
        if on is not None and not node.is_valid(on):
            return None
        if edition and alias.edition == edition:
            return 0
        if on is not None and alias.is_valid(on):
            return 2
        return 3 if node.is_open else 5


def _match(node: Node, wanted: str) -> int | None:
    """0 whole name, 1 its beginning, 2 inside it, 3 pinyin initials, 4 code; ``None`` for no match."""
    if wanted in (node.name, node.short_name):
        return 0
    if wanted in node.name:
        return 1 if node.name.startswith(wanted) else 2
    if wanted.isascii() and wanted.isalpha():
        return 3 if _begins(node.name, wanted) else None
    return 4 if wanted.isdigit() and len(wanted) > 3 and node.code.startswith(wanted) else None


def _begins(name: str, letters: str) -> bool:
    return len(letters) <= len(name) and all(
        letter in _initials(sign) for letter, sign in zip(letters, name, strict=False)
    )


@cache
def _initials(sign: str) -> str:
    """First letters of every reading of a character: 重 is found by z and by c."""
    return "".join({reading[0].lower() for reading in pinyin(sign, Style.NORMAL, heteronym=True)[0] if reading})
