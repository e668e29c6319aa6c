"""The page behind the code, as the person uses it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianxin.kernel.matters.models import Matter
from lianxin.work.petitions import actions
from lianxin.work.petitions.models import Rating
from lianxin.work.petitions.tests.office import Office
from tests.signed_in import client_of
from tests.world import COMMUNITY

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(office: Office) -> Client:
    return client_of(office.world.users["community"])


def filled(office: Office, **more: Any) -> dict[str, Any]:
    return {
        "kind": "appeal",
        "claim": "请求修好下水道",
        "facts": "堵了三个月",
        "place": COMMUNITY,
        "name": "试本人",
        "phone": "13900000000",
        "openness": "relay",
        "persons": "1",
        "agent": office.agents["community"].pk,
        "given_by": "oral",
        "read_aloud": "on",
        **more,
    }


def only() -> Matter:
    return Matter.objects.unscoped(reason="test").get(kind="petition")


STEPS = [
    ("draft", {"text": "草稿"}),
    ("read_back", {"note": "签名"}),
    ("file", {"office": "区信访局", "reference": "XF1", "channel": "visit"}),
    ("route", {"way": "referred", "organ": "河东区水务局"}),
    ("accept", {"route": "6"}),
    (
        "answer",
        {"opinion": "supported", "request": "修", "facts": "属实", "text": "修好", "basis": "条例", "issuer": "局"},
    ),
    ("ask_review", {"public_note": "不服"}),
    ("answer_review", {"opinion": "explained", "request": "修", "facts": "属实", "text": "解释", "basis": "条例"}),
    ("ask_rereview", {"public_note": "不服", "office": "市政府", "reference": "FH1", "channel": "letter"}),
    ("hear", {"note": "听证"}),
    ("end_hearing", {"note": "结束"}),
    (
        "answer_rereview",
        {"opinion": "not_supported", "request": "修", "facts": "属实", "text": "维持", "basis": "条例"},
    ),
]


def track(matter: Matter, verb: str = "") -> str:
    return (
        reverse("requests:track_act", args=[matter.tracking_code, verb])
        if verb
        else reverse("requests:track", args=[matter.tracking_code])
    )


def test_the_person_reads_approves_and_rates_by_their_code(office: Office) -> None:
    person = Client()
    matter = office.at("drafted")
    page = person.get(track(matter)).content.decode()
    assert "草稿" in page
    assert person.post(track(matter, "correct"), {"text": "日期不对"}).status_code == 302
    actions.draft(matter, actor=office.actor(), text="新草稿")
    assert person.post(track(matter, "approve")).status_code == 302
    for name, told in STEPS[2:6]:
        client_of(office.world.users["community"]).post(f"/m/{matter.number}/{name}/", told)
    page = person.get(track(matter)).content.decode()
    assert "解决了没有，您说了算" in page
    assert "请求复查" in page
    assert person.post(track(matter, "rate"), {"solved": "yes"}).status_code == 422
    assert person.post(track(matter, "rate"), {"solved": "yes", "grade": "satisfied"}).status_code == 302
    assert (only().state, only().outcome) == ("closed", "solved")
    assert "已经办结：解决了" in person.get(track(matter)).content.decode()


def test_staff_with_the_code_may_look_and_not_act(office: Office, window: Client) -> None:
    matter = office.at("answered")
    page = window.get(track(matter))
    assert page.status_code == 200
    assert "只能看" in page.content.decode()
    assert window.post(track(matter, "rate"), {"solved": "yes", "grade": "satisfied"}).status_code in {403, 404}
    assert window.post(track(matter, "revoke")).status_code in {403, 404}
    assert not Rating.objects.unscoped(reason="test").exists()


@pytest.mark.parametrize("state", ["mandated", "filed", "answered", "final"])
def test_the_person_revokes_from_the_page(office: Office, state: str) -> None:
    matter = office.at(state)
    assert "撤销委托" in Client().get(track(matter)).content.decode()
    assert Client().post(track(matter, "revoke")).status_code == 302
    assert only().outcome == "withdrawn"


def test_a_mandate_by_the_code_after_a_hand_over(office: Office) -> None:
    from lianxin.kernel.matters.relations import hand_over

    request = office.world.request(name="试本人", phone="13900000000").matter
    matter = hand_over(request, to_kind="petition", actor=office.actor(), note="本人同意")
    page = Client().get(track(matter)).content.decode()
    assert "要不要委托代办" in page
    assert Client().post(track(matter, "give"), {}).status_code == 422
    assert Client().post(track(matter, "give"), {"agree": "on"}).status_code == 302
    assert only().state == "mandated"


@pytest.mark.parametrize("state", ["mandated", "drafted", "handling", "answered", "reviewed", "final"])
def test_the_page_behind_the_code_keeps_to_its_budget(office: Office, state: str) -> None:
    matter = office.at(state)
    person = Client()
    person.get(track(matter))
    with CaptureQueriesContext(connection) as seen:
        assert person.get(track(matter)).status_code == 200
    assert len(seen) <= 8, "\n".join(query["sql"][:160] for query in seen.captured_queries)
