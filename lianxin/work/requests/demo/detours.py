"""What happens besides: questions, objections, extensions, merging, other ways of ending, several units at once."""

from __future__ import annotations

from lianxin.kernel.matters.perform import locked
from lianxin.work.requests import actions
from lianxin.work.requests.demo.tale import Steps, Tale, handler_of


def asked(tale: Tale) -> Steps:
    yield 2
    tale.route()
    yield 5
    tale.accept()
    yield 6
    tale.matter = actions.ask(
        tale.matter, actor=tale.handler, question="请告诉我们具体是哪一处，最好附一张照片。", at=tale.at
    )
    yield 30
    tale.matter = actions.supply(tale.matter, actor=tale.person, text="就在入口右手边，有一棵槐树。", at=tale.at)
    yield 28
    tale.answer()
    yield 20
    tale.rate("satisfied")


def waiting(tale: Tale) -> Steps:
    yield 2
    tale.route()
    yield 5
    tale.accept()
    yield 6
    tale.matter = actions.ask(
        tale.matter, actor=tale.handler, question="方便什么时候到现场？我们想和您一起看一下。", at=tale.at
    )
    yield 24 * 400


def objected(tale: Tale) -> Steps:
    yield 2
    tale.route()
    yield 5
    tale.matter = actions.object_to(
        tale.matter, actor=tale.handler, note="现场核实，设施产权不属于本单位。", at=tale.at
    )
    yield 16
    decider = tale.teller.cast.over(tale.matter.place_path, "requests.decide", "county") or tale.desk("requests.decide")
    others = [unit for unit in tale.teller.cast.departments(tale.matter.place_path) if unit.pk != tale.matter.holder_id]
    tale.matter = actions.reassign(tale.matter, actor=decider, unit=others[0], note="由产权单位办理。", at=tale.at)
    yield 5
    tale.accept()
    yield 30
    tale.answer()
    yield 24
    tale.rate("basic")


def returned(tale: Tale) -> Steps:
    yield 2
    tale.route()
    yield 5
    tale.matter = actions.object_to(
        tale.matter, actor=tale.handler, note="该路段尚未移交，请改派建设单位。", at=tale.at
    )
    yield 24 * 400


def longer(tale: Tale) -> Steps:
    """An extension is asked for in time and granted by another."""
    yield 2
    tale.route()
    yield 4
    tale.accept()
    yield 3
    tale.matter = actions.ask_extension(tale.matter, actor=tale.handler, days=3, note="配件需要外地发货。", at=tale.at)
    yield 2
    approver = tale.teller.cast.over(tale.matter.place_path, "requests.approve", "county")
    if approver and tale.matter.due_at and tale.at < tale.matter.due_at:
        tale.matter = actions.grant_extension(
            tale.matter, actor=approver, public_note="需要的配件在外地，延长三个工作日。", at=tale.at
        )
    yield 60
    tale.answer()
    yield 40
    tale.rate("satisfied")


def late(tale: Tale) -> Steps:
    """Accepted, and then nothing: overdue and, in time, under supervision."""
    yield 3
    tale.route()
    yield 8
    tale.accept()
    yield 24 * 9
    tale.matter = actions.supervise(
        tale.matter, actor=tale.desk("requests.supervise"), note="已超期，请三日内办结并说明原因。", at=tale.at
    )
    yield 24 * 400


def slow(tale: Tale) -> Steps:
    """Answered, but after its limit."""
    yield 3
    tale.route()
    yield 8
    tale.accept()
    yield 24 * 11
    tale.answer()
    yield 30
    tale.rate("unsatisfied", comment="修好了，就是太慢。")


def twice(tale: Tale) -> Steps:
    """The same thing reported again, and merged into the first."""
    yield 1
    tale.route()
    yield 3
    second = tale.teller.open(tale.story, tale.at, channel="snap", beside=tale.matter)
    merger = tale.teller.cast.over(second.place_path, "requests.merge", "street") or tale.desk("requests.merge")
    actions.merge(second, into=tale.matter, actor=merger, note="同一处，并入前一件。", at=tale.at)
    tale.accept()
    yield 30
    tale.answer()
    yield 20
    tale.rate("satisfied")


def withdrawn(tale: Tale) -> Steps:
    yield 4
    tale.route()
    yield 9
    tale.matter = actions.withdraw(tale.matter, actor=tale.person, text="邻居已经找人修好了，不用再来。", at=tale.at)


def declined(tale: Tale) -> Steps:
    yield 3
    tale.matter = actions.decline(
        tale.matter,
        actor=tale.desk(),
        outcome="sent_on",
        reason="not_public",
        at=tale.at,
        public_note="这件事属于合同纠纷，已转人民调解委员会，工作人员会与您联系。",
    )


def at_once(tale: Tale) -> Steps:
    yield 0.4
    tale.matter = actions.answer_now(
        tale.matter, actor=tale.desk(), outcome="explained", text=tale.story["answer"], at=tale.at
    )
    yield 12
    tale.rate("satisfied")


def upwards(tale: Tale) -> Steps:
    """More than the street can decide: one level up, and from there to the unit."""
    yield 4
    tale.matter = actions.escalate(
        tale.matter, actor=tale.desk("requests.escalate"), note="跨街道，请区里协调。", at=tale.at
    )
    yield 5
    tale.route()
    yield 6
    tale.accept()
    yield 40
    tale.answer()
    yield 30
    tale.rate("basic")


def moved(tale: Tale) -> Steps:
    yield 2
    tale.route()
    yield 6
    others = [unit for unit in tale.teller.cast.departments(tale.matter.place_path) if unit.pk != tale.matter.holder_id]
    mover = tale.teller.cast.over(tale.matter.place_path, "requests.route", "street") or tale.desk()
    tale.matter = actions.transfer(
        tale.matter, actor=mover, unit=others[1 % len(others)], note="职责调整后由该单位负责。", at=tale.at
    )
    yield 5
    tale.accept()
    yield 28
    tale.answer()
    yield 20
    tale.rate("satisfied")


def untouched(tale: Tale) -> Steps:
    yield 24 * 400


def sent(tale: Tale) -> Steps:
    yield 2
    tale.route()
    yield 24 * 400


def whistled(tale: Tale) -> Steps:
    """The community calls two departments to one place; the first that reports leads."""
    yield 0.2
    caller = tale.teller.cast.over(tale.matter.place_path, "requests.whistle", "community") or tale.desk(
        "requests.whistle"
    )
    units = tale.teller.cast.departments(tale.matter.place_path)[:2]
    calls = actions.whistle(tale.matter, actor=caller, units=units, note="请到现场一起看。", at=tale.at)
    yield 3
    for call, unit in zip(calls, units, strict=True):
        actions.report(call, actor=handler_of(tale, unit), note="已到场。", at=tale.at)
        yield 2
    yield 20
    for call, unit in zip(calls, units, strict=True):
        actions.conclude(
            call, actor=handler_of(tale, unit), outcome="solved", note="本单位负责的部分已完成。", at=tale.at
        )
    tale.matter = locked(tale.matter.pk)
    tale.answer()
    yield 20
    tale.rate("satisfied", comment="一次都来了。")


def called(tale: Tale) -> Steps:
    yield 0.2
    caller = tale.teller.cast.over(tale.matter.place_path, "requests.whistle", "community") or tale.desk(
        "requests.whistle"
    )
    units = tale.teller.cast.departments(tale.matter.place_path)[:2]
    calls = actions.whistle(tale.matter, actor=caller, units=units, note="通道堵住了，请到现场。", at=tale.at)
    yield 3
    actions.report(calls[0], actor=handler_of(tale, units[0]), note="已到场。", at=tale.at)
    yield 24 * 400
