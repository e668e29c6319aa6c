"""Sentences that are read to people, and those that say where their petition stands."""

from __future__ import annotations

from lianxin.kernel.words import N_

MANDATE = (
    N_("您委托代办员替您起草材料、向信访部门递交、跟踪办理、送回答复。"),
    N_("代办不收任何费用。"),
    N_("材料递交之前，一定先念给您听，您认可了才递交。"),
    N_("您随时可以撤销委托，不需要理由；撤销以后您仍然可以自己提出。"),
    N_("代办员不能是您反映的单位的人。您说的情况，只给办这件事的人看。"),
    N_("任何人不得因为您信访而打击报复您。"),
)
"""What is read aloud before a mandate (《信访工作条例》 Art. 18(4), 28(3), 46(6))."""

STANDS = {
    "offered": N_("等您决定要不要委托代办。"),
    "mandated": N_("代办员正在替您写材料。"),
    "drafted": N_("材料写好了，请您看一看，认可了才递交。"),
    "approved": N_("您认可了材料，代办员正在递交。"),
    "filed": N_("已经递交信访部门，等登记、转送。"),
    "routed": N_("已经到有权处理的机关，等书面告知。"),
    "returned": N_("机关之间对由谁办有不同意见，上一级正在确定。"),
    "handling": N_("已经受理，正在办。"),
    "answered": N_("已经答复。解决了没有，由您说。"),
    "review": N_("上一级机关正在复查。"),
    "reviewed": N_("复查意见已经送到。"),
    "rereview": N_("再上一级机关正在复核。"),
    "hearing": N_("正在听证，听证时间不算在期限里。"),
    "final": N_("复核意见已经送到，信访程序到此终结。"),
    "registered": N_("已经登记，等领导接待。"),
    "received": N_("领导已经接待，正在办。"),
    "taken_on": N_("领导已经包案或交办，正在办。"),
}
ENDS = {
    "solved": N_("已经办结：解决了。"),
    "explained": N_("已经办结：作了解释说明。"),
    "refused": N_("已经办结：没有支持，理由写在答复里。"),
    "sent_on": N_("已经引导到法定途径，去哪里写在答复里。"),
    "withdrawn": N_("您撤销了委托，代办结束。"),
    "given_up": N_("已经结束，原因写在经过里。"),
    "merged": N_("已经并入同一件事。"),
}
STEPS = (N_("委托"), N_("认可材料"), N_("递交"), N_("受理"), N_("答复"))
STEP_OF = {
    "offered": 0,
    "mandated": 1,
    "drafted": 1,
    "approved": 2,
    "filed": 3,
    "routed": 3,
    "returned": 3,
    "handling": 4,
    "answered": 4,
    "review": 4,
    "reviewed": 4,
    "rereview": 4,
    "hearing": 4,
    "final": 4,
    "closed": 5,
}
THANKS = {
    "give": N_("已经委托代办。"),
    "approve": N_("您认可了材料，代办员会递交。"),
    "correct": N_("已经告诉代办员修改。"),
    "rate": N_("谢谢，您的评价已经记下。"),
    "confirm": N_("已经办结。"),
    "follow_up": N_("代办员会继续跟进。"),
    "ask_review": N_("已经请求复查。"),
    "ask_rereview": N_("已经请求复核。"),
    "revoke": N_("已经撤销委托。"),
}
