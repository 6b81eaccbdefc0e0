"""The command `vnlegal`: a shell over the library, without logic of its own; one file a family of commands.

Machine output alone goes to stdout; messages go to stderr, in Vietnamese or English.  Exit status: 0 clean,
1 findings, 2 wrong use or a fault of ours, 3 some input could not be read, 4 an answer that was cut.
"""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import os
import sys
from collections.abc import Sequence

from .. import language
from .frame import CLEAN, MISUSE, SHAPES, UNREAD, Parser, Unread, WrongUse, say

__all__ = ["FAMILIES", "SHAPES", "main"]

# The files of this folder and the commands of each: only that of the command asked for is loaded.
FAMILIES = {
    "documents": ("parse", "provisions", "audit", "text"),
    "chunks": ("chunks",),
    "tasks": ("tasks",),
    "law": ("consolidate", "at", "history", "diff", "compare-vbhn"),
    "graph": ("build", "lineage", "status", "successors", "cites", "query", "export"),
    "check": ("check",),
    "verify": ("verify",),
    "review": ("review",),
    "baseline": ("baseline",),
    "explain": ("explain",),
    "serve": ("serve",),
    "mcp": ("mcp",),
    "lsp": ("lsp",),
    "bulk": ("spark", "import", "load"),
    "demo": ("demo", "completion"),
}
# Modules and tables are made of objects that stay: the collector, at its usual 700 new ones and again at
# the end of the process, goes through them in vain.
_NEW_OBJECTS = 50_000


def parser(command: str = "") -> Parser:
    """All commands with their arguments; if a command is named that there is, those of its family alone."""
    from .. import __version__

    top = Parser(
        prog="vnlegal", description="Đọc văn bản hành chính, pháp luật và văn bản Đảng của Việt Nam."
    )
    top.set_defaults(run=lambda args: _help(top))
    top.add_argument("--version", action="version", version=f"vnlegal {__version__}")
    top.add_argument(
        "--lang",
        choices=language.LANGUAGES,
        help="nói bằng tiếng Việt (vi) hoặc tiếng Anh (en); ghi ở đâu cũng được",
    )
    commands = top.add_subparsers(metavar=language.tr("LỆNH"))
    # The demo runs the others, and completion tells them all.
    asked = [family for family, names in FAMILIES.items() if command in names and family != "demo"]
    for family in asked or FAMILIES:
        importlib.import_module(f".{family}", __package__).add(commands)
    return top


def _help(top: Parser) -> int:
    top.print_help()
    return CLEAN


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in the language of its user and give its exit status."""
    asked = _language_first(sys.argv[1:] if argv is None else argv)
    named = asked[1] if asked[:1] == ["--lang"] else ""
    with language.speaking(
        language.of_machine({**os.environ, **({language.VARIABLE: named} if named else {})})
    ):
        return _main(asked)


def _language_first(words: Sequence[str]) -> list[str]:
    """The words with `--lang`, wherever it stands, before the command, where the parser looks for it.

    >>> _language_first(["parse", "--lang=en", "a.txt"])
    ['--lang', 'en', 'parse', 'a.txt']
    """
    for i, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == "--":
            break
        if name == "--lang" and (value or words[i + 1 : i + 2]):
            rest = words[i + 1 :] if value else words[i + 2 :]
            return ["--lang", value or words[i + 1], *words[:i], *rest]
    return list(words)


def _main(argv: Sequence[str]) -> int:
    gc.set_threshold(_NEW_OBJECTS)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    command = argv[2:3] if argv[:1] == ["--lang"] else argv[:1]
    args = parser(*command).parse_args(argv)
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
    except Exception as error:
        return _failed(error)
    return status


def _failed(error: Exception) -> int:
    """Say why a command failed, if it was no fault of ours; loaded are then the rooms that know."""
    from ..graph.disk import StoreError, damage

    if told := error if isinstance(error, StoreError) else damage(error):
        say(str(told))
        return UNREAD
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        say("đĩa đầy, kết quả chưa ghi được hết; hãy dọn chỗ rồi chạy lại")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still to be written
        return UNREAD
    # Python's own status for a crash is 1, which here would mean findings.
    import traceback

    traceback.print_exception(error)
    say("lỗi của chương trình, không phải của văn bản; xin báo lại cùng các dòng trên")
    return MISUSE
