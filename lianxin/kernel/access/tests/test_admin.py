"""The administration of people, roles and units, page by page; a district's administrator stays in the district."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from lianxin.kernel.access import actions, administering, rules
from lianxin.kernel.access.actor import SYSTEM
from lianxin.kernel.access.administering import Refused
from lianxin.kernel.access.models import Role, RoleGrant, Unit, User
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.modules.pack import pack
from tests.signed_in import client_of
from tests.world import CITY, COMMUNITY, EAST, STREET, WEST

ROUTER = ["requests.route", "matters.read"]


@pytest.fixture
def admin(world: Any) -> Client:
    return client_of(world.users["admin"])


@pytest.fixture
def east(world: Any) -> Client:
    """The county's person administers the eastern district and holds there what the role ``router`` gives."""
    keeper = Role.objects.create(code="keeper", label="区管理员", permissions=["access.manage"])
    Role.objects.create(code="router", label="派单员", permissions=ROUTER)
    Role.objects.create(code="auditor", label="审计员", permissions=["audit.read"])
    actions.grant(world.users["county"], keeper, actor=SYSTEM, place_path=EAST)
    return client_of(world.users["county"])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def grant_to(client: Client, user: User, role: str, **where: Any) -> Any:
    told = {"role": Role.objects.get(code=role).pk, "starts_on": "2026-01-01", **where}
    return client.post(f"/admin/users/{user.pk}/grant/", told)


def test_a_new_person_gets_a_password_that_is_told_once_and_must_be_changed(world: Any, admin: Client) -> None:
    told = {"login": "new.one", "name": "试新", "unit": world.units["street"].pk}
    answer = admin.post("/admin/users/new/", told)
    password = text(answer).split('lx-secret">')[1].split("<")[0]
    person = User.objects.get(login="new.one")
    assert person.check_password(password)
    assert person.must_change_password
    assert answer.headers["Cache-Control"] == "no-store"
    assert password not in text(admin.get(f"/admin/users/{person.pk}/"))
    assert "已有这个登录名" in text(admin.post("/admin/users/new/", told))


def test_a_new_password_ends_the_old_one_and_every_session(world: Any, admin: Client) -> None:
    street = client_of(world.users["street"])
    assert street.get("/account/").status_code == 200
    answer = admin.post(f"/admin/users/{world.users['street'].pk}/password/")
    assert "只显示这一次" in text(answer)
    assert street.get("/account/").status_code == 302


def test_whoever_is_shut_out_is_out_at_once(world: Any, admin: Client) -> None:
    street = client_of(world.users["street"])
    told = {"name": "试street", "unit": world.units["street"].pk}
    assert admin.post(f"/admin/users/{world.users['street'].pk}/", told).status_code == 302
    assert street.get("/account/").status_code == 302
    assert not User.objects.get(login="street").is_active


def test_nobody_shuts_the_own_account_or_gives_up_the_own_administration(world: Any, admin: Client) -> None:
    me = world.users["admin"]
    answer = admin.post(f"/admin/users/{me.pk}/", {"name": "试admin", "unit": world.units["city"].pk})
    assert "不能对自己的账号做这件事" in text(answer)
    own = RoleGrant.objects.get(user=me)
    admin.post(f"/admin/users/{me.pk}/grants/{own.pk}/revoke/")
    assert RoleGrant.objects.filter(pk=own.pk).exists()


def test_a_role_is_given_with_its_place_and_days_and_taken_back(world: Any, admin: Client) -> None:
    person = world.users["handler"]
    assert grant_to(admin, person, "street", place=STREET, ends_on="2026-12-31").status_code == 302
    row = RoleGrant.objects.get(user=person, role__code="street")
    assert (row.place_path, row.ends_on, row.granted_by) == (STREET, date(2026, 12, 31), "试admin")
    admin.post(f"/admin/users/{person.pk}/grants/{row.pk}/revoke/")
    assert not RoleGrant.objects.filter(pk=row.pk).exists()
    done = set(Entry.objects.unscoped(reason="test").values_list("action", flat=True))
    assert {"access.grant", "access.revoke"} <= done


def test_a_role_needs_a_place_or_a_unit_not_both(world: Any, admin: Client) -> None:
    person = world.users["handler"]
    assert "区域和单位选一个" in text(grant_to(admin, person, "street"))
    both = {"place": STREET, "unit": world.units["street"].pk}
    assert "区域和单位选一个" in text(grant_to(admin, person, "street", **both))
    assert "结束日期不能早于开始日期" in text(grant_to(admin, person, "street", place=STREET, ends_on="2025-01-01"))


def test_a_district_administrator_sees_and_finds_only_the_district(world: Any, east: Client) -> None:
    page = text(east.get("/admin/users/"))
    assert "试street" in page
    assert "试west_street" not in page
    assert "试city" not in page
    for login in ("west_street", "city"):
        assert east.get(f"/admin/users/{world.users[login].pk}/").status_code == 404
        assert east.post(f"/admin/users/{world.users[login].pk}/password/").status_code == 404
    units = text(east.get("/admin/units/"))
    assert "柳荫街道办事处" in units
    assert "桥头街道办事处" not in units
    assert east.get(f"/admin/units/{world.units['west'].pk}/").status_code == 404


def test_a_district_administrator_gives_only_inside_and_only_what_is_held(world: Any, east: Client) -> None:
    person = world.users["street"]
    assert grant_to(east, person, "router", place=COMMUNITY).status_code == 302
    assert grant_to(east, person, "router", place=WEST).status_code == 422
    assert "不能授予您自己在这里没有的权限" in text(grant_to(east, person, "auditor", place=EAST))
    with pytest.raises(Refused, match="管理范围"):
        administering.grant(person, Role.objects.get(code="router"), actor=world.actor("county"), place_path=CITY)
    assert set(RoleGrant.objects.filter(user=person).values_list("role__code", "place_path")) == {
        ("street", STREET),
        ("router", COMMUNITY),
    }


def test_who_also_reaches_beyond_the_district_cannot_be_taken_over(world: Any, east: Client) -> None:
    person = world.users["street"]
    actions.grant(person, Role.objects.get(code="city"), actor=SYSTEM, place_path=CITY)
    for act in ("password", "sessions/end", "second-factor/forget"):
        answer = text(east.post(f"/admin/users/{person.pk}/{act}/", follow=True))
        assert "请找上一级管理员" in answer
    assert not User.objects.get(pk=person.pk).must_change_password
    assert User.objects.get(pk=person.pk).session_epoch == 0


def test_a_person_is_not_moved_out_of_the_district(world: Any, east: Client) -> None:
    person = world.users["street"]
    told = {"name": "x", "unit": world.units["west"].pk, "is_active": "on"}
    assert east.post(f"/admin/users/{person.pk}/", told).status_code == 422
    with pytest.raises(Refused):
        administering.change_person(person, actor=world.actor("county"), unit=world.units["west"])


def test_roles_are_changed_by_the_city_s_administrator_alone(world: Any, admin: Client, east: Client) -> None:
    told = {"label": "派单员", "permissions": ["requests.route", "audit.read"]}
    east.post("/admin/roles/router/", told)
    assert Role.objects.get(code="router").permissions == ROUTER
    assert east.get("/admin/roles/new/").status_code == 404
    assert "由全市管理员修改" in text(east.get("/admin/roles/router/"))
    assert admin.post("/admin/roles/router/", {**told, "requires_totp": "on"}).status_code == 302
    row = Role.objects.get(code="router")
    assert (row.permissions, row.requires_totp) == (["audit.read", "requests.route"], True)
    assert "没有这个权限" in text(admin.post("/admin/roles/router/", {"label": "x", "permissions": ["nothing.real"]}))


def test_a_role_says_how_many_carry_it(world: Any, admin: Client) -> None:
    assert "现在有 2 人是这个角色" in text(admin.get("/admin/roles/street/"))


def test_a_unit_is_added_and_changed_where_it_belongs(world: Any, east: Client) -> None:
    told = {"code": "parks", "name": "河东区园林处", "kind": "department", "place": EAST, "is_active": "on"}
    assert east.post("/admin/units/new/", told).status_code == 302
    assert "已有代码" in text(east.post("/admin/units/new/", told))
    assert east.post("/admin/units/new/", {**told, "code": "w", "place": WEST}).status_code == 422
    parks = Unit.objects.get(code="parks")
    assert east.post(f"/admin/units/{parks.pk}/", {**told, "name": "河东区园林局", "phone": "1"}).status_code == 302
    assert Unit.objects.get(code="parks").name == "河东区园林局"


def test_a_unit_that_holds_open_matters_is_not_closed_down(world: Any, admin: Client) -> None:
    world.request()
    street = world.units["street"]
    told = {"name": street.name, "kind": "street", "place": STREET}
    assert "手里还有 1 件没有办结" in text(admin.post(f"/admin/units/{street.pk}/", told))
    lights = world.units["lights"]
    told = {"name": "x", "kind": "department", "place": EAST}
    assert admin.post(f"/admin/units/{lights.pk}/", told).status_code == 302


def test_leave_cover_is_visible_to_the_administrator(world: Any, admin: Client) -> None:
    actions.delegate(
        actor=SYSTEM,
        giver=world.users["street"],
        taker=world.users["community"],
        starts_on=date(2026, 1, 1),
        ends_on=date(2036, 1, 1),
        reason="休假",
    )
    assert "试street 请 试community 代办" in text(admin.get(f"/admin/users/{world.users['street'].pk}/"))


def test_leave_cover_does_not_make_an_administrator(world: Any) -> None:
    actions.delegate(
        actor=SYSTEM,
        giver=world.users["admin"],
        taker=world.users["street"],
        starts_on=date(2026, 1, 1),
        ends_on=date(2036, 1, 1),
        reason="休假",
    )
    assert not world.actor("street").holds(rules.MANAGE)
    assert client_of(world.users["street"]).get("/admin/users/").status_code == 404


def test_people_are_found_by_name_role_place_and_state(world: Any, admin: Client) -> None:
    for query, there, absent in (
        ("q=handler", "试handler", "试street"),
        ("role=street", "试street", "试handler"),
        (f"place={WEST}", "试west_street", "试handler"),
        ("state=off", "没有找到人", "试street"),
    ):
        page = text(admin.get(f"/admin/users/?{query}"))
        body = page.split('id="list"')[1]
        assert there in body, query
        assert absent not in body, query


def test_places_to_pick_are_the_administrator_s(world: Any, east: Client) -> None:
    assert [row["label"] for row in east.get("/places/pick.json?for=access.manage&q=柳荫").json()] == ["河东区柳荫街道"]
    assert east.get("/places/pick.json?for=access.manage&q=桥头").json() == []


def test_the_pages_take_as_many_queries_for_many_people_as_for_few(world: Any, admin: Client) -> None:
    addresses = (
        "/admin/users/",
        f"/admin/users/{world.users['street'].pk}/",
        "/admin/roles/",
        "/admin/roles/street/",
        "/admin/units/",
        f"/admin/units/{world.units['street'].pk}/",
        "/admin/users/new/",
        "/admin/units/new/",
    )
    counts = [[counted(admin, address) for address in addresses]]
    for n in range(2):
        unit = actions.save_unit(actor=SYSTEM, code=f"u{n}", name=f"新{n}", kind="department", place_path=EAST)
        person = actions.add_user(actor=SYSTEM, login=f"p{n}", name=f"人{n}", password="x", unit=unit, check=False)
        role = Role.objects.create(code=f"r{n}", label=f"角{n}", permissions=[])
        actions.grant(person, role, actor=SYSTEM, place_path=EAST)
        actions.grant(world.users["street"], role, actor=SYSTEM, place_path=EAST)
    counts.append([counted(admin, address) for address in addresses])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8, dict(zip(addresses, counts[0], strict=True))


def counted(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_first_day_of_a_new_role_is_filled_in_as_browsers_read_it(world: Any, admin: Client) -> None:
    page = text(admin.get(f"/admin/users/{world.users['street'].pk}/"))
    assert f'value="{timezone.localdate().isoformat()}"' in page


def test_a_role_is_named_in_the_reader_s_language_until_it_is_named_anew(world: Any) -> None:
    role = Role.objects.get(code="handler")
    with translation.override("en"):
        role.label = pack().toml("roles")["handler"]["label"]
        assert str(role) == "Department handler"
        role.label = "承办科室"
        assert str(role) == "承办科室"
    assert str(role) == "承办科室"
