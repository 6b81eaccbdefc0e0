"""Forty questions on status and lineage, asked of documents of the pool that state the answer.

None may be answered wrongly; a few may stay unknown.  The pool is no part of the project.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from questions import rows, verdict

from vnlegal.corpus import load

POOL = Path(__file__).parents[2] / "shared" / "pool"
FILES = (
    "acts-without-letterhead/b3306416be52.txt", "hanoi/2069ab0c2306.md", "hanoi/ca5b86f5d6b2.md",
    "hanoi/fac0887c9e77.md", "acts-without-letterhead/3e6ec4fc5d0b.txt", "mixed-markdown/dfa3449c909d.md",
    "acts-without-letterhead/029760f40c00.txt", "acts-without-letterhead/14227ce35707.txt",
    "acts-without-letterhead/9801fd18a3fb.txt", "acts-without-letterhead/c8c2e81688fb.txt",
    "mixed-markdown/788ba88d28fe.md", "mixed-markdown/5cac28190a3f.md", "mixed-markdown/eac4b4ddaf85.md",
    "hanoi/83fe7b2e73df.md", "letters-ocr/02d593788ed3.md",
)  # fmt: skip
ENOUGH = 38
pytestmark = pytest.mark.skipif(not POOL.is_dir(), reason="the pool of real documents is not at hand")


def test_forty_questions() -> None:
    corpus = load([POOL / file for file in FILES], attributes=POOL / "attributes.tsv")
    asked = [(verdict(corpus, *row), row) for row in rows(Path(__file__).with_name("pool_questions.tsv"))]
    assert [row for said, row in asked if said == "wrong"] == []
    assert sum(said == "right" for said, _ in asked) >= ENOUGH
