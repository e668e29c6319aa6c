"""The page kit's own pages: display settings, what the phone needs without a signal, and the kit itself."""

from lianxin.kernel.modules.module import Module
from lianxin.kernel.words import N_

MODULE = Module(name="ui", label=N_("页面组件"), urls="lianxin.kernel.ui.urls")
