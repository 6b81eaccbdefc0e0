"""Where each rule begins and ends (cases/checks/edges.toml): what it tells of pages, and what it leaves."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from vnlegal import checks
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.model import Finding

ROWS = tomllib.loads((Path(__file__).parent / "cases" / "checks" / "edges.toml").read_text("utf-8"))["case"]
HEAD = re.compile(r"\[\[(?P<number>\S+) (?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d) (?P<title>[^\]]+)\]\]")
TYPES = {"NĐ": "NGHỊ ĐỊNH", "QĐ": "QUYẾT ĐỊNH", "TT": "THÔNG TƯ", "NQ": "NGHỊ QUYẾT"}
BODIES = {"CP": "CHÍNH PHỦ", "TTg": "THỦ TƯỚNG CHÍNH PHỦ", "BNV": "BỘ NỘI VỤ", "VP": "BỘ NỘI VỤ"}


def _head(match: re.Match[str]) -> str:
    kind, _, body = match["number"].rpartition("/")[2].partition("-")
    month = match["month"] if int(match["month"]) < 3 else str(int(match["month"]))
    place = f"Hà Nội, ngày {match['day']} tháng {month} năm {match['year']}"
    title = f"{TYPES[kind]}\n{match['title']}" if kind in TYPES else f"V/v {match['title']}"
    return f"{BODIES[body]}\n\nSố: {match['number']}\n\n{place}\n\n{title}\n"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["kind"])
def test_what_a_rule_tells(row: dict[str, Any]) -> None:
    texts = [HEAD.sub(_head, page.lstrip("\n")) for page in row["pages"]]
    documents = [parse(decode(f"{number}.txt", text.encode())) for number, text in enumerate(texts)]
    found = checks.check(Corpus.of(documents), select=[row["code"]], preview=True)
    assert [_told(one, texts) for one in found] == row["told"]
    assert [one.severity for one in found] == row.get("called", [one.severity for one in found])


def _told(one: Finding, texts: Sequence[str]) -> str:
    assert one.span is not None
    words = texts[int(one.path.partition(".")[0])][one.span.start : one.span.end]
    return " ".join(words.split()) + (f" → {one.fix}" if one.fix else "")
