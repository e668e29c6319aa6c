"""Every figure of mediation: what was found, how it ended, in which studio or alliance, and what the parties say."""

from lianxin.work.mediation.figures.ends import ENDS
from lianxin.work.mediation.figures.found import FOUND
from lianxin.work.mediation.figures.rates import RATES

FIGURES = (*FOUND, *ENDS, *RATES)
