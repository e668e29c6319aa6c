"""The mediation module: from the first word of a quarrel to the return visit."""

from lianxin.kernel.modules.module import Door, Module, Page
from lianxin.kernel.words import N_
from lianxin.work.mediation.flow import CALL, DISPUTE

MODULE = Module(
    name="mediation",
    label=N_("矛盾调解"),
    mount="",
    urls="lianxin.work.mediation.urls",
    api="lianxin.work.mediation.api.router",
    flows=(DISPUTE, CALL),
    moves="lianxin.work.mediation.moves.MOVES",
    matter_page="lianxin.work.mediation.pages.matter.blocks",
    category_name="lianxin.work.mediation.queries.disputes.type_name",
    receives={"dispute": "lianxin.work.mediation.actions.receive"},
    tells={"dispute": "lianxin.work.mediation.queries.disputes.told"},
    pages=(
        Page(N_("登记纠纷"), "mediation:register", "mediation.register", "scale", order=33),
        Page(N_("调解员名册"), "mediation:mediators", "places.read", "users-group", order=34),
        Page(N_("调解统计"), "mediation:statistics", "figures.read", "table", group="see", order=60),
    ),
    doors=(Door(N_("矛盾调解"), "mediation:home", "scale", N_("邻里、家庭、物业的矛盾，请信任的人来调解，不收费")),),
    permissions={
        "mediation.register": N_("登记矛盾纠纷、添加当事人"),
        "mediation.handle": N_("主持调解"),
        "mediation.assist": N_("代当事人记录意见"),
        "mediation.attend": N_("参加联合调解"),
        "mediation.lift": N_("提级调解"),
        "mediation.hand_over": N_("移送、并入"),
        "mediation.supervise": N_("督办调解"),
        "mediation.remark": N_("写调解备注"),
        "mediation.names": N_("查看当事人姓名和电话"),
        "mediation.file": N_("调阅调解卷宗"),
        "mediation.mediators": N_("管理调解员名册"),
    },
    sheets="lianxin.work.mediation.exchange.SHEETS",
    importers={"mediators": "lianxin.work.mediation.exchange.import_mediators"},
    figures="lianxin.work.mediation.figures.FIGURES",
    timetable="lianxin.work.mediation.jobs.TIMETABLE",
    demo="lianxin.work.mediation.demo.fill",
    hears={
        "dispute.*": "lianxin.work.mediation.hearing.tell",
        "mediation_call.*": "lianxin.work.mediation.hearing.tell",
    },
    acts={
        "dispute.card": N_("做调解评价卡"),
        "mediation.save_body": N_("修改调解组织"),
        "mediation.save_mediator": N_("修改调解员"),
    },
)
