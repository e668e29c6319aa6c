"""Pages of access: signing in, one's own account, administration."""

from lianxin.kernel.access.pages.signing_in import locked_out

__all__ = ["locked_out"]
