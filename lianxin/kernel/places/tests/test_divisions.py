"""Imports of division files: shapes, editions, aliases, dates, errors by row."""

import csv
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lianxin.kernel.access.actor import ANONYMOUS, SYSTEM, Denied
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.places import tree
from lianxin.kernel.places.divisions import import_divisions
from lianxin.kernel.places.models import Alias, Place
from lianxin.kernel.places.report import Report
from lianxin.kernel.places.tests.conftest import CITY, HEAD, Write, shared

pytestmark = pytest.mark.django_db


def changed(code: str, *, to: list[str] | None) -> list[list[str]]:
    """The made-up city with one row replaced, or left out."""
    return [HEAD, *(row if row[0] != code else to or [] for row in CITY)]


def entries() -> Any:
    return Entry.objects.unscoped(reason="tests count what was written down")


def test_a_file_becomes_a_tree_with_paths_from_the_city_down(city: Report) -> None:
    assert (city.created, city.problems) == (11, [])
    place = Place.objects.get(code="990102001001")
    assert place.path == "990100.990102.990102001.990102001001."
    assert (place.level, place.kind, place.short_name) == ("community", "社区居委会", "晨光")
    assert tree.full_name(place.path, top="990100.") == "东湖区柳荫街道晨光社区居委会"


def test_the_second_run_changes_nothing(city: Report, write: Write) -> None:
    before = entries().count()
    again = import_divisions(write([HEAD, *CITY]), actor=SYSTEM)
    assert again.nothing_changed
    assert again.unchanged == 11
    assert entries().count() == before


def test_an_import_is_written_down(city: Report) -> None:
    assert entries().filter(action="places.import").count() == 1


def test_a_dry_run_counts_and_writes_nothing(write: Write) -> None:
    report = import_divisions(write([HEAD, *CITY]), actor=SYSTEM, dry_run=True)
    assert report.created == 11
    assert not Place.objects.exists()


def test_somebody_without_the_permission_is_refused(write: Write) -> None:
    with pytest.raises(Denied):
        import_divisions(write([HEAD, *CITY]), actor=ANONYMOUS)


@pytest.mark.parametrize("name", ["divisions_150100_hohhot.csv", "divisions_150700_hulunbuir.csv"])
def test_the_real_files_import_whole_and_the_second_run_changes_nothing(name: str) -> None:
    path = shared(name)
    rows = len(list(csv.DictReader(path.open(encoding="utf-8-sig"))))
    first = import_divisions(path, actor=SYSTEM)
    assert (first.created, first.problems) == (rows, [])
    second = import_divisions(path, actor=SYSTEM)
    assert second.nothing_changed
    assert second.unchanged == rows


def test_a_shuffled_copy_with_blank_lines_and_a_broken_row_reports_exactly_the_bad_ones(tmp_path: Path) -> None:
    rows = list(csv.DictReader(shared("divisions_150100_hohhot.csv").open(encoding="utf-8-sig")))
    random.Random(7).shuffle(rows)
    path = tmp_path / "shuffled.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["备注", "区划名称", "上级代码", "统计用区划代码"])
        for index, row in enumerate(rows):
            if index == 10:
                writer.writerows([[], ["", "", "", ""]])  # lines 12 and 13
                writer.writerow(["x" * 5000, "坏村", "", "1.50102E+11"])  # line 14
                writer.writerow(["", "没有代码的村", "", ""])  # line 15
            writer.writerow(["", row["name"], row["parent_code"], row["code"]])
    report = import_divisions(path, actor=SYSTEM)
    assert [problem.row for problem in report.problems] == [14, 15]
    assert "科学计数法" in str(report.problems[0])
    assert report.created == len(rows) == Place.objects.count()
    assert import_divisions(shared("divisions_150100_hohhot.csv"), actor=SYSTEM).nothing_changed


def test_a_row_whose_parent_is_nowhere_is_reported_and_the_rest_goes_in(write: Write) -> None:
    report = import_divisions(write([HEAD, *CITY, ["990108001", "无主街道"]]), actor=SYSTEM)
    assert report.created == 11
    assert [problem.row for problem in report.problems] == [13]
    assert "无主街道" in str(report.problems[0])


def test_a_code_used_twice_for_two_names_is_reported(write: Write) -> None:
    report = import_divisions(write([HEAD, *CITY, ["990102", "别的区"]]), actor=SYSTEM)
    assert [problem.row for problem in report.problems] == [13]
    assert tree.name("990100.990102.") == "东湖区"


def test_a_new_name_is_taken_and_the_old_one_still_finds_the_place(city: Report, write: Write) -> None:
    report = import_divisions(write(changed("990102002", to=["990102002", "荷香街道"])), actor=SYSTEM)
    assert (report.changed, report.unchanged, report.aliases) == (1, 10, 1)
    assert tree.name("990100.990102.990102002.") == "荷香街道"
    assert [node.name for node in tree.current().named("荷风街道")] == ["荷香街道"]


def test_without_an_edition_a_missing_code_stays_open(city: Report, write: Write) -> None:
    report = import_divisions(write(changed("990103100201", to=None)), actor=SYSTEM)
    assert report.nothing_changed
    assert not Place.objects.exclude(valid_to=None).exists()


def test_a_newer_edition_closes_what_it_no_longer_has(city: Report, write: Write) -> None:
    path = write(changed("990103100201", to=None))
    report = import_divisions(path, actor=SYSTEM, edition="2024", on=date(2024, 7, 1))
    assert (report.closed, report.unchanged) == (1, 10)
    assert "上营村委会" in str(report.notes[0])
    assert tree.find("990103100201", on=date(2024, 6, 30)) is not None
    assert tree.find("990103100201", on=date(2024, 7, 1)) is None
    again = import_divisions(path, actor=SYSTEM, edition="2024", on=date(2024, 7, 1))
    assert again.nothing_changed


def test_a_street_under_a_new_code_is_found_by_last_years_code(city: Report, write: Write) -> None:
    rows = [[code.replace("990102002", "990102008"), name] for code, name in CITY]
    report = import_divisions(write([HEAD, *rows]), actor=SYSTEM, edition="2024", on=date(2024, 7, 1))
    assert (report.created, report.closed, report.changed, report.problems) == (0, 0, 2, [])
    new = tree.find("990102008")
    assert new is not None
    assert new.path == "990100.990102.990102008."
    assert tree.find("990102002") == tree.find("990102002000", on=date(2023, 1, 1)) == new
    assert tree.name("990100.990102.990102002.990102002001.") == "南门社区居委会"
    again = import_divisions(write([HEAD, *rows]), actor=SYSTEM, edition="2024", on=date(2024, 7, 1))
    assert again.nothing_changed
    assert again.unchanged == 11


def test_another_editions_code_is_learnt_without_moving_anything(city: Report, write: Write) -> None:
    path = write([HEAD, ["990102009", "荷风街道"], ["990102009001", "南门社区居委会"]])
    report = import_divisions(path, actor=SYSTEM)
    assert (report.aliases, report.created, report.changed, report.problems) == (2, 0, 0, [])
    assert tree.find("990102009") == tree.find("990102002")
    assert import_divisions(path, actor=SYSTEM).nothing_changed


def test_an_older_edition_only_teaches_its_codes(city: Report, write: Write) -> None:
    import_divisions(write([HEAD, *CITY]), actor=SYSTEM, edition="2024", on=date(2024, 7, 1))
    old = [[code.replace("990102001", "990102005"), name] for code, name in CITY] + [["990103101", "已撤的乡"]]
    report = import_divisions(write([HEAD, *old]), actor=SYSTEM, edition="2021", on=date(2021, 7, 1))
    assert (report.created, report.closed, report.changed) == (0, 0, 0)
    assert report.aliases == 3
    assert [problem.row for problem in report.problems] == [13]
    assert tree.find("990102005", edition="2021") == tree.find("990102001")
    again = import_divisions(write([HEAD, *old]), actor=SYSTEM, edition="2021", on=date(2021, 7, 1))
    assert again.nothing_changed


def test_when_renumbering_hands_a_code_to_the_next_village_the_names_decide(city: Report, write: Write) -> None:
    rows = [row for row in CITY if row[0] != "990103100200"]
    rows = [row if row[0] != "990103100201" else ["990103100200", "上营村委会"] for row in rows]
    report = import_divisions(write([HEAD, *rows]), actor=SYSTEM, edition="2024", on=date(2024, 7, 1))
    assert (report.closed, report.created, report.problems) == (1, 0, [])
    now, then = tree.find("990103100200"), tree.find("990103100200", on=date(2024, 1, 1))
    assert now is not None
    assert now.name == "上营村委会"
    assert now.path.endswith(".990103100200.")
    assert tree.find("990103100201") == now
    gone = Place.objects.get(name="石桥村委会")
    assert gone.valid_to == date(2024, 7, 1)
    assert gone.path.endswith(".990103100200-20240701.")
    assert then is not None
    assert then.name == "石桥村委会", "on that day the code meant another village"
    again = import_divisions(write([HEAD, *rows]), actor=SYSTEM, edition="2024", on=date(2024, 7, 1))
    assert again.nothing_changed


def test_a_partial_file_called_an_edition_closes_nothing(city: Report, write: Write) -> None:
    many = [[f"9901021{number:02}", f"第{number}街道"] for number in range(40)]
    import_divisions(write([HEAD, *many]), actor=SYSTEM)
    report = import_divisions(write([HEAD, *CITY]), actor=SYSTEM, edition="2024")
    assert report.closed == 0
    assert len(report.problems) == 1
    assert "不完整" in str(report.problems[0])
    assert Place.objects.filter(valid_to=None).count() == len(CITY) + 40


def test_a_place_that_comes_back_is_opened_again(city: Report, write: Write) -> None:
    import_divisions(write(changed("990103100201", to=None)), actor=SYSTEM, edition="2024", on=date(2024, 7, 1))
    report = import_divisions(write([HEAD, *CITY]), actor=SYSTEM, edition="2025", on=date(2025, 7, 1))
    assert report.changed == 1
    assert Place.objects.get(code="990103100201").valid_to is None


def test_grids_go_below_their_community_by_code_or_by_the_citys_own_code(city: Report, write: Write) -> None:
    rows = [
        ["编码", "名称", "级别", "上级"],
        ["990102001001003", "第三网格", "", ""],
        ["990102001001003012", "第十二微网格", "", ""],
        ["G7", "市场网格", "网格", "990102001002"],
        ["G7", "校园网格", "网格", "990102001001"],
        ["B1", "一号楼", "楼栋", "990102001001003012"],
    ]
    report = import_divisions(write(rows), actor=SYSTEM)
    assert (report.created, report.problems) == (5, [])
    community = "990100.990102.990102001.990102001001."
    assert tree.name(f"{community}G003.M012.B1.") == "一号楼"
    assert tree.name("990100.990102.990102001.990102001002.G7.") == "市场网格"
    assert import_divisions(write(rows), actor=SYSTEM).nothing_changed


def test_a_moved_village_follows_the_parent_that_the_file_names(city: Report, write: Write) -> None:
    path = write([["code", "name", "parent"], ["990102002001", "南门社区居委会", "990102001"]])
    report = import_divisions(path, actor=SYSTEM)
    assert report.changed == 1
    assert Place.objects.get(code="990102002001").path == "990100.990102.990102001.990102002001."
    assert tree.name("990100.990102.990102002.990102002001.") == "南门社区居委会"
    assert Alias.objects.filter(kind="path").count() == 1
