"""Amounts of different things are never added, and the sums of the articles close."""

from decimal import Decimal
from itertools import permutations

import pytest

from lianxin.kernel.figures.newspaper import newspaper
from lianxin.kernel.figures.units import BATCH, DAY, ITEM, PERCENT, PERSON_TIME, UNITS, YUAN, Amount, UnitMismatch
from lianxin.kernel.figures.values import Value


@pytest.mark.parametrize(("one", "other"), list(permutations(UNITS.values(), 2)))
def test_no_two_units_are_added(one, other):
    with pytest.raises(UnitMismatch):
        Amount(1, one) + Amount(1, other)
    with pytest.raises(UnitMismatch):
        sum([Amount(1, one), Amount(1, other)])


@pytest.mark.parametrize("unit", [PERCENT, DAY])
def test_rates_and_medians_are_added_to_nothing_not_even_themselves(unit):
    with pytest.raises(UnitMismatch):
        Amount(Decimal(90), unit) + Amount(Decimal(80), unit)
    with pytest.raises(UnitMismatch):
        sum([Amount(Decimal(90), unit)])


@pytest.mark.parametrize("other", [1, 0, Decimal(1), "1", None])
def test_an_amount_is_not_added_to_a_bare_number(other):
    with pytest.raises(UnitMismatch):
        Amount(1, ITEM) + other


@pytest.mark.parametrize(
    ("parts", "whole", "unit"),
    [((105, 2324), 2429, BATCH), ((322, 13552), 13874, PERSON_TIME), ((91, 448), 539, ITEM), ((10, 25), 35, ITEM)],
)
def test_the_sums_of_the_articles_close(parts, whole, unit):
    assert sum(Amount(part, unit) for part in parts) == Amount(whole, unit)


def test_subtraction_and_order_ask_for_one_unit_too():
    assert Amount(3, ITEM) - Amount(1, ITEM) == Amount(2, ITEM)
    assert Amount(1, ITEM) < Amount(2, ITEM)
    with pytest.raises(UnitMismatch):
        min(Amount(1, ITEM), Amount(2, BATCH))


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0, "0"),
        (7, "7"),
        (99, "99"),
        (420, "420"),
        (743, "740余"),
        (3827, "3800余"),
        (3800, "3800"),
        (9999, "9900余"),
        (11460, "1.1万余"),
        (86412, "8.6万余"),
        (580000, "58万"),
        (100000, "10万"),
        (100001, "10万余"),
    ],
)
def test_a_newspaper_rounds_down_and_says_so(number, printed):
    assert newspaper(number) == printed


def test_a_value_prints_exactly_and_as_a_newspaper_does():
    value = Value("count", ITEM, 3827, 3827)
    assert (value.exact, value.newspaper) == ("3,827", "3800余")


def test_a_rate_of_few_records_shows_no_percentage():
    few = Value("rate", PERCENT, Decimal(700) / 9, 9, Decimal(7))
    many = Value("rate", PERCENT, Decimal("87.45"), 10, Decimal("8.745"))
    assert (few.is_percent, many.is_percent, many.exact) == (False, True, "87.5")


def test_money_is_counted_in_fen_and_printed_in_yuan():
    value = Value("sum", YUAN, 15_700_000_000, n=3772)
    assert (value.exact, value.newspaper) == ("157,000,000.00", "1.57亿")
    assert Value("sum", YUAN, 15_789_012_345, n=1).newspaper == "1.57亿余"
    assert Value("sum", YUAN, 150, n=1).exact == "1.50"
