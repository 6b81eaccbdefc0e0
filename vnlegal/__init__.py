"""vnlegal reads Vietnamese official documents into records and into a graph of who implements whom.

>>> import vnlegal
>>> document = vnlegal.parse("Căn cứ Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ;")
>>> str(document.mentions[0].number.value)
'50/NQ-CP'

Names are loaded when they are first used, so that `import vnlegal` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

    from .checks import check as check
    from .corpus import Corpus as Corpus
    from .corpus import load as load
    from .document import parse as parse
    from .formats import UnreadableFile as UnreadableFile
    from .formats import read as read
    from .graph.engines import Answer as Answer
    from .graph.lineage import Lineage as Lineage
    from .graph.network import to_networkx as to_networkx
    from .graph.stated import Direction
    from .graph.stores import Store as Store
    from .graph.validity import Validity as Validity
    from .model import Claim as Claim
    from .model import DocNumber as DocNumber
    from .model import Document as Document
    from .model import Field as Field
    from .model import Finding as Finding
    from .model import Link as Link
    from .model import Mention as Mention
    from .model import Mode
    from .model import Source as Source
    from .model import Span as Span
    from .model import Work as Work
    from .outputs import to_json as to_json
    from .outputs import to_record as to_record

__version__ = "0.1.0"

_HOME = {
    "check": ".checks",
    "Corpus": ".corpus",
    "load": ".corpus",
    "parse": ".document",
    "Answer": ".graph.engines",
    "Lineage": ".graph.lineage",
    "to_networkx": ".graph.network",
    "Validity": ".graph.validity",
    "Store": ".graph.stores",
    "UnreadableFile": ".formats",
    "read": ".formats",
    "to_json": ".outputs",
    "to_record": ".outputs",
    **dict.fromkeys(
        ("Claim", "DocNumber", "Document", "Field", "Finding", "Link", "Mention", "Source", "Span", "Work"),
        ".model",
    ),
}
__all__ = sorted([*_HOME, "lineage", "query", "status"])


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
    from .graph.asked import work_of
    from .graph.lineage import lineage as walk

    opened = _opened(graph)
    return walk(opened, work_of(opened, number).iri, direction, depth, kinds, modes, on)


def status(graph: Corpus | Store | str | Path, number: str, on: date) -> Validity:
    """Whether a document is in force on a day, with what that rests on; raises as `lineage` does."""
    from .graph.asked import work_of
    from .graph.validity import validity

    opened = _opened(graph)
    return validity(opened, work_of(opened, number).iri, on)


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
    return sorted({*globals(), *_HOME})
