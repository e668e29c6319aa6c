"""The page that a party opens by its own code, and the door for residents."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from lianxin.work.mediation import actions
from lianxin.work.mediation.models import Chosen, Dispute, Party
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.tests.made import TERMS, fresh, mediating, mediator, opened, ready
from tests.signed_in import client_of
from tests.world import COMMUNITY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_misses() -> None:
    cache.clear()


def act(party: Party, verb: str, client: Any = None, **data: str) -> Any:
    return (client or client_of(None)).post(reverse("mediation:party_act", args=[party.code, verb]), data)


def page(party: Party) -> str:
    return client_of(None).get(reverse("mediation:party", args=[party.code])).content.decode()


def applied(**more: str) -> dict[str, str]:
    return {"text": "楼上漏水", "name": "试申请人", "phone": "13900000011", "other": "试楼上", "place": COMMUNITY,
            "client_key": "key-of-a-phone-1", **more}  # fmt: skip


def test_a_resident_applies_and_gets_an_own_code(world: Any) -> None:
    client = client_of(None)
    answer = client.post(reverse("mediation:apply"), applied())
    first, second = queries.parties(Dispute.objects.unscoped(reason="test").get().matter)
    assert answer.headers["Location"] == reverse("mediation:party", args=[first.code])
    assert (first.side, second.side) == ("applicant", "respondent")
    again = client.post(reverse("mediation:apply"), applied())
    assert again.headers["Location"] == answer.headers["Location"]
    assert Dispute.objects.unscoped(reason="test").count() == 1


@pytest.mark.parametrize("wrong", [{"text": ""}, {"place": "没有这里"}, {"phone": "12"}, {"other": ""}])
def test_a_wrong_application_is_explained(world: Any, wrong: dict[str, str]) -> None:
    assert client_of(None).post(reverse("mediation:apply"), applied(**wrong)).status_code == 422
    assert not Dispute.objects.unscoped(reason="test").exists()


def test_a_party_agrees_and_the_others_answer_is_seen_without_a_name(world: Any) -> None:
    one, two = queries.parties(opened(world))
    assert act(one, "agree").status_code == 302
    assert queries.parties(one.matter)[0].consent == "agreed"
    text = page(two)
    assert "同意调解" in text
    assert "试甲" not in text


def test_a_party_refuses_and_reads_its_other_routes(world: Any) -> None:
    one, two = queries.parties(opened(world))
    act(two, "refuse")
    assert "起诉" in page(one)
    assert "法律援助" in page(one)
    assert fresh(one.matter).state == "closed"


@pytest.mark.parametrize("who", ["community", "city", "admin", "handler"])
def test_staff_are_refused_with_the_right_code(world: Any, who: str) -> None:
    party = queries.parties(opened(world))[0]
    for verb in ("agree", "refuse", "choose", "say", "confirm"):
        assert act(party, verb, client_of(world.users[who])).status_code == 403
    assert queries.parties(party.matter)[0].consent == "asked"
    assert (
        "<form"
        not in client_of(world.users[who])
        .get(reverse("mediation:party", args=[party.code]))
        .content.decode()
        .split("</header>")[1]
        .split("<footer")[0]
    )


def test_a_party_chooses_on_the_menu_and_off_it(world: Any) -> None:
    mediator("试老周", intro="爱听人把话说完")
    one, two = queries.parties(opened(world))
    assert "爱听人把话说完" in page(one)
    pk = str(queries_menu(one)[0].pk)
    act(one, "choose", mediator=pk)
    act(two, "choose", name="试二叔")
    chosen = Chosen.objects.unscoped(reason="test").order_by("pk")
    assert [(row.mediator is not None, row.party_id) for row in chosen] == [(True, one.pk), (False, two.pk)]
    assert act(one, "choose").status_code == 422
    assert act(one, "choose", mediator="99999").status_code == 422


def queries_menu(party: Party) -> list[Any]:
    from lianxin.work.mediation.queries import register

    return register.menu(party.matter)


def test_a_party_asks_for_recusal(world: Any) -> None:
    matter = ready(world)
    party = queries.parties(matter)[1]
    chosen = queries.standing_mediators(matter)[0]
    assert act(party, "recuse", chosen=str(chosen.pk)).status_code == 302
    assert queries.standing_mediators(matter) == []


def test_a_party_confirms_the_record_and_says_the_last_word(world: Any) -> None:
    staff, matter = world.actor("community"), mediating(world)
    one, two = queries.parties(matter)
    actions.meet(matter, actor=staff, on_at=timezone.now(), place_words="社区")
    session = queries.sessions(matter)[0]
    assert "请核对笔录" not in page(one)
    actions.record(fresh(matter), session, actor=staff, text="双方陈述", present="", was_read_back=True)
    assert "双方陈述" in page(one)
    assert act(one, "confirm", session="1").status_code == 302
    assert act(one, "confirm", session="9").status_code == 422
    assert "请核对笔录" not in page(one)
    assert act(one, "say", word_done="full", grade="satisfied").status_code == 422
    actions.settle(fresh(matter), TERMS, actor=staff)
    actions.visit(fresh(matter), actor=staff, way="visit", done="full", note="都好")
    assert "最后请您说一句" in page(one)
    assert act(one, "say", word_done="full", grade="satisfied", comment="谢谢").status_code == 302
    said = queries.parties(matter)[0]
    assert (said.word_grade, said.word_is_assisted) == ("satisfied", False)
    assert "谢谢" not in page(two)


def test_a_code_that_opens_nothing_is_said_and_soon_slowed_down(world: Any) -> None:
    client = client_of(None)
    assert client.post(reverse("mediation:enter_code"), {"code": "ABCD-EFGH-JKLM"}).status_code == 422
    assert client.get(reverse("mediation:party", args=["ABCDEFGHJKLM"])).status_code == 404
    for _n in range(12):
        client.get(reverse("mediation:party", args=["ABCDEFGHJKLM"]))
    right = queries.parties(opened(world))[0].code
    assert client.get(reverse("mediation:party", args=[right])).status_code == 429


def test_the_menu_is_public_and_tells_no_telephone(world: Any) -> None:
    mediator("试老周", phone="13900000088", intro="退休教师")
    text = client_of(None).get(reverse("mediation:menu")).content.decode()
    assert "试老周" in text
    assert "13900000088" not in text


def test_the_pages_of_a_party_are_not_kept_or_found_by_machines(world: Any) -> None:
    answer = client_of(None).get(reverse("mediation:party", args=[queries.parties(opened(world))[0].code]))
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-cache" in answer.headers["Cache-Control"]


def test_the_front_page_leads_to_mediation(world: Any) -> None:
    text = client_of(None).get("/").content.decode()
    assert f'href="{reverse("mediation:home")}"' in text
    assert reverse("mediation:apply") in client_of(None).get(reverse("mediation:home")).content.decode()
