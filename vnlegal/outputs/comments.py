"""Findings as comments in the DOCX that they are about; its text stays as it is.

A comment stands at the runs that hold the flagged words, found by their letters and by how often these
letters stand before: fields, tables and notes make the places of a text differ from those of its file.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from ..language import tr
from ..model import Finding, Source
from ..scan import places

_AUTHOR, _INITIALS = "vnlegal", "VL"


def commented(page: bytes, source: Source, findings: Iterable[Finding]) -> tuple[bytes, tuple[Finding, ...]]:
    """The file with a comment for each finding, and the findings whose words it does not hold.

    `source` is the text that was read of it.  Raises ImportError where python-docx is not installed.
    """
    import docx

    made: Any = docx.Document(io.BytesIO(page))
    letters, starts, runs = _letters(made)
    lost = []
    for one in findings:
        words = _bare(source.text[one.span.start : one.span.end]) if one.span else ""
        at = _place(letters, words, _bare(source.text[: one.span.start])) if one.span else -1
        if at < 0:
            lost.append(one)
            continue
        first, last = (runs[bisect_right(starts, place) - 1] for place in (at, at + len(words) - 1))
        made.add_comment([first, last], text=_told(one), author=_AUTHOR, initials=_INITIALS)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue(), tuple(lost)


def _letters(made: Any) -> tuple[str, list[int], list[Any]]:
    """The text of all paragraphs without blanks, where each run of it begins, and the runs."""
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
    return "".join(pieces), starts, runs


def _bare(text: str) -> str:
    return "".join(text.split())


def _place(letters: str, words: str, before: str) -> int:
    """Where the words stand that have as many like them before as in the text; -1 if they are not there."""
    found = places((words,), letters, 0, len(letters)) if words else []
    seen = before.count(words) if words else 0
    return found[min(seen, len(found) - 1)] if found else -1


def _told(one: Finding) -> str:
    """What a comment says: the rule, the message, what to write."""
    return "\n".join(filter(None, (f"{one.code}: {tr(one.message)}", tr(one.hint or ""))))
