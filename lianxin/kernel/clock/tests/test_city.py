"""Years that an operator adds, and what the clock warns of."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from lianxin.kernel.clock.calendar import UnknownYear
from lianxin.kernel.clock.city import SHIPPED, calendar, check_years
from lianxin.kernel.clock.tests.test_year_files import GOOD


def put(home: Path, text: str, name: str = "2027.toml") -> None:
    (home / "years").mkdir(exist_ok=True)
    (home / "years" / name).write_text(text, encoding="utf-8")


def test_a_year_put_into_the_home_folder_is_known_at_once(home: Path) -> None:
    with pytest.raises(UnknownYear):
        calendar().is_working_day(date(2027, 1, 4))
    put(home, GOOD)
    assert calendar().is_working_day(date(2027, 1, 4))


def test_the_home_folder_replaces_a_shipped_year(home: Path) -> None:
    text = (SHIPPED / "2026.toml").read_text(encoding="utf-8").replace("to = 2026-05-05", "to = 2026-05-06")
    put(home, text, "2026.toml")
    assert not calendar().is_working_day(date(2026, 5, 6))


def test_a_broken_file_is_left_out_and_reported_and_the_other_years_go_on(home: Path) -> None:
    put(home, "year = ", "2026.toml")
    put(home, GOOD.replace("[[holiday]]", "[[holiday"), "2027.toml")
    assert calendar().is_working_day(date(2026, 2, 14))
    warnings = check_years(date(2026, 11, 22))
    assert [name for name in ("2026.toml", "2027.toml") if any(name in text for text in warnings)] == [
        "2026.toml",
        "2027.toml",
    ]
    assert any("缺少2027年" in text for text in warnings)


def test_the_next_year_is_asked_for_from_october_on(home: Path) -> None:
    assert check_years(date(2026, 9, 30)) == []
    warnings = check_years(date(2026, 10, 1))
    assert len(warnings) == 1
    assert "2027" in warnings[0]
    assert str(home / "years") in warnings[0]
    put(home, GOOD)
    assert check_years(date(2026, 10, 1)) == []
    shutil.rmtree(home / "years")
    assert len(check_years(date(2027, 1, 2))) == 1
