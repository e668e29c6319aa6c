"""Organisations in by file, seen by whom they concern, and out again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Denied
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.places.divisions import import_divisions
from lianxin.registers.orgs import queries
from lianxin.registers.orgs.exchange import import_organisations
from lianxin.registers.orgs.models import Organisation
from lianxin.registers.orgs.rules import check_sign
from tests.shared_data import shared
from tests.signed_in import client_of
from tests.world import CITY, EAST, WEST


def code(body: str) -> str:
    return body + check_sign(body)


BAKERY, CLUB, FARM = code("91990102MA0000001"), code("51990103MA0000002"), code("93990188MA0000003")
FILE = f"""注册地址,name,uscc,reg_adcode,registered_on
河东区槐荫路1号,青禾面包房（演示）,{BAKERY},990102,2015-03-01
河西区书院路2号,青禾棋友会（演示）,{CLUB},990103,2018年5月2日
某处,山里合作社（演示）,{FARM},990188,
"""


def written(tmp_path: Path, text: str, name: str = "orgs.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def filled(world: Any, tmp_path: Path) -> Any:
    import_organisations(written(tmp_path, FILE), actor=SYSTEM)
    return world


def names(actor: Any, **filters: str) -> set[str]:
    return {row.name[:5] for row in queries.organisations(actor, filters)}


def test_each_is_put_where_its_division_is_and_the_rest_at_the_city(world: Any, tmp_path: Path) -> None:
    report = import_organisations(written(tmp_path, FILE), actor=SYSTEM)
    where = dict(Organisation.objects.visible_to(SYSTEM).values_list("uscc", "place_path"))
    assert where == {BAKERY: EAST, CLUB: WEST, FARM: CITY}
    assert any("990188" in note for note in report.notes)
    assert Organisation.objects.visible_to(SYSTEM).get(uscc=FARM).kind == "93"


def test_a_wrong_code_is_a_bad_cell_and_the_others_are_taken(world: Any, tmp_path: Path) -> None:
    report = import_organisations(written(tmp_path, FILE.replace(CLUB, CLUB[:-1] + "#")), actor=SYSTEM)
    assert [(p.row, p.header) for p in report.problems] == [(3, "uscc")]
    assert report.counts["created"] == 2


def test_a_second_run_changes_nothing_and_a_correction_changes_one(filled: Any, tmp_path: Path) -> None:
    assert import_organisations(written(tmp_path, FILE), actor=SYSTEM).nothing_changed
    again = written(tmp_path, FILE.replace("槐荫路1号", "槐荫路9号") + "\n", "other.csv")
    assert import_organisations(again, actor=SYSTEM).counts["changed"] == 1
    assert queries.organisation(SYSTEM, BAKERY).address == "河东区槐荫路9号"
    assert names(SYSTEM, q="槐荫路9号") == {"青禾面包房"}


def test_everybody_sees_only_their_own_area(filled: Any) -> None:
    assert names(filled.actor("county")) == {"青禾面包房"}
    assert names(filled.actor("west_county")) == {"青禾棋友会"}
    assert len(names(filled.actor("city"))) == 3
    assert names(ANONYMOUS) == names(filled.actor("handler")) == set()


def test_filters_narrow_by_words_kind_and_place(filled: Any) -> None:
    city = filled.actor("city")
    assert names(city, q="棋友") == {"青禾棋友会"}
    assert names(city, q=BAKERY.lower()) == {"青禾面包房"}
    assert names(city, kind="93") == {"山里合作社"}
    assert names(city, place=WEST) == {"青禾棋友会"}
    Organisation.objects.unscoped(reason="test").filter(uscc=CLUB).update(valid_to="2020-01-01")
    assert names(city, state="gone") == {"青禾棋友会"}
    assert "青禾棋友会" not in names(city, state="there")


def test_only_who_keeps_the_register_may_bring_a_file_in(world: Any, tmp_path: Path) -> None:
    with pytest.raises(Denied):
        import_organisations(written(tmp_path, FILE), actor=world.actor("county"))


def test_the_list_the_page_and_the_spreadsheet_show_the_same(filled: Any) -> None:
    client = client_of(filled.users["county"])
    page = client.get("/orgs/").content.decode()
    assert "青禾面包房" in page
    assert "棋友会" not in page
    assert BAKERY in client.get(f"/orgs/{BAKERY}/").content.decode()
    assert client.get(f"/orgs/{CLUB}/").status_code == 404
    before = Entry.objects.visible_to(SYSTEM).count()
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get("/orgs/export.xlsx").streaming_content)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == [BAKERY]
    assert rows[1][2] == "企业"
    assert Entry.objects.visible_to(SYSTEM).count() == before + 1
    assert client_of(filled.users["community"]).get("/orgs/export.xlsx").status_code == 404


@pytest.mark.data
@pytest.mark.django_db
def test_a_real_list_of_a_city_is_taken_whole() -> None:
    import_divisions(shared("divisions_150100_hohhot.csv"), actor=SYSTEM)
    report = import_organisations(shared("organisations_hohhot_1500.csv"), actor=SYSTEM)
    rows = Organisation.objects.visible_to(SYSTEM)
    assert (report.counts["created"], rows.count(), report.problems) == (1500, 1500, [])
    assert rows.filter(place_path="150100.150102.").count() == 274
    assert import_organisations(shared("organisations_hohhot_1500.csv"), actor=SYSTEM).nothing_changed
