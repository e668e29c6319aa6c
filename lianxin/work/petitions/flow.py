"""How a petition is carried by an agent (《信访工作条例》, RULES §1), and how a leader's reception goes."""

from lianxin.kernel.matters.flow import Clock, Flow, Move, State
from lianxin.kernel.words import N_
from lianxin.work.petitions.rules import TERMS

AGENT, HEAD = "petitions.agent", "petitions.approve"

BEFORE_FILING = ("offered", "mandated", "drafted", "approved")
WITH_ORGAN = ("filed", "routed", "returned", "handling")
ANSWERED = ("answered", "reviewed", "final")
ABOVE = ("review", "rereview", "hearing")
UNFINISHED = (*BEFORE_FILING, *WITH_ORGAN, *ANSWERED, *ABOVE)


def clock(name: str) -> Clock:
    """A term that binds an organ, as a clock of the flow."""
    term = TERMS[name]
    return Clock(name, term.amount, term.unit, label=term.label, source=term.article)


PETITION = Flow(
    kind="petition",
    label=N_("信访代办"),
    prefix="XF",
    initial="offered",
    states=(
        State("offered", N_("待本人委托"), "waiting"),
        State("mandated", N_("已受托，代拟中")),
        State("drafted", N_("已代拟，请您认可"), "waiting"),
        State("approved", N_("已认可，待递交")),
        State("filed", N_("已递交信访部门")),
        State("routed", N_("已到有权处理机关，待告知")),
        State("returned", N_("有异议，待确定受理机关")),
        State("handling", N_("已受理，办理中")),
        State("answered", N_("已答复，请您评价"), "waiting"),
        State("review", N_("复查中")),
        State("reviewed", N_("已复查，请您评价"), "waiting"),
        State("rereview", N_("复核中")),
        State("hearing", N_("听证中"), "waiting"),
        State("final", N_("已复核，信访程序终结"), "waiting"),
        State("closed", N_("已办结"), "closed"),
    ),
    moves=(
        # The mandate: read aloud, free, and the person's to take back at any time.
        Move("mandate", N_("办理委托"), ("offered",), "mandated", permission=AGENT,
             asks=("kind", "read_aloud", "given_by"), weight=10, tone="primary"),
        Move("give", N_("我委托代办"), ("offered",), "mandated", by="reporter", weight=10, tone="primary"),
        Move("drop", N_("本人不委托"), ("offered",), "closed", permission=AGENT, asks=("note",), needs_note=True,
             closes=True, stops=True, weight=80),
        # PET-02: what is said is written down truly; nothing goes out that the person has not heard and approved.
        Move("draft", N_("代拟材料"), ("mandated", "drafted"), "drafted", permission=AGENT, asks=("text",),
             weight=10, tone="primary"),
        Move("correct", N_("请改一改"), ("drafted",), "mandated", by="reporter", asks=("public_note",),
             needs_note=True, weight=20),
        Move("approve", N_("认可这份材料"), ("drafted",), "approved", by="reporter", weight=10, tone="primary"),
        Move("read_back", N_("当面宣读，本人认可"), ("drafted",), "approved", permission=AGENT, asks=("note",),
             needs_note=True, weight=20),
        Move("file", N_("递交信访部门"), ("approved",), "filed", permission=AGENT,
             asks=("office", "reference", "channel"), starts=(clock("route"),), weight=10, tone="primary"),
        Move("file_direct", N_("直接递交有权处理机关"), ("approved",), "routed", permission=AGENT,
             asks=("office", "reference", "channel"), starts=(clock("notice"),), weight=15),
        # PET-04 … PET-07.
        Move("route", N_("登记转送、交办"), ("filed",), "routed", permission=AGENT, asks=("way", "organ", "public_note"),
             meets=("route",), starts=(clock("notice"),), weight=10, tone="primary"),
        Move("object", N_("收到单位提出异议"), ("routed",), "returned", permission=AGENT, asks=("note",), needs_note=True,
             public=False, stops=True, weight=40),
        Move("decide", N_("确定受理机关"), ("returned",), "routed", permission=AGENT, asks=("organ", "public_note"),
             needs_note=True, starts=(clock("notice"),), weight=10, tone="primary"),
        # PET-05, PET-10, PET-11: the written notice; the 60 days run for matters of Art. 31(6) only.
        Move("accept", N_("告知受理"), ("routed",), "handling", permission=AGENT, asks=("route", "public_note"),
             meets=("notice",), starts=(clock("handle"),), weight=10, tone="primary"),
        Move("refuse", N_("告知不予受理"), ("filed", "routed"), "answered", permission=AGENT, asks=("public_note",),
             needs_note=True, meets=("route", "notice"), weight=60),
        Move("redirect", N_("引导至法定途径"), ("mandated", "approved", "filed", "routed"), "answered", permission=AGENT,
             asks=("route", "public_note"), needs_note=True, meets=("route", "notice"), weight=55),
        # PET-12: one extension, the head's approval, the reason told.
        Move("ask_extension", N_("申请延期"), ("handling",), permission=AGENT, asks=("days", "note"), needs_note=True,
             public=False, weight=45),
        Move("grant_extension", N_("批准延期"), ("handling",), permission=HEAD, asks=("public_note",), needs_note=True,
             weight=15),
        Move("refuse_extension", N_("不批准延期"), ("handling",), permission=HEAD, asks=("note",), needs_note=True,
             public=False, weight=16),
        # PET-13, PET-14: the answer is brought to the person; the word on it is the person's.
        Move("answer", N_("送达答复"), ("handling",), "answered", permission=AGENT,
             asks=("opinion", "request", "facts", "text", "basis"), needs_note=True, meets=("handle",), weight=10,
             tone="primary"),
        Move("follow_up", N_("答复没有落实，请继续跟进"), ("answered",), "handling", by="reporter",
             asks=("public_note",), needs_note=True, weight=30),
        # PET-15 … PET-17.
        Move("ask_review", N_("请求复查"), ("answered",), "review", by="any", permission=AGENT, asks=("public_note",),
             needs_note=True, starts=(clock("review"),), weight=35),
        Move("answer_review", N_("送达复查意见"), ("review",), "reviewed", permission=AGENT,
             asks=("opinion", "facts", "text", "basis"), needs_note=True, meets=("review",), weight=10, tone="primary"),
        Move("ask_rereview", N_("请求复核"), ("reviewed",), "rereview", by="any", permission=AGENT,
             asks=("public_note",), needs_note=True, starts=(clock("rereview"),), weight=35),
        Move("hear", N_("开始听证"), ("rereview",), "hearing", permission=AGENT, asks=("note",), pauses=True, weight=30),
        Move("end_hearing", N_("听证结束"), ("hearing",), "rereview", permission=AGENT, asks=("note",), resumes=True,
             weight=10, tone="primary"),
        Move("answer_rereview", N_("送达复核意见"), ("rereview",), "final", permission=AGENT,
             asks=("opinion", "facts", "text", "basis"), needs_note=True, meets=("rereview",), weight=10,
             tone="primary"),
        Move("confirm", N_("确认办结"), ANSWERED, "closed", by="reporter", closes=True, stops=True, weight=20),
        Move("lapse", N_("评价和请求复查、复核的时间已过"), ANSWERED, "closed", by="system", closes=True, stops=True),
        Move("revoke", N_("撤销委托"), UNFINISHED, "closed", by="reporter", asks=("public_note",), closes=True,
             stops=True, despite_children=True, weight=90, confirm=N_("撤销后代办结束，您仍可自己提出。确定吗？")),
        Move("revoke_at_window", N_("本人当面撤销委托"), UNFINISHED, "closed", permission=AGENT, asks=("note",),
             needs_note=True, closes=True, stops=True, despite_children=True, weight=85),
        # One click, with the person's consent; the petition stays and its clocks run.
        Move("hand_over", N_("移交"), ("offered", "mandated", "approved", "handling"), permission=AGENT,
             asks=("kind", "public_note", "consent"), needs_note=True, weight=59),
        Move("reassign", N_("换代办员"), UNFINISHED, permission="petitions.manage", asks=("agent", "note"),
             needs_note=True, weight=65),
        Move("supervise", N_("督办"), UNFINISHED, permission="petitions.supervise", asks=("note",), needs_note=True,
             weight=50),
        Move("remark", N_("内部备注"), (*UNFINISHED, "closed"), permission="petitions.remark", asks=("note",),
             needs_note=True, public=False, weight=95),
    ),
)

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
        Move("receive", N_("接待"), ("registered",), "received", permission=RECEIVE, asks=("note",), weight=10,
             tone="primary"),
        Move("miss", N_("没有接待"), ("registered",), "closed", permission=RECEIVE, asks=("note",), needs_note=True,
             closes=True, stops=True, weight=70),
        Move("take_on", N_("包案或交办"), ("received", "taken_on"), "taken_on", permission=RECEIVE,
             asks=("unit", "public_note"), needs_note=True, weight=20),
        Move("open_petition", N_("转为信访代办"), ("received", "taken_on"), "taken_on", permission=RECEIVE,
             asks=("agent", "public_note"), needs_note=True, weight=25),
        Move("conclude", N_("办结"), ("received", "taken_on"), "closed", permission=RECEIVE,
             asks=("outcome", "public_note"), needs_note=True, closes=True, stops=True, weight=15, tone="primary"),
        Move("hand_over", N_("移交"), ("received", "taken_on"), permission=RECEIVE,
             asks=("kind", "public_note", "consent"), needs_note=True, weight=59),
        Move("supervise", N_("督办"), ("received", "taken_on"), permission="petitions.supervise", asks=("note",),
             needs_note=True, weight=50),
        Move("remark", N_("内部备注"), ("registered", "received", "taken_on", "closed"), permission="petitions.remark",
             asks=("note",), needs_note=True, public=False, weight=95),
    ),
)
