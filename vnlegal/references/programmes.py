"""What a task serves and to whom it reports: by its own words and what the document implements.

A task serves the documents that its own words say it carries out; where they name none, those that the
document itself says it carries out ("Thực hiện Nghị quyết số 57-NQ/TW …").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from .. import late
from ..model import Document, Field, Mention, Span, Task
from ..notation import body_names
from ..text import fold
from ..vocabulary import one_of

# "|báo cáo| kết quả về Bộ Nội vụ", "|gửi báo cáo| Thủ tướng Chính phủ": a duty to report, up to whom.
_REPORTS = late.regex(rf"(?<!\p{{L}}){one_of('claims', 'report duty')}")
# "|qua| Sở Nội vụ", "|thông qua| Văn phòng Chính phủ": who receives it for another.
_THROUGH = late.regex(rf"[\s,(]{{0,4}}{one_of('claims', 'report through')}\s")
# Where what is carried out ends.
_STOP = late.regex(r"[.;:\n|]\s|[.;|]$")
_REACH = 120
_CLUSTER = late.regex(r"\X")  # a letter with its marks


class ReportDuty(NamedTuple):
    """To whom a task is to be reported, and through whom."""

    to: Field[str]
    via: Field[str] | None


def serves(document: Document) -> dict[str, tuple[str, ...]]:
    """The mentions of the documents that each task carries out, by the id of the task.

    >>> from vnlegal.document import parse
    >>> text = "Thực hiện Nghị quyết số 57-NQ/TW, Bộ Nội vụ giao:\\n1. Cục A chủ trì rà soát văn bản.\\n"
    >>> found = parse(text)
    >>> [[found.text(found.mention(id).span) for id in ids] for ids in serves(found).values()]
    [['Nghị quyết số 57-NQ/TW']]
    """
    carried = _carried_out(document)
    within = [span for task in document.tasks if (span := task.action.span)]
    general = tuple(
        one.id for one in carried if one.id in _own(document) and not any(s.covers(one.span) for s in within)
    )
    return {
        task.id: tuple(one.id for one in carried if _covers(task, one.span)) or general
        for task in document.tasks
    }


def _carried_out(document: Document) -> list[Mention]:
    """What something implements, by the mentions that are its objects, in page order."""
    ids = {claim.object for claim in document.claims if claim.kind == "implements"}
    return [one for one in document.mentions if one.id in ids]


def _own(document: Document) -> set[str]:
    return {one.object for one in document.claims if one.kind == "implements" and one.subject == "self"}


def _covers(task: Task, span: Span) -> bool:
    return task.action.span is not None and task.action.span.covers(span)


def reports(document: Document) -> dict[str, ReportDuty]:
    """To whom tasks are to be reported, by the id of the task; tasks that nobody reports are left out.

    >>> from vnlegal.document import parse
    >>> text = "1. Sở Y tế rà soát, báo cáo Ủy ban nhân dân tỉnh (qua Sở Nội vụ) trước ngày 15 hằng tháng.\\n"
    >>> [(one.to.value, one.via.value) for one in reports(parse(text)).values()]
    [('Ủy ban nhân dân tỉnh', 'Sở Nội vụ')]
    """
    found = ((task.id, duty) for task in document.tasks for duty in _duties(document, task))
    return dict(reversed(list(found)))


def _duties(document: Document, task: Task) -> Iterator[ReportDuty]:
    if task.action.span is None:
        return
    words = _Words.of(document.text(task.action.span), task.action.span.start)
    for match in _REPORTS.finditer(words.folded):
        if to := words.body(match.end()):
            through = _THROUGH.match(words.folded, to[1])
            via = words.body(through.end(), reach=2) if through else None
            yield ReportDuty(words.field(*to), words.field(*via) if via else None)


class _Words(NamedTuple):
    """The words of a task, composed (NFC) and without line breaks; where each letter stands in the source."""

    flow: str
    folded: str
    places: list[int]

    @staticmethod
    def of(source: str, at: int) -> _Words:
        letters: list[str] = []
        places: list[int] = []
        for cluster in _CLUSTER.finditer(source):
            composed = " " if cluster[0].isspace() else unicodedata.normalize("NFC", cluster[0])
            letters += composed
            places += [at + cluster.start()] * len(composed)
        flow = "".join(letters)
        return _Words(flow, fold(flow), [*places, at + len(source)])

    def body(self, at: int, reach: int = _REACH) -> tuple[int, int] | None:
        """The first body named in the same clause."""
        stop = _STOP.search(self.folded, at)
        end = min(stop.start() if stop else len(self.flow), at + reach)
        for start in range(at, end):
            if self.flow[start].isupper() and not self.flow[start - 1 : start].isalnum():
                last = body_names.end(self.flow, self.folded, start)
                if last:
                    return start, last
        return None

    def field(self, start: int, end: int) -> Field[str]:
        """A stretch with its place in the source."""
        value = " ".join(self.flow[start:end].split())
        return Field(value, Span(self.places[start], self.places[end]), "report duty")
