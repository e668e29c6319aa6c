"""How a suggestion moves (SUG-04: 登记→受理→转送→办理→反馈→转化), how a unit studies one, how a call goes."""

from lianxin.kernel.matters.flow import Clock, Flow, Move, State
from lianxin.kernel.words import N_

OWN = N_("天数由本市自定、待核实：若干规定第十一条只说“按照规定的时限要求”")
REGISTER = Clock("register", 5, "wday", label=N_("登记"), source=OWN)
DECIDE = Clock("decide", 30, "wday", label=N_("办理反馈"), source=OWN)
PRACTISE = Clock("practise", 90, "day", label=N_("转化"), source=OWN)
STUDY = Clock("study", 15, "wday", label=N_("研究"), source=OWN)
RESULT = Clock("result", 30, "wday", label=N_("公布征集结果"), source=OWN)

OFFICE, STUDYING, DECIDING = "suggestions.register", "suggestions.study", "suggestions.decide"
CALLING = "suggestions.publish"
BEFORE_DECISION = ("received", "registered", "studying")
OPEN = (*BEFORE_DECISION, "consenting", "adopted", "in_session")

SUGGESTION = Flow(
    kind="suggestion",
    label=N_("人民建议"),
    prefix="RJ",
    initial="received",
    starts=(REGISTER,),
    states=(
        State("received", N_("已收到")),
        State("consenting", N_("等您同意移交"), "waiting"),
        State("registered", N_("已登记受理")),
        State("studying", N_("研究办理中")),
        State("adopted", N_("已采纳，转化中")),
        State("in_session", N_("已列入例会")),
        State("closed", N_("已办结"), "closed"),
    ),
    moves=(
        Move("register", N_("登记受理"), ("received",), "registered", permission=OFFICE, asks=("title", "summary"),
             meets=("register",), starts=(DECIDE,), weight=10, tone="primary"),
        # SUG-07: what concerns several units goes to all of them; each answers.
        Move("send", N_("转送研究"), ("registered",), "studying", permission=OFFICE, asks=("units", "note"),
             weight=10, tone="primary"),
        Move("invite", N_("再请单位研究"), ("studying",), permission=OFFICE, asks=("units", "note"), weight=30),
        # SUG-08: the fast lane.
        Move("hasten", N_("转入快速通道"), BEFORE_DECISION, permission=OFFICE, asks=("note",), needs_note=True,
             starts=(REGISTER, DECIDE), weight=50),
        Move("send_at_once", N_("快速转送研究"), ("received",), "studying", permission=OFFICE, asks=("units", "note"),
             meets=("register",), starts=(DECIDE,), weight=5, tone="primary"),
        Move("pass_on", N_("转送其他征集机构"), ("received", "registered"), permission=OFFICE, asks=("unit", "note"),
             needs_note=True, weight=55),
        # 信访工作条例 29: studied, adopted wholly or in part, replied to. The reply is the feedback of SUG-05.
        Move("adopt", N_("采纳"), ("registered", "studying"), "adopted", permission=DECIDING,
             asks=("outcome", "public_note"), needs_note=True, meets=("decide",), starts=(PRACTISE,), weight=20,
             tone="primary"),
        Move("not_adopt", N_("不采纳"), ("registered", "studying"), "closed", permission=DECIDING,
             asks=("outcome", "public_note"), needs_note=True, meets=("decide",), closes=True, stops=True, weight=25),
        # SUG-06: what it has become.
        Move("practise", N_("已转化"), ("adopted", "in_session"), "closed", permission=DECIDING,
             asks=("outcome", "shape", "use", "public_note"), needs_note=True, meets=("practise",), closes=True,
             stops=True, weight=10, tone="primary"),
        Move("to_session", N_("列入例会"), ("adopted",), "in_session", permission=DECIDING, asks=("public_note",),
             needs_note=True, weight=20),
        Move("session_done", N_("例会已解决"), ("in_session",), "closed", by="system", asks=("outcome",),
             meets=("practise",), closes=True, stops=True),
        Move("session_back", N_("例会未解决，继续转化"), ("in_session",), "adopted", by="system"),
        Move("shelve", N_("未能转化"), ("adopted",), "closed", permission=DECIDING, asks=("outcome", "public_note"),
             needs_note=True, closes=True, stops=True, weight=40, tone="danger",
             confirm=N_("本人会看到原因。确定结束吗？")),
        # SUG-02: a claim of one's own, or what has a channel of its own by law, goes there if the person agrees.
        Move("ask_consent", N_("征求本人同意移交"), ("received",), "consenting", permission=OFFICE,
             asks=("kind", "public_note"), needs_note=True, pauses=True, weight=35),
        Move("agree", N_("同意移交"), ("consenting",), "closed", by="reporter", closes=True, despite_children=True,
             stops=True, weight=10, tone="primary"),
        Move("disagree", N_("不同意移交"), ("consenting",), "received", by="reporter", resumes=True, weight=20),
        Move("resume", N_("没有等到答复，继续"), ("consenting",), "received", permission=OFFICE, asks=("note",),
             needs_note=True, resumes=True, weight=20),
        Move("hand_over", N_("移交"), ("received", "registered"), "closed", permission=OFFICE,
             asks=("kind", "public_note", "consent"), needs_note=True, closes=True, despite_children=True, stops=True,
             weight=36),
        Move("decline", N_("不作为建议受理"), ("received",), "closed", permission=OFFICE,
             asks=("reason", "public_note"), needs_note=True, closes=True, stops=True, weight=70, tone="danger",
             confirm=N_("本人会看到这个理由。确定吗？")),
        Move("merge", N_("并入"), ("received", "registered"), "closed", permission=OFFICE, asks=("into", "note"),
             closes=True, stops=True, weight=60),
        # SUG-09
        Move("commend", N_("表扬"), ("adopted", "in_session", "closed"), permission=DECIDING, asks=("public_note",),
             needs_note=True, weight=80),
        Move("withdraw", N_("撤回"), (*BEFORE_DECISION, "consenting"), "closed", by="reporter", closes=True,
             stops=True, weight=90, confirm=N_("撤回后不再办理。确定吗？")),
        Move("supervise", N_("督办"), OPEN, permission="suggestions.supervise", asks=("note",), needs_note=True,
             weight=65),
        Move("remark", N_("内部备注"), (*OPEN, "closed"), permission="suggestions.remark", asks=("note",),
             needs_note=True, public=False, weight=95),
    ),
)

STUDIES = Flow(
    kind="study",
    label=N_("建议研究"),
    prefix="YJ",
    initial="asked",
    starts=(STUDY,),
    states=(State("asked", N_("待研究")), State("closed", N_("已提出意见"), "closed")),
    moves=(
        Move("opine", N_("提出研究意见"), ("asked",), "closed", permission=STUDYING, asks=("opinion", "note"),
             needs_note=True, meets=("study",), closes=True, stops=True, public=False, weight=10, tone="primary"),
        Move("not_ours", N_("不属本单位职责"), ("asked",), "closed", permission=STUDYING, asks=("note",),
             needs_note=True, meets=("study",), closes=True, stops=True, public=False, weight=40),
        Move("cancel", N_("取消"), ("asked",), "closed", permission=OFFICE, asks=("note",), needs_note=True,
             closes=True, stops=True, public=False, weight=60),
        Move("supervise", N_("督办"), ("asked",), permission="suggestions.supervise", asks=("note",), needs_note=True,
             public=False, weight=50),
        Move("remark", N_("内部备注"), ("asked", "closed"), permission="suggestions.remark", asks=("note",),
             needs_note=True, public=False, weight=95),
    ),
)

CALL = Flow(
    kind="suggestion_call",
    label=N_("建议征集"),
    prefix="ZJ",
    initial="drafted",
    states=(
        State("drafted", N_("待发布")),
        State("open", N_("征集中")),
        State("ended", N_("征集结束，办理中")),
        State("closed", N_("已公布结果"), "closed"),
    ),
    moves=(
        # SUG-03: topic, way and term are told to the public.
        Move("publish", N_("向社会发布"), ("drafted",), "open", permission=CALLING, weight=10, tone="primary"),
        Move("prolong", N_("延长征集"), ("open",), permission=CALLING, asks=("until", "public_note"), needs_note=True,
             weight=30),
        Move("end", N_("提前结束征集"), ("open",), "ended", permission=CALLING, asks=("public_note",), needs_note=True,
             starts=(RESULT,), weight=40),
        Move("run_out", N_("征集期满"), ("open",), "ended", by="system", starts=(RESULT,)),
        # SUG-05: collective feedback.
        Move("publish_result", N_("公布征集结果"), ("ended",), "closed", permission=CALLING, asks=("public_note",),
             needs_note=True, meets=("result",), closes=True, stops=True, weight=10, tone="primary"),
        Move("drop", N_("不再发布"), ("drafted",), "closed", permission=CALLING, asks=("note",), needs_note=True,
             closes=True, stops=True, public=False, weight=60),
        Move("supervise", N_("督办"), ("open", "ended"), permission="suggestions.supervise", asks=("note",),
             needs_note=True, public=False, weight=65),
        Move("remark", N_("内部备注"), ("drafted", "open", "ended", "closed"), permission="suggestions.remark",
             asks=("note",), needs_note=True, public=False, weight=95),
    ),
)
