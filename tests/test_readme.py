"""What the README shows is run, and its twin shows the same."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_SHOWN_ONLY = {"mermaid"}
TWINS = ("README.md", "README.en.md")


def _blocks(name: str) -> list[tuple[str, str]]:
    return [(m["language"], m["code"]) for m in _BLOCK.finditer((ROOT / name).read_text("utf-8"))]


def _same(shown: str, printed: str) -> bool:
    """Whether the output is the one shown; a line "…" stands for any lines, "…" in a line for any words."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.split("…"))) + "\n"
        for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def test_same_compares_as_it_says() -> None:
    assert _same("a\n…\nd e\n", "a\nb\nc\nd e\n")
    assert _same("a … c\n", "a b c\n")
    assert not _same("a\n", "a\nb\n")
    assert not _same("a\n…\nd\n", "a\nb\n")


@pytest.mark.parametrize("name", TWINS)
def test_python(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block, in one session, prints what the text block after it shows."""
    monkeypatch.chdir(ROOT)
    session: dict[str, Any] = {}
    blocks = _blocks(name)
    ran = 0
    for (language, code), (after, shown) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, name, "exec"), session)
        assert after == "text"
        assert _same(shown, printed.getvalue()), printed.getvalue()
        ran += 1
    assert ran == 3


@pytest.mark.parametrize("name", TWINS)
def test_console(name: str, tmp_path: Path) -> None:
    """Each command, in a folder with the corpus, prints what stands under it."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    for language, code in _blocks(name):
        if language != "console":
            continue
        for session in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
            command, _, shown = session.partition("\n")
            program, *arguments = command.split()
            assert program == "vnlegal"
            done = subprocess.run(
                [sys.executable, "-m", "vnlegal.cli", *arguments],
                cwd=tmp_path,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, done.stderr
            assert _same(shown, done.stdout), done.stdout


@pytest.mark.parametrize("name", TWINS)
def test_every_block_is_run_or_a_picture(name: str) -> None:
    assert {language for language, _ in _blocks(name)} <= {"python", "text", "console"} | _SHOWN_ONLY


def test_twins_show_the_same() -> None:
    one, two = (_blocks(name) for name in TWINS)
    assert [block for block in one if block[0] not in _SHOWN_ONLY] == [
        b for b in two if b[0] not in _SHOWN_ONLY
    ]
    heads = [re.findall(r"^#+ ", (ROOT / name).read_text("utf-8"), re.MULTILINE) for name in TWINS]
    assert heads[0] == heads[1]


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]), ids=lambda p: p.name
)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target
