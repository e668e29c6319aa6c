"""Random permitted moves by random people: the flow holds whatever the order (stateful property test)."""

from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lianxin.kernel.access.actor import Denied, reporter
from lianxin.kernel.audit.verify import verify
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.modules import registry
from lianxin.work.requests import actions
from lianxin.work.requests.actions.rating import Word
from lianxin.work.requests.flow import REQUEST
from tests.world import build

STAFF = ("city", "county", "street", "community", "grid", "handler", "water", "west_county", "west_handler")
OUTCOMES = st.sampled_from(["solved", "explained", "refused", "sent_on", "given_up", "nonsense"])
NOTES = st.sampled_from(["", "理由", "理由很长" * 50])


class RequestMachine(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.example = transaction.atomic()
        self.example.__enter__()
        self.world = build()
        self.matter = self.world.request().matter
        self.actors = {login: self.world.actor(login) for login in STAFF}

    def fresh(self) -> Matter:
        return Matter.objects.unscoped(reason="test").get(pk=self.matter.pk)

    def attempt(self, act: Any) -> None:
        """A refused move leaves nothing behind; a made one follows the flow."""
        before = self.fresh()
        try:
            act(before)
        except (MoveRefused, Denied):
            assert (self.fresh().version, self.fresh().state) == (before.version, before.state)
            return
        after = self.fresh()
        events = Event.objects.unscoped(reason="test").filter(matter=after).order_by("id")
        last = events.last()
        move = REQUEST.by_move[last.move]
        assert last.from_state in move.sources
        assert after.version > before.version

    @rule(
        who=st.sampled_from(STAFF),
        unit=st.sampled_from(["lights", "water"]),
        note=NOTES,
        verb=st.sampled_from(["route", "reassign", "transfer"]),
    )
    def send(self, who: str, unit: str, note: str, verb: str) -> None:
        act = getattr(actions, verb)
        self.attempt(lambda m: act(m, actor=self.actors[who], unit=self.world.units[unit], note=note))

    @rule(who=st.sampled_from(STAFF))
    def accept(self, who: str) -> None:
        self.attempt(lambda m: actions.accept(m, actor=self.actors[who]))

    @rule(
        who=st.sampled_from(STAFF),
        note=NOTES,
        verb=st.sampled_from(["object_to", "insist", "resume", "escalate", "supervise", "remark"]),
    )
    def say(self, who: str, note: str, verb: str) -> None:
        self.attempt(lambda m: getattr(actions, verb)(m, actor=self.actors[who], note=note))

    @rule(who=st.sampled_from(STAFF), note=NOTES)
    def ask(self, who: str, note: str) -> None:
        self.attempt(lambda m: actions.ask(m, actor=self.actors[who], question=note))

    @rule(who=st.sampled_from(STAFF), days=st.integers(-1, 12), note=NOTES)
    def want_time(self, who: str, days: int, note: str) -> None:
        self.attempt(lambda m: actions.ask_extension(m, actor=self.actors[who], days=days, note=note))

    @rule(who=st.sampled_from(STAFF), note=NOTES)
    def give_time(self, who: str, note: str) -> None:
        self.attempt(lambda m: actions.grant_extension(m, actor=self.actors[who], public_note=note))

    @rule(who=st.sampled_from(STAFF), outcome=OUTCOMES, note=NOTES, verb=st.sampled_from(["answer", "answer_now"]))
    def answer(self, who: str, outcome: str, note: str, verb: str) -> None:
        self.attempt(lambda m: getattr(actions, verb)(m, actor=self.actors[who], outcome=outcome, text=note))

    @rule(who=st.sampled_from(STAFF), outcome=OUTCOMES, note=NOTES)
    def decline(self, who: str, outcome: str, note: str) -> None:
        self.attempt(lambda m: actions.decline(m, actor=self.actors[who], outcome=outcome, public_note=note))

    @rule(text=NOTES, verb=st.sampled_from(["supply", "reopen", "withdraw"]))
    def reporter_says(self, text: str, verb: str) -> None:
        self.attempt(lambda m: getattr(actions, verb)(m, actor=reporter(m.pk), text=text))

    @precondition(lambda self: self.fresh().state == "answered")
    @rule(solved=st.booleans(), grade=st.sampled_from(["", "satisfied", "unsatisfied"]))
    def rate(self, solved: bool, grade: str) -> None:
        self.attempt(lambda m: actions.rate_by_code(m, Word(solved=solved, grade=grade), actor=reporter(m.pk)))

    @invariant()
    def closed_and_only_closed_has_an_outcome(self) -> None:
        row = self.fresh()
        assert (row.closed_at is not None) == (row.state == "closed") == bool(row.outcome)

    @invariant()
    def clocks_never_run_backwards(self) -> None:
        row = self.fresh()
        for clock in Deadline.objects.filter(matter=row):
            assert clock.due_at is None or clock.due_at >= clock.started_at
        assert row.closed_at is None or row.due_at is None

    @invariant()
    def somebody_can_always_go_on(self) -> None:
        row = self.fresh()
        if row.closed_at is None:
            people = [*self.actors.values(), reporter(row.pk)]
            moves = {m for actor in people for m in moves_open_to(row, actor)}
            assert any(move.target and move.target != row.state for move in moves), row.state

    @invariant()
    def strangers_have_no_moves(self) -> None:
        assert not moves_open_to(self.fresh(), self.actors["west_county"])
        assert self.fresh().state in registry.flow("request").by_state

    def teardown(self) -> None:
        report = verify()
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)
        assert report.ok, report.faults


@pytest.mark.django_db
def test_no_order_of_moves_breaks_the_flow() -> None:
    run_state_machine_as_test(
        RequestMachine,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
