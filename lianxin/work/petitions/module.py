"""The petitions module: a petition carried by an agent, and leaders' receptions."""

from lianxin.kernel.modules.module import Door, Module, Page
from lianxin.kernel.words import N_
from lianxin.work.petitions.flow import PETITION, RECEPTION

MODULE = Module(
    name="petitions",
    label=N_("信访代办"),
    mount="",
    urls="lianxin.work.petitions.urls",
    api="lianxin.work.petitions.api.router",
    flows=(PETITION, RECEPTION),
    moves="lianxin.work.petitions.moves.MOVES",
    matter_page="lianxin.work.petitions.pages.matter.blocks",
    tracking_page="lianxin.work.petitions.pages.tracking.page",
    pages=(
        Page(N_("代办窗口"), "petitions:desk", "petitions.agent", "clipboard-text", main=True, order=33),
        Page(N_("领导接访"), "petitions:rota", "petitions.receive", "calendar-event", order=34),
        Page(N_("代办窗口名册"), "petitions:windows", "places.read", "building-community", group="see", order=61),
        Page(N_("代办员名册"), "petitions:agents", "places.read", "users", group="see", order=62),
        Page(N_("信访制度"), "petitions:policies", "places.read", "book-2", group="see", order=63),
    ),
    doors=(
        Door(
            N_("信访代办和领导接访"),
            "petitions:visit",
            "clipboard-text",
            N_("写不来、跑不动，有人免费替您办；哪天能见领导"),
            order=60,
        ),
    ),
    permissions={
        "petitions.agent": N_("代办信访事项"),
        "petitions.approve": N_("批准延长办理期限（机关负责人）"),
        "petitions.receive": N_("登记领导接访"),
        "petitions.rota": N_("排接访班次"),
        "petitions.supervise": N_("督办信访事项"),
        "petitions.remark": N_("写信访备注"),
        "petitions.manage": N_("管理代办窗口、代办员、信访制度"),
    },
    importers={
        "windows": "lianxin.work.petitions.exchange.import_windows",
        "agents": "lianxin.work.petitions.exchange.import_agents",
    },
    figures="lianxin.work.petitions.figures.FIGURES",
    timetable="lianxin.work.petitions.jobs.TIMETABLE",
    demo="lianxin.work.petitions.demo.fill",
    hears={
        "petition.*": "lianxin.work.petitions.hearing.tell",
        "reception.*": "lianxin.work.petitions.hearing.tell",
    },
    receives={"petition": "lianxin.work.petitions.actions.mandates.receive"},
    tells={
        "petition": "lianxin.work.petitions.queries.told",
        "reception": "lianxin.work.petitions.queries.told",
    },
    continues=frozenset({"petition"}),
    acts={
        "petition.window": N_("修改代办窗口"),
        "petition.agent": N_("修改代办员"),
        "petition.policy": N_("修改信访制度"),
        "petition.sitting": N_("安排接访"),
        "petition.cancel_sitting": N_("取消接访"),
        "petition.rate": N_("代办评价"),
    },
)
