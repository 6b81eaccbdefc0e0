"""vnlegal baseline: the findings that are known, so that only new ones count."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import tr
from .frame import CLEAN, Commands, Unread, say, spread, write_files
from .rules import Run, add_rules, baseline_path, read_baseline, read_settings, run_rules

if TYPE_CHECKING:
    from ..checks.baseline import Baseline, Key
    from ..checks.settings import Settings

_USUAL = "vnlegal-baseline.json"


def add(commands: Commands) -> None:
    """Declare the commands."""
    group = commands.add_parser("baseline", help="ghi nhận các phát hiện đã biết")
    each = group.add_subparsers(metavar=tr("VIỆC"), required=True)
    for name, run, words in (
        ("write", write, "ghi mọi phát hiện hiện có thành đã biết"),
        ("prune", prune, "bỏ những mục không còn thấy nữa"),
    ):
        one = each.add_parser(name, help=words)
        add_rules(one)
        one.set_defaults(run=run)
    one = each.add_parser("show", help="in các mục đã ghi")
    one.add_argument("baseline", nargs="?", type=Path, metavar="TỆP", help=_USUAL)
    one.set_defaults(run=show)


def write(args: argparse.Namespace) -> int:
    """Write a baseline that makes all present findings known."""
    from ..checks.baseline import Baseline

    run = _complete(args)
    return _write(args, run, Baseline.of(run.report.findings, str(run.root)))


def prune(args: argparse.Namespace) -> int:
    """Take out of the baseline what the documents given no longer show, and documents that are gone."""
    from ..checks.settings import relative

    run = _complete(args)
    root = str(run.root)
    old = read_baseline(_path(args, run.settings, run.root))
    read = {relative(one.path, root) for one in run.report.sources}

    def judged(entry: Key) -> bool:
        return entry.document in read or not (run.root / entry.document).exists()

    return _write(args, run, old.pruned(run.report.findings, root, judged))


def show(args: argparse.Namespace) -> int:
    """Print the entries of the baseline."""
    for key, count in read_baseline(_path(args, *read_settings(args))).entries:
        spread([f"{key.code} {key.document}: “{key.text}”" + (f" ×{count}" if count > 1 else "") + "\n"])
    return CLEAN


def _complete(args: argparse.Namespace) -> Run:
    """A run that has read everything: a baseline of half the documents would be a trap."""
    run = run_rules(args)
    if run.unread:
        raise Unread("có tệp không đọc được; tệp baseline giữ nguyên")
    return run


def _path(args: argparse.Namespace, settings: Settings, root: Path) -> Path:
    return baseline_path(args, settings, root) or root / _USUAL


def _write(args: argparse.Namespace, run: Run, baseline: Baseline) -> int:
    path = _path(args, run.settings, run.root)
    write_files({path: baseline.write()})
    say(f"{path}: {sum(count for _, count in baseline.entries)} phát hiện đã biết")
    return CLEAN
