"""Every word of a list stands in real words: a witness of its list, a case, or a short quotation.

`witnesses.tsv` holds the quotations, a line each, with the document that they stand in.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from vnlegal.text import fold
from vnlegal.vocabulary import one_cue_of, one_of, relations, table

HERE = Path(__file__).parent


class Quotation(NamedTuple):
    """A word of a list in the words of a document."""

    table: str
    list: str
    word: str
    witness: str
    source: str


@cache
def quotations() -> tuple[Quotation, ...]:
    """All lines of `witnesses.tsv`."""
    with (HERE / "witnesses.tsv").open(encoding="utf-8", newline="") as lines:
        return tuple(Quotation(**row) for row in csv.DictReader(lines, delimiter="\t"))


def lists() -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Table, list, words and witnesses; the lists of keys of document types hold no words."""
    for name in ("bodies", "claims", "laws", "mentions", "symbols"):
        for key, row in table(name).items():
            if (name, key) != ("claims", "enacting"):
                yield name, key, tuple(row["words"]), tuple(row.get("witness", ()))
    for relation in relations():
        yield "relations", relation.id, relation.cues, relation.witness
    for row in table("pages")["phrase"]:
        yield "pages", row["id"], tuple(row["forms"]), tuple(row["witness"])


@cache
def cases() -> str:
    """The pages of all cases, folded."""
    pages = (path.read_text("utf-8") for path in sorted((HERE / "cases").rglob("*.txt")))
    return " ".join(fold(" ".join(pages)).split())


def stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a folded text as a whole word.

    >>> stands_in("căn cứ", "các căn cứ sau"), stands_in("căn cứ", "căn cứu")
    (True, False)
    """
    word = fold(word)
    left = r"(?<![^\W_])" if word[0].isalnum() else ""
    right = r"(?![^\W_])" if word[-1].isalnum() else ""
    return word in text and re.search(left + re.escape(word) + right, text) is not None


def test_every_word_has_a_witness() -> None:
    quoted = {(one.table, one.list, one.word) for one in quotations()}
    bare = [
        (name, key, word)
        for name, key, words, witnesses in lists()
        for word in words
        if (name, key, word) not in quoted
        and not any(stands_in(word, fold(one)) for one in witnesses)
        and not stands_in(word, cases())
    ]
    assert bare == [], (
        "no witness holds these words: quote a line that does among the witnesses of the list, write a case "
        "in tests/cases that uses them, or add a line to tests/witnesses.tsv"
    )


def test_every_quotation_is_of_a_word_and_holds_it() -> None:
    words = {(name, key, word) for name, key, words, _ in lists() for word in words}
    assert [one for one in quotations() if one[:3] not in words] == []
    assert [one for one in quotations() if not stands_in(one.word, fold(one.witness))] == []
    assert [one for one in quotations() if not one.source] == []


@pytest.mark.parametrize("name", ["bodies", "claims", "mentions", "relations"])
def test_a_quotation_is_read_by_its_list(name: str) -> None:
    """The pattern of the list takes the word, or a longer one of the list around it, out of the quotation."""
    import regex

    missed = []
    for one in quotations():
        if one.table == name:
            pattern = one_cue_of(one.list) if name == "relations" else one_of(name, one.list)
            read = regex.findall(pattern, fold(one.witness))
            if not any(stands_in(one.word, found) for found in read):
                missed.append((one, read))
    assert missed == []
