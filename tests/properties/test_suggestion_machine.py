"""Random permitted moves of suggestions, studies and calls by random people: the flows hold whatever the order."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lianxin.kernel.access.actor import Denied, reporter
from lianxin.kernel.audit.verify import verify
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.modules import registry
from lianxin.work.suggestions import actions
from lianxin.work.suggestions.actions.practising import Became
from lianxin.work.suggestions.models import Practice, Suggestion, SuggestionCall
from lianxin.work.suggestions.tests import made
from tests.world import build

STAFF = ("city", "county", "street", "community", "grid", "handler", "water", "west_county", "west_handler", "admin")
OURS = ("suggestion", "study", "suggestion_call")
NOTES = st.sampled_from(["", "理由", "研究后认为可行，今年就办。"])
PICK = st.integers(0, 30)
SHAPES = st.sampled_from(["rule", "programme", "session_item", "nonsense"])


class SuggestionMachine(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.example = transaction.atomic()
        self.example.__enter__()
        self.world = build()
        self.actors = {login: self.world.actor(login) for login in STAFF}
        self.call = made.call(self.world)
        made.received(self.world)
        made.received(self.world, call=self.call)

    def rows(self, *kinds: str) -> list[Matter]:
        found = Matter.objects.unscoped(reason="test").filter(kind__in=kinds or OURS)
        return list(found.order_by("pk"))

    def pick(self, number: int, *kinds: str) -> Matter | None:
        rows = self.rows(*kinds)
        return rows[number % len(rows)] if rows else None

    def attempt(self, matter: Matter | None, act: Any) -> None:
        """A refused move leaves nothing behind; a made one follows its flow."""
        if matter is None:
            return
        before = made.fresh(matter)
        try:
            with transaction.atomic():
                act(before)
        except (MoveRefused, Denied):
            after = made.fresh(matter)
            assert (after.version, after.state, after.outcome) == (before.version, before.state, before.outcome)
            return
        last = Event.objects.unscoped(reason="test").filter(matter=matter).order_by("id").last()
        move = registry.flow(before.kind).by_move[last.move]
        assert before.state in move.sources
        assert made.fresh(matter).state == (move.target or before.state)

    @rule(
        number=PICK,
        who=st.sampled_from(STAFF),
        note=NOTES,
        verb=st.sampled_from(["hasten", "resume", "supervise", "remark", "not_ours", "cancel", "drop"]),
    )
    def say(self, number: int, who: str, note: str, verb: str) -> None:
        kinds = {"not_ours": ("study",), "cancel": ("study",), "drop": ("suggestion_call",)}.get(verb, ("suggestion",))
        act = getattr(actions, verb)
        self.attempt(self.pick(number, *kinds), lambda m: act(m, actor=self.actors[who], note=note))

    @rule(number=PICK, who=st.sampled_from(STAFF))
    def register(self, number: int, who: str) -> None:
        self.attempt(
            self.pick(number, "suggestion"), lambda m: actions.register(m, actor=self.actors[who], summary="摘要")
        )

    @rule(
        number=PICK,
        who=st.sampled_from(STAFF),
        verb=st.sampled_from(["send", "invite", "send_at_once"]),
        units=st.sets(st.sampled_from(["lights", "water", "street"]), max_size=2),
    )
    def ask_units(self, number: int, who: str, verb: str, units: set[str]) -> None:
        asked = [self.world.units[unit] for unit in sorted(units)]
        act = getattr(actions, verb)
        matter = self.pick(number, "suggestion")
        if matter is None:
            return
        before = made.fresh(matter)
        try:
            with transaction.atomic():
                studies = act(before, actor=self.actors[who], units=asked)
        except (MoveRefused, Denied):
            assert made.fresh(matter).version == before.version
            return
        assert [study.holder for study in studies] == asked
        assert made.fresh(matter).state == "studying"

    @rule(number=PICK, who=st.sampled_from(STAFF), opinion=st.sampled_from(["whole", "not", "nonsense"]), note=NOTES)
    def opine(self, number: int, who: str, opinion: str, note: str) -> None:
        self.attempt(
            self.pick(number, "study"), lambda m: actions.opine(m, actor=self.actors[who], opinion=opinion, text=note)
        )

    @rule(number=PICK, who=st.sampled_from(STAFF), decision=st.sampled_from(["whole", "part", "not"]), note=NOTES)
    def decide(self, number: int, who: str, decision: str, note: str) -> None:
        if decision == "not":
            self.attempt(
                self.pick(number, "suggestion"), lambda m: actions.not_adopt(m, actor=self.actors[who], text=note)
            )
            return
        self.attempt(
            self.pick(number, "suggestion"),
            lambda m: actions.adopt(m, actor=self.actors[who], decision=decision, text=note),
        )

    @rule(number=PICK, who=st.sampled_from(STAFF), shape=SHAPES, note=NOTES)
    def practise(self, number: int, who: str, shape: str, note: str) -> None:
        became = Became(shape, "measure", "项目" if note else "")
        self.attempt(
            self.pick(number, "suggestion"),
            lambda m: actions.practise(m, actor=self.actors[who], became=became, text=note),
        )

    @rule(number=PICK, who=st.sampled_from(STAFF), note=NOTES, verb=st.sampled_from(["shelve", "commend"]))
    def after(self, number: int, who: str, note: str, verb: str) -> None:
        act = getattr(actions, verb)
        self.attempt(self.pick(number, "suggestion"), lambda m: act(m, actor=self.actors[who], text=note))

    @rule(number=PICK, other=PICK, who=st.sampled_from(STAFF))
    def merge(self, number: int, other: int, who: str) -> None:
        into = self.pick(other)
        self.attempt(self.pick(number, "suggestion"), lambda m: actions.merge(m, into=into, actor=self.actors[who]))

    @rule(
        number=PICK,
        who=st.sampled_from(STAFF),
        has_consent=st.booleans(),
        note=NOTES,
        kind=st.sampled_from(["request", "suggestion", "nonsense"]),
    )
    def hand_over(self, number: int, who: str, has_consent: bool, note: str, kind: str) -> None:
        if has_consent:
            self.attempt(
                self.pick(number, "suggestion"),
                lambda m: actions.hand_over(m, actor=self.actors[who], kind=kind, public_note=note, has_consent=True),
            )
        else:
            self.attempt(
                self.pick(number, "suggestion"),
                lambda m: actions.ask_consent(m, actor=self.actors[who], kind=kind, text=note),
            )

    @rule(number=PICK, verb=st.sampled_from(["agree", "disagree", "withdraw"]), is_own=st.booleans())
    def author_says(self, number: int, verb: str, is_own: bool) -> None:
        self.attempt(
            self.pick(number, "suggestion"),
            lambda m: getattr(actions, verb)(m, actor=reporter(m.pk if is_own else m.pk + 1000)),
        )

    @rule(number=PICK, grade=st.sampled_from(["satisfied", "nonsense"]))
    def evaluate(self, number: int, grade: str) -> None:
        matter = self.pick(number, "suggestion")
        try:
            actions.evaluate(matter, actor=reporter(matter.pk), grade=grade)
        except (MoveRefused, Denied):
            return
        assert made.told(matter).fed_back_at is not None

    @rule(who=st.sampled_from(STAFF), verb=st.sampled_from(["end", "publish_result"]), note=NOTES)
    def conclude(self, who: str, verb: str, note: str) -> None:
        act = getattr(actions, verb)
        self.attempt(self.call.matter, lambda m: act(m, actor=self.actors[who], text=note))

    @rule(of_call=st.booleans())
    def come(self, of_call: bool) -> None:
        try:
            with transaction.atomic():
                made.received(self.world, **({"call": self.call} if of_call else {}))
        except MoveRefused:
            assert made.fresh(self.call.matter).state != "open"

    @invariant()
    def closed_and_only_closed_has_an_outcome(self) -> None:
        for row in self.rows():
            assert (row.closed_at is not None) == (row.state == "closed") == bool(row.outcome)

    @invariant()
    def clocks_never_run_backwards(self) -> None:
        for clock in Deadline.objects.filter(matter__kind__in=OURS):
            assert clock.due_at is None or clock.due_at >= clock.started_at
        assert all(row.due_at is None for row in self.rows() if row.closed_at)

    @invariant()
    def nothing_is_decided_while_a_unit_is_still_asked(self) -> None:
        decided = Suggestion.objects.unscoped(reason="test").exclude(decision="").values("pk")
        waiting = Matter.objects.unscoped(reason="test").filter(kind="study", closed_at__isnull=True)
        assert not waiting.filter(parent__in=decided).exists()

    @invariant()
    def what_is_in_practice_was_adopted_and_says_what_it_became(self) -> None:
        done = Suggestion.objects.unscoped(reason="test").filter(practised_at__isnull=False)
        assert set(done.values_list("decision", flat=True)) <= {"whole", "part"}
        named = Practice.objects.unscoped(reason="test").values_list("matter", flat=True)
        assert set(done.values_list("pk", flat=True)) == set(named)

    @invariant()
    def a_call_is_answered_only_when_all_of_it_is_decided(self) -> None:
        call = SuggestionCall.objects.unscoped(reason="test").get(pk=self.call.pk)
        if call.result_at:
            own = Suggestion.objects.unscoped(reason="test").filter(call=call)
            assert not own.filter(decision="", matter__closed_at__isnull=True).exists()
            assert not own.filter(fed_back_at__isnull=True).exists()

    @invariant()
    def somebody_can_always_go_on(self) -> None:
        for row in self.rows():
            if row.closed_at is None:
                people = [*self.actors.values(), reporter(row.pk)]
                moves = {move for actor in people for move in moves_open_to(row, actor)}
                assert any(move.target and move.target != row.state for move in moves), (row.kind, row.state)

    @invariant()
    def strangers_have_no_moves(self) -> None:
        for row in self.rows():
            assert not moves_open_to(row, self.actors["west_county"]), row.kind

    def teardown(self) -> None:
        report = verify()
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)
        assert report.ok, report.faults


@pytest.mark.django_db
def test_no_order_of_moves_breaks_the_flows() -> None:
    run_state_machine_as_test(
        SuggestionMachine,
        settings=settings(
            max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
