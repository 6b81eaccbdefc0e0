"""What a step or a change rests on, for people: each sentence once, with all the places where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

from .. import late
from ..graph.stated import Statement
from ..language import tr
from ..model import Work
from ..vocabulary.acts import ACTS

LONGEST = 320  # characters of a sentence that are shown
MOST = 3  # sentences; of the others only the number is told
# What two copies of one text set otherwise: marks of Markdown, tags, spaces.
_DRESS = late.regex(r"<[^<>]{1,20}>|[\W_]+")


def called(work: Work, room: int) -> str:
    """The name of a law, shortened to a line: its number tells nobody; "" of other documents."""
    named = work.number and work.title and work.doc_type in ACTS
    return shorten(work.title or "", max(room, 40), placeholder=" …") if named else ""


def quoted(statements: Iterable[Statement], number: str = "") -> Iterator[tuple[str, str]]:
    """Each sentence with who says it and where, the words about a `number` in sight; at last how many more.

    >>> one = Statement("s", "5/BNV", None, "a.txt", "asserted", "Thực hiện", "Thực hiện 1/NQ-CP.", 0, 18)
    >>> list(quoted([one, one._replace(path="a.md", sentence="**Thực hiện 1/NQ-CP**.", end=22)]))
    [('“Thực hiện 1/NQ-CP.”', '— 5/BNV, a.txt [0–18]; a.md [0–22]')]
    """
    found: dict[tuple[str, str], list[Statement]] = {}
    for one in statements:
        found.setdefault((one.speaker, _DRESS.sub("", one.sentence)), []).append(one)
    for same in list(found.values())[:MOST]:
        places = "; ".join(f"{one.path} [{one.start}–{one.end}]" for one in same)
        yield f"“{_in_sight(same[0], number)}”", f"— {same[0].speaker_label}, {places}"
    if more := len(found) - MOST if len(found) > MOST else 0:
        yield tr("(và {count} nơi khác)", count=more), ""


def _in_sight(one: Statement, number: str) -> str:
    """A long sentence from the words that tell the relation on."""
    words = one.sentence
    if len(words) <= LONGEST:
        return words
    at = max(words.find(number), 0) if number else 0
    begin = words.rfind(one.cue, 0, at) if at else 0
    if begin < 0 or at - begin > LONGEST // 2:
        begin = words.find(" ", max(0, at - LONGEST // 2)) + 1 if at > LONGEST // 2 else 0
    shown = words[begin : begin + LONGEST]
    left = shown.rsplit(" ", 1)[0] + " …" if begin + LONGEST < len(words) else shown
    return f"… {left}" if begin else left
