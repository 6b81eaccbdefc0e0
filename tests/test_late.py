"""Patterns are compiled once for an installation, and kept under the conditions of its bytecode."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
import regex
from vnlegal import late
made = []
compile = regex.compile
regex.compile = lambda *given: made.append(given) or compile(*given)
number = late.regex(r"(?<!\\p{L})số (?P<n>\\d+)", regex.IGNORECASE)
print(number.search("Nghị quyết SỐ 50")["n"], number.groups, number.groupindex["n"], len(made))
"""


def _ask(home: Path, *options: str) -> list[str]:
    """What a process prints whose bytecode lies in `home`; last how many patterns it compiled."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *options, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def _file(home: Path) -> Path:
    [found] = home.rglob("patterns.*")
    return found


def test_a_second_process_compiles_nothing(tmp_path: Path) -> None:
    assert _ask(tmp_path) == ["50", "1", "1", "1"]
    assert _ask(tmp_path) == ["50", "1", "1", "0"]


@pytest.mark.parametrize("harm", [b"", b"\x00", b"i\x01\x00\x00\x00", b"{garbage"])
def test_a_spoiled_file_is_made_again(harm: bytes, tmp_path: Path) -> None:
    _ask(tmp_path)
    _file(tmp_path).write_bytes(harm)
    assert _ask(tmp_path)[-1] == "1"
    assert _ask(tmp_path)[-1] == "0"


def test_nothing_is_written_where_python_may_write_no_bytecode(tmp_path: Path) -> None:
    assert _ask(tmp_path, "-B")[-1] == "1"
    assert not list(tmp_path.rglob("patterns.*"))
