"""Pages, file names and questions that mean harm: no output, store or terminal is made to obey them."""

from __future__ import annotations

import csv
import io
import itertools
import os
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pages import letter, page
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

import vnlegal
from vnlegal import checks, formats
from vnlegal.cli import frame, main
from vnlegal.corpus import Corpus, load, read_document
from vnlegal.formats import archives
from vnlegal.graph import syntaxes
from vnlegal.graph.build import build
from vnlegal.graph.engines import Answer, Term
from vnlegal.graph.questions import KINDS, BadParameterError, term
from vnlegal.graph.stores import Store
from vnlegal.graph.terms import Quad, literal, to_nquads
from vnlegal.graph.triples import corpus_quads
from vnlegal.model import Document, Finding
from vnlegal.outputs import OUTPUTS, Sheet
from vnlegal.outputs import get as output
from vnlegal.outputs.answers import get as answer_output
from vnlegal.outputs.reports import get as report_output

FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
)
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;"
HOSTILE = f"=1+1 {SCRIPT} \" ' \\ \\u0022 > <x:y> }} # ]]> --> | ` ${{x}} \x1b]0;t\x07 \x00 %0A::error::"


SENTENCE = (
    "Thực hiện Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ về {}, đề nghị thực hiện. "
    "Nghị quyết số 50/NQ-CP ngày 18 tháng 4 năm 2020 của Chính phủ."
)


def hostile() -> Document:
    """A letter whose subject, addressee and body are hostile."""
    text = page(SENTENCE.format(HOSTILE), subject=HOSTILE)
    return vnlegal.parse(text.replace("Bộ Y tế.", f"{HOSTILE}."))


# Tables


def cells(written: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(written, newline=""), strict=True):
        yield from row


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_any_table_is_calculated(formula: str) -> None:
    plain = letter("Thực hiện Nghị quyết số 50/NQ-CP.")
    assert plain.preface.subject is not None
    subject = replace(plain.preface.subject, value=formula)
    addressees = (replace(plain.preface.addressees[0], value=formula),)
    document = replace(plain, preface=replace(plain.preface, subject=subject, addressees=addressees))
    title = replace(plain.preface.subject, value=formula)
    document = replace(document, mentions=tuple(replace(one, title=title) for one in document.mentions))
    named = replace(document, source=replace(document.source, path=formula))
    finding = Finding("VL201", "note", formula, formula, None, hint=formula)
    report = replace(checks.report(Corpus.of([plain])), findings=(finding,))
    answer = Answer(("x",), ((Term("literal", formula),),))
    for written in (
        "".join(output("csv").write([named], Sheet())),
        "".join(output("csv-mentions").write([named], Sheet())),
        "".join(report_output("csv").write(report, Sheet())),
        "".join(answer_output("csv").write(answer, Sheet())),
    ):
        found = [cell for cell in cells(written) if formula.strip() in cell]
        assert found
        assert all(cell.startswith("'") for cell in found)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_tables_give_back_every_cell(values: list[str]) -> None:
    answer = Answer(
        tuple(f"c{i}" for i in range(len(values))), (tuple(Term("literal", one) for one in values),)
    )
    rows = list(
        csv.reader(io.StringIO("".join(answer_output("csv").write(answer, Sheet())), newline=""), strict=True)
    )
    assert [cell.removeprefix("'") for cell in rows[1]] == [one.removeprefix("'") for one in values]


# Pages


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_html_report_runs_nothing_that_a_page_or_a_name_holds() -> None:
    document = hostile()
    report = checks.report(
        Corpus.of([document, letter("Gửi.", path=f'"><{SCRIPT}.txt', number="7/BNV-VP")]), preview=True
    )
    written = "".join(report_output("html").write(report, Sheet()))
    tags = Tags()
    tags.feed(written)
    assert report.findings
    assert tags.seen <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "p",
        "a",
        "article",
        "blockquote",
        "small",
        "pre",
        "mark",
    }
    assert not {name for name in tags.attributes if name.startswith("on")}


@pytest.mark.parametrize("name", ["akn", "edxml"])
def test_xml_stays_xml(name: str) -> None:
    tree = ElementTree.fromstring("".join(output(name).write([hostile()], Sheet())).encode())
    assert {one.tag.rpartition("}")[2] for one in tree.iter()} & {"script", "img"} == set()


def test_markdown_holds_no_raw_html() -> None:
    written = "".join(output("markdown").write([hostile()], Sheet()))
    assert "<script" not in written.replace("\\<script", "")
    report = checks.report(Corpus.of([hostile()]), preview=True)
    assert "<script" not in "".join(report_output("markdown").write(report, Sheet())).replace("\\<script", "")


def test_workflow_commands_and_diffs_keep_their_lines() -> None:
    report = checks.report(Corpus.of([hostile()]), preview=True)
    lines = "".join(report_output("github").write(report, Sheet())).splitlines()
    assert len(lines) == len(report.findings) > 0
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


# RDF


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_literal_comes_back_from_every_syntax(words: str) -> None:
    quads = [
        Quad("<x:s>", "<x:p>", literal(words, "vi"), "<x:g>"),
        Quad("<x:s>", "<x:q>", literal(words), "<x:g>"),
    ]
    written = {
        RdfFormat.N_QUADS: to_nquads(quads),
        RdfFormat.TURTLE: syntaxes.to_turtle(quads),
        RdfFormat.TRIG: syntaxes.to_trig(quads),
        RdfFormat.JSON_LD: syntaxes.to_jsonld(quads),
    }
    for syntax, data in written.items():
        found = [quad.object for quad in parse(data.encode(), format=syntax)]
        assert [one.value for one in found if isinstance(one, Literal)] == [words, words], syntax
    graph = rdflib.Dataset()
    graph.parse(data=written[RdfFormat.N_QUADS], format="nquads")
    assert {str(one) for _, _, one, _ in graph.quads()} == {words}


def test_a_hostile_page_adds_no_triple_of_its_own() -> None:
    document, plain = hostile(), letter(SENTENCE.format("công tác cán bộ"))
    found = list(parse(to_nquads(corpus_quads(Corpus.of([document]))).encode(), format=RdfFormat.N_QUADS))
    usual = {
        quad.predicate.value
        for quad in parse(to_nquads(corpus_quads(Corpus.of([plain]))).encode(), format=RdfFormat.N_QUADS)
    }
    added = {quad.predicate.value.rpartition("#")[2] for quad in found if quad.predicate.value not in usual}
    assert added == set()
    iris = {
        one.value
        for quad in found
        for one in (quad.subject, quad.predicate, quad.object)
        if isinstance(one, NamedNode)
    }
    assert all(iri.isascii() and not set(iri) & set(' <>"{}|\\^`') for iri in iris)
    assert any(HOSTILE.split()[1] in quad.object.value for quad in found if isinstance(quad.object, Literal))


# Questions


@given(
    st.sampled_from(KINDS),
    st.text(max_size=40) | st.sampled_from([HOSTILE, *FORMULAS, "x:a> . ?s", "\ud800", "x:\ud800"]),
)
def test_a_parameter_is_one_term_or_refused(kind: str, value: str) -> None:
    try:
        made = term(kind, value)
    except BadParameterError:
        return
    (quad,) = parse(f"<x:s> <x:p> {made} .".encode(), format=RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, Literal | NamedNode)
    if kind == "text":
        assert quad.object.value == value.strip()


# Names of files

NAMES = (
    "công văn\n0 lỗi.txt",
    "a\x1b[2J.txt",
    "a\u2028b.txt",
    "a\x0bb.txt",
    "-rf.txt",
    "=1+1.txt",
    "<b>.txt",
    "\"a\" 'b'.txt",
    "a%0A::error::x.txt",
    "100%.txt",
    "${HOME}.txt",
    "a\\b.txt",
)


@pytest.mark.parametrize("name", [*map(str.encode, NAMES), b"c\xf4ng v\xe3n.txt"], ids=ascii)
def test_a_file_of_any_name_goes_through_everything(
    name: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    text = page(
        "Thực hiện Công văn số 7/BNV-VP ngày 01 tháng 2 năm 2020 của Bộ Nội vụ về công tác cán bộ, mời họp."
    )
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(text, "utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    (folder / "b.txt").write_text(page("Gửi.", number="7/BNV-VP", date=(2020, 2, 2)), "utf-8")
    corpus = load([folder])
    path = next(one.source.path for one in corpus.documents if not one.source.path.endswith("/b.txt"))
    assert path.isprintable()
    for one in OUTPUTS:
        "".join(one.write(corpus.documents, Sheet(many=True))).encode()
    store = tmp_path / "store"
    assert len(build(formats.expand([folder]), store, read_document).added) == 2
    (folder / "b.txt").write_text(page("Gửi các đơn vị.", number="7/BNV-VP", date=(2020, 2, 1)), "utf-8")
    assert build(formats.expand([folder]), store, read_document).unchanged == 1
    assert set(Store.open(store).nquads()) == set(Store.of(load([folder])).nquads())
    for shape in ("concise", "json", "html", "junit", "csv"):
        assert main(["check", str(folder), "--format", shape]) in (0, 1)
        shown = capsys.readouterr().out
        shown.encode()
        assert "\x1b" not in shown


@pytest.mark.parametrize(
    "revision", ["--output={}", "-O{}", "--exec=touch {}", "HEAD --output={}", "$(touch {})"]
)
def test_a_revision_is_no_option_of_git(
    revision: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "a.txt").write_text(page("Gửi."), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "a.txt", f"--since={revision.format(tmp_path / 'made')}"]) == 2
    assert "--since" in capsys.readouterr().err
    assert not (tmp_path / "made").exists()


# The terminal


@pytest.mark.parametrize(
    "words", ["\x1b]0;tên\x07", "\x1b[2J", "\x1b[8mẩn\x1b[0m", "\x9b2J", "a\rb", "\x08\x08"]
)
def test_a_page_commands_no_terminal(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    frame.spread([f"\x1b[31mlỗi\x1b[0m {words}\n"])
    shown = terminal.getvalue().replace("\x1b[31m", "").replace("\x1b[0m", "")
    assert not any(c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160) for c in shown)
    file = io.StringIO()
    monkeypatch.setattr("sys.stdout", file)
    frame.spread([words])
    assert file.getvalue() == words


# Archives

OUTSIDE = (
    "../a.txt",
    "b/../../a.txt",
    "/etc/a.txt",
    "\\\\host\\a.txt",
    "C:\\a.txt",
    "..\\a.txt",
    "c:a.txt",
    "a/./../../a.txt",
    "./../a.txt",
)


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_member_of_an_archive_leads_out_of_it(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "a.txt"
    secret.write_text("mật", "utf-8")
    (tmp_path / "in").mkdir()
    inside = tmp_path / "in" / "z.zip"
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr(name, "Số: 1/QĐ-TTg")
    for path in formats.expand([inside]):
        assert path.is_relative_to(inside)
        assert ".." not in path.parts
        try:
            assert "mật" not in formats.read(path).text
        except formats.UnreadableFile:
            continue


def test_links_and_twins_in_archives_are_only_files(tmp_path: Path) -> None:
    """A symbolic link is the text of its target's name, never followed; of two of one name one is read."""
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert formats.read(tmp_path / "z.zip" / "a.txt").text == "/etc/passwd"
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as archive:
        archive.writestr("a.txt", "Số một")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "Số hai")
    assert archives.member(tmp_path / "y.zip" / "a.txt") in ("Số một".encode(), "Số hai".encode())


# Stores


def test_a_store_is_written_nowhere_else(tmp_path: Path) -> None:
    """Numbers, issuers and names of files that look like ways out make no file outside the store."""
    folder = tmp_path / "files"
    folder.mkdir()
    for number, name in itertools.product(("../../1/BNV-VP", "15/BNV-VP/../x"), ("a", "b")):
        (folder / f"{name}{len(number)}.txt").write_text(
            page(f"Thực hiện {HOSTILE}.", number=number), "utf-8"
        )
    before = {one for one in tmp_path.rglob("*") if "store" not in one.parts}
    build(formats.expand([folder]), tmp_path / "store", read_document)
    assert {one for one in tmp_path.rglob("*") if "store" not in one.relative_to(tmp_path).parts} == before
