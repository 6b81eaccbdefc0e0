"""Every page of the cases yields what it yielded, whole; `python tests/whole.py` lists and keeps it."""

from __future__ import annotations

import pytest
from whole import Case, cases, digests, kept

CASES = tuple(cases())


def test_each_case_is_kept_once() -> None:
    assert [one.title for one in CASES] == list(kept())


@pytest.mark.parametrize("case", CASES, ids=[one.title for one in CASES])
def test_nothing_else_is_read_of_a_page(case: Case) -> None:
    found, wanted = digests(lines := case.lines()), kept()[case.title]
    other = {part for part in {*found, *wanted} if found.get(part) != wanted.get(part)}
    assert not other, "\n".join(line for line in lines if line.split(" ", 1)[0].partition(".")[0] in other)
