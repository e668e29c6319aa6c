"""How a suggestion moves (SUG-04: 登记→受理→转送→办理→反馈→转化), how a unit studies one, how a call goes."""

from lianxin.work.suggestions.flow.calls import CALL, STUDIES
from lianxin.work.suggestions.flow.suggestion import SUGGESTION

__all__ = ["CALL", "STUDIES", "SUGGESTION"]
