"""vnlegal parse · audit · text: records, how well documents were read, the text that spans count in."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import bulk
from .frame import CLEAN, UNREAD, Commands, add_format, are_many, inputs, sheet, spread

if TYPE_CHECKING:
    from ..model import Document


def add(commands: Commands) -> None:
    """Declare the commands."""
    one = commands.add_parser("parse", help="đọc văn bản thành hồ sơ")
    one.add_argument("paths", nargs="+", metavar="TỆP", help="tệp, thư mục, hoặc - (đầu vào chuẩn)")
    add_format(one, "parse")
    bulk.add_output(one)
    one.set_defaults(run=parse)

    one = commands.add_parser("audit", help="một trang: các văn bản được đọc tới đâu, còn thiếu gì")
    one.add_argument("paths", nargs="+", metavar="TỆP", help="tệp, thư mục, hoặc - (đầu vào chuẩn)")
    one.add_argument("--format", choices=("text", "json"), default="text", help="dạng in ra (mặc định text)")
    one.set_defaults(run=audit)

    one = commands.add_parser("text", help="in phần chữ mà các vị trí (span) đếm trên đó")
    one.add_argument("path", metavar="TỆP")
    one.set_defaults(run=text)


def parse(args: argparse.Namespace) -> int:
    """Read documents and print their records."""
    if args.output:
        return bulk.records(args)
    from .. import outputs
    from ..document import parse as read_document

    unread: list[str] = []

    def documents() -> Iterator[Document]:
        for source in inputs(args.paths, unread):
            yield read_document(source)

    spread(outputs.get(args.format).write(documents(), sheet(are_many(args.paths))))
    return UNREAD if unread else CLEAN


def audit(args: argparse.Namespace) -> int:
    """Read documents and print how well they were read."""
    from ..document import parse as read_document
    from ..outputs.audit import Audit

    found = Audit()
    for source in inputs(args.paths, found.failed):
        begin = time.process_time()
        document = read_document(source)
        found.add(document, time.process_time() - begin)
    spread([found.to_json()] if args.format == "json" else found.to_text())
    return UNREAD if found.failed else CLEAN


def text(args: argparse.Namespace) -> int:
    """Print the text that spans count in, unchanged."""
    unread: list[str] = []
    spread(source.text for source in inputs([args.path], unread))
    return UNREAD if unread else CLEAN
