"""What mostly happens: sent, taken on, answered, rated; or not answered in time."""

from __future__ import annotations

from lianxin.work.requests import actions
from lianxin.work.requests.demo.tale import Steps, Tale


def usual(tale: Tale) -> Steps:
    yield 2
    tale.route()
    yield 4
    tale.accept()
    yield 20
    tale.matter = actions.contact(
        tale.matter, actor=tale.handler, public_note="已与您联系，约定到现场查看。", at=tale.at
    )
    yield 26
    tale.answer()


def content(tale: Tale) -> Steps:
    yield from usual(tale)
    yield 18
    tale.rate("satisfied", comment="来得很快，谢谢。")


def fair(tale: Tale) -> Steps:
    yield from usual(tale)
    yield 30
    tale.rate("basic")


def silent(tale: Tale) -> Steps:
    """No word from the person: after the time for it the request ends, and nobody is counted as content."""
    yield from usual(tale)
    yield 24 * 11
    tale.matter = actions.lapse(tale.matter, at=tale.at)


def again(tale: Tale) -> Steps:
    """Not solved the first time; the second handling ends it."""
    yield from usual(tale)
    yield 20
    tale.rate("unsatisfied", solved=False, comment="弄好两天又坏了，没有解决。")
    yield 30
    tale.answer()
    yield 22
    tale.rate("satisfied", comment="这次真好了。")


def unsolved(tale: Tale) -> Steps:
    """Said to be unsolved, and still being worked on, past its limit."""
    yield from usual(tale)
    yield 20
    tale.rate("unsatisfied", solved=False, comment="没有人来过，请再看看。")
    yield 24 * 400
