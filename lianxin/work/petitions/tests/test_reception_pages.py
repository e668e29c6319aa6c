"""Receptions, the rota and the public page, as people use them."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.matters.models import Matter
from lianxin.work.petitions import actions, queries
from lianxin.work.petitions.models import Reception, Sitting
from lianxin.work.petitions.tests.office import Office, at
from tests.signed_in import client_of
from tests.world import CITY, COMMUNITY, EAST

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


def test_a_reception_is_registered_taken_on_and_becomes_a_petition(office: Office) -> None:
    street = client_of(office.world.users["street"])
    today = timezone.localdate()
    sitting = actions.add_sitting(
        actor=SYSTEM,
        on=today,
        level="county",
        place_path=EAST,
        leader="试副区长",
        post="副区长",
        form="sitting",
        where="大厅",
        from_time=time(9),
        until_time=time(11),
    )
    day = reverse("petitions:reception_day", args=[today.isoformat()])
    answer = street.post(
        reverse("petitions:register_visit", args=[today.isoformat()]),
        {
            "sitting": sitting.pk,
            "text": "拖欠工资",
            "persons": "6",
            "representatives": "3",
            "place": COMMUNITY,
            "openness": "relay",
            "is_received": "on",
        },
    )
    assert answer.status_code == 302, answer.content.decode().split("<main")[1][:3000]
    visit = Reception.objects.unscoped(reason="test").select_related("matter").get()
    assert (visit.leader, visit.level, visit.persons, visit.matter.state) == ("试副区长", "county", 6, "received")
    text = street.get(day).content.decode()
    assert "拖欠工资" in text
    assert "试副区长" in text
    taken_on_and_opened(office, street, visit)


def taken_on_and_opened(office: Office, street: Client, visit: Any) -> None:
    number = visit.matter.number
    assert "集体访" in street.get(f"/m/{number}/").content.decode()
    taken = street.post(
        f"/m/{number}/take_on/", {"unit": office.world.units["community"].pk, "public_note": "三日内回话"}
    )
    assert taken.status_code == 302
    opened = client_of(office.world.users["county"]).post(
        f"/m/{number}/open_petition/",
        {
            "kind": "appeal",
            "claim": "支付工资",
            "agent": office.agents["community"].pk,
            "public_note": "转代办",
            "read_aloud": "on",
        },
    )
    assert opened.status_code == 302, opened.content.decode()[:2000]
    assert only().parent_id == visit.matter_id  # opened from it
    refused = client_of(office.world.users["county"]).post(
        f"/m/{number}/conclude/", {"outcome": "solved", "public_note": "好了"}
    )
    assert refused.status_code == 422
    assert "还有 1 个子事项" in refused.content.decode()


def test_six_representatives_are_refused_on_the_page(office: Office) -> None:
    street = client_of(office.world.users["street"])
    today = timezone.localdate().isoformat()
    answer = street.post(
        reverse("petitions:register_visit", args=[today]),
        {
            "text": "x",
            "persons": "9",
            "representatives": "6",
            "place": COMMUNITY,
            "openness": "relay",
            "level": "street",
            "form": "window",
        },
    )
    assert answer.status_code == 422
    assert not Reception.objects.unscoped(reason="test").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_rota_and_day_keep_to_their_budget(office: Office, rows: int) -> None:
    today = timezone.localdate()
    for n in range(rows):
        actions.add_sitting(
            actor=SYSTEM,
            on=today,
            level="city",
            place_path=CITY,
            leader=f"试{n}",
            form="down",
            where="x",
            from_time=time(9),
            until_time=time(10),
        )
        actions.register(
            actions.Visit(text="x", place_path=COMMUNITY, level="city", form="sitting", persons=2),
            actor=SYSTEM,
            is_received=True,
        )
    client = client_of(office.world.users["county"])
    for address in (reverse("petitions:rota"), reverse("petitions:reception_day", args=[today.isoformat()])):
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            text = client.get(address).content.decode()
        assert len(seen) <= 8
        assert str(rows * 2) in text


def test_a_cancelled_sitting_tells_residents_why(office: Office) -> None:
    sitting = actions.add_sitting(
        actor=SYSTEM,
        on=timezone.localdate() + timedelta(days=1),
        level="county",
        place_path=EAST,
        leader="试副区长",
        form="sitting",
        where="大厅",
        from_time=time(9),
        until_time=time(11),
    )
    county = client_of(office.world.users["county"])
    address = reverse("petitions:cancel_sitting", args=[sitting.pk])
    county.post(address, {"because": " "})
    assert Sitting.objects.get().cancelled_because == ""
    county.post(address, {"because": "抢险"})
    assert Sitting.objects.get().cancelled_because == "抢险"
    assert "已取消：抢险" in Client().get(reverse("petitions:visit")).content.decode()


def test_a_leader_sits_once_at_a_time(office: Office) -> None:
    county = client_of(office.world.users["county"])
    told = {
        "on": timezone.localdate().isoformat(),
        "from_time": "09:00",
        "until_time": "11:00",
        "leader": "试",
        "level": "county",
        "form": "sitting",
        "where": "大厅",
        "place_path": EAST,
    }
    assert county.post(reverse("petitions:new_sitting"), told).status_code == 302
    assert county.post(reverse("petitions:new_sitting"), told).status_code == 422
    assert county.post(reverse("petitions:new_sitting"), {**told, "until_time": "08:00"}).status_code == 422
    assert Sitting.objects.count() == 1


def test_residents_find_the_window_of_their_place(office: Office) -> None:
    office.agents["community"].phone = "0471-0000000"
    office.agents["community"].save()
    text = Client().get(reverse("petitions:visit"), {"q": "槐树"}).content.decode()
    assert "槐树社区居委会代办窗口" in text
    assert "0471-0000000" in text
    assert "没有认出这个地方" in Client().get(reverse("petitions:visit"), {"q": "天上"}).content.decode()


def test_old_days_have_a_page_and_nonsense_has_none(office: Office) -> None:
    county = client_of(office.world.users["county"])
    assert county.get(reverse("petitions:reception_day", args=["2024-02-29"])).status_code == 200
    assert county.get(reverse("petitions:reception_day", args=["2024-02-30"])).status_code == 404
    assert county.get(reverse("petitions:register_visit", args=["2999-01-01"])).status_code == 404
    assert county.get(reverse("petitions:rota"), {"from": "x"}).status_code == 404
    assert at("2026-01-01 00:00").year == 2026


def test_a_visit_of_an_earlier_day_counts_on_that_day(office: Office) -> None:
    street = client_of(office.world.users["street"])
    day = timezone.localdate() - timedelta(days=3)
    answer = street.post(
        reverse("petitions:register_visit", args=[day.isoformat()]),
        {"level": "county", "form": "sitting", "leader": "试副区长", "text": "拖欠工资", "persons": "2",
         "place": COMMUNITY, "openness": "relay", "is_received": "on"},
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode().split("<main")[1][:3000]
    matter = Matter.objects.unscoped(reason="test").get(kind="reception")
    visit = queries.visit(matter)
    assert {timezone.localdate(moment) for moment in (matter.opened_at, visit.received_at)} == {day}
