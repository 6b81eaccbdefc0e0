"""What is found by its beginning or its core is what the grammar finds by itself, on every kind of page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
import regex
from long_pages import decree

from vnlegal.scan import Begun, Led
from vnlegal.text import Text

ROOT = Path(__file__).parent.parent


def _scans() -> Iterator[tuple[str, Begun | Led]]:
    rooms = ("notation", "parts", "references")
    walked = [walk_packages([str(ROOT / "vnlegal" / room)], f"vnlegal.{room}.") for room in rooms]
    for module in ("vnlegal.lines", "vnlegal.unread", *(one.name for room in walked for one in room)):
        for name, value in vars(import_module(module)).items():
            values = value if isinstance(value, tuple) else (value,)
            for number, scan in enumerate(values):
                if isinstance(scan, Begun | Led):
                    yield f"{module.removeprefix('vnlegal.')}.{name}.{number}", scan


SCANS = dict(_scans())


@cache
def _texts() -> tuple[Text, ...]:
    pages = [path.read_text("utf-8-sig") for path in sorted((ROOT / "corpus").glob("*.txt"))]
    cases = [path.read_text("utf-8") for path in sorted((ROOT / "tests" / "cases").rglob("*.txt"))]
    pages += [decree(), *cases]
    return tuple(Text.of(shape(page)) for page in pages for shape in (str, str.upper, str.lower))


def test_there_are_scans() -> None:
    assert len(SCANS) > 15


@pytest.mark.parametrize("name", SCANS)
def test_a_scan_finds_what_its_grammar_finds(name: str) -> None:
    scan = SCANS[name]
    by_line = isinstance(scan, Begun) and scan._skip
    for text in _texts():
        for page in (text.clean,) if by_line else (text.flow, text.folded):
            found = [match.span() for match in scan.finditer(page)]
            assert found == [match.span() for match in scan._grammar.finditer(page)]


@pytest.mark.parametrize("start", range(8))
def test_lines_that_begin_at_the_start(start: int) -> None:
    text, grammar = "1. a\n2. b\n3. c", regex.compile(r"(?m)^\d\. ")
    lines = Begun(re.compile(r"\n(?=\d)"), grammar, skip=1)
    assert [m.span() for m in lines.finditer(text, start)] == [
        m.span() for m in grammar.finditer(text, start)
    ]
