"""Random permitted moves by random people on one dispute: the flow and the law hold whatever the order."""

from datetime import date, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lianxin.kernel.access.actor import SYSTEM, Actor, Denied
from lianxin.kernel.audit.verify import verify
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Event, Matter
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.modules import registry
from lianxin.work.mediation import actions
from lianxin.work.mediation.actions import PartyGiven, StepGiven, Terms
from lianxin.work.mediation.flow import DISPUTE
from lianxin.work.mediation.models import Chosen, Party
from lianxin.work.mediation.queries import disputes as queries
from lianxin.work.mediation.tests import made
from tests.world import build

STAFF = ("city", "county", "street", "community", "grid", "handler", "west_county", "west_community")
WHO = st.sampled_from((*STAFF, *["community"] * len(STAFF)))
"""Half of all tries are by the unit that holds it: else few would be permitted."""
STAGES = st.sampled_from(["registered", "mediating", "agreed", "visiting"])
HOW = st.sampled_from(["", "counter", "phone", "nonsense"])
NOTES = st.sampled_from(["", "理由", "理由很长" * 50])
PARTY = st.integers(0, 2)
FINDINGS = st.sampled_from([(), ("dependence",), ("violence",)])


class MediationMachine(RuleBasedStateMachine):
    @initialize(findings=FINDINGS, stage=STAGES)
    def open(self, findings: tuple[str, ...], stage: str) -> None:
        self.example = transaction.atomic()
        self.example.__enter__()
        self.world = build()
        self.mediators = [made.mediator("甲说事人"), made.mediator("乙说事人", user=self.world.users["community"])]
        self.matter = made.opened(self.world)
        self.actors = {login: self.world.actor(login) for login in STAFF}
        if stage != "registered":
            staff = self.actors["community"]
            made.all_agree(self.matter)
            actions.check(self.matter, actor=staff, findings=findings)
            actions.choose(self.matter, actor=staff, mediator=self.mediators[0])
            actions.disclose(self.matter, made.chosen_of(self.matter), actor=staff)
            self.attempt(lambda m: actions.start(m, actor=staff))
            steps = [StepGiven("付款", timezone.localdate() + timedelta(days=5), 100)] if stage == "agreed" else []
            if stage != "mediating":
                terms = Terms(terms="月底前搬走", amount_fen=100, steps=steps)
                self.attempt(lambda m: actions.settle(m, terms, actor=staff))

    def fresh(self) -> Matter:
        return made.fresh(self.matter)

    def party(self, n: int) -> Party:
        sides = queries.parties(self.matter)
        found = sides[n % len(sides)]
        found.matter = self.fresh()
        return found

    def attempt(self, act: Any) -> None:
        """A refused move leaves nothing behind; a made one follows the flow."""
        before = self.fresh()
        events = Event.objects.unscoped(reason="test").filter(matter=before)
        known = events.count()
        try:
            with transaction.atomic():
                act(before)
        except (MoveRefused, Denied):
            assert (self.fresh().version, self.fresh().state) == (before.version, before.state)
            assert events.count() == known
            return
        for event in events.order_by("id")[known:]:
            assert event.from_state in DISPUTE.by_move[event.move].sources
        assert self.fresh().version > before.version

    @rule(
        n=PARTY,
        verb=st.sampled_from(["agree", "refuse", "stop", "withdraw"]),
        by_itself=st.booleans(),
        who=WHO,
        how=HOW,
    )
    def party_answers(self, n: int, verb: str, by_itself: bool, who: str, how: str) -> None:
        party = self.party(n)
        actor = made.entry_of(party) if by_itself else self.actors[who]
        self.attempt(lambda m: getattr(actions, verb)(party, actor=actor, how=how))

    @rule(n=PARTY)
    def party_says(self, n: int) -> None:
        party = self.party(n)
        self.attempt(lambda m: actions.say(party, actor=made.entry_of(party), done="full", grade="satisfied"))

    @rule(who=WHO, findings=FINDINGS)
    def check(self, who: str, findings: tuple[str, ...]) -> None:
        self.attempt(lambda m: actions.check(m, actor=self.actors[who], findings=findings))

    @rule(who=WHO, which=st.integers(0, 1), off=st.booleans())
    def choose(self, who: str, which: int, off: bool) -> None:
        told: dict[str, Any] = {"name": "二叔"} if off else {"mediator": self.mediators[which]}
        self.attempt(lambda m: actions.choose(m, actor=self.actors[who], **told))

    @rule(who=WHO, tie=st.sampled_from(["", "", "kin"]), recuse=st.booleans())
    def about_a_mediator(self, who: str, tie: str, recuse: bool) -> None:
        standing = queries.standing_mediators(self.matter)
        if not standing:
            return
        if recuse:
            party = self.party(0)
            self.attempt(lambda m: actions.recuse(m, standing[0], actor=made.entry_of(party), party=party))
        else:
            self.attempt(lambda m: actions.disclose(m, standing[-1], actor=self.actors[who], tie=tie))

    @rule(who=WHO, note=NOTES, verb=st.sampled_from(["ask", "start", "lift", "supervise", "remark"]))
    def handle(self, who: str, note: str, verb: str) -> None:
        told = {} if verb == "start" else {"note": note}
        self.attempt(lambda m: getattr(actions, verb)(m, actor=self.actors[who], **told))

    @rule(who=WHO)
    def add_a_party(self, who: str) -> None:
        if len(queries.parties(self.matter)) < 3:
            self.attempt(lambda m: actions.add_party(m, PartyGiven("试丙", "third"), actor=self.actors[who]))

    @rule(who=WHO, note=NOTES, agreed=st.booleans())
    def call(self, who: str, note: str, agreed: bool) -> None:
        units = [self.world.units["lights"]]
        self.attempt(
            lambda m: actions.call_units(m, actor=self.actors[who], units=units, note=note, parties_agree=agreed)
        )

    @rule(note=NOTES)
    def answer_the_calls(self, note: str) -> None:
        rows = Matter.objects.unscoped(reason="test").filter(parent=self.matter, closed_at__isnull=True)
        for call in rows:
            try:
                actions.conclude_call(call, actor=self.actors["handler"], note=note)
            except MoveRefused:
                assert not note

    @rule(who=WHO, words=NOTES, days=st.integers(0, 3), written=st.booleans())
    def agree_on_terms(self, who: str, words: str, days: int, written: bool) -> None:
        steps = [StepGiven("付款", timezone.localdate() + timedelta(days=days), 100)] if days else []
        verb = actions.draft if written else actions.settle
        terms = Terms(terms=words, amount_fen=100, steps=steps)
        self.attempt(lambda m: verb(m, terms, actor=self.actors[who]))

    @rule(who=WHO, sealed=st.booleans())
    def sign(self, who: str, sealed: bool) -> None:
        told = {"signed_on": timezone.localdate(), "parties_signed": True, "mediator_signed": True}
        self.attempt(lambda m: actions.sign(m, actor=self.actors[who], is_sealed=sealed, **told))

    @rule(who=WHO, days=st.integers(-1, 40), all_agree=st.booleans())
    def want_time(self, who: str, days: int, all_agree: bool) -> None:
        consents = [all_agree] * len(queries.parties(self.matter))
        self.attempt(lambda m: actions.extend(m, actor=self.actors[who], days=days, note="都同意", consents=consents))

    @rule(who=WHO, note=NOTES, verb=st.sampled_from(["fail", "unsuit", "breach"]))
    def end_without(self, who: str, note: str, verb: str) -> None:
        self.attempt(lambda m: getattr(actions, verb)(m, actor=self.actors[who], public_note=note))

    @rule(who=WHO)
    def perform_a_step(self, who: str) -> None:
        left = [step for step in queries.steps(self.matter) if step.done_on is None]
        if left:
            today: date = timezone.localdate()
            self.attempt(lambda m: actions.perform_step(m, left[0], actor=self.actors[who], done_on=today))

    @rule(who=WHO, note=NOTES, done=st.sampled_from(["full", "none", "nonsense"]))
    def visit(self, who: str, note: str, done: str) -> None:
        self.attempt(lambda m: actions.visit(m, actor=self.actors[who], way="visit", done=done, note=note))

    @invariant()
    def closed_and_only_closed_has_an_outcome(self) -> None:
        row = self.fresh()
        assert (row.closed_at is not None) == (row.state == "closed") == bool(row.outcome)
        assert row.state != "closed" or queries.particulars(row).result

    @invariant()
    def a_refusal_ends_it(self) -> None:
        consents = {party.consent for party in queries.parties(self.matter)}
        if consents & {"refused", "stopped"}:
            assert self.fresh().state == "closed"

    @invariant()
    def clocks_never_run_backwards(self) -> None:
        row = self.fresh()
        for clock in Deadline.objects.filter(matter=row):
            assert clock.due_at is None or clock.due_at >= clock.started_at
        assert row.closed_at is None or row.due_at is None

    @invariant()
    def at_most_one_is_responsible_and_has_no_tie(self) -> None:
        leads = [row for row in queries.chosen(self.matter) if row.is_lead]
        assert len(leads) <= 1
        assert all(row.state == Chosen.CHOSEN and row.disclosed_at for row in leads)

    @invariant()
    def an_agreement_has_its_day_and_a_solved_one_its_visit(self) -> None:
        row, kept = self.fresh(), queries.particulars(self.matter)
        assert (kept.result == "agreement") == (kept.effective_on is not None)
        assert row.outcome != "solved" or kept.visited_at

    @invariant()
    def somebody_can_always_go_on(self) -> None:
        row = self.fresh()
        if row.closed_at is None:
            sides = [Actor(kind="reporter", matter_id=row.pk), SYSTEM]
            moves = {m for actor in [*self.actors.values(), *sides] for m in moves_open_to(row, actor)}
            assert any(move.target and move.target != row.state for move in moves) or row.state == "agreed", row.state

    @invariant()
    def strangers_have_no_moves(self) -> None:
        for stranger in ("west_county", "west_community"):
            assert not moves_open_to(self.fresh(), self.actors[stranger])
        assert self.fresh().state in registry.flow("dispute").by_state

    def teardown(self) -> None:
        if not hasattr(self, "example"):
            return
        report = verify()
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)
        assert report.ok, report.faults


@pytest.mark.django_db
def test_no_order_of_moves_breaks_the_flow_of_mediation() -> None:
    run_state_machine_as_test(
        MediationMachine,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
