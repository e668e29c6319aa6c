"""Phone numbers and citizen ID numbers: cleaned and checked. No Django here."""

import re
import unicodedata
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_ID = re.compile(r"[1-9][0-9]{16}[0-9X]")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ABROAD = re.compile(r"(?:(?:\+|00)86|86(?=1[3-9][0-9]{9}\Z))([0-9]{8,12})")
_AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
LANDLINE = re.compile(rf"({_AREA})?([2-9][0-9]{{6,7}})")


def plain(text: str) -> str:
    """Full-width characters made half-width, upper case, without spaces, dashes, dots and brackets."""
    return re.sub(r"[\s\-‐‑–—―·.()_]+", "", unicodedata.normalize("NFKC", text)).upper()


def plain_phone(text: str) -> str:
    """``＋86 138-0013-8000`` → ``13800138000``, ``+86 471 496 1234`` → ``04714961234``."""
    number = plain(text)
    found = _ABROAD.fullmatch(number)
    if not found:
        return number
    return found[1] if found[1].startswith("0") or _MOBILE.fullmatch(found[1]) else f"0{found[1]}"


def is_mobile(text: str) -> bool:
    return bool(_MOBILE.fullmatch(plain_phone(text)))


def is_landline(text: str) -> bool:
    """Seven or eight digits, with or without an area code (``0471-4961234``)."""
    return bool(LANDLINE.fullmatch(plain_phone(text)))


def is_phone(text: str) -> bool:
    return is_mobile(text) or is_landline(text)


def is_id_number(text: str) -> bool:
    """GB 11643-1999: 18 characters, a date of birth that exists, and the check character (ISO 7064 MOD 11-2)."""
    number = plain(text)
    if not _ID.fullmatch(number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return number[17] == _CHECK[sum(w * int(d) for w, d in zip(_WEIGHTS, number, strict=False)) % 11]
