"""vnlegal tasks: the task ledger of files or of a store, as a table, a workbook or a calendar."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import tr
from .frame import (
    CLEAN,
    UNREAD,
    Commands,
    WrongUse,
    add_attributes,
    add_format,
    add_paths,
    attribute_table,
    corpus,
    day,
    write_files,
)

if TYPE_CHECKING:
    from ..corpus.task_changes import TaskChange
    from ..outputs.ledgers.frame import Handwritten

_STATES = (
    "overdue", "soon", "not due", "continuous", "unknown day", "no limit", "none", "reported", "confirmed",
    "changed",
)  # fmt: skip
_EXTRA = 'cần gói thêm: pip install "vnlegal[ledger]"'


def add(commands: Commands) -> None:
    """Declare the command."""
    one = commands.add_parser("tasks", help="sổ nhiệm vụ: ai làm gì, đến ngày nào, văn bản nào giao")
    add_paths(one, "tệp, thư mục hoặc kho")
    one.add_argument(
        "--body", default="", metavar="CƠ-QUAN", help="chỉ nhiệm vụ của cơ quan có tên chứa chữ này"
    )
    one.add_argument(
        "--programme", default="", metavar="SỐ", help="chỉ nhiệm vụ thực hiện văn bản này, như 57-NQ/TW"
    )
    one.add_argument(
        "--assigner", default="", metavar="CƠ-QUAN", help="chỉ nhiệm vụ do cơ quan có tên chứa chữ này giao"
    )
    one.add_argument(
        "--due", type=_window, metavar="KỲ", help="hạn trong kỳ này: 2026-12, 2026-Q1, 2026-01-01/2026-03-31"
    )
    one.add_argument("--state", default="", choices=_STATES, metavar="TRẠNG-THÁI", help=", ".join(_STATES))
    one.add_argument("--on", type=day, metavar="NGÀY", help="tính trạng thái vào ngày này; để trống: hôm nay")
    one.add_argument(
        "-o", "--output", metavar="TỆP", help="ghi vào tệp; tệp xlsx có sẵn giữ lại những gì đã gõ thêm"
    )
    one.add_argument(
        "--typed", metavar="TỆP", help="sổ xlsx mà người đã gõ vào: lấy cột xác nhận và ghi chú ở đó"
    )
    add_attributes(one)
    add_format(one, "tasks")
    one.set_defaults(run=tasks)


def _window(text: str) -> tuple[date | None, date | None]:
    from ..notation.periods import days

    found = days(text)
    if found == (None, None):
        raise argparse.ArgumentTypeError(f"không phải một kỳ: {text!r} (2026-12, 2026-Q1, 2026-01-01/..)")
    return found


def tasks(args: argparse.Namespace) -> int:
    """Print the ledger, or write it to a file."""
    from ..corpus.duties import LedgerFilter, confirmed, read_ledger
    from ..outputs import ledgers

    unread: list[str] = []
    if args.format == "xlsx" and not args.output:
        raise WrongUse("dạng xlsx cần -o TỆP")
    today, typed = args.on or date.today(), _typed(args)
    wanted = LedgerFilter(args.body, args.programme, args.due, args.state, args.assigner)
    found = corpus(args.paths, unread, args.follow_links, attribute_table(args))
    read = read_ledger(found, today)
    _warn(read.unplaced)
    rows = [row for row in confirmed(read.rows, typed.confirmed) if wanted.keeps(row)]
    try:
        page = ledgers.get(args.format).write(rows, today, typed, read.unplaced)
    except ModuleNotFoundError as error:
        raise WrongUse(f"{error.name}: {_EXTRA}") from error
    _put(page, args.output)
    return UNREAD if unread else CLEAN


def _warn(unplaced: Iterable[TaskChange]) -> None:
    """Changes that a later document orders of tasks that were not found: none is dropped in silence."""
    for one in unplaced:
        words = tr(
            "{path}: {document} thay đổi một nhiệm vụ không tìm thấy: “{sentence}”",
            path=one.path,
            document=one.document,
            sentence=one.sentence,
        )
        print(words, file=sys.stderr)


def _typed(args: argparse.Namespace) -> Handwritten:
    """What people have typed: into the workbook that is named, or into the one that is written again."""
    from ..outputs.ledgers import xlsx
    from ..outputs.ledgers.frame import Handwritten

    again = args.output if args.format == "xlsx" and Path(args.output).exists() else None
    path = args.typed or again
    if path is None:
        return Handwritten()
    try:
        return xlsx.read_typed(Path(path))
    except ModuleNotFoundError as error:
        raise WrongUse(f"{error.name}: {_EXTRA}") from error
    except Exception as error:  # whatever a broken workbook makes its reader say
        raise WrongUse(f"{path}: không phải sổ nhiệm vụ ({error})") from error


def _put(page: bytes, output: str | None) -> None:
    if output is None:
        sys.stdout.write(page.decode())
        return
    write_files({Path(output): page})
