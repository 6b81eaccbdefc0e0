"""English for all that people read: the catalogue complete, told by --lang, VNLEGAL_LANG and the locale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jinja2
import pytest
import regex
from conftest import LETTERS
from jinja2 import nodes
from spoken import VIETNAMESE, literals

import vnlegal
from vnlegal import checks, cli, language, vocabulary
from vnlegal.checks import RULES
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.graph.questions import questions
from vnlegal.language import catalogue
from vnlegal.model import Finding
from vnlegal.outputs import Sheet, reports

PACKAGE = Path(__file__).parent.parent / "vnlegal"
# What is looked through: everything of these that has Vietnamese letters is said to people, but for
ROOMS = (
    "asking.py", "bulk", "checks", "cli", "corpus", "document.py", "formats", "graph", "outputs", "sandbox",
    "references/amendments/reasons.py", "references/explain.py", "serve", "told.py",
)  # fmt: skip
# these: pages of rules stand in both languages, and here is vocabulary or grammar, and why.
PAGES = frozenset(["what_vi", "what_en", "why_vi", "why_en", "bad", "good", "fix"])
UNSAID: dict[str, frozenset[str]] = {
    # how Python's own English is said in Vietnamese
    "cli/frame.py": frozenset(["_HELP", "_MISTAKES"]),
    # pages of rules, which stand in both languages, and their families
    "checks/__init__.py": frozenset(["explain"]),
    "checks/manual.py": frozenset(["_FAMILIES", "index", "_family", "page", "_figure"]),
    # words of documents, and letters of them
    "checks/agreement.py": frozenset(["_JOINED"]),
    "checks/basis_rank.py": frozenset(["_NEVER"]),
    "checks/missing_provision.py": frozenset(["_LETTERS", "_PLAIN"]),
    "checks/numbering.py": frozenset(["check"]),
    "checks/repealed_provision.py": frozenset(["_example"]),
    "checks/separators.py": frozenset(["_COMMON"]),
    "checks/year_missing.py": frozenset(["_TYPES"]),
    "checks/range_upside_down.py": frozenset(["_LETTERS"]),
    "checks/titles.py": frozenset(["_plain_dates"]),
    "corpus/consolidation/repeals.py": frozenset(["REPEALED"]),
    "corpus/consolidation/bounds.py": frozenset(["_follows"]),
    "corpus/consolidation/unread.py": frozenset(["_VERBS"]),
    "formats/again.py": frozenset(["symbol"]),
    "formats/attributes.py": frozenset(["_day"]),
    "formats/datasets/sets.py": frozenset(["_articles"]),
    "formats/edxml.py": frozenset(["_page", "_attachments", "forms"]),
    "formats/encodings.py": frozenset(["_TCVN3", "_VNI_MARKS"]),
    "formats/regions.py": frozenset(["label", "first"]),
    "formats/repairs.py": frozenset(["_PARTS", "_labels", "_figure"]),
    "formats/votes.py": frozenset(["elected", "_deputy", "_offices"]),
    # labels of the ontology, which stand beside the English ones, and names of bodies
    "graph/vocabulary.py": frozenset(["_RESOLUTIONS", "_local_name"]),
    # words of documents; names of works as the index has them; what language models are told, in English
    "serve/pages/attributes.py": frozenset(["_purpose"]),
    "serve/indexing.py": frozenset(["label"]),
    "serve/mcp.py": frozenset(["INSTRUCTIONS"]),
    "serve/drafts.py": frozenset(["in_full", "_said"]),
    # the official form of a consolidated text, which is Vietnamese; titles as documents cite one another;
    # where fields of a record are shown, in English
    "outputs/consolidations/vbhn.py": frozenset(
        ["_HOW", "write", "_head", "note", "_what", "named", "_since", "written", "doc_types_label"]
    ),
    "outputs/akn.py": frozenset(["_NAME", "_NUM", "_HEAD"]),
    "outputs/chunks.py": frozenset(["_title"]),
    "outputs/fields.py": frozenset(["PLACES"]),
    # the text that the library's `explain` gives, which is Vietnamese; the command tells it in its own words
    "references/explain.py": frozenset(
        ["CLAUSES", "_PIECES", "_KINDS", "_MODES", "_lines", "_claim", "_pieces"]
    ),
    # where in a file a text stood, and what an attachment without a name is called, as the record has it
    "formats/docx.py": frozenset(["_paragraph"]),
}


class _Told(NamedTuple):
    where: str
    text: str
    said: bool
    handed: bool = False


@cache
def _told() -> tuple[_Told, ...]:
    """All texts of the rooms."""
    found = []
    for room in ROOMS:
        there = PACKAGE / room
        for path in sorted(there.rglob("*.py")) if there.is_dir() else [there]:
            name = path.relative_to(PACKAGE).as_posix()
            texts = literals(path, PAGES, UNSAID.get(name, ()))
            found += [_Told(f"{name}:{one.line}", *one[1:]) for one in texts]
    rows = vocabulary.table("findings")["finding"]
    found += [_Told("vocabulary/findings.toml", row["vi"], row["vi"] != "{text}") for row in rows]
    found += [_Told("vocabulary/doc_types.toml", row.label, True) for row in vocabulary.doc_types()]
    advice = vocabulary.table("checks")["advice"]
    found += [_Told("vocabulary/checks.toml", row["say"], True) for row in advice]
    asked = (parameter for one in questions().values() for parameter in one.parameters)
    found += [_Told("graph/queries", parameter.about, True) for parameter in asked]
    found += [_Told("serve/templates", text, True, True) for text in _of_templates()]
    return tuple(found)


def _of_templates() -> Iterator[str]:
    """What the templates of the explorer hand to `tr`; besides they say nothing in Vietnamese."""
    for path in sorted((PACKAGE / "serve" / "templates").iterdir()):
        tree = jinja2.Environment().parse(path.read_text("utf-8"))
        calls = [one for one in tree.find_all(nodes.Call) if getattr(one.node, "name", "") == "tr"]
        handed = [one.args[0] for one in calls if isinstance(one.args[0], nodes.Const)]
        said = [one for one in tree.find_all(nodes.Const) if isinstance(one.value, str)]
        bare = [one.value for one in said if one not in handed and VIETNAMESE.search(one.value)]
        bare += [one.data for one in tree.find_all(nodes.TemplateData) if VIETNAMESE.search(one.data)]
        assert bare in ([], ["Tiếng Việt"]), path.name
        yield from (one.value for one in handed)


def _shape(text: str) -> tuple[str, ...]:
    """What stands between the places; a text that is no template stands for itself."""
    try:
        return catalogue.Pattern.of(text).between
    except ValueError:
        return (text,)


def test_all_that_is_said_is_in_the_catalogue() -> None:
    known = set(map(_shape, catalogue.entries()))
    assert [f"{one.where}: {one.text}" for one in _told() if one.said and _shape(one.text) not in known] == []


def test_what_is_handed_over_with_its_places_has_its_own_entry() -> None:
    """By the very words, since nothing was put together that could be known by its shape."""
    handed = [one for one in _told() if one.handed and "{" in one.text]
    assert len(handed) > 50
    assert [one for one in handed if one.text not in catalogue.entries()] == []


def test_nothing_in_the_catalogue_is_idle() -> None:
    said = {_shape(one.text) for one in _told()}
    assert [text for text in catalogue.entries() if _shape(text) not in said] == []


def test_places_are_the_same_in_both_languages() -> None:
    def places(text: str) -> set[str]:
        return {name for name, _ in catalogue.Pattern.of(text).places}

    assert [text for text, english in catalogue.entries().items() if places(text) != places(english)] == []


def test_every_entry_stands_once_and_says_something() -> None:
    page = (PACKAGE / "language" / "en.po").read_text("utf-8")
    counts = Counter(_shape(text) for text, _ in catalogue.read(page))
    assert [shape for shape, count in counts.items() if count > 1] == []
    assert [text for text, english in catalogue.read(page) if not english.strip()] == []


def test_english_is_english() -> None:
    """Vietnamese letters stand in quotations and examples only."""
    own = ('"', "“", "(", "‘")
    left = [
        english for english in catalogue.entries().values()
        if VIETNAMESE.search(english) and not any(mark in english for mark in own)
    ]  # fmt: skip
    assert left == []


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("a.txt: không ghi được (No space left)", "a.txt: cannot be written (No space left)"),
        ("a.jsonl: 1 hồ sơ, 2 tệp không đọc được", "a.jsonl: 1 record, 2 unreadable files"),
        ("Bộ X: đến ngày 01/03/2025 chưa thấy cơ quan nào thay", "Bộ X: no successor known by 2025-03-01"),
        ("để ngoài 2 tệp tạm của Word (~$…): ~$a", "left out 2 temporary files of Word (~$…): ~$a"),
        ("Quyết định số 5/QĐ-TTg", "Quyết định số 5/QĐ-TTg"),
    ],
)
def test_what_was_put_together_is_known_by_its_shape(said: str, english: str) -> None:
    with language.speaking("en"):
        assert language.tr(said) == english
    assert language.tr(said) == said


@pytest.mark.parametrize("words", [["--lang", "en", "parse", "nix"], ["parse", "nix", "--lang=en"]])
def test_the_command_is_told_the_language(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == cli.frame.UNREAD
    assert capsys.readouterr().err == "vnlegal: nix: there is no such file\n"
    assert language.spoken() == "vi"


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "VNLEGAL_LANG": "vi"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "VNLEGAL_LANG": "en"}, "en"),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "vi"),
        ({"LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "POSIX"}, "vi"),
        ({"LANG": "enm_GB"}, "vi"),
        ({}, "vi"),
    ],
)
def test_the_command_asks_setting_then_locale(
    environment: dict[str, str],
    spoken: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("VNLEGAL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cli.main([]) == 0
    assert ("usage:" in capsys.readouterr().out) == (spoken == "en")


def test_help_of_every_command_is_english() -> None:
    """But for examples in quotation marks."""
    with language.speaking("en"):
        top = cli.parser()
        commands = next(one for one in top._actions if isinstance(one.choices, dict))
        pages = [top.format_help(), *(one.format_help() for one in dict(commands.choices or {}).values())]
    assert len(pages) > 25
    assert [VIETNAMESE.findall(re.sub(r'"[^"]*"', "", page)) for page in pages] == [[]] * len(pages)


def test_mistakes_are_told_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["lineage", "x", "--store", "y", "--on", "hôm nay", "--lang", "en"])
    assert left.value.code == cli.frame.MISUSE
    told = capsys.readouterr().err
    assert told == (
        "vnlegal lineage: wrong use: argument --on: YYYY-MM-DD is wanted, not 'hôm nay'\n"
        "See: vnlegal lineage --help\n"
    )


@cache
def _findings() -> tuple[Finding, ...]:
    """What the rules say of their own bad pages, and reading of a page with nothing in it."""
    found: list[Finding] = []
    for rule in RULES:
        pages = [parse(decode(f"{i}.txt", page.encode())) for i, page in enumerate(rule.bad)]
        found += checks.report(Corpus.of(pages), select=[rule.code]).findings
    return (*found, *parse(decode("x.txt", b"Theo 15/2020N\xc4\x90_CP.")).findings)


def test_every_finding_is_told_in_english() -> None:
    """Words of Vietnamese stand in quotation marks, or are names."""
    told = [catalogue.known(one.message) for one in _findings()]
    told += [catalogue.known(one.hint) for one in _findings() if one.hint]
    assert len(told) > 50
    ours = regex.compile(r"(?<!\p{L})(?:không|ghi|của|là|được|cùng|chưa|thiếu|viết|theo)(?!\p{L})")
    assert [one for one in told if ours.search(regex.sub(r"“[^”]*”", "", one))] == []


def test_reports_are_english_and_their_json_is_not() -> None:
    page = RULES[0].bad[0]
    report = checks.report(Corpus.of([parse(decode("a.txt", page.encode()))]), select=[RULES[0].code])
    said = {name: "".join(reports.get(name).write(report, Sheet(many=True))) for name in ("json", "sarif")}
    with language.speaking("en"):
        for name, before in said.items():
            assert "".join(reports.get(name).write(report, Sheet(many=True))) == before
        html, text = ("".join(reports.get(name).write(report, Sheet(many=True))) for name in ("html", "text"))
    assert '<html lang="en">' in html
    assert "<h1>Report of the check of citations</h1>" in html
    assert "1 document," in text
    assert f": {report.findings[0].severity} {RULES[0].code}" in text


def test_strangers_cannot_make_it_slow_or_deep() -> None:
    for said in ("a: " * 20_000, "lỗi khi đọc (" * 5_000, "x; " * 1_000, "a hoặc " * 500):
        assert catalogue.known(said) == said


def test_no_place_touches_another() -> None:
    """What stands in two places without anything between could not be told apart."""
    patterns = (catalogue.Pattern.of(text) for text in catalogue.entries() if "{" in text)
    assert [one for one in patterns if one.is_plain and "" in one.between[1:-1]] == []


def test_a_workbook_is_read_back_in_either_language(tmp_path: Path) -> None:
    """What people typed into an English ledger stands in the next Vietnamese one, and the other way."""
    openpyxl = pytest.importorskip("openpyxl")
    from vnlegal.corpus.duties import ledger
    from vnlegal.outputs.ledgers import xlsx
    from vnlegal.outputs.ledgers.frame import CONFIRMS, Handwritten

    page = parse(decode("a.txt", LETTERS[0].read_bytes()))
    rows = ledger(Corpus.of([page]), date(2026, 1, 1))
    made = tmp_path / "ledger.xlsx"
    with language.speaking("en"):
        made.write_bytes(xlsx.OUTPUT.write(rows, date(2026, 1, 1), Handwritten(), ()))
    book = openpyxl.load_workbook(made)
    sheet = book["Task ledger"]
    heads = [cell.value for cell in sheet[1]]
    assert {"id", "due date", "lead", "confirmed by", "remarks"} <= set(heads)
    sheet.cell(2, heads.index("confirmed by") + 1).value = "Nguyễn Văn A"
    sheet.cell(2, heads.index("lead") + 1).value = "Sở X"
    book.save(made)
    typed = xlsx.read_typed(made)
    cells = typed.cells[rows[0].id]
    assert (cells[CONFIRMS], cells["sửa: chủ trì"]) == ("Nguyễn Văn A", "Sở X")
    made.write_bytes(xlsx.OUTPUT.write(rows, date(2026, 1, 1), typed, ()))
    heads = [cell.value for cell in openpyxl.load_workbook(made)["Sổ nhiệm vụ"][1]]
    assert {"mã", "chủ trì", "xác nhận", "sửa: chủ trì"} <= set(heads)


@pytest.mark.parametrize("words", [["parse"], ["tasks"], ["check", "--notes"], ["audit"], ["provisions"]])
def test_json_is_the_same_in_both_languages(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    name, *rest = words
    said = []
    for spoken in language.LANGUAGES:
        cli.main(["--lang", spoken, name, str(LETTERS[0]), *rest, "--format", "json"])
        said.append(re.sub(r'"seconds": [\d.]+', "", capsys.readouterr().out))
    assert said[0]
    assert said[0] == said[1]


def test_a_document_is_told_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["parse", str(LETTERS[0]), "--lang", "en"]) == 0
    page = capsys.readouterr().out
    heads = re.findall(r"(?m)^  (\S+(?: \S+)*)  ", page)
    assert {"Document", "Body", "Date", "Subject", "Addressees", "Relations", "Citations"} <= set(heads)
    assert [head for head in heads if VIETNAMESE.search(head)] == []
    assert "this document — implements → 50/NQ-CP" in page


NONE = Corpus.of(())
ERRORS: dict[str, Callable[[], object]] = {
    "a file that is missing": lambda: vnlegal.read("khong-co.txt"),
    "no text": lambda: parse(7),  # type: ignore[arg-type]
    "a cut that is none": lambda: parse("Số: 1/QĐ-TTg").chunks(by="trang"),  # type: ignore[arg-type]
    "a rule that is none": lambda: checks.check(NONE, select=["VL999"]),
    "a work that is none": lambda: vnlegal.lineage(NONE, "9999/NQ-CP"),
    "a query that writes": lambda: vnlegal.query(NONE, "DELETE WHERE { ?s ?p ?o }"),
    "a parameter that is none": lambda: vnlegal.query(NONE, "ancestors", wok="1"),
}


@pytest.mark.parametrize("what", ERRORS)
def test_errors_carry_their_english_where_it_is_spoken(what: str) -> None:
    with language.speaking("vi"), pytest.raises((ValueError, TypeError)) as told:
        ERRORS[what]()
    assert VIETNAMESE.search(str(told.value))
    assert not hasattr(told.value, "__notes__")
    with language.speaking("en"), pytest.raises(type(told.value)) as noted:
        ERRORS[what]()
    assert str(noted.value) == str(told.value)
    (english,) = noted.value.__notes__
    assert not VIETNAMESE.search(english)
