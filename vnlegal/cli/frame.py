"""What the commands share: exit status, messages, inputs, and how results are written."""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, TypeVar

from .. import late
from ..language import spoken, tr

if TYPE_CHECKING:
    from ..corpus import Corpus
    from ..formats import Table
    from ..model import Document, Source
    from ..outputs import Sheet

CLEAN, FINDINGS, MISUSE, UNREAD, CUT = range(5)
NETWORK = (
    "Trên Linux (x86-64, ARM64, RISC-V) tiến trình trả lời không mở được mạng; ở hệ điều hành khác chỉ có "
    "cách đọc câu hỏi giữ nó lại."
)
# The shapes of each command's output, the usual one first; a test holds that these are the racks.
SHAPES = {
    "parse": (
        "text", "json", "jsonl", "turtle", "trig", "nquads", "jsonld", "rdf12", "schema.org", "akn", "edxml",
        "csv", "csv-mentions", "markdown",
    ),
    "provisions": ("json", "csv"),
    "lineage": ("tree", "table", "json", "graphml", "dot", "mermaid", "svg"),
    "status": ("text", "json"),
    "cites": ("text", "csv", "json"),
    "consolidate": ("text", "json", "vbhn", "akn"),
    "at": ("text", "json"),
    "history": ("text", "json", "turtle", "nquads"),
    "diff": ("text", "json"),
    "compare-vbhn": ("text", "json"),
    "successors": ("table", "json", "csv"),
    "tasks": ("text", "json", "csv", "ics", "xlsx"),
    "chunks": ("jsonl", "langchain", "llamaindex", "parquet"),
    "review": ("text", "csv", "json", "markdown", "xlsx", "docx"),
    "export": ("nquads", "trig", "turtle", "jsonld", "rdf12"),
    "query": ("table", "json", "csv"),
    "check": (
        "text", "concise", "json", "jsonl", "sarif", "github", "junit", "csv", "markdown", "html",
        "statistics", "diff",
    ),
}  # fmt: skip
Action = TypeVar("Action", bound=argparse.Action)
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


class WrongUse(Exception):
    """What the user asked for cannot be done as asked; the message says what to change."""


class Unread(Exception):
    """Something that the command needs could not be read, or there is no room to write; it says what."""


class _Page(argparse.HelpFormatter):
    def _get_help_string(self, action: argparse.Action) -> str | None:
        """What an option or command is for, which is declared in Vietnamese."""
        return tr(action.help or "")


class Parser(argparse.ArgumentParser):
    """Arguments, with help and mistakes told in the language spoken."""

    def __init__(self, **words: Any) -> None:
        told = {name: tr(words[name]) for name in ("description", "epilog") if words.get(name)}
        super().__init__(**{"formatter_class": _Page, **words, **told})

    def _add_action(self, action: Action) -> Action:
        action.metavar = tr(action.metavar) if isinstance(action.metavar, str) else action.metavar
        return super()._add_action(action)

    def format_help(self) -> str:
        """The help page."""
        page = super().format_help()
        for english, vietnamese in _HELP if spoken() == "vi" else ():
            page = page.replace(english, vietnamese)
        return page

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """A command says itself what it does not understand, so that its own help is named."""
        found, rest = super().parse_known_args(*given, **named)
        if rest and self._subparsers is None:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return found, rest

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave."""
        near = _nearest(message) or _option(message, tuple(self._option_string_actions))
        for english, vietnamese in _MISTAKES if spoken() == "vi" else ():
            message = re.sub(english, vietnamese, message)
        message = tr(message)
        message += tr("; có phải {near}?", near=near) if near else ""
        wrong, see = tr("sai cách dùng"), tr("Xem")
        self.exit(MISUSE, f"{self.prog}: {wrong}: {message}\n{see}: {self.prog} --help\n")


def _nearest(message: str) -> str | None:
    """What is most like a choice that there is not, by the message of argparse.

    >>> _nearest("argument LỆNH: invalid choice: 'pasre' (choose from 'parse', 'text')")
    'parse'
    """
    said = re.search(r"invalid choice: '?([^' ]+)'? \(choose from (.*)\)", message)
    choices = re.findall(r"[^\s',]+", said[2]) if said else []
    return next(_alike(said[1], choices), None) if said else None


def _alike(word: str, words: Sequence[str]) -> Iterator[str]:
    """The word most like another, if one is."""
    from difflib import get_close_matches  # which only who mistypes needs

    yield from get_close_matches(word, words, 1)


def _option(message: str, options: tuple[str, ...]) -> str | None:
    """The option that is most like the first not understood, or is the value that was given to it.

    >>> _option("unrecognized arguments: --dwn", ("--up", "--down"))
    '--down'
    >>> _option("unrecognized arguments: --direction down", ("--up", "--down"))
    '--down'
    """
    words = message.removeprefix("unrecognized arguments: ").split() if "unrecognized" in message else []
    alike = (near for word in words if word.startswith("-") for near in _alike(word, options))
    return next((f"--{word}" for word in words if f"--{word}" in options), None) or next(alike, None)


# How argparse says things, and how we do.
_HELP = (
    ("usage:", "cách dùng:"),
    ("positional arguments:", "tham số:"),
    ("options:", "tùy chọn:"),
    ("show this help message and exit", "in trang này"),
    ("show program's version number and exit", "in số phiên bản"),
)
_MISTAKES = (
    (r"^the following arguments are required: ", "thiếu "),
    (r"^unrecognized arguments: ", "không hiểu "),
    (r"^argument (\S+): ", r"\1: "),
    (r"invalid choice: (.+?) \(choose from (.*)\)$", r"không có \1 (có: \2)"),
    (r"expected one argument$", "thiếu giá trị"),
    (r"expected at least one argument$", "thiếu giá trị"),
    (r"not allowed with argument (\S+)$", r"không dùng cùng \1"),
    (r"invalid \S+ value: ", "giá trị không hợp lệ: "),
)


# What a terminal obeys, except the few colours that are ours.
_CONTROL = late.re(r"\x1b(?!\[(?:[012]|3[136])m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")


def harmless(words: str) -> str:
    r"""Words that cannot command a terminal: texts and file names are strangers'.

    >>> harmless("\x1b[31mlỗi\x1b[0m \x1b]0;tên\x07")
    '\x1b[31mlỗi\x1b[0m ?]0;tên?'
    """
    return _CONTROL.sub("?", words)


def say(message: str) -> None:
    """A message for the person at the terminal."""
    print(f"vnlegal: {harmless(tr(message))}", file=sys.stderr)


def spread(pieces: Iterable[str]) -> None:
    """Write pieces to stdout as they come; a file gets every character, a terminal none that it obeys."""
    shown = harmless if sys.stdout.isatty() else str
    for piece in pieces:
        sys.stdout.write(shown(piece))


def add_attributes(command: argparse.ArgumentParser) -> None:
    """The option that hands in what is known of documents from outside."""
    words = (
        "bảng CSV, TSV hoặc JSON Lines: file, number, doc_type, date, issuer, title (biết từ ngoài văn bản)"
    )
    command.add_argument("--attributes", metavar="BẢNG", help=words)


def attribute_table(args: argparse.Namespace) -> Table | None:
    """The table of `--attributes`; raises WrongUse if it cannot be read."""
    from .. import formats

    if not args.attributes:
        return None
    try:
        return formats.Table.read(args.attributes)
    except formats.UnreadableFile as error:
        raise WrongUse(str(error)) from error


def add_paths(command: argparse.ArgumentParser, words: str) -> None:
    """The files and folders that a command reads."""
    command.add_argument("paths", nargs="+", metavar="TỆP", help=words)
    command.add_argument(
        "--follow-links", action="store_true", help="đọc cả liên kết dẫn ra ngoài thư mục đã cho"
    )


# Why a file in a folder was not looked into, and what the user may do about it.
_LEFT_OUT = {
    "link": "liên kết ra ngoài thư mục (muốn đọc: --follow-links)",
    "special": "tệp không phải tệp thường",
    "lock": "tệp tạm của Word (~$…)",
}
_NAMED = 3


def files(paths: Sequence[str], follow_links: bool = False) -> Iterator[Path]:
    """The files that paths stand for; then a line for each kind that was left out."""
    from .. import formats

    left: list[formats.LeftOut] = []
    yield from formats.expand(paths, follow_links, left.append)
    for why, words in _LEFT_OUT.items():
        some = [formats.shown(one.path) for one in left if one.why == why]
        if some:
            named = [*some[:_NAMED], "…"] if len(some) > _NAMED else some
            say(f"để ngoài {len(some)} {words}: {', '.join(named)}")


def sources(paths: Iterable[Path], unread: list[str], attributes: Table | None = None) -> Iterator[Source]:
    """The sources of files ("-" is stdin); what cannot be read is said and remembered."""
    from .. import formats

    for path in paths:
        try:
            if str(path) == "-":
                yield formats.decode("-", sys.stdin.buffer.read())
            else:
                yield formats.read(path, attributes.row(str(path)) if attributes else None)
        except formats.UnreadableFile as error:
            say(str(error))
            unread.append(error.path)


def documents(
    paths: Iterable[Path], unread: list[str], attributes: Table | None = None
) -> Iterator[Document]:
    """The documents of files; one that takes too long is said and remembered, and the others go on."""
    from ..document import parse
    from ..formats.clock import SECONDS, OverdueError, within

    for source in sources(paths, unread, attributes):
        try:
            with within(SECONDS, source.path):
                document = parse(source)
        except OverdueError as error:
            say(str(error))
            unread.append(error.path)
        else:
            yield document


def corpus(
    paths: Sequence[str], unread: list[str], follow_links: bool = False, attributes: Table | None = None
) -> Corpus:
    """The corpus of files and folders, and of stores as they were built; what cannot be read is said."""
    from ..corpus import Corpus
    from ..graph import disk

    stores = {path: found for path in paths if (found := disk.current(Path(path)))}
    named = [path for path in paths if path not in stores]
    for path in filter(_is_empty, named):
        say(f"{path}: thư mục không có tệp nào đọc được")
        unread.append(path)
    read = {one.source.path: one for one in documents(files(named, follow_links), unread, attributes)}
    for generation in stores.values():
        read |= {one.source.path: one for one in _stored(generation)}
    return Corpus.of(read.values())


def _is_empty(path: str) -> bool:
    from ..formats import expand

    return Path(path).is_dir() and not any(True for _ in expand([path]))


def _stored(generation: Path) -> Iterator[Document]:
    from ..graph.manifest import stored_documents

    yield from stored_documents(generation)


def write_files(texts: Mapping[Path, str | bytes]) -> None:
    """Write files, each in one step, and none before all could be written beside their places."""
    drafts: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            drafts[path] = path.with_name(f".{path.name}.{os.getpid()}.new")
            drafts[path].write_bytes(text if isinstance(text, bytes) else text.encode())
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        kind = Unread if error.errno == errno.ENOSPC else WrongUse
        raise kind(f"{path}: không ghi được ({error.strerror})") from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def sheet(many: bool) -> Sheet:
    """As wide as the terminal; elsewhere always the same, so that output can be compared."""
    from ..outputs import Sheet

    if not sys.stdout.isatty():
        return Sheet(many)
    import shutil

    colour = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Sheet(many, colour, min(shutil.get_terminal_size().columns, 120))


def are_many(paths: Sequence[str]) -> bool:
    """Whether paths may stand for more than one document."""
    return len(paths) > 1 or any(Path(path).is_dir() for path in paths)


def day(words: str) -> date:
    """A day as an argument."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"cần YYYY-MM-DD, không phải {words!r}") from None


def add_format(command: argparse.ArgumentParser, name: str) -> None:
    """The option that chooses a shape of output."""
    shapes = SHAPES[name]
    command.add_argument(
        "--format", choices=shapes, default=shapes[0], metavar="DẠNG", help=f"dạng in ra: {', '.join(shapes)}"
    )
