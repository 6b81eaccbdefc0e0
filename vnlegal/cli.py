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
    from .model import Document, Source
    from .outputs import Sheet

CLEAN, FINDINGS, MISUSE, UNREAD = range(4)


class WrongUse(Exception):
    """What the user asked for cannot be done as asked; the message says what to change."""


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
    from .outputs import Sheet

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Sheet(many, colour, min(shutil.get_terminal_size((100, 24)).columns, 120))


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
    from .corpus import Corpus
    from .document import parse as read_document

    return Corpus.of(read_document(source) for source in _inputs(paths, unread))


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
    one.add_argument("--format", choices=("text", "json", "jsonl"), default="text")
    one.set_defaults(run=parse)

    one = commands.add_parser("text", help="in phần chữ mà các vị trí (span) đếm trên đó")
    one.add_argument("path", metavar="TỆP")
    one.set_defaults(run=text)

    one = commands.add_parser("check", help="đối chiếu các viện dẫn")
    one.add_argument("paths", nargs="+", metavar="TỆP", help="tệp hoặc thư mục")
    one.add_argument("--format", choices=("text", "json"), default="text")
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
