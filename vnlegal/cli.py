"""The command `vnlegal`: a shell over the library, without logic of its own.

Machine output alone goes to stdout; messages go to stderr, in Vietnamese.  Exit status: 0 clean,
1 findings, 2 wrong use, 3 some input could not be read.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from .corpus import Corpus
    from .graph.stores import Store
    from .model import Document, Source
    from .outputs import Sheet

CLEAN, FINDINGS, MISUSE, UNREAD = range(4)
# The shapes of each command's output, the usual one first; a test holds that these are the racks.
SHAPES = {
    "parse": ("text", "json", "jsonl"),
    "lineage": ("tree", "json"),
    "query": ("table", "json", "csv"),
    "check": (
        "text", "concise", "json", "jsonl", "sarif", "github", "junit", "csv", "markdown", "html",
    ),
}  # fmt: skip
_DIRECTIONS = {"up": "văn bản này thực hiện gì", "down": "văn bản nào thực hiện nó", "both": "cả hai chiều"}


class WrongUse(Exception):
    """What the user asked for cannot be done as asked; the message says what to change."""


class Unread(Exception):
    """Something that the command needs could not be read; the message says what."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(MISUSE, f"{self.prog}: sai cách dùng: {message}\nXem: {self.prog} --help\n")


def say(message: str) -> None:
    """A message for the person at the terminal."""
    print(f"vnlegal: {message}", file=sys.stderr)


def _inputs(paths: Sequence[str], unread: list[str]) -> Iterator[Source]:
    """The sources of files and folders ("-" is stdin); what cannot be read is said and remembered."""
    from . import formats

    for path in formats.expand(paths):
        try:
            if str(path) == "-":
                yield formats.decode("-", sys.stdin.buffer.read())
            else:
                yield formats.read(path)
        except formats.UnreadableFile as error:
            say(str(error))
            unread.append(error.path)


def _sheet(many: bool) -> Sheet:
    """As wide as the terminal; elsewhere always the same, so that output can be compared."""
    from .outputs import Sheet

    if not sys.stdout.isatty():
        return Sheet(many)
    colour = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Sheet(many, colour, min(shutil.get_terminal_size().columns, 120))


def _many(paths: Sequence[str]) -> bool:
    return len(paths) > 1 or any(Path(path).is_dir() for path in paths)


def parse(args: argparse.Namespace) -> int:
    """Read documents and print their records."""
    from . import outputs
    from .document import parse as read_document

    unread: list[str] = []

    def documents() -> Iterator[Document]:
        for source in _inputs(args.paths, unread):
            yield read_document(source)

    _print(outputs.get(args.format).write(documents(), _sheet(_many(args.paths))))
    return UNREAD if unread else CLEAN


def text(args: argparse.Namespace) -> int:
    """Print the text that spans count in, unchanged."""
    unread: list[str] = []
    for source in _inputs([args.path], unread):
        sys.stdout.write(source.text)
    return UNREAD if unread else CLEAN


def _corpus(paths: Sequence[str], unread: list[str]) -> Corpus:
    from .corpus import load
    from .formats import UnreadableFile

    def remember(error: UnreadableFile) -> None:
        say(str(error))
        unread.append(error.path)

    return load(paths, remember)


def check(args: argparse.Namespace) -> int:
    """Hold what documents say of one another against each other, and print the report."""
    from . import checks
    from .outputs import reports

    unread: list[str] = []
    try:
        checks.chosen(args.select, args.ignore, args.preview)
    except checks.UnknownRule as error:
        raise WrongUse(str(error)) from error
    report = checks.report(
        _corpus(args.paths, unread), select=args.select, ignore=args.ignore, preview=args.preview
    )
    _print(reports.get(args.format).write(report, _sheet(many=True)))
    if unread:
        return UNREAD
    return FINDINGS if report.at_least(args.fail_on) else CLEAN


def _store(path: str) -> Store:
    from .graph.disk import StoreError
    from .graph.stores import Store

    try:
        return Store.open(path)
    except StoreError as error:
        raise Unread(str(error)) from error


def build(args: argparse.Namespace) -> int:
    """Bring a store to what some files say."""
    from .corpus import read_document
    from .formats import expand
    from .graph.build import build as bring
    from .graph.disk import StoreError

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
    from .graph.lineage import lineage as walk
    from .outputs import lineages

    store = _store(args.store)
    found = store.find(args.number)
    if len(found) != 1:
        listed = "".join(f"\n  {work.number or work.title}  {work.iri}" for work in found)
        raise WrongUse(f"{args.number!r} có thể là:{listed}" if found else f"kho không có {args.number!r}")
    answer = walk(store, found[0].iri, args.direction, args.depth)
    _print(lineages.get(args.format).write(answer, _sheet(many=False)))
    return CLEAN


def query(args: argparse.Namespace) -> int:
    """Answer a named question, or SPARQL as typed or in a file; without one, list the names."""
    from .graph.engines import RefusedQueryError
    from .graph.questions import BadParameterError, questions
    from .graph.stores import UnknownQuestionError
    from .outputs import answers

    if args.question is None:
        _print(f"{one.name:<24} {one.vi}\n" for one in questions().values())
        return CLEAN
    if args.store is None:
        raise WrongUse("thiếu --store KHO")
    try:
        store = _in_rdflib(_store(args.store)) if args.engine == "rdflib" else _store(args.store)
        answer = store.query(_sparql(args.question), **dict(args.param))
    except (UnknownQuestionError, BadParameterError, RefusedQueryError) as error:
        raise WrongUse(str(error)) from error
    _print(answers.get(args.format).write(answer, _sheet(many=True)))
    return CLEAN


def _in_rdflib(store: Store) -> Store:
    from .graph.engines import Rdflib
    from .graph.stores import Store

    return Store(Rdflib(store.rdflib()))


def _sparql(question: str) -> str:
    if not question.endswith(".rq"):
        return question
    try:
        return Path(question).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unread(f"{question}: không đọc được câu truy vấn") from error


def explain(args: argparse.Namespace) -> int:
    """Print the page of a rule, or how one mention was read."""
    from . import checks

    path, _, mention = args.what.rpartition(":")
    if not path:
        try:
            _print([checks.explain(args.what)])
        except checks.UnknownRule as error:
            raise WrongUse(str(error)) from error
        return CLEAN
    from .outputs.mention import explain_mention

    unread: list[str] = []
    corpus = _corpus([path], unread)
    if unread:
        return UNREAD
    try:
        _print([explain_mention(corpus, path, mention)])
    except KeyError as error:
        raise WrongUse(f"{path} không có viện dẫn {mention!r}") from error
    return CLEAN


def _print(pieces: Iterable[str]) -> None:
    for piece in pieces:
        sys.stdout.write(piece)


def _parser() -> argparse.ArgumentParser:
    from . import __version__

    top = _Parser(
        prog="vnlegal", description="Đọc văn bản hành chính, pháp luật và văn bản Đảng của Việt Nam."
    )
    top.add_argument("--version", action="version", version=f"vnlegal {__version__}")
    commands = top.add_subparsers(metavar="LỆNH", required=True)

    one = commands.add_parser("parse", help="đọc văn bản thành hồ sơ")
    one.add_argument("paths", nargs="+", metavar="TỆP", help="tệp, thư mục, hoặc - (đầu vào chuẩn)")
    _shapes(one, "parse")
    one.set_defaults(run=parse)

    one = commands.add_parser("text", help="in phần chữ mà các vị trí (span) đếm trên đó")
    one.add_argument("path", metavar="TỆP")
    one.set_defaults(run=text)

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
    _shapes(one, "lineage")
    one.set_defaults(run=lineage, direction="up")

    one = commands.add_parser("query", help="hỏi kho: câu hỏi có tên, hoặc SPARQL")
    one.add_argument("question", nargs="?", metavar="TÊN|TỆP.rq|SPARQL", help="để trống: liệt kê các câu hỏi")
    one.add_argument("--store", metavar="KHO")
    one.add_argument("--param", type=_pair, action="append", default=[], metavar="TÊN=GIÁ-TRỊ")
    one.add_argument("--engine", choices=("pyoxigraph", "rdflib"), default="pyoxigraph")
    _shapes(one, "query")
    one.set_defaults(run=query)

    one = commands.add_parser("check", help="đối chiếu các viện dẫn")
    one.add_argument("paths", nargs="+", metavar="TỆP", help="tệp hoặc thư mục")
    _shapes(one, "check")
    one.add_argument("--select", type=_codes, default=(), metavar="MÃ,…", help="chỉ những quy tắc này")
    one.add_argument("--ignore", type=_codes, default=(), metavar="MÃ,…", help="bỏ những quy tắc này")
    one.add_argument("--preview", action="store_true", help="thêm các quy tắc đang thử")
    one.add_argument(
        "--fail-on", choices=("error", "warning", "note"), default="note", help="mức trả về mã 1"
    )
    one.set_defaults(run=check)

    one = commands.add_parser("explain", help="giải thích một quy tắc, hoặc cách đọc một viện dẫn")
    one.add_argument("what", metavar="MÃ|TỆP:m12")
    one.set_defaults(run=explain)
    return top


def _shapes(command: argparse.ArgumentParser, name: str) -> None:
    command.add_argument("--format", choices=SHAPES[name], default=SHAPES[name][0])


def _pair(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"cần TÊN=GIÁ-TRỊ, không phải {words!r}")
    return name, value


def _codes(words: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in words.split(","))))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and give its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    args = _parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except WrongUse as error:
        say(str(error))
        return MISUSE
    except Unread as error:
        say(str(error))
        return UNREAD
    except BrokenPipeError:
        # The reader (head, less) has gone: not an error of ours, but nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        say("đã dừng")
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main())
