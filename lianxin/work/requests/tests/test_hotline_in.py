"""Work orders of the hotline: read on trial, refused by row and column, taken once, quickly."""

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.kernel.clock import deadlines
from lianxin.kernel.exchange.models import ImportRun
from lianxin.kernel.matters.models import Contact, Event
from lianxin.work.requests.exchange.hotline import Areas
from lianxin.work.requests.models import Request
from lianxin.work.requests.tests.staff import queries_of, signed_in, text_of
from tests.world import CITY, COMMUNITY, EAST, STREET

HEAD = (
    "工单号",
    "受理时间",
    "诉求内容（必填）",
    "来电人",
    "来电号码",
    "所属街道",
    "诉求地址",
    "诉求类别",
    "办结时限",
    "备注",
)
GOOD = (
    "RX001",
    "2026-03-02 09:10",
    "楼下路灯不亮",
    "试某",
    "13900000000",
    "河东区柳荫街道",
    "槐树社区3号楼",
    "路灯",
    "2026-03-09 18:00",
    "",
)


def book(*rows: tuple[Any, ...]) -> SimpleUploadedFile:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate((HEAD, *rows)):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("热线.xlsx", file.getvalue())


def uploaded(client: Client, *rows: tuple[Any, ...]) -> ImportRun:
    answer = client.post("/import/", {"file": book(*rows)})
    assert answer.status_code == 302, text_of(answer)[-3000:]
    return ImportRun.objects.unscoped(reason="test").order_by("-pk")[0]


def commit(client: Client, run: ImportRun) -> str:
    return text_of(client.post(f"/imports/{run.pk}/commit/", follow=True))


def orders() -> list[Request]:
    return list(Request.objects.unscoped(reason="test").select_related("matter__holder").order_by("pk"))


@pytest.fixture
def county(world: Any) -> Client:
    return signed_in("county")


def test_a_work_order_keeps_its_number_its_time_and_its_place(world: Any, county: Client) -> None:
    assert "新增 1" in commit(county, uploaded(county, GOOD))
    [request] = orders()
    matter = request.matter
    assert (request.source, request.external_ref, request.hotline_kind) == ("12345", "RX001", "")
    assert (matter.channel, matter.state) == ("hotline", "received")
    assert (matter.category, matter.place_path) == ("0101", COMMUNITY)
    assert f"{matter.opened_at:%Y-%m-%d}" == "2026-03-02"
    assert matter.holder == world.units["street"]
    assert "2026-03-09 18:00" in Event.objects.unscoped(reason="test").get(matter=matter).note
    assert Contact.objects.unscoped(reason="test").get(matter=matter).openness == "relay"


def test_the_same_number_never_comes_twice(world: Any, county: Client) -> None:
    commit(county, uploaded(county, GOOD))
    second = (*GOOD[:2], "改了字的同一件", *GOOD[3:])
    assert "未变 1" in commit(county, uploaded(county, second))
    assert [request.text for request in orders()] == ["楼下路灯不亮"]


def test_errors_are_named_by_row_and_column_and_their_rows_stay_back(world: Any, county: Client) -> None:
    bad = ("", "昨天", "没有编号", "", "", "河西区桥头街道", "", "", "", "")
    run = uploaded(county, GOOD, bad)
    page = text_of(county.get(f"/imports/{run.pk}/"))
    assert "第 3 行 A 列" in page
    assert "必须填写" in page
    assert "不在您的导入范围内" in page
    assert "导入 1 行" in page
    assert "139****0000" in page
    assert "13900000000" not in page
    assert county.get(f"/imports/{run.pk}/bad.xlsx").content[:2] == b"PK"
    commit(county, run)
    assert len(orders()) == 1


def test_a_file_without_its_columns_is_refused_with_what_it_should_have(world: Any, county: Client) -> None:
    answer = county.post("/import/", {"file": SimpleUploadedFile("x.csv", "甲,乙\n1,2\n".encode())})
    assert answer.status_code == 422
    assert "工单编号" in text_of(answer)


def test_without_an_area_it_waits_at_the_importer_s_own_desk(world: Any, county: Client) -> None:
    page = commit(county, uploaded(county, (*GOOD[:5], "", "不知道哪里", *GOOD[7:])))
    assert orders()[0].matter.place_path == EAST
    assert "放在您自己的派单台：1 件" in page


def test_discarding_takes_nothing(world: Any, county: Client) -> None:
    run = uploaded(county, GOOD)
    assert "已放弃" in text_of(county.post(f"/imports/{run.pk}/discard/", follow=True))
    assert "已经办过" in commit(county, run)
    assert orders() == []


def test_another_person_does_not_take_or_see_the_file(world: Any, county: Client) -> None:
    run = uploaded(county, GOOD)
    assert signed_in("street").get(f"/imports/{run.pk}/").status_code == 404
    city = signed_in("city")
    assert "导入 1 行" not in text_of(city.get(f"/imports/{run.pk}/"))
    assert city.post(f"/imports/{run.pk}/commit/").status_code == 404
    assert orders() == []


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("河东区", EAST),
        ("柳荫街道办", STREET),
        ("青禾市河东区柳荫街道槐树社区", COMMUNITY),
        ("槐树社区5号楼", COMMUNITY),
        ("990102001", STREET),
        ("河东区和河西区交界", ""),
        ("不知道", ""),
        ("青禾市", CITY),
    ],
)
def test_names_in_a_text_speak_of_the_deepest_place(world: Any, words: str, path: str) -> None:
    assert Areas(world.actor("city")).path_of(words) == path


def test_a_thousand_work_orders_are_taken_in_one_go(world: Any, county: Client) -> None:
    run = uploaded(county, *((f"RX{n:05d}", *GOOD[1:]) for n in range(1000)))
    commit(county, run)
    assert len(orders()) == 1000


def test_an_order_of_a_year_without_holiday_list_has_a_clock_that_waits_for_it(world: Any, county: Client) -> None:
    commit(county, uploaded(county, GOOD, ("RX9", "2035-03-02 09:10", *GOOD[2:])))
    known, unknown = orders()
    assert known.matter.due_at is not None
    [clock] = deadlines.clocks(unknown.matter)
    assert (clock.name, clock.due_at, clock.missing_year) == ("route", None, 2035)


def test_the_pages_of_files_take_as_many_queries_for_one_as_for_three(world: Any, county: Client) -> None:
    counts: dict[str, list[int]] = {}
    for rows in ((GOOD,), (("X1", *GOOD[1:]), ("X2", *GOOD[1:]), ("", "", ""))):
        run = uploaded(county, *rows)
        for name, address in (("new", "/import/"), ("list", "/imports/"), ("one", f"/imports/{run.pk}/")):
            counts.setdefault(name, []).append(len(queries_of(county, address)))
    assert all(one == three <= 8 for one, three in counts.values()), counts
