"""References to provisions: cases in plain text, what a lawyer writes, put into an invented act and read.

A case is a title, a line `===`, the words of Điều 9 of an act with three short articles and two chapters (or,
with `# amending`, of Điều 1 of an act that amends the Luật Đường thủy), a line `---`, and every reference in
page order: the expression, its act, its targets, "!" behind one that the act does not have.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from vnlegal.document import parse
from vnlegal.model import Document, ProvisionReference, Target
from vnlegal.references.pinpoints.expressions import find_expressions
from vnlegal.text import fold

FOLDER = Path(__file__).parent / "cases" / "provisions"
ACT = """LUẬT
AN TOÀN SÔNG NƯỚC

Chương I
QUY ĐỊNH CHUNG

Mục 1
PHẠM VI

Điều 1. Phạm vi
Luật này quy định về sông nước.

Điều 2. Đối tượng
Luật này áp dụng với mọi người.

Điều 3. Bến thủy
1. Bến thủy.
2. Bến khác:
a) Bến lớn;
b) Bến nhỏ.

Điều 4. Cảng
Cảng.

Điều 5. Kè
Kè.

Điều 6. Đê
Đê.

Điều 7. Thuyền
Thuyền.

Điều 8. Đò
Đò.

Chương II
QUY ĐỊNH CỤ THỂ

Điều 9. Việc khác
{words}

Điều 10. Hiệu lực
Luật này có hiệu lực từ ngày 01 tháng 7 năm 2025.
"""
AMENDING = """LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT ĐƯỜNG THỦY

Điều 1. Sửa đổi, bổ sung một số điều của Luật Đường thủy
{words}

Điều 2. Hiệu lực
Luật này có hiệu lực từ ngày 01 tháng 7 năm 2025.
"""


class Case(NamedTuple):
    title: str
    words: str
    wanted: list[str]


def _cases() -> list[Case]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for piece in re.split(r"\n\n+(?=[^\n]+\n===\n)", path.read_text("utf-8").strip()):
            title, _, rest = piece.partition("\n===\n")
            words, _, wanted = rest.partition("\n---")
            found.append(Case(title, words, [line.strip() for line in wanted.strip().splitlines()]))
    return found


CASES = _cases()


def _shown(document: Document, one: ProvisionReference) -> str:
    words = document.text(one.span).replace("\n", "⏎")
    return f"{words} | {one.act} | {' '.join(map(_target, one.targets))}"


def _target(one: Target) -> str:
    return f"{one}!" if one.exists is False else str(one)


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_case(case: Case) -> None:
    amending, words = case.words.startswith("# amending\n"), case.words.removeprefix("# amending\n")
    document = parse((AMENDING if amending else ACT).format(words=words))
    assert [_shown(document, one) for one in document.references] == case.wanted


def test_an_attached_text_has_its_own_articles() -> None:
    page = """ỦY BAN NHÂN DÂN
TỈNH HẢI AN
Số: 5/2025/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hải An, ngày 5 tháng 5 năm 2025
QUYẾT ĐỊNH
Ban hành Quy định về bến đò

Điều 1. Ban hành kèm theo Quyết định này Quy định về bến đò.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký, trừ Điều 2 Quy định ban hành kèm theo Quyết định này.
Điều 3. Mọi người chịu trách nhiệm thi hành.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A

QUY ĐỊNH
Về bến đò
(Kèm theo Quyết định số 5/2025/QĐ-UBND ngày 5 tháng 5 năm 2025 của Ủy ban nhân dân tỉnh Hải An)

Điều 1. Phạm vi
1. Quy định về bến đò.
Điều 2. Bến
1. Theo khoản 1 Điều 1 của Quy định này.
2. Theo khoản 1 Điều này, Điều 3 Quyết định này.
"""
    document = parse(page)
    assert [str(target) for one in document.references for target in one.targets] == [
        "att_1__art_2", "att_1__art_1__para_1", "att_1__art_2__para_1", "art_3",
    ]  # fmt: skip
    assert all(target.exists for one in document.references for target in one.targets)


def test_what_is_left_open_stays_open() -> None:
    """An amending act whose order names no act: neither its own articles nor a guess."""
    document = parse("Điều 1. Sửa đổi, bổ sung khoản 2 Điều 7\n“2. Bến thủy theo Điều này.”.\nĐiều 2. Hết.\n")
    assert [(one.act.kind, one.status) for one in document.references] == [("unknown", "unresolved")] * 2


def test_a_bare_article_that_the_text_does_not_have_is_ambiguous() -> None:
    document = parse("Điều 1. Bến\nTheo Điều 175 về tội phạm.\nĐiều 2. Cảng\nTheo Điều 1.\n")
    assert [one.status for one in document.references] == ["ambiguous", "exact"]


def test_articles_of_the_codification_are_those_of_their_act() -> None:
    page = (
        "Điều 36.4.NĐ.3. Quỹ\n(Điều 3 Nghị định số 93/2019/NĐ-CP)\n1. Quỹ.\n\n"
        "Điều 36.4.NĐ.4. Tài sản\n1. Theo khoản 1 Điều 3 Nghị định này.\n"
    )
    document = parse(page)
    assert str(document.references[-1].targets[0]) == "art_36.4.NĐ.3__para_1"


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("điểm c khoản 2 và điểm a khoản 3 Điều 94", [("94", "2", "c"), ("94", "3", "a")]),
        ("khoản 4, khoản 10 Điều 111", [("111", "4"), ("111", "10")]),
        ("điểm d và điểm đ khoản 1", [("1", "d"), ("1", "đ")]),
        ("khoản 1 , 2 Điều 5", [("5", "1"), ("5", "2")]),
    ],
)
def test_levels_are_distributed(words: str, paths: list[tuple[str, ...]]) -> None:
    (one,) = find_expressions(words, fold(words))
    assert [tuple(path.steps.values()) for path in one.paths] == paths
