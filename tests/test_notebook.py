"""What a notebook shows, data frames, marked texts, and clear words where a call is not what was meant."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pytest
from conftest import LETTERS

import vnlegal
from vnlegal.cli import main
from vnlegal.document import parse

CORPUS = vnlegal.load(LETTERS)


def test_a_document_and_a_corpus_in_a_line() -> None:
    assert repr(CORPUS) == "<Corpus 4 văn bản, 16 tác phẩm, 16 liên kết>"
    assert repr(CORPUS.documents[0]).startswith("<Document Công văn 1070/UBND-KGVX · 02/04/2021 · ")


def test_html_is_safe_and_holds_what_was_read() -> None:
    page = parse(
        "BỘ NỘI VỤ\nSố: 1/BNV-VP\nV/v <script>x</script>\nKính gửi: Bộ Y tế.\nTheo Nghị quyết số 50/NQ-CP."
    )
    card = page._repr_html_()
    assert "<script>" not in card
    assert "50/NQ-CP" in card
    assert "1906/VPCP-KGVX" in CORPUS._repr_html_()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Frame:
        def __init__(self, rows: list[dict[str, Any]]) -> None:
            self.rows = rows

    module = type(sys)(library)
    module.DataFrame = Frame  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, library, module)
    to_frame = getattr(CORPUS, f"to_{library}")
    assert [row["number"] for row in to_frame().rows] == [
        str(one.header.number and one.header.number.value) for one in CORPUS.documents
    ]
    assert {row["path"] for row in to_frame("mentions").rows} == {one.source.path for one in CORPUS.documents}
    assert all(row["kind"] for row in to_frame("claims").rows)
    with pytest.raises(ValueError, match="có: documents, mentions, claims"):
        to_frame("mention")


def test_a_library_that_is_absent_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        CORPUS.to_pandas()


def test_marks_keep_the_text_and_escape_it() -> None:
    letter = parse("A & B thực hiện Nghị quyết số 50/NQ-CP.")
    assert vnlegal.annotate(letter, "<b>{text}</b>") == "A &amp; B thực hiện <b>Nghị quyết số 50/NQ-CP</b>."
    assert vnlegal.annotate(letter, lambda one: None) == letter.source.text
    with pytest.raises(KeyError):
        vnlegal.annotate(letter, "{nothing}")


def test_what_is_asked_answers_in_a_line_and_as_html() -> None:
    found = vnlegal.lineage(CORPUS, "1070/UBND-KGVX")
    assert repr(found) == "<Lineage 1070/UBND-KGVX ↑ 4 văn bản, 5 quan hệ>"
    assert found._repr_html_().startswith("<svg")
    said = vnlegal.status(CORPUS, "1070/UBND-KGVX", date(2026, 1, 1))
    assert repr(said) == "<Validity 1070/UBND-KGVX (02/04/2021), ngày 01/01/2026: chưa rõ hiệu lực>"
    assert "Không văn bản nào trong kho" in said._repr_html_()
    answer = vnlegal.query(CORPUS, "ancestors", work="1070/UBND-KGVX")
    assert repr(answer) == "<Answer 4 dòng: work, ancestor, label, date>"
    assert "<td>52-NQ/TW</td>" in answer._repr_html_()
    mention = CORPUS.documents[0].mentions[1]
    assert repr(mention) == "<Mention m2 · Nghị quyết 50/NQ-CP · 17/04/2020 · Chính phủ · [78–129]>"


def test_marks_lead_to_works() -> None:
    marked = vnlegal.annotate(CORPUS.documents[0], "[{text}]({iri})", CORPUS)
    assert "[Nghị quyết số 50/NQ-CP](https://w3id.org/vnlegal/id/doc/cp/2020/50-nq-cp)" in marked


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"direction": "upp"}, "có phải 'up'"),
        ({"kinds": ["implement"]}, "có phải 'implements'"),
        ({"modes": ["assert"]}, "có phải 'asserted'"),
        ({"kinds": "implements"}, "không phải chuỗi"),
    ],
)
def test_misspelt_words_are_answered_with_the_nearest(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises((ValueError, TypeError), match=words):
        vnlegal.lineage(CORPUS, "1070/UBND-KGVX", **wrong)


def test_the_public_door_shows_what_is_public() -> None:
    assert dir(vnlegal) == sorted(vnlegal.__all__)
    assert {"load", "parse", "chunks", "annotate"} <= set(dir(vnlegal))


def test_the_demo_runs_the_main_job(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--no-serve", "-o", str(tmp_path / "store")]) == 0
    out = capsys.readouterr().out
    assert "52-NQ/TW" in out
    assert "(4 dòng)" in out


def test_a_misspelt_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["pasre", "x"])
    assert "có phải parse?" in capsys.readouterr().err


def test_completion_knows_commands_and_options(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("shtab")
    assert main(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    assert "lineage" in script
    assert "--by" in script


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            ["lineage", "1", "--store", "a", "--direction", "down"],
            "có phải --down?\nXem: vnlegal lineage --help",
        ),
        (["parse", "a.txt", "--formt", "json"], "có phải --format?\nXem: vnlegal parse --help"),
        (["lineage", "1", "2", "--store", "a"], "không hiểu 2\nXem: vnlegal lineage --help"),
    ],
)
def test_a_misspelt_option_is_answered_by_its_command(
    given: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(given)
    assert words in capsys.readouterr().err
