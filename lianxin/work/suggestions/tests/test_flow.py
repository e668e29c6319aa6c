from lianxin.work.suggestions.flow import CALL, STUDIES, SUGGESTION
from lianxin.work.suggestions.moves import MOVES


def test_the_flows_are_sound():
    for flow in (SUGGESTION, STUDIES, CALL):
        assert flow.problems() == []


def test_each_staff_move_has_a_form():
    for flow in (SUGGESTION, STUDIES, CALL):
        staff = {(flow.kind, move.name) for move in flow.moves if move.by == "staff"}
        assert staff == {key for key in MOVES if key[0] == flow.kind}


def test_every_clock_says_that_its_days_are_the_citys_own():
    for flow in (SUGGESTION, STUDIES, CALL):
        for clock in flow.by_clock.values():
            assert "待核实" in clock.source
