"""The words of mediation that code and pages share: code → Chinese label. What a city names itself lies in its pack."""

from __future__ import annotations

from collections.abc import Iterable

from lianxin.kernel.words import N_

SOURCES = {
    "survey": N_("排查发现"),
    "application": N_("当事人申请"),
    "handover": N_("其他事项移交"),
    "court": N_("法院委托移送"),
    "procuratorate": N_("检察院委托移送"),
    "police": N_("公安机关委托移送"),
    "petition_office": N_("信访部门委托移送"),
    "other_body": N_("其他部门委托移送"),
}
"""The doors. Codes are channels of the matter; words of the national list (rules.yaml, dispute_source)."""

ENTRUSTED = ("court", "procuratorate", "police", "petition_office", "other_body")

LEVELS = {"small": N_("小事（社区、村）"), "ordinary": N_("一般（街道、乡镇）"), "major": N_("重大（区县）")}
"""小事不出社区、大事不出镇, from the lowest to the highest."""

CONSENTS = {"asked": N_("待答复"), "agreed": N_("同意调解"), "refused": N_("不同意调解"), "stopped": N_("要求终止")}

SIDES = {"applicant": N_("申请人"), "respondent": N_("被申请人"), "third": N_("第三人")}

FORMS = {
    "peoples": N_("人民调解"),
    "administrative": N_("行政调解"),
    "judicial": N_("司法调解"),
    "pretrial": N_("诉前调解"),
    "joint": N_("联合调解"),
}
"""Kinds of mediation."""

MEDIATOR_KINDS = {
    "trusted_talker": N_("信任说事人"),
    "old_member": N_("老党员"),
    "deputy": N_("党代表、人大代表"),
    "cppcc": N_("政协委员"),
    "retired_cadre": N_("离任干部"),
    "worthy": N_("乡贤能人"),
    "lawyer": N_("律师"),
    "law_speaker": N_("说法专家"),
    "professional": N_("专职调解员"),
}

BODY_KINDS = {
    "committee": N_("人民调解委员会"),
    "studio": N_("调解工作室"),
    "room": N_("调解室"),
    "alliance": N_("调解联盟"),
}

ORGANS = {
    "village": N_("村"),
    "neighbourhood": N_("居"),
    "township": N_("乡镇"),
    "subdistrict": N_("街道"),
    "enterprise": N_("企事业单位"),
    "association": N_("社会团体和其他组织"),
}
"""Who sets a committee up (rules.yaml, mediation_body)."""

TIES = {"kin": N_("亲属"), "interest": N_("利害关系"), "known": N_("熟人或其他可能影响公正的关系")}

RESULTS = {
    "agreement": N_("达成协议"),
    "failed": N_("调解不成"),
    "refused": N_("当事人不同意调解"),
    "stopped": N_("当事人要求终止"),
    "withdrawn": N_("申请人撤回"),
    "unsuitable": N_("不适宜调解"),
    "sent_on": N_("移送其他渠道"),
    "joined": N_("并入同一事项"),
}

ROUTES = {
    "arbitration": N_("仲裁：合同写明仲裁的向仲裁委员会申请；劳动争议先向劳动人事争议仲裁委员会申请"),
    "court": N_("诉讼：向人民法院起诉"),
    "administrative": N_("行政：请有权的行政机关处理、裁决或者申请行政复议"),
    "legal_aid": N_("法律援助：经济困难或者法律规定的情形，可向法律援助机构申请，不收费"),
    "police": N_("报警：有人身危险，立即拨打110"),
    "protection": N_("人身安全保护令：遭受家庭暴力的，可向人民法院申请，也可请公安机关、妇联、居（村）委会代为申请"),
    "counselling": N_("心理疏导：可请综治中心安排"),
}
"""Legal routes beside mediation (人民调解法 Art. 3(3), 26; 反家庭暴力法 Art. 23)."""

REFERRALS = {
    "legal_aid": N_("法律援助"),
    "counselling": N_("心理疏导"),
    "police": N_("公安机关"),
    "court": N_("人民法院"),
    "arbitration": N_("仲裁"),
    "notary": N_("公证"),
    "other": N_("其他"),
}

DANGERS = {
    "violence": N_("有打骂、威胁等暴力"),
    "fear": N_("有一方因害怕不敢说话"),
    "dependence": N_("一方在生活上依靠另一方"),
    "capacity": N_("有一方是未成年人，或者难以独自表达意愿"),
    "debt": N_("一方的工作、住处掌握在另一方手里"),
}
"""What is looked for before any mediation (RULES ETH-16)."""

WAYS = {"visit": N_("上门"), "phone": N_("电话"), "wechat": N_("微信")}
DONE = {"full": N_("全部履行"), "part": N_("部分履行"), "none": N_("没有履行")}
GRADES = {"satisfied": N_("满意"), "basic": N_("基本满意"), "unsatisfied": N_("不满意")}
LANGUAGES = {"zh": N_("普通话"), "mn": N_("蒙古语"), "dialect": N_("本地方言"), "sign": N_("手语")}


def packed(codes: Iterable[str]) -> str:
    """Codes as they are kept in one column: ``,a,b,``; nothing for none."""
    found = [code for code in codes if code]
    return f",{','.join(found)}," if found else ""


def unpacked(text: str) -> list[str]:
    return [code for code in text.split(",") if code]
