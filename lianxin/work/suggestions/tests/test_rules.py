"""The rules without a database, each by its article."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lianxin.work.suggestions import rules
from lianxin.work.suggestions.rules import coarse, limit_of

VECTORS = Path(__file__).resolve().parents[5] / "shared" / "rules" / "rules.yaml"


def test_the_elements_are_theme_reason_and_proposal():
    assert rules.missing_elements("凳子", "没处坐", "加一排") == []
    assert rules.missing_elements(" ", "没处坐", "") == ["theme", "proposal"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("老板拖欠我三个月工资，请帮我要回来", "personal"),
        ("我家的拆迁补偿款一直没到账", "personal"),
        ("要求赔偿本人的损失", "personal"),
        ("我对法院一审判决不服，请求改判", "statutory"),
        ("劳动仲裁结果不公，请撤销", "statutory"),
        ("建议给骑手设休息凳", ""),
        ("建议法院在社区设巡回审判点", ""),
        ("建议提高低保标准，让更多困难家庭受益", ""),
        ("建议劳动部门公布拖欠工资的企业名单", ""),
    ],
)
def test_what_belongs_elsewhere_is_hinted_at(text, kind):
    assert rules.belongs_elsewhere(text) == kind


def test_a_call_needs_topic_way_and_term():
    day = date(2026, 2, 27)
    assert rules.call_problems("充电", "网上提", day, day) == []
    assert rules.call_problems("", " ", day, day - timedelta(days=1)) == ["topic", "way", "term"]
    assert rules.call_problems("充电", "网上提", None, day) == ["term"]


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),
    ],
)
def test_both_ends_of_a_term_count(day, is_open):
    assert rules.is_open_on(day, date(2026, 1, 1), date(2026, 2, 28)) is is_open


def test_a_term_only_grows_and_only_while_it_runs():
    end = date(2026, 2, 28)
    assert rules.may_prolong(end, date(2026, 3, 10), today=end)
    assert not rules.may_prolong(end, date(2026, 3, 10), today=date(2026, 3, 1))
    assert not rules.may_prolong(end, end, today=date(2026, 2, 1))


def test_with_several_units_all_are_invited():
    assert rules.must_invite_all([1, 2, 3], [1, 2]) == {3}
    assert rules.must_invite_all([1, 2], [2, 1]) == set()
    assert rules.must_invite_all([1], []) == set()


def test_feedback_is_collective_for_calls_and_individual_for_daily_ones():
    assert rules.feedback_way(is_of_call=True) == "collective"
    assert rules.feedback_way(is_of_call=False) == "individual"


def test_there_are_seven_kinds_of_use_and_three_shapes():
    assert len(rules.USES) == 7
    assert set(rules.SHAPES) == {"rule", "programme", "session_item"}


def test_a_reason_says_something():
    assert rules.is_reason("现有热线已能受理，不另设。")
    assert not rules.is_reason("不 采 纳 ！")


def test_a_call_is_solved_when_anything_was_adopted():
    assert rules.end_of_call(["not", "part"]) == "solved"
    assert rules.end_of_call(["not", ""]) == "explained"
    assert rules.end_of_call([]) == "explained"


KEPT = {
    "register": {"amount": 5, "unit": "wday", "source": "本市规定", "verified": False},
    "register_urgent": {"amount": 4, "unit": "hour", "source": "本市规定"},
}


def test_limits_are_the_citys_own_with_their_source():
    limit = limit_of("register", False, KEPT)
    assert limit is not None
    assert (limit.amount, limit.unit, limit.source, limit.is_verified) == (5, "wday", "本市规定", False)
    assert limit_of("register", True, KEPT).unit == "hour"
    assert limit_of("decide", False, KEPT) is None


def test_the_fast_lane_without_a_limit_of_its_own_keeps_the_ordinary_one():
    assert limit_of("register", True, {"register": KEPT["register"]}).amount == 5


@pytest.mark.parametrize("wrong", [{"amount": 0}, {"unit": "month"}, {"source": ""}])
def test_a_limit_that_cannot_be_counted_or_names_no_source_is_refused(wrong):
    with pytest.raises(ValueError, match="register"):
        limit_of("register", False, {"register": {**KEPT["register"], **wrong}})


def test_the_demo_city_has_every_limit_and_none_is_called_verified():
    from lianxin.kernel.modules.pack import pack

    kept = pack().get("suggestions.limits", {})
    for name in ("register", "study", "decide", "practise", "result"):
        limit = limit_of(name, False, kept)
        assert limit is not None
        assert not limit.is_verified


CELLS = st.tuples(st.sampled_from(["2025", "2026"]), st.sampled_from(["01", "02"]), st.sampled_from(["a", "b", ""]))


@given(st.lists(CELLS, max_size=60), st.integers(1, 6))
def test_whatever_is_told_is_shared_by_k(cells, k):
    told = coarse(cells, k)
    assert len(told) == len(cells)
    for own, shown in zip(cells, told, strict=True):
        depth = len([part for part in shown if part])
        assert shown[:depth] == own[:depth]
        if any(shown):
            assert told.count(shown) >= k


def test_what_can_be_told_is_told():
    cells = [("2026", "01", "a")] * 5 + [("2026", "01", "b")] * 2 + [("2026", "02", "b")] * 3
    assert coarse(cells, 5) == [("2026", "01", "a")] * 5 + [("2026", "", "")] * 5


def test_the_k_of_the_rules_file_is_ours():
    if not VECTORS.exists():
        pytest.skip("shared data not found: rules.yaml")
    from django.conf import settings

    vectors = yaml.safe_load(VECTORS.read_text(encoding="utf-8"))
    assert vectors["thresholds"]["k_anonymity"]["k"] == settings.K_ANONYMITY
    assert vectors["codes"]["petition_category"]["suggestion"] == "建议意见类"
    assert not [row for row in vectors["deadlines"] if row["id"].startswith("SUG")]  # no day limits in the law
