"""What README and docs/ show is run, twins show the same, made pages are fresh, links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import reference_cases
import shown
from conftest import ROOT

import vnlegal
from vnlegal import vocabulary

DOCS = ROOT / "docs"
PAGES = tuple(sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *DOCS.glob("[!_]*/*.md")]))
TWINS = tuple(path for path in PAGES if path.name.endswith(".en.md"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def generate() -> ModuleType:
    """docs/generate.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


def _made(path: Path) -> bool:
    """Pages made from the code, whose blocks are made with them; a test of their own holds them fresh."""
    return path.parent.name == "checks" or path.read_text("utf-8").startswith("<!-- Made by ")


WRITTEN = tuple(path for path in PAGES if not _made(path))


# The machinery itself


def test_same_compares_as_it_says() -> None:
    assert shown.same("a\n…\nd e\n", "a\nb\nc\nd e\n")
    assert shown.same("a … c\n", "a b c\n")
    assert not shown.same("a\n", "a\nb\n")
    assert not shown.same("a\n…\nd\n", "a\nb\n")


def test_blocks_and_their_reasons(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("<!-- not run: it waits -->\n\n```console\n$ a\n```\n\ntext\n\n```python\nx\n```\n")
    assert [(one.language, one.reason, one.line) for one in shown.blocks(page)] == [
        ("console", "it waits", 3),
        ("python", None, 9),
    ]


def test_commands_go_on_over_lines() -> None:
    assert list(shown.commands("$ a \\\n> b\nc\nd\n$ e\n")) == [("a b", "c\nd\n"), ("e", "")]


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ("```console\n$ echo a\nb\n```\n", "echo a"),
        ("```console\n$ false\n```\n", "false"),
        ("```python\nprint(1)\n```\n\n```text\n2\n```\n", "printed\n1"),
        ("```toml\na = \n```\n", "a.md:1"),
        ("```sparql\nDELETE WHERE { ?a ?b ?c }\n```\n", "a.md:1"),
    ],
)
def test_what_is_wrong_is_told(page: str, wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(page)
    with pytest.raises(AssertionError, match=re.escape(wrong)):
        _ = shown.run_console(path, tmp_path) + shown.run_python(path) + shown.read_data(path)


# Every page


def _showing(*languages: str) -> list[Path]:
    """Pages with blocks to run; the English twins show the same ones."""
    return [
        p
        for p in WRITTEN
        if p not in TWINS and any(b.language in languages and not b.reason for b in shown.blocks(p))
    ]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the reader of a page has it: the corpus, with the docs and the tests beside it."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", _showing("console", "python"), ids=_name)
def test_commands_and_python_print_what_is_shown(path: Path, home: Path) -> None:
    assert shown.run_console(path, home) + shown.run_python(path) > 0


@pytest.mark.parametrize("path", _showing(*shown.READ), ids=_name)
def test_data_can_be_read(path: Path) -> None:
    assert shown.read_data(path) > 0


@pytest.mark.parametrize("path", WRITTEN, ids=_name)
def test_every_block_is_run_or_says_why_not(path: Path) -> None:
    """A block without a language, `text` and `mermaid` are to look at."""
    known = {"", "python", "console", *shown.READ, *shown.LOOKED_AT}
    unknown = [one for one in shown.blocks(path) if not one.reason and one.language not in known]
    assert unknown == []


@pytest.mark.parametrize("english", TWINS, ids=_name)
def test_twins_show_the_same(english: Path) -> None:
    """The same blocks in the same order under the same levels of headings."""
    both = english.with_name(english.name.replace(".en.md", ".md")), english
    one, two = ([b.code for b in shown.blocks(p) if b.language != "mermaid"] for p in both)
    assert one == two
    heads = [re.findall(r"^#+ ", _outside_blocks(path), re.MULTILINE) for path in both]
    assert heads[0] == heads[1]


# Links


def _outside_blocks(path: Path) -> str:
    return re.sub(r"^(`{3,}).*?^\1$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def _anchors(path: Path) -> set[str]:
    """The anchors of headings, as GitHub and MyST make them."""
    heads = re.findall(r"^#{1,6} (.+?)\s*$", _outside_blocks(path), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", head).lower()) for head in heads)
    return {head.replace(" ", "-") for head in plain}


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_links_lead_somewhere(path: Path) -> None:
    broken = []
    for link in re.findall(r"\]\((?![a-z]+:)([^)\s]+)\)", _outside_blocks(path)):
        target, _, anchor = link.partition("#")
        there = path.parent / target if target else path
        if not there.exists() or (anchor and anchor not in _anchors(there)):
            broken.append(link)
    assert broken == []


def test_the_tests_that_hold_a_promise_exist() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", (ROOT / "SECURITY.md").read_text("utf-8")))
    assert len(named) > 5
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


# Pages made from the code


def test_made_pages_are_fresh() -> None:
    """`make pages` writes them again."""
    stale = [name for name, text in generate().files().items() if (DOCS / name).read_text("utf-8") != text]
    assert stale == []


def test_every_question_has_an_answer_to_show() -> None:
    page = (DOCS / "questions.md").read_text("utf-8")
    # The letters of the corpus refer to no provision: `cites-provision` is one of the six.
    assert page.count("không có câu trả lời") <= 6


# The page that says how to add a thing

ROWS: Mapping[str, tuple[type[vocabulary.Row], str]] = {
    "doc_type": (vocabulary.DocType, "doc_types"),
    "issuer": (vocabulary.Issuer, "issuers"),
    "capacity": (vocabulary.Capacity, "capacities"),
    "relation": (vocabulary.Relation, "relations"),
}


def test_the_rows_to_copy_are_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set()
    for block in shown.blocks(DOCS / "adding.md"):
        for key, value in tomllib.loads(block.code).items() if block.language == "toml" else ():
            kind, name = ROWS[key]
            monkeypatch.setattr(vocabulary, "table", lambda _, raw={key: value}: raw)
            assert len(vocabulary._rows(kind, name, key)) == 1
            monkeypatch.undo()
            sources = {one.id for one in vocabulary.authorities()}
            assert {source.split(" ")[0] for row in value for source in row.get("source", ())} <= sources
            seen.add(key)
    assert seen == set(ROWS)


def test_the_case_to_copy_holds() -> None:
    (block,) = (one for one in shown.blocks(DOCS / "adding.md") if "\n===\n" in one.code)
    case = reference_cases._case("adding", block.code)
    assert reference_cases.read(case) == case.wanted


# The API


def test_every_room_and_every_public_name_is_in_the_api() -> None:
    text = "".join(path.read_text("utf-8") for path in sorted((DOCS / "api").glob("*.md")))
    modules = set(re.findall(r"^\.\. auto\w+:: (vnlegal[\w.]*)", text, re.MULTILINE))
    shown_rooms = {name.split(".")[1] for name in modules if "." in name}
    rooms = {path.stem for path in (ROOT / "vnlegal").iterdir() if path.stem.isalpha()} - {"py"}
    # What reads a page is seen in what it gives (model) and through its one door (document).
    assert rooms - shown_rooms <= {
        "late",
        "scan",
        "sandbox",
        "lines",
        "unread",
        "told",
        "parts",
        "references",
        "cli",
    }
    names = {name.rpartition(".")[2] for name in (*modules, *re.findall(r"``([\w.]+)``", text))}
    assert set(vnlegal.__all__) - names == set()
