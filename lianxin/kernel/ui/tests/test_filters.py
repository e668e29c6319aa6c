from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from markupsafe import Markup

from lianxin.kernel.ui import filters

TODAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 3, 5, 14, 3), "今天 14:03"),
        (datetime(2026, 3, 4, 9, 10), "昨天 09:10"),
        (datetime(2026, 3, 6, 17, 30), "明天 17:30"),
        (datetime(2026, 3, 2, 8, 0), "3天前"),
        (datetime(2026, 3, 10, 8, 0), "5天后"),
        (datetime(2026, 2, 1, 8, 5), "2月1日 08:05"),
        (datetime(2023, 12, 31, 8, 0), "2023年12月31日"),
    ],
)
def test_a_moment_is_written_as_people_say_it(moment, told):
    with translation.override("zh-hans"):
        assert filters.moment_text(moment, TODAY) == told


def test_a_moment_carries_its_full_writing_in_local_time():
    with translation.override("zh-hans"):
        told = filters.moment(datetime(2023, 12, 31, 17, 0, tzinfo=UTC))
    assert 'datetime="2024-01-01T01:00:00+08:00"' in told
    assert 'title="2024年1月1日 星期一 01:00"' in told


def test_a_day_of_a_moment_is_the_local_day():
    with translation.override("zh-hans"):
        assert "2024年1月1日</time>" in filters.day(datetime(2023, 12, 31, 17, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("part", "n", "told"),
    [
        (9, 10, '90.0%<span class="lx-n">（n=10）</span>'),
        (7, 9, "9 件中 7 件"),
        (0, 0, "无数据（n=0）"),
        (None, 4, "无数据（n=0）"),
        (1000, 3000, '33.3%<span class="lx-n">（n=3,000）</span>'),
    ],
)
def test_a_rate_has_its_n_and_below_ten_is_a_count(part, n, told):
    with translation.override("zh-hans"):
        assert filters.percent_n(part, n) == told


@pytest.mark.parametrize(("fen", "told"), [(123450, "¥1,234.50"), (5, "¥0.05"), (-100, "-¥1.00"), (None, "—")])
def test_money_is_counted_in_whole_fen(fen, told):
    assert filters.money(fen) == told


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(days=11, hours=5), "11.2天"),
        (timedelta(days=2), "2天"),
        (timedelta(hours=3), "3小时"),
        (timedelta(minutes=20), "20分钟"),
    ],
)
def test_a_duration_is_told_in_its_own_size(span, told):
    with translation.override("zh-hans"):
        assert filters.duration(span) == told


def test_nothing_is_a_dash_and_never_none():
    assert [filters.moment(None), filters.day(None), filters.number(None), filters.filesize(None)] == ["—"] * 4


def test_a_moment_cannot_bring_markup_with_it():
    assert isinstance(filters.moment(datetime(2024, 1, 1, tzinfo=UTC)), Markup)
