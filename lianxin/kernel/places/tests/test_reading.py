"""The shapes in which division files come."""

import json
from pathlib import Path

import openpyxl
import pytest

from lianxin.kernel.places import parsing, reading
from lianxin.kernel.places.tests.conftest import CITY, HEAD, Write


def names(path: Path) -> list[str]:
    parsed = parsing.parse(reading.read(path))
    assert not parsed.problems
    return [division.name for division in parsed.divisions]


EXPECTED = [name for _code, name in CITY]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_each_encoding(write: Write, encoding: str) -> None:
    assert sorted(names(write([HEAD, *CITY], encoding=encoding))) == sorted(EXPECTED)


@pytest.mark.parametrize(
    "head", [["统计用区划代码", "名称"], ["区划代码", "区划 名称"], ["CODE", "Name"], ["adcode(国标)", "名称"]]
)
def test_header_names_in_both_languages(write: Write, head: list[str]) -> None:
    assert len(names(write([head, *CITY]))) == len(CITY)


def test_a_title_above_the_header_and_a_file_without_one(write: Write) -> None:
    assert len(names(write([["云川市区划一览", ""], ["截至年底", ""], HEAD, *CITY]))) == len(CITY)
    assert len(names(write(CITY))) == len(CITY)


def test_twelve_digits_with_urban_rural_class(write: Write) -> None:
    head = ["统计用区划代码", "城乡分类代码", "名称"]
    rows = [head, ["990102001001", "111", "晨光社区居委会"], ["990102000000", "", "东湖区"]]
    divisions = parsing.parse(reading.read(write(rows))).divisions
    assert [(d.level, d.urban_rural_code) for d in divisions] == [("county", ""), ("community", "111")]


def test_a_workbook_with_codes_as_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [["名称", "代码"], *([name, int(code)] for code, name in CITY)]:
        book.active.append(row)
    path = tmp_path / "divisions.xlsx"
    book.save(path)
    assert sorted(names(path)) == sorted(EXPECTED)


@pytest.mark.parametrize(
    "data",
    [
        [{"code": code, "name": name} for code, name in CITY],
        {"data": [{"区划代码": int(code), "名称": name} for code, name in CITY]},
        dict(CITY),
        [
            {"code": "990100", "name": "云川市", "children": [
                {"code": "990102", "name": "东湖区", "children": [{"code": "990102001", "name": "柳荫街道"}]}
            ]}
        ],
    ],
    ids=["list", "under a key", "mapping", "nested"],
)  # fmt: skip
def test_json_shapes(tmp_path: Path, data: object) -> None:
    path = tmp_path / "divisions.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    found = names(path)
    assert found[:2] == ["云川市", "东湖区"]
    assert "柳荫街道" in found


def test_provinces_and_repeated_rows_are_left_out_without_a_word(write: Write) -> None:
    parsed = parsing.parse(reading.read(write([HEAD, ["99", "北岭省"], *CITY, CITY[0], ["990101", "市辖区"]])))
    assert (len(parsed.divisions), parsed.skipped, parsed.problems) == (len(CITY), 3, [])


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", b"a,b\n1,2\n"), ("a.json", b"{"), ("a.xlsx", b"no"), ("a.csv", b"")]
)
def test_a_file_without_codes_and_names_is_refused_with_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(reading.Unreadable, match=r"[\u4e00-\u9fff]"):
        reading.read(path)
