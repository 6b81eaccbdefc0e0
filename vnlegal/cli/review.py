"""vnlegal review: which held documents rest on what an act has changed."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from ..corpus import Corpus

_BINARY = ("xlsx", "docx")


def add(commands: Commands) -> None:
    """Declare the command."""
    one = commands.add_parser(
        "review", help="rà soát: văn bản nào dựa trên điều mà một văn bản mới đã thay đổi"
    )
    one.add_argument("paths", nargs="+", metavar="TỆP", help="kho, tệp hoặc thư mục")
    asked = one.add_mutually_exclusive_group(required=True)
    asked.add_argument("--changed", metavar="SỐ", help="văn bản mới: 35/2018/QH14, hay tên gọi")
    asked.add_argument(
        "--lists", action="store_true", help="hệ thống hóa: danh mục còn, hết, còn một phần, ngưng hiệu lực"
    )
    one.add_argument("--on", type=day, metavar="NGÀY", help="tính đến ngày này; mặc định hôm nay")
    add_format(one, "review")
    one.add_argument("-o", "--output", type=Path, metavar="TỆP", help="ghi vào tệp (xlsx, docx: phải có)")
    add_attributes(one)
    one.set_defaults(run=review)


def review(args: argparse.Namespace) -> int:
    """Print the review, or write it to a file."""
    from ..graph.asked import NotOneWorkError

    if args.format in _BINARY and not args.output:
        raise WrongUse(f"dạng {args.format} cần -o TỆP.{args.format}")
    unread: list[str] = []
    held = corpus(args.paths, unread, attributes=attribute_table(args))
    try:
        shown = (_listed if args.lists else _reviewed)(held, args)
    except NotOneWorkError as error:
        raise Unread(str(error)) from error
    except ImportError as error:
        raise WrongUse(f"cần thư viện {error.name}: pip install 'vnlegal[ledger,word]'") from error
    if args.output:
        write_files({args.output: shown})
    elif isinstance(shown, str):
        spread([shown])
    return UNREAD if unread else CLEAN


def _reviewed(held: Corpus, args: argparse.Namespace) -> str | bytes:
    """Who rests on what one act changed."""
    from ..graph.review import review as made
    from ..outputs.reviews import SHAPES

    return SHAPES[args.format](made(held, args.changed, args.on or date.today()))


def _listed(held: Corpus, args: argparse.Namespace) -> str | bytes:
    """All held documents by their effect."""
    from ..graph.systematisation import systematised
    from ..outputs.systematisation import SHAPES

    on = args.on or date.today()
    return SHAPES[args.format](systematised(held, on), on)
