"""Every page of the cases yields what it yielded, whole; `python tests/whole.py` lists and keeps it."""

from __future__ import annotations

import pytest
from whole import Case, cases, digests, kept

CASES = tuple(cases(kept()))  # a case that is new need not be kept at once


def test_nearly_all_cases_are_kept() -> None:
    titles = [one.title for one in cases()]
    assert len(titles) == len(set(titles))
    assert len(CASES) >= 0.9 * len(titles)


@pytest.mark.parametrize("case", CASES, ids=[one.title for one in CASES])
def test_nothing_else_is_read_of_a_page(case: Case) -> None:
    found, wanted = digests(lines := case.lines()), kept()[case.title]
    other = {part for part in {*found, *wanted} if found.get(part) != wanted.get(part)}
    assert not other, "\n".join(line for line in lines if line.split(" ", 1)[0].partition(".")[0] in other)
