"""The explorer on a large store: how long its pages take, over HTTP on this machine, and its memory.

    python tests/benchmarks/serve_scale.py [--documents 5000] [--store STORE] [--write]

Without --store one is made of documents as `citations.py` makes them; with it any store is measured.  With
--write the figures go into docs/performance.md.  It is no part of the tests.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import figures
import graph_scale
import httpx

from vnlegal.graph.stores import Store
from vnlegal.graph.texts import ledger
from vnlegal.serve import indexing
from vnlegal.serve.index import Index
from vnlegal.serve.listing import Asked
from vnlegal.serve.shelf import Shelf
from vnlegal.serve.wording import TABS, url

_TIMES = 30
_LIMITS = {"first page": 300, "lineage of a leaf": 200}  # ms


def index(store: Path) -> Iterator[tuple[str, object]]:
    """How long the search index takes to write, and the memory of that."""
    opened = Store.open(store)
    draft = store / "search.draft"
    draft.unlink(missing_ok=True)
    begin = time.perf_counter()
    assert opened.generation is not None
    indexing.write(draft, opened, ledger(store, opened.generation))
    yield "write the search index, s", round(time.perf_counter() - begin, 1)
    yield (
        "write the search index, memory at most, MB",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    )
    yield "search index, MB", round(draft.stat().st_size / 1e6)
    draft.unlink()


def serve(store: Path) -> Iterator[tuple[str, object]]:
    """How long pages take, and the memory of the server and of the processes that answer for it."""
    held, cited, _ = Shelf.open(store).index.totals()
    yield "works with text, works only cited", f"{held:,}, {cited:,}"
    asked = _pages(Store.open(store), Shelf.open(store).index)
    with _running(store) as (server, address), httpx.Client(base_url=address, timeout=60) as client:
        client.get("/")
        for name, paths in asked.items():
            took = sorted(_each(client, paths))
            yield f"{name}, median ms", round(median(took), 1)
            yield f"{name}, slowest ms", round(took[-1], 1)
            if name in _LIMITS:
                assert median(took) < _LIMITS[name], f"{name}: {median(took):.0f} ms"
        children = [_memory(child) for child in _children(server)]
        yield "memory of the server at most, MB", _memory(server)
        yield f"memory of {len(children)} processes that answer at most, each, MB", max(children, default=0)
        yield "memory of all that is not shared, MB", sum(map(_own, (server, *_children(server))))


@contextmanager
def _running(store: Path) -> Iterator[tuple[int, str]]:
    """A server of its own: its process and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "vnlegal", "serve", str(store), "--port", str(port)]
    with subprocess.Popen(command) as process:
        address = f"http://127.0.0.1:{port}"
        while not _answers(address):
            time.sleep(0.2)
        yield process.pid, address
        process.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=60).status_code == 200
    except httpx.TransportError:
        return False


def _children(process: int) -> list[int]:
    told = (path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children"))
    return [int(one) for words in told for one in words.split()]


def _memory(process: int) -> int:
    """The most that a process has held, in MB."""
    return _told(f"/proc/{process}/status", "VmHWM:") >> 10


def _own(process: int) -> int:
    """What a process holds with its part of what it shares, in MB."""
    return _told(f"/proc/{process}/smaps_rollup", "Pss:") >> 10


def _told(path: str, name: str) -> int:
    lines = Path(path).read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def _each(client: httpx.Client, paths: Iterable[str]) -> Iterator[float]:
    for path in paths:
        begin = time.perf_counter()
        answer = client.get(path)
        yield (time.perf_counter() - begin) * 1000
        assert answer.status_code == 200, path


def _pages(store: Store, index: Index) -> dict[str, list[str]]:
    """What is asked for, by name: leaves, which nothing implements, and the work that is cited most."""
    chance = random.Random(1)
    rows = store.query(graph_scale._LEAVES).values()
    leaves = [row["work"] or "" for row in chance.sample(rows, min(_TIMES, len(rows)))]
    hits = [index.hits([leaf])[leaf] for leaf in leaves]
    hub = index.search(Asked(size=1, order="cited")).hits[0].iri
    words = sorted({word for hit in hits for word in (hit.title or hit.issuers).split()})
    found: dict[str, list[str]] = {
        "first page": ["/"] * _TIMES,
        "search by number": [f"/?q={hit.number}" for hit in hits],
        "search by serial": [f"/?q=số {(hit.number or '').partition('/')[0]}" for hit in hits],
        "search by words": [f"/?q={' '.join(chance.choices(words, k=2))}" for _ in range(_TIMES)],
        "search by a word of nearly all": ["/?q=ubnd", "/?q=nghi dinh", "/?q=ủy ban nhân dân tỉnh"],
        "search by issuer and year": ["/?co-quan=bo y te&tu=2015-01-01&den=2015-12-31"] * 5,
        "suggestions": [f"/goi-y.json?q={(hit.number or '')[:4]}" for hit in hits],
        "page 100 of all": ["/?trang=100"] * 5,
    }
    names = {"luoc-do": "lineage of a leaf"}
    for tab in TABS:
        found[names.get(tab, f"{tab} of a leaf")] = [url(leaf, tab) for leaf in leaves]
    for tab in TABS:
        found[f"{tab} of the most cited work"] = [url(hub, tab)] * 3
    return found


PHASES = {"index": index, "serve": serve}


def run(phase: str, store: Path) -> Iterator[tuple[str, object]]:
    """One phase in a process of its own: its memory is its own."""
    command = [sys.executable, __file__, "--phase", phase, "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            name, value = json.loads(line)
            yield name, value
    assert process.returncode == 0, phase


def main() -> None:
    """Make a store unless one is given, and measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--phase", choices=PHASES)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.phase:
        for found in PHASES[arguments.phase](arguments.store):
            print(json.dumps(found), flush=True)
        return
    folder = Path(tempfile.mkdtemp(prefix="serve-scale-"))
    if arguments.store is None:
        graph_scale.make(folder, arguments.documents, 0)
    lines = [f"| cores | {os.cpu_count()} |"]
    for phase in PHASES:
        for name, value in run(phase, arguments.store or folder / "store"):
            lines.append(f"| {name} | {value} |")
            print(lines[-1], flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    if arguments.write:
        figures.write("serve_scale", lines)


if __name__ == "__main__":
    main()
