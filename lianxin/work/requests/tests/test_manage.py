"""Categories, the routing table and reply texts, as an administrator keeps them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.kernel.access import actions as access_actions
from lianxin.kernel.access.actor import SYSTEM, Denied
from lianxin.kernel.access.models import Role
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.work.requests import actions, queries
from lianxin.work.requests.actions import manage
from lianxin.work.requests.models import Category, ReplyText, RoutingLine
from lianxin.work.requests.tests.staff import queries_of, signed_in, text_of
from tests.world import COMMUNITY, EAST, STREET, WEST


@pytest.fixture
def admin(world: Any) -> Client:
    return signed_in("admin")


@pytest.fixture
def district(world: Any) -> Client:
    """Somebody who manages requests in the eastern district only."""
    role = Role.objects.create(code="east_keeper", label="区管理员", permissions=["requests.manage"])
    access_actions.grant(world.users["county"], role, actor=SYSTEM, place_path=EAST)
    return signed_in("county")


def test_a_category_gets_its_initials_and_its_parent_a_child(world: Any, admin: Client) -> None:
    admin.post("/manage/categories/new/", {"parent": "0101", "code": "010101", "name": "路灯常亮", "days": 4})
    row = Category.objects.get(code="010101")
    assert (row.initials, row.days, row.parent) == ("ldcl", 4, world.categories["lamp"])
    assert not Category.objects.get(code="0101").is_leaf
    assert Entry.objects.unscoped(reason="test").filter(action="request.add_category").exists()


def test_a_code_outside_its_branch_or_taken_is_refused_beside_its_field(world: Any, admin: Client) -> None:
    answer = admin.post("/manage/categories/new/", {"parent": "01", "code": "0201", "name": "x", "days": 1})
    assert "代码要以上级类别的代码 01 开头" in text_of(answer)
    answer = admin.post("/manage/categories/new/", {"parent": "01", "code": "0102", "name": "x", "days": 1})
    assert "已有代码为 0102 的类别" in text_of(answer)


def test_a_changed_limit_counts_for_what_comes_next(world: Any, admin: Client) -> None:
    told = {"name": "路灯", "days": 8, "unit": world.units["lights"].pk, "is_active": "on", "synonyms": "街灯"}
    assert admin.post("/manage/categories/0101/", told).status_code == 302
    assert queries.limits(Category.objects.get(code="0101"))["handle"].amount == 8


def test_a_branch_in_use_is_not_retired(world: Any) -> None:
    with pytest.raises(MoveRefused, match="2 个在用"):
        manage.change_category(Category.objects.get(code="01"), actor=SYSTEM, is_active=False)


def test_categories_are_found_by_initials_and_synonyms(world: Any, admin: Client) -> None:
    for words in ("xsd", "下水", "0102"):
        text = text_of(admin.get(f"/manage/categories/?q={words}"))
        assert "下水道" in text
        assert "街灯" not in text
    assert "没有找到类别" in text_of(admin.get("/manage/categories/?q=zzz"))


def test_who_manages_a_district_does_not_change_the_city_s_categories(world: Any, district: Client) -> None:
    answer = district.post("/manage/categories/0101/", {"name": "别的", "days": 1, "is_active": "on"})
    assert "不在您的管理范围内" in text_of(answer)
    assert Category.objects.get(code="0101").name == "路灯"


def test_the_try_out_says_where_the_table_would_send_it(world: Any, admin: Client) -> None:
    admin.post(
        "/manage/routing/",
        {"category": "0101", "place": STREET, "from_hour": 20, "to_hour": 6, "unit": world.units["street"].pk},
    )
    asked = f"/manage/routing/?try-category=0101&try-place={COMMUNITY}"
    assert "会派给：柳荫街道办事处" in text_of(admin.get(f"{asked}&try-hour=23"))
    assert "会派给：河东区城市管理局" in text_of(admin.get(f"{asked}&try-hour=10"))
    assert "没有建议的单位" in text_of(admin.get(f"/manage/routing/?try-category=0101&try-place={WEST}"))


def test_a_line_of_no_length_is_refused(world: Any, admin: Client) -> None:
    told = {"from_hour": 5, "to_hour": 5, "unit": world.units["street"].pk}
    assert "起止时间不能相同" in text_of(admin.post("/manage/routing/", told))


def test_a_line_for_every_place_is_the_city_administrator_s(world: Any, district: Client) -> None:
    told = {"from_hour": 0, "to_hour": 24, "unit": world.units["street"].pk}
    assert "不在您的管理范围内" in text_of(district.post("/manage/routing/", told))
    assert district.post("/manage/routing/", {**told, "place": EAST}).status_code == 302
    assert RoutingLine.objects.get().place_path == EAST
    with pytest.raises(Denied):
        manage.save_line(actor=world.actor("west_county"), unit=world.units["west"], place_path=EAST)


def test_a_line_is_changed_and_deleted_where_it_belongs(world: Any, admin: Client, district: Client) -> None:
    line = manage.save_line(actor=SYSTEM, unit=world.units["water"], place_path=WEST)
    assert district.post(f"/manage/routing/{line.pk}/delete/").status_code == 404
    told = {"place": WEST, "from_hour": 1, "to_hour": 24, "unit": world.units["west"].pk}
    assert admin.post(f"/manage/routing/{line.pk}/", told).status_code == 302
    assert admin.post(f"/manage/routing/{line.pk}/delete/").status_code == 302
    assert not RoutingLine.objects.exists()


def test_an_answer_may_start_from_a_kept_text_of_its_category(world: Any, admin: Client) -> None:
    manage.save_reply(actor=SYSTEM, title="已修好", body="您反映的路灯已经修好。", category_code="0101")
    told = {"title": "疏通了", "body": "下水道已疏通。", "category": "0102", "is_active": "on"}
    assert admin.post("/manage/replies/", told).status_code == 302
    matter = world.request().matter
    actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    actions.accept(matter, actor=world.actor("handler"))
    page = text_of(signed_in("handler").get(f"/m/{matter.number}/answer/"))
    assert 'data-fills="id_public_note"' in page
    assert "您反映的路灯已经修好。" in page
    assert "下水道已疏通" not in page


def test_a_reply_text_is_changed_and_deleted(world: Any, admin: Client) -> None:
    text = manage.save_reply(actor=SYSTEM, title="一", body="二")
    admin.post(f"/manage/replies/{text.pk}/", {"title": "三", "body": "四"})
    assert ReplyText.objects.values_list("title", "is_active").get() == ("三", False)
    admin.post(f"/manage/replies/{text.pk}/delete/")
    assert not ReplyText.objects.exists()


def test_categories_come_from_a_file(world: Any, admin: Client) -> None:
    file = SimpleUploadedFile("类别.csv", "一级分类,二级分类,三级分类\n环境卫生,垃圾,垃圾清运\n".encode())
    answer = admin.post("/imports/new/requests.categories/", {"file": file})
    assert "新增 1" in text_of(admin.post(f"{answer.headers['Location']}commit/", follow=True))
    assert Category.objects.get(name="垃圾清运").parent.name == "垃圾"
    assert signed_in("county").get("/imports/new/requests.categories/").status_code == 404


def test_the_pages_take_as_many_queries_for_one_row_as_for_three(world: Any, admin: Client) -> None:
    counts: dict[str, list[int]] = {}
    for more in (1, 2):
        for n in range(more):
            manage.save_line(actor=SYSTEM, unit=world.units["water"], category_code="0101", from_hour=more * 3 + n)
            manage.save_reply(actor=SYSTEM, title=f"{more}{n}", body="x", category_code="0102")
            manage.add_category(actor=SYSTEM, code=f"03{more}{n}", name="新", unit=world.units["water"])
        for address in ("/manage/categories/", "/manage/routing/", "/manage/replies/", "/manage/categories/?q=l"):
            counts.setdefault(address, []).append(len(queries_of(admin, address)))
    assert all(one == three <= 8 for one, three in counts.values()), counts
