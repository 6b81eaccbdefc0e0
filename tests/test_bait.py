"""Hostile repetitions: no pattern, and no page, may cost more than its length."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import regex

import vnlegal.notation
import vnlegal.parts
import vnlegal.references
from vnlegal import text
from vnlegal.document import as_source, parse
from vnlegal.parts import wording
from vnlegal.vocabulary import table

ROOMS = (vnlegal.notation, vnlegal.parts, vnlegal.references)
BAITS = (
    " ", "\n", " \n", "1", "a", "Đ", "A", "(", "“", ")", ".", "-", "/", "|", "*",
    "a.a.", "1/1/", "1.1.", "1-1-", "a b ", "A b ", "A B ", "a, ", "A, ", "1, ", "- ", "a;\n",
    "Điều 1, ", "điều 1, ", "điểm a, ", "khoản 1 và ", "của ", "của a ", "số ", "số 1/", "1/QĐ-", "1/QĐ-A, ",
    "ngày ", "ngày 1 tháng ", "luật ", "Luật A và ", "nghị định ", "sửa đổi, bổ sung ", "thực hiện ",
    "Bộ ", "Ủy ban nhân dân ", "tỉnh A ", "được sửa đổi ", "kết quả và ", "QH", "Ký bởi ", "TM. ", "năm 20",
)  # fmt: skip
# Every run measures 1,000 and 10,000 characters; HYPOTHESIS_PROFILE=long also 100,000.
SIZES = (1_000, 10_000, 100_000)[: 3 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 2]
NOISE = 0.01
GROWTH = 16

# These meet one number, one name or one line, never a page; what a long line costs, the pages below tell.
SHORT = {
    "notation.bodies._TERM_WORDS", "notation.iris._NUMBER", "notation.iris._TYPED", "parts.closings._NAME",
    "parts.closings._OFFICE_AND_NAME", "parts.conclusions._UNIT", "parts.head_lines._BLANK_TOKEN",
    "references.identity._JOINT", "references.naming._LAST_YEAR", "references.naming._NUMBER",
}  # fmt: skip


def _patterns() -> Iterator[tuple[str, regex.Pattern[str]]]:
    """Every compiled pattern that stands in a module of these rooms, alone or in a table."""
    modules, seen = [text], set[object]()
    for room in ROOMS:
        names = [one.name for one in pkgutil.iter_modules(room.__path__)]
        modules += [importlib.import_module(f"{room.__name__}.{name}") for name in names]
    for module in modules:
        for name, value in vars(module).items():
            for i, pattern in enumerate(_in(value)):
                label = f"{module.__name__.removeprefix('vnlegal.')}.{name}"
                if pattern not in seen and label not in SHORT:
                    seen.add(pattern)
                    yield f"{label}.{i}", pattern
    for row in table("pages")["phrase"]:
        yield f"parts.wording.starts({row['id']})", wording.starts(row["id"])


def _in(value: object) -> Iterator[Any]:
    if isinstance(value, regex.Pattern | re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (found for one in value.values() for found in _in(one))
    elif isinstance(value, tuple | list):
        yield from (found for one in value for found in _in(one))


PATTERNS = dict(_patterns())


def _cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _grows(small: Callable[[], object], large: Callable[[], object], growth: float, noise: float) -> str:
    """ "" if the large work costs at most `growth` times the small one; measured again before it is said."""
    for _ in range(4):
        low, high = _cost(small), _cost(large)
        if high < growth * low + noise:
            return ""
    return f"{low:.4f} s → {high:.4f} s"


def _scan(pattern: regex.Pattern[str], page: str) -> None:
    hits = pattern.finditer(page, timeout=5) if isinstance(pattern, regex.Pattern) else pattern.finditer(page)
    for _ in hits:
        pass


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 100


@pytest.mark.parametrize("name", PATTERNS)
def test_pattern_is_linear(name: str) -> None:
    for bait in BAITS:
        works = [partial(_scan, PATTERNS[name], (bait * (size // len(bait) + 1))[:size]) for size in SIZES]
        for small, large in pairwise(works):
            assert _grows(small, large, GROWTH, NOISE) == "", bait


@pytest.mark.parametrize("bait", BAITS)
def test_parse_is_linear(bait: str) -> None:
    head = "BỘ NỘI VỤ\nSố: 15/BNV-VP\nKính gửi: Bộ Y tế.\nThực hiện "
    small, large = (as_source(head + bait * (size // len(bait))) for size in (2_000, 20_000))
    assert _grows(partial(parse, small), partial(parse, large), GROWTH, 0.05) == ""


LETTERS = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_eight_times_the_text_costs_at_most_nine_times(letter: Path) -> None:
    page = letter.read_text("utf-8-sig")
    body = page[len(page) // 3 : 2 * len(page) // 3] * 4
    one, eight = as_source(body), as_source(f"{body}\n" * 8)
    assert _grows(partial(parse, one), partial(parse, eight), 9, NOISE) == ""
