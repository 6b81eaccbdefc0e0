"""The shape of a record, as types: what `to_record` gives and `docs/record.schema.json` describes.

>>> import msgspec
>>> note = {"mark": "1", "span": [3, 9], "anchor": None, "changes": []}
>>> msgspec.convert(note, Note)["mark"]
'1'
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from ..model import DeadlineKind, TaskMode

Span = tuple[int, int]


class Field(TypedDict):
    """A value, the words it was read from, where they stand, and the rule or row that read them."""

    value: str | int | None
    text: str | None
    span: Span | None
    by: str


class Body(Field):
    """A body by its full name; `id` is its registry key."""

    id: str | None


class Number(Field):
    """A number and its pieces; of a draft's blank number the symbol alone."""

    serial: str | None
    year: int | None
    symbol: str


class DocType(Field):
    """A vocabulary key and its Vietnamese label."""

    label: str


class Deadline(Field):
    """An ISO date, a period (2026-Q1, 2025/..), an RRULE, a duration (P5D) or CONTINUOUS, by `kind`."""

    kind: DeadlineKind


class Recipient(Field):
    """One item of Nơi nhận, and what it is for."""

    purpose: Field | None


class Filing(Field):
    """What follows "Lưu:", and its pieces."""

    units: list[str]
    copies: int | None
    drafter: str | None


class Source(TypedDict):
    """The file, and the version of the parser that read it."""

    path: str
    media_type: str
    sha256: str
    chars: int
    parser: str


class WorkKey(TypedDict):
    """What identifies a work."""

    issuers: list[str]
    date: str | None
    number: str


class Work(TypedDict):
    """The work that the document is a text of; known to a corpus, not to a page."""

    iri: str | None
    key: WorkKey | None


class Preface(TypedDict):
    """What stands above the text."""

    issuers: list[Body]
    parent_body: Body | None
    number: Number | None
    doc_type: DocType | None
    place: Field | None
    date: Field | None
    subject: Field | None
    addressees: list[Field]
    urgency: Field | None
    secrecy: Field | None
    draft: bool


class Attributes(TypedDict):
    """What is known of the document from outside its page."""

    number: str | None
    doc_type: str | None
    date: str | None
    issuer: str | None
    title: str | None


class Preamble(TypedDict):
    """The căn cứ lines."""

    bases: list[Field]


class Portion(TypedDict):
    """One numbered part of the body."""

    kind: str
    num: str
    eid: str
    heading: Field | None
    span: Span
    children: list[Portion]


class ChangeSource(TypedDict):
    """The provision of the act that changed: `act` by number or name."""

    act: str | None
    eid: str | None


# What a note of a consolidated text says of one change.
Change = TypedDict(
    "Change",
    {
        "kind": Literal["change", "basis", "transition"],
        "op": Literal["substitution", "insertion", "repeal", "renumbering", "split", "join"] | None,
        "scope": Literal["structure", "heading", "phrase", "whole"] | None,
        "target": str | None,
        "old": str | None,
        "with": str | None,
        "source": ChangeSource | None,
        "effect": str | None,
    },
)


class Note(TypedDict):
    """A footnote, and where its mark hangs."""

    mark: str
    span: Span
    anchor: Span | None
    changes: list[Change]


class Report(TypedDict):
    """To whom a task is to be reported, and through whom."""

    to: Field
    via: Field | None


# "with" is a word of Python, hence the other way of writing.
Task = TypedDict(
    "Task",
    {
        "in": str | None,
        "actors": list[Field],
        "with": list[Field],
        "action": Field,
        "portion": str | None,
        "deadline": Deadline | None,
        "id": str,
        "mode": TaskMode,
        "product": Field | None,
        "group": list[Field],
        "row": Field | None,
        "serves": list[str],
        "report": Report | None,
    },
)


class Effect(TypedDict):
    """When the document, or a part of it, begins or ends to have force; `span` is the clause that says so."""

    kind: Literal["begins", "ends"]
    day: Field
    whole: bool
    span: Span


class Signature(TypedDict):
    """One signer."""

    capacity: Field | None
    position: Field | None
    name: Field | None


class Conclusions(TypedDict):
    """What stands below the text."""

    signatures: list[Signature]
    recipients: list[Recipient]
    filing: Filing | None


class Attachment(TypedDict):
    """A text behind the signatures, with its own number and tree."""

    id: str
    heading: Field
    doc_type: str | None
    number: Number | None
    span: Span
    body: list[Portion]


class Decision(TypedDict):
    """What an act cited by name means: one work, or those between which nothing decides, and why."""

    status: Literal["exact", "inferred", "ambiguous", "unresolved"]
    works: list[str]
    why: list[str]


# One place where the text refers to a document; "fields" says where each piece stands.
Mention = TypedDict(
    "Mention",
    {
        "id": str,
        "kind": Literal["numbered", "named", "back", "self"],
        "in": str | None,
        "part": str,
        "quoted": bool,
        "span": Span,
        "text": str,
        "number": str | None,
        "symbol": str | None,
        "doc_type": str | None,
        "date": str | None,
        "issuer": str | None,
        "title": str | None,
        "provision": str | None,
        "refers_to": str | None,
        "work": str | None,
        "resolution": Decision | None,
        "fields": dict[str, Span | None],
    },
)


class Cue(TypedDict):
    """The words that state a relation."""

    text: str
    span: Span | None
    by: str


# The text says that subject does "kind" to object; subject is "self" or the id of a mention.
Claim = TypedDict(
    "Claim",
    {
        "kind": str,
        "mode": Literal["asserted", "reported", "directed"],
        "subject": str,
        "object": str,
        "cue": Cue,
        "in": str | None,
        "part": str,
    },
)


class Act(TypedDict):
    """Whose provision a reference means; `mention` is the id of a mention."""

    kind: Literal["self", "mention", "inherited", "unknown"]
    mention: str | None
    number: str | None
    name: str | None


class NamedAct(Act):
    """An act that may be cited by name alone: then which one is meant, and why."""

    resolution: Decision | None


class Target(TypedDict):
    """A provision that a reference means; `to` ends a range, `exists` is null of acts not at hand.

    `paragraph` stands only where an order means one paragraph of it; -1 is the last.
    """

    eid: str | None
    to: str | None
    span: Span
    exists: bool | None
    paragraph: NotRequired[int]


# A reference to provisions; `portion` is the eid of where it stands, `quoted` the instruction of its text.
Reference = TypedDict(
    "Reference",
    {
        "id": str,
        "in": str | None,
        "part": str,
        "portion": str | None,
        "quoted": str | None,
        "span": Span,
        "text": str,
        "act": NamedAct,
        "targets": list[Target],
        "form": Literal["plain", "list", "range", "demonstrative"],
        "status": Literal["exact", "inherited", "ambiguous", "unresolved"],
        "why": list[str],
    },
)


class Position(TypedDict):
    """Where something is put in: next to a provision (`ref`, an eId) or to a phrase."""

    where: Literal["after", "before", "into"]
    ref: str | None
    phrase: str | None


# A change that the document orders; `new` is the new text, inside its quotation marks.
Instruction = TypedDict(
    "Instruction",
    {
        "id": str,
        "carrier": str,
        "span": Span,
        "text": str,
        "op": Literal["substitution", "insertion", "repeal", "renumbering", "split", "join"],
        "scope": Literal["structure", "heading", "phrase", "whole"],
        "act": Act,
        "targets": list[Target],
        "position": Position | None,
        "new": list[Span] | None,
        "old": str | None,
        "with": str | None,
        "source": str | None,
        "becomes": list[Target],
        "effect": str | None,
        "lead": str | None,
        "tree": list[Portion],
        "status": Literal["complete", "undecided"],
        "why": list[str],
    },
)


class Finding(TypedDict):
    """What could not be read, or only in part."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    span: Span | None
    about: str | list[str] | None
    hint: str | None


class Record(TypedDict):
    """The record of one document, schema "vnlegal/record/2"."""

    schema: Literal["vnlegal/record/2"]
    source: Source
    work: Work | None
    preface: Preface
    attributes: Attributes | None
    preamble: Preamble
    body: list[Portion]
    notes: list[Note]
    tasks: list[Task]
    effects: list[Effect]
    conclusions: Conclusions
    attachments: list[Attachment]
    mentions: list[Mention]
    claims: list[Claim]
    references: list[Reference]
    instructions: list[Instruction]
    findings: list[Finding]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    import msgspec

    schema = msgspec.json.schema(Record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "vnlegal/record/2", **schema}


if __name__ == "__main__":
    import msgspec

    print(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode())
