"""Matters in bulk: two years of them, nine tenths closed, written past the actions because nobody waits for them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from bench.city import City
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.models import NO_HURRY, Event, Matter
from lianxin.kernel.matters.numbers import new_tracking_code
from lianxin.kernel.search.entries import keep
from lianxin.work.requests.models import Request

BATCH = 2000
WORDS = ("路灯不亮", "井盖破损", "噪声扰民", "占道停车", "暖气不热", "垃圾未清", "树枝挡路", "污水外溢")


def fill(city: City, size: int, seed: int = 7) -> None:
    """Writes ``size`` requests with particulars, an event each, clocks for the open ones, and the search index."""
    dice, now = random.Random(seed), timezone.now()
    for start in range(0, size, BATCH):
        rows = [_matter(n, city, dice, now) for n in range(start, min(start + BATCH, size))]
        made = Matter.objects.unscoped(reason="bench").bulk_create(rows)
        Request.objects.bulk_create([Request(matter=m, text=f"{m.title}，请派人看看。") for m in made])
        Event.objects.bulk_create(
            [Event(matter=m, at=m.opened_at, move="open", to_state=m.state, actor_kind="anonymous") for m in made]
        )
        Deadline.objects.bulk_create(_clocks(made))
        keep("matter", [(m.pk, f"{m.number} {m.title}") for m in made])


def _matter(n: int, city: City, dice: random.Random, now: datetime) -> Matter:
    path, opened = dice.choice(city.communities), now - timedelta(minutes=dice.randrange(60 * 24 * 730))
    is_open = dice.random() < 0.1
    if is_open:
        opened = now - timedelta(minutes=dice.randrange(60 * 24 * 12))
    due = opened + timedelta(days=dice.randrange(3, 12)) if is_open else None
    state = dice.choice(["received", "handling", "routed"]) if is_open else "closed"
    county = int(path.split(".")[1][-2:]) - 1
    holder = city.handlers[county] if state != "received" else city.units[".".join(path.split(".")[:3]) + "."]
    return Matter(
        number=f"SQ-{path.split('.')[1]}-B-{n:07d}",
        tracking_code=new_tracking_code(),
        kind="request",
        state=state,
        title=f"{dice.choice(WORDS)}（{n}）",
        place_path=path,
        holder=holder,
        category=dice.choice(city.categories),
        channel=dice.choice(["snap", "hotline", "desk"]),
        opened_at=opened,
        due_at=due,
        attention_at=due or NO_HURRY,
        closed_at=None if is_open else opened + timedelta(days=dice.randrange(1, 20)),
        outcome="" if is_open else "solved",
    )


def _clocks(made: list[Matter]) -> Iterator[Deadline]:
    for matter in made:
        if matter.due_at:
            yield Deadline(
                matter=matter,
                name="handle",
                unit="wday",
                amount=5,
                started_at=matter.opened_at,
                due_at=matter.due_at,
                target_at=matter.due_at,
            )
