"""What the tests of suggestions share: a suggestion at each stage, a call, and its people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from lianxin.kernel.access.actor import ANONYMOUS
from lianxin.kernel.figures.periods import ZONE
from lianxin.kernel.matters.models import Matter
from lianxin.work.suggestions import actions
from lianxin.work.suggestions.actions.calling import Wanted
from lianxin.work.suggestions.actions.practising import Became
from lianxin.work.suggestions.models import Suggestion, SuggestionCall
from tests.world import EAST

REASON = "研究后认为可行，今年就办。"
RULE = Became("rule", "norm", "河东区外卖柜设置办法", "河东政规〔2026〕3号")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def fresh(matter: Matter) -> Matter:
    found: Matter = Matter.objects.unscoped(reason="test").get(pk=matter.pk)
    return found


def told(matter: Matter) -> Suggestion:
    found: Suggestion = Suggestion.objects.unscoped(reason="test").get(pk=matter.pk)
    return found


def received(world: Any, **facts: Any) -> Matter:
    """A daily suggestion in the eastern district, by default from the web and from nobody in particular."""
    world.made += 1
    entry = {
        "theme": "外卖柜旁加凳子",
        "reason": "等单只能蹲着",
        "proposal": "加一排凳子",
        "place_path": EAST,
        "channel": "web",
        **facts,
    }
    return actions.enter(actions.Entry(**entry), actor=ANONYMOUS).suggestion.matter


def registered(world: Any, summary: str = "外卖柜旁加一排休息凳", **facts: Any) -> Matter:
    return actions.register(received(world, **facts), actor=world.actor("county"), summary=summary)


def adopted(world: Any, decision: str = "whole", **facts: Any) -> Matter:
    return actions.adopt(registered(world, **facts), actor=world.actor("county"), decision=decision, text=REASON)


def practised(world: Any, **facts: Any) -> Matter:
    matter = adopted(world, **facts)
    return actions.practise(matter, actor=world.actor("county"), became=RULE, text="已印发，下月施行。")


def call(world: Any, *, days: int = 20, is_open: bool = True, moment: datetime | None = None) -> SuggestionCall:
    """A call of the eastern district that began today."""
    day = timezone.localdate(moment or timezone.now())
    wanted = Wanted("充电怎么管", "楼道充电不安全。", "网上、窗口、电话都可以。", day, day + timedelta(days=days))
    made = actions.open_call(wanted, actor=world.actor("county"), place_path=EAST, at=moment)
    if is_open:
        actions.publish(made.matter, actor=world.actor("county"), at=moment)
    return made
