"""The graph at the size of the national database: build, load, ask, replace, walk, and rdflib beside it.

    python tests/benchmarks/graph_scale.py [--documents 100000] [--small 2000] [--folder FOLDER] [--write]

Every phase runs in a process of its own, so that its memory is its own.  Questions count by processor time:
others may use the machine too.  With --write the figures go into
docs/performance.md.  It takes about half an hour and 15 GB of disk; it is no part of the tests.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace as changed
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import figures
from citations import documents

from vnlegal.corpus import Corpus
from vnlegal.graph import replacing, writer
from vnlegal.graph.build import build
from vnlegal.graph.lineage import lineage
from vnlegal.graph.network import to_networkx
from vnlegal.graph.stores import Store
from vnlegal.model import Document

Figures = dict[str, Any]
_STAGES = {  # as a build names them
    "đọc": "keep and index",
    "đối chiếu": "resolve",
    "gom": "works that are only cited",
    "ghi": "write graphs and load",
}
_LEAVES = """PREFIX vnl: <https://w3id.org/vnlegal/ns#>
SELECT DISTINCT ?work WHERE {
  ?work vnl:implements ?upper ; vnl:docType <https://w3id.org/vnlegal/id/type/ke-hoach>
} LIMIT 20000"""


def make(folder: Path, count: int, small: int) -> Figures:
    """Build the store through the whole pipeline but the parser, which is measured elsewhere."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    paths = [folder / "in" / f"{n:07}.txt" for n in range(count)]
    for n, path in enumerate(paths):
        path.write_text(str(n))
    ends = {"": time.perf_counter()}

    def ended(stage: str, done: int, total: int) -> None:
        ends[stage] = time.perf_counter()

    build(paths, folder / "store", _reader(count), ended)
    ends["order and publish"] = again = time.perf_counter()
    took = {
        f"{_STAGES.get(name, name)}, s": round(end - start, 1)
        for (name, end), start in zip(list(ends.items())[1:], ends.values(), strict=False)
    }
    build(paths, folder / "store", _reader(0))
    return took | {"a second build that changes nothing, s": round(time.perf_counter() - again, 1)}


def _reader(count: int) -> Callable[[Path], Document]:
    made = documents(count)

    def read(path: Path) -> Document:
        one = next(made)
        return changed(one, source=changed(one.source, path=str(path)))

    return read


def load(folder: Path, count: int, small: int) -> Figures:
    """Load the quads of the store from a file into a new one, as a build does."""
    from pyoxigraph import RdfFormat

    lines = folder / "quads.nq"
    store = writer.open_engine(folder / "store" / "000001" / "quads")
    store.dump(str(lines), format=RdfFormat.N_QUADS)
    del store
    begin, before = time.perf_counter(), time.process_time()
    engine = writer.open_engine(folder / "loaded")
    quads = 0
    with lines.open("rb") as file, ThreadPoolExecutor(writer.LOADERS) as pool:
        waiting = []
        while piece := list(islice(file, writer.PIECE)):
            quads += len(piece)
            waiting.append(pool.submit(writer.load, engine, b"".join(piece), len(piece)))
            while len(waiting) > writer.WAITING:
                waiting.pop(0).result()
        for one in waiting:
            one.result()
    took, begin = time.perf_counter() - begin, time.perf_counter()
    worked, before = time.process_time() - before, time.process_time()
    engine.optimize()
    ordered, sorted_in = time.perf_counter() - begin, time.process_time() - before
    size = sum(file.stat().st_size for file in (folder / "loaded").rglob("*"))
    lines.unlink()
    return {
        "quads": quads,
        "load, s": round(took),
        "load, CPU s": round(worked),
        "put its files in order, s": round(ordered),
        "put its files in order, CPU s": round(sorted_in),
        "disk, GB": round(size / 1e9, 1),
    }


def ask(folder: Path, count: int, small: int) -> Figures:
    """Lineage with its evidence, ancestors by SPARQL, and the most cited document."""
    store = Store.open(folder / "store")
    leaves = [row["work"] or "" for row in store.query(_LEAVES).values()]
    chosen = random.Random(1).sample(leaves, min(200, len(leaves)))
    hub = _hub(store)
    shown: Figures = {}
    steps = _each(shown, "lineage with evidence", chosen, lambda one: len(lineage(store, one).steps))
    shown["edges of a lineage, median"] = median(steps)
    _each(
        shown,
        "lineage-evidence by SPARQL",
        chosen[:50],
        lambda one: len(store.query("lineage-evidence", work=one).rows),
    )
    _each(shown, "ancestors by SPARQL", chosen[:50], lambda one: len(store.query("ancestors", work=one).rows))
    shown["hub"] = hub
    for question in ("cited-by", "implemented-by"):
        begin = time.process_time()
        rows = len(store.query(question, work=hub).rows)
        shown[f"hub, {question} ({rows} rows), CPU s"] = round(time.process_time() - begin, 2)
    begin = time.process_time()
    found = lineage(store, hub, "down", depth=1, kinds=["implements"])
    edges = len(found.steps)
    shown[f"hub, lineage with evidence ({edges} edges), CPU s"] = round(time.process_time() - begin, 2)
    return shown


def _each(shown: Figures, name: str, works: Iterable[str], ask_one: Callable[[str], int]) -> list[int]:
    took, found = [], []
    for one in works:
        begin = time.process_time()
        found.append(ask_one(one))
        took.append((time.process_time() - begin) * 1000)
    shown[f"{name}, median CPU ms"] = round(median(took), 2)
    shown[f"{name}, slowest CPU ms"] = round(max(took), 1)
    return found


def _hub(store: Store) -> str:
    """The first documents are cited most: of them the one with most."""
    first = [work.iri for work in store.find("1-NQ/TW") + store.find("1/NQ-CP")]
    return max(first, key=lambda one: len(store.query("cited-by", work=one).rows))


def replace(folder: Path, count: int, small: int) -> Figures:
    """Replace one document by another text, whose IRIs all differ; let one mention mean another work."""
    engine = writer.open_engine(folder / "loaded")
    graphs = [graph.value for graph in islice(engine.named_graphs(), 3000) if "/text/" in graph.value]
    took, quads, touched = [], [], []
    for graph in random.Random(1).sample(graphs, 100):
        new = _standing(engine, graph).replace(graph, changed := f"{graph[:-2]}zz")
        quads.append(new.count("\n"))
        begin = time.process_time()
        replacing.replace(engine, graph, "")
        writer.load(engine, new.encode(), quads[-1])
        took.append((time.process_time() - begin) * 1000)
        again = new.replace("#targetCites>", "#targetGuides>", 1)
        begin = time.process_time()
        replacing.replace(engine, changed, again)
        touched.append((time.process_time() - begin) * 1000)
    return {
        "quads of a document, median": median(quads),
        "one document, median CPU ms": round(median(took), 2),
        "one document, slowest CPU ms": round(max(took), 1),
        "one mention of a document, median CPU ms": round(median(touched), 2),
    }


def _standing(engine: Any, graph: str) -> str:
    return "".join(f"{quad} .\n" for quad in replacing.standing(engine, graph))


def walk(folder: Path, count: int, small: int) -> Figures:
    """networkx on the chain of implementation."""
    import networkx

    store = Store.open(folder / "store")
    begin = time.process_time()
    graph = to_networkx(store, ["implements", "guides", "promulgates"])
    shown: Figures = {
        "to_networkx, CPU s": round(time.process_time() - begin, 1),
        "edges": graph.number_of_edges(),
    }
    lower = [one for one in graph if graph.out_degree(one)]
    leaves = random.Random(1).sample(lower, min(1000, len(lower)))
    _each(shown, "ancestors", leaves, lambda one: len(networkx.descendants(graph, one)))
    return shown


def compare(folder: Path, count: int, small: int) -> Figures:
    """The same questions on few documents in memory, in both engines."""
    corpus = Corpus.of(documents(small))
    stores = {"pyoxigraph": Store.of(corpus), "rdflib": Store.of(corpus, "rdflib")}
    leaves = [row["work"] or "" for row in stores["pyoxigraph"].query(_LEAVES).values()]
    chosen = random.Random(1).sample(leaves, 10)
    shown: Figures = {"documents": small, "quads": sum(1 for _ in stores["pyoxigraph"].nquads())}
    hub = _hub(stores["pyoxigraph"])
    answers: dict[str, list[list[str]]] = {}
    for engine, store in stores.items():

        def rows(question: str, one: str, store: Store = store) -> list[str]:
            return sorted(map(str, store.query(question, work=one).rows))

        def steps(one: str, store: Store = store) -> int:
            return len(lineage(store, one).steps)

        for question, works in (("ancestors", chosen), ("lineage-evidence", chosen), ("cited-by", [hub] * 3)):
            found = [rows(question, one) for one in works[:2]]
            assert answers.setdefault(question, found) == found, question
            _each(shown, f"{question}, {engine}", works, partial(_count, rows, question))
        _each(shown, f"lineage with evidence, {engine}", chosen, steps)
    return shown


def _count(rows: Callable[[str, str], list[str]], question: str, one: str) -> int:
    return len(rows(question, one))


PHASES = {"make": make, "load": load, "ask": ask, "replace": replace, "walk": walk, "compare": compare}


def run(phase: str, arguments: argparse.Namespace) -> Iterator[tuple[str, object]]:
    """One phase in a process of its own, with the memory it took at most."""
    command = [sys.executable, __file__, "--phase", phase, "--folder", str(arguments.folder)]
    command += ["--documents", str(arguments.documents), "--small", str(arguments.small)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    yield from json.loads(output).items()


def main() -> None:
    """Run all phases, or one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=2_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--phase", choices=PHASES)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.phase:
        shown = PHASES[arguments.phase](arguments.folder, arguments.documents, arguments.small)
        shown["CPU in all, s"] = round(time.process_time())
        shown["memory at most, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(shown))
        return
    kept, folder = arguments.folder, arguments.folder or Path(tempfile.mkdtemp(prefix="graph-scale-"))
    arguments.folder = folder
    lines = [f"| documents | {arguments.documents} |", f"| cores | {os.cpu_count()} |"]
    for phase in PHASES:
        for name, value in run(phase, arguments):
            lines.append(f"| {phase}: {name} | {value} |")
            print(lines[-1], flush=True)
    if not kept:
        shutil.rmtree(folder, ignore_errors=True)
    if arguments.write:
        figures.write("graph_scale", lines)


if __name__ == "__main__":
    main()
