"""vnlegal serve: the explorer of a store, for this machine alone unless told otherwise."""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import sandbox
from .frame import CLEAN, MISUSE, NETWORK, Commands, Unread, WrongUse, say

_LOCAL = ("127.0.0.1", "localhost", "::1", "[::1]")


def add(commands: Commands) -> None:
    """Declare the command."""
    words = "mở kho trong trình duyệt: tìm, đọc, lược đồ, SPARQL"
    one = commands.add_parser("serve", help=words, epilog=NETWORK)
    one.add_argument("store", metavar="KHO")
    one.add_argument("--host", default="127.0.0.1", metavar="ĐỊA-CHỈ", help="mặc định chỉ máy này: 127.0.0.1")
    one.add_argument("--port", type=int, default=8000, metavar="CỔNG")
    words = (
        "cho trang của nguồn này hỏi kho (CORS; ghi nhiều lần được), như https://a.example; mặc định không"
    )
    one.add_argument("--origin", action="append", default=[], dest="origins", metavar="NGUỒN", help=words)
    one.set_defaults(run=serve)


def serve(args: argparse.Namespace) -> int:
    """Serve a store until stopped."""
    try:
        from ..serve import app
        from ..serve.connection import server
        from ..serve.pool import JobError, pool_of
    except ModuleNotFoundError as error:
        raise WrongUse(f"thiếu {error.name}; hãy cài: pip install 'vnlegal[web]'") from error
    from ..graph.disk import StoreError

    if not sandbox.can_lock():
        say(sandbox.MISSING)
    say("đang mở kho (lần đầu: lập mục lục tìm kiếm)")
    try:
        made = app(args.store, _LOCAL if args.host in _LOCAL else ("*",), args.origins)
        pool_of(Path(args.store)).warm()
    except (StoreError, JobError) as error:
        raise Unread(str(error)) from error
    say(f"http://{args.host}:{args.port}/ (dừng: Ctrl-C)")
    running = server(made, args.host, args.port)
    running.run()
    return CLEAN if running.started else MISUSE
