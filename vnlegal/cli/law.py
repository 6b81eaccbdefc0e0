"""vnlegal consolidate · at · history · diff · compare-vbhn: the law on a day, as acts changed it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .frame import (
    CLEAN,
    FINDINGS,
    Commands,
    Unread,
    WrongUse,
    add_format,
    day,
    say,
    sheet,
    sources,
    spread,
)

if TYPE_CHECKING:
    from ..corpus.consolidation import Timeline
    from ..model import Document


class Handed(NamedTuple):
    """A file with what is known of it from outside: its number, and its name if that is told."""

    path: str
    number: str
    name: str | None


def add(commands: Commands) -> None:
    """Declare the commands."""
    one = commands.add_parser("consolidate", help="văn bản vào một ngày: văn bản gốc và các lệnh sửa đổi")
    one.add_argument("number", nargs="?", metavar="SỐ", help="số hoặc tên của văn bản trong kho")
    one.add_argument("--store", metavar="KHO", help="kho có văn bản ấy")
    one.add_argument(
        "--base", type=_handed, metavar="TỆP=SỐ[=TÊN]", help="không cần kho: văn bản gốc, số, tên"
    )
    one.add_argument(
        "--by", action="append", default=[], type=_handed, metavar="TỆP=SỐ[=TÊN]", help="văn bản sửa đổi"
    )
    one.add_argument("--on", required=True, type=day, metavar="NGÀY", help="ngày cần xem, YYYY-MM-DD")
    add_format(one, "consolidate")
    one.set_defaults(run=consolidate)

    one = commands.add_parser("at", help="một điều khoản vào một ngày, và ai đã sửa nó")
    one.add_argument("provision", metavar="ĐIỀU", help='như "khoản 2 Điều 35 Luật Đất đai"')
    one.add_argument("--on", required=True, type=day, metavar="NGÀY", help="ngày cần xem, YYYY-MM-DD")
    _of_store(one, "at")
    one.set_defaults(run=at)

    one = commands.add_parser("history", help="mọi lần đổi của một điều khoản")
    one.add_argument("provision", metavar="ĐIỀU", help='như "khoản 2 Điều 35 Luật Đất đai"')
    _of_store(one, "history")
    one.set_defaults(run=history)

    one = commands.add_parser("diff", help="một văn bản khác gì giữa hai ngày")
    one.add_argument("number", metavar="SỐ", help="số hoặc tên của văn bản trong kho")
    one.add_argument("first", type=day, metavar="NGÀY")
    one.add_argument("second", type=day, metavar="NGÀY")
    _of_store(one, "diff")
    one.set_defaults(run=diff)

    one = commands.add_parser("compare-vbhn", help="văn bản hợp nhất chính thức khác gì bản tính ra")
    one.add_argument("path", metavar="TỆP", help="văn bản hợp nhất")
    one.add_argument("--on", type=day, metavar="NGÀY", help="để trống: ngày cuối mà các ghi chú nêu")
    _of_store(one, "compare-vbhn")
    one.set_defaults(run=compare)


def _of_store(one: argparse.ArgumentParser, name: str) -> None:
    one.add_argument("--store", required=True, metavar="KHO", help="kho có văn bản ấy")
    add_format(one, name)


def _handed(words: str) -> Handed:
    path, _, known = words.partition("=")
    number, _, name = known.partition("=")
    if not path or not number.strip():
        raise argparse.ArgumentTypeError(f"cần TỆP=SỐ hoặc TỆP=SỐ=TÊN, không phải {words!r}")
    return Handed(path, number.strip(), name.strip() or None)


def consolidate(args: argparse.Namespace) -> int:
    """Print an act on a day."""
    from ..outputs import consolidations

    if bool(args.base) == bool(args.number and args.store):
        raise WrongUse("cần --base (và --by), hoặc số của văn bản với --store")
    found = _handed_in(args.base, args.by) if args.base else _stored(args.number, args.store)
    spread(consolidations.get(args.format).write(found.on(args.on), sheet(many=False)))
    return CLEAN


def _handed_in(base: Handed, by: list[Handed]) -> Timeline:
    from ..corpus import Corpus

    if len({one.path for one in (base, *by)}) <= len(by):
        raise WrongUse("mỗi tệp chỉ nêu một lần")
    texts = [_read(one) for one in (base, *by)]
    corpus = Corpus.of(texts)
    work = corpus.work_of[texts[0].source.path]
    if len(work.documents) > 1:
        raise WrongUse(f"{base.number}: số của văn bản gốc trùng số của một văn bản sửa đổi")
    found = corpus.timeline(work.iri)
    heard = {one.document.source.path for one in found.orders}
    heard |= {one.document.source.path for one in found.aside}
    for one, text in zip(by, texts[1:], strict=True):
        if text.source.path not in heard:
            say(f"{one.path}: không có lệnh nào về {base.number} mà đọc được")
    return found


def _read(one: Handed) -> Document:
    from .. import formats
    from ..document import parse

    try:
        source = formats.read(one.path, {"number": one.number, "title": one.name})
    except formats.UnreadableFile as error:
        raise Unread(str(error)) from error
    return parse(source)


def _stored(words: str, folder: str) -> Timeline:
    """An act of a store through time."""
    from ..graph.asked import NotOneWorkError, work_of
    from ..graph.law import timeline
    from ..graph.stores import Store

    try:
        return timeline(Path(folder), work_of(Store.open(folder), words).iri)
    except NotOneWorkError as error:
        raise WrongUse(str(error)) from error
    except KeyError as error:
        raise WrongUse(f"kho không có toàn văn của {words!r}") from error


def _asked(words: str, folder: str) -> tuple[Timeline, str]:
    from ..corpus.provisions import Sought

    asked = Sought.of(words)
    if asked is None or not asked.act:
        raise WrongUse(f"cần một điều khoản và văn bản của nó, không phải {words!r}")
    return _stored(asked.act, folder), asked.eid


def at(args: argparse.Namespace) -> int:
    """Print a provision on a day."""
    from ..corpus.consolidation import at as found_at
    from ..outputs import versions

    found = found_at(*_asked(args.provision, args.store), args.on)
    if found is None:
        raise WrongUse(
            f"{args.provision}: ngày {args.on:%d/%m/%Y} không có, hoặc có nhiều điều khoản cùng số"
        )
    spread(versions.version(found, args.format))
    return CLEAN


def history(args: argparse.Namespace) -> int:
    """Print all versions of a provision."""
    from ..corpus.consolidation import history as found_history
    from ..outputs import versions

    found = found_history(*_asked(args.provision, args.store))
    if not found:
        raise WrongUse(f"{args.provision}: không có, hoặc có nhiều điều khoản cùng số")
    spread(versions.history(found, args.format))
    return CLEAN


def diff(args: argparse.Namespace) -> int:
    """Print what differs in an act between two days."""
    from ..corpus.consolidation import differences
    from ..outputs import versions

    spread(versions.diff(differences(_stored(args.number, args.store), args.first, args.second), args.format))
    return CLEAN


def compare(args: argparse.Namespace) -> int:
    """Print where an official consolidated text and the computed one differ."""
    from ..corpus.consolidation import day_of, disagreements
    from ..document import parse
    from ..outputs import versions

    unread: list[str] = []
    read = [parse(source) for source in sources([Path(args.path)], unread)]
    if not read:
        raise Unread(args.path)
    on = args.on or day_of(read[0])
    if on is None:
        raise WrongUse(f"{args.path}: không ghi chú nào nêu ngày có hiệu lực; hãy thêm --on NGÀY")
    found = [*disagreements(_consolidated(read[0], args.store), read[0], on)]
    spread(versions.compared(found, args.format))
    return FINDINGS if found else CLEAN


def _consolidated(official: Document, folder: str) -> Timeline:
    """The act that an official text consolidates: the first one it names of which the store has a text."""
    for one in official.mentions:
        if one.number:
            try:
                return _stored(str(one.number.value), folder)
            except WrongUse:
                continue
    raise WrongUse(f"kho không có toàn văn của văn bản nào mà {official.source.path} nêu")
