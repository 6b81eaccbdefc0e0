"""Writer: the text of a page, written line by line, in the shape that the layout reader knows.

Cells of a row stand between bars, each on lines of its own::

    |
    ỦY BAN NHÂN DÂN
    TỈNH KON TUM
    |
    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import late
from ..model import Finding, Span
from .frame import Reading, remark

_MARKER = late.regex(r"(?:[-–—+•*]|\(?\p{L}\)|\d{1,2}[.)]|[IVX]{1,5}\.)(?=[^\S\n]{2}|[\t\u00a0])[^\S\n]+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(digits: str) -> str:
    """A note mark as the page shows it.

    >>> superscript("12")
    '¹²'
    """
    return digits.translate(_SUPERSCRIPTS)


class Writer:
    """Collects lines; blanks at either end of a line are dropped, empty lines never follow each other.

    The tab or the hard blanks between a list marker and its text become one blank.
    """

    def __init__(self) -> None:
        self.line = ""
        self._lines: list[str] = []
        self._length = 0
        self._locators: list[tuple[int, str]] = []
        self._findings: list[Finding] = []
        self._placed: dict[int, str] = {}

    def put(self, words: str) -> None:
        """Go on with the line; a line break in `words` begins a new one."""
        first, *more = words.split("\n")
        self.line += first
        for line in more:
            self.end()
            self.line = line

    def doubt(self, words: str, stretches: Iterable[tuple[int, int]]) -> None:
        """OCR was not sure of these stretches of the words that are put next."""
        at = self._length + len(self.line)
        for start, end in stretches:
            message = f"OCR đọc không chắc: {words[start:end]}"
            self._findings.append(remark("VL903", message, Span(at + start, at + end)))

    def end(self) -> None:
        """End the line, unless nothing stands on it; hard blanks alone leave a gap."""
        line = self.line.strip(" ")
        self.line = ""
        if match := _MARKER.match(line):
            line = f"{match[0].rstrip()} {line[match.end() :]}"
        if line.strip():
            self._append(line)
        elif line:
            self.gap()

    def rest(self) -> None:
        """End the line; an empty one leaves a gap."""
        if self.line.strip():
            self.end()
        else:
            self.gap()

    def gap(self) -> None:
        """End the line and leave one empty."""
        self.end()
        if self._lines and self._lines[-1]:
            self._append("")

    def bar(self) -> None:
        """The edge of a table cell."""
        self.end()
        if self._lines and not self._lines[-1]:
            self._lines.pop()
            self._length -= 1
        self._append("|")

    def locate(self, place: str) -> None:
        """What follows, from the end of the line on, stood at this place of the file."""
        if not self._locators or self._locators[-1][1] != place:
            self._locators.append((self._length + len(self.line.lstrip(" ")), place))

    def remark(self, finding: Finding, place: str = "") -> None:
        """Keep something to tell about the reading; of a whole `place`, its span is that of the place."""
        self._findings.append(finding)
        if place:
            self._placed[len(self._findings) - 1] = place

    def reading(self) -> Reading:
        """All that was written."""
        self.end()
        text = "".join(f"{line}\n" for line in self._lines)
        ends = [at for at, _ in self._locators[1:]] + [len(text)]
        spans = {place: Span(at, end) for (at, place), end in zip(self._locators, ends, strict=False)}
        findings = (
            replace(one, span=spans.get(self._placed[n])) if n in self._placed else one
            for n, one in enumerate(self._findings)
        )
        return Reading(text, tuple(self._locators), tuple(findings))

    def _append(self, line: str) -> None:
        self._lines.append(line)
        self._length += len(line) + 1
