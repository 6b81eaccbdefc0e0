"""vnlegal verify: does what a text says of the law stand there, provision by provision, word by word."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from .frame import (
    CLEAN,
    FINDINGS,
    UNREAD,
    Commands,
    add_attributes,
    attribute_table,
    corpus,
    day,
    documents,
    files,
    spread,
)


def add(commands: Commands) -> None:
    """Declare the command."""
    words = "so từng câu của một bài viết với văn bản nó dẫn: điều khoản, hiệu lực, chữ trích"
    one = commands.add_parser("verify", help=words)
    one.add_argument("text", metavar="BÀI", help="tệp cần so, hoặc - (đầu vào chuẩn)")
    one.add_argument(
        "--with", nargs="+", required=True, dest="paths", metavar="TỆP", help="văn bản, thư mục hoặc kho"
    )
    one.add_argument("--on", type=day, metavar="NGÀY", help="hiệu lực vào ngày này; mặc định hôm nay")
    one.add_argument("--format", choices=("text", "json"), default="text", help="dạng in ra (mặc định text)")
    add_attributes(one)
    one.set_defaults(run=verify)


def verify(args: argparse.Namespace) -> int:
    """Print what verifying came to; the exit status is 1 where something is not found."""
    from ..graph.verify import is_clean
    from ..graph.verify import verify as verified
    from ..outputs import verification

    unread: list[str] = []
    posted = next(documents(files([args.text]), unread), None)
    held = corpus(args.paths, unread, attributes=attribute_table(args))
    if posted is None:
        return UNREAD
    found = verified(posted, held, args.on or date.today())
    if args.format == "json":
        sys.stdout.write(verification.as_json(posted, found))
    else:
        spread(verification.as_text(posted, found))
    return UNREAD if unread else CLEAN if is_clean(found) else FINDINGS
