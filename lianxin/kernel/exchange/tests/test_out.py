"""Files out: whole, harmless, masked, marked and written down."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.access.actor import Actor, Denied, Grant
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.exchange.cells import SHANGHAI
from lianxin.kernel.exchange.columns import Column, Layout
from lianxin.kernel.exchange.out import NoPurpose, write_csv, write_xlsx
from lianxin.kernel.exchange.preview import preview
from lianxin.kernel.exchange.tests.made import LAYOUT, LONG

pytestmark = pytest.mark.django_db

CLERK = Actor("staff", name="李甲&乙", unit_name="甲街道", user_id=None)
KEEPER = Actor("staff", name="王丙", grants=(Grant("keeper", frozenset({"exchange.unmask"}), "150100."),))
RECORD: dict[str, Any] = {
    "number": "007", "phone": "13800138000", "at": datetime(2020, 1, 6, 12, 9, 38, tzinfo=SHANGHAI),
    "on": date(2020, 1, 7), "detail": LONG, "likes": -5,
}  # fmt: skip
WRITERS = pytest.mark.parametrize("write", [write_csv, write_xlsx])


def written(
    write: Callable[..., int], rows: list[dict[str, Any]], layout: Layout = LAYOUT, **options: Any
) -> io.BytesIO:
    file = io.BytesIO()
    options.setdefault("actor", CLERK)
    assert write(rows, layout.columns, file, layout=layout.name, **options) == len(rows)
    return io.BytesIO(file.getvalue())


@WRITERS
def test_what_goes_out_masked_comes_in_again_whole_but_for_the_masks(write: Callable[..., int]) -> None:
    found = preview(written(write, [RECORD]), LAYOUT)
    assert found.problems == []
    assert [row.values for row in found.rows()] == [{**RECORD, "phone": "138****8000"}]


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1).map(str.strip).filter(bool)
GUARDED = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "'", "'=", "''-1", "-1", "＝"]), TEXT)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(TEXT | GUARDED, min_size=1, max_size=5),
    moment=st.datetimes(datetime(1950, 1, 1), datetime(2099, 1, 1)),
    number=st.integers(-(10**14), 10**14),
)
def test_round_trip(texts: list[str], moment: datetime, number: int) -> None:
    at = moment.replace(microsecond=0, tzinfo=SHANGHAI)
    rows = [
        {"number": f"A{n}", "phone": None, "at": at, "on": at.date(), "detail": text, "likes": number}
        for n, text in enumerate(texts)
    ]
    for write in (write_csv, write_xlsx):
        assert [row.values for row in preview(written(write, rows), LAYOUT).rows()] == rows


ATTACKS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "'=1"]


def test_no_text_can_run_as_a_formula_in_a_csv() -> None:
    layout = Layout("x", (Column("a", "甲"),))
    text = written(write_csv, [{"a": attack} for attack in ATTACKS], layout).getvalue().decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:-1]
    assert cells == [f"'{attack}" for attack in ATTACKS]


def test_no_text_can_run_as_a_formula_in_a_workbook_and_none_is_altered() -> None:
    layout = Layout("x", (Column("a", "甲"),))
    sheet = openpyxl.load_workbook(written(write_xlsx, [{"a": attack} for attack in ATTACKS], layout)).worksheets[0]
    cells = [sheet.cell(row, 1) for row in range(2, len(ATTACKS) + 2)]
    assert [str(cell.value).replace("_x000D_", "\r") for cell in cells] == ATTACKS
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


def test_numbers_stay_numbers_and_long_ones_keep_their_digits() -> None:
    layout = Layout("x", (Column("a", "甲"),))
    values = [-5, 1.5, Decimal("-2.50"), 123456789012345678, "+86", True, None]
    sheet = openpyxl.load_workbook(written(write_xlsx, [{"a": value} for value in values], layout)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(2, 9)] == [-5, 1.5, -2.5, "123456789012345678", "+86", "是", None]
    text = written(write_csv, [{"a": value} for value in values], layout).getvalue().decode("utf-8-sig")
    assert text.splitlines()[1:7] == ["-5", "1.5", "-2.50", "123456789012345678", "+86", "是"]


@WRITERS
def test_the_whole_number_needs_the_right_there_and_a_purpose(write: Callable[..., int]) -> None:
    with pytest.raises(Denied):
        written(write, [RECORD], unmask=True, purpose="回访")
    with pytest.raises(Denied):
        written(write, [RECORD], unmask=True, purpose="回访", actor=KEEPER, place_path="150200.")
    with pytest.raises(NoPurpose):
        written(write, [RECORD], unmask=True, actor=KEEPER, place_path="150100.150102.", purpose=" ")
    assert not Entry.objects.unscoped(reason="test").exists()
    file = written(write, [RECORD], unmask=True, actor=KEEPER, place_path="150100.150102.", purpose="回访")
    assert [row.values for row in preview(file, LAYOUT).rows()] == [RECORD]


@WRITERS
def test_every_file_out_is_written_down(write: Callable[..., int]) -> None:
    written(write, [RECORD, RECORD], purpose="月报")
    entry = Entry.objects.unscoped(reason="test").get()
    assert entry.action == "exchange.export"
    assert json.loads(entry.detail) == {"layout": "messages", "count": 2, "masked": True, "purpose": "月报"}


def test_a_workbook_says_who_took_it_out_and_when() -> None:
    book = openpyxl.load_workbook(written(write_xlsx, [RECORD], purpose="月报"))
    assert book.worksheets[0].oddFooter.left.text.startswith("李甲&&乙（甲街道）导出于 20")
    assert book.sheetnames[-1] == "说明"
    note = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert (note["导出人"], note["单位"], note["行数"], note["是否脱敏"], note["用途"]) == (
        "李甲&乙",
        "甲街道",
        1,
        "是",
        "月报",
    )


def test_a_csv_says_so_in_its_last_line() -> None:
    last = written(write_csv, [RECORD]).getvalue().decode("utf-8-sig").splitlines()[-1]
    assert last.startswith("※ 李甲&乙（甲街道）导出于 20")


def test_a_choice_goes_out_as_its_word() -> None:
    layout = Layout("x", (Column("kind", "类别", choices={"咨询": "ask"}),))
    assert "咨询" in written(write_csv, [{"kind": "ask"}], layout).getvalue().decode("utf-8-sig")
