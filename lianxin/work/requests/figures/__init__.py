"""Every figure of the requests module: what came, how it ended, how fast, and what the people who asked say of it."""

from lianxin.work.requests.figures.arrivals import ARRIVALS
from lianxin.work.requests.figures.ends import ENDS
from lianxin.work.requests.figures.ratings import RATINGS
from lianxin.work.requests.figures.timeliness import TIMELINESS

FIGURES = (*ARRIVALS, *ENDS, *TIMELINESS, *RATINGS)
