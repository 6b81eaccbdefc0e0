"""vnlegal lsp: a language server for editors, on stdin and stdout."""

from __future__ import annotations

import argparse
from pathlib import Path

from .frame import CLEAN, Commands, Unread, WrongUse
from .rules import add_choice, read_settings


def add(commands: Commands) -> None:
    """Declare the command."""
    one = commands.add_parser("lsp", help="máy chủ ngôn ngữ (LSP) cho trình soạn thảo (stdio)")
    one.add_argument("--store", type=Path, metavar="KHO", help="kho để đối chiếu và tra hiệu lực")
    add_choice(one)
    one.add_argument("--notes", action="store_true", default=None, help="hiện cả các lưu ý")
    # Editors often add it to the command of a server.
    one.add_argument("--stdio", action="store_true", help="nói qua stdin và stdout (luôn như vậy)")
    one.set_defaults(run=lsp)


def lsp(args: argparse.Namespace) -> int:
    """Serve one editor until it leaves."""
    from ..checks import UnknownRule, chosen
    from ..checks.settings import WrongSetting
    from ..graph.disk import StoreError

    try:
        from ..serve.lsp import server

        settings, root = read_settings(args)
        chosen(settings.select, settings.ignore, settings.preview)
        made = server(settings, root, args.store)
    except ModuleNotFoundError as error:
        raise WrongUse(f"cần thư viện {error.name}: pip install 'vnlegal[lsp]'") from error
    except (UnknownRule, WrongSetting) as error:
        raise WrongUse(str(error)) from error
    except StoreError as error:
        raise Unread(str(error)) from error
    made.start_io()
    return CLEAN
