"""What mediation adds to the matter header: the dispute and its file, and the register of mediators."""

from lianxin.work.mediation.models.dispute import Chosen, Dispute, Party, Referral, Session, Step, Tie
from lianxin.work.mediation.models.register import Body, Mediator

__all__ = ["Body", "Chosen", "Dispute", "Mediator", "Party", "Referral", "Session", "Step", "Tie"]
