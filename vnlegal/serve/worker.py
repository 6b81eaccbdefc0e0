"""The child: does jobs on a store, one after another, each within its limits.

Started by `pool` with the folder of the store and the limits, held by `sandbox`.  Requests come on stdin and
frames leave on stdout: a letter, four bytes of length, the content.

    H {…}   head of a reply      R bytes   a piece of its body      E "rows"   its end, and what cut it short
    X [kind, message, detail]    the job was not done                Y          ready for the first request
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from .. import sandbox
from ..graph import disk
from ..graph.engines import Pyoxigraph, Stream
from ..graph.limits import Limits
from ..graph.questions import BadParameterError
from ..graph.sparql import Query, RefusedQueryError, read
from ..graph.stores import UnknownQuestionError
from ..graph.terms import PREFIXES
from .operations import OPERATIONS
from .pool import CutBy, JobError
from .results import Form, shape
from .shelf import Shelf

if TYPE_CHECKING:
    import pyoxigraph

Frame = tuple[str, bytes]
Wish = dict[Form, str]
_BATCH, _PAUSE = 500, 0.1
_GRACE = 2.0  # of its own clock over the parent's
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

    def beside(self, generation: str, index: str) -> Shelf:
        """The generation that the server reads: a build may have published another meanwhile."""
        place = self.folder / generation
        if place not in self._open:
            self._open.clear()
            self._open[place] = Shelf.beside(self.folder, place, Path(index))
        return self._open[place]

    def over(self, rows: int, size: int = 0) -> CutBy:
        """What ends an answer that has so many rows and would have one more, and so many bytes with it."""
        if rows >= self.rows:
            return "rows"
        if size > self.limits.answer << 20:
            return "bytes"
        return "seconds" if time.monotonic() > self.until else ""

    def late(self, cut: CutBy) -> JobError:
        """The error of an answer that was cut before anything of it could be given."""
        return JobError("late", f"{self.limits.cut(cut)} mà chưa có kết quả nào", cut)


def sparql(desk: Desk, query: str, wish: Wish) -> Iterator[Frame]:
    """The answer to SPARQL, in the wished shape for its form."""
    asked = read(query)
    form = asked.form
    engine = desk.shelf.store.engine
    if form == "graph":
        assert isinstance(engine, Pyoxigraph)
        return _graph(desk, engine.store, asked, wish[form])
    return _rows(desk, engine.stream(asked, {}), form, wish[form])


def question(desk: Desk, name: str, parameters: dict[str, str], wish: Wish) -> Iterator[Frame]:
    """The answer to a named question."""
    query, bindings = desk.shelf.store.bound(name, **parameters)
    return _rows(desk, desk.shelf.store.rows(query, bindings), "rows", wish["rows"], bindings)


def lookup(desk: Desk, name: str, asked: dict[str, Any]) -> Iterator[Frame]:
    """What an operation of the API gives, as JSON."""
    operation = OPERATIONS[name]
    given = operation.run(desk.shelf, msgspec.convert(asked, operation.asks))
    return _given(desk, given)


def tool(desk: Desk, name: str, asked: dict[str, Any]) -> Iterator[Frame]:
    """What a tool for language models gives, as JSON."""
    from .mcp import Tools

    run = getattr(Tools(desk.shelf), name)
    kinds = get_type_hints(run)
    return _given(desk, run(**{key: msgspec.convert(value, kinds[key]) for key, value in asked.items()}))


def page(desk: Desk, generation: str, index: str, scope: dict[str, Any]) -> Iterator[Frame]:
    """A page of the explorer, made of the generation that the server reads."""
    from .pages import answered

    head, body = answered(desk.folder, desk.beside(generation, index), scope)
    if cut := desk.over(0, len(body)):
        raise desk.late(cut)
    yield "H", _json(head)
    yield "R", body
    yield "E", _json("")


def _given(desk: Desk, given: object) -> Iterator[Frame]:
    body = _json(given)
    if cut := desk.over(0, len(body)):
        raise desk.late(cut)
    yield "H", b"{}"
    yield "R", body
    yield "E", _json("")


JOBS: dict[str, Callable[..., Iterator[Frame]]] = {
    "sparql": sparql, "question": question, "lookup": lookup, "tool": tool, "page": page,
}  # fmt: skip


def _rows(
    desk: Desk, stream: Stream, form: Form, name: str, bindings: Mapping[str, str] | None = None
) -> Iterator[Frame]:
    """Rows in batches, and what was found so far whenever the engine has been slow."""
    columns, found = stream
    chosen, written, sent = shape(name, form), 0, 0.0
    batch = [chosen.head(columns).encode()]
    size = len(batch[0])
    cut: CutBy = ""
    yield "H", _json({"form": form, "shape": name, "columns": columns, "bindings": bindings or {}})
    for row in found:
        line = ((chosen.between if written else "") + chosen.row(columns, row)).encode()
        size += len(line)
        if cut := desk.over(written, size):
            break
        batch.append(line)
        written += 1
        if written % _BATCH == 0 or time.monotonic() - sent > _PAUSE:
            yield "R", b"".join(batch)
            batch, sent = [], time.monotonic()
    if cut and not written:
        raise desk.late(cut)
    yield "R", b"".join(batch)
    yield "E", _json(cut)


def _graph(desk: Desk, store: pyoxigraph.Store, query: Query, name: str) -> Iterator[Frame]:
    import pyoxigraph

    formats = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
        "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    }
    found = store.query(query.text, use_default_graph_as_union=True)
    assert isinstance(found, pyoxigraph.QueryTriples)
    yield "H", _json({"form": "graph", "shape": name, "columns": ()})
    lines: dict[str, pyoxigraph.Triple] = {}
    cut: CutBy = ""
    size = 0
    for triple in found:
        line = str(triple)
        size += 0 if line in lines else len(line.encode()) + 1
        if cut := desk.over(len(lines), size):
            break
        lines[line] = triple
    ordered = [lines[line] for line in sorted(lines)]
    used = {prefix: space for prefix, space in PREFIXES.items() if any(f"<{space}" in one for one in lines)}
    body = pyoxigraph.serialize(ordered, format=formats[name], prefixes=used) or b""
    if len(body) > desk.limits.answer << 20 or (cut and not ordered):
        raise desk.late(cut or "bytes")
    yield "R", body
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
        # The engine refuses some of what the grammar lets pass.
        yield "X", _json(("refused", f"không phải câu truy vấn SPARQL chỉ đọc: {error}", None))
    except disk.StoreError as error:
        yield "X", _json(("fault", str(error), None))
    except MemoryError:
        os._exit(1)
    except Exception as error:
        damaged = disk.damage(error)
        if damaged is None:
            traceback.print_exc()
        yield "X", _json(("fault", str(damaged or f"lỗi của chương trình: {type(error).__name__}"), None))


def main() -> None:
    """Serve until stdin ends."""
    folder, limits = sys.argv[1:]
    desk = Desk(Path(folder), msgspec.json.decode(limits, type=Limits))
    given, output = sandbox.pipes()
    read("ASK {}")
    _write(output, "Y", b"")
    while size := given.read(4):
        job, arguments, rows = msgspec.msgpack.decode(given.read(int.from_bytes(size)))
        desk.until, desk.rows = time.monotonic() + desk.limits.seconds, min(rows, desk.limits.rows)
        sandbox.clock(desk.limits.seconds + _GRACE)
        for kind, content in answer(desk, job, arguments):
            _write(output, kind, content)
        sandbox.clock(0)


def _write(output: Any, kind: str, content: bytes) -> None:
    output.write(kind.encode() + len(content).to_bytes(4) + content)
    output.flush()
