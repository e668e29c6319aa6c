"""Random moves by random people on an item of the weekly session: the loop holds whatever the order."""

from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from django.utils import timezone
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
from lianxin.work.sessions import actions
from lianxin.work.sessions.actions.deciding import Task
from lianxin.work.sessions.actions.meetings import Plan
from lianxin.work.sessions.flow import ITEM, TASK_FLOW
from lianxin.work.sessions.models import Decision, ReturnVisit, Session, SessionItem
from lianxin.work.sessions.tests import made
from tests.world import EAST, build

STAFF = ("city", "county", "street", "community", "water", "handler", "west_county", "west_handler")
FLOWS = {"session_item": ITEM, "session_task": TASK_FLOW}
WHO, NOTES = st.sampled_from(STAFF), st.sampled_from(["理由", "理由很长" * 50, ""])
OUTCOMES = st.sampled_from(["solved", "explained", "given_up", "nonsense"])
DAYS = st.integers(-2, 12)
STAGES = ("clue", "session", "decision", "work", "proof", "own", "end")


def rows() -> Any:
    return Matter.objects.unscoped(reason="test")


class SessionMachine(RuleBasedStateMachine):
    @initialize(person=st.booleans(), stage=st.sampled_from(STAGES))
    def open(self, person: bool, stage: str) -> None:
        """An item at some step of the loop, taken there by those whose work it is."""
        self.example = transaction.atomic()
        self.example.__enter__()
        self.world = build()
        self.actors = {login: self.world.actor(login) for login in STAFF}
        self.item_pk = getattr(self, f"at_{stage}")(person=person).pk
        self.held: set[tuple[int, int]] = set()

    def at_clue(self, **more: Any) -> Matter:
        return made.clue(self.world, **more)

    def at_session(self, **more: Any) -> Matter:
        return made.ready(self.world, **more)

    def at_decision(self, **more: Any) -> Matter:
        return made.decided(self.world, **more)

    def at_work(self, **more: Any) -> Matter:
        return made.assigned(self.world, **more)

    def at_proof(self, **more: Any) -> Matter:
        return made.proved(self.world, made.assigned(self.world, **more))

    def at_own(self, **more: Any) -> Matter:
        """The office has given the task to itself."""
        return made.proved(self.world, made.assigned(self.world, owner="east", **more), "county")

    def at_end(self, **more: Any) -> Matter:
        return made.struck(self.world, **more)

    def item(self) -> Matter:
        return rows().get(pk=self.item_pk)

    def tasks(self) -> list[Matter]:
        return list(rows().filter(kind="session_task").order_by("pk"))

    def attempt(self, matter: Matter, act: Any) -> None:
        """A refused move leaves nothing behind; a made one follows the flow."""
        before = rows().get(pk=matter.pk)
        written = Event.objects.unscoped(reason="test").count()
        try:
            with transaction.atomic():
                act(before)
        except (MoveRefused, Denied):
            after = rows().get(pk=matter.pk)
            assert (after.version, after.state) == (before.version, before.state)
            assert Event.objects.unscoped(reason="test").count() == written
            return
        for event in Event.objects.unscoped(reason="test").order_by("id")[written:]:
            flow = FLOWS[event.matter.kind]
            if event.move != "open":
                assert event.from_state in flow.by_move[event.move].sources
        assert rows().get(pk=matter.pk).version > before.version

    @rule(who=WHO, note=NOTES)
    def study(self, who: str, note: str) -> None:
        actor = self.actors[who]
        self.attempt(self.item(), lambda m: actions.take_up(m, actor=actor, note=note))
        self.attempt(self.item(), lambda m: actions.study(m, actor=actor, note=note))

    @rule(
        who=WHO, note=NOTES, verb=st.sampled_from(["propose", "lift", "supervise", "unschedule", "remark", "complete"])
    )
    def say(self, who: str, note: str, verb: str) -> None:
        self.attempt(self.item(), lambda m: getattr(actions, verb)(m, actor=self.actors[who], note=note))

    @rule(who=WHO, unit=st.sampled_from(["water", "lights", "east"]), view=NOTES)
    def talk(self, who: str, unit: str, view: str) -> None:
        self.attempt(
            self.item(), lambda m: actions.talk(m, actor=self.actors[who], unit=self.world.units[unit], view=view)
        )

    @rule(who=st.sampled_from(["county", "city"]), hold=st.booleans())
    def meet(self, who: str, hold: bool) -> None:
        """Plans a session, and holds the first that may be held."""
        place = EAST if who == "county" else "990100."
        at = timezone.now() - timedelta(hours=1)
        actions.plan(Plan("weekly", place, at), actor=self.actors[who])
        first = Session.objects.unscoped(reason="test").filter(place_path=place, state="planned").order_by("number")[0]
        if hold:
            actions.hold(first, actor=self.actors[who])

    @rule(data=st.data(), who=WHO)
    def cancel_one(self, data: st.DataObject, who: str) -> None:
        sessions = list(Session.objects.unscoped(reason="test").order_by("pk"))
        if not sessions:
            return
        try:
            with transaction.atomic():
                actions.cancel(data.draw(st.sampled_from(sessions)), actor=self.actors[who], reason="改期")
        except (MoveRefused, Denied):
            pass

    @rule(data=st.data(), who=WHO)
    def schedule(self, data: st.DataObject, who: str) -> None:
        sessions = list(Session.objects.unscoped(reason="test").order_by("pk"))
        if sessions:
            chosen = data.draw(st.sampled_from(sessions))
            self.attempt(self.item(), lambda m: actions.schedule(m, actor=self.actors[who], session=chosen))

    @rule(who=WHO, owner=st.sampled_from(["water", "lights", "east"]), days=DAYS, note=NOTES, more=st.booleans())
    def decide(self, who: str, owner: str, days: int, note: str, more: bool) -> None:
        task = Task(note, self.world.units[owner], timezone.localdate() + timedelta(days=days))
        actor = self.actors[who]
        if more:
            self.attempt(self.item(), lambda m: actions.add_decision(m, actor=actor, task=task))
        else:
            self.attempt(self.item(), lambda m: actions.decide(m, actor=actor, conclusion=note, task=task))

    @rule(who=WHO, note=NOTES)
    def put_off(self, who: str, note: str) -> None:
        self.attempt(self.item(), lambda m: actions.defer(m, actor=self.actors[who], public_note=note))

    @rule(who=WHO)
    def assign(self, who: str) -> None:
        self.attempt(self.item(), lambda m: actions.assign(m, actor=self.actors[who]))

    @precondition(lambda self: bool(self.tasks()))
    @rule(data=st.data(), who=WHO, note=NOTES, outcome=OUTCOMES, days=DAYS,
          verb=st.sampled_from(["accept", "prove", "strike", "send_back", "redate", "cancel"]))  # fmt: skip
    def work(self, data: st.DataObject, who: str, note: str, outcome: str, days: int, verb: str) -> None:
        task, actor = data.draw(st.sampled_from(self.tasks())), self.actors[who]
        day = timezone.localdate() + timedelta(days=days)
        acts: dict[str, Any] = {
            "accept": lambda m: actions.accept(m, actor=actor),
            "prove": lambda m: actions.prove(m, actor=actor, proof=note),
            "strike": lambda m: actions.strike_task(m, actor=actor, outcome=outcome),
            "send_back": lambda m: actions.send_back(m, actor=actor, due_on=day, note=note),
            "redate": lambda m: actions.redate(m, actor=actor, due_on=day, reason=note),
            "cancel": lambda m: actions.cancel_task(m, actor=actor, note=note),
        }
        self.attempt(task, acts[verb])

    @rule(who=WHO, outcome=OUTCOMES, note=NOTES, verb=st.sampled_from(["strike", "decline"]))
    def end(self, who: str, outcome: str, note: str, verb: str) -> None:
        actor = self.actors[who]
        if verb == "strike":
            self.attempt(self.item(), lambda m: actions.strike(m, actor=actor, outcome=outcome, proof=note))
        else:
            self.attempt(self.item(), lambda m: actions.decline(m, actor=actor, outcome=outcome, public_note=note))

    @rule(who=WHO, note=NOTES, verb=st.sampled_from(["visit", "finish"]))
    def go_and_see(self, who: str, note: str, verb: str) -> None:
        today = timezone.localdate()
        act = getattr(actions, verb)
        self.attempt(self.item(), lambda m: act(m, actor=self.actors[who], on=today, how="home", note=note))

    @rule(text=NOTES, verb=st.sampled_from(["confirm", "reopen", "withdraw"]))
    def person_says(self, text: str, verb: str) -> None:
        self.attempt(self.item(), lambda m: getattr(actions, verb)(m, actor=reporter(m.pk), text=text))

    @invariant()
    def closed_and_only_closed_has_an_outcome(self) -> None:
        for row in rows():
            assert (row.closed_at is not None) == (row.state == "closed") == bool(row.outcome)

    @invariant()
    def clocks_never_run_backwards(self) -> None:
        for clock in Deadline.objects.all():
            assert clock.due_at is None or clock.due_at >= clock.started_at
        assert not rows().filter(closed_at__isnull=False, due_at__isnull=False).exists()

    @invariant()
    def somebody_can_always_go_on(self) -> None:
        for row in rows().filter(closed_at__isnull=True):
            people = [*self.actors.values(), reporter(row.pk)]
            moves = {move for actor in people for move in moves_open_to(row, actor)}
            assert any(move.target and move.target != row.state for move in moves), (row.kind, row.state)

    @invariant()
    def nobody_struck_off_their_own_and_nothing_without_proof(self) -> None:
        for decision in Decision.objects.unscoped(reason="test").filter(struck_by__isnull=False):
            assert decision.struck_by_id != decision.owner_id
            assert decision.proof
        for item in SessionItem.objects.unscoped(reason="test").filter(struck_at__isnull=False):
            owners = rows().filter(parent=item.matter, kind="session_task").values_list("holder_id", flat=True)
            assert item.struck_by_id not in set(owners)
            assert item.proof

    @invariant()
    def the_persons_word_is_the_persons(self) -> None:
        said = ReturnVisit.objects.unscoped(reason="test").filter(said_at__isnull=False)
        events = Event.objects.unscoped(reason="test").filter(move__in=["confirm", "reopen"])
        assert said.count() <= events.count()
        assert set(events.values_list("actor_kind", flat=True)) <= {"reporter"}

    @invariant()
    def numbers_have_no_gap_and_held_ones_never_change(self) -> None:
        for place in (EAST, "990100."):
            found = Session.objects.unscoped(reason="test").filter(place_path=place, number__isnull=False)
            numbers = sorted(found.values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))
        held = {(s.pk, s.number) for s in Session.objects.unscoped(reason="test").filter(state="held")}
        assert self.held <= held
        self.held = held

    @invariant()
    def strangers_have_no_moves(self) -> None:
        assert not moves_open_to(self.item(), self.actors["west_county"])

    def teardown(self) -> None:
        report = verify()
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)
        assert report.ok, report.faults


@pytest.mark.django_db
def test_no_order_of_moves_breaks_the_loop() -> None:
    run_state_machine_as_test(
        SessionMachine,
        settings=settings(max_examples=24, stateful_step_count=25, deadline=None,
                          suppress_health_check=list(HealthCheck)),
    )  # fmt: skip
