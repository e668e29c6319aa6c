"""Windows, agents and petitions that stand at any step, for tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lianxin.kernel.access.actor import SYSTEM, reporter
from lianxin.kernel.matters.models import Matter
from lianxin.work.petitions import actions
from lianxin.work.petitions.actions.answering import Answer
from lianxin.work.petitions.models import Agent, Petition, Window
from tests.world import CITY, COMMUNITY, EAST, STREET, WEST, World

SINCE = date(2024, 1, 1)
PLACES = {"city": CITY, "county": EAST, "street": STREET, "community": COMMUNITY, "west_county": WEST}
UNIT_OF = {"city": "city", "county": "east", "street": "street", "community": "community", "west_county": "west"}
OPINION = Answer(
    opinion="supported",
    request="修好下水道",
    facts="管道堵塞属实",
    text="十日内疏通",
    basis="《城镇排水与污水处理条例》",
    issuer="河东区水务局",
    number="河东水信〔2026〕1号",
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


class Office:
    """One window and one agent at each level of the east, and one in the west."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.windows: dict[str, Window] = {}
        self.agents: dict[str, Agent] = {}
        for login, path in PLACES.items():
            unit = world.units[UNIT_OF[login]]
            level = "county" if login == "west_county" else login
            self.windows[login] = actions.save_window(
                actor=SYSTEM,
                code=f"W-{login}",
                name=f"{unit.name}代办窗口",
                level=level,
                place_path=path,
                unit=unit,
                since_on=SINCE,
            )
            self.agents[login] = actions.save_agent(
                actor=SYSTEM,
                code=f"A-{login}",
                name=f"代办{login}",
                since_on=SINCE,
                place_path=path,
                unit=unit,
                user=world.users[login],
                window=self.windows[login],
            )

    def actor(self, login: str = "community") -> Any:
        return self.world.actor(login)

    def mandate(self, **told: Any) -> actions.Mandate:
        facts = {
            "kind": "appeal",
            "claim": "请求修好下水道",
            "place_path": COMMUNITY,
            "agent": self.agents["community"],
            "read_aloud": True,
            "name": "试本人",
            "phone": "13900000000",
            **told,
        }
        return actions.Mandate(**facts)

    def petition(self, login: str = "community", **told: Any) -> Petition:
        return actions.take_mandate(self.mandate(**told), actor=self.actor(login))

    def at(self, state: str, login: str = "community", *, when: datetime | None = None, **told: Any) -> Matter:
        """A petition that stands at ``state``, reached by its agent (and its person where the law wants the person)."""
        matter: Matter = self.petition(login, at=when, **told).matter
        actor = self.actor(login)
        ways = {
            "drafted": lambda m: actions.draft(m, actor=actor, text="草稿", at=when),
            "approved": lambda m: actions.approve(m, actor=reporter(m.pk), at=when),
            "filed": lambda m: actions.file(
                m, actor=actor, office="区信访局", reference="XF2026001", channel="visit", at=when
            ),
            "routed": lambda m: actions.route(m, actor=actor, way="referred", organ="河东区水务局", at=when),
            "handling": lambda m: actions.accept(
                m, actor=actor, route="6" if told.get("kind", "appeal") == "appeal" else "", at=when
            ),
            "answered": lambda m: actions.answer(
                m,
                OPINION if told.get("kind", "appeal") == "appeal" else Answer(text="已采纳", outcome="solved"),
                actor=actor,
                at=when,
            ),
            "review": lambda m: actions.ask_review(m, actor=reporter(m.pk), text="不服", at=when),
            "reviewed": lambda m: actions.answer_review(m, OPINION, actor=actor, at=when),
            "rereview": lambda m: actions.ask_rereview(m, actor=reporter(m.pk), text="还是不服", at=when),
            "final": lambda m: actions.answer_rereview(m, OPINION, actor=actor, at=when),
        }
        for name, way in ways.items():
            if matter.state == state:
                break
            matter = way(matter)
            assert matter.state == name
        return matter
