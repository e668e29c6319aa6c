"""The addresses of attachments."""

from lianxin.kernel.modules.module import Module
from lianxin.kernel.words import N_

MODULE = Module(name="files", label=N_("附件"), mount="", urls="lianxin.kernel.files.urls")
