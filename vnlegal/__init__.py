"""vnlegal reads Vietnamese official documents into records and into a graph of who implements whom.

>>> import vnlegal
>>> document = vnlegal.parse("Căn cứ Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ;")
>>> str(document.mentions[0].number.value)
'50/NQ-CP'

Names are loaded when they are first used, so that `import vnlegal` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from .checks import check as check
    from .corpus import Corpus as Corpus
    from .corpus.verification import VerifiedSentence
    from .document import parse as parse
    from .formats import Table
    from .formats import UnreadableFile as UnreadableFile
    from .formats import read as read
    from .graph.engines import Answer as Answer
    from .graph.lineage import Lineage as Lineage
    from .graph.network import to_networkx as to_networkx
    from .graph.stated import Direction
    from .graph.stores import Store as Store
    from .graph.validity import Validity as Validity
    from .model import Claim as Claim
    from .model import Cut, Mode
    from .model import DocNumber as DocNumber
    from .model import Document as Document
    from .model import Field as Field
    from .model import Finding as Finding
    from .model import Link as Link
    from .model import Mention as Mention
    from .model import Source as Source
    from .model import Span as Span
    from .model import TextChunk as TextChunk
    from .model import Work as Work
    from .outputs import to_json as to_json
    from .outputs import to_record as to_record
    from .outputs.annotate import annotate as annotate

__version__ = "0.1.0"

_HOME = {
    "check": ".checks",
    "Corpus": ".corpus",
    "parse": ".document",
    "Answer": ".graph.engines",
    "Lineage": ".graph.lineage",
    "to_networkx": ".graph.network",
    "Validity": ".graph.validity",
    "Store": ".graph.stores",
    "UnreadableFile": ".formats",
    "read": ".formats",
    "annotate": ".outputs.annotate",
    "to_json": ".outputs",
    "to_record": ".outputs",
    **dict.fromkeys(
        (
            "TextChunk",
            "Claim",
            "DocNumber",
            "Document",
            "Field",
            "Finding",
            "Link",
            "Mention",
            "Source",
            "Span",
            "Work",
        ),
        ".model",
    ),
}
__all__ = sorted([*_HOME, "chunks", "lineage", "load", "query", "status", "verify"])


def load(
    what: str | Path | Iterable[str | Path],
    attributes: str | Path | Table | None = None,
    unread: Callable[[UnreadableFile], None] | None = None,
) -> Corpus:
    """The corpus of what people have: a file, a folder, an archive, a data set, a store, a list of these.

    Data sets (JSON Lines, JSON, Parquet, CSV) are known by the shapes of vocabulary/data_shapes.toml; what
    their rows tell besides the text is a second witness: `Source.attributes`, `Source.told`, and findings
    VP501 and VP502.  `attributes` is a table of what is known of the files from outside.  A file that cannot
    be read is given to `unread` and left out; without it UnreadableFile is raised.

    >>> [str(one.preface.number.value) for one in load("corpus/1070-ubnd-kgvx.txt").documents]
    ['1070/UBND-KGVX']
    """
    from .asking import paths_of
    from .corpus import Corpus, read_all
    from .graph.disk import current
    from .graph.manifest import stored_documents

    paths = paths_of(what)
    stores = [found for path in paths if (found := current(path))]
    documents = [one for store in stores for one in stored_documents(store)]
    files = [path for path in paths if not current(path)]
    return Corpus.of([*documents, *read_all(files, unread, attributes)])


def chunks(
    graph: Corpus | str | Path,
    by: Cut = "khoan",
    size: int | None = None,
    on: date | None = None,
    words: bool = False,
) -> Iterator[TextChunk]:
    """All documents of a corpus, a file, a folder, a data set or a store cut for search: see Document.chunks.

    With a day `on` each chunk says whether its document was in force on it, as far as the corpus tells.
    """
    from .corpus import Corpus
    from .outputs.chunks import chunks_in

    return chunks_in(graph if isinstance(graph, Corpus) else load(graph), by, size, on, words)


def query(graph: Corpus | Store | str | Path, question: str, **parameters: object) -> Answer:
    """The answer to a named question, or to SPARQL, over a corpus, a store, or the folder of a store."""
    from .corpus import Corpus
    from .graph.stores import Store

    opened = _opened(graph)
    store = Store.of(opened) if isinstance(opened, Corpus) else opened
    return store.query(question, **parameters)


def lineage(
    graph: Corpus | Store | str | Path,
    number: str,
    direction: Direction = "up",
    depth: int | None = None,
    kinds: Collection[str] | None = None,
    modes: Collection[Mode] = ("asserted", "reported"),
    on: date | None = None,
) -> Lineage:
    """What a document carries out ("up"), or what carries it out ("down"), with who says so, where.

    `number` is a number or a name as people type it, or an IRI; `depth` bounds the steps; `kinds` are the
    relations to follow, `modes` how they are stated, `on` the day up to which what was said counts.
    Raises graph.asked.NotOneWorkError (a ValueError) if no work, or more than one, fits.
    """
    from .asking import one_of, some_of
    from .graph.asked import work_of
    from .graph.lineage import lineage as walk
    from .graph.stated import Direction as Directions
    from .vocabulary import relations

    one_of("direction", direction, get_args(Directions))
    some_of("kinds", kinds or (), [row.id for row in relations()])
    some_of("modes", modes, ("asserted", "reported", "directed"))
    opened = _opened(graph)
    return walk(opened, work_of(opened, number).iri, direction, depth, kinds, modes, on)


def status(graph: Corpus | Store | str | Path, number: str, on: date | None = None) -> Validity:
    """Whether a document is in force on a day (today), with what that rests on; raises as `lineage` does."""
    from datetime import date as day

    from .graph.asked import work_of
    from .graph.validity import validity

    opened = _opened(graph)
    return validity(opened, work_of(opened, number).iri, on or day.today())


def verify(
    text: Document | str, corpus: Corpus | str | Path | Iterable[str | Path], on: date | None = None
) -> tuple[VerifiedSentence, ...]:
    """Each sentence of a text that cites, held against a corpus (or what `load` takes), on a day or today.

    Does the provision exist, is its act in force, do the quoted words stand there?  Words that do not are
    "not found", never "wrong"; what the corpus does not hold is not judged.
    """
    from datetime import date as day

    from .corpus import Corpus
    from .document import parse
    from .graph.verify import verify as verified

    document = parse(text) if isinstance(text, str) else text
    return verified(document, corpus if isinstance(corpus, Corpus) else load(corpus), on or day.today())


def _opened(graph: Corpus | Store | str | Path) -> Corpus | Store:
    from .corpus import Corpus
    from .graph.stores import Store

    return graph if isinstance(graph, (Corpus, Store)) else Store.open(graph)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
