"""Numbers as a newspaper prints them: rounded down, and marked so. Pure."""

from __future__ import annotations

from decimal import Decimal

WAN = 10_000
EXACT_BELOW = 100


def rounded_down(number: int | Decimal) -> tuple[int, bool]:
    """Two leading figures and whether anything was left out: 3827 → (3800, True); 420 → (420, False)."""
    whole = int(number)
    if whole < EXACT_BELOW:
        return whole, whole != number
    step = 10 ** (len(str(whole)) - 2)
    down = whole // step * step
    return down, down != number


def newspaper(number: int | Decimal) -> str:
    """``3800余`` for 3827, ``420`` for 420, ``8.6万余`` for 86,412, ``58万`` for 580,000. Without a unit."""
    down, cut = rounded_down(number)
    if down < WAN:
        return f"{down}余" if cut else str(down)
    wan = format(Decimal(down) / WAN, "f")
    wan = wan.rstrip("0").rstrip(".") if "." in wan else wan
    return f"{wan}万余" if cut else f"{wan}万"
