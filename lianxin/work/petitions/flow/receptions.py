"""How a leader's reception goes."""

from lianxin.kernel.matters.flow import Flow, Move, State
from lianxin.kernel.matters.usual import hand_over, remark, supervise
from lianxin.kernel.words import N_

RECEIVE = "petitions.receive"

RECEPTION = Flow(
    kind="reception",
    label=N_("领导接访"),
    prefix="JF",
    initial="registered",
    states=(
        State("registered", N_("已登记，待接待")),
        State("received", N_("已接待")),
        State("taken_on", N_("已包案或交办")),
        State("closed", N_("已办结"), "closed"),
    ),
    moves=(
        # PET-23: leaders receive visitors regularly, go down regularly, and take cases.
        Move(
            "receive",
            N_("接待"),
            ("registered",),
            "received",
            permission=RECEIVE,
            asks=("note",),
            weight=10,
            tone="primary",
        ),
        Move(
            "miss",
            N_("没有接待"),
            ("registered",),
            "closed",
            permission=RECEIVE,
            asks=("note",),
            needs_note=True,
            closes=True,
            stops=True,
            weight=70,
        ),
        Move(
            "take_on",
            N_("包案或交办"),
            ("received", "taken_on"),
            "taken_on",
            permission=RECEIVE,
            asks=("unit", "public_note"),
            needs_note=True,
            weight=20,
        ),
        Move(
            "open_petition",
            N_("转为信访代办"),
            ("received", "taken_on"),
            "taken_on",
            permission=RECEIVE,
            asks=("agent", "public_note"),
            needs_note=True,
            weight=25,
        ),
        Move(
            "conclude",
            N_("办结"),
            ("received", "taken_on"),
            "closed",
            permission=RECEIVE,
            asks=("outcome", "public_note"),
            needs_note=True,
            closes=True,
            stops=True,
            weight=15,
            tone="primary",
        ),
        hand_over(("received", "taken_on"), RECEIVE, ends=False),
        supervise(("received", "taken_on"), "petitions.supervise"),
        remark(("registered", "received", "taken_on", "closed"), "petitions.remark"),
    ),
)
