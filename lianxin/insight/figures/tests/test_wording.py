"""How figures and periods are written, in both languages."""

import pytest
from django.utils.translation import override

from lianxin.config import messages
from lianxin.insight.figures.wording import period_label, written
from lianxin.kernel.figures.periods import parse
from lianxin.kernel.figures.units import ITEM
from lianxin.kernel.figures.values import Value


@pytest.fixture(autouse=True)
def _texts_are_compiled():
    messages.compile_all()


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2026", "2026年", "2026"),
        ("2026-Q4", "2026年第4季度", "Quarter 4, 2026"),
        ("2026-10", "2026年10月", "Oct 2026"),
        ("2026-03-01..2026-04-15", "2026年3月1日至2026年4月15日", "1 Mar 2026 – 15 Apr 2026"),
    ],
)
def test_a_period_is_written_as_the_reader_writes_it(text, chinese, english):
    with override("zh-hans"):
        assert period_label(parse(text)) == chinese
    with override("en"):
        assert period_label(parse(text)) == english


def test_a_large_count_is_rounded_in_words_of_the_readers_language():
    value = Value("count", ITEM, 3827, 3827)
    with override("zh-hans"):
        assert written(value).sub == "报刊写法：3800余件"
    with override("en"):
        assert written(value).sub == "As newspapers write it: over 3,800 matters"
