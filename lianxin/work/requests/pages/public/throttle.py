"""How much one address may send and look up here; the counting itself is the page kit's."""

from lianxin.kernel.ui.throttle import MISSES, has_missed_often, is_too_much, miss, slow_down

REPORTS, REPORT_SECONDS = 60, 3600
LOOKS, LOOK_SECONDS = 120, 600

__all__ = [
    "LOOKS",
    "LOOK_SECONDS",
    "MISSES",
    "REPORTS",
    "REPORT_SECONDS",
    "has_missed_often",
    "is_too_much",
    "miss",
    "slow_down",
]
