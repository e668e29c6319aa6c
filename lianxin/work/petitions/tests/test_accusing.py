"""A person accuses without a window: sealed from the first moment, by somebody apart from the unit complained of."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lianxin.kernel.matters.models import SEALED, Contact, Matter
from lianxin.kernel.notices.models import Delivery, Notice
from lianxin.work.petitions import actions, queries
from lianxin.work.petitions.models import Petition
from lianxin.work.petitions.tests.office import Office
from tests.signed_in import client_of
from tests.world import COMMUNITY

pytestmark = pytest.mark.django_db

SECRET = "挪用维修资金"


@pytest.fixture(autouse=True)
def fresh_throttle() -> None:
    cache.clear()


def sent(client: Client, **told: Any) -> Any:
    return client.post(reverse("petitions:accuse"), {"claim": f"有人{SECRET}", **told})


def opened() -> Petition:
    found: Petition = Petition.objects.unscoped(reason="test").select_related("matter", "agent").get()
    return found


def test_it_is_sealed_and_kept_from_the_unit_from_the_first_moment(office: Office, client: Client) -> None:
    street = office.world.units["street"]
    answer = sent(client, against=str(street.pk), name="试本人", phone="13900000001")
    petition = opened()
    matter = petition.matter
    assert answer.url == f"/track/{matter.tracking_code}/"
    assert (matter.secrecy, matter.state, petition.kind) == (SEALED, "mandated", "accusation")
    assert not matter.number.rsplit("-", 1)[1].isdigit()
    for login, status in (("street", 404), ("grid", 404), ("county", 200)):
        assert client_of(office.world.users[login]).get(f"/m/{matter.number}/").status_code == status
    assert not Notice.objects.unscoped(reason="test").filter(to_unit=street).exists()
    assert not Notice.objects.unscoped(reason="test").filter(to_user__unit=street).exists()
    contact = Contact.objects.unscoped(reason="test").get(matter=matter)
    assert contact.openness == Contact.SEALED
    actions.draft(matter, actor=office.actor("county"), text="x")
    assert Delivery.objects.unscoped(reason="test").filter(contact=contact).exists()


def test_the_agent_is_of_the_county_or_the_city_and_never_below_the_unit(office: Office) -> None:
    units = office.world.units
    taken = {
        name: row.code if (row := queries.agents_apart(units[name].place_path, units[name]).first()) else None
        for name in ("community", "street", "east", "city")
    }
    assert taken == {"community": "A-county", "street": "A-county", "east": "A-city", "city": None}
    assert queries.agents_apart(COMMUNITY, None).first().code == "A-county"


def test_where_everybody_is_concerned_the_person_is_told_where_to_go(office: Office, client: Client) -> None:
    answer = sent(client, against=str(office.world.units["city"].pk))
    assert answer.status_code == 422
    assert "12388" in answer.content.decode()
    assert not Petition.objects.unscoped(reason="test").exists()


def test_a_unit_does_not_learn_of_it_by_a_misspelt_name(office: Office, client: Client) -> None:
    unit = office.world.units["street"]
    answer = sent(client, against_label=unit.name[:4])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert unit.name in page
    assert SECRET in page  # nothing typed is lost
    sent(client, against_label=unit.name)
    assert opened().against_unit == unit


def test_a_unit_that_is_not_in_the_list_is_taken_as_it_is_written(office: Office, client: Client) -> None:
    assert sent(client, against_label="某某公司").status_code == 422  # no place yet
    sent(client, against_label="某某公司", place=COMMUNITY)
    petition = opened()
    assert (petition.against_unit, petition.against_words, petition.agent.code) == (None, "某某公司", "A-county")


@pytest.mark.parametrize("missing", [{"claim": ""}, {"against": "", "place": COMMUNITY}, {"phone": "12"}])
def test_what_is_missing_is_said_beside_the_field(office: Office, client: Client, missing: dict[str, str]) -> None:
    answer = sent(client, **{"against": str(office.world.units["street"].pk), **missing})
    assert answer.status_code == 422
    assert "lx-error" in answer.content.decode()


def test_without_a_name_nothing_is_kept_of_the_person(office: Office, client: Client) -> None:
    sent(client, against=str(office.world.units["street"].pk))
    assert not Contact.objects.unscoped(reason="test").filter(matter=opened().matter).exists()
    assert opened().matter.reporter_id is None


def test_staff_who_are_signed_in_leave_no_trace_of_themselves(office: Office) -> None:
    sent(client_of(office.world.users["street"]), against=str(office.world.units["street"].pk))
    matter = opened().matter
    assert (matter.opened_by_id, matter.reporter_id) == (None, None)


def test_sent_twice_is_one(office: Office, client: Client) -> None:
    told = {"against": str(office.world.units["street"].pk), "client_key": "k" * 32}
    assert sent(client, **told).url == sent(client, **told).url
    assert Matter.objects.unscoped(reason="test").filter(kind="petition").count() == 1


def test_it_is_not_sent_in_hundreds(office: Office, client: Client) -> None:
    answers = [sent(client, claim="") for _n in range(11)]
    assert (answers[9].status_code, answers[10].status_code) == (422, 429)


def test_the_person_follows_it_by_the_code_to_the_filing(office: Office, client: Client) -> None:
    sent(client, against=str(office.world.units["street"].pk))
    matter = actions.draft(opened().matter, actor=office.actor("county"), text="材料")
    page = client.get(f"/track/{matter.tracking_code}/").content.decode()
    assert "材料" in page
    client.post(f"/track/{matter.tracking_code}/approve/")
    assert Matter.objects.unscoped(reason="test").get(pk=matter.pk).state == "approved"


def test_residents_find_the_way_from_the_front_page(office: Office, client: Client) -> None:
    assert reverse("petitions:visit") in client.get("/").content.decode()
    assert reverse("petitions:accuse") in client.get(reverse("petitions:visit")).content.decode()
    rows = client.get(reverse("petitions:accused_units"), {"q": office.world.units["street"].name[:2]}).json()
    assert [row["value"] for row in rows] == [office.world.units["street"].pk]
    assert client.get(reverse("petitions:accuse_places"), {"q": "河东"}).json()[0]["label"].startswith("河东")
