"""vnlegal consolidate: the text of an act on a day, as the acts at hand changed it."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .frame import CLEAN, Commands, Unread, WrongUse, add_format, sheet, spread
from .tasks import day

if TYPE_CHECKING:
    from ..corpus.consolidation import Consolidated
    from ..model import Document


class Handed(NamedTuple):
    """A file with what is known of it from outside: its number, and its name if that is told."""

    path: str
    number: str
    name: str | None


def add(commands: Commands) -> None:
    """Declare the commands."""
    one = commands.add_parser("consolidate", help="văn bản vào một ngày: văn bản gốc và các lệnh sửa đổi")
    one.add_argument(
        "--base", required=True, type=_handed, metavar="TỆP=SỐ[=TÊN]", help="văn bản gốc, số và tên của nó"
    )
    one.add_argument(
        "--by", action="append", default=[], type=_handed, metavar="TỆP=SỐ[=TÊN]", help="văn bản sửa đổi"
    )
    one.add_argument("--on", required=True, type=day, metavar="NGÀY", help="ngày cần xem, YYYY-MM-DD")
    add_format(one, "consolidate")
    one.set_defaults(run=consolidate)


def _handed(words: str) -> Handed:
    path, _, known = words.partition("=")
    number, _, name = known.partition("=")
    if not path or not number.strip():
        raise argparse.ArgumentTypeError(f"cần TỆP=SỐ hoặc TỆP=SỐ=TÊN, không phải {words!r}")
    return Handed(path, number.strip(), name.strip() or None)


def consolidate(args: argparse.Namespace) -> int:
    """Print an act on a day."""
    from ..outputs import consolidations

    found = _consolidated(args.base, args.by, args.on)
    spread(consolidations.get(args.format).write(found, sheet(many=False)))
    return CLEAN


def _consolidated(base: Handed, by: list[Handed], on: date) -> Consolidated:
    from ..corpus import Corpus

    if len({one.path for one in (base, *by)}) <= len(by):
        raise WrongUse("mỗi tệp chỉ nêu một lần")
    texts = [_read(one) for one in (base, *by)]
    corpus = Corpus.of(texts)
    work = corpus.work_of[texts[0].source.path]
    if len(work.documents) > 1:
        raise WrongUse(f"{base.number}: số của văn bản gốc trùng số của một văn bản sửa đổi")
    return corpus.timeline(work.iri).on(on)


def _read(one: Handed) -> Document:
    from .. import formats
    from ..document import parse

    try:
        source = formats.read(one.path, {"number": one.number, "title": one.name})
    except formats.UnreadableFile as error:
        raise Unread(str(error)) from error
    return parse(source)
