"""Every value that vnlegal hands out: frozen, slotted, made once.

A span is half-open and counts Unicode code points of the *source* text (`Source.text`), so
``document.source.text[start:end]`` is always what was read.  This module imports nothing of ours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from . import late

T = TypeVar("T")

MentionKind = Literal["numbered", "named", "back", "self"]
Mode = Literal["asserted", "reported", "directed"]
Part = Literal["subject", "preamble", "body", "note", "attachment", "furniture"]
DeadlineKind = Literal["date", "period", "recurring", "relative", "continuous"]
TaskMode = Literal["directed", "requested", "committed"]
Severity = Literal["error", "warning", "note"]
ActKind = Literal["self", "mention", "inherited", "unknown"]
Form = Literal["plain", "list", "range", "demonstrative"]
Decision = Literal["exact", "inherited", "ambiguous", "unresolved"]
Operation = Literal["substitution", "insertion", "repeal", "renumbering", "split", "join"]
Scope = Literal["structure", "heading", "phrase", "whole"]
Cut = Literal["dieu", "khoan", "diem"]


class Span(NamedTuple):
    """A half-open stretch of the source text, in code points."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside.

        >>> Span(0, 5).covers(Span(1, 3))
        True
        """
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character.

        >>> Span(0, 5).overlaps(Span(5, 6))
        False
        """
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A value, the place it was read from, and the rule or vocabulary row that read it.

    `span` is None only where the value follows from another field (the type of a letter, which is
    known from the form of its number).
    """

    value: T
    span: Span | None
    by: str


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file: what spans count in.

    `locators` say where on paper a stretch of the text stood ((offset, "trang 2"), in order);
    `findings` tell of the reading of the file; `attributes` is what is known of the document from outside,
    `told` what a data set says of it besides.
    """

    path: str
    media_type: str
    sha256: str
    text: str
    locators: tuple[tuple[int, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    attributes: Preface | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class ToldRelation:
    """What a data set says that a document does to another ("out") or has done to it ("in").

    `label` is as the data set prints it; `kind` is None where it is none of ours.  The other is known by
    its number, by its id in the data set, or by its title.
    """

    label: str
    kind: str | None
    way: Literal["out", "in"]
    number: str | None = None
    id: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the row of a data set says besides the preface: a witness of its own, apart from the page."""

    shape: str
    id: str
    status: str | None = None
    begins: date | None = None
    ends: date | None = None
    url: str | None = None
    relations: tuple[ToldRelation, ...] = ()


@dataclass(frozen=True, slots=True)
class DocNumber:
    """Số, ký hiệu of a document (Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW).

    `form` names the line of the grammar that it follows; `doc_type` and `issuers` are the
    abbreviations inside the symbol, not registry keys.
    """

    serial: str
    year: int | None
    symbol: str
    form: str
    doc_type: str | None
    issuers: tuple[str, ...]
    unit: str | None
    compact: str

    def __str__(self) -> str:
        return self.compact


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation or office as named: full name in sentence case, registry key if known."""

    name: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Preface:
    """What stands above the text: letterhead, number, place and date, type, subject, addressees.

    A draft's number has no digits yet: `blank_number` is its symbol ("UBND-NC").
    """

    issuers: tuple[Field[Body], ...] = ()
    parent_body: Field[Body] | None = None
    number: Field[DocNumber] | None = None
    doc_type: Field[str] | None = None
    place: Field[str] | None = None
    date: Field[date] | None = None
    subject: Field[str] | None = None
    addressees: tuple[Field[str], ...] = ()
    urgency: Field[str] | None = None
    secrecy: Field[str] | None = None
    draft: bool = False
    blank_number: Field[str] | None = None

    def completed(self, known: Preface | None) -> Preface:
        """This preface, and what is known from elsewhere where it says nothing."""
        if known is None:
            return self
        return replace(
            self,
            issuers=self.issuers or known.issuers,
            number=self.number or known.number,
            doc_type=self.doc_type or known.doc_type,
            date=self.date or known.date,
            subject=self.subject or known.subject,
        )


@dataclass(frozen=True, slots=True)
class Portion:
    """One numbered part of the body; `kind` is phan, chuong, muc, tieu-muc, dieu, khoan, diem or muc-so."""

    kind: str
    num: str
    eid: str
    heading: Field[str] | None
    span: Span
    children: tuple[Portion, ...] = ()

    def walk(self) -> Iterator[Portion]:
        """This portion and all below it, in page order."""
        left = [self]
        while left:
            yield (one := left.pop())
            left += reversed(one.children)


def portion_at(portions: Sequence[Portion], span: Span) -> Portion | None:
    """The deepest portion in which a span begins.

    >>> portion_at((), Span(0, 1)) is None
    True
    """
    return next(reversed(portions_at(portions, span)), None)


def portions_at(portions: Sequence[Portion], span: Span) -> list[Portion]:
    """The portions in which a span begins, from the outermost in.

    >>> portions_at((), Span(0, 1))
    []
    """
    chain: list[Portion] = []
    while i := bisect_right(portions, span.start, key=lambda one: one.span.start):
        if portions[i - 1].span.end <= span.start:
            break
        chain.append(portions[i - 1])
        portions = portions[i - 1].children
    return chain


def above(name: str) -> Any:
    """A module of a room above, for the methods that people look for on a document; loaded when called."""
    return import_module(f"{__package__}.{name}")


_LEVELS = ("phần", "chương", "mục", "tiểu mục", "điều", "khoản", "điểm", "tiết")
_STEP = late.re(r"(tiểu mục|phần|chương|mục|điều|khoản|điểm|tiết)\s+(thứ\s+\w+|[^\s,;]+)")
_KEYS = dict(
    zip(_LEVELS, ("phan", "chuong", "muc", "tieu-muc", "dieu", "khoan", "diem", "tiet"), strict=True)
)


def provision_steps(words: str) -> tuple[tuple[str, str], ...]:
    """The levels and numbers that words name, the largest first.

    >>> provision_steps("điểm a khoản 2 Điều 5")
    (('dieu', '5'), ('khoan', '2'), ('diem', 'a'))
    """
    found = [(name, " ".join(num.split())) for name, num in _STEP.findall(words.lower())]
    return tuple((_KEYS[name], num) for name, num in sorted(found, key=lambda one: _LEVELS.index(one[0])))


def _named(portion: Portion, steps: tuple[tuple[str, str], ...]) -> Iterator[Portion]:
    """The portions in and under one that answer to these steps; levels that no step names lie between."""
    if not steps:
        return
    kind, num = steps[0]
    alike = portion.kind == kind or (portion.kind == "muc-so" and kind in ("phan", "muc", "khoan", "diem"))
    if alike and portion.num.lower() == num:
        if len(steps) == 1:
            yield portion
            return
        steps = steps[1:]
    for child in portion.children:
        yield from _named(child, steps)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark, its text, and where the mark hangs in the flow (None if nowhere)."""

    mark: str
    span: Span
    anchor: Span | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """`field.value` is an ISO date, a period (2026-Q1), an RRULE or an ISO 8601 duration (P5D)."""

    field: Field[str]
    kind: DeadlineKind


@dataclass(frozen=True, slots=True)
class Task:
    """Who must do what, with whom, by when; `portion` is the eid of the point that says so.

    `row` is the number that a row of a table bears ("12").
    """

    actors: tuple[Field[str], ...]
    partners: tuple[Field[str], ...]
    action: Field[str]
    portion: str | None
    deadline: Deadline | None
    product: Field[str] | None = None
    mode: TaskMode = "directed"
    group: tuple[Field[str], ...] = ()
    id: str = ""
    row: Field[str] | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Quyền hạn, chức vụ và họ tên của người ký (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7)."""

    capacity: Field[str] | None
    position: Field[str] | None
    name: Field[str] | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """One item of Nơi nhận, and what it is for ("để b/c")."""

    body: Field[str]
    purpose: Field[str] | None


@dataclass(frozen=True, slots=True)
class Filing:
    """The filing line: what follows "Lưu:", and its pieces."""

    field: Field[str]
    units: tuple[str, ...]
    copies: int | None
    drafter: str | None


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What stands below the text: signatures, recipients, filing line."""

    signatures: tuple[Signature, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    filing: Filing | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text behind the signatures: an annex, a form, a Quy chế, a further document; with its own tree.

    `heading` is "" at its beginning where it has none; `doc_type` is the type in it, `number` its own number
    where it shows one.
    """

    heading: Field[str]
    span: Span
    id: str
    doc_type: Field[str] | None = None
    number: Field[DocNumber] | None = None
    body: tuple[Portion, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text refers to a document.

    `span` runs from the type word to the last identifying element; the title is outside it.  What
    is not printed (or distributed over a list) is None: inference belongs to resolution.  A cited draft
    whose number is blank is numbered with `number` None and its `symbol`.
    """

    id: str
    kind: MentionKind
    span: Span
    part: Part
    number: Field[DocNumber] | None = None
    doc_type: Field[str] | None = None
    date: Field[date] | None = None
    issuer: Field[str] | None = None
    title: Field[str] | None = None
    provision: Field[str] | None = None
    refers_to: str | None = None
    quoted: bool = False
    symbol: Field[str] | None = None

    def __repr__(self) -> str:
        """The mention in a line; the whole is in its fields."""
        return str(above("outputs.notebook").short_mention(self))


@dataclass(frozen=True, slots=True)
class Claim:
    """The text says that subject does `kind` to object; `subject` is "self" or a mention id."""

    kind: str
    mode: Mode
    subject: str
    object: str
    cue: Field[str]
    part: Part


@dataclass(frozen=True, slots=True)
class Act:
    """Whose provision a reference means: this document ("self"), a mention, or nobody knows.

    `inherited` is said elsewhere: behind a later expression of the list, in the heading of an amendment.
    """

    kind: ActKind
    mention: str | None = None
    number: str | None = None
    name: str | None = None

    def __str__(self) -> str:
        return "self" if self.kind == "self" else self.number or self.name or ""


@dataclass(frozen=True, slots=True)
class Target:
    """One provision that a reference means, by its eId; of a range the first, with the last in `to`.

    `exists` is whether the act has it, None where its text is not at hand; `eid` is None where the words
    leave open which provision is meant.  An order may mean one paragraph of it: `paragraph` counts from 1,
    -1 is the last.
    """

    eid: str | None
    span: Span
    to: str | None = None
    exists: bool | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        return f"{self.eid}..{self.to}" if self.to else self.eid or ""


@dataclass(frozen=True, slots=True)
class ProvisionReference:
    """One place where the text refers to provisions: "điểm a và điểm b khoản 1 Điều 3 của Luật này".

    `span` runs from the first level word to the last number or demonstrative, without the act; `portion`
    is the eId of where it stands; `quoted` is whether it stands in the new text of an amended act, and
    `instruction` the id of the one whose new text it is.
    """

    id: str
    span: Span
    act: Act
    targets: tuple[Target, ...]
    form: Form
    portion: str | None
    part: Part
    quoted: bool
    status: Decision
    why: tuple[str, ...] = ()
    instruction: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where something is put in: behind, before or into a provision (`ref`, an eId) or next to a phrase.

    Words that go or change in a longer phrase alone are `into` it: "bỏ từ “A” trong cụm từ “B”".
    """

    where: Literal["after", "before", "into"]
    ref: str | None = None
    phrase: str | None = None


@dataclass(frozen=True, slots=True)
class Instruction:
    """One change that a document orders of another: "Sửa đổi, bổ sung khoản 4 Điều 11 như sau: …".

    `span` is the clause that orders; `carrier` the eId of where it stands.  `new` is the new text inside its
    quotation marks, in pieces if it is quoted in pieces; `source` the eId of an annex that holds it.  For
    phrases `old` and `replacement` are the words.  `becomes` are the numbers that the targets get: one each
    where they are renumbered, all together where they are split or joined.  `effect` is the day from which
    the change counts.  `lead` is the carrier above it that hands its provision down, `tree` the units of the
    new text under the eIds that they get in the act changed.  What does not close for sure is "undecided" and
    says `why`.
    """

    id: str
    carrier: str
    span: Span
    op: Operation
    scope: Scope
    act: Act
    targets: tuple[Target, ...]
    position: Position | None = None
    new: tuple[Span, ...] = ()
    old: str | None = None
    replacement: str | None = None
    source: str | None = None
    effect: date | None = None
    status: Literal["complete", "undecided"] = "complete"
    why: tuple[str, ...] = ()
    lead: str | None = None
    becomes: tuple[Target, ...] = ()
    tree: tuple[Portion, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldChange:
    """What a note of a consolidated text says: what was changed, by which provision of which act, from when.

    `target` is the eId of the unit in which its mark hangs.  A note that gives the grounds of an amending act
    (`basis`) or quotes its final articles (`transition`) states no change.  A note may state several.
    """

    mark: str
    span: Span
    kind: Literal["change", "basis", "transition"]
    op: Operation | None = None
    scope: Scope | None = None
    target: str | None = None
    old: str | None = None
    replacement: str | None = None
    act: Act | None = None
    source: str | None = None
    effect: date | None = None


TaskChangeKind = Literal["added", "dropped", "put off", "handed over", "reworded"]


@dataclass(frozen=True, slots=True)
class ToldTaskChange:
    """What a sentence orders of tasks that another document has set: `numbers` and `section` as printed.

    `name` is what the task is called where no number is told, `value` its new limit, `actors` who takes it.
    """

    kind: TaskChangeKind
    numbers: tuple[str, ...]
    section: str
    name: str
    value: str
    actors: tuple[str, ...]
    sentence: str
    span: Span


@dataclass(frozen=True, slots=True)
class TextChunk:
    """A provision, or a piece of a long one, as a search index or a language model takes it.

    `text` is as printed; `named` is the same with "Nghị định này", "Điều này" spelled out.  `breadcrumb`
    leads from the document to it, `lead` is what the units above say before it ("… gồm:"), so that `content`
    can be understood alone.  `id` is the IRI of the provision (with "#char=" for a piece), `parent` that of
    the unit above.  `references` are (words, eIds, act); status and days are known where a store was asked.
    `words` are the words of several syllables in `content`, joined by "_", where they were asked for.
    """

    id: str
    work: str
    path: str
    eid: str | None
    kind: str
    text: str
    named: str
    breadcrumb: tuple[str, ...]
    lead: str
    parent: str | None
    span: Span
    references: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    status: str | None = None
    begins: date | None = None
    ends: date | None = None
    language: str = "vi"
    words: tuple[str, ...] = ()

    @property
    def content(self) -> str:
        """What to index: the breadcrumb, the lead, and the text with this document named."""
        return "\n".join(part for part in (" › ".join(self.breadcrumb), self.lead, self.named) if part)


class State(StrEnum):
    """What comparing two places came to; only `differs` and `conflict` say that something is wrong."""

    AGREES = "agrees"
    DIFFERS = "differs"
    CONFLICT = "conflict"
    AMBIGUOUS = "ambiguous"
    NOT_IN_CORPUS = "not in corpus"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a file, with the words that stand there; `line` counts from 1."""

    path: str
    span: Span
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The one way to say that something is wrong or noteworthy; both places are in `evidence`.

    `fix` is what to write in place of the span, where only one writing is right; `about` names the parts
    of the record that a finding of reading is about ("preface.number").
    """

    code: str
    severity: Severity
    message: str
    path: str
    span: Span | None
    state: State | None = None
    evidence: tuple[Passage, ...] = ()
    hint: str | None = None
    fix: str | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """The document says that it is in force from, or until, a day (both inclusive).

    `whole` is False where it says so of some of its provisions only; `clause` is where it says so.
    """

    kind: Literal["begins", "ends"]
    day: Field[date]
    whole: bool
    clause: Span


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of the page; all blocks of a page partition its source text."""

    kind: Part | Literal["preface", "conclusions"]
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed text. Built once, by `vnlegal.parse`."""

    source: Source
    blocks: tuple[Block, ...]
    preface: Preface
    bases: tuple[Field[str], ...]
    body: tuple[Portion, ...]
    notes: tuple[Note, ...]
    tasks: tuple[Task, ...]
    conclusions: Conclusions
    attachments: tuple[Attachment, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    effects: tuple[Effect, ...] = ()
    references: tuple[ProvisionReference, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    changes: tuple[ToldChange, ...] = ()
    task_changes: tuple[ToldTaskChange, ...] = ()

    def __repr__(self) -> str:
        """The document in a line; the whole is in its fields."""
        return str(above("outputs.notebook").short(self))

    def _repr_html_(self) -> str:
        """What a notebook shows: header, citations, tasks."""
        return str(above("outputs.notebook").card(self))

    @property
    def header(self) -> Preface:
        """The preface, and the attributes from outside where the page says nothing."""
        return self.preface.completed(self.source.attributes)

    def text(self, where: Span | Portion | str) -> str:
        """The characters of a span, of a portion, or of a provision as people write it; KeyError if none."""
        if isinstance(where, str):
            found = self.provision(where)
            if found is None:
                raise KeyError(where)
            where = found
        span = where.span if isinstance(where, Portion) else where
        return self.source.text[span.start : span.end]

    def provision(self, words: str) -> Portion | None:
        """The portion that words or an eId name: "điểm a khoản 2 Điều 5", "Mục 1 Chương II", "art_5__para_2".

        Those of the document itself come before those of attachments.  None if no portion, or more than one
        of the same text, answers.
        """
        steps = provision_steps(words)
        for tree in (self.body, *(one.body for one in self.attachments)):
            found = [one for top in tree for one in top.walk() if one.eid == words.strip()]
            found = found or [one for top in tree for one in _named(top, steps)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def chunks(
        self, by: Cut = "khoan", size: int | None = None, words: bool = False
    ) -> tuple[TextChunk, ...]:
        """The document by article ("dieu"), clause ("khoan") or point ("diem"), for search and retrieval.

        `size` is the most characters of a text; longer ones are cut between units below, lines, sentences or
        clauses, each piece with its lead.  What has no such units is cut by paragraphs.  With `words` each
        has the words of several syllables, to be indexed beside the syllables (underthesea is loaded).
        """
        chunks: tuple[TextChunk, ...] = above("outputs.chunks").chunks_of(self, by, size, words=words)
        return chunks

    def provision_at(self, span: Span) -> Portion | None:
        """The innermost portion in which a span begins, also of an attachment."""
        inside = self.attachment_at(span)
        return portion_at(inside.body if inside else self.body, span)

    def attachment_at(self, span: Span) -> Attachment | None:
        """The attachment in which a span begins; None for the document itself."""
        return next((one for one in self.attachments if one.span.start <= span.start < one.span.end), None)

    def mention(self, id: str) -> Mention:
        """The mention with this id ("m3"); KeyError if there is none."""
        for mention in self.mentions:
            if mention.id == id:
                return mention
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class WorkKey:
    """What identifies a work: who issued it, in which year, under which number.

    `issuers` are registry keys completed with their locality ("ubnd-tinh-kon-tum").  `series` is the type
    where another than the usual one is numbered alike: a resolution of the National Assembly, "93/2015/QH13".
    """

    issuers: tuple[str, ...]
    year: int
    number: str
    series: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A document as a work (FRBR, ELI), whether its text is in the corpus or it is only cited.

    `aliases` are IRIs that it had while less was known of it: a law by name and year, before its number.
    `called` is what stands for a number and a title where a text shows neither.
    """

    iri: str
    key: WorkKey | None
    number: str | None
    doc_type: str | None
    date: date | None
    issuers: tuple[str, ...]
    title: str | None
    documents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    called: str | None = None

    @property
    def in_corpus(self) -> bool:
        """Whether at least one text of it was loaded."""
        return bool(self.documents)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim and the text that makes it."""

    path: str
    speaker: str
    claim: Claim
    object_span: Span
    sentence: Span


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which work a mention means; several candidates stay several."""

    path: str
    mention: str
    status: Literal["exact", "inferred", "ambiguous", "unresolved"]
    candidates: tuple[str, ...]
    why: tuple[str, ...] = ()

    @property
    def target(self) -> str | None:
        """The IRI of the one work meant, or None."""
        return self.candidates[0] if self.status in ("exact", "inferred") else None


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two works with all claims that state it."""

    kind: str
    source: str
    target: str
    modes: tuple[Mode, ...]
    evidence: tuple[Evidence, ...]
