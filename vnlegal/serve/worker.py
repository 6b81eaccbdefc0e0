"""The child: does jobs on a store, one after another, each within its limits.

    python -m vnlegal.serve.worker STORE SECONDS ROWS MEGABYTES

Requests come on stdin and frames leave on stdout: a letter, four bytes of length, the content.

    H {…}   head of a reply      R bytes   a piece of its body      E "rows"   its end, and what cut it short
    X [kind, message, detail]    the job was not done                Y          ready for the first request
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ..graph import disk, engines
from ..graph.engines import Pyoxigraph, RefusedQueryError, Stream
from ..graph.limits import Limits
from ..graph.questions import BadParameterError
from ..graph.stores import UnknownQuestionError
from ..graph.terms import PREFIXES
from .operations import OPERATIONS
from .pool import MAX_BYTES, CutBy, JobError, cut_words
from .results import Form, shape
from .shelf import Shelf

if TYPE_CHECKING:
    import pyoxigraph

Frame = tuple[str, bytes]
Wish = dict[Form, str]
FORMS: dict[str, Form] = {
    "SelectQuery": "rows", "AskQuery": "boolean", "ConstructQuery": "graph", "DescribeQuery": "graph",
}  # fmt: skip
_BATCH, _PAUSE = 500, 0.1
_REFUSED = (RefusedQueryError, BadParameterError)


@dataclass
class Desk:
    """Where the jobs are done: the store as it is published now, and the limits."""

    folder: Path
    limits: Limits
    until: float = 0.0
    rows: int = 0
    _open: dict[Path, Shelf] = field(default_factory=dict)

    @property
    def shelf(self) -> Shelf:
        """The generation that is published now; a build may have replaced the one before."""
        generation = disk.current(self.folder) or self.folder
        if generation not in self._open:
            self._open.clear()
            self._open[generation] = Shelf.open(self.folder)
        return self._open[generation]

    def over(self, rows: int, size: int = 0) -> CutBy:
        """What ends an answer that has so many rows and bytes and would have one row more."""
        if rows >= self.rows:
            return "rows"
        if size >= MAX_BYTES:
            return "bytes"
        return "seconds" if time.monotonic() > self.until else ""


def sparql(desk: Desk, query: str, wish: Wish) -> Iterator[Frame]:
    """The answer to SPARQL, in the wished shape for its form."""
    form = FORMS[_form(query)]
    engine = desk.shelf.store.engine
    if form == "graph":
        assert isinstance(engine, Pyoxigraph)
        return _graph(desk, engine.store, query, wish[form])
    return _rows(desk, engine.stream(query, {}), form, wish[form])


def question(desk: Desk, name: str, parameters: dict[str, str], wish: Wish) -> Iterator[Frame]:
    """The answer to a named question."""
    query, bindings = desk.shelf.store.bound(name, **parameters)
    return _rows(desk, desk.shelf.store.engine.stream(query, bindings), "rows", wish["rows"], bindings)


def lookup(desk: Desk, name: str, asked: dict[str, Any]) -> Iterator[Frame]:
    """What an operation of the API gives, as JSON."""
    operation = OPERATIONS[name]
    given = operation.run(desk.shelf, msgspec.convert(asked, operation.asks))
    yield "H", b"{}"
    yield "R", _json(given)
    yield "E", _json("")


JOBS: dict[str, Callable[..., Iterator[Frame]]] = {"sparql": sparql, "question": question, "lookup": lookup}


@lru_cache(maxsize=500)
def _form(query: str) -> str:
    return engines.check(query)


def _rows(
    desk: Desk, stream: Stream, form: Form, name: str, bindings: Mapping[str, str] | None = None
) -> Iterator[Frame]:
    """Rows in batches, and what was found so far whenever the engine has been slow."""
    columns, found = stream
    chosen, written, size, sent = shape(name, form), 0, 0, 0.0
    batch = [chosen.head(columns)]
    cut: CutBy = ""
    yield "H", _json({"form": form, "shape": name, "columns": columns, "bindings": bindings or {}})
    for row in found:
        if cut := desk.over(written, size):
            break
        batch.append((chosen.between if written else "") + chosen.row(columns, row))
        written += 1
        if written % _BATCH == 0 or time.monotonic() - sent > _PAUSE:
            yield "R", (piece := "".join(batch).encode())
            batch, size, sent = [], size + len(piece), time.monotonic()
    if cut and not written:
        raise JobError("late", f"{cut_words(cut, desk.limits)} mà chưa có kết quả nào", cut)
    yield "R", "".join(batch).encode()
    yield "E", _json(cut)


def _graph(desk: Desk, store: pyoxigraph.Store, query: str, name: str) -> Iterator[Frame]:
    import pyoxigraph

    formats = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
        "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    }
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, pyoxigraph.QueryTriples)
    yield "H", _json({"form": "graph", "shape": name, "columns": ()})
    triples: set[pyoxigraph.Triple] = set()
    cut: CutBy = ""
    for triple in found:
        if cut := desk.over(len(triples)):
            break
        triples.add(triple)
    lines = {str(triple): triple for triple in triples}
    ordered = [lines[line] for line in sorted(lines)]
    used = {prefix: space for prefix, space in PREFIXES.items() if any(f"<{space}" in one for one in lines)}
    yield "R", pyoxigraph.serialize(ordered, format=formats[name], prefixes=used) or b""
    yield "E", _json(cut)


def _json(value: object) -> bytes:
    return msgspec.json.encode(value)


def answer(desk: Desk, job: str, arguments: list[Any]) -> Iterator[Frame]:
    """The frames of one job; whatever goes wrong in it is told, and the child goes on."""
    try:
        yield from JOBS[job](desk, *arguments)
    except UnknownQuestionError as error:
        yield "X", _json(("unknown", str(error), None))
    except JobError as error:
        yield "X", _json((error.kind, str(error), error.detail))
    except _REFUSED as error:
        yield "X", _json(("refused", str(error), None))
    except (SyntaxError, ValueError) as error:
        # The engine refuses some of what the grammar of rdflib lets pass.
        yield "X", _json(("refused", f"không phải câu truy vấn SPARQL chỉ đọc: {error}", None))
    except disk.StoreError as error:
        yield "X", _json(("fault", str(error), None))
    except MemoryError:
        os._exit(1)
    except Exception as error:
        traceback.print_exc()
        yield "X", _json(("fault", f"lỗi của chương trình: {type(error).__name__}", None))


def main() -> None:
    """Serve until stdin ends."""
    folder, seconds, rows, megabytes = sys.argv[1:]
    desk = Desk(Path(folder), Limits(float(seconds), int(rows)))
    _bound(int(megabytes))
    # What answers print must not get between the frames.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _form("ASK {}")
    _write(output, "Y", b"")
    while size := sys.stdin.buffer.read(4):
        job, arguments, rows = msgspec.msgpack.decode(sys.stdin.buffer.read(int.from_bytes(size)))
        desk.until, desk.rows = time.monotonic() + desk.limits.seconds, min(rows, desk.limits.rows)
        _alarm(desk.limits.seconds + 5)
        for kind, content in answer(desk, job, arguments):
            _write(output, kind, content)
        _alarm(0)


def _write(output: Any, kind: str, content: bytes) -> None:
    output.write(kind.encode() + len(content).to_bytes(4) + content)
    output.flush()


def _bound(megabytes: int) -> None:
    """Let the system refuse more memory than this."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20,) * 2)


def _alarm(seconds: float) -> None:
    """Die when the time is long over, should nobody be left to end this process."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
