"""vnlegal serve: the explorer of a store, for this machine alone unless told otherwise."""

from __future__ import annotations

import argparse

from .frame import CLEAN, Commands, Unread, WrongUse, say

_LOCAL = ("127.0.0.1", "localhost", "::1", "[::1]")


def add(commands: Commands) -> None:
    """Declare the command."""
    one = commands.add_parser("serve", help="mở kho trong trình duyệt: tìm, đọc, lược đồ, SPARQL")
    one.add_argument("store", metavar="KHO")
    one.add_argument("--host", default="127.0.0.1", metavar="ĐỊA-CHỈ", help="mặc định chỉ máy này: 127.0.0.1")
    one.add_argument("--port", type=int, default=8000, metavar="CỔNG")
    one.set_defaults(run=serve)


def serve(args: argparse.Namespace) -> int:
    """Serve a store until stopped."""
    try:
        import uvicorn

        from ..serve import app
    except ModuleNotFoundError as error:
        raise WrongUse(f"thiếu {error.name}; hãy cài: pip install 'vnlegal[web]'") from error
    from ..graph.disk import StoreError

    say("đang mở kho (lần đầu: lập mục lục tìm kiếm)")
    try:
        made = app(args.store, _LOCAL if args.host in _LOCAL else ("*",))
    except StoreError as error:
        raise Unread(str(error)) from error
    say(f"http://{args.host}:{args.port}/ (dừng: Ctrl-C)")
    uvicorn.run(made, host=args.host, port=args.port, log_level="warning", server_header=False)
    return CLEAN
