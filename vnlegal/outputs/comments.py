"""Findings in the DOCX that they are about: comments at the words, corrections as tracked changes.

The words are found by their letters and by how often these stand before: fields, tables and notes make the
places of a text differ from those of its file.  Runs are parted where a finding begins or ends and keep
their format; who accepts no change has the text as it was.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ..language import tr
from ..model import Finding, Source
from ..scan import places

_AUTHOR, _INITIALS = "vnlegal", "VL"


class Commented(NamedTuple):
    """The file, how many corrections are in it, and the findings whose words it does not hold."""

    page: bytes
    corrected: int
    lost: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A finding and the letters of the file that it is about, counted without blanks."""

    finding: Finding
    start: int
    end: int


def commented(
    page: bytes, source: Source, findings: Iterable[Finding], now: datetime | None = None
) -> Commented:
    """The file with a comment for each finding, and a tracked change where only one writing is right.

    `source` is the text that was read of it; `now` is when the changes are said to be made.  Raises
    ImportError where python-docx is not installed.
    """
    import docx

    made: Any = docx.Document(io.BytesIO(page))
    letters = _Letters.of(made)
    found = [(one, _placed(letters.text, source, one)) for one in findings]
    at = [place for _, place in found if place]
    letters.part([one.start for one in at], [one.end for one in at])
    letters = _Letters.of(made)
    runs = [letters.runs_of(one.start, one.end) for one in at]
    for one, held in zip(at, runs, strict=True):
        made.add_comment([held[0], held[-1]], text=_told(one.finding), author=_AUTHOR, initials=_INITIALS)
    changes = _Changes(made, now or datetime.now(UTC))
    corrected = sum(
        changes.correct(held, one.finding.fix)
        for one, held in zip(at, runs, strict=True)
        if one.finding.fix and letters.are(held, one.start, one.end)
    )
    out = io.BytesIO()
    made.save(out)
    return Commented(out.getvalue(), corrected, tuple(one for one, place in found if place is None))


def _placed(letters: str, source: Source, one: Finding) -> _Place | None:
    """Where the words stand that have as many like them before as in the text."""
    words = _bare(source.text[one.span.start : one.span.end]) if one.span else ""
    if not words or not one.span:
        return None
    found = places((words,), letters, 0, len(letters))
    seen = _bare(source.text[: one.span.start]).count(words)
    if not found:
        return None
    start = found[min(seen, len(found) - 1)]
    return _Place(one, start, start + len(words))


@dataclass(frozen=True, slots=True)
class _Letters:
    """The text of all paragraphs without blanks, where each run of it begins, and the runs."""

    text: str
    starts: list[int]
    runs: list[Any]

    @staticmethod
    def of(made: Any) -> _Letters:
        """Those of a document."""
        from docx.oxml.ns import qn
        from docx.text.paragraph import Paragraph

        pieces, starts, runs, length = [], [], [], 0
        for element in made.element.body.iter(qn("w:p")):
            for run in Paragraph(element, made._body).runs:
                if words := _bare(run.text):
                    pieces.append(words)
                    starts.append(length)
                    runs.append(run)
                    length += len(words)
        return _Letters("".join(pieces), starts, runs)

    def runs_of(self, start: int, end: int) -> list[Any]:
        """The runs that hold these letters."""
        first, last = (bisect_right(self.starts, place) - 1 for place in (start, end - 1))
        return self.runs[first : last + 1]

    def are(self, runs: Sequence[Any], start: int, end: int) -> bool:
        """Whether these letters are all that some runs hold."""
        return _bare("".join(run.text for run in runs)) == self.text[start:end]

    def part(self, starts: Iterable[int], ends: Iterable[int]) -> None:
        """Part runs before and behind these letters, the last first: what stands before stays in place."""
        cuts = {*((one, 0) for one in starts), *((one - 1, 1) for one in ends)}
        for letter, behind in sorted(cuts, reverse=True):
            i = bisect_right(self.starts, letter) - 1
            _part(self.runs[i], letter - self.starts[i], behind)


def _bare(text: str) -> str:
    return "".join(text.split())


def _part(run: Any, letter: int, behind: int) -> None:
    """Part a run before a letter, or behind it, if it holds text alone and something stands on both sides."""
    text = run.text
    at = [i for i, sign in enumerate(text) if not sign.isspace()][letter] + behind
    if _is_plain(run._r) and _bare(text[:at]) and _bare(text[at:]):
        rest = deepcopy(run._r)
        run._r.addnext(rest)
        _write(run._r, text[:at])
        _write(rest, text[at:])


def _is_plain(element: Any) -> bool:
    """Whether a run holds text alone, no break, picture or field."""
    from docx.oxml.ns import qn

    return all(child.tag in (qn("w:t"), qn("w:rPr")) for child in element)


def _write(element: Any, words: str, tag: str = "w:t") -> None:
    """Make words all that a run holds, its format apart."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for child in [one for one in element if one.tag != qn("w:rPr")]:
        element.remove(child)
    text = OxmlElement(tag)
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.append(text)


class _Changes:
    """Tracked changes of a document (ECMA-376, Part 1, 17.13.5): each has a number, an author and a time."""

    def __init__(self, made: Any, now: datetime) -> None:
        self._time = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._last = max(_numbers(made), default=0)

    def correct(self, runs: Sequence[Any], words: str) -> bool:
        """Strike the text of some runs, if it is plain, and write words behind it in the first's format."""
        elements = _all_between(runs[0]._r, runs[-1]._r)
        if not elements:
            return False
        written = deepcopy(elements[0])
        _write(written, words)
        for one in elements:
            self._wrap(one, "w:del")
            _write(one, one.text, "w:delText")
        elements[-1].getparent().addnext(written)
        self._wrap(written, "w:ins")
        return True

    def _wrap(self, element: Any, tag: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._last += 1
        made = OxmlElement(tag)
        for name, value in (("id", str(self._last)), ("author", _AUTHOR), ("date", self._time)):
            made.set(qn(f"w:{name}"), value)
        element.addprevious(made)
        made.append(element)


def _numbers(made: Any) -> Iterator[int]:
    """The numbers of the changes that a document has."""
    from docx.oxml.ns import qn

    for tag in ("ins", "del", "moveFrom", "moveTo"):
        yield from (int(one.get(qn("w:id"), 0)) for one in made.element.body.iter(qn(f"w:{tag}")))


def _all_between(first: Any, last: Any) -> list[Any]:
    """The runs from one to another of its paragraph; none where something else than plain text is between."""
    from docx.oxml.ns import qn

    found, one = [], first if first.getparent().tag == qn("w:p") else None
    while one is not None:
        if one.tag == qn("w:r") and _is_plain(one):
            found.append(one)
        elif len(one):
            return []
        if one is last:
            return found
        one = one.getnext()
    return []


def _told(one: Finding) -> str:
    """What a comment says: the rule, the message, what to write."""
    return "\n".join(filter(None, (f"{one.code}: {tr(one.message)}", tr(one.hint or ""))))
