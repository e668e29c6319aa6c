"""The suggestions module: called for, collected, studied, put into practice."""

from lianxin.kernel.modules.module import Door, Module, Page
from lianxin.kernel.words import N_
from lianxin.work.suggestions.flow import CALL, STUDIES, SUGGESTION

MODULE = Module(
    name="suggestions",
    label=N_("人民建议"),
    mount="suggestions/",
    urls="lianxin.work.suggestions.urls",
    api="lianxin.work.suggestions.api.router",
    flows=(SUGGESTION, STUDIES, CALL),
    moves="lianxin.work.suggestions.moves.MOVES",
    matter_page="lianxin.work.suggestions.pages.matter.blocks",
    tracking_page="lianxin.work.suggestions.pages.public.tracking.page",
    receives={"suggestion": "lianxin.work.suggestions.actions.opening.receive"},
    tells={"suggestion": "lianxin.work.suggestions.queries.told"},
    continues=frozenset({"suggestion"}),
    pages=(
        Page(N_("人民建议"), "suggestions:ledger", "suggestions.read", "sparkles", order=34),
        Page(N_("录入建议"), "suggestions:enter", "suggestions.enter", "pencil-plus", order=35),
        Page(N_("发起征集"), "suggestions:new_call", "suggestions.publish", "speakerphone", order=36),
    ),
    doors=(
        Door(
            N_("人民建议"),
            "suggestions:home",
            "sparkles",
            N_("说说怎么做能让大家更方便，采纳没采纳都有答复"),
            now="lianxin.work.suggestions.public_queries.calling_now",
        ),
    ),
    permissions={
        "suggestions.read": N_("查看建议台账"),
        "suggestions.enter": N_("代为录入建议"),
        "suggestions.register": N_("登记、转送、并入、移交建议"),
        "suggestions.study": N_("研究建议并提出意见"),
        "suggestions.decide": N_("采纳、不采纳、转化建议"),
        "suggestions.publish": N_("发起征集、公布结果"),
        "suggestions.supervise": N_("督办建议"),
        "suggestions.remark": N_("写建议的内部备注"),
    },
    figures="lianxin.work.suggestions.figures.FIGURES",
    timetable="lianxin.work.suggestions.jobs.TIMETABLE",
    demo="lianxin.work.suggestions.demo.fill",
    hears={
        "suggestion.*": "lianxin.work.suggestions.hearing.tell",
        "study.*": "lianxin.work.suggestions.hearing.tell_of_study",
        "suggestion_call.*": "lianxin.work.suggestions.hearing.tell_of_call",
        "session_item.*": "lianxin.work.suggestions.hearing.session_moved",
    },
    acts={
        "suggestion.evaluate": N_("评价建议"),
    },
)
