"""The window and the matter's page, as an agent uses them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.matters.models import Contact, Matter
from lianxin.work.petitions import queries
from lianxin.work.petitions.models import Petition
from lianxin.work.petitions.tests.office import Office
from tests.signed_in import client_of
from tests.world import COMMUNITY, WEST_COMMUNITY

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


def test_a_mandate_is_given_on_one_page_and_the_person_takes_the_code_home(office: Office, window: Client) -> None:
    page = window.get(reverse("petitions:desk"))
    assert "代办不收任何费用" in page.content.decode()
    answer = window.post(reverse("petitions:desk"), filled(office))
    matter = only()
    assert answer.headers["Location"] == reverse("petitions:receipt", args=[matter.number])
    receipt = window.get(answer.headers["Location"])
    assert "-".join(matter.tracking_code[n : n + 4] for n in (0, 4, 8)) in receipt.content.decode()
    assert receipt.headers["Cache-Control"] == "no-store"
    assert matter.state == "mandated"
    assert Contact.objects.unscoped(reason="test").get(matter=matter).name.masked("name") == "试**"


def test_several_people_come_with_their_representatives(office: Office, window: Client) -> None:
    window.post(reverse("petitions:desk"), filled(office, persons="12", representatives="代表甲 13900000001\n代表乙"))
    matter = only()
    assert matter.representatives.model.objects.unscoped(reason="test").filter(matter=matter).count() == 3
    assert queries.particulars(matter).persons == 12


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"read_aloud": ""}, "委托内容要先向本人宣读"),
        ({"place": WEST_COMMUNITY}, "不在您的范围内"),
        ({"representatives": "\n".join(f"代表{n}" for n in range(5)), "persons": "9"}, "代表不得超过5人"),
        ({"representatives": "甲 不是电话"}, "每行写一个人"),
        ({"previous": "XF-0"}, "没有找到这个编号"),
        ({"name": ""}, "必填"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    office: Office, window: Client, wrong: dict[str, str], words: str
) -> None:
    answer = window.post(reverse("petitions:desk"), filled(office, **wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode() or words == "必填"
    assert not Petition.objects.unscoped(reason="test").exists()


def test_an_accusation_is_sealed_and_its_contact_with_it(office: Office, window: Client) -> None:
    window.post(
        reverse("petitions:desk"), filled(office, kind="accusation", against_unit=office.world.units["street"].pk)
    )
    matter = only()
    contact = Contact.objects.unscoped(reason="test").get(matter=matter)
    assert (matter.secrecy, contact.openness) == ("C4", "sealed")
    page = window.get(f"/m/{matter.number}/").content.decode()
    assert "已密封" in page
    assert "139****" not in page


def test_the_receipt_is_the_writers_alone(office: Office, window: Client) -> None:
    number = office.petition().matter.number
    assert client_of(office.world.users["county"]).get(reverse("petitions:receipt", args=[number])).status_code == 404
    Matter.objects.unscoped(reason="test").filter(number=number).update(opened_at=timezone.now() - timedelta(hours=2))
    assert window.get(reverse("petitions:receipt", args=[number])).status_code == 404


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


def test_every_step_is_made_on_the_page_within_the_budget(office: Office, window: Client) -> None:
    matter = office.petition().matter
    for name, told in STEPS:
        version = Matter.objects.unscoped(reason="test").get(pk=matter.pk).version
        form = window.get(f"/m/{matter.number}/{name}/")
        assert form.status_code == 200, name
        answer = window.post(f"/m/{matter.number}/{name}/", {**told, "version": version})
        assert answer.status_code == 302, (name, answer.content.decode()[:3000])
        window.get(f"/m/{matter.number}/")
        for login in ("community", "county"):
            client = client_of(office.world.users[login])
            client.get(f"/m/{matter.number}/")
            with CaptureQueriesContext(connection) as seen:
                page = client.get(f"/m/{matter.number}/")
            assert page.status_code == 200
            assert len(seen) <= 8, (
                name,
                login,
                [query["sql"][:90] + "…" + query["sql"][-160:] for query in seen.captured_queries],
            )
    text = window.get(f"/m/{matter.number}/").content.decode()
    assert "《信访工作条例》第三十六条" in text
    assert "仍以同一事实和理由提出的，不再受理" in text


def test_a_step_that_is_refused_keeps_what_was_typed(office: Office, window: Client) -> None:
    matter = office.at("handling")
    answer = window.post(
        f"/m/{matter.number}/answer/",
        {
            "opinion": "supported",
            "request": "修",
            "facts": "属实",
            "text": "修好",
            "basis": " ",
            "version": matter.version,
        },
    )
    assert answer.status_code == 422
    assert "修好" in answer.content.decode()


def test_an_accusation_at_the_window_names_the_unit_that_it_is_kept_from(office: Office, window: Client) -> None:
    street = office.world.units["street"].name
    for words, said in (("", "请写明被反映的单位"), (street[:3], street), (street, street)):
        answer = window.post(reverse("petitions:desk"), filled(office, kind="accusation", against_words=words))
        assert answer.status_code == 422
        assert said in answer.content.decode()
    window.post(reverse("petitions:desk"), filled(office, kind="accusation", against_words="某某公司"))
    assert only().secrecy == "C4"
