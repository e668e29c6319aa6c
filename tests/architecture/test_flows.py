"""Every flow is sound, and the drawings in the docs are the flows."""

import pytest
from django.urls import resolve, reverse

from lianxin.config.commands.flows_command import drawings
from lianxin.kernel.matters.moves import forms_of_moves
from lianxin.kernel.modules import registry
from tests.architecture.source import ROOT


@pytest.mark.parametrize("kind", sorted(registry.flows()))
def test_a_flow_is_sound(kind: str) -> None:
    assert registry.flow(kind).problems() == []


def test_the_drawings_in_the_docs_are_the_flows() -> None:
    kept = (ROOT / "docs" / "developers" / "flows.md").read_text(encoding="utf-8")
    assert kept == drawings(), "run: lianxin flows > docs/developers/flows.md"


BY_A_PAGE_OF_ITS_OWN = {("request", "solve_found")}
"""Staff moves that are made together with the opening, on the page that opens."""


def test_every_staff_move_has_a_form_and_every_form_a_move() -> None:
    forms = set(forms_of_moves())
    staff = {(kind, m.name) for kind, flow in registry.flows().items() for m in flow.moves if m.by == "staff"}
    assert staff - forms == BY_A_PAGE_OF_ITS_OWN
    by_both = {(kind, m.name) for kind, flow in registry.flows().items() for m in flow.moves if m.by == "any"}
    assert forms - staff - by_both == set()


@pytest.mark.parametrize("kind", sorted(registry.flows()))
def test_the_address_of_each_move_leads_to_the_move(kind: str) -> None:
    """No page of ours lies at the address that a button of a matter's page opens."""
    for move in registry.flow(kind).moves:
        assert resolve(reverse("matters:move", args=["N-1", move.name])).view_name == "matters:move", move.name
