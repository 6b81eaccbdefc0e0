"""The four letters read as people read them: the figures that accuracy rests on."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import LETTERS, ROOT
from scoring import HEADER, Json, Score, plain, score

import vnlegal


@cache
def _truth(letter: Path) -> Json:
    truth: Json = json.loads(letter.with_suffix(".json").read_text("utf-8"))
    return truth


@cache
def _scores() -> dict[str, Score]:
    pairs = [(_truth(letter), vnlegal.to_record(vnlegal.parse(vnlegal.read(letter)))) for letter in LETTERS]
    texts = {_truth(letter)["id"]: vnlegal.read(letter).text for letter in LETTERS}
    return score(pairs, lambda truth: texts[truth["id"]])


@pytest.mark.parametrize("layer", HEADER)
def test_header(layer: str) -> None:
    got = _scores()[f"header.{layer}"]
    assert (got.missed, got.wrong) == ([], [])


@pytest.mark.parametrize(
    ("layer", "least"),
    [
        ("mention.numbered.span", 0.97),
        ("mention.numbered.identity", 0.97),
        ("mention.named.span", 0.80),
        ("claim", 0.90),
        ("claim+mode", 0.85),
        ("deadline", 1.0),
    ],
)
def test_references(layer: str, least: float) -> None:
    got = _scores()[layer]
    assert got.f1 >= least, (got.missed, got.wrong)


def test_the_accuracy_page_promises_no_more_than_is_measured() -> None:
    page = (ROOT / "docs" / "accuracy.md").read_text("utf-8").split("## Other documents")[0]
    shown = re.findall(r"^\| ([a-z_.+]+) \| (\d+) \| ([01]\.\d{3}) \|$", page, re.MULTILINE)
    assert {layer for layer, _, _ in shown} == set(_scores())
    for layer, items, f1 in shown:
        assert int(items) == _scores()[layer].truth
        assert float(f1) <= _scores()[layer].f1 + 0.0005


# The same letter as other programs write it.
WRITTEN: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "byte-order mark": lambda text: "\ufeff" + text,
    "new tone style": lambda text: text.replace("HÒA", "HOÀ").replace("hòa", "hoà").replace("Ủy", "Uỷ"),
}


def _values(record: Any, text: str) -> Any:
    """A record without what differs by right: where things stand, and how they are typed."""
    if isinstance(record, dict):
        kept = {k: v for k, v in record.items() if k not in ("span", "source", "anchor", "fields", "work")}
        return {key: _values(one, text) for key, one in kept.items()}
    if isinstance(record, list | tuple):
        return [_values(one, text) for one in record]
    return plain(record).replace("oà", "òa").replace("uỷ", "ủy") if isinstance(record, str) else record


@pytest.mark.parametrize("way", WRITTEN)
@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.stem)
def test_other_ways_of_writing_give_the_same_record(letter: Path, way: str) -> None:
    text = vnlegal.read(letter).text
    other = WRITTEN[way](text)
    one, two = (vnlegal.to_record(vnlegal.parse(words)) for words in (text, other))
    assert _values(one, text) == _values(two, other)


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.stem)
def test_every_span_covers_what_was_read(letter: Path) -> None:
    document = vnlegal.parse(vnlegal.read(letter))
    for mention in document.mentions:
        assert not mention.number or plain(str(mention.number.value)) in plain(
            document.text(mention.span)
        ).replace(" ", "")


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.stem)
def test_blocks_partition_the_page(letter: Path) -> None:
    document = vnlegal.parse(vnlegal.read(letter))
    assert "".join(document.text(block.span) for block in document.blocks) == document.source.text
