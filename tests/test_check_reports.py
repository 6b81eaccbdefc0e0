"""The shapes of a report, baselines, suppressions, settings, and the manual."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from vnlegal import checks
from vnlegal.checks import Report, baseline, manual, settings, suppressions
from vnlegal.checks.baseline import Baseline, UnreadableBaseline
from vnlegal.checks.frame import advice
from vnlegal.checks.settings import WrongSetting
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.language import english
from vnlegal.model import Finding, Passage, Span
from vnlegal.outputs.frame import Sheet
from vnlegal.outputs.reports import REPORTS, get
from vnlegal.outputs.reports.sarif import to_sarif

ROOT = Path(__file__).parent.parent
LETTERS = sorted((ROOT / "corpus").glob("*.txt"))


def run(pages: Sequence[tuple[str, bytes]]) -> Report:
    return checks.report(Corpus.of(parse(decode(path, data)) for path, data in pages))


@pytest.fixture(scope="module")
def letters() -> Report:
    return run([(one.name, one.read_bytes()) for one in LETTERS])


def written(report: Report, name: str) -> str:
    return "".join(get(name).write(report, Sheet()))


def test_the_four_letters(letters: Report) -> None:
    titles = [one for one in letters.findings if one.code == "VL201"]
    assert [(one.path, one.severity, one.state) for one in titles] == [
        ("1070-ubnd-kgvx.txt", "note", "differs"),
        ("3598-vpcp-kgvx.txt", "warning", "conflict"),
    ]
    assert [passage.path for passage in titles[0].evidence] == ["1070-ubnd-kgvx.txt"] * 2 + [
        "1906-vpcp-kgvx.txt"
    ]
    assert [passage.path for passage in titles[1].evidence] == ["3598-vpcp-kgvx.txt", "370-vpcp-kgvx.txt"]
    assert letters.total.agrees == 1
    assert letters.at_least("error") == ()


def test_exit_codes(letters: Report) -> None:
    assert [letters.exit_code(one) for one in ("error", "warning", "note")] == [0, 1, 1]
    assert replace(letters, findings=()).exit_code("note") == 0


def test_every_shape_is_written_and_the_same_twice(letters: Report) -> None:
    for shape in REPORTS:
        assert written(letters, shape.name) == written(letters, shape.name) != ""


@pytest.mark.parametrize("name", ["text", "concise", "markdown", "html"])
def test_shapes_to_read_always_say_what_was_compared(letters: Report, name: str) -> None:
    assert "4 văn bản" in written(letters, name)
    assert "0 lỗi" in written(replace(letters, findings=()), name)


def test_text_quotes_both_places_with_carets(letters: Report) -> None:
    words = written(letters, "text")
    assert "3598-vpcp-kgvx.txt:15:102: cảnh báo VL201" in words
    assert "\n  trích:\n    " in words
    assert "nơi khác: 370-vpcp-kgvx.txt:" in words
    assert "^~~~" in words


def test_every_rule_says_what_to_do_in_both_languages(letters: Report) -> None:
    said = {rule.code: advice(rule.code) for rule in checks.DECLARED}
    assert all(said.values()), [code for code, words in said.items() if not words]
    assert [words for words in said.values() if english(words) == words] == []
    assert advice("VP100") == ""
    assert "→ xem bản gốc: ghi trích yếu như ở đó" in written(letters, "text")


def test_json_states_the_facts(letters: Report) -> None:
    raw = json.loads(written(letters, "json"))
    assert raw["schema"] == "vnlegal/report/1"
    refs = raw["summary"]["references"]
    parts = ("agrees", "differs", "conflict", "ambiguous", "not_in_corpus", "not_checked")
    assert refs["found"] == sum(refs[part] for part in parts)
    assert len(raw["findings"]) == sum(raw["summary"]["findings"].values())
    for one in raw["findings"]:
        assert one["evidence"][0]["span"] == one["span"]
    assert [json.loads(line) for line in written(letters, "jsonl").splitlines()] == raw["findings"]


def test_sarif_points_at_the_characters(letters: Report) -> None:
    log = json.loads(written(letters, "sarif"))
    (one,) = log["runs"]
    assert (log["version"], one["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert [rule["id"] for rule in one["tool"]["driver"]["rules"]] == [rule.code for rule in checks.DECLARED]
    texts = {source.path: source.text for source in letters.sources}
    for result in one["results"]:
        place = result["locations"][0]["physicalLocation"]
        region, text = place["region"], texts[place["artifactLocation"]["uri"]]
        begin, length = region["charOffset"], region["charLength"]
        assert region["snippet"]["text"] == text[begin : begin + length]
        assert text.split("\n")[region["startLine"] - 1][region["startColumn"] - 1] == text[begin]
        assert one["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    prints = [result["partialFingerprints"]["vnlegal/v1"] for result in one["results"]]
    assert len(set(prints)) == len(prints) == len(letters.findings)


def test_github_escapes_what_would_end_a_command(letters: Report) -> None:
    bad = replace(letters.findings[0], message="50% a\nb", path="a,b:c.txt", span=None, hint=None)
    line = written(replace(letters, findings=(bad,)), "github")
    assert line.startswith("::notice file=a%2Cb%3Ac.txt,title=")
    assert line.endswith("::50%25 a%0Ab\n")


def test_junit_counts_what_it_lists(letters: Report) -> None:
    suites = ElementTree.fromstring(written(letters, "junit"))
    assert int(suites.get("tests", "")) == len(suites.findall(".//testcase"))
    assert int(suites.get("failures", "")) == len(suites.findall(".//failure")) == letters.count("warning")


def test_junit_survives_what_xml_forbids(letters: Report) -> None:
    odd = replace(letters.findings[0], message="\x00 <&> \ud800")
    ElementTree.fromstring(written(replace(letters, findings=(odd,)), "junit").encode("utf-8"))


def test_csv_holds_no_formula(letters: Report) -> None:
    odd = replace(letters.findings[0], message="=cmd|' /C calc'!A0", hint="-1+1")
    header, row = csv.reader(io.StringIO(written(replace(letters, findings=(odd,)), "csv")))
    cells = dict(zip(header, row, strict=True))
    assert (cells["message"], cells["hint"]) == ("'=cmd|' /C calc'!A0", "'-1+1")


def test_html_needs_nothing_else_and_marks_the_passages(letters: Report) -> None:
    page = written(letters, "html")

    class Marks(HTMLParser):
        inside = ""
        marks: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in ("script", "link", "img")
            self.inside = tag
            if tag == "mark":
                self.marks.append("")

        def handle_data(self, data: str) -> None:
            if self.inside == "mark":
                self.marks[-1] += data

        def handle_endtag(self, tag: str) -> None:
            self.inside = ""

    parser = Marks()
    parser.feed(page)
    flagged = {" ".join(mark.split()) for mark in parser.marks}
    assert {one.evidence[0].text for one in letters.findings} <= flagged


def test_a_baseline_makes_findings_known_wherever_they_move(letters: Report) -> None:
    known = Baseline.read(Baseline.of(letters.findings).write())
    pages = [(one.name, b"\n\n" + one.read_bytes()) for one in LETTERS]
    moved = baseline.apply(run(pages), known)
    assert (moved.findings, len(moved.known)) == ((), len(letters.findings))
    assert {one["baselineState"] for one in to_sarif(moved)["runs"][0]["results"]} == {"unchanged"}


def test_a_baseline_counts(letters: Report) -> None:
    one = letters.findings[0]
    new, known = Baseline.of([one]).split([one, one])
    assert (new, known) == ((one,), (one,))
    assert Baseline.of(letters.findings).pruned([one]) == Baseline.of([one])


def test_a_baseline_that_is_none() -> None:
    with pytest.raises(UnreadableBaseline):
        Baseline.read("[]")


SUPPRESSED = """
[[suppress]]
code = "VL201"
document = "3598*"
text = "đột phá phát triển"
reason = "theo Công báo"
until = 2030-01-01
"""


def test_suppressions_end(letters: Report) -> None:
    entries = suppressions.read(SUPPRESSED, "s.toml")
    live = suppressions.apply(letters, entries, "s.toml", date(2029, 12, 31))
    assert len(live.findings) == len(letters.findings) - 1
    late = suppressions.apply(letters, entries, "s.toml", date(2030, 1, 2))
    assert len(late.findings) == len(letters.findings) + 1
    assert (late.findings[-1].code, late.findings[-1].path) == ("VL001", "s.toml")


def test_an_idle_suppression_is_a_finding(letters: Report) -> None:
    entries = suppressions.read(SUPPRESSED.replace("3598*", "none.txt"), "s.toml")
    done = suppressions.apply(letters, entries, "s.toml", date(2029, 1, 1))
    assert done.findings[-1].code == "VL002"
    assert "VL002" in written(done, "text") + written(done, "sarif")


def test_settings_are_found_and_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.vnlegal.check]\nignore = ["VL4"]\nfail-on = "error"\n')
    (tmp_path / "a").mkdir()
    found = settings.find(tmp_path / "a")
    assert found == tmp_path / "pyproject.toml"
    assert settings.load(found).ignore == ("VL4",)
    assert settings.load(found).fail_on == "error"


def test_settings_by_path_leave_findings_out(letters: Report) -> None:
    raw = {"per-path": [{"paths": ["370*"], "ignore": ["VL4"]}]}
    kept = settings.read(raw).apply(letters)
    gone = set(letters.findings) - set(kept.findings)
    assert gone
    assert all(one.path == "370-vpcp-kgvx.txt" and one.code.startswith("VL4") for one in gone)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"fail-on": "fatal"}, "fail-on phải là một trong"),
        ({"select": "VL2"}, "select phải là danh sách chuỗi"),
        ({"ignore": ["VL2", 3]}, "ignore phải là danh sách chuỗi"),
        ({"preview": "yes"}, "preview phải là bool"),
        ({"baseline": 3}, "baseline phải là str"),
        ({"per-path": [{"path": []}]}, "per-path: không có thiết lập 'path'; có phải paths"),
        ({"xyz": 1}, "không có thiết lập 'xyz' .có: select, "),
    ],
)
def test_wrong_settings_are_refused(raw: dict[str, object], said: str) -> None:
    with pytest.raises(WrongSetting, match=said):
        settings.read(raw)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2030-01-01", '"2030-01-01"', "until phải là ngày"),
        ('code = "VL201"', "", "thiếu code"),
        ('reason = "theo Công báo"', 'reason = ""', "thiếu reason"),
        ("text =", "txt =", "không có thiết lập 'txt'; có phải text"),
        ("[[suppress]]", "[[supress]]", "không có thiết lập 'supress'; có phải suppress"),
        ("[[suppress]]", "[[suppress]", "không phải TOML"),
    ],
)
def test_wrong_suppressions_are_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(WrongSetting, match=f"^s.toml: .*{said}"):
        suppressions.read(SUPPRESSED.replace(old, new), "s.toml")


@pytest.mark.parametrize(
    ("change", "covered"),
    [
        ({}, True),
        ({"code": "VL202"}, False),
        ({"path": "kho/370.txt"}, False),
        ({"evidence": ()}, False),  # then its message counts
        ({"evidence": (), "message": "hai tên: đột phá phát triển"}, True),
    ],
)
def test_what_a_suppression_covers(change: dict[str, object], covered: bool) -> None:
    (entry,) = suppressions.read(SUPPRESSED.replace("VL201", "vl201"), "s.toml")
    said = Passage("a", Span(0, 4), 1, "về đột phá phát triển lúa")
    found = Finding("VL201", "error", "tên khác", "kho/3598.txt", Span(0, 4), evidence=(said,))
    assert entry.covers(replace(found, **change), "kho") is covered  # type: ignore[arg-type]


def test_asking_for_notes() -> None:
    asked: tuple[dict[str, object], ...] = (
        {}, {"notes": True}, {"select": ["VL2"]}, {"fail-on": "note"}, {"fail-on": "error"},
    )  # fmt: skip
    assert [settings.read(raw).asks_for_notes for raw in asked] == [False, True, True, True, False]


def test_the_nearest_settings_that_speak_of_us_are_found(tmp_path: Path) -> None:
    (below := tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    assert settings.find(below) is None
    (tmp_path / "vnlegal.toml").write_text("")
    assert settings.find(below) == tmp_path / "vnlegal.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.vnlegal]\n")
    assert settings.find(below) == tmp_path / "a" / "pyproject.toml"
    (below / "vnlegal.toml").write_text("[check")
    with pytest.raises(WrongSetting, match="không đọc được thiết lập"):
        settings.load(below / "vnlegal.toml")


def test_the_manual_is_fresh() -> None:
    pages = {one.name: one.read_text("utf-8") for one in (ROOT / "docs" / "checks").glob("*.md")}
    assert pages == manual.files()


def test_findings_without_a_place_are_shown(letters: Report) -> None:
    bare = Finding("VL999", "error", "không có chỗ", "x.txt", None)
    spanned = replace(bare, span=Span(0, 1))
    counted_only = ("statistics", "diff")
    for shape in REPORTS:
        page = written(replace(letters, findings=(bare, spanned)), shape.name)
        assert shape.name in counted_only or "không có chỗ" in page
