"""vnlegal review: which held documents rest on what an act has changed."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from .frame import (
    CLEAN,
    UNREAD,
    Commands,
    Unread,
    WrongUse,
    add_attributes,
    add_format,
    attribute_table,
    corpus,
    day,
    spread,
    write_files,
)

_BINARY = ("xlsx", "docx")


def add(commands: Commands) -> None:
    """Declare the command."""
    one = commands.add_parser(
        "review", help="rà soát: văn bản nào dựa trên điều mà một văn bản mới đã thay đổi"
    )
    one.add_argument("paths", nargs="+", metavar="TỆP", help="kho, tệp hoặc thư mục")
    one.add_argument("--changed", required=True, metavar="SỐ", help="văn bản mới: 35/2018/QH14, hay tên gọi")
    one.add_argument("--on", type=day, metavar="NGÀY", help="tính đến ngày này; mặc định hôm nay")
    add_format(one, "review")
    one.add_argument("-o", "--output", type=Path, metavar="TỆP", help="ghi vào tệp (xlsx, docx: phải có)")
    add_attributes(one)
    one.set_defaults(run=review)


def review(args: argparse.Namespace) -> int:
    """Print the review, or write it to a file."""
    from ..graph.asked import NotOneWorkError
    from ..graph.review import review as reviewed
    from ..outputs import reviews

    if args.format in _BINARY and not args.output:
        raise WrongUse(f"dạng {args.format} cần -o TỆP.{args.format}")
    unread: list[str] = []
    held = corpus(args.paths, unread, attributes=attribute_table(args))
    try:
        shown = reviews.SHAPES[args.format](reviewed(held, args.changed, args.on or date.today()))
    except NotOneWorkError as error:
        raise Unread(str(error)) from error
    except ImportError as error:
        raise WrongUse(f"cần thư viện {error.name}: pip install 'vnlegal[ledger,word]'") from error
    if args.output:
        write_files({args.output: shown})
    elif isinstance(shown, str):
        spread([shown])
    return UNREAD if unread else CLEAN
