"""No number from 1 to 4 is shown, and none can be worked out (RULES 12.5, invariant 3)."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.kernel.figures.suppression import HIDDEN, SMALL, is_small, suppress, suppressed_counts

cells = st.one_of(st.integers(0, 8), st.integers(0, 60))
one_column = st.lists(cells, min_size=1, max_size=5).filter(lambda row: not is_small(sum(row)))


def possible(shown, total):
    """Every filling of the hidden cells that a reader who knows the total and the rules cannot rule out."""
    hidden = [key for key, cell in shown.items() if not isinstance(cell, int)]
    rest = total - sum(cell for cell in shown.values() if isinstance(cell, int))
    choices = [range(1, 5) if shown[key] == SMALL else [0, *range(5, rest + 1)] for key in hidden]
    return [dict(zip(hidden, filling, strict=True)) for filling in product(*choices) if sum(filling) == rest]


@settings(max_examples=150, deadline=None)
@given(one_column)
def test_a_reader_cannot_pin_down_a_small_cell(row):
    counts = dict(enumerate(row))
    shown = suppressed_counts(counts)
    if shown is None:
        return
    fillings = possible(shown, sum(row))
    for key, count in counts.items():
        if is_small(count):
            assert shown[key] == SMALL
            assert len({filling[key] for filling in fillings}) > 1
        else:
            assert shown[key] in {count, HIDDEN}


@settings(max_examples=300, deadline=None)
@given(one_column)
def test_the_total_less_what_is_shown_is_never_a_small_number(row):
    shown = suppressed_counts(dict(enumerate(row)))
    if shown is not None:
        assert not is_small(sum(row) - sum(cell for cell in shown.values() if isinstance(cell, int)))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6))
def test_rows_are_shown_whole_or_not_at_all(rows):
    totals = [sum(column) for column in zip(*rows, strict=True)]
    if any(map(is_small, totals)):
        with pytest.raises(ValueError, match="small"):
            suppress(dict(enumerate(rows)))
        return
    shown = suppress(dict(enumerate(rows)))
    for key, row in (shown or {}).items():
        kinds = {isinstance(cell, int) for cell in row}
        assert len(kinds) == 1
        if kinds == {True}:
            assert row == rows[key]
            assert not any(map(is_small, row))
    for column, total in enumerate(totals):
        if shown is not None:
            assert not is_small(total - sum(row[column] for row in shown.values() if isinstance(row[column], int)))


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ([0, 5, 70], [0, 5, 70]),
        ([3, 20, 70], [SMALL, HIDDEN, 70]),
        ([3, 3, 70], [SMALL, SMALL, 70]),
        ([1, 1, 70], [SMALL, SMALL, HIDDEN]),
        ([4, 4, 70], [SMALL, SMALL, HIDDEN]),
        ([1, 5, 70], [SMALL, HIDDEN, HIDDEN]),
    ],
)
def test_as_little_is_hidden_as_will_do(row, shown):
    assert suppressed_counts(dict(enumerate(row))) == dict(enumerate(shown))


def test_a_single_small_cell_beside_nothing_else_cannot_be_published_with_its_total():
    assert suppressed_counts({"a": 4, "b": 4}) is None
    with pytest.raises(ValueError, match="small"):
        suppressed_counts({"a": 3, "b": 0})
