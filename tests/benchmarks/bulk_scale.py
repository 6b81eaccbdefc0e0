"""Many documents: one core against several, memory, kills, and the same by Spark.

    python tests/benchmarks/bulk_scale.py [--documents 20000] [--jobs 2] [--folder FOLDER]
                                          [--only PHASE …] [--write]

The pages are those of `letters`.  Every build is the command itself in processes of its own, whose memory
(proportional share of the whole tree, so that what is shared counts once) is watched from outside.  With
--write the figures go into docs/performance.md.  It is no part of the tests.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import figures
from letters import write

from vnlegal.corpus import links_of
from vnlegal.corpus.ledger import Ledger
from vnlegal.corpus.tables import Documents
from vnlegal.graph import disk
from vnlegal.graph.stores import Store

Figures = dict[str, object]
MASTER = "local[2]"
_PAUSE = 1.0  # to look at the memory of a large process is work for the system


class Run(NamedTuple):
    """What a command took: seconds, seconds of all its processors, and the most memory, in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: list[str], until: float | None = None, cores: Collection[int] | None = None) -> Run:
    """Run a command to its end, on some cores; or kill it after `until` seconds, as a power cut would."""
    begin, most = time.perf_counter(), 0.0
    before = os.times()
    on = ["taskset", "--cpu-list", ",".join(map(str, cores))] if cores else []
    process = subprocess.Popen([*on, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, sum(map(_memory, _tree(process.pid))))
        if until and time.perf_counter() - begin > until:
            process.send_signal(signal.SIGKILL)
        time.sleep(_PAUSE)
    if not until and process.returncode:
        raise SystemExit(f"{command}: {process.returncode}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(time.perf_counter() - begin, cpu, most / 1024)


def _tree(root: int) -> Iterator[int]:
    """A process and all below it."""
    yield root
    try:
        tasks = list(Path(f"/proc/{root}/task").iterdir())
        children = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _tree(child)


def _memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _build(folder: Path, store: str, jobs: int) -> list[str]:
    command = [sys.executable, "-m", "vnlegal", "build", str(folder / "in")]
    return [*command, "-o", str(folder / store), "--jobs", str(jobs)]


def core(folder: Path, count: int, jobs: int) -> Figures:
    """One core for everything, the threads of the engine with it."""
    return _measured(folder, count, 1, "core", cores=[min(os.sched_getaffinity(0))])


def one(folder: Path, count: int, jobs: int) -> Figures:
    """One process; the engine puts its files in order with threads of its own."""
    return _measured(folder, count, 1, "one")


def several(folder: Path, count: int, jobs: int) -> Figures:
    """As many cores as there are."""
    return _measured(folder, count, jobs, "several")


def _measured(
    folder: Path, count: int, jobs: int, store: str, cores: Collection[int] | None = None
) -> Figures:
    shutil.rmtree(folder / store, ignore_errors=True)
    load = os.getloadavg()[0]
    took = run(_build(folder, store, jobs), cores=cores)
    size = sum(path.stat().st_size for path in (folder / store).rglob("*") if path.is_file())
    return {
        "s": round(took.wall, 1),
        "documents/s": round(count / took.wall, 1),
        "CPU, s": round(took.cpu, 1),
        "memory of all processes at most, MB": round(took.memory),
        "store, kB a document": round(size / count / 1000),
        "others who wanted the processors before (load)": round(load, 1),
    }


def kills(folder: Path, count: int, jobs: int) -> Figures:
    """Killed several times at moments that chance chooses, and run again."""
    shutil.rmtree(folder / "killed", ignore_errors=True)
    chance, killed = random.Random(5), 0
    begin = time.perf_counter()
    for _ in range(4):
        run(_build(folder, "killed", jobs), until=count * chance.uniform(0.0005, 0.0025))
        killed += disk.current(folder / "killed") is None
    run(_build(folder, "killed", jobs))
    same = _fingerprint(folder / "killed") == _fingerprint(folder / "several")
    return {"kills": killed, "in all, s": round(time.perf_counter() - begin, 1), "the same store": same}


def same(folder: Path, count: int, jobs: int) -> Figures:
    """Whether the stores of one and of several processes are the same."""
    stores = [_fingerprint(folder / store) for store in ("one", "several")]
    return {"quads": stores[0][0], "the same store": stores[0] == stores[1]}


def _fingerprint(store: Path) -> tuple[int, int]:
    """How many quads, and a sum of their hashes: the same whatever their order."""
    count = total = 0
    for line in Store.open(store).engine.nquads():
        count += 1
        total += int.from_bytes(hashlib.blake2b(line.encode(), digest_size=12).digest())
    return count, total % 2**96


def counts(folder: Path, count: int, jobs: int) -> Figures:
    """What the store holds."""
    generation = disk.current(folder / "several")
    assert generation
    documents = Documents(folder / "several" / "documents.sqlite")
    ledger = Ledger(generation / "manifest.sqlite", documents, published=True)
    found: Counter[str] = Counter()
    links: set[tuple[str, str, str]] = set()
    for (text,) in ledger.db.execute("SELECT DISTINCT text FROM files"):
        for one in ledger.copies(text):
            found += Counter(
                documents=1, mentions=len(one.document.mentions), claims=len(one.document.claims)
            )
            own = {one.document.source.path: one.work.iri}
            told = links_of([one.document], own, one.resolutions)
            links |= {(link.kind, link.source, link.target) for link in told}
    works = ledger.db.execute("SELECT COUNT(DISTINCT work) FROM seen").fetchone()[0]
    return {**found, "works": works, "links": len(links)}


def spark(folder: Path, count: int, jobs: int) -> Figures:
    """The same documents by Spark, on this machine."""
    shutil.rmtree(folder / "spark", ignore_errors=True)
    command = [sys.executable, __file__, "--documents", str(count), "--folder", str(folder), "--spark"]
    took = run(command)
    found: Figures = json.loads((folder / "spark.json").read_text())
    return {
        "s": round(took.wall, 1),
        "memory of all processes at most, MB": round(took.memory),
        **found,
    }


def _in_spark(folder: Path) -> None:
    from vnlegal.bulk.spark import local_session
    from vnlegal.bulk.spark import run as run_spark

    session = local_session(MASTER)
    begin, stages = time.perf_counter(), {}
    inputs = [str(folder / "in")]
    found = run_spark(
        session,
        inputs,
        str(folder / "spark"),
        progress=lambda stage: stages.update({stage: time.perf_counter() - begin}),
    )
    names = ("documents", "mentions", "claims", "works", "links")
    kept: Figures = {one: getattr(found, one) for one in names}
    kept["reading and parsing, s"] = round(stages["hồ sơ"] - stages["đọc"], 1)
    (folder / "spark.json").write_text(json.dumps(kept))
    session.stop()


PHASES: dict[str, Callable[[Path, int, int], Figures]] = {
    "core": core, "one": one, "several": several, "same": same, "kills": kills, "counts": counts,
    "spark": spark,
}  # fmt: skip


def main() -> None:
    """Run all phases, or some."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=PHASES, default=list(PHASES))
    parser.add_argument("--spark", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="bulk-scale-"))
    if arguments.spark:
        _in_spark(folder)
        return
    if not (folder / "in").exists():
        write(arguments.documents, folder / "in")
    size = sum(path.stat().st_size for path in (folder / "in").rglob("*.txt"))
    lines = [f"| documents | {arguments.documents} |", f"| MB of text | {size / 1e6:.1f} |"]
    for phase in arguments.only:
        for what, value in PHASES[phase](folder, arguments.documents, arguments.jobs).items():
            lines.append(f"| {phase}: {what} | {value} |")
            print(lines[-1], flush=True)
    if not arguments.folder:
        shutil.rmtree(folder, ignore_errors=True)
    if arguments.write:
        figures.write("bulk_scale", lines)


if __name__ == "__main__":
    main()
