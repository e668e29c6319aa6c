"""Every figure of petition agency and leaders' receptions."""

from lianxin.work.petitions.figures.agency import AGENCY
from lianxin.work.petitions.figures.receptions import RECEPTIONS
from lianxin.work.petitions.figures.registers import REGISTERS
from lianxin.work.petitions.figures.timeliness import TIMELINESS
from lianxin.work.petitions.figures.words import WORDS

FIGURES = (*AGENCY, *TIMELINESS, *WORDS, *RECEPTIONS, *REGISTERS)
