"""Messages of a board: history with its true dates, what waits at the desk, and every bad cell named."""

from __future__ import annotations

import csv
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel import search
from lianxin.kernel.access.actor import SYSTEM, Denied
from lianxin.kernel.audit.models import Entry
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.models import Contact, Event, Matter
from lianxin.work.requests.exchange import import_messages
from lianxin.work.requests.models import Category, Request
from tests.shared_data import shared
from tests.world import CITY, WEST

HEADER = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间", "点赞数", "反对数"]
ROWS = [
    ["7001", "U1", "路灯不亮", "2019-03-01 08:00:00", "A市A3区路灯坏了", "已修好。", "2019-03-12 08:00:00", "", ""],
    ["7002", "U2", "公交绕行", "2019/4/2 9:05:00", "公交为什么不进站", "", "", "12", "3"],
    ["7003", "U3", "河西区井盖破损", "2019-05-06 10:00:00", "河西区文化路井盖破损", "", "", "0", "0"],
]


def written(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def matter(number: str) -> Matter:
    rows = Request.objects.visible_to(SYSTEM).select_related("matter__holder")
    return rows.get(source="board", external_ref=number).matter


def test_a_reply_makes_a_closed_matter_with_both_true_dates(world: Any, tmp_path: Path) -> None:
    import_messages(written(tmp_path / "m.csv", ROWS), actor=SYSTEM)
    found = matter("7001")
    assert (found.state, found.outcome) == ("closed", "explained")
    assert found.closed_at - found.opened_at == timedelta(days=11)
    assert timezone.localtime(found.opened_at).isoformat() == "2019-03-01T08:00:00+08:00"
    assert found.number.startswith("SQ-990100-2019-")
    events = Event.objects.visible_to(SYSTEM).filter(matter=found)
    told = [(e.move, e.to_state, e.public_note) for e in events]
    assert told == [("open", "received", ""), ("answer", "closed", "已修好。")]
    assert Request.objects.visible_to(SYSTEM).get(matter=found).answer == "已修好。"


def test_without_a_reply_it_waits_at_the_citys_desk_and_no_clock_is_pretended(world: Any, tmp_path: Path) -> None:
    import_messages(written(tmp_path / "m.csv", ROWS), actor=SYSTEM)
    found = matter("7002")
    assert (found.state, found.closed_at, found.due_at, found.holder) == ("received", None, None, world.units["city"])
    assert not Deadline.objects.filter(matter__channel="board").exists()
    opening = Event.objects.visible_to(SYSTEM).get(matter=found)
    assert (opening.data["likes"], opening.data["dislikes"]) == (12, 3)


def test_one_of_a_counted_year_has_its_clock(world: Any, tmp_path: Path) -> None:
    import_messages(written(tmp_path / "m.csv", [["1", "U", "t", "2026-03-02 09:00:00", "x", *[""] * 4]]), actor=SYSTEM)
    assert matter("1").due_at is not None


def test_a_place_of_ours_is_found_and_a_masked_one_is_kept_in_words(world: Any, tmp_path: Path) -> None:
    report = import_messages(written(tmp_path / "m.csv", ROWS), actor=SYSTEM)
    assert (matter("7003").place_path, matter("7001").place_path) == (WEST, CITY)
    assert Request.objects.visible_to(SYSTEM).get(external_ref="7001").place_words == "A市"
    assert any("记在全市：2 件" in note for note in report.notes)


def test_the_author_is_sealed_and_each_run_is_one_audit_entry(world: Any, tmp_path: Path) -> None:
    before = Entry.objects.visible_to(SYSTEM).count()
    import_messages(written(tmp_path / "m.csv", ROWS), actor=SYSTEM)
    assert Entry.objects.visible_to(SYSTEM).count() == before + 1
    contact = Contact.objects.unscoped(reason="test").get(matter=matter("7001"))
    assert "U1" not in repr(contact.name)
    assert not Event.objects.visible_to(SYSTEM).filter(data__icontains="U1").exists()


def test_what_was_taken_is_found_by_its_words(world: Any, tmp_path: Path) -> None:
    import_messages(written(tmp_path / "m.csv", ROWS), actor=SYSTEM)
    found = Matter.objects.visible_to(SYSTEM).filter(pk__in=search.matching("matter", "路灯坏了"))
    assert [row.pk for row in found] == [matter("7001").pk]


def test_a_spoilt_copy_names_exactly_the_bad_cells_and_loses_nothing(world: Any, tmp_path: Path) -> None:
    rows = [[*row] for row in ROWS]
    rows[1][3] = "2019年13月40日"
    rows[2][2] = "长" * 5000
    rows.append(["7004", "U4", "长诉求", "2019-06-01", "很长" * 2500, *[""] * 4])
    order = [8, 4, 0, 3, 7, 2, 1, 6, 5]
    spoilt = [[row[at] for at in order] for row in rows]
    spoilt.insert(1, [""] * 9)
    path = written(tmp_path / "spoilt.csv", [*spoilt, [""] * 9], [HEADER[at] for at in order])
    report = import_messages(path, actor=SYSTEM)
    assert {(p.row, p.header) for p in report.problems} == {(4, "留言时间"), (5, "留言主题")}
    assert (report.counts["created"], report.counts["bad"], report.counts["blank"]) == (2, 2, 1)
    assert len(Request.objects.visible_to(SYSTEM).get(external_ref="7004").text) == 5000
    again = import_messages(written(tmp_path / "mended.csv", ROWS), actor=SYSTEM)
    assert (again.counts["created"], again.counts["unchanged"]) == (2, 1)


def test_the_same_file_and_another_copy_of_it_change_nothing(world: Any, tmp_path: Path) -> None:
    import_messages(written(tmp_path / "m.csv", ROWS), actor=SYSTEM)
    before = list(Matter.objects.visible_to(SYSTEM).order_by("pk").values_list())
    assert import_messages(tmp_path / "m.csv", actor=SYSTEM).nothing_changed
    turned = written(tmp_path / "t.csv", [row[::-1] for row in ROWS[::-1]], HEADER[::-1])
    assert import_messages(turned, actor=SYSTEM).nothing_changed
    assert list(Matter.objects.visible_to(SYSTEM).order_by("pk").values_list()) == before


def test_a_reply_in_a_later_file_answers_the_one_that_waits(world: Any, tmp_path: Path) -> None:
    import_messages(written(tmp_path / "m.csv", ROWS), actor=SYSTEM)
    later = [[*ROWS[1][:5], "因为修路。", "2019-04-20 10:00:00", "12", "3"]]
    assert import_messages(written(tmp_path / "later.csv", later), actor=SYSTEM).counts["changed"] == 1
    found = matter("7002")
    assert (found.state, found.outcome) == ("closed", "explained")
    assert timezone.localtime(found.closed_at).isoformat() == "2019-04-20T10:00:00+08:00"


def test_a_reply_without_a_believable_time_does_not_close(world: Any, tmp_path: Path) -> None:
    row = [["9", "U", "标题", "2019-03-01", "内容", "答复了", "2018-01-01", "", ""]]
    report = import_messages(written(tmp_path / "m.csv", row), actor=SYSTEM)
    assert matter("9").state == "received"
    assert Event.objects.visible_to(SYSTEM).get(matter=matter("9")).note == "答复了"
    assert any("没有可信的答复时间" in note for note in report.notes)


def test_a_trial_writes_nothing_and_says_what_would_come(world: Any, tmp_path: Path) -> None:
    report = import_messages(written(tmp_path / "m.csv", ROWS), actor=SYSTEM, dry_run=True)
    assert report.counts["created"] == 3
    assert "试读" in "\n".join(report.lines())
    assert not Matter.objects.visible_to(SYSTEM).exists()


def test_rows_with_only_a_text_wait_for_a_day_to_be_named(world: Any, tmp_path: Path) -> None:
    Category.objects.create(code="71", name="城乡建设")
    path = written(tmp_path / "l.csv", [["", "", "", "", "没有编号的留言", "城乡建设"]], [*HEADER[:5], "一级标签"])
    assert {p.header for p in import_messages(path, actor=SYSTEM).problems} == {"留言编号", "留言时间"}
    assert import_messages(path, actor=SYSTEM, undated="2020-01-31").counts["created"] == 1
    assert import_messages(path, actor=SYSTEM, undated="2020-01-31").nothing_changed
    only = Matter.objects.visible_to(SYSTEM).get()
    assert (only.category, timezone.localdate(only.opened_at).isoformat()) == ("71", "2020-01-31")
    assert "看不懂" in import_messages(path, actor=SYSTEM, undated="neulich").lines()[0]


def test_a_street_does_not_bring_in_the_whole_city(world: Any, tmp_path: Path) -> None:
    with pytest.raises(Denied):
        import_messages(written(tmp_path / "m.csv", ROWS), actor=world.actor("street"))


@pytest.mark.data
def test_the_replied_messages_become_closed_matters(world: Any) -> None:
    report = import_messages(shared("messages_with_replies.csv"), actor=SYSTEM)
    closed = Matter.objects.visible_to(SYSTEM).filter(channel="board", state="closed", outcome="explained")
    assert report.counts["created"] == closed.count() == 2816
    days = sorted((m.closed_at - m.opened_at) / timedelta(days=1) for m in closed)
    assert round((days[1407] + days[1408]) / 2, 1) == 11.2
    assert import_messages(shared("messages_with_replies.csv"), actor=SYSTEM).nothing_changed


@pytest.mark.data
def test_the_liked_messages_wait_and_are_taken_once(world: Any, tmp_path: Path) -> None:
    report = import_messages(shared("messages_with_likes.csv"), actor=SYSTEM)
    waiting = Matter.objects.visible_to(SYSTEM).filter(channel="board", state="received", due_at=None)
    assert report.counts["created"] == waiting.count() == 4326
    with shared("messages_with_likes.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    order = random.Random(3).sample(range(len(header)), len(header))
    turned = written(tmp_path / "t.csv", [[r[at] for at in order] for r in rows], [header[at] for at in order])
    assert import_messages(turned, actor=SYSTEM).nothing_changed


@pytest.mark.data
def test_the_labelled_messages_are_sorted_by_their_label(world: Any) -> None:
    Category.objects.create(code="71", name="城乡建设")
    report = import_messages(shared("messages_labelled.csv"), actor=SYSTEM, undated="2020-01-31")
    rows = Matter.objects.visible_to(SYSTEM).filter(channel="board")
    assert report.problems == []
    assert rows.count() + report.counts["unchanged"] + report.counts["repeated"] == 4643
    assert 900 < rows.filter(category="71").count() <= 1021
