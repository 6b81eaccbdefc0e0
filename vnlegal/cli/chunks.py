"""vnlegal chunks: documents cut by article, clause or point, for search indexes and language models."""

from __future__ import annotations

import argparse
from io import BytesIO
from pathlib import Path

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
    say,
    spread,
    write_files,
)


def add(commands: Commands) -> None:
    """Declare the command."""
    one = commands.add_parser(
        "chunks", help="cắt văn bản theo điều, khoản, điểm cho tìm kiếm và mô hình ngôn ngữ"
    )
    add_paths(one, "tệp, thư mục, tệp dữ liệu hoặc kho")
    one.add_argument(
        "--by", choices=("dieu", "khoan", "diem"), default="khoan", help="cắt theo (mặc định khoan)"
    )
    one.add_argument("--size", type=int, metavar="N", help="nhiều nhất N ký tự một đoạn, nếu có chỗ cắt")
    one.add_argument("--on", type=day, metavar="NGÀY", help="ghi tình trạng hiệu lực vào ngày này")
    one.add_argument(
        "--words", action="store_true", help="thêm các từ nhiều âm tiết (underthesea) để lập chỉ mục"
    )
    add_format(one, "chunks")
    one.add_argument("-o", "--output", type=Path, metavar="TỆP", help="ghi vào tệp (parquet: phải có)")
    add_attributes(one)
    one.set_defaults(run=chunks)


def chunks(args: argparse.Namespace) -> int:
    """Cut documents and print the chunks, or write them to a file."""
    from ..outputs import chunks as shapes

    if args.format == "parquet" and not args.output:
        raise WrongUse("dạng parquet cần -o TỆP.parquet")
    unread: list[str] = []
    held = corpus(args.paths, unread, args.follow_links, attribute_table(args))
    try:
        found = shapes.chunks_in(held, args.by, args.size, args.on, args.words)
        if args.format == "parquet":
            table = BytesIO()
            count = shapes.to_parquet(found, table)
            write_files({args.output: table.getvalue()})
            say(tr("{file}: {count} đoạn", file=args.output, count=count))
        elif args.output:
            write_files({args.output: "".join(shapes.lines(found, args.format))})
        else:
            spread(shapes.lines(found, args.format))
    except ValueError as error:
        raise WrongUse(str(error)) from error
    return UNREAD if unread else CLEAN
