"""`parse`, `query`, `build` and `serve` killed with `kill -9` at random moments: what is left after 2 s.

    python tests/benchmarks/orphans.py [--kills 5] [--seed 1]

Only the command itself is killed, up to 3 s after its first child has come; its children must see to their
own end (Linux).  Every process that has the mark of the run in its environment is counted.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))
_MARK = "VNLEGAL_ORPHANS"
_HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_PORT = 18_431


def main() -> int:
    """Kill, count, and print what is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=5, help="of each command")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory(prefix="orphans-") as name:
        commands = _commands(Path(name))
        left = {kind: _left(kind, words, arguments.kills, chance) for kind, words in commands.items()}
    for kind, (seen, counted) in left.items():
        print(f"{kind}: {arguments.kills} kills, {seen} processes ran, {counted} left after 2 s")
    return 1 if any(counted for _, counted in left.values()) else 0


def _commands(folder: Path) -> dict[str, list[str]]:
    """What is killed, on files of its own."""
    from kills import write
    from makers.pages import Page, Paragraph
    from makers.write_docx import to_docx

    write(folder / "in", 400)
    many = to_docx(
        Page([Paragraph(f"{n}. Căn cứ Nghị quyết số {n}/NQ-CP của Chính phủ;") for n in range(400)])
    )
    (folder / "docx").mkdir()
    for n in range(60):
        (folder / "docx" / f"{n}.docx").write_bytes(many)
    store = str(folder / "store")
    corpus = [sys.executable, "-m", "vnlegal", "build", str(ROOT / "corpus"), "-o", store]
    subprocess.run(corpus, cwd=ROOT, check=True, capture_output=True)
    return {
        "parse": ["parse", str(folder / "docx"), "--format", "jsonl"],
        "query": ["query", _HEAVY, "--store", store],
        "build": ["build", str(folder), "-o", str(folder / "made"), "--jobs", "2"],
        "serve": ["serve", store, "--port", str(_PORT)],
    }


def _left(kind: str, words: list[str], kills: int, chance: random.Random) -> tuple[int, int]:
    """Processes that ran when the command was killed, and those that ran two seconds later."""
    seen = left = 0
    for number in range(kills):
        mark = f"{os.getpid()}-{kind}-{number}"
        quiet = subprocess.DEVNULL
        command = [sys.executable, "-m", "vnlegal", *words]
        run = subprocess.Popen(command, cwd=ROOT, env={**os.environ, _MARK: mark}, stdout=quiet, stderr=quiet)
        asked = _ask(chance) if kind == "serve" else []
        until = time.monotonic() + 60
        while len(_running(mark)) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(chance.uniform(0.0, 3.0))
        seen += len(_running(mark))
        run.kill()
        run.wait()
        time.sleep(2.0)
        left += len(_running(mark))
        for one in asked:
            one.kill()
            one.wait()
    return seen, left


def _ask(chance: random.Random) -> list[subprocess.Popen[bytes]]:
    """Clients with long questions, when the server answers."""
    address = f"http://127.0.0.1:{_PORT}/sparql?"
    for _ in range(200):
        try:
            urlopen(address + urlencode({"query": "ASK {}"}), timeout=60).close()
            break
        except URLError:
            time.sleep(0.1)
    code = f"import urllib.request; urllib.request.urlopen({address + urlencode({'query': _HEAVY})!r})"
    quiet = subprocess.DEVNULL
    return [subprocess.Popen([sys.executable, "-c", code], stderr=quiet) for _ in range(chance.randint(1, 4))]


def _running(mark: str) -> list[str]:
    """Processes with a mark in their environment that have not ended."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            words = (one / "environ").read_bytes().split(b"\0")
            state = (one / "stat").read_text(errors="replace").rpartition(")")[2].split()[0]
        except OSError:
            continue
        if f"{_MARK}={mark}".encode() in words and state != "Z":
            found.append(one.name)
    return found


if __name__ == "__main__":
    sys.exit(main())
