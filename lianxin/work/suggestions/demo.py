"""The demo city's suggestions: a call with its result, daily ones on the way, all made up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Actor
from lianxin.kernel.access.models import User
from lianxin.kernel.access.queries import actor_of
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.work.suggestions import actions, queries, rules
from lianxin.work.suggestions.actions.calling import Wanted
from lianxin.work.suggestions.actions.practising import Became
from lianxin.work.suggestions.models import Suggestion

TOPIC = "老旧小区电动车充电怎么管，请您出主意"
TALES: tuple[tuple[str, str, str, str, str], ...] = (
    ("楼下装充电棚", "电动车在楼道充电，夜里不放心。", "每个单元门口装带顶的充电棚，刷码付费。", "whole", "resident"),
    ("充电价格公示", "各小区一度电差出一倍，不知道贵在哪里。", "电价和服务费分开，贴在桩上。", "whole", "resident"),
    ("夜间错峰优惠", "下班时充电桩排队，半夜却空着。", "晚上十一点以后服务费减半。", "part", "rider"),
    ("飞线举报专线", "有人从窗口拉线充电，说了也没人管。", "设一个专门电话。", "not", "resident"),
    ("换电柜进小区", "骑手一天换两三次电池，最近的柜在三公里外。", "街道门口留两个车位放换电柜。", "whole", "rider"),
    ("充电棚装摄像头", "充电棚里丢过电池。", "在棚口装一个朝外的摄像头。", "part", "resident"),
)
DAILY: tuple[tuple[str, str, str, str], ...] = (
    ("外卖柜旁边加一排凳子", "骑手等单只能蹲着。", "写字楼外卖柜旁边加一排凳子。", "rider"),
    ("公园厕所晚点锁门", "傍晚散步的人多，厕所六点就锁。", "夏天改到晚上九点。", "resident"),
    ("早市留出轮椅通道", "早市摊位摆满，坐轮椅的过不去。", "画线留出一米二的通道。", "observer"),
    ("公交站牌写上末班车", "站牌上只有首班车。", "把末班车时间也写上。", "resident"),
)


def fill(*, actor: Actor = SYSTEM) -> int:
    """Fills the demo city; how many suggestions. Once: a city that has some is left as it is."""
    city = str(pack().get("places.city", ""))
    if not city or Suggestion.objects.unscoped(reason="demo").exists():
        return 0
    office, districts = _office(actor, city), [node.path for node in tree.children(city)] or [city]
    with audit.together():
        _call(office, city, districts)
        for n, (theme, reason, proposal, kind) in enumerate(DAILY):
            entry = actions.Entry(
                theme=theme,
                reason=reason,
                proposal=proposal,
                author_kind=kind,
                channel="web",
                place_path=districts[n % len(districts)],
                at=timezone.now() - timedelta(days=9 - 2 * n),
            )
            matter = actions.enter(entry, actor=ANONYMOUS).suggestion.matter
            if n % 2:
                actions.register(matter, actor=office, summary=f"{theme}：{proposal}")
    return len(TALES) + len(DAILY)


def _office(actor: Actor, city: str) -> Actor:
    """Somebody of the city's office, so that the demo tells who decided; else the one who fills."""
    people = [actor_of(user) for user in User.objects.select_related("unit").filter(login="city", is_active=True)]
    return next((person for person in people if person.may("suggestions.decide", city)), actor)


def _call(actor: Actor, city: str, districts: list[str]) -> None:
    now = timezone.now()
    start = now - timedelta(days=60)
    day = timezone.localdate(start)
    wanted = Wanted(
        TOPIC,
        "去年全市因电动车在楼道充电发生多起险情。怎么让大家愿意在楼下充，想听您的办法。",
        "网上直接提；也可以到社区党群服务中心说，或打热线。",
        day,
        day + timedelta(days=20),
    )
    call = actions.open_call(wanted, actor=actor, place_path=city, at=start)
    actions.publish(call.matter, actor=actor, at=start)
    for n, tale in enumerate(TALES):
        _tale(actor, call, tale, districts[n % len(districts)], start + timedelta(days=1 + 2 * n))
    actions.end(call.matter, actor=actor, text="意见已经集中，转入研究。", at=start + timedelta(days=20))
    text = "收到的建议都作了研究：能办的列入今年的改造项目，没有采纳的写明了理由。"
    actions.publish_result(call.matter, actor=actor, text=text, at=start + timedelta(days=45))


def _tale(actor: Actor, call: Any, tale: tuple[str, str, str, str, str], place: str, at: Any) -> None:
    theme, reason, proposal, decision, kind = tale
    entry = actions.Entry(
        theme=theme,
        reason=reason,
        proposal=proposal,
        place_path=place,
        channel="web",
        call=call,
        author_kind=kind,
        at=at,
    )
    matter = actions.enter(entry, actor=ANONYMOUS).suggestion.matter
    actions.register(matter, actor=actor, summary=f"{theme}：{proposal}", at=at + timedelta(days=1))
    units = list(queries.units_to_choose(place)[:1])
    if units:
        [study] = actions.send(matter, actor=actor, units=units, at=at + timedelta(days=2))
        actions.opine(study, actor=SYSTEM, opinion=decision, text="现场看过，算过账。", at=at + timedelta(days=9))
    if decision == rules.NOT:
        actions.not_adopt(
            matter,
            actor=actor,
            at=at + timedelta(days=12),
            text="现有热线已经可以受理并转消防，另设电话会分散力量，所以没有采纳。",
        )
        return
    actions.adopt(
        matter,
        actor=actor,
        decision=decision,
        at=at + timedelta(days=12),
        text="这个办法可行，先在条件具备的小区试，再逐步推开。",
    )
    if decision == rules.WHOLE:
        became = Became(rules.PROGRAMME, "measure", "老旧小区充电设施补建项目", reference="示例〔2026〕12号")
        actions.practise(
            matter,
            actor=actor,
            became=became,
            at=at + timedelta(days=30),
            text="已列入今年的补建项目，名单在街道公示栏。",
        )
