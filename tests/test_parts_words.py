"""The words of the page: every form has a witness, every witness holds a form; no page makes reading slow."""

from __future__ import annotations

import time
from typing import Any

import pytest
import regex

from vnlegal.parts.attachments import find_attachments, read_attachments
from vnlegal.parts.body import read_body
from vnlegal.parts.conclusions import read_conclusions
from vnlegal.parts.layout import find_blocks
from vnlegal.parts.preface import read_preface
from vnlegal.parts.tasks import read_tasks
from vnlegal.parts.wording import any_of, forms
from vnlegal.text import Text, fold
from vnlegal.vocabulary import table

ROWS: list[dict[str, Any]] = table("pages")["phrase"]

BAITS = [
    "trước ngày ",
    "1. ",
    "Điều 1. a\n",
    "Nơi nhận:\n- ",
    "KT. CHỦ TỊCH\n",
    "| ",
    "|\n",
    "“",
    "Số: 1/",
    "Kính gửi: A;\n",
    "trong thời hạn 05 ngày kể từ ngày (",
    "giao Bộ ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
    "Nguyễn ",
    "hằng năm ",
    "[1] a\n",
    "     a",
    "Căn cứ ",
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_forms_and_witnesses_meet(row: dict[str, Any]) -> None:
    witnesses = [fold(witness) for witness in row["witness"]]
    pattern = regex.compile(any_of(row["id"]))
    assert not [form for form in forms(row["id"]) if not any(form in witness for witness in witnesses)]
    assert not [witness for witness in witnesses if not pattern.search(witness)]


def _read(page: str) -> float:
    text = Text.of(page)
    begin = time.perf_counter()
    layout = find_blocks(text)
    preface = read_preface(text, layout)
    body = read_body(text, layout)
    read_tasks(text, layout, body, preface)
    read_conclusions(text, layout)
    read_attachments(text, find_attachments(text, layout))
    return time.perf_counter() - begin


@pytest.mark.parametrize("bait", BAITS)
def test_reading_grows_with_the_page(bait: str) -> None:
    head = "BỘ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/BNV-VP\nKính gửi: Bộ Y tế.\n"
    _read(head + bait)
    small = _read(head + bait * (2_000 // len(bait)))
    large = _read(head + bait * (32_000 // len(bait)))
    assert large < max(0.5, small * 16 * 3)
