"""What holds of every page: of official documents made up from the norms, and of the same pages spoiled.

`HYPOTHESIS_PROFILE=long` runs fifty times as many examples.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from random import Random
from typing import Any

from fuzz.corrupt import WAYS
from fuzz.oracle import faults, found_fields, spans
from hypothesis import given
from hypothesis import strategies as st
from makers import official
from makers.pages import Page, Paragraph
from makers.write_docx import to_docx
from pyoxigraph import RdfFormat
from read_back import Graph, read, text_of, told

from vnlegal import checks, formats
from vnlegal.corpus import Corpus
from vnlegal.document import as_source, parse
from vnlegal.graph import syntaxes
from vnlegal.graph.terms import to_nquads
from vnlegal.graph.triples import corpus_quads
from vnlegal.model import Document, Finding
from vnlegal.outputs import to_json
from vnlegal.parts.head_lines import near
from vnlegal.text import Text

RANDOM = st.randoms(use_true_random=False)
OFFICIAL = RANDOM.map(official.document)


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """An official document after one to three mishaps."""
    page, rng = draw(OFFICIAL), draw(RANDOM)
    for way in draw(st.lists(st.sampled_from(sorted(WAYS)), min_size=1, max_size=3)):
        page = WAYS[way](rng, page)[:8000]
    return page


PAGES = st.one_of(OFFICIAL, spoiled(), st.text(max_size=300))


# One page


@given(PAGES)
def test_parse_never_raises_and_every_span_leads_back(page: str) -> None:
    assert list(faults(parse(page))) == []


def test_the_oracle_sees_what_is_wrong() -> None:
    """The property above can fail: a document whose spans are moved by one is refused."""
    document = parse(official.document(Random(1)))
    assert list(faults(document)) == []
    other = parse("\n" + document.source.text)
    moved = Document(document.source, *(getattr(other, one.name) for one in fields(other)[1:]))
    assert len(list(faults(moved))) > 20


@given(PAGES)
def test_parsing_twice_gives_the_same(page: str) -> None:
    assert parse(page) == parse(page)
    assert to_json(parse(page)) == to_json(parse(page))


@given(OFFICIAL)
def test_cleaning_official_pages_is_idempotent(page: str) -> None:
    clean = Text.of(page).clean
    assert Text.of(clean).clean == clean


@given(OFFICIAL)
def test_line_ends_and_normal_forms_change_no_value(page: str) -> None:
    values = _values(parse(page))
    assert _values(parse(page.replace("\n", "\r\n"))) == values
    assert _values(parse(unicodedata.normalize("NFD", page))) == values
    assert _values(parse(f"\ufeff{page}")) == values


@given(OFFICIAL, st.integers(1, 5))
def test_blank_lines_above_move_every_span(page: str, lines: int) -> None:
    here, below = parse(page), parse("\n" * lines + page)
    assert _values(below) == _values(here)
    moved = [
        (path, (span.start + lines, span.end + lines)) for path, span in spans(here) if path not in _EDGES
    ]
    assert [(path, tuple(span)) for path, span in spans(below) if path not in _EDGES] == moved


_EDGES = {".blocks[0].span"}


def _values(document: Document) -> list[tuple[str, object]]:
    """All values of a document, without their places."""
    return [(path, field.value) for path, field in found_fields(document)]


# Record → RDF → record


@given(st.lists(st.one_of(OFFICIAL, spoiled()), min_size=1, max_size=2, unique=True))
def test_what_the_graph_keeps_comes_back_from_every_syntax(pages: list[str]) -> None:
    corpus = _corpus(pages)
    quads = list(corpus_quads(corpus))
    written = {
        RdfFormat.N_QUADS: to_nquads(quads),
        RdfFormat.TURTLE: syntaxes.to_turtle(quads),
        RdfFormat.TRIG: syntaxes.to_trig(quads),
        RdfFormat.JSON_LD: syntaxes.to_jsonld(quads),
    }
    for syntax, data in written.items():
        graph = Graph(data, syntax)
        for document in corpus.documents:
            assert read(graph, text_of(document)) == told(corpus, document), syntax


# Many documents


def _corpus(pages: Sequence[str], name: str = "a") -> Corpus:
    return Corpus.of(parse(as_source(page, f"{name}{i:02}.txt")) for i, page in enumerate(pages))


@st.composite
def families(draw: st.DrawFn, issuers: Sequence[official.Issuer] = official.ISSUERS) -> list[str]:
    """Documents of a few bodies that cite each other, and one thing in different ways."""
    rng = draw(RANDOM)
    acts: list[official.Act] = []
    for _ in range(draw(st.integers(2, 5))):
        latest = acts[-1].day if acts else date(2025, 6, 1)
        acts.append(official.act(rng, rng.choice(issuers), latest))
    pages = []
    for i, own in enumerate(acts[:-1]):
        pages.append(official.document(rng, own, acts[i + 1 :]))
    return list(dict.fromkeys(pages))


@given(families(), RANDOM)
def test_the_order_of_files_changes_nothing(pages: list[str], rng: Random) -> None:
    documents = [parse(as_source(page, f"{i}.txt")) for i, page in enumerate(pages)]
    mixed = rng.sample(documents, len(documents))
    there, back = Corpus.of(documents), Corpus.of(mixed)
    assert there == back
    assert to_nquads(corpus_quads(there)) == to_nquads(corpus_quads(back))
    assert checks.report(there, preview=True) == checks.report(back, preview=True)


CENTRAL, LOCAL = official.ISSUERS[:7], official.ISSUERS[7:10]


@given(families(CENTRAL), families(LOCAL))
def test_unrelated_documents_change_no_other_finding(pages: list[str], others: list[str]) -> None:
    one, two = _corpus(pages), _corpus(others, "b")
    both = Corpus.of([*one.documents, *two.documents])
    found = checks.check(both, preview=True)
    assert [f for f in found if f.path[0] == "a"] == list(checks.check(one, preview=True))
    assert [f for f in found if f.path[0] == "b"] == list(checks.check(two, preview=True))
    links = {link.source for link in one.links}
    assert [link for link in both.links if link.source in links] == list(one.links)


@given(families(), st.integers(0, 3))
def test_an_unrelated_paragraph_changes_no_finding(pages: list[str], place: int) -> None:
    lines = pages[0].split("\n")
    ends = [
        i
        for i, line in enumerate(lines)
        if line.endswith(".") and "|" not in line and not line.startswith(("¹", "²", "³"))
    ]
    if not ends:
        return
    lines[ends[place % len(ends)]] += f" {UNRELATED}"
    more = "\n".join(lines)
    before = checks.check(_corpus(pages), preview=True)
    after = checks.check(_corpus([more, *pages[1:]]), preview=True)
    assert list(map(_said, after)) == list(map(_said, before))


UNRELATED = "Thời tiết mấy ngày qua có mưa."


def _said(one: Finding) -> tuple[Any, ...]:
    """A finding without its place."""
    return one.code, one.severity, one.state, one.path, [passage.text for passage in one.evidence]


# Files

_DOCX = to_docx(Page([Paragraph("Số: 1/QĐ-TTg"), Paragraph("Thực hiện Nghị quyết số 50/NQ-CP.")]))
_HTML = "<html><body><p>Số: 1906/VPCP-KGVX</p><p>Thực hiện Nghị quyết số 50/NQ-CP.</p></body></html>".encode()
_FILES = st.sampled_from(
    [_DOCX, _HTML, official.document(Random(2)).encode(), "Số 1/QĐ-TTg".encode("utf-16")]
)
_NAMES = st.sampled_from(
    ["a.txt", "a.docx", "a.html", "a.pdf", "a.doc", "a.rtf", "a.edxml", "a.md", "a", "a.zip"]
)


@given(st.data(), _NAMES)
def test_any_bytes_are_read_or_refused(data: st.DataObject, name: str) -> None:
    whole = bytearray(data.draw(_FILES | st.binary(max_size=200)))
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=20)):
        if whole:
            whole[at % len(whole)] = byte
    cut = whole[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else whole
    try:
        source = formats.decode(name, bytes(cut))
    except formats.UnreadableFile:
        return
    source.text.encode()
    assert list(faults(parse(source))) == []


@given(st.text("abc", min_size=1, max_size=12), st.text("abcd", max_size=30), st.integers(0, 12))
def test_near_counts_the_edits_of_the_nearest_stretch(words: str, letters: str, errors: int) -> None:
    row = [0] * (len(letters) + 1)
    for i, one in enumerate(words, 1):
        next_row = [i]
        for j, other in enumerate(letters, 1):
            next_row.append(min(row[j] + 1, next_row[-1] + 1, row[j - 1] + (one != other)))
        row = next_row
    fewer = min(errors, len(words) - 1)
    assert near(words, letters, fewer) == (min(row) <= fewer)
