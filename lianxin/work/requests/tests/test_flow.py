"""The flows themselves."""

import pytest

from lianxin.kernel.matters.flow import Flow, mermaid
from lianxin.work.requests.flow import CALL, REQUEST


@pytest.mark.parametrize("flow", [REQUEST, CALL], ids=lambda flow: flow.kind)
def test_a_flow_is_sound(flow: Flow) -> None:
    assert flow.problems() == []


@pytest.mark.parametrize("flow", [REQUEST, CALL], ids=lambda flow: flow.kind)
def test_the_drawing_names_every_move(flow: Flow) -> None:
    drawing = mermaid(flow)
    assert all(move.label in drawing for move in flow.moves)
