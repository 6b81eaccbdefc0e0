"""vnlegal build · lineage · query: the graph on disk, and questions to it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .frame import CLEAN, UNREAD, Commands, Unread, WrongUse, add_format, say, sheet, spread

if TYPE_CHECKING:
    from ..graph.engines import Answer
    from ..graph.stores import Store

_DIRECTIONS = {"up": "văn bản này thực hiện gì", "down": "văn bản nào thực hiện nó", "both": "cả hai chiều"}


def add(commands: Commands) -> None:
    """Declare the commands."""
    one = commands.add_parser("build", help="dựng kho từ các tệp, hoặc đưa kho theo các tệp")
    one.add_argument("paths", nargs="+", metavar="TỆP", help="tệp hoặc thư mục")
    one.add_argument("-o", "--output", required=True, metavar="KHO")
    one.set_defaults(run=build)

    one = commands.add_parser("lineage", help="văn bản này thực hiện gì, và văn bản nào thực hiện nó")
    one.add_argument("number", metavar="SỐ", help='như người ta gõ: "1070/UBND-KGVX", "số 1070"')
    one.add_argument("--store", required=True, metavar="KHO")
    way = one.add_mutually_exclusive_group()
    for name, words in _DIRECTIONS.items():
        way.add_argument(f"--{name}", dest="direction", action="store_const", const=name, help=words)
    one.add_argument("--depth", type=int, metavar="N", help="nhiều nhất N bước")
    add_format(one, "lineage")
    one.set_defaults(run=lineage, direction="up")

    one = commands.add_parser("query", help="hỏi kho: câu hỏi có tên, hoặc SPARQL")
    one.add_argument("question", nargs="?", metavar="TÊN|TỆP.rq|SPARQL", help="để trống: liệt kê các câu hỏi")
    one.add_argument("--store", metavar="KHO")
    one.add_argument("--param", type=_pair, action="append", default=[], metavar="TÊN=GIÁ-TRỊ")
    one.add_argument("--seconds", type=float, default=60.0, metavar="N", help="nhiều nhất N giây")
    one.add_argument("--rows", type=int, default=100_000, metavar="N", help="nhiều nhất N dòng")
    one.add_argument("--engine", choices=("pyoxigraph", "rdflib"), default="pyoxigraph")
    add_format(one, "query")
    one.set_defaults(run=query)


def _pair(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"cần TÊN=GIÁ-TRỊ, không phải {words!r}")
    return name, value


def _store(path: str) -> Store:
    from ..graph.disk import StoreError
    from ..graph.stores import Store

    try:
        return Store.open(path)
    except StoreError as error:
        raise Unread(str(error)) from error


def build(args: argparse.Namespace) -> int:
    """Bring a store to what some files say."""
    from ..corpus import read_document
    from ..formats import expand
    from ..graph.build import build as bring
    from ..graph.disk import StoreError

    try:
        built = bring(expand(args.paths), args.output, read_document, _progress)
    except StoreError as error:
        raise WrongUse(str(error)) from error
    for path, why in built.unread:
        say(f"{path}: {why.removeprefix(f'{path}: ')}")
    if built.rebuilt:
        say(built.rebuilt)
    counts = (
        f"{len(built.added)} mới, {len(built.changed)} đổi, {len(built.removed)} bỏ, {built.unchanged} như cũ"
    )
    say(f"{args.output}: {counts}")
    return UNREAD if built.unread else CLEAN


def _progress(stage: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{stage} {done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)


def lineage(args: argparse.Namespace) -> int:
    """Print what a document carries out, or what carries it out, with the evidence of every step."""
    from ..graph.lineage import lineage as walk
    from ..outputs import lineages

    store = _store(args.store)
    found = store.find(args.number)
    if len(found) != 1:
        listed = "".join(f"\n  {work.number or work.title}  {work.iri}" for work in found)
        raise WrongUse(f"{args.number!r} có thể là:{listed}" if found else f"kho không có {args.number!r}")
    answer = walk(store, found[0].iri, args.direction, args.depth)
    spread(lineages.get(args.format).write(answer, sheet(many=False)))
    return CLEAN


def query(args: argparse.Namespace) -> int:
    """Answer a named question, or SPARQL as typed or in a file; without one, list the names."""
    from ..graph.engines import RefusedQueryError
    from ..graph.questions import BadParameterError, questions
    from ..graph.stores import UnknownQuestionError
    from ..outputs import answers

    if args.question is None:
        spread(f"{one.name:<24} {one.vi}\n" for one in questions().values())
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
    return CLEAN


def _answer(args: argparse.Namespace) -> Answer:
    from ..graph.limits import Limits, ask

    store, question = _store(args.store), _sparql(args.question)
    if args.engine == "rdflib":
        return _in_rdflib(store).query(question, **dict(args.param))
    return ask(args.store, question, dict(args.param), Limits(args.seconds, args.rows))


def _in_rdflib(store: Store) -> Store:
    from ..graph.engines import Rdflib
    from ..graph.stores import Store

    return Store(Rdflib(store.rdflib()))


def _sparql(question: str) -> str:
    if not question.endswith(".rq"):
        return question
    try:
        return Path(question).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unread(f"{question}: không đọc được câu truy vấn") from error
