"""Questions of people asked of thirty acts: is the provision that answers among the first five pieces?

    python tests/benchmarks/retrieval.py POOL [--attributes TABLE] [--write]

The pieces are our chunks by khoản, or windows of 1,200 characters; both are ranked by the BM25 of SQLite's
full-text index, by syllables and by words as underthesea joins them.  Counted are whole provisions in
one piece, and those of which half stands in one.  The questions are in tests/retrieval_questions.tsv.
"""

from __future__ import annotations

import argparse
import csv
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import figures
import regex

import vnlegal
from vnlegal.formats import Table
from vnlegal.model import Document, Span

QUESTIONS = Path(__file__).parents[1] / "retrieval_questions.tsv"
WINDOW, FIRST, BUDGET = 1_200, 5, 3_000
_WORD = regex.compile(r"[\p{L}\d]+(?:_[\p{L}\d]+)*")
Words = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """What is retrieved: the text that is indexed, and where it stands."""

    content: str
    file: str
    span: Span


def questions() -> list[tuple[str, str, str]]:
    """File, provision and question of each row."""
    lines = (one for one in QUESTIONS.read_text("utf-8").splitlines() if not one.startswith("#"))
    return [(row["file"], row["provision"], row["question"]) for row in csv.DictReader(lines, delimiter="\t")]


def by_chunks(file: str, document: Document) -> Iterator[Piece]:
    """Our chunks, as they are meant to be indexed."""
    for one in document.chunks("khoan"):
        yield Piece(one.content, file, one.span)


def by_windows(file: str, document: Document, step: int = WINDOW) -> Iterator[Piece]:
    """Windows of equal length."""
    text = document.source.text
    for at in range(0, len(text), step):
        yield Piece(text[at : at + WINDOW], file, Span(at, min(at + WINDOW, len(text))))


def overlapping(file: str, document: Document) -> Iterator[Piece]:
    """Windows that share a third with the next."""
    return by_windows(file, document, WINDOW * 2 // 3)


def syllables(text: str) -> list[str]:
    """What stands between blanks and marks, in small letters."""
    return _WORD.findall(text.lower().replace("_", " "))


@cache
def segmented(text: str) -> tuple[str, ...]:
    """Words as underthesea finds them, those of several syllables joined by "_"."""
    from underthesea import word_tokenize

    return tuple(_WORD.findall(word_tokenize(text, format="text").lower()))


def syllables_and_words(text: str) -> list[str]:
    """Every syllable, and the words of several syllables beside them."""
    return syllables(text) + [one for one in segmented(text) if "_" in one]


class Ranked:
    """Pieces in an index of SQLite, the best for a question first."""

    def __init__(self, pieces: Sequence[Piece], words: Words) -> None:
        self.pieces, self.words = pieces, words
        self.db = sqlite3.connect(":memory:")
        self.db.execute(
            "CREATE VIRTUAL TABLE held USING fts5 "
            "(x, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\")"
        )
        rows = ((" ".join(words(one.content)),) for one in pieces)
        self.db.executemany("INSERT INTO held (x) VALUES (?)", rows)

    def best(self, question: str) -> list[Piece]:
        """The pieces that share a word with a question."""
        asked = " OR ".join(f'"{one}"' for one in dict.fromkeys(self.words(question)))
        rows = self.db.execute("SELECT rowid FROM held WHERE held MATCH ? ORDER BY rank LIMIT 50", (asked,))
        return [self.pieces[row - 1] for (row,) in rows]


def share(piece: Piece, file: str, wanted: Span) -> float:
    """How much of a provision stands in a piece, between 0 and 1."""
    both = min(piece.span.end, wanted.end) - max(piece.span.start, wanted.start)
    return max(both, 0) / (wanted.end - wanted.start) if piece.file == file else 0


def within(pieces: Sequence[Piece], most: int) -> int:
    """How many of the first pieces fit into so many characters; at least one."""
    held, count = 0, 0
    for one in pieces:
        held += len(one.content)
        if count and held > most:
            break
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Answer:
    """What the pieces found for one question give."""

    whole: bool  # the whole provision stands in one of the first five
    half: bool  # at least half of it does
    budget: bool  # the whole provision, in the first 3,000 characters
    read: int  # characters of the first five


def answered(ranked: Ranked, file: str, wanted: Span, question: str) -> Answer:
    """Ask one question."""
    best = ranked.best(question)
    shares = [share(one, file, wanted) for one in best]
    return Answer(
        max(shares[:FIRST], default=0) == 1,
        max(shares[:FIRST], default=0) >= 0.5,
        max(shares[: within(best, BUDGET)], default=0) == 1,
        sum(len(one.content) for one in best[:FIRST]),
    )


def row(how: str, found: Sequence[Answer]) -> str:
    """A line of the table."""
    whole, half, budget, read = (
        sum(values) / len(found) for values in zip(*map(astuple, found), strict=True)
    )
    return f"| {how} | {whole:.3f}; {half:.3f}; {budget:.3f}; {read:,.0f} |"


def provision(document: Document, eid: str) -> Span:
    """Where a provision stands, without the blanks around it."""
    (found,) = (one for top in document.body for one in top.walk() if one.eid == eid)
    text = document.text(found)
    start = found.span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def main() -> None:
    """Ask, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pool", type=Path)
    parser.add_argument("--attributes", type=Path)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    args = parser.parse_args()
    table = Table.read(str(args.attributes or args.pool / "attributes.tsv"))
    rows = questions()
    acts = {file: vnlegal.parse(vnlegal.read(args.pool / file, table.row(file))) for file, *_ in rows}
    asked = [(file, provision(acts[file], eid), question) for file, eid, question in rows]
    cuts = {
        "chunks by khoản": by_chunks,
        "windows of 1,200": by_windows,
        "windows, a third shared": overlapping,
    }
    lines = [
        f"| questions, acts | {len(asked)}, {len(acts)} |",
        f"| each line: recall@{FIRST}, of halves, in {BUDGET:,} characters; characters of {FIRST} | |",
    ]
    for cut, pieces_of in cuts.items():
        pieces = [piece for file, document in acts.items() for piece in pieces_of(file, document)]
        plain, joined, words = (
            [answered(ranked, *one) for one in asked]
            for ranked in (Ranked(pieces, how) for how in (syllables, syllables_and_words, segmented))
        )
        lines += [
            row(f"{cut}, syllables", plain),
            row(f"{cut}, syllables and words", joined),
            row(f"{cut}, words alone", words),
            f"| {cut}, questions gained and lost by words beside syllables | {gains(plain, joined)} |",
        ]
    print("\n".join(lines))
    if args.write:
        figures.write("retrieval", lines)


def gains(before: Sequence[Answer], after: Sequence[Answer]) -> str:
    """How many questions are answered now that were not, and the other way."""
    pairs = [(one.whole, other.whole) for one, other in zip(before, after, strict=True)]
    return f"{pairs.count((False, True))}, {pairs.count((True, False))}"


if __name__ == "__main__":
    main()
