"""Pages on which a reader dies, hangs or fails: what a process of a crew does when it meets them."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

import regex

from vnlegal.corpus import read_document
from vnlegal.model import Document


def read(path: Path) -> Document:
    """Read a page, or come to the end that it asks for."""
    words = path.read_text("utf-8").split()
    match words[0], words[1:]:
        case "KILL", _:
            os.kill(os.getpid(), signal.SIGKILL)
        case "SEGV", _:
            ctypes.string_at(0)
        case "HANG", _:
            time.sleep(3600)
        case "GRIP", _:  # holds the interpreter: no Python thread could end it
            regex.fullmatch(r"(a|aa)+(b|bb)+(?<=c)", "a" * 60)
        case "FAIL", _:
            raise AssertionError("nobody thought of this page")
        case "ONCE", [mark]:
            if not Path(mark).exists():
                Path(mark).touch()
                os.kill(os.getpid(), signal.SIGKILL)
    return read_document(path)
