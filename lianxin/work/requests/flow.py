"""How a request moves (RULES §3), and how a call to a department moves."""

from lianxin.kernel.matters.flow import Clock, Flow, Move, State
from lianxin.kernel.words import N_

UNFINISHED = ("received", "routed", "returned", "handling", "waiting")
WITH_A_UNIT = ("routed", "returned", "handling", "waiting")

REQUEST = Flow(
    kind="request",
    label=N_("诉求"),
    prefix="SQ",
    initial="received",
    starts=(Clock("route", 1, "wday"),),
    states=(
        State("received", N_("已收到")),
        State("routed", N_("已派单")),
        State("returned", N_("退回待裁定")),
        State("handling", N_("办理中")),
        State("waiting", N_("等您补充"), "waiting"),
        State("answered", N_("已答复，请您评价"), "waiting"),
        State("closed", N_("已办结"), "closed"),
    ),
    moves=(
        # HOT-06: the limit is written on each order when it is dispatched.
        Move("route", N_("派单"), ("received",), "routed", permission="requests.route", asks=("unit",),
             meets=("route",), starts=(Clock("accept", 1, "wday"), Clock("handle", 5, "wday")),
             weight=10, tone="primary"),
        Move("accept", N_("接单"), ("routed",), "handling", permission="requests.handle",
             meets=("accept",), weight=10, tone="primary"),
        # HOT-05: an objection goes to a review, it does not travel from desk to desk.
        Move("object", N_("退回"), ("routed",), "returned", permission="requests.handle", asks=("note",),
             needs_note=True, public=False, meets=("accept",), starts=(Clock("decide", 1, "wday"),), weight=40),
        Move("reassign", N_("改派"), ("returned",), "routed", permission="requests.decide", asks=("unit", "note"),
             meets=("decide",), starts=(Clock("accept", 1, "wday"),), weight=10, tone="primary"),
        Move("insist", N_("维持原派单"), ("returned",), "handling", permission="requests.decide", asks=("note",),
             needs_note=True, public=False, meets=("decide",), weight=20),
        Move("ask", N_("请本人补充"), ("handling",), "waiting", permission="requests.handle",
             asks=("public_note",), needs_note=True, pauses=True, weight=30),
        Move("supply", N_("补充情况"), ("waiting",), "handling", by="reporter", asks=("public_note",),
             needs_note=True, resumes=True, weight=10, tone="primary"),
        Move("resume", N_("继续办理"), ("waiting",), "handling", permission="requests.handle", asks=("note",),
             needs_note=True, resumes=True, weight=20),
        Move("contact", N_("已联系本人"), ("handling", "waiting"), permission="requests.handle", asks=("public_note",),
             weight=35),
        Move("ask_extension", N_("申请延期"), ("handling",), permission="requests.handle", asks=("days", "note"),
             needs_note=True, public=False, weight=45),
        Move("grant_extension", N_("同意延期"), ("handling", "waiting"), permission="requests.approve",
             asks=("public_note",), needs_note=True, weight=15),
        Move("refuse_extension", N_("不同意延期"), ("handling", "waiting"), permission="requests.approve",
             asks=("note",), needs_note=True, public=False, weight=16),
        Move("help", N_("请求协同"), ("handling",), permission="requests.handle", asks=("units", "note"),
             needs_note=True, weight=46),
        Move("split", N_("拆分"), ("received", "handling"), permission="requests.route", asks=("parts",), weight=60),
        # HOT-14, HOT-15: the honest end, with the outcome named.
        Move("answer", N_("答复"), ("handling",), "answered", permission="requests.handle",
             asks=("outcome", "public_note", "photos"), needs_note=True, meets=("handle",), weight=20, tone="primary"),
        # HOT-03: a consultation may be answered at once.
        Move("answer_now", N_("当场答复"), ("received",), "answered", permission="requests.route",
             asks=("outcome", "public_note"), needs_note=True, meets=("route",), weight=20),
        # HOT-12: what staff find themselves may be put right on the spot.
        Move("solve_found", N_("当场处理"), ("received",), "answered", permission="requests.find",
             asks=("public_note", "photos"), needs_note=True, meets=("route",), weight=80),
        Move("decline", N_("不予受理"), ("received",), "closed", permission="requests.route",
             asks=("outcome", "public_note"), needs_note=True, closes=True, stops=True, weight=70, tone="danger",
             confirm=N_("本人会看到这个理由。确定不予受理吗？")),
        Move("confirm", N_("确认办结"), ("answered",), "closed", by="reporter", closes=True, stops=True, weight=10,
             tone="primary"),
        Move("lapse", N_("评价期满"), ("answered",), "closed", by="system", closes=True, stops=True),
        # HOT-16: unhappy or undone goes back for a second handling.
        Move("reopen", N_("没有解决，请继续办"), ("answered", "closed"), "handling", by="reporter",
             asks=("public_note",), reopens=True, starts=(Clock("handle", 3, "wday"),), weight=20),
        Move("withdraw", N_("撤回"), UNFINISHED, "closed", by="reporter", asks=("public_note",), closes=True,
             stops=True, weight=90, confirm=N_("撤回后不再办理。确定吗？")),
        Move("merge", N_("并入"), ("received", "routed", "handling"), "closed", permission="requests.merge",
             asks=("into", "note"), closes=True, stops=True, weight=65),
        Move("transfer", N_("转派"), ("routed", "handling"), "routed", permission="requests.route",
             asks=("unit", "note"), needs_note=True, meets=("accept",), starts=(Clock("accept", 1, "wday"),),
             weight=55),
        Move("escalate", N_("报上一级"), ("received", "routed", "handling"), "received",
             permission="requests.escalate", asks=("note",), needs_note=True, meets=("route", "accept"),
             starts=(Clock("route", 1, "wday"),), weight=58),
        # HOT-09: the caller keeps the matter until the first department reports; then that one leads (HOT-07).
        Move("whistle", N_("吹哨"), ("received",), "handling", permission="requests.whistle", asks=("units", "note"),
             meets=("route",), starts=(Clock("handle", 5, "wday"),), weight=57),
        Move("lead", N_("牵头"), ("handling", "waiting"), by="system"),
        # The request stays open and its clocks run: what it was handed to is its child.
        Move("hand_over", N_("移交"), ("received", "handling"), permission="requests.route",
             asks=("kind", "public_note", "consent"), needs_note=True, weight=59),
        Move("supervise", N_("督办"), (*WITH_A_UNIT, "received"), permission="requests.supervise", asks=("note",),
             needs_note=True, weight=50),
        Move("remark", N_("内部备注"), (*UNFINISHED, "answered", "closed"), permission="requests.remark",
             asks=("note",), needs_note=True, public=False, weight=95),
    ),
)

CALL = Flow(
    kind="call",
    label=N_("吹哨"),
    prefix="CS",
    initial="called",
    starts=(Clock("report", 1, "wday"), Clock("answer", 5, "wday")),
    states=(
        State("called", N_("待报到")),
        State("present", N_("已报到")),
        State("closed", N_("已回复"), "closed"),
    ),
    moves=(
        # HOT-09: the township calls, the departments must respond.
        Move("report", N_("报到"), ("called",), "present", permission="requests.handle", asks=("note",),
             meets=("report",), weight=10, tone="primary"),
        Move("conclude", N_("回复结果"), ("called", "present"), "closed", permission="requests.handle",
             asks=("outcome", "note"), needs_note=True, closes=True, stops=True, weight=20, tone="primary"),
        Move("cancel", N_("取消"), ("called", "present"), "closed", permission="requests.whistle", asks=("note",),
             needs_note=True, closes=True, stops=True, weight=60),
        Move("supervise", N_("督办"), ("called", "present"), permission="requests.supervise", asks=("note",),
             needs_note=True, weight=50),
        Move("remark", N_("内部备注"), ("called", "present", "closed"), permission="requests.remark", asks=("note",),
             needs_note=True, public=False, weight=95),
    ),
)
