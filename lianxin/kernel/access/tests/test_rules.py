"""What an administrator may give, to whom and where: pure values, no database."""

import pytest

from lianxin.kernel.access import rules
from lianxin.kernel.access.actor import Actor, Grant
from lianxin.kernel.access.rules import Held

CITY, EAST, WEST = "990100.", "990100.990102.", "990100.990103."
STREET = EAST + "990102001."


def admin(place: str, *more: str, user_id: int = 1) -> Actor:
    return Actor(kind="staff", user_id=user_id, grants=(Grant("admin", frozenset({rules.MANAGE, *more}), place),))


def test_the_city_s_administrator_gives_any_role_anywhere() -> None:
    assert rules.why_not_grant(admin(CITY), ["requests.route"], WEST, CITY) == ""
    assert rules.why_not_grant(admin(CITY), ["requests.route"], "", CITY) == ""


def test_the_installation_s_administrator_is_the_city_s_too() -> None:
    assert rules.is_top(admin(""), CITY)
    assert not rules.is_top(admin(EAST), CITY)


def test_a_district_s_administrator_gives_nothing_outside_it() -> None:
    east = admin(EAST, "requests.route")
    assert rules.why_not_grant(east, ["requests.route"], STREET, CITY) == ""
    assert rules.why_not_grant(east, ["requests.route"], WEST, CITY) == rules.OUTSIDE
    assert rules.why_not_grant(east, ["requests.route"], CITY, CITY) == rules.OUTSIDE
    assert rules.why_not_grant(east, ["requests.route"], "", CITY) == rules.NO_PLACE


def test_nobody_below_the_city_gives_what_they_lack_there() -> None:
    east = admin(EAST, "requests.route")
    assert rules.why_not_grant(east, ["requests.route", "audit.read"], EAST, CITY) == rules.NOT_HELD
    elsewhere = Actor(
        kind="staff",
        user_id=1,
        grants=(Grant("admin", frozenset({rules.MANAGE}), EAST), Grant("desk", frozenset({"requests.route"}), WEST)),
    )
    assert rules.why_not_grant(elsewhere, ["requests.route"], EAST, CITY) == rules.NOT_HELD


def test_a_permission_held_over_a_unit_only_is_not_given_on() -> None:
    actor = Actor(
        kind="staff",
        user_id=1,
        grants=(
            Grant("admin", frozenset({rules.MANAGE}), EAST),
            Grant("handler", frozenset({"requests.handle"}), "", 7),
        ),
    )
    assert rules.why_not_grant(actor, ["requests.handle"], EAST, CITY) == rules.NOT_HELD


@pytest.mark.parametrize(
    ("home", "held", "why"),
    [
        (STREET, [Held(STREET)], ""),
        (WEST, [], rules.OUTSIDE),
        ("", [], rules.OUTSIDE),
        (STREET, [Held(STREET), Held(CITY)], rules.OTHERS_REACH),
        (STREET, [Held("")], rules.OTHERS_REACH),
    ],
)
def test_whoever_reaches_further_is_out_of_reach(home: str, held: list[Held], why: str) -> None:
    assert rules.why_not_manage(admin(EAST), home, held, CITY, user_id=2) == why
    assert rules.why_not_manage(admin(CITY), home, held, CITY, user_id=2) == ""
