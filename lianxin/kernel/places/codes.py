"""What a division code says by itself: GB/T 2260, the 12-digit statistical code (COD-01, COD-02), grids (GRD-12)."""

import re
from dataclasses import dataclass

from lianxin.kernel.places.levels import Level

MANGLED = re.compile(r"\A\d(?:\.\d+)?[eE]\+?\d+\Z")
LOCAL = re.compile(r"\A[0-9A-Za-z][0-9A-Za-z-]{0,18}\Z")


@dataclass(frozen=True, slots=True)
class Code:
    """``full`` is the stored code, ``segment`` its part of the path, ``parent`` the full code one step up.

    ``level`` is ``None`` for a province, which stands above the tree; ``parent`` is ``""`` for a city.
    """

    full: str
    segment: str
    level: Level | None
    parent: str


def cleaned(value: object) -> str:
    """A code as text: spreadsheets hand over ``150102001001.0`` and ``'150102``; both are meant as digits."""
    words = str(value if value is not None else "").strip().lstrip("'").strip()
    return words.split(".")[0] if re.fullmatch(r"\d+\.0+", words) else words


def read(value: object) -> Code | None:
    """The code in its parts, from 2, 4, 6, 9, 12, 15 or 18 digits; ``None`` when it is not such a code."""
    digits = cleaned(value)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (2, 4, 6, 9, 12, 15, 18):
        return None
    if digits.startswith("0"):
        return None
    if len(digits) > 12:
        return _grid(digits)
    return _statistical(digits.ljust(12, "0"))


def padded(value: object) -> str:
    """The stored form of a code: padded to 12 digits, or as it stands when it is a city's own code."""
    code = read(value)
    return code.full if code else cleaned(value)


def _statistical(full: str) -> Code:
    if full[9:] != "000":
        # without a county (东莞) the street's first six digits are the city's own
        return Code(full, full, Level.COMMUNITY, full[:9] + "000")
    if full[6:9] != "000":
        return Code(full, full[:9], Level.STREET, full[:6] + "000000")
    if full[4:6] != "00":
        return Code(full, full[:6], Level.COUNTY, full[:4] + "00000000")
    if full[2:4] != "00":
        return Code(full, full[:6], Level.CITY, "")
    return Code(full, "", None, "")


def _grid(digits: str) -> Code | None:
    community = _statistical(digits[:12])
    if community.level != Level.COMMUNITY or digits[12:15] == "000":
        return None
    grid = Code(digits[:15], f"G{digits[12:15]}", Level.GRID, community.full)
    if len(digits) == 15 or digits[15:] == "000":
        return grid
    return Code(digits, f"M{digits[15:]}", Level.MICRO_GRID, grid.full)
