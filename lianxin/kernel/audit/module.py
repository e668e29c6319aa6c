"""The permission to read the audit trail. The page that shows it belongs to administration."""

from lianxin.kernel.modules.module import Module
from lianxin.kernel.words import N_

MODULE = Module(name="audit", label=N_("审计"), permissions={"audit.read": N_("查看审计记录")})
