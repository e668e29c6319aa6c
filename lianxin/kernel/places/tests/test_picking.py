"""The field for one place, and the addresses that it asks while somebody types."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lianxin.kernel.places.picking import PlaceField
from tests.signed_in import client_of
from tests.world import COMMUNITY, STREET, WEST_COMMUNITY

pytestmark = pytest.mark.django_db


def test_a_place_is_taken_by_path_by_code_by_name_and_as_it_is_shown(world: Any) -> None:
    field = PlaceField(actor=world.actor("street"), permission="requests.enter")
    for typed in (COMMUNITY, "990102001001", "槐树社区", field.widget.get_context("p", COMMUNITY, {})["widget"]["value"]):
        assert field.clean(typed) == COMMUNITY


def test_a_place_of_somebody_else_or_of_nobody_is_refused(world: Any) -> None:
    field = PlaceField(actor=world.actor("street"), permission="requests.enter")
    for typed in (WEST_COMMUNITY, "石榴社区", "没有这里", ""):
        with pytest.raises(ValidationError):
            field.clean(typed)
    assert PlaceField(actor=world.actor("street"), permission="requests.enter", required=False).clean("") == ""


def test_what_is_typed_is_answered_from_the_own_territory(world: Any) -> None:
    client = client_of(world.users["street"])
    found = client.get("/places/pick.json?for=requests.enter&q=社区").json()
    assert [row["value"] for row in found] == [COMMUNITY]
    assert client.get("/places/pick.json?for=requests.enter&q=").json()[0]["value"] == STREET
    assert client.get("/places/pick.json?for=requests.manage&q=社区").status_code == 404
    assert client_of(None).get("/places/pick.json?for=requests.enter").status_code == 302
