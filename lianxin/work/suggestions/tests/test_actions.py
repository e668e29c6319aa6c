"""A suggestion from its door to what it becomes: every step, every refusal, every author told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.kernel.access.actor import ANONYMOUS, Denied, reporter
from lianxin.kernel.clock.models import Deadline
from lianxin.kernel.matters.errors import AlreadyDone, ChildrenOpen, MoveRefused, NotNow
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.notices.models import Delivery, Notice
from lianxin.work.suggestions import actions, queries
from lianxin.work.suggestions.actions.practising import Became
from lianxin.work.suggestions.jobs import end_calls
from lianxin.work.suggestions.models import Evaluation, Practice, Study
from lianxin.work.suggestions.tests.made import (
    REASON,
    RULE,
    adopted,
    call,
    fresh,
    practised,
    received,
    registered,
    told,
)
from tests.world import COMMUNITY, EAST

pytestmark = pytest.mark.django_db
PHONE = {"name": "试王", "phone": "13900000001"}


def clock(matter: Matter, name: str) -> Deadline:
    return Deadline.objects.filter(matter=matter, name=name).latest("pk")


def notices(matter: Matter) -> list[str]:
    """What the author of a suggestion was told, in order."""
    rows = Delivery.objects.unscoped(reason="test").filter(contact__matter=matter)
    return [kind.split(".")[1] for kind in rows.order_by("pk").values_list("kind", flat=True)]


def studied(world: Any, matter: Matter, *units: str) -> list[Matter]:
    return actions.send(matter, actor=world.actor("county"), units=[world.units[unit] for unit in units])


def test_a_suggestion_lands_at_the_office_of_its_district_with_the_citys_limit(world):
    matter = received(world, place_path=COMMUNITY)
    assert (matter.kind, matter.state, matter.holder_id) == ("suggestion", "received", world.units["east"].pk)
    assert (clock(matter, "register").amount, clock(matter, "register").unit) == (5, "wday")


@pytest.mark.parametrize("missing", ["theme", "reason", "proposal"])
def test_an_element_that_is_missing_is_asked_for(world, missing):
    with pytest.raises(MoveRefused) as refused:
        received(world, **{missing: "  "})
    assert refused.value.field == missing


def test_the_same_phone_key_is_one_suggestion(world):
    first = received(world, client_key="k" * 12)
    assert received(world, client_key="k" * 12, theme="另一条").pk == first.pk


def test_the_whole_way_to_a_rule(world):
    matter = registered(world, **PHONE)
    assert clock(matter, "register").met_at is not None
    lights, water = studied(world, matter, "lights", "water")
    assert fresh(matter).state == "studying"
    actions.opine(lights, actor=world.actor("handler"), opinion="whole", text="现场看过，可行。")
    with pytest.raises(MoveRefused, match="1"):
        actions.adopt(matter, actor=world.actor("county"), decision="whole", text=REASON)
    actions.opine(water, actor=world.actor("water"), opinion="part", text="凳子可以，遮阳棚不行。")
    done = actions.adopt(matter, actor=world.actor("county"), decision="part", text=REASON)
    assert (done.state, told(matter).decision, told(matter).fed_back_at is not None) == ("adopted", "part", True)
    assert clock(matter, "decide").met_at is not None
    closed = actions.practise(matter, actor=world.actor("county"), became=RULE, text="已印发，下月施行。")
    assert (closed.state, closed.outcome) == ("closed", "solved")
    [row] = Practice.objects.unscoped(reason="test").filter(matter=matter)
    assert (row.shape, row.use, row.reference, row.is_done) == ("rule", "norm", RULE.reference, True)
    assert notices(matter) == ["register", "adopt", "practise"]


def test_each_unit_asked_has_a_matter_of_its_own_and_hears_of_it(world):
    matter = registered(world)
    [lights] = studied(world, matter, "lights")
    assert (lights.kind, lights.parent_id, lights.holder_id) == ("study", matter.pk, world.units["lights"].pk)
    assert clock(lights, "study").amount == 15
    heard = Notice.objects.unscoped(reason="test").filter(to_unit=world.units["lights"], matter_id=lights.pk)
    assert heard.count() == 1
    with pytest.raises(Denied):
        actions.opine(lights, actor=world.actor("water"), opinion="whole", text="不归我们。")
    actions.not_ours(lights, actor=world.actor("handler"), note="归水务局。")
    assert fresh(lights).outcome == "sent_on"
    answered = Notice.objects.unscoped(reason="test").filter(to_unit=world.units["east"], matter_id=matter.pk)
    assert answered.filter(kind="suggestion.not_ours").count() == 1


def test_a_unit_is_asked_once_and_again_only_after_it_was_let_go(world):
    matter = registered(world)
    [lights] = studied(world, matter, "lights")
    with pytest.raises(MoveRefused, match="已经请过"):
        actions.invite(matter, actor=world.actor("county"), units=[world.units["lights"]])
    actions.cancel(lights, actor=world.actor("county"), note="先不用了")
    actions.invite(matter, actor=world.actor("county"), units=[world.units["lights"]])
    assert Study.objects.unscoped(reason="test").count() == 2


def test_not_adopted_needs_a_reason_that_says_something(world):
    matter = registered(world)
    with pytest.raises(MoveRefused) as refused:
        actions.not_adopt(matter, actor=world.actor("county"), text="不采纳")
    assert refused.value.field == "public_note"
    closed = actions.not_adopt(matter, actor=world.actor("county"), text="现有热线已能受理，另设会分散力量。")
    assert (closed.state, closed.outcome, told(matter).decision) == ("closed", "explained", "not")


def test_adopted_but_not_done_is_an_end_of_its_own(world):
    closed = actions.shelve(adopted(world), actor=world.actor("county"), text="场地产权没有谈成，今年做不了。")
    assert (closed.outcome, told(closed).practised_at) == ("given_up", None)


@pytest.mark.parametrize("wrong", [{"shape": "session_item"}, {"use": "nothing"}, {"title": " "}])
def test_what_it_became_must_be_told_in_full(world, wrong):
    became = Became(**{"shape": "rule", "use": "norm", "title": "办法", **wrong})
    with pytest.raises(MoveRefused) as refused:
        actions.practise(adopted(world), actor=world.actor("county"), became=became, text="已经印发。")
    assert refused.value.field in wrong


def test_the_fast_lane_runs_by_hours(world):
    matter = received(world, is_urgent=True)
    assert (clock(matter, "register").amount, clock(matter, "register").unit) == (4, "hour")
    county = world.actor("county")
    [study] = actions.send_at_once(matter, actor=county, units=[world.units["water"]])
    assert (clock(study, "study").unit, clock(matter, "decide").unit) == ("hour", "hour")
    assert clock(matter, "register").met_at is not None


def test_only_urgent_ones_skip_the_register(world):
    with pytest.raises(MoveRefused, match="快速通道"):
        actions.send_at_once(received(world), actor=world.actor("county"), units=[world.units["water"]])


@pytest.mark.parametrize(("make", "running"), [(received, "register"), (registered, "decide")])
def test_what_is_hastened_gets_the_short_limit_and_no_other(world, make, running):
    matter = make(world)
    actions.hasten(matter, actor=world.actor("county"), note="汛期")
    assert fresh(matter).urgency == "urgent"
    assert clock(matter, running).unit == "hour"
    alive = Deadline.objects.filter(matter=matter, met_at__isnull=True, stopped_at__isnull=True)
    assert [row.name for row in alive] == [running]


def test_merging_keeps_every_authors_feedback(world):
    county, main = world.actor("county"), registered(world, **PHONE)
    second, third = received(world, **PHONE), received(world, **PHONE)
    actions.merge(second, into=main, actor=county)
    actions.merge(third, into=second, actor=county)  # a chain
    assert told(second).fed_back_at is None
    actions.adopt(main, actor=county, decision="whole", text=REASON)
    actions.practise(main, actor=county, became=RULE, text="已印发，下月施行。")
    for matter in (main, second, third):
        assert told(matter).fed_back_at is not None, matter.number
        assert notices(matter)[-2:] == ["adopt", "practise"]
    late = received(world, **PHONE)
    actions.merge(late, into=main, actor=county)
    assert told(late).fed_back_at is not None


def test_a_suggestion_is_not_merged_into_itself_or_another_kind(world):
    matter = received(world)
    with pytest.raises(MoveRefused):
        actions.merge(matter, into=matter, actor=world.actor("county"))
    with pytest.raises(MoveRefused):
        actions.merge(matter, into=world.request().matter, actor=world.actor("county"))


def test_a_personal_claim_goes_to_requests_with_the_persons_own_yes(world):
    matter = received(world, reason="老板拖欠我工资", proposal="帮我要回来", **PHONE)
    actions.ask_consent(matter, actor=world.actor("county"), kind="request", text="这是您个人的诉求，移交后有期限。")
    assert (fresh(matter).state, fresh(matter).waiting) == ("consenting", True)
    opened = actions.agree(matter, actor=reporter(matter.pk))
    closed = fresh(matter)
    assert (closed.state, closed.outcome, opened.kind, opened.parent_id) == ("closed", "sent_on", "request", matter.pk)
    assert opened.request.text == "老板拖欠我工资\n帮我要回来"
    assert Contact.objects.unscoped(reason="test").get(matter=opened).openness == Contact.RELAY
    assert notices(matter) == ["ask_consent"]


def test_without_consent_nothing_is_handed_over(world):
    matter = received(world)
    county = world.actor("county")
    with pytest.raises(MoveRefused) as refused:
        actions.hand_over(matter, actor=county, kind="request", public_note="个人诉求", has_consent=False)
    assert refused.value.field == "consent"
    actions.ask_consent(matter, actor=county, kind="request", text="这是您个人的诉求。")
    with pytest.raises(Denied):
        actions.agree(matter, actor=county)
    with pytest.raises(Denied):
        actions.agree(matter, actor=reporter(matter.pk + 1))
    actions.disagree(matter, actor=reporter(matter.pk), text="我是为大家说的")
    assert fresh(matter).state == "received"
    closed = actions.decline(matter, actor=county, reason="personal", text="属于个人诉求，可以打12345。")
    assert (closed.outcome, Matter.objects.unscoped(reason="test").filter(kind="request").count()) == ("refused", 0)


def test_consent_by_word_of_mouth_is_written_down(world):
    opened = actions.hand_over(
        registered(world), actor=world.actor("county"), kind="request", public_note="电话里同意移交。", has_consent=True
    )
    assert opened.kind == "request"


@pytest.mark.parametrize("kind", ["suggestion", "study", "session_item", "nonsense"])
def test_it_is_handed_to_other_kinds_only(world, kind):
    with pytest.raises(MoveRefused):
        actions.hand_over(received(world), actor=world.actor("county"), kind=kind, public_note="移交", has_consent=True)


def test_a_request_that_is_a_suggestion_comes_in(world):
    from lianxin.work.requests.actions import hand_over

    source = world.request(name="试王", phone="13900000001").matter
    made = hand_over(
        source, actor=world.actor("street"), kind="suggestion", public_note="这是给大家的建议", has_consent=True
    )
    assert (made.kind, made.parent_id, told(made).proposal) == ("suggestion", source.pk, "东门口路灯不亮了")
    assert Contact.objects.unscoped(reason="test").filter(matter=made).exists()


def test_withdrawing_lets_the_units_go(world):
    matter = registered(world)
    [study] = studied(world, matter, "lights")
    with pytest.raises(Denied):
        actions.withdraw(matter, actor=world.actor("county"))
    actions.withdraw(matter, actor=reporter(matter.pk))
    assert (fresh(matter).outcome, fresh(study).outcome) == ("withdrawn", "withdrawn")


def test_an_adopted_one_can_no_longer_be_withdrawn(world):
    matter = adopted(world)
    with pytest.raises(NotNow):
        actions.withdraw(matter, actor=reporter(matter.pk))


def test_an_author_evaluates_once_after_the_feedback(world):
    matter = registered(world)
    with pytest.raises(MoveRefused, match="反馈"):
        actions.evaluate(matter, actor=reporter(matter.pk), grade="satisfied")
    actions.adopt(matter, actor=world.actor("county"), decision="whole", text=REASON)
    actions.evaluate(matter, actor=reporter(matter.pk), grade="basic", comment="快一点更好")
    with pytest.raises(AlreadyDone):
        actions.evaluate(matter, actor=reporter(matter.pk), grade="satisfied")
    assert Evaluation.objects.unscoped(reason="test").get(matter=matter).grade == "basic"


@pytest.mark.parametrize("login", ["county", "city", "admin"])
def test_staff_never_evaluate(world, login):
    matter = adopted(world)
    with pytest.raises(Denied):
        actions.evaluate(matter, actor=world.actor(login), grade="satisfied")
    with pytest.raises(Denied):
        actions.evaluate(matter, actor=ANONYMOUS, grade="satisfied")


def test_commending_needs_an_adopted_one_and_happens_once(world):
    matter = practised(world)
    actions.commend(matter, actor=world.actor("county"), text="年度优秀建议")
    with pytest.raises(MoveRefused):
        actions.commend(matter, actor=world.actor("county"), text="年度优秀建议")
    other = registered(world)
    closed = actions.not_adopt(other, actor=world.actor("county"), text="现有热线已能受理，另设会分散力量。")
    with pytest.raises(MoveRefused):
        actions.commend(closed, actor=world.actor("county"), text="不该")


def test_passing_on_changes_the_office_and_not_the_clock(world):
    matter = received(world)
    before = clock(matter, "register").due_at
    actions.pass_on(matter, actor=world.actor("county"), unit=world.units["city"], note="涉及全市")
    assert fresh(matter).holder_id == world.units["city"].pk
    assert clock(matter, "register").due_at == before


def test_a_neighbouring_office_and_a_street_may_not_decide(world):
    matter = registered(world)
    for login in ("west_county", "street", "handler", "admin"):
        with pytest.raises(Denied):
            actions.adopt(matter, actor=world.actor(login), decision="whole", text=REASON)


def test_a_call_is_published_with_its_term_and_takes_suggestions_until_its_last_day(world):
    draft = call(world, is_open=False)
    with pytest.raises(MoveRefused, match="截止"):
        received(world, call=draft)
    actions.publish(draft.matter, actor=world.actor("county"))
    matter = received(world, call=draft)
    assert told(matter).call_id == draft.pk
    last = timezone.now() + timedelta(days=20)
    received(world, call=draft, at=last)
    with pytest.raises(MoveRefused):
        received(world, call=draft, at=last + timedelta(days=1))


def test_a_call_without_a_term_or_in_a_neighbours_place_is_refused(world):
    from lianxin.work.suggestions.actions.calling import Wanted

    day = timezone.localdate()
    with pytest.raises(MoveRefused) as refused:
        actions.open_call(
            Wanted("充电", "", "网上", day, day - timedelta(days=1)), actor=world.actor("county"), place_path=EAST
        )
    assert refused.value.field == "ends_on"
    with pytest.raises(Denied):
        actions.open_call(Wanted("充电", "", "网上", day, day), actor=world.actor("west_county"), place_path=EAST)


def test_the_timed_job_ends_a_call_after_its_last_day(world):
    long_ago = timezone.now() - timedelta(days=30)
    over, running = call(world, days=10, moment=long_ago), call(world)
    assert end_calls() == 1
    assert (fresh(over.matter).state, fresh(running.matter).state) == ("ended", "open")
    assert clock(over.matter, "result").amount == 30


def test_a_result_waits_for_every_decision_and_then_tells_everybody_together(world):
    county, asked = world.actor("county"), call(world)
    first, second = (received(world, call=asked, **PHONE) for _n in range(2))
    for matter in (first, second):
        actions.register(matter, actor=county, summary="充电棚")
    actions.adopt(first, actor=county, decision="whole", text=REASON)
    assert told(first).fed_back_at is None  # the public is told, together
    assert "adopt" not in notices(first)
    actions.end(asked.matter, actor=county, text="意见已集中")
    with pytest.raises(MoveRefused, match="1"):
        actions.publish_result(asked.matter, actor=county, text="共采纳一条。")
    actions.not_adopt(second, actor=county, text="现有热线已能受理，另设会分散力量。")
    closed = actions.publish_result(asked.matter, actor=county, text="共采纳一条。")
    assert (closed.state, closed.outcome) == ("closed", "solved")
    for matter in (first, second):
        assert told(matter).fed_back_at is not None
        assert notices(matter)[-1] == "result"


def test_a_code_of_another_call_does_not_evaluate_this_one(world):
    county, asked = world.actor("county"), call(world)
    mine, other = registered(world, call=asked), registered(world)
    actions.adopt(mine, actor=county, decision="whole", text=REASON)
    actions.end(asked.matter, actor=county, text="意见已集中")
    actions.publish_result(asked.matter, actor=county, text="共采纳一条。")
    with pytest.raises(MoveRefused) as refused:
        actions.evaluate_by_code(asked, other.tracking_code, actor=ANONYMOUS, grade="satisfied")
    assert refused.value.field == "code"
    actions.evaluate_by_code(asked, mine.tracking_code, actor=ANONYMOUS, grade="satisfied")
    with pytest.raises(AlreadyDone):
        actions.evaluate_by_code(asked, mine.tracking_code, actor=ANONYMOUS, grade="satisfied")
    with pytest.raises(Denied):
        actions.evaluate_by_code(asked, mine.tracking_code, actor=county, grade="satisfied")


def test_a_term_is_prolonged_while_it_runs(world):
    asked = call(world)
    later = asked.ends_on + timedelta(days=10)
    actions.prolong(asked.matter, actor=world.actor("county"), until=later, text="应大家要求")
    assert queries.call_of(asked.matter).ends_on == later
    with pytest.raises(MoveRefused):
        actions.prolong(asked.matter, actor=world.actor("county"), until=later, text="再延")


def test_a_suggestion_does_not_end_before_what_it_was_sent_to(world):
    matter = registered(world)
    studied(world, matter, "lights")
    with pytest.raises((MoveRefused, ChildrenOpen)):
        actions.not_adopt(matter, actor=world.actor("county"), text="现有热线已能受理，另设会分散力量。")
