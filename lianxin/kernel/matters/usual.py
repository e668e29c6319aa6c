"""Moves and flows that several kinds have alike; a kind names its states and its permissions. Pure; no Django."""

from lianxin.kernel.matters.flow import Clock, Flow, Move, State
from lianxin.kernel.words import N_


def remark(sources: tuple[str, ...], permission: str) -> Move:
    """A note among staff; the person who asked does not see it."""
    return Move(
        "remark",
        N_("内部备注"),
        sources,
        permission=permission,
        asks=("note",),
        needs_note=True,
        public=False,
        weight=95,
    )


def supervise(sources: tuple[str, ...], permission: str, *, weight: int = 50, public: bool = True) -> Move:
    """督办: somebody above asks for an account. public: the person who asked sees that it was done."""
    return Move(
        "supervise",
        N_("督办"),
        sources,
        permission=permission,
        asks=("note",),
        needs_note=True,
        public=public,
        weight=weight,
    )


def withdraw(sources: tuple[str, ...], *, asks: tuple[str, ...] = ("public_note",)) -> Move:
    """Taken back by the person who asked, who alone can do it."""
    return Move(
        "withdraw",
        N_("撤回"),
        sources,
        "closed",
        by="reporter",
        asks=asks,
        closes=True,
        stops=True,
        weight=90,
        confirm=N_("撤回后不再办理。确定吗？"),
    )


def merge(name: str, label: str, sources: tuple[str, ...], permission: str, *, weight: int) -> Move:
    """Ends a matter as the same thing as another one, which goes on for both."""
    return Move(
        name,
        label,
        sources,
        "closed",
        permission=permission,
        asks=("into", "note"),
        closes=True,
        stops=True,
        weight=weight,
    )


def hand_over(
    sources: tuple[str, ...], permission: str, *, ends: bool, label: str = N_("移交"), weight: int = 59
) -> Move:
    """Goes on as another kind, with the person's consent. ends: here it is over; else it stays open beside its child
    and its clocks run."""
    return Move(
        "hand_over",
        label,
        sources,
        "closed" if ends else "",
        permission=permission,
        asks=("kind", "public_note", "consent"),
        needs_note=True,
        closes=ends,
        stops=ends,
        despite_children=ends,
        weight=weight,
    )


HERE = ("called", "present")


def call_of_units(
    *,
    kind: str,
    label: str,
    prefix: str,
    clocks: tuple[Clock, ...],
    words: tuple[str, str, str, str],
    answers: tuple[str, ...],
    rights: tuple[str, str, str],
    more: tuple[Move, ...] = (),
) -> Flow:
    """A unit is called to a matter of another one: it comes, it says what it did; the caller may call it off.

    words: the names of the two open states and of the two moves that leave them.
    answers: what the closing answer asks for. rights: to answer, to call off, to remark.
    The clock ``report`` among ``clocks`` is met by coming.
    """
    waiting, present, come, tell = words
    answer, cancel, note = rights
    return Flow(
        kind=kind,
        label=label,
        prefix=prefix,
        initial="called",
        starts=clocks,
        states=(State("called", waiting), State("present", present), State("closed", N_("已回复"), "closed")),
        moves=(
            _report(come, answer),
            _conclude(tell, answer, answers),
            _cancel(cancel),
            *more,
            remark((*HERE, "closed"), note),
        ),
    )


def _report(label: str, permission: str) -> Move:
    return Move(
        "report",
        label,
        ("called",),
        "present",
        permission=permission,
        asks=("note",),
        meets=("report",),
        weight=10,
        tone="primary",
    )


def _conclude(label: str, permission: str, asks: tuple[str, ...]) -> Move:
    return Move(
        "conclude",
        label,
        HERE,
        "closed",
        permission=permission,
        asks=asks,
        needs_note=True,
        closes=True,
        stops=True,
        weight=20,
        tone="primary",
    )


def _cancel(permission: str) -> Move:
    return Move(
        "cancel",
        N_("取消"),
        HERE,
        "closed",
        permission=permission,
        asks=("note",),
        needs_note=True,
        closes=True,
        stops=True,
        weight=60,
    )
