"""The command: what it prints where, and its exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from conftest import LETTERS, ROOT

from vnlegal.cli import main
from vnlegal.outputs.schema import Record, json_schema

LETTER = str(next(path for path in LETTERS if path.stem.startswith("1070")))
Output = pytest.CaptureFixture[str]


def test_json_of_one_file_is_an_object(capsys: Output) -> None:
    assert main(["parse", LETTER, "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["schema"] == "vnlegal/record/2"
    assert record["preface"]["number"]["value"] == "1070/UBND-KGVX"
    assert record["work"]["iri"].endswith("/doc/ubnd-kon-tum/2021/1070-ubnd-kgvx")


def test_json_of_a_folder_is_an_array(capsys: Output) -> None:
    assert main(["parse", str(ROOT / "corpus"), "--format", "json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert [Path(record["source"]["path"]).stem for record in records] == [path.stem for path in LETTERS]


def test_jsonl_is_a_record_a_line(capsys: Output) -> None:
    assert main(["parse", *map(str, LETTERS), "--format", "jsonl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(LETTERS)
    for line in lines:
        msgspec.json.decode(line, type=Record)


def test_every_field_stands_where_it_says(capsys: Output) -> None:
    main(["parse", LETTER, "--format", "json"])
    record = json.loads(capsys.readouterr().out)
    text = Path(LETTER).read_bytes().decode()
    fields = list(_fields(record))
    assert len(fields) > 30
    for field in fields:
        assert field["text"] == (text[slice(*field["span"])] if field["span"] else None)


def _fields(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if {"text", "span"} <= set(value) else []
        return own + [field for inner in value.values() for field in _fields(inner)]
    return [field for inner in value for field in _fields(inner)] if isinstance(value, list) else []


def test_schema_file_is_fresh() -> None:
    written = json.loads((ROOT / "docs" / "record.schema.json").read_text("utf-8"))
    assert written == json.loads(msgspec.json.encode(json_schema()))


def test_the_other_files_go_on(capsys: Output, tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02 PK")
    assert (
        main(
            [
                "parse",
                str(tmp_path / "nothing.txt"),
                str(tmp_path / "binary.txt"),
                LETTER,
                "--format",
                "jsonl",
            ]
        )
        == 3
    )
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 1
    assert "nothing.txt: không có tệp này" in shown.err
    assert "binary.txt: không phải định dạng đọc được" in shown.err


def test_text_prints_the_file_unchanged(tmp_path: Path) -> None:
    page = "Số: 1/QĐ-TTg\r\nHà Nội\r\n".encode()
    (tmp_path / "a.txt").write_bytes(page)
    command = [sys.executable, "-m", "vnlegal", "text", str(tmp_path / "a.txt")]
    assert subprocess.run(command, capture_output=True, check=True).stdout == page


def test_summary_is_plain_where_there_is_no_terminal(capsys: Output) -> None:
    assert main(["parse", LETTER]) == 0
    shown = capsys.readouterr().out
    assert "Công văn 1070/UBND-KGVX" in shown
    assert "02/04/2021" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(("variable", "coloured"), [("", True), ("NO_COLOR", False)])
def test_colour_on_a_terminal(monkeypatch: pytest.MonkeyPatch, variable: str, coloured: bool) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if variable:
        monkeypatch.setenv(variable, "1")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["parse", LETTER]) == 0
    assert ("\x1b[1m" in terminal.getvalue()) == coloured


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    page = "Căn cứ Nghị định số 30/2020/NĐ-CP;".encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(page)))
    assert main(["parse", "-", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["mentions"][0]["number"] == "30/2020/NĐ-CP"


@pytest.mark.parametrize("wrong", [["parse"], ["parse", LETTER, "--format", "xml"], ["read", LETTER]])
def test_wrong_use(wrong: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as stop:
        main(wrong)
    assert stop.value.code == 2
    assert "sai cách dùng" in capsys.readouterr().err


def test_explain_a_rule(capsys: Output) -> None:
    assert main(["explain", "date-differs"]) == 0
    assert "Vì sao:" in capsys.readouterr().out
    assert main(["explain", "VL999"]) == 2
    assert "không có quy tắc" in capsys.readouterr().err


def test_explain_a_mention(capsys: Output) -> None:
    assert main(["explain", f"{LETTER}:m2"]) == 0
    shown = capsys.readouterr().out
    assert "50/NQ-CP" in shown
    assert "kết luận:" in shown
    assert main(["explain", f"{LETTER}:m999"]) == 2
    assert main(["explain", "nothing.txt:m1"]) == 3


def test_check_says_what_it_found_and_what_it_did_not_read(capsys: Output, tmp_path: Path) -> None:
    assert main(["check", str(ROOT / "corpus"), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["schema"] == "vnlegal/report/1"
    assert report["findings"]
    assert main(["check", str(ROOT / "corpus"), "--select", "VL3"]) == 0
    assert main(["check", str(tmp_path / "nothing")]) == 3
    assert main(["check", LETTER, "--select", "XX"]) == 2


def test_parsing_a_letter_loads_nothing_heavy() -> None:
    heavy = {"rdflib", "networkx", "pyoxigraph", "underthesea", "lxml", "pypdfium2", "pytesseract"}
    code = f"import sys; from vnlegal.cli import main; main(['parse', {LETTER!r}]); "
    code += "print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(done.stderr.split())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("store") / "kho")
    assert main(["build", str(ROOT / "corpus"), "-o", path]) == 0
    return path


@pytest.mark.parametrize("typed", ["1070/UBND-KGVX", "số 1070", "so 1070", "1070/ubnd-kgvx"])
def test_lineage_of_a_number_as_people_type_it(store: str, typed: str, capsys: Output) -> None:
    assert main(["lineage", typed, "--store", store, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    names = {work["iri"]: work["number"] or "programme" for work in found["works"]}
    steps = {(names[one["source"]], one["kind"], names[one["target"]]) for one in found["steps"]}
    assert {
        ("1070/UBND-KGVX", "implements", "1906/VPCP-KGVX"),
        ("1906/VPCP-KGVX", "implements", "50/NQ-CP"),
        ("50/NQ-CP", "promulgates", "programme"),
        ("programme", "implements", "52-NQ/TW"),
    } <= steps
    assert all(one["statements"] for one in found["steps"])


def test_lineage_as_a_tree_unfolds_the_longest_way(store: str, capsys: Output) -> None:
    assert main(["lineage", "1070", "--store", store]) == 0
    tree = capsys.readouterr().out
    order = [tree.index(name) for name in ("→ 1906/VPCP-KGVX", "→ 50/NQ-CP", "→ Chương trình", "→ 52-NQ/TW")]
    assert order == sorted(order)
    assert tree.count("(xem trên)") == 1
    assert main(["lineage", "52-NQ/TW", "--down", "--depth", "1", "--store", store]) == 0
    assert "còn nữa" in capsys.readouterr().out


def test_several_matches_are_listed_and_none_is_said(store: str, capsys: Output) -> None:
    assert main(["lineage", "chương trình", "--store", store]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("https://") > 1
    assert main(["lineage", "999/XX", "--store", store]) == 2
    assert "kho không có" in capsys.readouterr().err


def test_queries_in_both_engines_give_the_same_rows(store: str, capsys: Output) -> None:
    shown = []
    for engine in ("pyoxigraph", "rdflib"):
        ask = ["query", "ancestors", "--param", "work=1070", "--store", store, "--format", "csv"]
        assert main([*ask, "--engine", engine]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert shown[0].count("\r\n") == 5


def test_queries_from_a_file_and_from_the_command_line(store: str, tmp_path: Path, capsys: Output) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    (tmp_path / "count.rq").write_text(sparql)
    answers = []
    for asked in (sparql, str(tmp_path / "count.rq")):
        assert main(["query", asked, "--store", store, "--format", "json"]) == 0
        answers.append(json.loads(capsys.readouterr().out)["results"]["bindings"][0]["n"]["value"])
    assert answers[0] == answers[1] != "0"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (["nothing-of-the-kind"], 2),
        (["ancestors"], 2),
        (["ancestors", "--param", "work=999/XX"], 2),
        (["DELETE WHERE { ?s ?p ?o }"], 2),
        (["SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }"], 2),
        (["nothing.rq"], 3),
    ],
)
def test_queries_that_cannot_be_asked(store: str, asked: list[str], status: int, capsys: Output) -> None:
    assert main(["query", *asked, "--store", store]) == status
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("vnlegal: ")


def test_questions_are_listed_and_a_store_is_asked_for(tmp_path: Path, capsys: Output) -> None:
    assert main(["query"]) == 0
    assert "who-said" in capsys.readouterr().out
    assert main(["query", "who-said"]) == 2
    assert main(["query", "who-said", "--store", str(tmp_path)]) == 3
    assert main(["build", LETTER, "-o", str(ROOT / "docs")]) == 2


def test_build_says_what_changed(store: str, tmp_path: Path, capsys: Output) -> None:
    assert main(["build", str(ROOT / "corpus"), "-o", store]) == 0
    assert "0 mới, 0 đổi, 0 bỏ, 4 như cũ" in capsys.readouterr().err
    assert main(["build", str(tmp_path / "nothing.txt"), "-o", str(tmp_path / "kho")]) == 3


def test_choices_are_the_racks() -> None:
    """The command names the shapes without loading them."""
    from vnlegal import cli
    from vnlegal.outputs import OUTPUTS, chunks, reviews
    from vnlegal.outputs.answers import ANSWERS
    from vnlegal.outputs.consolidations import CONSOLIDATIONS
    from vnlegal.outputs.ledgers import LEDGERS
    from vnlegal.outputs.lineages import LINEAGES
    from vnlegal.outputs.reports import REPORTS
    from vnlegal.outputs.statuses import STATUSES

    racks: dict[str, tuple[Any, ...]] = {
        "parse": OUTPUTS,
        "lineage": LINEAGES,
        "tasks": LEDGERS,
        "query": ANSWERS,
        "successors": ANSWERS,
        "status": STATUSES,
        "consolidate": CONSOLIDATIONS,
        "check": REPORTS,
    }
    for command, rack in racks.items():
        assert cli.SHAPES[command] == tuple(one.name for one in rack)
    assert cli.SHAPES["chunks"] == (*chunks.SHAPES, "parquet")
    assert cli.SHAPES["review"] == tuple(reviews.SHAPES)


@pytest.mark.parametrize("command", ["parse", "text", "chunks", "provisions", "tasks", "check", "audit"])
def test_a_reader_that_has_gone_is_no_mistake(command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "vnlegal", command, LETTER], stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
