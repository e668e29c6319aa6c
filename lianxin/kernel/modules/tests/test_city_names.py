"""A city's own names for states and moves."""

from lianxin.work.requests.flow import REQUEST


def test_a_pack_may_call_states_and_moves_by_its_own_names() -> None:
    called = REQUEST.called({"states": {"received": "刚来"}, "moves": {"route": "分给"}})
    assert (called.state("received").label, called.move("route").label) == ("刚来", "分给")
    assert called.state("routed").label == REQUEST.state("routed").label
    assert called.by_clock == REQUEST.by_clock
    assert called.problems() == []


def test_names_alone_change_nothing_else() -> None:
    called = REQUEST.called({"states": {"nonsense": "x"}})
    assert called == REQUEST
