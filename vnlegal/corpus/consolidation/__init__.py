"""The law on a day: the text of an act as the acts at hand changed it, with what could not be carried out."""

from .timeline import Timeline
from .unread import Held
from .versions import Applied, Consolidated, DatedOrder, Provision, State, TextRun, Unapplied

__all__ = [
    "Applied",
    "Consolidated",
    "DatedOrder",
    "Held",
    "Provision",
    "State",
    "TextRun",
    "Timeline",
    "Unapplied",
]
