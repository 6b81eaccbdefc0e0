"""A store of the corpus, and the explorer on a free port of this machine, for tests that speak HTTP."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import LETTERS, ROOT

from vnlegal import parse
from vnlegal.formats import decode
from vnlegal.graph.build import build


def built(folder: Path, letters: Iterable[Path] = LETTERS) -> Path:
    """A store of the four letters, under the paths that they have in the project."""
    names = {path.relative_to(ROOT): path for path in letters}
    with contextlib.chdir(ROOT):
        build(names, folder, lambda path: parse(decode(str(path), names[path].read_bytes())))
    return folder


@contextmanager
def running(store: Path) -> Iterator[str]:
    """The address of the explorer of a store, served by uvicorn in a thread."""
    pytest.importorskip("starlette")
    pytest.importorskip("uvicorn")
    from vnlegal import serve
    from vnlegal.serve import connection

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = connection.server(serve.app(store), "127.0.0.1", port, log_level="error")
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)
