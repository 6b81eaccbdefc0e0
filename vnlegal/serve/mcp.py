"""Tools for language-model clients over the Model Context Protocol, on stdin and stdout.

Tools with small typed results: each fact comes with the words, the document and the offsets that it
stands on, and what cannot be told is said to be so.  Nothing is judged: a document that the store does not
hold is "not in corpus", not an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from inspect import getdoc, signature
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

import msgspec

from .. import __version__
from ..corpus import Corpus
from ..corpus.consolidation import at
from ..corpus.provisions import Sought
from ..graph.citing import Citing, citing
from ..graph.law import timeline_of
from ..graph.verify import verify
from ..model import Document, Field, State
from ..outputs.chunks import chunks_of, to_row
from ..outputs.consolidations.frame import ORIGINALS
from ..outputs.verification import to_verified
from ..outputs.versions import to_version
from . import checking, lookups, schemas
from .pool import BusyError, JobError, Pool, pool_of
from .shelf import Shelf

if TYPE_CHECKING:
    from mcp.server import MCPServer

INSTRUCTIONS = """\
Vietnamese official documents (công văn, nghị quyết, quyết định, luật, văn bản của Đảng): who carries out,
amends or answers whom. Name a document as people write it ("1070/UBND-KGVX", "Nghị quyết 50/NQ-CP") or by
its IRI. When you state a relation, quote the sentence and name its document. "not in corpus" means that the
text is not held here, not that the document does not exist; status "unknown" means that no text tells."""
_STATEMENTS, _STEPS, _TASKS, _CHUNKS = 3, 60, 50, 20
TOOLS = (
    "look_up_document", "trace_lineage", "check_citations", "list_tasks", "read_provision",
    "read_provision_on", "read_chunks", "who_cites", "verify_text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """What a page says of itself: the value, the words, and where they stand (code points, half-open)."""

    name: str
    value: str
    text: str
    document: str
    span: schemas.Span


# What a tool gives has no slots (nor has schemas.Tasks): the SDK takes a slot for the
# default value of its field.
@dataclass(frozen=True)
class Card:
    """A document: identity, status on a day, and what its own texts say; no facts if it is only cited.

    `table` is what the table of acts tells of a law, complete up to its day `through`.
    """

    work: schemas.Work
    status: str
    on: date
    facts: tuple[Fact, ...]
    table: schemas.Tabled | None


@dataclass(frozen=True)
class Chain:
    """Lineage, nearest first; `left_out` counts steps beyond what is shown, `cut` if the depth hid more.

    `elsewhere` are other relations of the work; `asked` the bodies it speaks to ("down" only), with answers.
    """

    work: schemas.Work
    works: tuple[schemas.Work, ...]
    steps: tuple[schemas.Step, ...]
    left_out: int
    cut: bool
    elsewhere: tuple[schemas.Folded, ...]
    asked: tuple[schemas.AnsweringBody, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two places that say otherwise of one document; the first passage is in the text, whose path is "-"."""

    state: str
    message: str
    passages: tuple[schemas.Passage, ...]


@dataclass(frozen=True)
class Comparison:
    """The citations of a text with what comparing them came to, and the places that do not agree."""

    citations: tuple[schemas.Citation, ...]
    disagreements: tuple[Disagreement, ...]
    compared_with: tuple[str, ...]


@dataclass(frozen=True)
class ProvisionText:
    """A provision as a text at hand prints it, with what leads to it; the originals prevail."""

    work: schemas.Work
    provision: str
    breadcrumb: tuple[str, ...]
    lead: str
    text: str
    document: str
    span: schemas.Span


@dataclass(frozen=True)
class ProvisionOnDay:
    """A provision as it reads on a day, computed: what made it so, and what was not carried out.

    `state` is "in-force", "repealed", "not-yet" or "unknown" (an order on it is among `unapplied`).
    """

    work: schemas.Work
    provision: str
    on: date
    state: str
    since: date | None
    until: date | None
    text: str
    changes: tuple[dict[str, Any], ...]
    unapplied: tuple[dict[str, Any], ...]
    notice: str


@dataclass(frozen=True)
class Chunks:
    """Provisions of a document as a search index takes them, `page` of `pages`."""

    work: schemas.Work
    chunks: tuple[dict[str, Any], ...]
    page: int
    pages: int


@dataclass(frozen=True)
class CitedBy:
    """Places that refer to a provision, a unit of it, or a range with it; `left_out` counts the rest."""

    provision: str
    places: tuple[Citing, ...]
    left_out: int


@dataclass(frozen=True)
class Verified:
    """The sentences of a text that cite, each citation with what the texts at hand say of it."""

    sentences: tuple[dict[str, Any], ...]
    compared_with: tuple[str, ...]


class Tools:
    """The tools over one generation of a store; wrong use is a JobError."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def look_up_document(self, document: str) -> Card:
        """Look up a Vietnamese official document by number, name or IRI.

        Gives its identity, whether it is in force today as far as the texts tell, and what its own text
        says (number, date, issuers, subject, addressees, bases, signers), each with words and offsets.
        """
        found = lookups.document(self.shelf, lookups.AskDocument(document))
        status = lookups.status(self.shelf, lookups.AskStatus(found.work.iri))
        texts = (one.document for one in self.shelf.texts(found.work.iri))
        facts = tuple(fact for text in texts for fact in _facts(text))
        return Card(found.work, status.status, status.on, facts, status.table)

    def trace_lineage(self, document: str, direction: Literal["up", "down"] = "up", depth: int = 4) -> Chain:
        """Trace which documents a document carries out ("up"), or which carry it out ("down").

        Each step comes with up to three sentences that state it: who says so, in which file, at which
        offsets. `depth` bounds the number of steps (1 to 20).
        """
        asked = lookups.AskLineage(document, direction, max(1, min(depth, 20)))
        found = lookups.lineage(self.shelf, asked)
        steps = tuple(replace(one, statements=one.statements[:_STATEMENTS]) for one in found.steps[:_STEPS])
        named = {found.work, *(end for one in steps for end in (one.source, one.target))}
        works = tuple(one for one in found.works if one.iri in named)
        own = next(one for one in works if one.iri == found.work)
        left_out = len(found.steps) - len(steps)
        return Chain(own, works, steps, left_out, found.cut, found.elsewhere, found.asked)

    def check_citations(self, text: str) -> Comparison:
        """Compare the citations in a text with the documents at hand: facts and abstentions, no verdicts.

        For each citation: what the text says, which document it means, and whether number, date, issuer
        and title agree with the texts held here. "not in corpus", "ambiguous" and "not checked" abstain.
        """
        if not 0 < len(text) <= checking.MAX_TEXT:
            raise JobError("refused", f"văn bản phải có từ 1 đến {checking.MAX_TEXT} ký tự")
        found = checking.check(self.shelf, checking.AskCheck(text))
        compared = (
            Disagreement(one.state, one.message, one.passages)
            for one in found.findings
            if one.state in (State.DIFFERS, State.CONFLICT)
        )
        return Comparison(found.citations, tuple(compared), found.compared_with)

    def read_provision(self, provision: str) -> ProvisionText:
        """Read a provision of a held act, as written: "khoản 2 Điều 35 Luật Đất đai 2013".

        Gives the words as printed, what the units above say before them, and where they stand. The text is
        that of the document at hand, which may have been amended since: see `look_up_document`.
        """
        work, asked = self._sought(provision)
        for one in self.shelf.texts(work):
            document = one.document
            if portion := document.provision(asked.eid):
                chunk = next(
                    (c for c in chunks_of(document, "diem", work=work) if c.eid == portion.eid),
                    None,
                )
                crumb, lead = (chunk.breadcrumb, chunk.lead) if chunk else ((), "")
                shown = lookups.document(self.shelf, lookups.AskDocument(work)).work
                return ProvisionText(
                    shown,
                    portion.eid,
                    crumb,
                    lead,
                    document.text(portion),
                    document.source.path,
                    portion.span,
                )
        raise JobError("unknown", f"kho không có bản chữ nào có {provision!r}")

    def read_provision_on(self, provision: str, on: date) -> ProvisionOnDay:
        """Read a provision as it reads on a day ("khoản 2 Điều 35 Luật Đất đai 2013", 2019-01-01).

        Computed from the text at hand and the acts at hand that change it, each with the sentence that
        orders it. What could not be carried out is in `unapplied`, and then the state is "unknown": do not
        quote such a text as the law. The originals prevail.
        """
        work, asked = self._sought(provision)
        try:
            found = at(timeline_of(self.shelf.store, self.shelf.texts, work), asked.eid, on)
        except KeyError:
            raise JobError("unknown", f"kho không có toàn văn của {asked.act}") from None
        if found is None:
            message = f"{provision}: ngày {on:%d/%m/%Y} không có, hoặc có nhiều điều khoản cùng số"
            raise JobError("unknown", message)
        told = to_version(found)
        shown, one = lookups.document(self.shelf, lookups.AskDocument(work)).work, found.provision
        return ProvisionOnDay(
            shown, one.eid, on, one.state, one.since, one.until, found.text,
            tuple(told["changes"]), tuple(told["unapplied"]), ORIGINALS,
        )  # fmt: skip

    def read_chunks(
        self, document: str, by: Literal["dieu", "khoan", "diem"] = "khoan", page: int = 1
    ) -> Chunks:
        """Read a held document provision by provision: by article, clause or point, twenty a page.

        Each comes with its address, its text as printed and with "Nghị định này" named, what the units above
        say before it, what it refers to, and its place in the document.
        """
        work = lookups.document(self.shelf, lookups.AskDocument(document)).work
        texts = (one.document for one in self.shelf.texts(work.iri))
        rows = [to_row(one) for text in islice(texts, 1) for one in chunks_of(text, by, work=work.iri)]
        if not rows:
            raise JobError("unknown", f"kho không có toàn văn của {document}")
        pages = -(-len(rows) // _CHUNKS)
        page = max(1, min(page, pages))
        return Chunks(work, tuple(rows[(page - 1) * _CHUNKS : page * _CHUNKS]), page, pages)

    def who_cites(self, provision: str) -> CitedBy:
        """Find which held documents refer to a provision ("Điều 35 Luật Đất đai 2013"), with the sentence."""
        work, asked = self._sought(provision)
        found = tuple(citing(self.shelf.store, self.shelf.texts, work, asked.eid))
        return CitedBy(provision, found[:_STEPS], max(0, len(found) - _STEPS))

    def verify_text(self, text: str, on: date | None = None) -> Verified:
        """Hold each sentence of a text that cites Vietnamese law against the texts at hand.

        For each citation: is the text held, does the provision exist, is the act in force on the day, and do
        the words in quotation marks stand there. "not found" is no verdict: the text may be another version.
        """
        if not 0 < len(text) <= checking.MAX_TEXT:
            raise JobError("refused", f"văn bản phải có từ 1 đến {checking.MAX_TEXT} ký tự")
        posted, held = checking.beside(self.shelf, text)
        found = verify(posted, Corpus.of(held), on or date.today())
        return Verified(tuple(to_verified(posted, found)), tuple(one.source.path for one in held))

    def _sought(self, provision: str) -> tuple[str, Sought]:
        asked = Sought.of(provision)
        if asked is None or not asked.act:
            raise JobError("refused", f"cần một điều khoản và văn bản của nó, không phải {provision!r}")
        return lookups.document(self.shelf, lookups.AskDocument(asked.act)).work.iri, asked

    def list_tasks(
        self, body: str, since: date | None = None, until: date | None = None, page: int = 1
    ) -> schemas.Tasks:
        """List tasks that documents give to a body ("Sở Khoa học và Công nghệ"), by due date.

        Each comes with the words of the task, the document and the offsets. `since` and `until` bound the
        due date; tasks without a date come last.
        """
        asked = lookups.AskTasks(body, since, until, page=max(1, page), size=_TASKS)
        return lookups.tasks(self.shelf, asked)


def server(store: str | Path) -> MCPServer:
    """The MCP server of a store; raises `graph.disk.StoreError` with a message for people.

    The tools run in children with limits, on the store as it is published when they are used.
    """
    from mcp.server import MCPServer
    from mcp_types import ToolAnnotations

    made = MCPServer("vnlegal", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING")
    tools, pool = Tools(Shelf.open(Path(store))), pool_of(Path(store))
    harmless = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for run in (getattr(tools, name) for name in TOOLS):
        made.add_tool(_told(run, pool), description=getdoc(run), annotations=harmless, structured_output=True)
    return made


def _told(run: Callable[..., Any], pool: Pool) -> Callable[..., Any]:
    """A tool run by a child; wrong use is told to the model, with the documents that it may have meant."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(run)
    def told(*given: Any, **named: Any) -> Any:
        asked = msgspec.to_builtins(signature(run).bind(*given, **named).arguments)
        try:
            reply = pool.run("tool", run.__name__, asked)
            return msgspec.json.decode(reply.body, type=get_type_hints(run)["return"])
        except BusyError as error:
            raise ToolError(str(error)) from None
        except JobError as error:
            works = error.detail if error.kind == "several" else ()
            listed = (f"- {one['label']}: {one['iri']}" for one in works)
            raise ToolError("\n".join([str(error), *listed])) from None

    return told


def _facts(document: Document) -> Iterator[Fact]:
    """What a page says of itself, with places; what only follows from something else is left out."""
    for name, field in _fields(document):
        if field and field.span:
            value = getattr(field.value, "name", None) or str(field.value)
            path, span = document.source.path, (field.span.start, field.span.end)
            yield Fact(name, value, document.text(field.span), path, span)


def _fields(document: Document) -> Iterator[tuple[str, Field[Any] | None]]:
    preface = document.preface
    yield from (
        ("number", preface.number),
        ("doc_type", preface.doc_type),
        ("date", preface.date),
        ("subject", preface.subject),
        ("urgency", preface.urgency),
        ("secrecy", preface.secrecy),
        *(("issuer", one) for one in preface.issuers),
        *(("addressee", one) for one in preface.addressees),
        *(("basis", one) for one in document.bases),
        *((f"effect {one.kind}", one.day) for one in document.effects if one.whole),
    )
    for signed in document.conclusions.signatures:
        yield "signed in capacity", signed.capacity
        yield "signer position", signed.position
        yield "signer name", signed.name
