"""vnlegal parse · text: documents as records, and the text that spans count in."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import bulk
from .frame import (
    CLEAN,
    UNREAD,
    Commands,
    WrongUse,
    add_attributes,
    add_format,
    are_many,
    attribute_table,
    inputs,
    sheet,
    spread,
)

if TYPE_CHECKING:
    from ..model import Document


def add(commands: Commands) -> None:
    """Declare the commands."""
    one = commands.add_parser("parse", help="đọc văn bản thành hồ sơ")
    one.add_argument("paths", nargs="+", metavar="TỆP", help="tệp, thư mục, hoặc - (đầu vào chuẩn)")
    add_format(one, "parse")
    add_attributes(one)
    bulk.add_output(one)
    one.set_defaults(run=parse)

    one = commands.add_parser("text", help="in phần chữ mà các vị trí (span) đếm trên đó")
    one.add_argument("path", metavar="TỆP")
    one.set_defaults(run=text)


def parse(args: argparse.Namespace) -> int:
    """Read documents and print their records."""
    if args.output:
        if args.attributes:
            raise WrongUse("--attributes không dùng cùng -o")
        return bulk.records(args)
    from .. import outputs
    from ..document import parse as read_document

    unread: list[str] = []
    attributes = attribute_table(args)

    def documents() -> Iterator[Document]:
        for source in inputs(args.paths, unread, attributes):
            yield read_document(source)

    spread(outputs.get(args.format).write(documents(), sheet(are_many(args.paths))))
    return UNREAD if unread else CLEAN


def text(args: argparse.Namespace) -> int:
    """Print the text that spans count in, unchanged."""
    unread: list[str] = []
    spread(source.text for source in inputs([args.path], unread))
    return UNREAD if unread else CLEAN
