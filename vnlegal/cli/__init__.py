"""The command `vnlegal`: a shell over the library, without logic of its own; one file a family of commands.

Machine output alone goes to stdout; messages go to stderr, in Vietnamese or English.  Exit status: 0 clean,
1 findings, 2 wrong use or a fault of ours, 3 some input could not be read, 4 an answer that was cut.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence

from .. import language
from ..graph.disk import StoreError, damage
from . import (
    baseline,
    bulk,
    check,
    chunks,
    demo,
    documents,
    explain,
    graph,
    law,
    mcp,
    review,
    serve,
    tasks,
    verify,
)
from .frame import CLEAN, MISUSE, SHAPES, UNREAD, Parser, Unread, WrongUse, say

__all__ = ["FAMILIES", "SHAPES", "main"]

FAMILIES = (
    documents, chunks, tasks, law, graph, check, verify, review, baseline, explain, serve, mcp, bulk, demo,
)  # fmt: skip


def parser() -> Parser:
    """All commands with their arguments."""
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
    for family in FAMILIES:
        family.add(commands)
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
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    args = parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except WrongUse as error:
        say(str(error))
        return MISUSE
    except Unread as error:
        say(str(error))
        return UNREAD
    except StoreError as error:
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
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            say("đĩa đầy, kết quả chưa ghi được hết; hãy dọn chỗ rồi chạy lại")
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still to be written
            return UNREAD
        if damaged := damage(error):
            say(str(damaged))
            return UNREAD
        # Python's own status for a crash is 1, which here would mean findings.
        traceback.print_exc()
        say("lỗi của chương trình, không phải của văn bản; xin báo lại cùng các dòng trên")
        return MISUSE
    return status
