"""The requests module: from a message to an honest end."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_
from lianxin.work.requests.flow import CALL, REQUEST

MODULE = Module(
    name="requests",
    label=N_("诉求"),
    mount="",
    urls="lianxin.work.requests.urls",
    api="lianxin.work.requests.api.router",
    flows=(REQUEST, CALL),
    moves="lianxin.work.requests.moves.MOVES",
    receives={"request": "lianxin.work.requests.actions.opening.receive"},
    tells={"request": "lianxin.work.requests.queries.told"},
    continues=frozenset({"request"}),
    matter_page="lianxin.work.requests.pages.matter.blocks",
    pages=(
        Page(N_("派单台"), "requests:desk", "requests.route", "inbox", main=True, order=20),
        Page(N_("录入诉求"), "requests:enter", "requests.enter", "pencil-plus", main=True, order=30),
        Page(N_("吹哨"), "requests:whistle", "requests.whistle", "speakerphone", order=32),
        Page(N_("未诉先办"), "requests:found", "requests.find", "eye-check", main=True, order=31),
        Page(N_("热线工单导入"), "requests:import", "requests.import", "file-import", order=40),
        Page(N_("录入纸质评价"), "requests:paper", "requests.paper", "ballpen", order=45),
        Page(N_("类别与时限"), "requests:categories", "requests.manage", "category", group="manage", order=70),
        Page(N_("派单规则"), "requests:routing", "requests.manage", "route", group="manage", order=71),
        Page(N_("答复用语"), "requests:replies", "requests.manage", "message-2", group="manage", order=72),
    ),
    permissions={
        "requests.enter": N_("代为录入诉求"),
        "requests.find": N_("未诉先办"),
        "requests.import": N_("导入工单"),
        "requests.route": N_("派单、转派、拆分、不予受理"),
        "requests.handle": N_("接单、办理、答复"),
        "requests.decide": N_("裁定退回"),
        "requests.approve": N_("审批延期"),
        "requests.escalate": N_("报上一级"),
        "requests.supervise": N_("督办"),
        "requests.merge": N_("并入同一事项"),
        "requests.whistle": N_("吹哨"),
        "requests.remark": N_("写内部备注"),
        "requests.paper": N_("录入纸质评价"),
        "requests.ballot": N_("打印评价卡"),
        "requests.manage": N_("管理类别、时限、派单规则、答复用语"),
    },
    sheets="lianxin.work.requests.exchange.sheets.SHEETS",
    importers={
        "categories": "lianxin.work.requests.exchange.import_categories",
        "messages": "lianxin.work.requests.exchange.import_messages",
    },
    category_name="lianxin.work.requests.queries.category_name",
    figures="lianxin.work.requests.figures.FIGURES",
    timetable="lianxin.work.requests.jobs.TIMETABLE",
    words="lianxin.work.requests.demo.words.load_words",
    demo="lianxin.work.requests.demo.fill",
    hears={
        "request.*": "lianxin.work.requests.hearing.tell",
        "call.*": "lianxin.work.requests.hearing.tell",
    },
)
