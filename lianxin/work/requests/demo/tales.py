"""How stories go on. Each step takes its time; where the present comes first, the request stands as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from lianxin.kernel.matters.models import Matter
from lianxin.work.requests.demo import detours as d
from lianxin.work.requests.demo import plots as p
from lianxin.work.requests.demo.tale import Steps, Tale
from lianxin.work.requests.demo.telling import Teller

Plot = Callable[[Tale], Steps]
RECENT: tuple[Plot, ...] = (
    d.untouched,
    p.usual,
    d.sent,
    p.content,
    d.waiting,
    p.usual,
    d.returned,
    d.called,
    d.asked,
    d.untouched,
    d.longer,
    p.content,
)
PLOTS: tuple[Plot, ...] = (
    p.content,
    p.fair,
    p.silent,
    p.content,
    p.again,
    d.asked,
    p.content,
    d.slow,
    d.whistled,
    d.objected,
    p.content,
    d.longer,
    p.fair,
    p.silent,
    d.twice,
    p.content,
    d.withdrawn,
    d.declined,
    p.content,
    d.at_once,
    d.upwards,
    p.fair,
    d.moved,
    p.content,
    d.late,
    p.content,
    p.silent,
    p.unsolved,
    p.content,
)
RECENT_DAYS = 9
CHANNEL_OF: dict[Plot, str] = {d.whistled: "whistle", d.called: "whistle", d.at_once: "desk", d.declined: "hotline"}


def tell_one(teller: Teller, index: int) -> Matter:
    """One request of the demo city, taken as far as the present lets it go."""
    days = _days_ago(teller, index)
    make = RECENT[index // 4 % len(RECENT)] if days < RECENT_DAYS else PLOTS[index % len(PLOTS)]
    story = teller.story(index)
    at = teller.moment(days)
    tale = Tale(teller, story, teller.open(story, at, channel=CHANNEL_OF.get(make, "")), at)
    for hours in make(tale):
        tale.at += timedelta(hours=hours * teller.chance.uniform(0.7, 1.4))
        if tale.at >= teller.now:
            break
    return tale.matter


def _days_ago(teller: Teller, index: int) -> float:
    """More of the last weeks than of the first; one in four of the last days, one in twelve of today and yesterday."""
    if index % 12 == 0:
        return teller.chance.uniform(0.02, 1.2)
    if index % 4 == 0:
        return teller.chance.uniform(0.1, RECENT_DAYS)
    return RECENT_DAYS + (teller.days - RECENT_DAYS) * teller.chance.random() ** 1.5
