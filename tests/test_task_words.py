"""Every word of `tasks.toml` in a sentence, read as its row says: the witness of words that plans share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from vnlegal import parse
from vnlegal.model import Task
from vnlegal.parts.charged import read_charged
from vnlegal.text import Text
from vnlegal.vocabulary import table

ROWS: list[dict[str, Any]] = table("tasks")["phrase"]
HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 12/KH-UBND\nAn Bình, ngày 05 tháng 01 năm 2026\nKẾ HOẠCH\n"
    "Phòng, chống dịch bệnh\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau.\n"
)


def _tasks(body: str) -> tuple[Task, ...]:
    return parse(HEAD + body).tasks


def _actors(body: str) -> list[list[str]]:
    return [[actor.value for actor in task.actors] for task in _tasks(body)]


def _behind(words: str) -> str:
    page = Text.of(words)
    named = read_charged(page, 0, len(page.clean))
    return named.behind if named else ""


def _block(label: str, lead: str = "Cơ quan chủ trì") -> str:
    return f"1. Tập huấn nghiệp vụ\n- {lead}: Sở Nội vụ.\n- {label}: Quý IV năm 2026.\n"


def _first(word: str) -> str:
    return word[0].upper() + word[1:]


WITNESSES: dict[str, Callable[[str], bool]] = {
    "charge verb": lambda word: _actors(f"Sở Nội vụ {word} hồ sơ của đơn vị.") == [["Sở Nội vụ"]],
    "charge adjunct": lambda word: _behind(f"Sở Nội vụ {word} nhiệm vụ được giao rà soát") == "adjunct",
    "charge denied": lambda word: _actors(f"Sở Nội vụ {word} hồ sơ của đơn vị.") == [],
    "word with a verb": lambda word: (
        _actors(f"Trung tâm {word} An Bình chủ trì rà soát hồ sơ.") == [[f"Trung tâm {word} An Bình"]]
    ),
    "verb of names": lambda word: (
        _actors(f"Ban Thủy nông {word} dự án An Bình chủ trì rà soát hồ sơ.")
        == [[f"Ban Thủy nông {word} dự án An Bình"]]
    ),
    "charge group": lambda word: (
        _actors(f"Giao {word} liên quan chủ trì rà soát hồ sơ.") == [[f"{word} liên quan"]]
    ),
    "above the charged": lambda word: _actors(f"{word.title()} chỉ đạo sâu sát công tác này.") == [],
    "label body": lambda word: _actors(_block("Thời gian", f"{_first(word)} chủ trì")) == [["Sở Nội vụ"]],
    "label lead": lambda word: _actors(_block("Thời gian", f"Cơ quan {word}")) == [["Sở Nội vụ"]],
    "label lead alone": lambda word: _actors(_block("Thời gian", _first(word))) == [["Sở Nội vụ"]],
    "label partner": lambda word: (
        [
            partner.value
            for task in _tasks(f"1. Tập huấn\n- Cơ quan chủ trì: Sở Nội vụ.\n- Cơ quan {word}: Sở Y tế.\n")
            for partner in task.partners
        ]
        == ["Sở Y tế"]
    ),
    "label work": lambda word: _works(_first(word)),
    "label work more": lambda word: _works(f"Nội dung {word}"),
    "label limit": lambda word: _due(_first(word)),
    "label limit more": lambda word: _due(f"Thời gian {word}"),
    "label product": lambda word: _product(_first(word)),
    "label product more": lambda word: _product(f"Sản phẩm {word}"),
    "label other": lambda word: (
        len(_tasks(_block("Thời gian") + f"- {_first(word)}: Hội trường tỉnh.\n")) == 1
    ),
    "no task heading": lambda word: _tasks(f"I. {word.upper()}\n1. Các sở chủ động rà soát hồ sơ.\n") == (),
    "no task start": lambda word: (
        _actors(f"1. Sở Nội vụ\n- {_first(word)} có phát sinh thì xem xét.\n") == []
    ),
    "charge order": lambda word: _actors(f"{_first(word)} Sở Nội vụ rà soát hồ sơ.") == [["Sở Nội vụ"]],
    "order asked": lambda word: (
        [task.mode for task in _tasks(f"{_first(word)} Sở Nội vụ rà soát hồ sơ.")] == ["requested"]
    ),
}


def _works(label: str) -> bool:
    tasks = _tasks(f"1. Về dữ liệu\n- {label}: Rà soát danh mục dữ liệu.\n- Cơ quan chủ trì: Sở Nội vụ.\n")
    return [task.action.value for task in tasks] == ["Rà soát danh mục dữ liệu."]


def _due(label: str) -> bool:
    return [task.deadline and task.deadline.field.value for task in _tasks(_block(label))] == ["2026-Q4"]


def _product(label: str) -> bool:
    tasks = _tasks(f"1. Tập huấn\n- Cơ quan chủ trì: Sở Nội vụ.\n- {label}: Báo cáo của Sở.\n")
    return [task.product and task.product.value for task in tasks] == ["Báo cáo của Sở"]


def test_every_row_has_its_sentences() -> None:
    assert [row["id"] for row in ROWS] == list(WITNESSES)


@pytest.mark.parametrize(("id", "word"), [(row["id"], form) for row in ROWS for form in row["forms"]])
def test_word_is_read_as_its_row_says(id: str, word: str) -> None:
    assert WITNESSES[id](word)


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("Ủy ban nhân dân tỉnh cam kết hoàn thành giải ngân trước ngày 31 tháng 12 năm 2026.", "committed"),
        ("Ủy ban nhân dân tỉnh sẽ tổng hợp số liệu trước ngày 30 tháng 6 năm 2026.", "committed"),
        ("Ủy ban nhân dân tỉnh tổng hợp số liệu trước ngày 30 tháng 6 năm 2026.", "directed"),
        ("Sở Nội vụ sẽ tổng hợp số liệu trước ngày 30 tháng 6 năm 2026.", "directed"),
        ("Đề nghị Bộ Y tế tổng hợp số liệu trước ngày 30 tháng 6 năm 2026.", "requested"),
    ],
)
def test_how_a_task_is_given(words: str, mode: str) -> None:
    assert [task.mode for task in _tasks(words)] == [mode]


def test_a_row_bears_its_number() -> None:
    table = "| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1.2 | Lập hồ sơ | Sở Y tế | Quý IV năm 2026 |\n"
    more = "| | Rà soát sổ | Sở Nội vụ | Quý IV năm 2026 |\n"
    rows = [task.row for task in _tasks(table + more)]
    assert [row.value if row else None for row in rows] == ["1.2", None]
    assert rows[0]
    assert rows[0].span
    assert (HEAD + table)[rows[0].span.start : rows[0].span.end] == "1.2"


def test_a_bar_alone_in_its_line_parts_no_sentence() -> None:
    body = "1. Sở Y tế\n- Rà soát hồ sơ của các đơn vị\n|\n|\ntrực thuộc, báo cáo kết quả\n|\nbằng văn bản.\n"
    actions = [" ".join(task.action.value.replace("|", " ").split()) for task in _tasks(body)]
    assert actions == ["Rà soát hồ sơ của các đơn vị trực thuộc, báo cáo kết quả bằng văn bản"]


def test_a_cell_beside_words_parts_them() -> None:
    body = "1. Sở Y tế\n- Rà soát hồ sơ của các đơn vị |\ntrực thuộc báo cáo kết quả.\n"
    assert len(_tasks(body)) == 2


@pytest.mark.parametrize(
    ("line", "actions"),
    [
        ("Danh nghĩa tổ chức: Thành ủy, Ủy ban nhân dân tỉnh.", ["Tổ chức đêm giao lưu văn nghệ"]),
        ("Quy mô dự kiến: 300 đại biểu của các huyện.", ["Tổ chức đêm giao lưu văn nghệ"]),
        ("Xây dựng kịch bản: mở màn, bế mạc.", ["Xây dựng kịch bản: mở màn, bế mạc"]),  # a verb: the work
    ],
)
def test_a_label_of_its_own_describes_what_a_block_orders(line: str, actions: list[str]) -> None:
    lead = "1. Tổ chức đêm giao lưu văn nghệ\n- Đơn vị chủ trì: Sở Nội vụ.\n"
    assert [task.action.value for task in _tasks(f"{lead}- {line}\n- Thời gian: 20/3/2026.\n")] == actions
