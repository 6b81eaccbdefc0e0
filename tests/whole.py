"""All that is read of the pages of the cases: a digest of each part of it is kept in `whole.tsv`.

    python tests/whole.py --list          all lines of all pages, to be compared with those of another version
    python tests/whole.py --list TITLE    those of the pages whose titles hold these words
    python tests/whole.py --keep          keeps what is read now

A case names the few values that it is about.  Here stands all that its page yields, with its places: every
field of the record, every finding, every statement of the graph.  It says that nothing else has changed, not
that all of it is right: where a digest differs, look at the lines, then keep them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import chdir
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

import reference_cases
import test_consolidation
import test_graph_lineages
import test_graph_status
import test_instructions
import test_planted
import test_planted_families
import test_provisions
import test_review
import test_task_changes
import test_tasks_ledger
from conftest import LETTERS, ROOT
from pages import mixed
from shapes import STATEMENTS
from task_scoring import marked
from test_parts_cases import _cases as _parts_cases

import vnlegal
from vnlegal import checks
from vnlegal.checks import RULES
from vnlegal.corpus import Corpus
from vnlegal.corpus.duties import ledger
from vnlegal.document import as_source, explain, parse
from vnlegal.graph.questions import questions
from vnlegal.graph.review import review
from vnlegal.graph.stores import Store
from vnlegal.graph.syntaxes import to_jsonld, to_rdf12, to_trig, to_turtle
from vnlegal.graph.triples import corpus_quads
from vnlegal.model import Document, Field, Mode, Span

HERE = Path(__file__).parent
KEPT = HERE / "whole.tsv"
Lines = list[str]
_LONG = 40
DAYS = (date(2020, 6, 30), date(2021, 10, 15), date(2026, 4, 10), date(2036, 1, 1))
SYNTAXES = (to_turtle, to_trig, to_jsonld, to_rdf12)
ASKED = ("bases", "changed-by", "cited-by", "mentions-of")
ALL_MODES: tuple[Mode, ...] = ("asserted", "reported", "directed")
_LISTED = ("preface", "bases", "body", "notes", "tasks", "conclusions", "attachments", "mentions", "claims",
           "findings", "effects", "references", "instructions", "changes", "blocks")  # fmt: skip


def shown(value: object) -> str:
    """A value in a line: of long words the ends, of a place "12-15", of a field also the row that read it.

    >>> shown(Field("Hà Nội", Span(3, 9), "place")), shown((None, "", 1))
    ('Hà Nội@3-9 place', '[- - 1]')
    """
    match value:
        case Span(start, end):
            return f"{start}-{end}"
        case Field(inner, span, by):
            return f"{shown(inner)}@{shown(span)} {by}"
        case Mapping():
            return shown(tuple(value.items()))
        case tuple() | list() | frozenset():
            items = sorted(value) if isinstance(value, frozenset) else value
            return f"[{' '.join(map(shown, items))}]"
        case None | "":
            return "-"
    if is_dataclass(value):
        told = ((one.name, getattr(value, one.name)) for one in fields(value))
        return (
            f"({' '.join(f'{name}={shown(one)}' for name, one in told if one not in (None, (), '', False))})"
        )
    words = " ".join(str(value).split())
    return words if len(words) <= _LONG else f"{words[:24]}…{words[-10:]}#{len(words)}"


def record(document: Document) -> Lines:
    """All fields of a document, a line for each or for each thing of a series."""
    return [line for name in _LISTED for line in _listed(name, getattr(document, name))]


def _listed(name: str, value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        yield from (f"{name[:-1]} {shown(one)}" for one in value)
    else:
        assert is_dataclass(value)
        told = ((one.name, getattr(value, one.name)) for one in fields(value))
        yield from (f"{name}.{key} {shown(one)}" for key, one in told if one not in (None, (), "", False))


def explained(document: Document) -> Iterator[str]:
    """How each mention was read, of a document that refers back."""
    backs = any(one.kind == "back" for one in document.mentions)
    yield from (f"explained {explain(document.source, one.id)}" for one in document.mentions if backs)


def findings(*documents: Document) -> Lines:
    """All findings of a corpus, previews too, with what becomes of each citation."""
    report = checks.report(Corpus.of(documents), preview=True)
    parts = {"finding": report.findings, "agreed": report.agreed, "tally": report.documents}
    return [f"{name} {shown(one)}" for name, told in parts.items() for one in told]


def statements(*documents: Document) -> Lines:
    """All statements of the graph, each behind the last word of its property."""
    quads = corpus_quads(Corpus.of(documents))
    return [
        f"{re.split('[/#]', quad.predicate.strip('<>'))[-1]} {' '.join(quad)}"
        for quad in quads
        if "parserVersion" not in quad.predicate
    ]


def together(*documents: Document) -> Lines:
    """What documents come to together: tasks, lineages, status and reviews, sentences held against them."""
    corpus = Corpus.of(documents)
    store = Store.of(corpus)
    held = [one for one in corpus.works if one.in_corpus]
    answers: list[tuple[str, object]] = [("task", ledger(corpus, day)) for day in DAYS]
    answers += [("doubtful", tuple(row.id for row in ledger(corpus, DAYS[0]) if row.is_doubtful))]
    answers += [(write.__name__, tuple(write(store.quads()).split("\n"))) for write in SYNTAXES]
    answers += [(name, store.query(name).rows) for name, one in questions().items() if not one.parameters]
    answers += [("verified", vnlegal.verify(one, corpus, DAYS[-1])) for one in documents]
    for work in held:
        answers += [(way, vnlegal.lineage(corpus, work.iri, way, modes=ALL_MODES)) for way in ("up", "down")]
        answers += [("status", vnlegal.status(corpus, work.iri, day)) for day in DAYS]
        answers += [
            ("found", corpus.find(work.number or work.iri)),
            ("found", store.find(work.number or work.iri)),
        ]
        answers += [("kept", store.work(work.iri)), ("effects", store.effects(work.iri))]
        answers += [
            ("spoken", tuple(store.spoken_to(work.iri))),
            ("below", vnlegal.lineage(store, work.iri, "down")),
        ]
        answers += [("asked", store.query(name, work=work.iri).rows) for name in ASKED]
        answers += [("review", review(corpus, work.iri, day)) for day in DAYS[::2]]
    graph = vnlegal.to_networkx(corpus)
    answers += [("node", one) for one in graph.nodes(data=True)]
    answers += [("edge", one) for one in graph.edges(keys=True, data=True)]
    return [
        f"{name} {shown(one)}"
        for name, told in answers
        for one in (told if isinstance(told, tuple) else [told])
    ]


class Case(NamedTuple):
    """Pages under a title, and what all of them come to."""

    title: str
    lines: Callable[[], Lines]


def _apart(title: str, *pages: str) -> Case:
    """The record of each page, and what is found in all of them."""

    def lines() -> Lines:
        documents = _parsed(pages)
        told = (line for one in documents for line in (*record(one), *explained(one)))
        return [*told, *findings(*documents)]

    return Case(title, lines)


def _parsed(pages: Iterable[str]) -> list[Document]:
    return [parse(as_source(page, f"{number}.txt")) for number, page in enumerate(pages)]


def _graph(pages: Iterable[str]) -> Lines:
    return statements(*_parsed(pages))


def _corpora() -> Iterator[tuple[str, Iterable[Document]]]:
    """The small corpora of other tests."""
    with chdir(ROOT):  # whatever folder the project lies in
        yield "letters", mixed(tuple(path.relative_to(ROOT) for path in LETTERS)).documents
    yield (
        "status",
        (value for _, value in sorted(vars(test_graph_status).items()) if isinstance(value, Document)),
    )
    yield "review", test_review.CORPUS.documents
    yield "law", map(test_consolidation._example, test_consolidation.NUMBERS)
    yield "tasks", _parsed([test_tasks_ledger.PLAN, test_tasks_ledger.REPORT])
    yield "changed tasks", _parsed([test_task_changes.PLAN, test_task_changes.CHANGE])
    yield "answers", _parsed([test_graph_lineages.ORDER, test_graph_lineages.ANSWER])
    yield "plans", _parsed([test_graph_lineages.FIRST, test_graph_lineages.SECOND])


def cases(among: Container[str] | None = None) -> Iterator[Case]:
    """Pages one by one (those `among` some titles), the graph of all those of a kind, and corpora."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for words, pages in _pages():
        title = " ".join(words.split())
        if among is not None and title not in among:
            continue
        yield _apart(title, *pages)
        kinds[title.partition(": ")[0]] += pages
    for kind, all_ in kinds.items():
        if kind in ("planted", "silent", "shape"):
            continue
        yield Case(f"graph: {kind}", partial(_graph, all_))
    for name, documents in _corpora():
        yield Case(f"corpus: {name}", partial(together, *documents))


def _pages() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The pages of all cases: parts, references, provisions, instructions, plans, rules."""
    yield from ((f"parts: {title}", (page,)) for title, page, _ in _parts_cases())
    yield from ((f"{one.file}: {one.title}", (one.page,)) for one in reference_cases.cases() if not one.xfail)
    for title, words, _ in test_provisions.CASES:
        yield (f"provisions: {title}", (test_provisions.act_with(words),))
    for title, words, _ in test_instructions.CASES:
        yield (f"instructions: {title}", (test_instructions.act_with(words),))
    for path in sorted((HERE / "plans").glob("*.txt")):
        yield (f"plan: {path.stem}", (marked(path.read_text("utf-8"))[0],))
    for name in STATEMENTS:
        shapes = Random(2).sample(list(name()), 6)
        yield from ((f"shape: {name.__name__} {number}", (one.text,)) for number, one in enumerate(shapes))
    silent = tomllib.loads((HERE / "cases" / "checks" / "silent.toml").read_text("utf-8"))["case"]
    yield from ((f"silent: {number} {row['kind']}", (row["page"],)) for number, row in enumerate(silent))
    for one in Random(2).sample(test_planted.cases(), 12):
        page = test_planted.TEXTS[one.text].replace(one.old, one.new, 1)
        yield f"planted: {one.code} {one.text} {one.new}"[:90], (page,)
    for other in Random(2).sample(list(test_planted_families.cases()), 12):
        yield f"planted: {other.code} {other.text} {other.span.start} {other.new}"[:90], (other.page,)
    for rule in RULES:
        yield from ((f"rule: {rule.code} bad", rule.bad), (f"rule: {rule.code} good", rule.good))


def digests(lines: Lines) -> dict[str, str]:
    """A digest of the lines of each part: of those that begin with the same word.

    >>> digests(["mention a", "claim b"]) == {**digests(["mention a"]), **digests(["claim b"])}
    True
    """
    parts: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        parts[line.split(" ", 1)[0].partition(".")[0]].append(line)
    return {name: sha256("\n".join(sorted(rows)).encode()).hexdigest()[:6] for name, rows in parts.items()}


@cache
def kept() -> Mapping[str, dict[str, str]]:
    """The digests of each case, by its title."""
    rows = (line.split("\t") for line in KEPT.read_text("utf-8").splitlines())
    return {title: dict(part.split("=") for part in parts) for title, *parts in rows}


def main(words: list[str]) -> None:
    """List all lines, or keep their digests."""
    if words[:1] == ["--keep"]:
        rows = ((one.title, *map("=".join, digests(one.lines()).items())) for one in cases())
        KEPT.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")
        return
    for one in cases():
        if all(word in one.title for word in words[1:]):
            print(one.title, *one.lines(), "", sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
