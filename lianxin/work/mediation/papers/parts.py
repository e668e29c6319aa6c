"""The parts of a case file, from stored facts: plain values in, papers out. No database, no actor."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from lianxin.kernel.papers import Facts, Heading, Paper, Para, Seal, Signatures, Table
from lianxin.kernel.papers.blocks import Block, day_words
from lianxin.work.mediation.models import Party, Session
from lianxin.work.mediation.papers.naming import Named
from lianxin.work.mediation.queries.disputes import Folder, types
from lianxin.work.mediation.words import (
    CONSENTS,
    DONE,
    FORMS,
    GRADES,
    LEVELS,
    REFERRALS,
    RESULTS,
    ROUTES,
    SOURCES,
    WAYS,
)

BLANK = "——"
SIGN = "签名、盖章或者按指印"


def yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}元" if fen else BLANK


def moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else BLANK


def day_of(at: datetime | None) -> str:
    return day_words(timezone.localdate(at)) if at else BLANK


def application(folder: Folder, named: Named) -> Paper:
    """人民调解申请书 or, when nobody applied, the registration of the dispute."""
    matter, dispute = folder.matter, folder.dispute
    is_applied = matter.channel == "application"
    rows = [(named.party(party), named.phones[party.pk] or BLANK) for party in folder.parties]
    facts = [
        ("编号", matter.number),
        ("来源", SOURCES.get(matter.channel, matter.channel)),
        *([("委托单位", f"{dispute.entrusted_by} {dispute.entrusted_ref}".strip())] if dispute.entrusted_by else []),
        ("纠纷类型", types().get(matter.category, BLANK)),
        ("级别", LEVELS[dispute.level]),
        ("涉及金额", yuan(dispute.amount_fen)),
        ("登记时间", moment(matter.opened_at)),
    ]
    blocks = [
        Facts(facts),
        Heading("一、当事人"),
        Table(("当事人", "联系电话"), rows),
        Heading("二、纠纷情况"),
        Para(dispute.text),
        *([Signatures([("申请人", SIGN)])] if is_applied else []),
        Seal(matter.holder.name if matter.holder else "", timezone.localdate(matter.opened_at)),
    ]
    return Paper("人民调解申请书" if is_applied else "人民调解受理登记表", blocks=blocks)


def consents(folder: Folder, named: Named) -> Paper:
    """What each party said to being mediated, the check before it, and who was chosen."""
    dispute = folder.dispute
    said = [
        (named.party(party), CONSENTS[party.consent], moment(party.consent_at), _by(party)) for party in folder.parties
    ]
    chosen = [
        (
            named.mediators[row.pk],
            row.party.label if row.party else "调解组织指定",
            {"chosen": "参加", "recused": "已回避", "tied": "有关系，退出"}[row.state],
            moment(row.disclosed_at),
        )
        for row in folder.chosen
    ]
    blocks = [
        Para(
            "根据《中华人民共和国人民调解法》第三条、第十七条，调解自愿、平等，不收取任何费用；一方明确拒绝的，不得调解；"
            "调解不影响各方依法通过仲裁、行政、司法等途径维护自己的权利。"
        ),
        Heading("一、各方意见"),
        Table(("当事人", "意见", "时间", "方式"), said),
        Heading("二、调解员"),
        Table(("姓名", "由谁选定", "情况", "披露关系时间"), chosen or [(BLANK,) * 4]),
        Facts(
            [
                ("调解方式", FORMS.get(dispute.form, BLANK)),
                ("调解组织", dispute.body.name if dispute.body else BLANK),
                ("负责人", named.mediator(folder.lead) or BLANK),
                ("开始时间", moment(dispute.started_at)),
            ]
        ),
        Signatures([(party.label, SIGN) for party in folder.parties]),
    ]
    return Paper("征求意见书和调解员选定书", blocks=blocks)


def _by(party: Party) -> str:
    if party.consent == "asked":
        return BLANK
    return "工作人员代记" if party.is_assisted else "本人以查询码答复"


def minutes(folder: Folder, named: Named, session: Session) -> Paper:
    """One session's record."""
    confirmed = [(named.party(party), _confirmation(party, session)) for party in folder.parties]
    blocks = [
        Facts(
            [
                ("时间", moment(session.at)),
                ("地点", session.place_words),
                ("是否公开", "公开" if session.is_public else "不公开"),
                (
                    "调解员",
                    "、".join(named.mediators[row.pk] for row in folder.chosen if row.state == "chosen") or BLANK,
                ),
                ("到场人员", session.present or BLANK),
            ]
        ),
        Para(session.record or "（没有笔录）"),
        Para("以上笔录已向各方宣读，各方核对无误。" if session.record_at else ""),
        Heading("核对情况", 2),
        Table(("当事人", "核对"), confirmed),
        Signatures([*((party.label, SIGN) for party in folder.parties), ("调解员", ""), ("记录人", "")]),
    ]
    return Paper(f"调解笔录（第{session.order}次）", blocks=blocks)


def _confirmation(party: Party, session: Session) -> str:
    told = party.confirmed.get(str(session.order))
    if not told:
        return "未核对"
    at = moment(datetime.fromisoformat(told["at"]))
    return f"{at} 核对无误" + ("（工作人员代记）" if told["is_assisted"] else "")


def agreement(folder: Folder, named: Named) -> Paper:
    """人民调解协议书 (Art. 29); an oral one is a record of what was agreed (Art. 28)."""
    dispute = folder.dispute
    steps = [(str(step.order), step.words, yuan(step.amount_fen), day_words(step.due_on)) for step in folder.steps]
    body = folder.seal
    ends = (
        [
            Signatures([*((named.party(party), SIGN) for party in folder.parties), ("调解员", "签名")]),
            Seal(body, dispute.effective_on),
        ]
        if dispute.is_written
        else [Signatures([("调解员", "签名"), ("记录人", "签名")]), Seal(body, dispute.effective_on)]
    )
    blocks = [
        Facts([(party.label, named.parties[party.pk]) for party in folder.parties]),
        Heading("一、纠纷的主要事实、争议事项"),
        Para(dispute.facts or dispute.text),
        Heading("二、各方当事人的责任"),
        Para(dispute.duties or BLANK),
        Heading("三、协议内容"),
        Para(dispute.terms),
        Heading("四、履行的方式和期限"),
        *([Para(dispute.way)] if dispute.way else []),
        *([Table(("序号", "内容", "金额", "期限"), steps, (1.2, 5, 2.6, 3.8))] if steps else [Para("当场履行完毕。")]),
        *([Para(f"协议金额：{yuan(dispute.agreed_fen)}。")] if dispute.agreed_fen else []),
        Para(
            "本协议自各方当事人签名、盖章或者按指印，调解员签名并加盖调解委员会印章之日起生效，对各方具有法律约束力，应当按照约定履行。"
            if dispute.is_written
            else "口头协议自各方达成协议之日起生效，由调解员记录协议内容。"
        ),
        *([Para(_confirmable(dispute.confirm_until))] if dispute.confirm_until else []),
        *ends,
    ]
    return Paper("人民调解协议书" if dispute.is_written else "人民调解口头协议登记表", folder.matter.number, blocks)


def _confirmable(until: date) -> str:
    return (
        "各方认为有必要的，可以依照《中华人民共和国人民调解法》第三十三条，自本协议生效之日起三十日内"
        f"（最晚{day_words(until)}）共同向人民法院申请司法确认，不交纳费用。"
    )


def confirmation(folder: Folder, named: Named) -> Paper:
    """What became of judicial confirmation."""
    dispute = folder.dispute
    result = {"confirmed": "裁定有效", "rejected": "驳回申请或者不予受理"}.get(dispute.court_result, "等待裁定")
    blocks = [
        Facts(
            [
                ("法院", dispute.court),
                ("申请日期", day_words(dispute.court_applied_on)),
                ("结果", result),
                ("文号", dispute.court_ref or BLANK),
                ("最晚申请日期", day_words(dispute.confirm_until)),
            ]
        ),
        Para("各方当事人共同向人民法院申请司法确认。"),
        Signatures([(named.party(p), SIGN) for p in folder.parties]),
    ]
    return Paper("司法确认情况", blocks=blocks)


def ending(folder: Folder) -> Paper:
    """The end without an agreement, and the routes that the parties were told (Art. 26)."""
    dispute = folder.dispute
    blocks = [
        Facts([("结果", RESULTS.get(dispute.result, BLANK)), ("时间", moment(dispute.ended_at))]),
        Para("已告知各方当事人可以依法通过下列途径维护自己的权利："),
        *(Para(f"{n}. {ROUTES[route]}。") for n, route in enumerate(dispute.routes, 1)),
        *(
            [
                Heading("各方没有争议的事实"),
                Para(dispute.undisputed),
                Signatures([(party.label, SIGN) for party in folder.parties]),
            ]
            if dispute.undisputed
            else []
        ),
    ]
    return Paper("调解终止告知书", blocks=blocks)


def visit(folder: Folder, named: Named) -> Paper:
    """履行情况和回访记录."""
    dispute = folder.dispute
    steps = [
        (
            step.words,
            yuan(step.amount_fen),
            day_words(step.due_on),
            day_words(step.done_on) if step.done_on else "未履行",
        )
        for step in folder.steps
    ]
    words = [
        (
            named.party(party),
            DONE.get(party.word_done, BLANK),
            GRADES.get(party.word_grade, BLANK),
            "工作人员代记" if party.word_is_assisted else "本人",
            party.word_comment or BLANK,
        )
        for party in folder.parties
        if party.word_at
    ]
    blocks = [
        *([Heading("一、履行情况"), Table(("内容", "金额", "期限", "履行日期"), steps)] if steps else []),
        *(_visited(folder, named) if dispute.visited_at else []),
        *([Heading("三、当事人自己的话"), Table(("当事人", "履行", "满意", "谁填的", "原话"), words)] if words else []),
    ]
    return Paper("回访记录" if dispute.visited_at else "履行情况", blocks=blocks)


def _visited(folder: Folder, named: Named) -> list[Block]:
    dispute = folder.dispute
    return [
        Heading("二、回访"),
        Facts(
            [
                ("时间", moment(dispute.visited_at)),
                ("方式", WAYS.get(dispute.visit_way, BLANK)),
                ("履行情况", DONE.get(dispute.visit_done, BLANK)),
                ("负责调解员", named.mediator(folder.lead) or BLANK),
                ("纠纷是否反弹", "是" if dispute.has_relapsed else "否"),
            ]
        ),
        Para(dispute.visit_note or BLANK),
    ]


def referrals(folder: Folder) -> Paper:
    rows = [(REFERRALS[row.kind], row.to_words or BLANK, moment(row.at), row.note or BLANK) for row in folder.referrals]
    return Paper("转介登记", blocks=[Table(("服务", "接受单位", "时间", "说明"), rows)])
