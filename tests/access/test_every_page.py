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
def test_a_page_is_there_for_those_it_is_for_and_for_nobody_else(world: Any, address: Address) -> None:
    path = path_of(address, MAKERS, world)
    assert address.rule is not None
    if address.rule.who == "public":
        for method in METHODS:
            assert status(world, None, method, path) != 404 or address.params, path
        return
    for method, told in (("get", 302), ("post", 404)):
        assert status(world, None, method, path) == told, (path, method)
    if address.rule.who == "staff":
        only_for_staff(world, path, address.rule.permission)
    if address.name in HIDDEN_FROM_NEIGHBOURS:
        hidden_from_neighbours(world, path)


def only_for_staff(world: Any, path: str, permission: str) -> None:
    """Not there without the permission; and at least one role gets it, so that no rule shuts everybody out."""
    holders = [login for login in STAFF if world.actor(login).holds(permission)]
    for method in METHODS:
        for login in (*(login for login in STAFF if login not in holders), "resident"):
            assert status(world, login, method, path) == 404, (path, method, login)
    assert any(status(world, login, "get", path) in {200, 302, 405} for login in holders), path


def hidden_from_neighbours(world: Any, path: str) -> None:
    for method in METHODS:
        for login in NEIGHBOURS:
            assert status(world, login, method, path) in ({404, 405} if method == "get" else {404}), (path, login)
