"""The life of a request through its actions, on the database of the run."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.access.actor import ANONYMOUS, Denied, reporter
from lianxin.kernel.clock import deadlines
from lianxin.kernel.matters.errors import AlreadyDone, ChildrenOpen, MoveRefused, NeedsNote, NotNow, Stale
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.tracking import public_timeline
from lianxin.work.requests import actions, queries
from lianxin.work.requests.actions.rating import Word


def fresh(matter: Matter) -> Matter:
    return Matter.objects.unscoped(reason="test").get(pk=matter.pk)


def handled(world: Any) -> Matter:
    """A request that the lights department is handling."""
    matter = world.request().matter
    actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    return actions.accept(matter, actor=world.actor("handler"))


def answered(world: Any) -> Matter:
    return actions.answer(handled(world), actor=world.actor("handler"), outcome="solved", text="灯已换新。")


def test_a_report_lands_at_the_desk_of_its_street(world: Any) -> None:
    matter = world.request().matter
    assert matter.holder == world.units["street"]
    assert matter.number.startswith("SQ-990102-")
    assert matter.due_at is not None


def test_the_category_points_to_its_unit(world: Any) -> None:
    assert queries.proposal(world.categories["lamp"], "990100.990102.990102001.") == world.units["lights"]


def test_from_report_to_the_reporters_word(world: Any) -> None:
    matter = answered(world)
    assert (matter.state, matter.closed_at) == ("answered", None)
    done = actions.rate_by_code(matter, Word(solved=True, grade="satisfied"), actor=reporter(matter.pk))
    assert (done.state, done.outcome) == ("closed", "solved")
    assert [line.label for line in public_timeline(done)][-2:] == ["答复", "确认办结"]


def test_not_solved_goes_back_for_a_second_handling(world: Any) -> None:
    matter = answered(world)
    again = actions.rate_by_code(matter, Word(solved=False, comment="还是不亮"), actor=reporter(matter.pk))
    assert (again.state, again.reopenings, again.holder_id) == ("handling", 1, world.units["lights"].pk)
    assert again.due_at is not None


def test_staff_do_not_rate(world: Any) -> None:
    matter = answered(world)
    for login in ("city", "street", "handler", "community"):
        with pytest.raises(Denied):
            actions.rate_by_code(matter, Word(solved=True), actor=world.actor(login))


def test_paper_is_typed_by_another_unit_and_once(world: Any) -> None:
    matter = answered(world)
    token = actions.make_ballot(matter, door="paper", actor=world.actor("handler"))
    with pytest.raises(MoveRefused):
        actions.type_paper("ABCDEFGHJKMN", Word(solved=True), actor=world.actor("community"))
    done = actions.type_paper(token, Word(solved=True, grade="basic"), actor=world.actor("community"))
    assert done.state == "closed"
    with pytest.raises(MoveRefused):
        actions.type_paper(token, Word(solved=True), actor=world.actor("community"))


def test_a_neighbour_may_not_move(world: Any) -> None:
    matter = world.request().matter
    with pytest.raises(Denied):
        actions.route(matter, actor=world.actor("west_street"), unit=world.units["west_lights"])
    with pytest.raises(Denied):
        actions.accept(matter, actor=world.actor("west_handler"))


def test_a_second_accept_is_told_who_was_first(world: Any) -> None:
    matter = handled(world)
    with pytest.raises(AlreadyDone, match="试handler"):
        actions.accept(matter, actor=world.actor("handler"))


def test_a_page_that_is_out_of_date_is_refused(world: Any) -> None:
    matter = world.request().matter
    actions.supervise(matter, actor=world.actor("city"), note="请尽快")
    with pytest.raises(Stale):
        actions.route(matter, actor=world.actor("street"), unit=world.units["lights"], version=1)


def test_a_move_from_the_wrong_state_says_where_the_matter_stands(world: Any) -> None:
    with pytest.raises(NotNow, match="已收到"):
        actions.answer(world.request().matter, actor=world.actor("community"), outcome="solved", text="好了")


def test_an_objection_needs_a_reason_and_another_desk_decides(world: Any) -> None:
    matter = world.request().matter
    actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    with pytest.raises(NeedsNote):
        actions.object_to(matter, actor=world.actor("handler"), note=" ")
    actions.object_to(matter, actor=world.actor("handler"), note="这是水务的井盖")
    with pytest.raises(Denied):
        actions.reassign(matter, actor=world.actor("street"), unit=world.units["water"])
    moved = actions.reassign(matter, actor=world.actor("county"), unit=world.units["water"])
    assert (moved.state, moved.holder_id) == ("routed", world.units["water"].pk)


def test_asking_stops_the_clock_and_the_answer_starts_it_again(world: Any) -> None:
    matter = handled(world)
    due = matter.due_at
    asked = actions.ask(matter, actor=world.actor("handler"), question="是哪一盏灯？")
    assert (asked.waiting, asked.due_at) == (True, None)
    told = actions.supply(asked, actor=reporter(matter.pk), text="门卫室旁那盏")
    assert not told.waiting
    assert told.due_at >= due


def test_an_extension_is_granted_by_the_desk_and_told(world: Any) -> None:
    matter = handled(world)
    asked = actions.ask_extension(matter, actor=world.actor("handler"), days=3, note="等配件")
    with pytest.raises(Denied):
        actions.grant_extension(asked, actor=world.actor("handler"), public_note="等配件")
    longer = actions.grant_extension(asked, actor=world.actor("street"), public_note="配件在路上")
    assert longer.due_at > matter.due_at
    with pytest.raises(MoveRefused, match="10"):
        actions.ask_extension(longer, actor=world.actor("handler"), days=9, note="再等")


def test_the_first_department_to_report_leads_a_whistle(world: Any) -> None:
    matter = world.request(channel="whistle", actor=world.actor("street")).matter
    calls = actions.whistle(matter, actor=world.actor("street"), units=[world.units["lights"], world.units["water"]])
    actions.report(calls[1], actor=world.actor("water"))
    actions.report(calls[0], actor=world.actor("handler"))
    assert fresh(matter).holder_id == world.units["water"].pk
    with pytest.raises(MoveRefused):
        actions.answer(fresh(matter), actor=world.actor("water"), outcome="solved", text="好了")
    for call, login in zip(calls, ("handler", "water"), strict=True):
        actions.conclude(call, actor=world.actor(login), outcome="solved", note="已处理")
    assert actions.answer(fresh(matter), actor=world.actor("water"), outcome="solved", text="好了").state == "answered"


def test_a_parent_ends_after_its_children(world: Any) -> None:
    matter = world.request("路灯不亮，井盖也破了").matter
    parts = [("路灯不亮", world.categories["lamp"]), ("井盖破了", world.categories["pipe"])]
    assert len(actions.split(matter, actor=world.actor("street"), parts=parts)) == 2
    with pytest.raises(ChildrenOpen):
        actions.decline(fresh(matter), actor=world.actor("street"), outcome="explained", public_note="已拆分")


def test_a_merged_reporter_reads_the_end_of_the_other(world: Any) -> None:
    first, second = world.request().matter, world.request("路灯坏了").matter
    merged = actions.merge(second, into=first, actor=world.actor("street"))
    assert (merged.state, merged.outcome, merged.duplicate_of_id) == ("closed", "merged", first.pk)
    actions.route(first, actor=world.actor("street"), unit=world.units["lights"])
    assert "派单" in [line.label for line in public_timeline(merged)]


def test_the_same_key_and_the_same_reference_open_one_matter(world: Any) -> None:
    one = world.request(client_key="k1")
    assert world.request(client_key="k1").pk == one.pk
    two = world.request(channel="hotline", source="12345", external_ref="RX1")
    assert world.request(channel="hotline", source="12345", external_ref="RX1").pk == two.pk != one.pk


def test_a_snap_report_about_a_person_is_refused(world: Any) -> None:
    with pytest.raises(MoveRefused, match="个人"):
        world.request("我要举报某某主任贪污")


def test_silence_ends_an_answered_request_without_a_rating(world: Any) -> None:
    matter = answered(world)
    assert not list(queries.unanswered_ratings(timezone.now(), 7))
    later = timezone.now() + timedelta(days=8)
    assert [request.matter_id for request in queries.unanswered_ratings(later, 7)] == [matter.pk]
    assert actions.lapse(matter, at=later).outcome == "solved"


def test_the_handling_clock_has_the_category_s_days(world: Any) -> None:
    matter = world.request().matter
    actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    handle = next(clock for clock in deadlines.clocks(matter) if clock.name == "handle")
    assert (handle.amount, handle.unit) == (3, "wday")


def test_a_reporter_reaches_only_the_own_matter(world: Any) -> None:
    mine, other = world.request().matter, world.request("别的事").matter
    with pytest.raises(Denied):
        actions.withdraw(other, actor=reporter(mine.pk))
    with pytest.raises(Denied):
        actions.withdraw(mine, actor=ANONYMOUS)
    assert actions.withdraw(mine, actor=reporter(mine.pk)).outcome == "withdrawn"
