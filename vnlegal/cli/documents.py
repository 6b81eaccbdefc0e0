"""vnlegal parse · provisions · audit · text: records, what they refer to, how well documents were read."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from . import bulk
from .frame import (
    CLEAN,
    UNREAD,
    Commands,
    add_attributes,
    add_format,
    add_paths,
    are_many,
    attribute_table,
    documents,
    files,
    sheet,
    sources,
    spread,
)


def add(commands: Commands) -> None:
    """Declare the commands."""
    one = commands.add_parser("parse", help="đọc văn bản thành hồ sơ")
    add_paths(one, "tệp, thư mục, hoặc - (đầu vào chuẩn)")
    add_format(one, "parse")
    add_attributes(one)
    bulk.add_output(one)
    one.set_defaults(run=parse)

    one = commands.add_parser("provisions", help="viện dẫn đến điều, khoản, điểm: chỗ đứng, văn bản, đích")
    add_paths(one, "tệp, thư mục, hoặc - (đầu vào chuẩn)")
    add_format(one, "provisions")
    add_attributes(one)
    one.set_defaults(run=provisions)

    one = commands.add_parser("audit", help="một trang: các văn bản được đọc tới đâu, còn thiếu gì")
    add_paths(one, "tệp, thư mục, hoặc - (đầu vào chuẩn)")
    one.add_argument("--format", choices=("text", "json"), default="text", help="dạng in ra (mặc định text)")
    one.set_defaults(run=audit)

    one = commands.add_parser("text", help="in phần chữ mà các vị trí (span) đếm trên đó")
    one.add_argument("path", metavar="TỆP")
    one.set_defaults(run=text)


def parse(args: argparse.Namespace) -> int:
    """Read documents and print their records."""
    if args.output:
        return bulk.records(args, attribute_table(args))
    from .. import outputs

    unread: list[str] = []
    read = documents(files(args.paths, args.follow_links), unread, attribute_table(args))
    spread(outputs.get(args.format).write(read, sheet(are_many(args.paths))))
    return UNREAD if unread else CLEAN


def provisions(args: argparse.Namespace) -> int:
    """Read documents and print what they refer to, provision by provision."""
    from ..outputs.provisions import SHAPES

    unread: list[str] = []
    read = documents(files(args.paths, args.follow_links), unread, attribute_table(args))
    output = next(one for one in SHAPES if one.name == args.format)
    spread(output.write(read, sheet(are_many(args.paths))))
    return UNREAD if unread else CLEAN


def audit(args: argparse.Namespace) -> int:
    """Read documents and print how well they were read."""
    from ..outputs.audit import Audit

    found, begin = Audit(), time.process_time()
    for document in documents(files(args.paths, args.follow_links), found.failed):
        found.add(document, time.process_time() - begin)
        begin = time.process_time()
    spread([found.to_json()] if args.format == "json" else found.to_text())
    return UNREAD if found.failed else CLEAN


def text(args: argparse.Namespace) -> int:
    """Print the text that spans count in, unchanged."""
    unread: list[str] = []
    spread(source.text for source in sources([Path(args.path)], unread))
    return UNREAD if unread else CLEAN
