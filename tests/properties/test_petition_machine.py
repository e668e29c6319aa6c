"""Random permitted steps by random people: a petition follows its flow whatever the order (stateful property test)."""

from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lianxin.kernel.access.actor import SYSTEM, Denied, reporter
from lianxin.kernel.audit.verify import verify
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import SEALED, Event, Matter
from lianxin.kernel.matters.perform import moves_open_to
from lianxin.kernel.matters.relations import hand_over
from lianxin.kernel.modules import registry
from lianxin.work.petitions import actions, queries, rules
from lianxin.work.petitions.actions.answering import Answer
from lianxin.work.petitions.flow import PETITION, RECEPTION
from lianxin.work.petitions.tests.office import OPINION, Office
from tests.world import COMMUNITY, build

STAFF = ("city", "county", "street", "community", "grid", "handler", "water", "west_county")
NOTES = st.sampled_from(["", "理由", "理由很长" * 50])
WHO = st.sampled_from(STAFF)
KINDS = st.sampled_from(sorted(rules.CLASSES))
ROUTES = st.sampled_from([*rules.ROUTES, "", "9"])


GOOD: dict[str, Any] = {
    "mandate": lambda self, m, actor, data: actions.mandate(
        m, actor=actor, kind=data.draw(KINDS), read_aloud=True, agent=self.office.agents["community"]
    ),
    "give": lambda self, m, actor, data: actions.give(m, actor=actor),
    "draft": lambda self, m, actor, data: actions.draft(m, actor=actor, text="草稿"),
    "correct": lambda self, m, actor, data: actions.correct(m, actor=actor, text="改"),
    "approve": lambda self, m, actor, data: actions.approve(m, actor=actor),
    "read_back": lambda self, m, actor, data: actions.read_back(m, actor=actor, note="签名"),
    "file": lambda self, m, actor, data: actions.file(
        m, actor=actor, office="区信访局", reference="1", channel="visit"
    ),
    "file_direct": lambda self, m, actor, data: actions.file_direct(
        m, actor=actor, office="局", reference="1", channel="letter"
    ),
    "route": lambda self, m, actor, data: actions.route(m, actor=actor, way="referred", organ="水务局"),
    "object": lambda self, m, actor, data: actions.object_to(m, actor=actor, note="不归我们"),
    "decide": lambda self, m, actor, data: actions.decide(m, actor=actor, organ="街道", public_note="由街道办"),
    "accept": lambda self, m, actor, data: actions.accept(
        m, actor=actor, route=data.draw(st.sampled_from("666666123")) if kind_of(m) == "appeal" else ""
    ),
    "refuse": lambda self, m, actor, data: actions.refuse(m, actor=actor, public_note="不属于"),
    "redirect": lambda self, m, actor, data: actions.redirect(
        m, actor=actor, route="2" if kind_of(m) == "appeal" else "", public_note="请仲裁"
    ),
    "ask_extension": lambda self, m, actor, data: actions.ask_extension(m, actor=actor, days=30, note="复杂"),
    "grant_extension": lambda self, m, actor, data: actions.grant_extension(m, actor=actor, public_note="复杂"),
    "answer": lambda self, m, actor, data: actions.answer(
        m, OPINION if queries.particulars(m).route == "6" else Answer(text="已研究", outcome="explained"), actor=actor
    ),
    "follow_up": lambda self, m, actor, data: actions.follow_up(m, actor=actor, text="没落实"),
    "ask_review": lambda self, m, actor, data: actions.ask_review(m, actor=actor, text="不服"),
    "answer_review": lambda self, m, actor, data: actions.answer_review(m, OPINION, actor=actor),
    "ask_rereview": lambda self, m, actor, data: actions.ask_rereview(m, actor=actor, text="不服"),
    "hear": lambda self, m, actor, data: actions.hear(m, actor=actor),
    "end_hearing": lambda self, m, actor, data: actions.end_hearing(m, actor=actor),
    "answer_rereview": lambda self, m, actor, data: actions.answer_rereview(m, OPINION, actor=actor),
    "confirm": lambda self, m, actor, data: actions.confirm(m, actor=actor),
    "revoke": lambda self, m, actor, data: actions.revoke(m, actor=actor),
}
"""Step → how it is made with inputs in order."""
REACHED: set[str] = set()
TRIES: dict[str, dict[str, Any]] = {}


def tried(**inputs: Any) -> Any:
    """A step that ``anything`` tries with inputs drawn from these."""

    def keep(method: Any) -> Any:
        TRIES[method.__name__] = inputs
        return method

    return keep


def kind_of(matter: Matter) -> str:
    return str(queries.particulars(matter).kind)


class PetitionMachine(RuleBasedStateMachine):
    @initialize(kind=KINDS, against=st.sampled_from([None, "street", "lights"]), by_hand_over=st.booleans())
    def open(self, kind: str, against: str | None, by_hand_over: bool) -> None:
        self.example = transaction.atomic()
        self.example.__enter__()
        self.world = build()
        self.office = Office(self.world)
        self.actors = {login: self.world.actor(login) for login in STAFF}
        if by_hand_over:
            request = self.world.request().matter
            self.matter = hand_over(request, to_kind="petition", actor=self.actors["community"], note="本人同意")
        else:
            unit = self.world.units[against] if against else None
            self.matter = self.office.petition(kind=kind, against_unit=unit).matter

    def fresh(self) -> Matter:
        return Matter.objects.unscoped(reason="test").get(pk=self.matter.pk)

    def person(self) -> Any:
        return reporter(self.matter.pk)

    def attempt(self, act: Any) -> None:
        """A refused step leaves nothing behind; a made one follows the flow."""
        before = self.fresh()
        try:
            act(before)
        except (MoveRefused, Denied):
            assert (self.fresh().version, self.fresh().state) == (before.version, before.state)
            return
        after = self.fresh()
        last = Event.objects.unscoped(reason="test").filter(matter=after).order_by("id").last()
        if after.version > before.version:
            assert before.state in PETITION.by_move[last.move].sources or last.move == "confirm"
            assert last.from_state in PETITION.by_move[last.move].sources

    @rule(data=st.data())
    def permitted(self, data: st.DataObject) -> None:
        """A step that the flow permits now, by somebody who may, with inputs in order; ends are drawn less often."""
        row = self.fresh()
        people = {**self.actors, "person": self.person()}
        names = [move.name for move in PETITION.moves_from(row.state) if move.name in GOOD and move.target != row.state]
        onward = [
            name for name in names if not PETITION.move(name).closes and name not in {"correct", "redirect"}
        ] or names
        if not names:
            return
        name = data.draw(st.sampled_from(onward * 4 + names))
        able = sorted(who for who, actor in people.items() if name in {m.name for m in moves_open_to(row, actor)})
        if able:
            actor = people[data.draw(st.sampled_from(able))]
            self.attempt(lambda m: GOOD[name](self, m, actor, data))

    @rule(data=st.data())
    def anything(self, data: st.DataObject) -> None:
        """Any step by anybody with any input: mostly refused."""
        name = data.draw(st.sampled_from(sorted(TRIES)))
        getattr(self, name)(**{key: data.draw(strategy) for key, strategy in TRIES[name].items()})

    @tried(who=WHO, kind=KINDS, read=st.booleans(), agent=st.sampled_from(["community", "street", "west_county"]))
    def mandate(self, who: str, kind: str, read: bool, agent: str) -> None:
        self.attempt(
            lambda m: actions.mandate(
                m, actor=self.actors[who], kind=kind, read_aloud=read, agent=self.office.agents[agent]
            )
        )

    @tried(who=WHO, text=NOTES)
    def draft(self, who: str, text: str) -> None:
        self.attempt(lambda m: actions.draft(m, actor=self.actors[who], text=text))

    @tried(
        who=WHO,
        note=NOTES,
        verb=st.sampled_from(
            [
                "read_back",
                "object_to",
                "hear",
                "end_hearing",
                "revoke_at_window",
                "supervise",
                "remark",
                "drop",
                "refuse_extension",
            ]
        ),
    )
    def say(self, who: str, note: str, verb: str) -> None:
        self.attempt(lambda m: getattr(actions, verb)(m, actor=self.actors[who], note=note))

    @tried(who=WHO, reference=st.sampled_from(["", "XF1"]), verb=st.sampled_from(["file", "file_direct"]))
    def file(self, who: str, reference: str, verb: str) -> None:
        self.attempt(
            lambda m: getattr(actions, verb)(
                m, actor=self.actors[who], office="区信访局", reference=reference, channel="visit"
            )
        )

    @tried(who=WHO, way=st.sampled_from([*rules.WAYS, "x"]), organ=st.sampled_from(["", "街道"]))
    def route(self, who: str, way: str, organ: str) -> None:
        self.attempt(lambda m: actions.route(m, actor=self.actors[who], way=way, organ=organ))

    @tried(who=WHO, note=NOTES)
    def decide(self, who: str, note: str) -> None:
        self.attempt(lambda m: actions.decide(m, actor=self.actors[who], organ="水务局", public_note=note))

    @tried(who=WHO, route=ROUTES, note=NOTES, verb=st.sampled_from(["accept", "accept", "redirect"]))
    def take_up(self, who: str, route: str, note: str, verb: str) -> None:
        self.attempt(lambda m: getattr(actions, verb)(m, actor=self.actors[who], route=route, public_note=note))

    @tried(who=WHO, note=NOTES)
    def refuse(self, who: str, note: str) -> None:
        self.attempt(lambda m: actions.refuse(m, actor=self.actors[who], public_note=note))

    @tried(who=WHO, days=st.integers(-1, 32), note=NOTES)
    def want_time(self, who: str, days: int, note: str) -> None:
        self.attempt(lambda m: actions.ask_extension(m, actor=self.actors[who], days=days, note=note))

    @tried(who=WHO, note=NOTES)
    def give_time(self, who: str, note: str) -> None:
        self.attempt(lambda m: actions.grant_extension(m, actor=self.actors[who], public_note=note))

    @tried(
        who=WHO,
        told=st.sampled_from(
            [
                OPINION,
                Answer(text="已研究", outcome="explained"),
                Answer(text="x"),
                Answer(text="x", outcome="nonsense"),
            ]
        ),
        verb=st.sampled_from(["answer", "answer", "answer_review", "answer_rereview"]),
    )
    def answer(self, who: str, told: Answer, verb: str) -> None:
        self.attempt(lambda m: getattr(actions, verb)(m, told, actor=self.actors[who]))

    @tried(by_person=st.booleans(), who=WHO, note=NOTES, verb=st.sampled_from(["ask_review", "ask_rereview"]))
    def appeal(self, by_person: bool, who: str, note: str, verb: str) -> None:
        actor = self.person() if by_person else self.actors[who]
        self.attempt(lambda m: getattr(actions, verb)(m, actor=actor, text=note))

    @tried(note=NOTES, verb=st.sampled_from(["give", "approve", "correct", "follow_up", "confirm"]))
    def person_says(self, note: str, verb: str) -> None:
        told = {"text": note} if verb in {"correct", "follow_up"} else {}
        self.attempt(lambda m: getattr(actions, verb)(m, actor=self.person(), **told))

    @tried(
        solved=st.booleans(), grade=st.sampled_from(["satisfied", "basic", "unsatisfied", ""]), by_staff=st.booleans()
    )
    def rate(self, solved: bool, grade: str, by_staff: bool) -> None:
        actor = self.actors["city"] if by_staff else self.person()
        self.attempt(lambda m: actions.rate(m, actions.Word(solved=solved, grade=grade), actor=actor))

    @tried(agent=st.sampled_from(["street", "county", "west_county"]), who=WHO, note=NOTES)
    def reassign(self, agent: str, who: str, note: str) -> None:
        self.attempt(lambda m: actions.reassign(m, actor=self.actors[who], agent=self.office.agents[agent], note=note))

    @invariant()
    def closed_and_only_closed_has_an_outcome(self) -> None:
        row = self.fresh()
        assert (row.closed_at is not None) == (row.state == "closed") == bool(row.outcome)

    @invariant()
    def clocks_never_run_backwards_and_name_their_law(self) -> None:
        row = self.fresh()
        for clock in Deadline.objects.filter(matter=row):
            assert clock.due_at is None or clock.due_at >= clock.started_at
            assert clock.extended_days <= rules.EXTENSION_DAYS_MOST
            assert rules.TERMS[clock.name].binds == "duty"
        assert row.closed_at is None or row.due_at is None

    @invariant()
    def nothing_was_filed_without_approval(self) -> None:
        row = self.fresh()
        filed = Event.objects.unscoped(reason="test").filter(matter=row, move__in=("file", "file_direct"))
        assert not filed.exists() or queries.particulars(row).approved_at is not None

    @invariant()
    def sixty_days_only_for_the_sixth_route(self) -> None:
        petition = queries.particulars(self.fresh())
        runs = Deadline.objects.filter(matter=self.matter.pk, name="handle").exists()
        assert not runs or rules.runs_for_sixty_days(petition.kind, petition.route)

    @invariant()
    def somebody_can_always_go_on_and_the_person_can_always_revoke(self) -> None:
        row = self.fresh()
        if row.closed_at is None:
            moves = {m for actor in [*self.actors.values(), self.person()] for m in moves_open_to(row, actor)}
            assert any(move.target and move.target != row.state for move in moves), row.state
            assert "revoke" in {move.name for move in moves_open_to(row, self.person())}

    @invariant()
    def strangers_and_the_accused_see_nothing(self) -> None:
        row, petition = self.fresh(), queries.particulars(self.fresh())
        assert not moves_open_to(row, self.actors["west_county"])
        if row.secrecy == SEALED and petition.against_unit_id:
            for actor in self.actors.values():
                if actor.unit_id == petition.against_unit_id:
                    assert not Matter.objects.visible_to(actor).filter(pk=row.pk).exists()

    def teardown(self) -> None:
        events = Event.objects.unscoped(reason="test").filter(matter=self.matter.pk)
        REACHED.update(events.values_list("to_state", flat=True))
        report = verify()
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)
        assert report.ok, report.faults


class ReceptionMachine(RuleBasedStateMachine):
    @initialize(persons=st.integers(1, 40), is_received=st.booleans())
    def open(self, persons: int, is_received: bool) -> None:
        self.example = transaction.atomic()
        self.example.__enter__()
        self.world = build()
        self.office = Office(self.world)
        self.actors = {login: self.world.actor(login) for login in STAFF}
        visit = actions.Visit(text="来访", place_path=COMMUNITY, level="county", form="sitting", persons=persons)
        self.matter = actions.register(visit, actor=SYSTEM, is_received=is_received).matter

    def fresh(self) -> Matter:
        return Matter.objects.unscoped(reason="test").get(pk=self.matter.pk)

    def attempt(self, act: Any) -> None:
        before = self.fresh()
        try:
            act(before)
        except (MoveRefused, Denied):
            assert (self.fresh().version, self.fresh().state) == (before.version, before.state)

    @rule(who=WHO, note=NOTES, verb=st.sampled_from(["receive_visit", "miss", "supervise", "remark"]))
    def say(self, who: str, note: str, verb: str) -> None:
        self.attempt(lambda m: getattr(actions, verb)(m, actor=self.actors[who], note=note))

    @rule(who=WHO, note=NOTES)
    def take_on(self, who: str, note: str) -> None:
        self.attempt(
            lambda m: actions.take_on(m, actor=self.actors[who], unit=self.world.units["water"], public_note=note)
        )

    @rule(who=WHO, kind=KINDS, note=NOTES)
    def open_petition(self, who: str, kind: str, note: str) -> None:
        self.attempt(
            lambda m: actions.open_petition(m, self.office.mandate(kind=kind), actor=self.actors[who], public_note=note)
        )

    @rule(who=WHO, outcome=st.sampled_from(["solved", "explained", "nonsense"]), note=NOTES)
    def conclude(self, who: str, outcome: str, note: str) -> None:
        self.attempt(lambda m: actions.conclude(m, actor=self.actors[who], outcome=outcome, public_note=note))

    @rule()
    def children_are_revoked(self) -> None:
        for child in Matter.objects.unscoped(reason="test").filter(parent=self.matter.pk, closed_at=None):
            actions.revoke(child, actor=reporter(child.pk))

    @invariant()
    def it_stands_in_its_flow(self) -> None:
        row = self.fresh()
        assert row.state in registry.flow("reception").by_state
        assert (row.closed_at is not None) == (row.state == "closed") == bool(row.outcome)
        assert row.opened_at <= timezone.now()
        received = queries.visit(row).received_at is not None
        was = Event.objects.unscoped(reason="test").filter(matter=row, move="receive").exists()
        assert received == was

    @invariant()
    def accusations_leave_no_trace_on_it(self) -> None:
        sealed = Matter.objects.unscoped(reason="test").filter(secrecy=SEALED)
        assert not sealed.filter(parent=self.matter.pk).exists()
        assert not sealed.filter(root=self.matter.pk).exists()

    @invariant()
    def somebody_can_always_go_on(self) -> None:
        row = self.fresh()
        if row.closed_at is None:
            moves = {m for actor in self.actors.values() for m in moves_open_to(row, actor)}
            assert any(move.target and move.target != row.state for move in moves), row.state
            assert all(row.state in RECEPTION.by_move[move.name].sources for move in moves)

    def teardown(self) -> None:
        report = verify()
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)
        assert report.ok, report.faults


def run(machine: type[RuleBasedStateMachine], steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.django_db
def test_no_order_of_steps_breaks_a_petition() -> None:
    REACHED.clear()
    run(PetitionMachine, 50)
    assert {"approved", "handling", "answered", "closed"} <= REACHED, "the machine stays near the beginning"


@pytest.mark.django_db
def test_no_order_of_steps_breaks_a_reception() -> None:
    run(ReceptionMachine, 15)
