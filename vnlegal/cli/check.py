"""vnlegal check: what documents say of one another, held against each other."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .frame import (
    CLEAN,
    FINDINGS,
    SHAPES,
    UNREAD,
    Commands,
    WrongUse,
    say,
    sheet,
    spread,
    write_files,
)
from .rules import Run, add_rules, baseline_path, read_baseline, run_rules

if TYPE_CHECKING:
    from ..checks import Report

_SHAPES = SHAPES["check"]


def add(commands: Commands) -> None:
    """Declare the command."""
    one = commands.add_parser("check", help="đối chiếu các viện dẫn")
    add_rules(one)
    one.add_argument("--fail-on", choices=("error", "warning", "note"), help="trả về mã 1 từ mức này trở lên")
    one.add_argument(
        "--since", metavar="NGÀY|BẢN", help="chỉ văn bản từ ngày này, hoặc tệp đã đổi từ bản git này"
    )
    one.add_argument(
        "--annotate",
        type=Path,
        metavar="TỆP",
        help="ghi tệp DOCX được kiểm tra kèm nhận xét và đề nghị sửa (thay đổi được theo dõi) tại chỗ",
    )
    one.add_argument("--notes", action="store_true", default=None, help="hiện cả các lưu ý")
    one.add_argument(
        "--reading", action="store_true", help="cả phát hiện khi đọc (VP…): phần thiếu, số chưa đọc được"
    )
    shapes = f"dạng in ra (DẠNG) hoặc ghi vào tệp (DẠNG=TỆP), dùng được nhiều lần: {', '.join(_SHAPES)}"
    one.add_argument(
        "--output", "--format", dest="outputs", type=_output, action="append", metavar="DẠNG", help=shapes
    )
    for flag, shape, words in (
        ("--statistics", "statistics", "chỉ đếm theo quy tắc"),
        ("--suggest", "diff", "in đề nghị sửa thể thức (diff); không sửa tệp nào"),
    ):
        chosen = (shape, None)
        one.add_argument(flag, dest="outputs", action="append_const", const=chosen, help=words)
    one.set_defaults(run=check)


def _output(words: str) -> tuple[str, Path | None]:
    shape, equals, file = words.partition("=")
    if shape not in _SHAPES or (equals and not file):
        raise argparse.ArgumentTypeError(f"{words!r}: cần DẠNG hoặc DẠNG=TỆP (có: {', '.join(_SHAPES)})")
    return shape, Path(file) if file else None


def check(args: argparse.Namespace) -> int:
    """Run the rules, write the reports."""
    outputs: list[tuple[str, Path | None]] = args.outputs or [(_SHAPES[0], None)]
    if sum(file is None for _, file in outputs) > 1:
        raise WrongUse("chỉ một dạng được in ra; các dạng khác ghi vào tệp: --output DẠNG=TỆP")
    run = run_rules(args)
    report = _narrowed(args, run)
    if not run.settings.asks_for_notes and all(shape != "diff" for shape, _ in outputs):
        report = report.quiet()
    _deliver(report, outputs)
    if args.annotate:
        _annotate(args, report)
    if run.unread:
        return UNREAD
    return FINDINGS if report.at_least(run.settings.fail_on or "note") else CLEAN


def _annotate(args: argparse.Namespace, report: Report) -> None:
    """Write the one DOCX that was checked with the findings as comments in it."""
    from ..outputs.comments import commented

    given = [Path(one) for one in args.paths]
    if len(given) != 1 or given[0].suffix.lower() != ".docx" or len(report.sources) != 1:
        raise WrongUse("--annotate cần đúng một tệp DOCX")
    source = report.sources[0]
    about = [one for one in report.findings if one.path == source.path]
    try:
        made = commented(given[0].read_bytes(), source, about)
    except ImportError as error:
        raise WrongUse("cần python-docx: pip install 'vnlegal[word]'") from error
    write_files({args.annotate: made.page})
    file, lost = args.annotate, len(made.lost)
    say(
        f"{file}: {len(about) - lost} nhận xét, {made.corrected} đề nghị sửa; "
        f"{lost} phát hiện không tìm thấy chỗ trong tệp"
    )


def _narrowed(args: argparse.Namespace, run: Run) -> Report:
    """The report with what the baseline knows set apart, kept to the documents asked for."""
    from ..checks import baseline, by_place
    from .since import paths_since

    report = run.report
    if args.reading:
        told = (finding for one in run.corpus.documents for finding in one.findings)
        reading = [finding for finding in told if finding.code.startswith("VP")]
        report = replace(report, findings=tuple(sorted([*report.findings, *reading], key=by_place)))
    path = baseline_path(args, run.settings, run.root)
    if path:
        report = baseline.apply(report, read_baseline(path), str(run.root))
    return report.about(paths_since(run.corpus, args.since)) if args.since else report


def _deliver(report: Report, outputs: list[tuple[str, Path | None]]) -> None:
    from ..outputs import Sheet, reports

    texts = {
        file: "".join(reports.get(shape).write(report, Sheet(many=True))) for shape, file in outputs if file
    }
    write_files(texts)
    for shape, file in outputs:
        if file is None:
            spread(reports.get(shape).write(report, sheet(many=True)))
    if len(texts) == len(outputs):
        say(reports.summary_line(report))
