"""The law on a day: the text of an act as the acts at hand changed it, with what could not be carried out."""

from .compare import Disagreement, day_of, disagreements
from .history import DayOfChange, Difference, ProvisionVersion, at, differences, history, steps
from .timeline import Timeline, begins
from .unread import Held
from .versions import Applied, Consolidated, DatedOrder, Provision, State, TextRun, Unapplied

__all__ = [
    "Applied",
    "Consolidated",
    "DatedOrder",
    "DayOfChange",
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
    "begins",
    "day_of",
    "differences",
    "disagreements",
    "history",
    "steps",
]
