"""A store of many pages: its size, the questions about the whole of it, and what an update costs.

    python tests/benchmarks/letters.py 5000 FOLDER
    vnlegal build FOLDER -o STORE
    python tests/benchmarks/kept_scale.py FOLDER STORE [--write]

Asked are the kept answers, and beside them the engine, which works them out.  Updated is one file, in a
process of its own (which also loads the program and its tables) and again in one that has just built; pages
and store are changed by it.  With --write the figures go into docs/performance.md.  No part of the tests.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

import figures

from vnlegal.corpus import read_document
from vnlegal.graph.build import build
from vnlegal.graph.kept import WHOLE
from vnlegal.graph.stores import Store

_TIMES = 5


def measure(folder: Path, store: Path) -> Iterator[tuple[str, object]]:
    """The figures of a store of the pages of a folder."""
    pages = sorted(folder.rglob("*.txt"))
    size = sum(file.stat().st_size for file in store.rglob("*") if file.is_file())
    yield "documents", len(pages)
    yield "store, kB a document", round(size / 1000 / len(pages))
    yield from _asked(Store.open(store))
    for name, command in {"as it is": "again", "with one file changed": "changed"}.items():
        output = subprocess.check_output([sys.executable, __file__, folder, store, "--phase", command])
        for kind, seconds in json.loads(output).items():
            yield f"a build {name}, {kind}, CPU s", seconds


def _asked(store: Store) -> Iterator[tuple[str, object]]:
    for question in WHOLE:
        rows = len(store.query(question))
        yield f"{question}, {rows} rows, CPU ms", _median(partial(store.query, question), _TIMES)
        yield f"{question}, worked out, CPU ms", _median(partial(Store(store.engine).query, question), 1)


def _median(ask: Callable[[], object], times: int) -> float:
    return round(median(_timed(ask, time.process_time) for _ in range(times)) * 1000, 1)


def _timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    begin = clock()
    work()
    return clock() - begin


def update(folder: Path, store: Path, changes: bool) -> dict[str, float]:
    """The CPU time of a build in a new process, and of another in the same."""
    pages = sorted(folder.rglob("*.txt"))
    found = {}
    for n, kind in enumerate(("in a new process", "once more")):
        if changes:
            page = pages[len(pages) // 2 + n]
            page.write_text(page.read_text("utf-8").removesuffix("\n") + " \n", "utf-8")
        took = _timed(lambda: build(pages, store, read_document), time.process_time)
        found[kind] = round(took + (_started if n == 0 else 0), 2)
    return found


_started = resource.getrusage(resource.RUSAGE_SELF).ru_utime


def main() -> None:
    """Measure a store, or one update of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("store", type=Path)
    parser.add_argument("--phase", choices=("again", "changed"))
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.phase:
        print(json.dumps(update(arguments.folder, arguments.store, arguments.phase == "changed")))
        return
    lines = []
    for name, value in measure(arguments.folder, arguments.store):
        lines.append(f"| {name} | {value} |")
        print(lines[-1], flush=True)
    if arguments.write:
        figures.write("kept_scale", lines)


if __name__ == "__main__":
    main()
