"""What a year file must be, and that the shipped ones are whole."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from lianxin.kernel.clock.calendar import Calendar
from lianxin.kernel.clock.city import SHIPPED
from lianxin.kernel.clock.year_file import BadYearFile, read_year

GOOD = """
year = 2027
notice = "样例"
[[holiday]]
name = "元旦"
from = 2026-12-31
to = 2027-01-02
statutory = [2027-01-01]
work = [2026-12-27]
"""


def write(folder: Path, text: str, name: str = "2027.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_every_weekday_off_is_paid_for_by_a_statutory_day_or_a_worked_weekend(path: Path) -> None:
    for holiday in tomllib.loads(path.read_text(encoding="utf-8"))["holiday"]:
        days = [holiday["from"] + timedelta(n) for n in range((holiday["to"] - holiday["from"]).days + 1)]
        weekdays = [day for day in days if day.weekday() < 5]
        assert len(weekdays) == len(holiday["statutory"]) + len(holiday["work"]), holiday["name"]


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_year_names_the_notice_it_comes_from(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    assert content["notice"].startswith(f"国办发明电〔{content['year'] - 1}〕")
    assert content["published_on"].year == content["year"] - 1


def test_the_shipped_years_are_2024_to_2026() -> None:
    assert Calendar.load(SHIPPED).years == {2024, 2025, 2026}


def test_a_list_may_reach_back_into_the_december_before(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    calendar = Calendar.load(SHIPPED, tmp_path)
    assert calendar.is_working_day(date(2026, 12, 27))
    assert not calendar.is_working_day(date(2026, 12, 31))
    assert calendar.add_working_days(date(2026, 12, 26), 6) == date(2027, 1, 5)


def test_a_later_folder_replaces_the_year_of_an_earlier_one(tmp_path: Path) -> None:
    text = (SHIPPED / "2026.toml").read_text(encoding="utf-8")
    write(tmp_path, text.replace("to = 2026-05-05", "to = 2026-05-06"), "2026.toml")
    assert Calendar.load(SHIPPED).is_working_day(date(2026, 5, 6))
    assert not Calendar.load(SHIPPED, tmp_path).is_working_day(date(2026, 5, 6))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("year = 2027", "year = 2028"),
        ("[2026-12-27]", "[2027-01-02]"),  # off and worked
        ("[2026-12-27]", "[2026-12-28]"),  # a Monday needs no making up
        ("[2026-12-27]", "[2026-11-29]"),  # too far back
        ("[2027-01-01]", "[2027-01-03]"),  # a statutory day outside its holiday
        ("to = 2027-01-02", "to = 2026-12-30"),
        ("to = 2027-01-02", "to = 'soon'"),
        ("work = [2026-12-27]", ""),
        ("[[holiday]]", "[[holiday"),
        ("from = 2026-12-31", "from = 2026-12-31T08:00:00"),
    ],
)
def test_a_slip_in_a_year_file_is_refused_with_its_name(tmp_path: Path, old: str, new: str) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(BadYearFile, match=r"2027\.toml"):
        read_year(path)
