"""What pages show, run: the blocks of code of a page of Markdown, and how what they print is compared.

A block is run unless a comment above it says why not: `<!-- not run: it starts a server -->`.

- `console`: each line after `$` is run by a shell; what stands under it is what it must print, if anything.
- `python`: all blocks of a page in one session; a `text` block that follows is what it must print. A block
  that begins with the name of a file (`# vnlegal/checks/no_signer.py`) is run as if it stood there.
- `toml`, `json`, `yaml`, `turtle`, `sparql` must be read without error.
- `text` elsewhere, and `mermaid`, are to look at.

In what is shown a line "…" stands for any lines, and "…" in a line for any words.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

from vnlegal import cli

_BLOCK = re.compile(
    r"^(?:<!-- not run: (?P<reason>[^\n]+?) -->\n\n?)?"
    r"^(?P<fence>`{3,})(?P<language>\{?[\w-]*\}?)[^\n]*\n(?P<code>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_FILE = re.compile(r"# (?P<folder>vnlegal(?:/\w+)*)/\w+\.py\n")
_ALONE = re.compile(r"vnlegal (?!serve|mcp|lsp)[^|<>&;$`*~(){}\n]*")
LOOKED_AT = {"text", "mermaid", "{toctree}", "{eval-rst}", "{include}"}


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code; `reason` says why it is not run, if it is not."""

    language: str
    code: str
    reason: str | None
    line: int


def blocks(path: Path) -> list[Block]:
    """The blocks of a page, in order."""
    page = path.read_text("utf-8")
    return [
        Block(m["language"], m["code"], m["reason"], page.count("\n", 0, m.start("fence")) + 1)
        for m in _BLOCK.finditer(page)
    ]


def same(shown: str, printed: str) -> bool:
    """Whether the output is the one shown."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.split("…"))) + "\n"
        for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def run_python(path: Path) -> int:
    """Run the Python of a page in one session; how many blocks that were."""
    session: dict[str, Any] = {"__name__": "__main__"}
    found = [*blocks(path), Block("", "", None, 0)]
    ran = 0
    for block, after in pairwise(found):
        if block.language == "python" and block.reason is None:
            printed = io.StringIO()
            code = "\n" * block.line + block.code
            file = _FILE.match(block.code)
            session["__package__"] = file["folder"].replace("/", ".") if file else None
            with contextlib.redirect_stdout(printed):
                exec(compile(code, str(path), "exec"), session)
            if after.language == "text":
                assert same(after.code, printed.getvalue()), (
                    f"{path}:{block.line} printed\n{printed.getvalue()}"
                )
            ran += 1
    return ran


def commands(code: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with what is shown under it."""
    for session in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
        command, _, shown = session.partition("\n")
        while command.endswith("\\"):
            more, _, shown = shown.partition("\n")
            command = command[:-1] + more.removeprefix("> ")
        yield command, shown


def run_console(path: Path, home: Path) -> int:
    """Run the commands of a page in one folder; how many those were.

    A command must succeed (`vnlegal check` may have findings), unless `echo $?` follows it.
    """
    ran = 0
    status = 0
    for block in blocks(path):
        if block.language != "console" or block.reason is not None:
            continue
        listed = [*commands(block.code), ("", "")]
        for (command, shown), (following, _) in pairwise(listed):
            done = _done(command, home, status)
            status = done.returncode
            place = f"{path}:{block.line}: {command}"
            allowed = {0, 1} if "vnlegal check" in command else {0}
            assert status in allowed or following == "echo $?", f"{place}\n{done.stdout}{done.stderr}"
            assert not shown or same(shown, done.stdout), f"{place}\n{done.stdout}{done.stderr}"
            ran += 1
    return ran


def _done(command: str, home: Path, status: int) -> subprocess.CompletedProcess[str]:
    """A command alone is run in this process; what needs a shell is run by one."""
    if not _ALONE.fullmatch(command):
        return _shell(command, home, status)
    said, told = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with (
        contextlib.chdir(home),
        patch.dict(os.environ, COLUMNS="100"),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(told),
    ):
        try:
            ended = cli.main(shlex.split(command)[1:])
        except SystemExit as asked:
            ended = int(asked.code or 0)
    said.flush()
    printed = said.buffer.getvalue().decode()
    return subprocess.CompletedProcess(command, ended, printed, told.getvalue())


def _shell(command: str, home: Path, status: int) -> subprocess.CompletedProcess[str]:
    """A command in a shell whose `vnlegal` and `python` are those under test."""
    python = f"'{sys.executable}'"
    names = f'vnlegal() {{ {python} -m vnlegal "$@"; }}; python() {{ {python} "$@"; }}'
    return subprocess.run(
        ["bash", "-c", f"{names}; (exit {status}); {command}"],
        cwd=home,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "100"},
        timeout=120,
    )


def _turtle(code: str) -> None:
    import rdflib

    from vnlegal.graph.terms import PREFIXES

    known = "".join(f"@prefix {name}: <{start}> .\n" for name, start in PREFIXES.items())
    rdflib.Graph().parse(data=known + code, format="turtle")


def _sparql(code: str) -> None:
    from vnlegal.graph.sparql import read

    read(code)


def _yaml(code: str) -> None:
    import yaml

    yaml.safe_load(code)


READ: dict[str, Callable[[str], object]] = {
    "json": json.loads, "toml": tomllib.loads, "yaml": _yaml, "turtle": _turtle, "sparql": _sparql,
}  # fmt: skip


def read_data(path: Path) -> int:
    """Read the blocks of data of a page; how many those were."""
    ran = 0
    for block in blocks(path):
        if block.language in READ and block.reason is None:
            try:
                READ[block.language](block.code)
            except Exception as error:
                raise AssertionError(f"{path}:{block.line}: {error}") from error
            ran += 1
    return ran
