"""Every figure of the suggestions module: what came, what was adopted, what it became, what authors say."""

from lianxin.work.suggestions.figures.arrivals import ARRIVALS
from lianxin.work.suggestions.figures.ends import ENDS
from lianxin.work.suggestions.figures.words import WORDS

FIGURES = (*ARRIVALS, *ENDS, *WORDS)
