"""A run of the rules, as `check` and `baseline` both make it: settings, reading, what is left out."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from .frame import WrongUse, add_attributes, add_paths, attribute_table, corpus

if TYPE_CHECKING:
    from ..checks import Report
    from ..checks.baseline import Baseline
    from ..checks.settings import Settings
    from ..checks.suppressions import Suppression
    from ..corpus import Corpus

_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Run:
    """Settings, the folder that their paths count from, what was read, and what came out."""

    settings: Settings
    root: Path
    corpus: Corpus
    report: Report
    unread: tuple[str, ...]


def add_rules(command: argparse.ArgumentParser) -> None:
    """The arguments that say what is checked, and by which rules."""
    add_paths(command, "tệp, thư mục, hoặc kho")
    add_choice(command)
    command.add_argument("--baseline", type=Path, metavar="TỆP", help="tệp ghi các phát hiện đã biết")
    add_attributes(command)


def add_choice(command: argparse.ArgumentParser) -> None:
    """The arguments that choose rules."""
    command.add_argument("--select", type=_codes, metavar="MÃ,…", help="chỉ những quy tắc này")
    command.add_argument("--ignore", type=_codes, metavar="MÃ,…", help="bỏ những quy tắc này")
    command.add_argument("--preview", action="store_true", default=None, help="thêm các quy tắc xem trước")
    command.add_argument("--config", type=Path, metavar="TỆP", help="vnlegal.toml hoặc pyproject.toml khác")


def _codes(words: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in words.split(","))))


def run_rules(args: argparse.Namespace) -> Run:
    """Read and check; what settings and suppressions leave out is left out."""
    from .. import checks
    from ..checks.settings import WrongSetting

    unread: list[str] = []
    try:
        settings, root = read_settings(args)
        rules = checks.chosen(settings.select, settings.ignore, settings.preview)
        read = corpus(args.paths, unread, args.follow_links, attribute_table(args))
        report = checks.report(read, select=settings.select, ignore=settings.ignore, preview=settings.preview)
        report = settings.with_codes(checks.codes).apply(report, str(root))
        run = Run(settings, root, read, report, tuple(unread))
        return replace(run, report=_suppressed(run, {rule.code for rule in rules}))
    except (checks.UnknownRule, WrongSetting) as error:
        raise WrongUse(str(error)) from error


def read_settings(args: argparse.Namespace) -> tuple[Settings, Path]:
    """What the settings file says, with what the command line says instead."""
    from ..checks import settings

    config = getattr(args, "config", None)
    if config and not config.is_file():
        raise WrongUse(f"{config}: không có tệp thiết lập này")
    path = config or settings.find(Path.cwd())
    found = settings.load(path) if path else settings.Settings()
    given = {name: getattr(args, name, None) for name in ("select", "ignore", "preview", "fail_on", "notes")}
    home = path.absolute().parent if path else Path.cwd()
    return replace(found, **{name: value for name, value in given.items() if value is not None}), home


def _suppressed(run: Run, codes: Collection[str]) -> Report:
    """The report without what is set aside; entries that this run could not have used are not called idle."""
    from ..checks import suppressions

    name = run.settings.suppressions
    if name is None:
        return run.report
    try:
        entries = suppressions.read((run.root / name).read_text("utf-8"), name)
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{run.root / name}: không đọc được tệp ngoại lệ") from error

    def judged(entry: Suppression) -> bool:
        here = any(entry.is_of(one.path, str(run.root)) for one in run.report.sources)
        return entry.code in codes and (here or not any(run.root.glob(entry.document)))

    today = datetime.now(_VIETNAM).date()
    return suppressions.apply(run.report, entries, name, today, str(run.root), judged)


def baseline_path(args: argparse.Namespace, settings: Settings, root: Path) -> Path | None:
    """The baseline that the command line or the settings name."""
    if args.baseline:
        return Path(args.baseline)
    return root / settings.baseline if settings.baseline else None


def read_baseline(path: Path) -> Baseline:
    """A baseline from its file."""
    from ..checks.baseline import Baseline, UnreadableBaseline

    try:
        return Baseline.read(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise WrongUse(f"{path}: chưa có tệp này (hãy chạy: vnlegal baseline write TỆP…)") from error
    except (OSError, UnicodeDecodeError, UnreadableBaseline) as error:
        raise WrongUse(f"{path}: {error}") from error
