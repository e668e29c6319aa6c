"""Numbers as a newspaper prints them: rounded down, and marked so. Pure."""

from __future__ import annotations

from decimal import Decimal

WAN = 10_000
YI = 100_000_000
EXACT_BELOW = 100


def rounded_down(number: int | Decimal) -> tuple[int, bool]:
    """Two leading figures (from 亿 on three), and whether anything was left out: 3827 → (3800, True)."""
    whole = int(number)
    if whole < EXACT_BELOW:
        return whole, whole != number
    step = 10 ** (len(str(whole)) - (2 if whole < YI else 3))
    down = whole // step * step
    return down, down != number


def newspaper(number: int | Decimal) -> str:
    """``3800余`` for 3827, ``420`` for 420, ``8.6万余`` for 86,412, ``58万``, ``1.57亿``. Without a unit."""
    down, cut = rounded_down(number)
    if down < WAN:
        return f"{down}余" if cut else str(down)
    size, word = (YI, "亿") if down >= YI else (WAN, "万")
    text = format(Decimal(down) / size, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}{word}余" if cut else f"{text}{word}"
