"""Place paths: dotted codes with a trailing dot, city first, so that a subtree is one range of the index.

``150100.150102.150102001.150102001001.G003.M012.`` is micro-grid 12 of grid 3 of a community. The empty path
is the whole installation. Everything below a path ``p`` is ``p <= value < p + "~"``, which needs byte order:
SQLite has it by default, and :class:`PathField` asks PostgreSQL for the C collation.
"""

import re
from typing import TYPE_CHECKING, Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from lianxin.kernel.places.levels import Level

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:
    _CharField = models.CharField

AFTER_ALL = "~"  # sorts after every character that a code may hold
PATH = re.compile(r"\A(?:[0-9A-Za-z][0-9A-Za-z-]*\.)*\Z")
SEGMENT = re.compile(r"\A[0-9A-Za-z][0-9A-Za-z-]*\Z")


class PathField(_CharField):
    """A column that holds a place path.

    The C collation is taken from the connection and not written into migrations, so both databases share them.
    A split, merger or move rewrites every ``PathField`` of the project (see ``changes.py``), except one with
    ``historic=True``: a record of the past, which keeps the path that was true when it was written.
    For an index use ``Meta.indexes``: ``db_index=True`` would make a second, needless one on PostgreSQL.
    """

    default_validators = [RegexValidator(PATH)]

    def __init__(self, *args: Any, historic: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 160)
        self.historic = historic
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def under(field: str, path: str) -> Q:
    """Rows whose ``field`` is ``path`` or below it; for the empty path every row, as a Q that survives ``|``."""
    if not path:
        return ~Q(pk__in=[])
    _require_whole(path)
    return Q(**{f"{field}__gte": path, f"{field}__lt": path + AFTER_ALL})


def is_under(path: str, prefix: str) -> bool:
    """Whether ``path`` is ``prefix`` or below it. Everything is under the empty path."""
    if prefix:
        _require_whole(prefix)
    return path.startswith(prefix)


def segments(path: str) -> list[str]:
    """The codes of a path, city first: ``"150100.150102."`` → ``["150100", "150102"]``."""
    return path.split(".")[:-1]


def parent_of(path: str) -> str:
    """The path one step up; the empty path for a city."""
    return path[: path.rfind(".", 0, -1) + 1]


def ancestors(path: str) -> list[str]:
    """The paths above ``path``, city first, without ``path`` itself and without the empty path."""
    codes = segments(path)[:-1]
    return ["".join(f"{code}." for code in codes[: end + 1]) for end in range(len(codes))]


def level_of(path: str) -> str:
    """The :class:`Level` that a path's last code names, ``""`` for the empty path.

    Told by the code, not by the depth: a city without counties has its streets right below it.
    """
    codes = [code.split("-")[0] for code in segments(path)]  # what follows a dash is the day of a retired code
    if not codes:
        return ""
    if len(codes) == 1:
        return Level.CITY
    by_length = {6: Level.COUNTY, 9: Level.STREET, 12: Level.COMMUNITY}
    if codes[-1].isdigit() and len(codes[-1]) in by_length:
        return by_length[len(codes[-1])]
    by_letter = {"G": Level.GRID, "M": Level.MICRO_GRID, "B": Level.BUILDING}
    if codes[-1][0] in by_letter:
        return by_letter[codes[-1][0]]
    local = sum(not (code.isdigit() and len(code) in by_length) for code in codes)
    return (Level.GRID, Level.MICRO_GRID, Level.BUILDING)[min(local, 3) - 1]


def _require_whole(path: str) -> None:
    if not path.endswith("."):
        raise ValueError(f"a place path ends with a dot: {path!r}")
