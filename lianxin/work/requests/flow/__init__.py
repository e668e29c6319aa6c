"""The flows of the requests module, as data."""

from lianxin.work.requests.flow.call import CALL
from lianxin.work.requests.flow.request import REQUEST

__all__ = ["CALL", "REQUEST"]
