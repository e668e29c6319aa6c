"""Numbers that people say on the telephone, and codes that only the person who asked holds."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models import F

from lianxin.kernel.matters.models import Counter

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12


def next_number(prefix: str, place_path: str, year: int) -> str:
    """The next number of a kind in a county and year, such as ``SJ-150102-2026-00031``. Inside a transaction."""
    codes = place_path.strip(".").split(".")
    county = codes[1] if len(codes) > 1 else codes[0]
    return f"{prefix}-{county}-{year}-{_next(f'{prefix}-{county}-{year}'):05d}"


def hidden_number(prefix: str, place_path: str, year: int) -> str:
    """A number outside the sequence, for sealed matters: no gap tells that one was opened."""
    codes = place_path.strip(".").split(".")
    county = codes[1] if len(codes) > 1 else codes[0]
    return f"{prefix}-{county}-{year}-{''.join(secrets.choice(ALPHABET) for _ in range(7))}"


def reserve(prefix: str, place_path: str, year: int, count: int) -> list[str]:
    """``count`` numbers at once, for imports."""
    codes = place_path.strip(".").split(".")
    county = codes[1] if len(codes) > 1 else codes[0]
    last = _next(f"{prefix}-{county}-{year}", count)
    return [f"{prefix}-{county}-{year}-{serial:05d}" for serial in range(last - count + 1, last + 1)]


def _next(key: str, step: int = 1) -> int:
    with transaction.atomic():
        Counter.objects.get_or_create(key=key)
        Counter.objects.filter(key=key).update(value=F("value") + step)
        return Counter.objects.values_list("value", flat=True).get(key=key)


def new_tracking_code() -> str:
    """Twelve signs without look-alikes: 59 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def normal_code(typed: str) -> str:
    """What a person typed or scanned, in the form that is stored."""
    return "".join(sign for sign in typed.upper() if sign in ALPHABET)[:CODE_LENGTH]


def shown_code(code: str) -> str:
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
