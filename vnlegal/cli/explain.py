"""vnlegal explain: the page of a rule, or how one mention was read."""

from __future__ import annotations

import argparse

from .frame import CLEAN, UNREAD, Commands, WrongUse, corpus, spread


def add(commands: Commands) -> None:
    """Declare the command."""
    one = commands.add_parser("explain", help="giải thích một quy tắc, hoặc cách đọc một viện dẫn")
    one.add_argument("what", metavar="MÃ|TỆP:m12", help='mã hoặc tên quy tắc ("VL201"), hoặc tệp và viện dẫn')
    one.set_defaults(run=explain)


def explain(args: argparse.Namespace) -> int:
    """Print the page."""
    path, _, mention = args.what.rpartition(":")
    return _mention(path, mention) if path else _rule(args.what)


def _rule(code: str) -> int:
    from .. import checks

    try:
        spread([checks.explain(code)])
    except checks.UnknownRule as error:
        raise WrongUse(str(error)) from error
    return CLEAN


def _mention(path: str, mention: str) -> int:
    from ..outputs.mention import explain_mention

    unread: list[str] = []
    found = corpus([path], unread)
    if unread:
        return UNREAD
    try:
        spread([explain_mention(found, path, mention)])
    except KeyError as error:
        raise WrongUse(f"{path} không có viện dẫn {mention!r}") from error
    return CLEAN
