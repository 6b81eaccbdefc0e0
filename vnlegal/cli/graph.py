"""vnlegal build · lineage · status · successors · query · export: the graph on disk, and questions to it."""

from __future__ import annotations

import argparse
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .. import sandbox
from ..language import tr
from . import bulk
from .frame import (
    CLEAN,
    CUT,
    NETWORK,
    UNREAD,
    Commands,
    Unread,
    WrongUse,
    add_attributes,
    add_format,
    add_paths,
    attribute_table,
    day,
    files,
    say,
    sheet,
    spread,
)

if TYPE_CHECKING:
    from ..graph.engines import Answer
    from ..graph.stores import Store
    from ..model import Mode, Work

_DIRECTIONS = {"up": "văn bản này thực hiện gì", "down": "văn bản nào thực hiện nó", "both": "cả hai chiều"}
_NUMBER = 'như người ta gõ: "1070/UBND-KGVX", "số 1070"'
_MODES: tuple[Mode, ...] = ("asserted", "reported")


def add(commands: Commands) -> None:
    """Declare the commands."""
    one = commands.add_parser("build", help="dựng kho từ các tệp, hoặc đưa kho theo các tệp")
    add_paths(one, "tệp hoặc thư mục")
    one.add_argument(
        "--shared", action="store_true", help="người khác trên máy cũng đọc được kho (theo umask)"
    )
    one.add_argument("-o", "--output", required=True, metavar="KHO")
    extent = one.add_mutually_exclusive_group()
    extent.add_argument(
        "--documents-only", dest="extent", action="store_const", const="documents", default="between",
        help="kho không có điều khoản và viện dẫn đến điều khoản",
    )  # fmt: skip
    extent.add_argument(
        "--own-references", dest="extent", action="store_const", const="all",
        help="đồ thị có cả viện dẫn từ điều khoản đến điều khoản của cùng văn bản (kho lớn hơn)",
    )  # fmt: skip
    one.add_argument(
        "--read-all", action="store_true", help="đọc mọi tệp để so nội dung, không tin cỡ và ngày của tệp"
    )
    add_attributes(one)
    bulk.add_jobs(one)
    one.set_defaults(run=build)
    _add_lineage(commands)
    _add_status(commands)
    _add_cites(commands)
    _add_query(commands)

    one = commands.add_parser("export", help="in cả kho ra RDF, theo thứ tự cố định")
    one.add_argument("--store", required=True, metavar="KHO")
    add_format(one, "export")
    one.add_argument(
        "--tables", choices=("neo4j", "parquet"), help="bảng nút và cạnh, ghi vào thư mục của -o"
    )
    one.add_argument("-o", "--output", metavar="THƯ-MỤC", help="cho --tables")
    one.set_defaults(run=export)


def _add_lineage(commands: Commands) -> None:
    one = commands.add_parser("lineage", help="văn bản này thực hiện gì, và văn bản nào thực hiện nó")
    one.add_argument("number", metavar="SỐ", help=_NUMBER)
    one.add_argument("--store", required=True, metavar="KHO")
    way = one.add_mutually_exclusive_group()
    for name, words in _DIRECTIONS.items():
        way.add_argument(f"--{name}", dest="direction", action="store_const", const=name, help=words)
    one.add_argument("--depth", type=int, metavar="N", help="nhiều nhất N bước")
    one.add_argument(
        "--relation", dest="kinds", action="append", type=_relation, metavar="QUAN-HỆ",
        help="chỉ theo quan hệ này (ghi nhiều lần được): implements, guides, promulgates, based_on …",
    )  # fmt: skip
    one.add_argument(
        "--mode", dest="modes", action="append", choices=_MODES, metavar="CÁCH-NÓI",
        help="asserted: chính văn bản nói; reported: văn bản khác nói về nó",
    )  # fmt: skip
    one.add_argument("--on", type=day, metavar="NGÀY", help="chỉ những gì đã nói đến ngày này (YYYY-MM-DD)")
    add_format(one, "lineage")
    one.set_defaults(run=lineage, direction="up")


def _add_cites(commands: Commands) -> None:
    one = commands.add_parser("cites", help="những nơi viện dẫn đến một điều, khoản, điểm")
    one.add_argument(
        "provision", metavar="ĐIỀU-KHOẢN", help='như người ta viết: "khoản 2 Điều 35 Luật Đất đai"'
    )
    one.add_argument("--store", required=True, metavar="KHO")
    add_format(one, "cites")
    one.set_defaults(run=cites)


def _add_status(commands: Commands) -> None:
    one = commands.add_parser("status", help="hiệu lực của một văn bản vào một ngày, và căn cứ để nói vậy")
    one.add_argument("number", metavar="SỐ", help=_NUMBER)
    one.add_argument("--on", type=day, default=None, metavar="NGÀY", help="YYYY-MM-DD; để trống: hôm nay")
    one.add_argument("--store", required=True, metavar="KHO")
    add_format(one, "status")
    one.set_defaults(run=status)

    one = commands.add_parser("successors", help="cơ quan nào nay thay cho một cơ quan đã sáp nhập")
    one.add_argument("body", metavar="CƠ-QUAN", help='tên, như "Bộ Kế hoạch và Đầu tư"')
    one.add_argument("--on", type=day, default=None, metavar="NGÀY", help="YYYY-MM-DD; để trống: hôm nay")
    add_format(one, "successors")
    one.set_defaults(run=successors)


def _add_query(commands: Commands) -> None:
    one = commands.add_parser(
        "query", help="hỏi kho: câu hỏi có tên, hoặc SPARQL",
        epilog=f"Mã kết thúc 4: kết quả bị cắt. {NETWORK}",
    )  # fmt: skip
    one.add_argument("question", nargs="?", metavar="TÊN|TỆP.rq|SPARQL", help="để trống: liệt kê các câu hỏi")
    one.add_argument("--store", metavar="KHO")
    one.add_argument("--param", type=_pair, action="append", default=[], metavar="TÊN=GIÁ-TRỊ")
    one.add_argument("--seconds", type=float, default=60.0, metavar="N", help="nhiều nhất N giây")
    one.add_argument("--rows", type=int, default=100_000, metavar="N", help="nhiều nhất N dòng")
    one.add_argument("--memory", type=int, default=2048, metavar="N", help="nhiều nhất N MB bộ nhớ")
    one.add_argument("--engine", choices=("pyoxigraph", "rdflib"), default="pyoxigraph")
    add_format(one, "query")
    one.set_defaults(run=query)


def _pair(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"cần TÊN=GIÁ-TRỊ, không phải {words!r}")
    return name, value


def _relation(words: str) -> str:
    """The key of a relation, from its key or its label in either language."""
    from ..vocabulary import relations

    for row in relations():
        if words in (row.id, row.label, *row.label.split(", "), *row.label_en.split(", ")):
            return row.id
    raise argparse.ArgumentTypeError(f"không có {words!r} (có: {', '.join(row.id for row in relations())})")


def _store(path: str) -> Store:
    from ..graph.disk import StoreError
    from ..graph.stores import Store

    try:
        return Store.open(path)
    except StoreError as error:
        raise Unread(str(error)) from error


def _work(store: Store, number: str) -> Work:
    from ..graph.asked import NotOneWorkError, work_of

    try:
        return work_of(store, number)
    except NotOneWorkError as error:
        raise WrongUse(str(error)) from error


def build(args: argparse.Namespace) -> int:
    """Bring a store to what some files say."""
    from ..corpus import read_document
    from ..graph.build import build as bring
    from ..graph.disk import FullDiskError, StoreError
    from ..graph.writer import LOADERS

    paths, attributes = list(files(args.paths, args.follow_links)), attribute_table(args)
    read = partial(read_document, attributes=attributes)
    loaders = 0 if args.jobs == 1 else LOADERS  # --jobs 1 asks for one core
    try:
        with bulk.sharing(args, len(paths)) as share:
            told = attributes.told if attributes else lambda path: ""
            built = bring(
                paths, args.output, read, bulk.Progress(), share, loaders, told,
                shared=args.shared, extent=args.extent, trust_dates=not args.read_all,
            )  # fmt: skip
    except FullDiskError:
        raise
    except StoreError as error:
        raise WrongUse(str(error)) from error
    for path, why in built.unread:
        say(f"{path}: {why.removeprefix(f'{path}: ')}")
    if built.rebuilt:
        say(built.rebuilt)
    say(
        f"{args.output}: {len(built.added)} mới, {len(built.changed)} đổi, {len(built.removed)} bỏ, "
        f"{built.unchanged} như cũ"
    )
    return UNREAD if built.unread else CLEAN


def lineage(args: argparse.Namespace) -> int:
    """Print what a document carries out, or what carries it out, with the evidence of every step."""
    from ..graph.lineage import lineage as walk
    from ..outputs import lineages

    store = _store(args.store)
    work = _work(store, args.number)
    modes: tuple[Mode, ...] = tuple(args.modes or _MODES)
    answer = walk(store, work.iri, args.direction, args.depth, args.kinds, modes, args.on)
    spread(lineages.get(args.format).write(answer, sheet(many=False)))
    return CLEAN


def status(args: argparse.Namespace) -> int:
    """Print whether a document is in force on a day, with what that rests on."""
    from ..graph.validity import validity
    from ..outputs import statuses

    store = _store(args.store)
    found = validity(store, _work(store, args.number).iri, args.on or date.today())
    spread(statuses.get(args.format).write(found, sheet(many=False)))
    return CLEAN


def cites(args: argparse.Namespace) -> int:
    """Print where a provision, or a unit of it, is referred to."""
    from ..corpus.provisions import Sought
    from ..graph.citing import citing
    from ..graph.disk import StoreError
    from ..graph.texts import opened
    from ..outputs.citations import CITATIONS

    asked = Sought.of(args.provision)
    if asked is None or not asked.act:
        raise WrongUse(f"cần một điều khoản và văn bản của nó, không phải {args.provision!r}")
    try:
        with opened(Path(args.store)) as (store, texts):
            found = [*citing(store, texts, _work(store, asked.act).iri, asked.eid)]
    except StoreError as error:
        raise Unread(str(error)) from error
    if not found:
        say(f"{args.provision}: kho không có nơi nào viện dẫn")
    spread(CITATIONS[args.format](found, sheet(many=False)))
    say(tr("{count} nơi", count=len(found)))
    return CLEAN


def successors(args: argparse.Namespace) -> int:
    """Print who answers for a body on a day; the registry knows it, so that no store is needed."""
    from ..graph.questions import BadParameterError
    from ..graph.stores import Store
    from ..outputs import answers

    on = args.on or date.today()
    try:
        answer = Store.of_vocabulary().query("successors", body=args.body, on=on)
    except BadParameterError as error:
        raise WrongUse(f"không nhận ra cơ quan {args.body!r}") from error
    if not answer.rows:
        say(f"{args.body}: đến ngày {on:%d/%m/%Y} chưa thấy cơ quan nào thay")
    spread(answers.get(args.format).write(answer, sheet(many=True)))
    return CLEAN


def query(args: argparse.Namespace) -> int:
    """Answer a named question, or SPARQL as typed or in a file; without one, list the names."""
    from ..graph.questions import BadParameterError, questions
    from ..graph.sparql import RefusedQueryError
    from ..graph.stores import UnknownQuestionError
    from ..outputs import answers

    if args.question is None:
        spread(f"{one.name:<24} {one.title}\n" for one in questions().values())
        return CLEAN
    if args.store is None:
        raise WrongUse("thiếu --store KHO")
    try:
        answer = _answer(args)
    except (UnknownQuestionError, BadParameterError, RefusedQueryError) as error:
        raise WrongUse(str(error)) from error
    spread(answers.get(args.format).write(answer, sheet(many=True)))
    if answer.cut:
        say(f"kết quả bị cắt: {answer.cut}")
        return CUT
    return CLEAN


def _answer(args: argparse.Namespace) -> Answer:
    from ..graph.disk import StoreError
    from ..graph.limits import Limits, ask

    if not sandbox.can_lock():
        say(sandbox.MISSING)
    limits = Limits(args.seconds, args.rows, memory=args.memory)
    try:
        return ask(args.store, _sparql(args.question), dict(args.param), limits, args.engine)
    except StoreError as error:
        raise Unread(str(error)) from error


def _sparql(question: str) -> str:
    if not question.endswith(".rq"):
        return question
    try:
        return Path(question).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unread(f"{question}: không đọc được câu truy vấn") from error


def _export_tables(store: Store, args: argparse.Namespace) -> int:
    from ..graph.tables import to_neo4j, to_parquet

    if not args.output:
        raise WrongUse("--tables cần -o THƯ-MỤC")
    write = to_neo4j if args.tables == "neo4j" else to_parquet
    try:
        for path in write(store, args.output):
            say(str(path))
    except ModuleNotFoundError as error:
        raise WrongUse(f"cần thư viện {error.name}: pip install 'vnlegal[parquet]'") from error
    return CLEAN


def export(args: argparse.Namespace) -> int:
    """Print the whole graph of a store, sorted: the same store gives the same bytes."""
    from ..graph.syntaxes import SYNTAXES

    store = _store(args.store)
    if args.tables:
        return _export_tables(store, args)
    spread(store.nquads() if args.format == "nquads" else [SYNTAXES[args.format](store.quads())])
    return CLEAN
