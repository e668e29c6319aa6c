"""A place found by typing, inside the actor's territory only."""

from typing import Any

import pytest
from django import forms
from django.urls import reverse

from lianxin.kernel.places import picking
from tests.signed_in import client_of
from tests.world import COMMUNITY, EAST, STREET, WEST_COMMUNITY


@pytest.fixture
def field(world: Any) -> picking.PlaceField:
    return picking.PlaceField(actor=world.actor("county"), permission="requests.enter")


@pytest.mark.parametrize("words", [COMMUNITY, "槐树社区", "990102001001", "柳荫街道 槐树社区"])
def test_a_place_is_known_by_path_name_or_code(field: picking.PlaceField, words: str) -> None:
    full = [picking.facts_of(node)["label"] for node in picking.places_named(field.actor, field.permission, "槐树")]
    assert field.clean(full[0] if " " in words else words) == COMMUNITY


@pytest.mark.parametrize("words", [WEST_COMMUNITY, "石榴社区", "没有这个地方", ""])
def test_a_place_elsewhere_or_nowhere_is_refused(field: picking.PlaceField, words: str) -> None:
    with pytest.raises(forms.ValidationError):
        field.clean(words)


def test_what_is_offered_lies_in_the_territory(world: Any) -> None:
    client, address = client_of(world.users["county"]), reverse("places:pick")

    def found(words: str) -> set[str]:
        return {row["value"] for row in client.get(address, {"for": "requests.enter", "q": words}).json()}

    assert found("柳荫") == {STREET}
    assert found("石榴") == set()
    assert EAST in found("")
    assert client.get(address, {"for": "access.manage"}).status_code == 404
    assert client.get(address).status_code == 404
