"""vnlegal mcp: tools for language-model clients, on stdin and stdout."""

from __future__ import annotations

import argparse

from .. import sandbox
from .frame import CLEAN, NETWORK, Commands, Unread, WrongUse, say


def add(commands: Commands) -> None:
    """Declare the command."""
    words = "máy chủ MCP cho các trợ lý dùng mô hình ngôn ngữ (stdio)"
    one = commands.add_parser("mcp", help=words, epilog=NETWORK)
    one.add_argument("store", metavar="KHO")
    one.set_defaults(run=mcp)


def mcp(args: argparse.Namespace) -> int:
    """Serve the tools until the client leaves."""
    from ..graph.disk import StoreError

    try:
        from ..serve.mcp import server

        made = server(args.store)
    except ModuleNotFoundError as error:
        raise WrongUse(f"cần thư viện {error.name}: pip install 'vnlegal[mcp]'") from error
    except StoreError as error:
        raise Unread(str(error)) from error
    if not sandbox.can_lock():
        say(sandbox.MISSING)
    made.run("stdio")
    return CLEAN
