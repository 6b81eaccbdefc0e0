"""find_references: every reference of a page to provisions, with the provisions and the act that it means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ... import late
from ...model import (
    Act,
    ActKind,
    Attachment,
    Claim,
    Decision,
    Form,
    Instruction,
    Note,
    Portion,
    ProvisionReference,
    Target,
)
from ...vocabulary.acts import ACTS
from ..codification import neighbour
from ..page import Page, Reference
from .acts import Acts, Tail, is_new_text, key
from .expressions import RANKS, Expression, find_expressions
from .places import Place, Places
from .targets import ReadExpression, Targets

_HEADING = ("dieu", "chuong", "muc", "tieu", "phan")
_BESIDE = "điều có liên quan của văn bản nêu sau"
ONLY_ANNEX = "phụ lục duy nhất, không đánh số"
# An annex without a number: "|Phụ lục| ban hành kèm theo Nghị định này".
_ANNEX_HERE = late.regex(
    r"(?<!\p{L})(?<!các |những )phụ lục"
    r"(?= (?:(?:được )?ban hành )?(?:kèm theo|đính kèm) \p{L}{2,9} \p{L}{2,9}"
    r"(?: \p{L}{2,9}){0,2} này(?!\p{L}))"
)
_EDGE = ' |“"*'
_STOP = late.re(r"[.;:“]")  # where another thing is said
# The end of a line that names a unit of an article, which the next line names: "…, |khoản 1|".
_WITHIN = late.regex(r"(?i:khoản|điểm) [\da-zđ]{1,4},?\s*$")
# A heading that no list mark shows: "Phụ lục II" or "Mục A" alone on its line, "PHẦN B. MỜI THẦU", "PHỤ LỤC".
_HEADED = late.regex(r"PHỤ LỤC|(?i:phụ lục|mẫu|mục|phần|chương)(?: số)? [^\n]{1,12}?(?:\n|$|[.:])")


def find_references(
    page: Page,
    drafts: Sequence[Reference],
    claims: Sequence[Claim],
    body: Sequence[Portion],
    attachments: Sequence[Attachment],
    notes: Sequence[Note] = (),
) -> tuple[ProvisionReference, ...]:
    """All references of a page to provisions, in order; what cannot be decided stays open."""
    places, acts = Places(page, body, attachments, notes), Acts(page, drafts, claims, body)
    read = _Reader(page, places, acts).read()
    targets = Targets(page, places, acts, read)
    found = ((one, targets.of(i)) for i, one in enumerate(read) if one.expression.top.level != "mau")
    shown = [(one, meant) for one, meant in found if not _is_any_part(one, meant)]
    said = [*(_reference(page, "", *one, acts) for one in shown), *_only_annex(page, places)]
    said.sort(key=lambda one: one.span.start)
    return tuple(replace(one, id=f"p{n}") for n, one in enumerate(said, 1))


def _only_annex(page: Page, places: Places) -> Iterator[ProvisionReference]:
    """Where the text names the one annex that it has, which bears no number."""
    annexes = places.unnumbered if "phụ lục " in page.folded else ()
    for hit in _ANNEX_HERE.finditer(page.folded, page.start) if len(annexes) == 1 else ():
        span = page.text.span(*hit.span())
        place = places.at(hit.start(), span)
        if place.attachment or page.quoted(hit.start()):
            continue
        yield ProvisionReference(
            id="",
            span=span,
            act=Act("self"),
            targets=(Target(annexes[0].id, span, None, True),),
            form="plain",
            portion=place.eid,
            part=page.printed_at(hit.start()),
            quoted=False,
            status="exact",
            why=(ONLY_ANNEX,),
        )


def with_instructions(
    references: Sequence[ProvisionReference], instructions: Sequence[Instruction]
) -> tuple[ProvisionReference, ...]:
    """The references, those in new text with the instruction whose new text it is."""
    pieces = sorted((span.start, span.end, one.id) for one in instructions for span in one.new)
    if not pieces:
        return tuple(references)
    return tuple(_told(one, pieces) if one.quoted else one for one in references)


def _told(one: ProvisionReference, pieces: Sequence[tuple[int, int, str]]) -> ProvisionReference:
    i = bisect_right(pieces, one.span.start, key=lambda piece: piece[0]) - 1
    return replace(one, instruction=pieces[i][2]) if i >= 0 and one.span.end <= pieces[i][1] else one


def _is_any_part(one: ReadExpression, targets: Sequence[Target]) -> bool:
    """ "Phần này được miễn thuế": a part of a sum, where the text has no such level."""
    item = one.expression.top
    return item.this == "này" and item.rank > RANKS["dieu"] and all(target.eid is None for target in targets)


class _Reader:
    """Expressions with their places and acts, read from the last to the first: a list shares its tail."""

    def __init__(self, page: Page, places: Places, acts: Acts) -> None:
        self.page, self.places, self.acts = page, places, acts
        self.clean = page.text.clean
        self.heads = set(self._headings())
        self.starts = {line.start for line in page.text.lines.all}

    def read(self) -> list[ReadExpression]:
        """All expressions of the page, in order."""
        page, read = self.page, list[ReadExpression]()
        found = find_expressions(page.flow, page.folded, page.start, skips=self._heads)
        for one in reversed(found):
            if page.part_at(one.start) != "furniture":
                read.append(self._with_act(one, read[-1] if read else None))
        return read[::-1]

    def _headings(self) -> Iterator[int]:
        """Where the level word of a heading stands: "Điều 5. …", "Chương II"."""
        yield from (self.page.text.at(one.span)[0] for one in self.places.eids.values())
        for line in self.page.text.lines.all:
            if line.kind in _HEADING and not self._goes_on_to(line.start):
                yield (
                    line.start
                    + len(self.clean[line.start : line.start + 6])
                    - len(self.clean[line.start : line.start + 6].lstrip(_EDGE + "\n"))
                )

    def _goes_on_to(self, start: int) -> bool:
        """Whether the line above names what is in this article: "Bãi bỏ điểm c, khoản 1 / |Điều 17|."."""
        return _WITHIN.search(self.clean, max(0, start - 40), start) is not None

    def _heads(self, at: int, number: int) -> bool:
        """Whether a level word heads a provision, or the number behind it opens the next line."""
        if at in self.heads or number in self.starts or number in self.heads:
            return True
        before = self.clean[max(0, at - 4) : at].rstrip(_EDGE)[-1:]
        return before in ("", "\n") and _HEADED.match(self.clean, at) is not None

    def _with_act(self, one: Expression, after: ReadExpression | None) -> ReadExpression:
        place = self.places.at(one.start, self.page.text.span(one.start, one.end))
        lead = self.acts.lead(place)
        read = ReadExpression(one, place, lead, is_new_text(place.quote, lead, self.acts.amends))
        if tail := self.acts.tail(one.end):
            return self._by_tail(read, tail, "mention", "nêu ngay sau")
        if (draft := self.acts.behind(one.start)) is not None:
            return self._by_tail(read, Tail(draft), "mention", "nêu ngay trước")
        if one.points:
            return self._here(read, None)
        if (draft := self.acts.excepting(one.start)) is not None:
            return self._by_tail(read, Tail(draft), "mention", "phần được trừ của văn bản nêu ngay trước")
        if (beside := self._beside(one)) is not None:
            if beside < 0:
                return read._replace(kind="unknown", why=_BESIDE)
            return read._replace(kind="mention", draft=beside, why=_BESIDE)
        if after and after.tail and self.acts.chained(one, after.expression):
            return self._by_tail(read, after.tail, "inherited", "nêu sau một viện dẫn khác của danh sách")
        if lead.orders and lead.draft is None and not read.quoted and (later := _same_clause(read, after)):
            return self._by_tail(read, later, "inherited", "nêu ở cuối đoạn")
        if read.quoted or lead.orders:
            return self._amended(read, None)
        if self.acts.amends and place.attachment is None and one.top.rank >= RANKS["dieu"]:
            return read._replace(kind="unknown", why="văn bản sửa đổi, không nêu văn bản được dẫn")
        return self._alone(read, after)

    def _beside(self, one: Expression) -> int | None:
        """Of which act a provision is that the codification names beside an article; see `neighbour`."""
        if not self.page.codifies:
            return None
        return neighbour(self.page, self.acts.drafts, one.start, one.end)

    def _alone(self, read: ReadExpression, after: ReadExpression | None) -> ReadExpression:
        """What no act stands behind: of the act that the text details, or, without articles, speaks of."""
        one, spoken_of = read.expression, self.acts.spoken_of
        if one.top.level == "dieu" and (draft := spoken_of.detailed(one.start)) is not None:
            return read._replace(kind="inherited", draft=draft, why="văn bản được quy định chi tiết")
        if one.top.level == "dieu" and self.page.codifies and spoken_of.details(one.start):
            return read._replace(kind="unknown", why="văn bản được quy định chi tiết, không rõ văn bản nào")
        if one.top.level == "dieu" and self._has_none() and not self._goes_on(one, after):
            draft = spoken_of.above(one.start, one.end)
            if draft is not None:
                return read._replace(kind="inherited", draft=draft, why="văn bản đang nói tới")
        return read._replace(why="không nêu văn bản nào khác")

    def _has_none(self) -> bool:
        """Whether the document is of a type that has no articles, and shows none."""
        return not self.places.has_articles and not self.page.enacts

    def _goes_on(self, one: Expression, after: ReadExpression | None) -> bool:
        """Whether the same sentence names a provision of an act of its own, or of none, behind it."""
        if after is None or (after.kind == "inherited" and after.tail is None):
            return False
        return not _STOP.search(self.clean, one.end, after.expression.start)

    def _by_tail(self, read: ReadExpression, tail: Tail, kind: str, why: str) -> ReadExpression:
        if tail.open:
            return read._replace(kind="unknown", tail=tail, why="không rõ là văn bản nào")
        if tail.draft is None and tail.type and self._is_of_other(read, tail.type):
            one = read.expression
            draft = self.acts.spoken_of.above(one.start, one.end) if self._has_none() else None
            kind = "unknown" if draft is None else "inherited"
            return read._replace(kind=kind, draft=draft, tail=tail, why="lời của một văn bản khác")
        if tail.draft is None or (tail.type and _speaks(read.place, tail.type)):
            return self._here(read, tail._replace(draft=None))
        return read._replace(kind=kind, draft=tail.draft, tail=tail, why=why)

    def _is_of_other(self, read: ReadExpression, name: str) -> bool:
        """Whether "Bộ luật này" cannot be this document: words that a letter quotes without a mark."""
        own, page = self.page.own_type, self.page
        if own is None or read.quoted or read.lead.orders or read.place.attachment or page.codifies:
            return False
        return key(name) in ACTS and key(name) != own

    def _here(self, read: ReadExpression, tail: Tail | None) -> ReadExpression:
        """What is said to be here: this document, or in new text the act that is amended."""
        if read.quoted or (read.lead.orders and tail and (not self._own(read) or tail.type is None)):
            return self._amended(read, tail)
        return read._replace(tail=tail, why="“này”")

    def _own(self, read: ReadExpression) -> bool:
        """Whether the document has the articles that an order says to be of "this" act."""
        articles = {path.steps["dieu"] for path in read.expression.paths if "dieu" in path.steps}
        return all(f"art_{num}" in self.places.eids for num in articles)

    def _amended(self, read: ReadExpression, tail: Tail | None) -> ReadExpression:
        draft = read.lead.draft if read.lead.draft is not None else self.acts.amended_by_title
        kind = "unknown" if draft is None else "inherited"
        return read._replace(kind=kind, draft=draft, tail=tail, why="văn bản được sửa đổi")


def _same_clause(read: ReadExpression, after: ReadExpression | None) -> Tail | None:
    """The act behind the next expression of the same portion."""
    return after.tail if after and not after.quoted and after.place.eid == read.place.eid else None


def _speaks(place: Place, name: str) -> bool:
    """Whether "Quy chế này" is the attached text that says so, or an act the article of a codification."""
    inside = place.attachment
    own = inside.doc_type.value if inside and inside.doc_type else None
    return own == key(name) or "." in place.steps.get("dieu", "")


def _reference(
    page: Page, id: str, one: ReadExpression, targets: tuple[Target, ...], acts: Acts
) -> ProvisionReference:
    return ProvisionReference(
        id=id,
        span=page.text.span(one.expression.start, one.expression.end),
        act=_act(page, one, acts),
        targets=targets,
        form=_form(one.expression, targets),
        portion=one.place.eid,
        part=page.printed_at(one.expression.start),
        quoted=one.quoted,
        status=_status(one, targets),
        why=(one.why,),
    )


def _act(page: Page, one: ReadExpression, acts: Acts) -> Act:
    if one.draft is None:
        return Act("self" if one.kind == "self" else "unknown")
    draft, first = acts.drafts[one.draft], acts.drafts[acts.same[one.draft]]
    number = draft.number or first.number
    kind: ActKind = "mention" if one.kind == "mention" else "inherited"
    return Act(
        kind, f"m{one.draft + 1}", number and number.value.compact, _name(page, draft) or _name(page, first)
    )


def _name(page: Page, draft: Reference) -> str | None:
    """The name of an act as printed, without its number, year and day."""
    if not draft.name:
        return None
    before = 0 if draft.kind != "numbered" or not draft.doc_type else len(draft.doc_type.value.split("-"))
    printed = page.words(draft.start, draft.end).split()
    if draft.year:  # an abbreviation is shorter than the name: "BLDS| năm 2015"
        printed = printed[: -2 if printed[-2:-1] == ["năm"] else -1]
    return " ".join(printed[: before + len(draft.name.split())])


def _form(expression: Expression, targets: Sequence[Target]) -> Form:
    if expression.points:
        return "demonstrative"
    if any(one.to for one in targets):
        return "range"
    return "list" if len(targets) > 1 else "plain"


def _status(one: ReadExpression, targets: Sequence[Target]) -> Decision:
    if one.kind == "unknown" or any(target.eid is None for target in targets):
        return "unresolved"
    if one.kind == "self" and one.tail is None and not one.expression.points:
        return "ambiguous" if any(target.exists is False for target in targets) else "exact"
    return "inherited" if one.kind == "inherited" else "exact"
