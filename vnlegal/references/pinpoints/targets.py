"""Which provisions an expression means: its numbers, with what the place gives where they leave it out.

"khoản 2" is of the article in which it stands, "điểm a khoản này" of its khoản, and in the clause that orders
a change of the article that the clause above it names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model import Target
from ...notation import eids
from ..page import Page
from .acts import Acts, Lead, Tail, key
from .expressions import RANKS, Expression, Path, Steps
from .places import Place, Places, Quotation, number_of

_OUTER = ("phu-luc", "mau", "phan", "chuong", "muc", "tieu-muc")
_ARTICLE = ("dieu", "muc-so", "khoan", "diem", "tiet")


class ReadExpression(NamedTuple):
    """An expression, where it stands, and its act: `draft` if it is another one; `kind` as in model.Act."""

    expression: Expression
    place: Place
    lead: Lead
    quoted: bool
    kind: str = "self"
    draft: int | None = None
    tail: Tail | None = None
    why: str = ""


class Targets:
    """The provisions that the expressions of one page mean."""

    def __init__(self, page: Page, places: Places, acts: Acts, read: Sequence[ReadExpression]) -> None:
        self._page, self._places, self._acts, self._read = page, places, acts, read
        self._heads: dict[int, Steps] = {}

    def of(self, i: int) -> tuple[Target, ...]:
        """The targets of expression `i`, in page order."""
        return tuple(self._target(i, path) for path in self._read[i].expression.paths)

    def _target(self, i: int, path: Path) -> Target:
        one, span = self._read[i], self._page.text.span(path.start, path.end)
        steps = self._completed(i, path)
        if steps is None:
            return Target(None, span)
        home, held = self._home(one)
        eid = self._eid(steps, home, one)
        if path.to is None:
            return Target(eid, span, None, self._exists(eid) if held else None)
        above = {
            level: num for level, num in steps.items() if RANKS[level] > max(RANKS[to] for to in path.to)
        }
        to = self._eid({**above, **path.to}, home, one)
        return Target(eid, span, to, self._exists(eid) and self._exists(to) if held else None)

    # What the place gives.

    def _completed(self, i: int, path: Path) -> Steps | None:
        """The numbers of a path from the article, or from a larger unit, down; None if they stay open."""
        one = self._read[i]
        if path.this:
            return self._here(one, path)
        if any(RANKS[level] >= RANKS["dieu"] for level in path.steps):
            return path.steps
        if one.quoted:
            return _under(self._in_quote(one), path.steps)
        if one.lead.orders and one.kind != "self":
            return _under(self._ordered(i), path.steps)
        return self._nearest(one, path.steps) if one.draft is None else None

    def _here(self, one: ReadExpression, path: Path) -> Steps | None:
        """What "Điều này", "khoản này", "Chương này" is, and the numbers below it."""
        around = self._in_quote(one) if one.quoted else one.place.steps
        this = path.this or ""
        if this == "phu-luc":
            return path.steps if one.place.attachment else None
        if this in ("khoan", "diem") and this not in around and "dieu" in around:
            this = "dieu"  # an article whose one paragraph has no number
        if this not in around:
            return None
        family = _ARTICLE if this in _ARTICLE else _OUTER
        return {k: v for k, v in around.items() if k in family and RANKS[k] >= RANKS[this]} | dict(path.steps)

    def _nearest(self, one: ReadExpression, steps: Steps) -> Steps | None:
        """Under the units around: the khoản before the article, as far as they have such a unit."""
        around = {k: v for k, v in one.place.steps.items() if k in _ARTICLE}
        if "dieu" not in around:
            return steps if not self._places.has_articles else None
        full = _under(around, steps)
        short = _under({"dieu": around["dieu"]}, steps)
        home = self._home(one)[0]
        if full and short and full != short and not self._exists(self._eid(full, home, one)):
            return short if self._exists(self._eid(short, home, one)) else full
        return full

    def _ordered(self, i: int) -> Steps:
        """The article that a clause which orders a change names besides, or that one above it names."""
        one = self._read[i]
        after = self._read[i + 1] if i + 1 < len(self._read) else None
        if after and self._acts.into(one.expression, after.expression):
            return self._completed(i + 1, after.expression.paths[0]) or {}
        if after and self._acts.also(one.expression, after.expression):
            path = after.expression.paths[0]
            same = min((RANKS[k] for k in path.steps), default=-1) == one.expression.top.rank
            steps = self._completed(i + 1, path) or {}
            return steps if same else {k: v for k, v in steps.items() if k == "dieu"}
        if after and self._acts.chained(one.expression, after.expression):
            steps = self._completed(i + 1, after.expression.paths[0]) or {}
            if "dieu" in steps:
                return {"dieu": steps["dieu"]}
        above = [self._acts.head_of(portion) for portion in one.place.portions]
        for j in range(i - 1, -1, -1):
            before = self._read[j]
            if not above or before.expression.start < above[0][0]:
                break
            if before.quoted or "dieu" not in before.expression.paths[-1].steps:
                continue
            at = before.expression.start
            if self._acts.leads_in(before.expression) or any(start <= at < end for start, end in above):
                return before.expression.paths[-1].steps
        return {}

    def _in_quote(self, one: ReadExpression) -> Steps:
        """Where a reference stands in the new text of another act."""
        quote = one.place.quote
        if quote is None:
            return {}
        inside = self._places.in_quote(quote, one.expression.start)
        if "dieu" in inside:
            return inside
        head = self._head(quote)
        highest = max((RANKS[level] for level in inside), default=-1)
        return {k: v for k, v in head.items() if RANKS[k] > highest} | dict(inside)

    def _head(self, quote: Quotation) -> Steps:
        """The provision that the clause before a quotation orders to change."""
        if quote.start not in self._heads:
            self._heads[quote.start] = self._find_head(quote)
        return self._heads[quote.start]

    def _find_head(self, quote: Quotation) -> Steps:
        j = bisect_left(self._read, quote.start, key=lambda one: one.expression.start) - 1
        while j >= 0 and self._read[j].quoted:
            j -= 1
        if j < 0 or not self._read[j].lead.orders:
            return {}
        steps = self._completed(j, self._read[j].expression.paths[-1]) or {}
        return {k: v for k, v in steps.items() if k in _ARTICLE}

    # Names of units, and whether they are there.

    def _home(self, one: ReadExpression) -> tuple[str, bool]:
        """The attachment whose provisions are meant ("att_1" or ""), and whether the text is at hand."""
        tail, inside = one.tail, one.place.attachment
        if one.kind != "self":
            issued = tail.issued if tail and (tail.issued or tail.draft is not None) else one.lead.issued
            return ("att_1" if issued else ""), False
        own = inside.id if inside and inside.body else ""
        if tail is None or (tail.issued is None and tail.type is None):
            return own, True
        if tail.issued:
            return self._issued(tail.issued) or own, True
        said = key(tail.type or "")
        if inside and inside.doc_type and inside.doc_type.value == said:
            return own, True
        if said == self._page.own_type:
            return "", True
        return self._issued(tail.type or "") or (own if self._page.own_type else ""), True

    def _issued(self, name: str) -> str | None:
        """The one attachment of this type."""
        said = key(name)
        found = [one.id for one in self._places.attachments if one.doc_type and one.doc_type.value == said]
        return found[0] if len(found) == 1 else None

    def _eid(self, steps: Steps, home: str, one: ReadExpression) -> str:
        levels = _ARTICLE if "dieu" in steps and "phu-luc" not in steps else (*_OUTER, *_ARTICLE)
        path = [part for level in levels if level in steps for part in _steps(level, steps[level])]
        if one.place.attachment and any(
            item.this and item.level == "phu-luc" for item in one.expression.items
        ):
            home = one.place.attachment.id
        eid = "__".join([home, *path] if home and "phu-luc" not in steps else path)
        if one.kind != "self" or "phu-luc" in steps or eid in self._places.eids:
            return eid
        around = one.place.steps.get("dieu", "")
        if "dieu" in steps and "." in around:  # "Điều 3 Nghị định này" in Điều 36.4.NĐ.8 of the Pháp điển
            code = around.rpartition(".")[0]
            return eid.replace("art_", f"art_{code}.", 1) if "." not in steps["dieu"] else eid
        if "dieu" in steps:
            return next((other for other in _otherwise(eid, steps) if other in self._places.eids), eid)
        return self._by_number(steps, home, one) or eid

    def _by_number(self, steps: Steps, home: str, one: ReadExpression) -> str | None:
        """The unit of the tree that bears these numbers at the end of its path, if only one does."""
        numbers = tuple(number_of(eids.step(k, steps[k])) for k in (*_OUTER, *_ARTICLE) if k in steps)
        found = [
            eid
            for eid in self._places.by_numbers.get(numbers, ())
            if eid.startswith("att_") == bool(home) and eid.startswith(home)
        ]
        near = [
            eid
            for eid in found
            if any(eid.startswith(p.eid.rpartition("__")[0]) for p in one.place.portions[-1:])
        ]
        best = found if len(found) == 1 else near
        return best[0] if len(best) == 1 else None

    def _exists(self, eid: str) -> bool | None:
        """Whether the text has a unit; of annexes, which dumps leave out, None if it is not seen."""
        if eid.startswith("annex_"):
            return True if eid in self._places.annexes else None
        return eid in self._places.eids or any(eid == one.id for one in self._places.attachments)


def _steps(level: str, num: str) -> Iterator[str]:
    """The steps of an eId for a number: two for "c(iv)"."""
    outer, _, inner = num.partition("(")
    if outer.strip(" ."):
        yield eids.step(level, outer.strip(" ."))
    if inner:
        yield eids.step("tiet", inner.strip("()"))


def _otherwise(eid: str, steps: Steps) -> Iterator[str]:
    """How else the tree may name a unit below an article: "điểm 4 Điều 112" a khoản, "khoản 2.2" under 2."""
    if "diem" in steps and "khoan" not in steps:
        yield eid.replace("__point_", "__para_", 1)
    for level in ("khoan", "diem"):
        if "." in steps.get(level, ""):
            own, (outer, *_) = eids.step(level, steps[level]), steps[level].split(".")
            yield eid.replace(own, f"{eids.step('khoan', outer)}__{eids.step('muc-so', steps[level])}", 1)
            yield eid.replace(own, eids.step("muc-so", steps[level]), 1)


def _under(above: Mapping[str, str], steps: Steps) -> Steps | None:
    """Numbers below the nearest units that hold such a level; None without an article."""
    highest = max(RANKS[level] for level in steps)
    found = {k: v for k, v in above.items() if RANKS[k] > highest}
    return {**found, **steps} if any(RANKS[level] >= RANKS["dieu"] for level in found) else None
