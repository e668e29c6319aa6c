from lianxin.work.mediation.flow import CALL, DISPUTE


def test_both_flows_are_sound():
    assert DISPUTE.problems() == []
    assert CALL.problems() == []


def test_every_move_before_an_agreement_can_be_left_by_a_party():
    for state in ("registered", "mediating"):
        by_party = {move.name for move in DISPUTE.moves_from(state) if move.by == "any"}
        assert by_party & {"refuse", "stop"}
