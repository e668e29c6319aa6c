"""The permission to read the audit trail, its page, and the nightly reading of the chain."""

from lianxin.kernel.modules.module import Module, Page
from lianxin.kernel.words import N_

MODULE = Module(
    name="audit",
    label=N_("审计"),
    mount="admin/audit/",
    urls="lianxin.kernel.audit.urls",
    pages=(Page(N_("审计记录"), "audit:entries", "audit.read", "shield-check", group="manage", order=64),),
    permissions={"audit.read": N_("查看审计记录")},
    timetable="lianxin.kernel.audit.jobs.TIMETABLE",
)
