"""`vnlegal check` and `vnlegal baseline`: settings, side files, several outputs, exit status, sameness."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from jsonschema import Draft7Validator, FormatChecker

from vnlegal import cli
from vnlegal.cli import frame, main
from vnlegal.outputs.reports import REPORTS

Output = pytest.CaptureFixture[str]
GIT = shutil.which("git")
WRONG = """Thực hiện Nghị định số 127/2007/NĐ- CP ngày 01 tháng 8 năm 2007 của Chính phủ.

Việc áp dụng Nghị định số 127/2007/NĐ-CP ngày 28 tháng 12 năm 2007 của Chính phủ do Sở Tư pháp hướng dẫn.
"""
CLEAN = "Thực hiện Nghị định số 127/2007/NĐ-CP ngày 01 tháng 8 năm 2007 của Chính phủ.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document that contradicts itself, and one that does not."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "sai.txt").write_text(WRONG, "utf-8")
    (tmp_path / "texts" / "đúng.txt").write_text(CLEAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(capsys: Output) -> list[str]:
    return sorted(json.loads(line)["code"] for line in capsys.readouterr().out.splitlines())


def check(*arguments: str) -> int:
    return main(["check", "texts", "--notes", "--output", "jsonl", *arguments])


def test_status_tells_findings_from_misuse_and_from_what_was_not_read(home: Path) -> None:
    assert check() == 1
    assert check("--select", "VL6") == 0
    assert check("--select", "VL105", "--fail-on", "error") == 0
    assert main(["check", "texts/đúng.txt"]) == 0
    assert main(["check", "texts", "nothing.txt", "--select", "VL6"]) == 3
    (home / "empty").mkdir()
    assert main(["check", "empty"]) == 3


def test_notes_are_shown_when_asked_for(home: Path, capsys: Output) -> None:
    """As such, by a rule that was chosen, to fail a run, in the settings, or for what can be mended."""
    (home / "texts" / "sai.txt").write_text(
        WRONG.replace("tháng 12", "tháng 08").replace("28", "01"), "utf-8"
    )
    assert main(["check", "texts"]) == 0
    shown = capsys.readouterr().out
    assert "VL105" not in shown
    assert "1 lưu ý không hiện (xem bằng --notes)" in shown
    for asked in (["--notes"], ["--select", "VL1"], ["--fail-on", "note"], ["--suggest"]):
        assert main(["check", "texts", *asked]) == 1
        assert "127/2007/NĐ- CP" in capsys.readouterr().out, asked
    for line in ("notes = true", 'fail-on = "note"'):
        (home / "vnlegal.toml").write_text(f"[check]\n{line}\n", "utf-8")
        assert main(["check", "texts", "--output", "sarif"]) == 1
        assert '"ruleId": "VL105"' in capsys.readouterr().out


def test_a_fault_of_ours_is_not_a_finding(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr("vnlegal.checks.report", lambda *_, **__: 1 / 0)
    assert check() == 2
    assert "lỗi của chương trình" in capsys.readouterr().err


def test_several_outputs_at_once(home: Path, capsys: Output) -> None:
    files = [f"{shape.name}=out.{shape.name}" for shape in REPORTS]
    asked = [word for one in files for word in ("--output", one)]
    assert main(["check", "texts", *asked, "--output", "concise"]) == 1
    assert "VL202" in capsys.readouterr().out
    for shape in REPORTS:
        assert (home / f"out.{shape.name}").stat().st_size > 0
    assert not [one for one in home.iterdir() if one.name.endswith(".new")]
    assert main(["check", "texts", "--output", "text", "--output", "json"]) == 2


def test_files_are_written_whole_or_not_at_all(home: Path, capsys: Output) -> None:
    (home / "a.json").write_text("before")
    assert main(["check", "texts", "--output", "json=a.json", "--output", "csv=none/b.csv"]) == 2
    assert "b.csv: không ghi được" in capsys.readouterr().err
    assert (home / "a.json").read_text() == "before"
    assert sorted(one.name for one in home.iterdir()) == ["a.json", "texts"]


def test_a_folder_with_a_planted_error_annotates_the_line(home: Path, capsys: Output) -> None:
    assert main(["check", "texts", "--output", "github"]) == 1
    errors = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::error ")]
    assert any("file=texts/sai.txt,line=3," in line and "VL202" in line for line in errors)


@pytest.mark.parametrize(
    ("name", "head"), [("vnlegal.toml", "[check]"), ("pyproject.toml", "[tool.vnlegal.check]")]
)
def test_settings_hold_in_the_folders_below(
    home: Path, name: str, head: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    by_path = head.replace("[", "[[").replace("]", ".per-path]]")
    rows = f'{by_path}\npaths = ["texts/s*"]\nignore = ["date-differs"]\n'
    (home / name).write_text(f'{head}\nfail-on = "error"\nignore = ["VL105"]\n\n{rows}', "utf-8")
    monkeypatch.chdir(home / "texts")
    assert main(["check", ".", "--notes", "--output", "jsonl"]) == 0
    assert codes(capsys) == []
    assert main(["check", ".", "--notes", "--output", "jsonl", "--ignore", "VL107"]) == 0
    assert codes(capsys) == ["VL105"]
    assert main(["check", ".", "--ignore", "VL107", "--fail-on", "note"]) == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[check]\nselct = ["VL2"]', "có phải select?"),
        ('[chek]\nselect = ["VL2"]', "có phải check?"),
        ('[check]\nselect = ["title-difers"]', "có phải title-differs?"),
        ('[[check.per-path]]\npath = ["a"]', "có phải paths?"),
        ('[[check.per-path]]\npaths = ["a"]\nignore = ["VL999"]', "không có quy tắc 'VL999'"),
        ('[check]\nsuppressions = "none.toml"', "không đọc được tệp ngoại lệ"),
        ('[check]\nbaseline = "none.json"', "vnlegal baseline write"),
        ("[check", "không đọc được thiết lập"),
    ],
)
def test_wrong_settings_are_misuse(home: Path, settings: str, said: str, capsys: Output) -> None:
    (home / "vnlegal.toml").write_text(settings, "utf-8")
    assert check() == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""


def suppression(code: str, document: str, until: str) -> str:
    row = f'code = "{code}"\ndocument = "{document}"\nreason = "đã hỏi lại nơi ban hành"\nuntil = {until}\n'
    return f"[[suppress]]\n{row}"


def test_suppressions_hide_until_they_end(home: Path, capsys: Output) -> None:
    (home / "vnlegal.toml").write_text('[check]\nsuppressions = "ngoại-lệ.toml"\n', "utf-8")
    rows = [
        suppression("VL202", "texts/sai.txt", "2999-01-01"),
        suppression("VL107", "texts/sai.txt", "2020-01-01"),
        suppression("VL105", "texts/đúng.txt", "2999-01-01"),
        suppression("VL105", "elsewhere.txt", "2999-01-01"),
    ]
    (home / "ngoại-lệ.toml").write_text("\n".join(rows), "utf-8")
    assert check() == 1
    assert codes(capsys) == ["VL001", "VL002", "VL002", "VL105"]
    assert check("--select", "VL2") == 1
    assert codes(capsys) == ["VL001"]


def test_a_suppression_of_a_document_that_is_not_read_is_not_idle(home: Path, capsys: Output) -> None:
    (home / "vnlegal.toml").write_text('[check]\nsuppressions = "s.toml"\n', "utf-8")
    (home / "s.toml").write_text(suppression("VL202", "texts/sai.txt", "2999-01-01"), "utf-8")
    assert main(["check", "texts/đúng.txt"]) == 0


def test_a_baseline_is_written_used_pruned_and_shown(home: Path, capsys: Output) -> None:
    assert main(["baseline", "write", "texts"]) == 0
    assert check("--baseline", "vnlegal-baseline.json") == 0
    assert codes(capsys) == []
    (home / "texts" / "sai.txt").write_text("Kính gửi: Sở Tư pháp.\n\n" + WRONG, "utf-8")
    assert check("--baseline", "vnlegal-baseline.json") == 0
    (home / "texts" / "sai.txt").write_text(WRONG.replace("NĐ- CP", "NĐ-CP"), "utf-8")
    assert main(["baseline", "prune", "texts/đúng.txt"]) == 0
    assert main(["baseline", "show"]) == 0
    assert "VL105 texts/sai.txt: “127/2007/NĐ- CP”" in capsys.readouterr().out
    assert main(["baseline", "prune", "texts"]) == 0
    assert main(["baseline", "show"]) == 0
    shown = capsys.readouterr().out
    assert "VL105" not in shown
    assert "VL202 texts/sai.txt" in shown


def test_a_baseline_of_half_the_documents_is_not_written(home: Path) -> None:
    assert main(["baseline", "write", "texts", "nothing.txt"]) == 3
    assert not (home / "vnlegal-baseline.json").exists()
    assert main(["baseline", "show"]) == 2


def test_since_a_day(home: Path, capsys: Output) -> None:
    dated = "Số: 5/QĐ-UBND\n\nKon Tum, ngày 02 tháng 4 năm 2021\n\nQUYẾT ĐỊNH\nVề công tác\n\n"
    (home / "texts" / "sai.txt").write_text(dated + WRONG, "utf-8")
    (home / "texts" / "đúng.txt").unlink()
    assert check("--since", "2021-04-02") == 1
    assert check("--since", "3/4/2021") == 0
    assert check("--since", "2021-02-30") == 2
    assert "không có ngày 2021-02-30" in capsys.readouterr().err


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_since_a_revision(home: Path, capsys: Output) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for step in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "one"]):
        subprocess.run(["git", *step], check=True)
    assert check("--since", "HEAD") == 0
    (home / "texts" / "đúng.txt").write_text(CLEAN + "\n", "utf-8")
    (home / "texts" / "mới.txt").write_text(WRONG, "utf-8")
    assert main(["check", "texts", "--since", "HEAD", "--output", "json"]) == 1
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert sorted(summary["by_document"]) == ["texts/mới.txt", "texts/đúng.txt"]
    assert check("--since", "no-such-revision") == 2


def test_suggestions_are_a_diff_and_nothing_is_written(home: Path, capsys: Output) -> None:
    assert main(["check", "texts", "--suggest"]) == 1
    diff = capsys.readouterr().out
    assert "-Thực hiện Nghị định số 127/2007/NĐ- CP ngày" in diff
    assert "+Thực hiện Nghị định số 127/2007/NĐ-CP ngày" in diff
    assert (home / "texts" / "sai.txt").read_text("utf-8") == WRONG
    assert main(["check", "texts", "--statistics", "--notes"]) == 1
    assert re.search(r"^ +1  VL105 number-unclean \(lưu ý\)$", capsys.readouterr().out, re.MULTILINE)


def test_a_store_is_checked_as_it_was_built(home: Path, capsys: Output) -> None:
    assert check() == 1
    files = codes(capsys)
    assert main(["build", "texts", "-o", "kho"]) == 0
    assert main(["check", "kho", "--notes", "--output", "jsonl"]) == 1
    assert codes(capsys) == files


def schema() -> dict[str, object]:
    """The schema of OASIS where VNLEGAL_SARIF_SCHEMA names it, else ours of the parts that we write."""
    given = os.environ.get("VNLEGAL_SARIF_SCHEMA")
    path = Path(given) if given else ROOT / "tests" / "sarif-2.1.0-parts.schema.json"
    found: dict[str, object] = json.loads(path.read_text("utf-8"))
    return found


def test_sarif_is_valid(home: Path) -> None:
    main(["baseline", "write", "texts", "--select", "VL105"])
    (home / "vnlegal.toml").write_text('[check]\nsuppressions = "s.toml"\n', "utf-8")
    (home / "s.toml").write_text(suppression("VL202", "texts/sai.txt", "2020-01-01"), "utf-8")
    asked = ["--baseline", "vnlegal-baseline.json", "--preview", "--output", "sarif=r.sarif"]
    assert main(["check", "texts", str(ROOT / "corpus"), *asked]) == 1
    log = json.loads((home / "r.sarif").read_text("utf-8"))
    validator = Draft7Validator(schema(), format_checker=FormatChecker())
    assert list(validator.iter_errors(log)) == []
    results = log["runs"][0]["results"]
    assert {one["baselineState"] for one in results} == {"new", "unchanged"}
    assert all("ruleIndex" in one for one in results)
    broken = json.loads(json.dumps(log))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator.iter_errors(broken)) != []


SETTINGS = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Ho_Chi_Minh", "LANG": "vi_VN.UTF-8"},
    {"PYTHONHASHSEED": "4096", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
)


def test_the_report_is_the_same_to_the_byte(tmp_path: Path) -> None:
    """Whatever the order of the files, the hash seed, the locale and the time zone."""
    for folder in (ROOT / "corpus", ROOT / "tests" / "cases" / "checks" / "texts"):
        shutil.copytree(folder, tmp_path / folder.name)
    paths = sorted(str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*.txt"))
    orders = (paths, paths[::-1], paths[1::2] + paths[::2])
    for i, (settings, order) in enumerate(zip(SETTINGS, orders, strict=True)):
        asked = [word for one in REPORTS for word in ("--output", f"{one.name}=run{i}/{one.name}")]
        (tmp_path / f"run{i}").mkdir()
        command = [sys.executable, "-m", "vnlegal", "check", *order, "--preview", *asked]
        done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **settings}, capture_output=True)
        assert done.returncode == 1, done.stderr
    for one in REPORTS:
        first, *others = ((tmp_path / f"run{i}" / one.name).read_bytes() for i in range(len(SETTINGS)))
        assert first
        assert others == [first] * len(others), one.name


def test_mistakes_and_help_are_told_in_vietnamese(capsys: Output) -> None:
    for wrong in (
        ["check"],
        ["check", "a", "--fail-on", "fatal"],
        ["check", "a", "--output", "xml"],
        ["chek"],
    ):
        with pytest.raises(SystemExit) as stop:
            main(wrong)
        assert stop.value.code == 2
        said = capsys.readouterr().err
        assert "sai cách dùng" in said
        assert not re.search(r"\b(invalid|required|argument|choose|usage)\b", said), said
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    assert "cách dùng: vnlegal check" in capsys.readouterr().out


def test_every_family_of_commands_is_named() -> None:
    modules = {one.stem for one in Path(cli.__file__).parent.glob("*.py")} - {"__init__", "__main__"}
    shared = {"frame", "rules", "since"}
    assert set(cli.FAMILIES) == modules - shared


@pytest.mark.parametrize("family", cli.FAMILIES)
def test_a_family_is_loaded_for_its_commands_alone(family: str) -> None:
    """But for the demo, which runs the others, and completion, which tells them."""
    every = tuple(name for names in cli.FAMILIES.values() for name in names)
    for command in cli.FAMILIES[family]:
        found = next(one for one in cli.parser(command)._actions if isinstance(one.choices, dict))
        assert tuple(found.choices or ()) == (every if family == "demo" else cli.FAMILIES[family])


def test_the_shapes_are_named_once() -> None:
    assert frame.SHAPES is cli.SHAPES


def blocks(language: str) -> list[str]:
    page = (ROOT / "docs" / "checking.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_the_settings_in_the_guide_are_read(tmp_path: Path) -> None:
    from vnlegal.checks import settings, suppressions

    asked, aside = blocks("toml")
    (tmp_path / "vnlegal.toml").write_text(asked, "utf-8")
    assert settings.load(tmp_path / "vnlegal.toml").per_path
    assert suppressions.read(aside, "s.toml")[0].code == "VL201"
