"""The interface for programs: the kernel's operations and those of every installed module, mounted at ``/api/``."""

from lianxin.kernel.api import attachments, figure_operations, hook_operations, own, places
from lianxin.kernel.api.interface import Interface
from lianxin.kernel.modules import registry
from lianxin.kernel.words import N_

api = Interface(
    title=N_("连心接口"),
    version="1.0.0",
    description=N_("连心的数据和动作，供其他系统调用。每一步都和页面走同样的规则、留同样的记录。"),
    urls_namespace="api",
)
last = (attachments.router, figure_operations.router, hook_operations.router)
for router in (own.router, places.router, *registry.collected("api"), *last):
    api.add_router("", router)
