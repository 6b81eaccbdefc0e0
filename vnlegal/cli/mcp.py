"""vnlegal mcp: tools for language-model clients, on stdin and stdout."""

from __future__ import annotations

import argparse

from .frame import CLEAN, Commands, Unread, WrongUse


def add(commands: Commands) -> None:
    """Declare the command."""
    one = commands.add_parser("mcp", help="máy chủ MCP cho các trợ lý dùng mô hình ngôn ngữ (stdio)")
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
    made.run("stdio")
    return CLEAN
