"""Every figure of the sessions module: meetings, what they resolved, what they gave out, what they adopted."""

from lianxin.work.sessions.figures.items import ITEMS
from lianxin.work.sessions.figures.meetings import MEETINGS

FIGURES = (*MEETINGS, *ITEMS)
