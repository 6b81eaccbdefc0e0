"""`vnlegal build` killed again and again with `kill -9`: the store is the same as if nothing had happened.

    python tests/benchmarks/kills.py [--documents 300] [--kills 20] [--seed 1]

Every run is a process of its own and is killed, with all that it has started, after a time drawn from the
time that a whole build takes; then one run goes to its end, and the snapshots are compared byte by byte.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))


def main() -> int:
    """Build undisturbed, build killed, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        folder = Path(name)
        write(folder / "in", arguments.documents)
        began = time.perf_counter()
        build(folder / "in", folder / "whole").wait()
        whole = time.perf_counter() - began
        killed = kill(folder, arguments.kills, whole, random.Random(arguments.seed))
        began = time.perf_counter()
        build(folder / "in", folder / "killed").wait()
        last = time.perf_counter() - began
        one, other = snapshot(folder / "whole"), snapshot(folder / "killed")
    print(f"documents {arguments.documents} · a whole build {whole:.1f} s · the last one {last:.1f} s")
    print("killed while:", " · ".join(f"{stage} {count}" for stage, count in killed.most_common()))
    print(f"snapshots: {one[:16]} {'=' if one == other else '!='} {other[:16]}")
    return 0 if one == other else 1


def write(folder: Path, count: int) -> None:
    """Small letters, each of which implements the one before."""
    from pages import page

    folder.mkdir()
    for n in range(1, count + 1):
        told = f"Thực hiện Công văn số {n - 1}/BNV-VP ngày 01 tháng 3 năm 2021, Bộ Nội vụ yêu cầu báo cáo."
        text = page(told if n > 1 else "Gửi các đơn vị.", number=f"{n}/BNV-VP", date=(2021, 3, 1))
        (folder / f"{n:04d}.txt").write_text(text, "utf-8")


def build(source: Path, store: Path) -> subprocess.Popen[bytes]:
    """A build in a session of its own, so that it can be killed with its children."""
    command = [sys.executable, "-m", "vnlegal", "build", str(source), "-o", str(store)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet, start_new_session=True)


def kill(folder: Path, kills: int, whole: float, chance: random.Random) -> Counter[str]:
    """Where the builds were that were killed; one that has come to its end does not count and begins anew."""
    store, found = folder / "killed", Counter[str]()
    while found.total() < kills:
        run = build(folder / "in", store)
        time.sleep(chance.uniform(0.1, 1.0) * whole)
        ended = run.poll() is not None
        if not ended:
            os.killpg(run.pid, signal.SIGKILL)
            found[_stage(store)] += 1
        run.wait()
        if ended:
            (store / "CURRENT").unlink(missing_ok=True)
    return found


def _stage(store: Path) -> str:
    if not store.exists():
        return "starting"
    if (store / "CURRENT").exists():
        return "published already"
    return "at work" if (store / "next").exists() else "preparing"


def snapshot(store: Path) -> str:
    """The digest of the canonical N-Quads of a store."""
    command = [sys.executable, "-m", "vnlegal", "export", "--store", str(store), "--format", "nquads"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return hashlib.sha256(done.stdout).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
