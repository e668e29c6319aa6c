"""The list behind the bell."""

from __future__ import annotations

import pytest

from lianxin.kernel import notices
from lianxin.kernel.access.models import RoleGrant
from lianxin.kernel.notices import queries
from tests.signed_in import client_of
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(world: World) -> World:
    notices.send(to_unit=world.units["lights"], kind="t.one", subject="给城管局", body="路灯不亮", link="/m/1/")
    notices.send(
        to_user=world.users["street"], kind="t.two", subject="给街道的人", body="", link="https://elsewhere.example/"
    )
    return world


def test_each_sees_what_is_for_them(told: World) -> None:
    handler, street = (
        client_of(told.users[login]).get("/notices/").content.decode() for login in ("handler", "street")
    )
    assert "给城管局" in handler
    assert "给街道的人" not in handler
    assert "给街道的人" in street


def test_of_a_matter_is_told_only_who_may_open_it(told: World) -> None:
    matter = told.request().matter
    notices.send(
        to_unit=told.units["community"],
        kind="t.three",
        subject="路灯到期了",
        body="",
        link=f"/m/{matter.number}/",
        matter_id=matter.pk,
    )
    community = told.actor("community")
    assert [notice.subject for notice in queries.notices(community)] == ["路灯到期了"]
    RoleGrant.objects.filter(user=told.users["community"]).delete()
    assert queries.unread_count(told.actor("community")) == 0


def test_a_stranger_is_asked_to_sign_in_and_cannot_open_one(told: World) -> None:
    [notice] = queries.notices(told.actor("handler"))
    assert client_of(None).get("/notices/").status_code == 302
    assert client_of(told.users["west_handler"]).post(f"/notices/{notice.pk}/open/").status_code == 404


def test_opening_one_marks_it_read_and_leads_to_its_page(told: World) -> None:
    [notice] = queries.notices(told.actor("handler"))
    answer = client_of(told.users["handler"]).post(f"/notices/{notice.pk}/open/")
    assert (answer.status_code, answer["Location"]) == (302, "/m/1/")
    assert queries.unread_count(told.actor("handler")) == 0


def test_a_link_never_leads_out_of_the_program(told: World) -> None:
    [notice] = queries.notices(told.actor("street"))
    assert client_of(told.users["street"]).post(f"/notices/{notice.pk}/open/")["Location"] == "/notices/"


def test_all_can_be_marked_read_at_once(told: World) -> None:
    client_of(told.users["handler"]).post("/notices/read/")
    assert queries.unread_count(told.actor("handler")) == 0
    assert queries.unread_count(told.actor("street")) == 1
