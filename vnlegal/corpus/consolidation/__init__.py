"""The law on a day: the text of an act as the acts at hand changed it, with what could not be carried out."""

from .compare import Disagreement, day_of, disagreements
from .history import Difference, ProvisionVersion, at, differences, history
from .timeline import Timeline
from .unread import Held
from .versions import Applied, Consolidated, DatedOrder, Provision, State, TextRun, Unapplied

__all__ = [
    "Applied",
    "Consolidated",
    "DatedOrder",
    "Difference",
    "Disagreement",
    "Held",
    "Provision",
    "ProvisionVersion",
    "State",
    "TextRun",
    "Timeline",
    "Unapplied",
    "at",
    "day_of",
    "differences",
    "disagreements",
    "history",
]
