"""Instructions of amending acts: what a lawyer writes, put into an invented act that amends, and read.

A case is a title, a line `===`, the words of Điều 1 of an act that amends the Luật Đường thủy, a line `---`,
and every instruction in page order: operation and scope, act, targets, then what it puts where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from vnlegal.document import parse
from vnlegal.model import Document, Instruction

FOLDER = Path(__file__).parent / "cases" / "instructions"
ACT = """LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT ĐƯỜNG THỦY

Điều 1. Sửa đổi, bổ sung một số điều của Luật Đường thủy
{words}

Điều 2. Hiệu lực
{effect}
"""
EFFECT = "Luật này có hiệu lực từ ngày 01 tháng 7 năm 2025."


def _cases() -> Iterator[tuple[str, str, list[str]]]:
    for path in sorted(FOLDER.glob("*.txt")):
        for piece in re.split(r"\n\n+(?=[^\n]+\n===\n)", path.read_text("utf-8").strip()):
            title, _, rest = piece.partition("\n===\n")
            words, _, wanted = rest.partition("\n---")
            yield title, words, wanted.strip().splitlines()


CASES = [*_cases()]


def act_with(words: str, effect: str = EFFECT) -> str:
    """The amending act that the words of a case stand in."""
    return ACT.format(words=words, effect=effect)


def _shown(document: Document, one: Instruction) -> str:
    return " | ".join(
        [f"{one.op} {one.scope}", str(one.act), " ".join(map(str, one.targets)), *_put(document, one)]
    )


def _put(document: Document, one: Instruction) -> Iterator[str]:
    if counted := [str(target.paragraph) for target in one.targets if target.paragraph]:
        yield f"paragraph {' '.join(counted)}"
    if place := one.position:
        yield f"{place.where} {place.ref or f'“{place.phrase}”'}"
    if one.old or one.replacement:
        yield f"{one.old or '-'} → {one.replacement or '-'}"
    for span in one.new:
        lines = document.text(span).split("\n")
        yield "new " + (lines[0] if len(lines) == 1 else f"{lines[0]}…{lines[-1]}")
    if one.becomes:
        yield "becomes " + " ".join(map(str, one.becomes))
    if one.source:
        yield f"from {one.source}"
    yield from (f"? {reason}" for reason in one.why)


@pytest.mark.parametrize(("title", "words", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_case(title: str, words: str, wanted: list[str]) -> None:
    document = parse(act_with(words))
    assert [_shown(document, one) for one in document.instructions] == wanted


def test_the_clause_that_orders_is_the_span() -> None:
    document = parse(ACT.format(words="1. Bãi bỏ Điều 5.\n2. Bãi bỏ Điều 7.", effect=EFFECT))
    assert [document.text(one.span) for one in document.instructions] == ["Bãi bỏ Điều 5", "Bãi bỏ Điều 7"]
    assert [one.carrier for one in document.instructions] == ["art_1__para_1", "art_1__para_2"]


def test_a_provision_may_have_a_day_of_its_own() -> None:
    effect = f"1. {EFFECT}\n2. Khoản 2 Điều 1 của Luật này có hiệu lực từ ngày 01 tháng 01 năm 2026."
    document = parse(ACT.format(words="1. Bãi bỏ Điều 5.\n2. Bãi bỏ Điều 7.", effect=effect))
    assert [str(one.effect) for one in document.instructions] == ["2025-07-01", "2026-01-01"]


def test_the_heading_of_an_article_may_order() -> None:
    words = "1. Bãi bỏ Điều 5."
    page = ACT.format(words=words, effect=EFFECT).replace(
        "Điều 2. Hiệu lực",
        "Điều 2. Sửa đổi, bổ sung khoản 4 Điều 44 của Luật Bến bãi số 7/2020/QH14\n“4. Bến.”.\n\n"
        "Điều 3. Hiệu lực",
    )
    document = parse(page)
    assert [_shown(document, one) for one in document.instructions] == [
        "repeal structure | Luật Đường thủy | art_5",
        "substitution structure | 7/2020/QH14 | art_44__para_4 | new 4. Bến.",
    ]


def test_a_page_that_does_not_enact_orders_nothing() -> None:
    letter = (
        "BỘ NỘI VỤ\nSố: 15/BNV-VP\nV/v góp ý\nHà Nội, ngày 5 tháng 5 năm 2025\nKính gửi: Bộ Y tế.\n"
        "1. Bổ sung khoản 5 vào Điều 9 Nghị định số 71/2020/NĐ-CP như sau:\n“5. Bến.”.\n2. Bãi bỏ Điều 10.\n"
    )
    assert parse(letter).instructions == ()


@pytest.mark.parametrize(
    ("words", "eids"),
    [
        (
            "Bổ sung Điều 5a vào sau Điều 5 như sau:\n“Điều 5a. Đò\n1. Đò.\n2. Phao:\na) Áo;\nb) Dây.”",
            "art_5a art_5a__para_1 art_5a__para_2 art_5a__para_2__point_a art_5a__para_2__point_b",
        ),
        (  # what the new text quotes over several lines has no units of its own
            "Sửa đổi Điều 5 như sau:\n“Điều 5. Đò\n1. Ghi vào sổ: “Chủ bến:\n2. Đò.\n3. Phà.”\n2. Phao.”",
            "art_5 art_5__para_1 art_5__para_2",
        ),
        (
            "Sửa đổi Điều 5 như sau:\n“Điều 5. Đò\n1. “Bến” là nơi đón khách.\n2. “Phà” là đò lớn.”",
            "art_5 art_5__para_1 art_5__para_2",
        ),
        (  # each in quotation marks
            "Sửa đổi khoản 1 và khoản 2 Điều 5 như sau:\n“1. Bến.”\n“2. Phao.”",
            "art_5__para_1 art_5__para_2",
        ),
    ],
)
def test_the_units_of_new_text(words: str, eids: str) -> None:
    (one,) = parse(act_with(f"1. {words}")).instructions
    assert " ".join(unit.eid for root in one.tree for unit in root.walk()) == eids
