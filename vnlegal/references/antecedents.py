"""Which earlier mention is meant: scopes, agreement of types, and when to abstain.

Recency alone decides nothing: in "Nghị quyết số 50/NQ-CP … thực hiện Nghị quyết số 52-NQ/TW … Nghị quyết
nêu trên" the nearest resolution stands inside the title of the other.  A scope that holds one document
of the type decides, one that holds two ends the search.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .. import late
from .page import Page, Reference

# Where a paragraph begins.
PARAGRAPH = late.regex(r"\n(?=[\p{Lu}\d“])")


@dataclass(slots=True)
class _Line:
    """The mentions of one type by where they end; `same_since` is where the run of one document began."""

    ends: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    identities: list[str] = field(default_factory=list)
    same_since: list[int] = field(default_factory=list)

    def add(self, end: int, place: int, identity: str) -> None:
        same = bool(self.identities) and self.identities[-1] == identity
        self.same_since.append(self.same_since[-1] if same else len(self.ends))
        self.ends.append(end)
        self.places.append(place)
        self.identities.append(identity)


class Scopes:
    """The sentences and paragraphs of a page, asked where the one around a position began."""

    def __init__(self, page: Page) -> None:
        self._clean, self._lines = page.text.clean, page.text.lines

    @cached_property
    def _sentences(self) -> list[int]:
        """Where sentences stop; few pages have a back reference that asks for it."""
        return [stop.at for stop in self._lines.stops if stop.strength in ("sentence", "cell", "paragraph")]

    @cached_property
    def _paragraphs(self) -> list[int]:
        return [stop.start() for stop in PARAGRAPH.finditer(self._clean)]

    def sentence(self, at: int) -> int:
        """The last stop before `at`, or -1."""
        return _before(self._sentences, at)

    def begins(self, at: int) -> Iterator[int]:
        """The last stop before `at`: of its sentence, of its paragraph, of the whole text (-1)."""
        yield self.sentence(at)
        yield _before(self._paragraphs, at)
        yield -1


def _before(stops: Sequence[int], at: int) -> int:
    i = bisect_left(stops, at)
    return stops[i - 1] if i else -1


class Antecedents:
    """The mentions of a page, asked which of them a back reference means."""

    def __init__(self, scopes: Scopes, found: Sequence[Reference]) -> None:
        self._scopes, self._found = scopes, found

    @cached_property
    def _lines(self) -> dict[str | None, _Line]:
        """The mentions by the types that take them up; few pages ask."""
        found, lines = self._found, dict[str | None, _Line]()
        for i in sorted(range(len(found)), key=lambda i: found[i].end):
            if found[i].kind != "self":
                for kind in agrees_with(found[i].type_id):
                    lines.setdefault(kind, _Line()).add(found[i].end, i, identity(found, i))
        return lines

    def of(self, kind: str | None, at: int) -> int | None:
        """The one earlier document of the type: in the sentence, else in the paragraph, else in the text."""
        line = self._lines.get(kind, _Line())
        last = bisect_right(line.ends, at) - 1
        if last < 0:
            return None
        for begin in self._scopes.begins(at):
            first = bisect_right(line.ends, begin)
            if first <= last:
                alone = line.same_since[last] <= first
                return first_meant(self._found, line.places[last]) if alone else None
        return None


def agrees_with(kind: str | None) -> tuple[str | None, ...]:
    """The types by which a mention may be taken up: "văn bản" also means a letter.

    >>> agrees_with("cong-van"), agrees_with("luat")
    (('cong-van', 'van-ban'), ('luat',))
    """
    return ("cong-van", "van-ban") if kind == "cong-van" else (kind,)


def first_meant(found: Sequence[Reference], i: int) -> int:
    """Mention `i`, or the one that it refers to."""
    to = found[i].refers_to
    return i if to is None else to


def identity(found: Sequence[Reference], i: int) -> str:
    """By what a mention is told from those of other documents."""
    reference = found[first_meant(found, i)]
    return reference.symbol or reference.name or str(reference.start)


def merged(found: Sequence[Reference], extra: Sequence[Reference]) -> list[Reference]:
    """Both lists in page order, with `refers_to` of both moved to the new positions."""
    both = [*found, *extra]
    order = sorted(range(len(both)), key=lambda i: (both[i].start, -both[i].end))
    place = {old: new for new, old in enumerate(order)}
    return [
        both[i] if (to := both[i].refers_to) is None else both[i]._replace(refers_to=place[to]) for i in order
    ]
