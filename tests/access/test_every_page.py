"""Every page × every role × a neighbouring district. A page without a rule, or without objects here, fails."""

from typing import Any

import pytest

from tests.access.addresses import Address, addresses, path_of
from tests.access.makers import HIDDEN_FROM_NEIGHBOURS, MAKERS
from tests.signed_in import client_of

STAFF = ("city", "county", "street", "community", "grid", "handler", "admin")
NEIGHBOURS = ("west_county", "west_street", "west_community", "west_handler")
METHODS = ("get", "post")
ALL = addresses()


def test_every_page_has_a_rule() -> None:
    assert not [address.route for address in ALL if address.rule is None]


def test_every_page_with_parameters_has_objects_to_try_it_with() -> None:
    assert not [address.name for address in ALL if address.params and address.name not in MAKERS]


def test_every_page_of_one_object_is_tried_by_neighbours() -> None:
    known = {address.name for address in ALL}
    assert known >= HIDDEN_FROM_NEIGHBOURS


def status(world: Any, login: str | None, method: str, path: str) -> int:
    client = client_of(world.users[login] if login else None, raise_request_exception=True)
    return int(getattr(client, method)(path).status_code)


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name)
def test_a_page_opens_for_those_it_is_for_and_is_not_there_for_others(world: Any, address: Address) -> None:
    rule = address.rule
    assert rule is not None
    path = path_of(address, MAKERS, world)
    for method in METHODS:
        if rule.who == "public":
            assert status(world, None, method, path) != 404 or address.params, path
            continue
        anonymous = status(world, None, method, path)
        assert anonymous == (302 if method == "get" else 404), (path, method, anonymous)
        if rule.who == "signed_in":
            continue
        assert status(world, "resident", method, path) == 404, path
        for login in STAFF:
            if not world.actor(login).holds(rule.permission):
                assert status(world, login, method, path) == 404, (path, method, login)


@pytest.mark.parametrize("address", [a for a in ALL if a.name in HIDDEN_FROM_NEIGHBOURS], ids=lambda a: a.name)
def test_a_neighbouring_district_finds_nothing(world: Any, address: Address) -> None:
    path = path_of(address, MAKERS, world)
    for method in METHODS:
        for login in NEIGHBOURS:
            assert status(world, login, method, path) in ({404, 405} if method == "get" else {404}), (path, login)


@pytest.mark.parametrize("address", [a for a in ALL if a.rule and a.rule.who == "staff"], ids=lambda a: a.name)
def test_a_page_opens_for_somebody(world: Any, address: Address) -> None:
    """At least one role gets the page (or is told that it is posted to), so that no rule shuts everybody out."""
    path = path_of(address, MAKERS, world)
    seen = {login: status(world, login, "get", path) for login in STAFF}
    assert any(code in {200, 302, 405} for code in seen.values()), seen
