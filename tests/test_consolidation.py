"""The law on a day: acts of an invented law of wharves, changed by invented acts, and its text on a day."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnlegal.cli import main
from vnlegal.corpus import Corpus
from vnlegal.corpus.consolidation import Consolidated
from vnlegal.corpus.consolidation.history import steps
from vnlegal.document import parse
from vnlegal.model import Document
from vnlegal.outputs import Sheet
from vnlegal.outputs.consolidations import ORIGINALS, get

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples" / "ben-thuy"
CASES = Path(__file__).parent / "cases" / "consolidation"
LAW, FIRST, SECOND = "101-2030-qh17.txt", "115-2032-qh17.txt", "130-2035-qh18.txt"
NUMBERS = {LAW: "101/2030/QH17", FIRST: "115/2032/QH17", SECOND: "130/2035/QH18"}
BASE = (EXAMPLES / LAW).read_text("utf-8")
ACT = """LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT BẾN THỦY

Điều 1. Sửa đổi, bổ sung một số điều của Luật Bến thủy số 101/2030/QH17
{words}

Điều 2. Hiệu lực
Luật này có hiệu lực từ ngày 01 tháng 7 năm 2033.
"""
AFTER = date(2034, 1, 1)


def _example(name: str) -> Document:
    return parse((EXAMPLES / name).read_text("utf-8"), {"number": NUMBERS[name]})


def _named(text: str, path: str, number: str) -> Document:
    from dataclasses import replace

    document = parse(text, {"number": number})
    return replace(document, source=replace(document.source, path=path))


def _law(base: str = BASE) -> Document:
    return _named(base, "luat.txt", "101/2030/QH17")


def _amended(words: str, base: str = BASE, on: date = AFTER) -> Consolidated:
    amender = _named(ACT.format(words=words), "sua-doi.txt", "115/2032/QH17")
    return Corpus.of([_law(base), amender]).consolidate("101/2030/QH17", on)


def _whole(on: date) -> Consolidated:
    documents = [_named((EXAMPLES / name).read_text("utf-8"), name, NUMBERS[name]) for name in NUMBERS]
    return Corpus.of(documents).consolidate("101/2030/QH17", on)


def _cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for piece in path.read_text("utf-8").strip().split("\n\n\n"):
            title, _, rest = piece.partition("\n===\n")
            words, _, wanted = rest.partition("\n---\n")
            found.append((title, words, wanted.strip()))
    return found


def _shown(found: Consolidated) -> str:
    """The articles that differ from the base, then what was not carried out."""
    before = {one.eid: one for one in _amended("1. Bãi bỏ Điều 99.", on=date(2032, 1, 1)).provisions}
    lines = []
    for one in found.provisions:
        words = found.text_of(one)
        if one.kind == "dieu" and (one.eid not in before or words not in BASE):
            lines.append(words)
    lines += [f"? {', '.join(one.eids)}: {one.why}" for one in found.unapplied]
    return "\n".join(lines)


@pytest.mark.parametrize(("title", "words", "wanted"), _cases(), ids=[case[0] for case in _cases()])
def test_case(title: str, words: str, wanted: str) -> None:
    found = _amended(words)
    assert _shown(found) == wanted
    assert "".join(run.text for run in found.runs) == found.text
    assert all(run.text for run in found.runs)


def test_the_opening_words_of_an_article_are_replaced_below_its_name() -> None:
    base = BASE.replace("của chủ bến\n1.", "của chủ bến\nChủ bến có trách nhiệm:\n1.")
    found = _amended("1. Sửa đổi, bổ sung đoạn mở đầu Điều 4 như sau:\n“Chủ bến phải:”", base)
    assert found.text == BASE.replace("của chủ bến\n1.", "của chủ bến\nChủ bến phải:\n1.")


PARAGRAPHS = BASE.replace(
    "1. Chủ bến trông giữ bến sạch sẽ.", "1. Chủ bến giữ bến sạch.\nBến có đèn.\nĐèn có bóng, bến có đèn."
)


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("Sửa đổi đoạn thứ hai khoản 1 Điều 4 như sau:\n“Bến có phao.”", "sạch.\nBến có phao.\nĐèn"),
        ("Sửa đổi đoạn đầu khoản 1 Điều 4 như sau:\n“Chủ bến có sổ.”", "1. Chủ bến có sổ.\nBến có đèn.\nĐèn"),
        ("Bãi bỏ đoạn cuối khoản 1 Điều 4.", "sạch.\nBến có đèn.\n2. Chủ bến"),
        (
            "Thay cụm từ “đèn” bằng cụm từ “phao” tại đoạn 3 khoản 1 Điều 4.",
            "Bến có đèn.\nPhao có bóng, bến có phao.",
        ),
    ],
)
def test_one_paragraph_of_a_unit_changes(order: str, wanted: str) -> None:
    found = _amended(f"1. {order}", PARAGRAPHS)
    assert [one.why for one in found.unapplied] == []
    assert wanted in found.text


@pytest.mark.parametrize(
    "order",
    [
        "Bãi bỏ đoạn thứ năm khoản 1 Điều 4.",
        "Bãi bỏ đoạn đầu khoản 1 Điều 4.",
        "Bãi bỏ đoạn cuối khoản 1 Điều 3.",  # may be a paragraph behind its points
        "Sửa đổi đoạn 2 khoản 1 Điều 4 như sau:\n“a) Phao;\nb) Đèn.”",
    ],
)
def test_a_paragraph_that_is_not_sure_is_left(order: str) -> None:
    found = _amended(f"1. {order}", PARAGRAPHS)
    assert found.applied == ()
    assert found.text == PARAGRAPHS


def test_words_change_in_the_opening_words_and_a_point() -> None:
    order = "1. Thay cụm từ “có” bằng cụm từ “giữ” tại đoạn mở đầu và điểm a khoản 1 Điều 3."
    found = _amended(order)
    assert [one.hits for one in found.applied] == [2]
    assert "khi giữ đủ các điều kiện" in found.text
    assert "a) Giữ đường xuống bến;\nb) Có đèn" in found.text


def test_new_text_without_a_number_is_put_nowhere() -> None:
    found = _amended("1. Bổ sung vào cuối khoản 2 Điều 4 như sau:\n“Chủ bến có sổ.”")
    assert found.text == BASE
    assert [one.eids for one in found.unapplied] == [("art_4__para_2",)]


LISTED = BASE.replace("thuyền đò và trách nhiệm", "thuyền, đò, phà và trách nhiệm")


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("Bỏ từ “đò” tại Điều 1.", "về bến thủy, thuyền, phà và trách nhiệm của chủ bến.\n"),
        ("Bỏ cụm từ “và trách nhiệm” tại Điều 1.", "thuyền, đò, phà của chủ bến.\n"),
        ("Bỏ cụm từ “của chủ bến” tại Điều 1.", "phà và trách nhiệm.\n"),
        ("Bổ sung cụm từ “và bè” vào sau từ “phà” tại Điều 1.", "đò, phà và bè và trách nhiệm"),
        ("Bổ sung cụm từ “, bè” vào sau từ “phà” tại Điều 1.", "đò, phà, bè và trách nhiệm"),
        ("Bổ sung từ “xuồng” vào trước từ “phà” tại Điều 1.", "đò, xuồng phà và trách nhiệm"),
        ("Thay từ “đò” bằng cụm từ “đò to” tại Điều 1.", "thuyền, đò to, phà và"),
        ("Thay cụm từ “đò,” bằng cụm từ “đò và” tại Điều 1.", "thuyền, đò và phà và"),
        ("Thay cụm từ “luật này” bằng cụm từ “đạo luật này” tại Điều 1.", "\nĐạo luật này quy định"),
    ],
)
def test_words_go_and_come_with_their_blanks_and_commas(order: str, wanted: str) -> None:
    found = _amended(f"1. {order}", LISTED)
    assert [one.why for one in found.unapplied] == []
    assert [one.hits for one in found.applied] == [1]
    assert wanted in found.text
    act = _named(ACT.format(words=f"1. {order}"), "sua-doi.txt", "115/2032/QH17")
    printed = {one.source.sha256: one.source.text for one in (_law(LISTED), act)}
    for run in found.runs:
        assert run.span is None or printed[run.sha256 or ""][slice(*run.span)] == run.text


@pytest.mark.parametrize(
    ("order", "why"),
    [
        ("Bổ sung từ “mới” vào sau từ “ngang” tại Điều 5.", "chỗ đặt có nhiều trong điều khoản"),
        (
            "Thay cụm từ “chủ bến” bằng cụm từ “của chủ bến” tại Điều 1.",
            "cụm từ mới đã có sẵn trong điều khoản",
        ),
        ("Thay từ “bè” bằng từ “xuồng” tại Điều 1.", "không tìm thấy cụm từ"),
        ("Thay từ “ò” bằng từ “xuồng” tại Điều 1.", "không tìm thấy cụm từ"),  # no part of a word
        ("Thay từ “ph” bằng từ “xuồng” tại Điều 1.", "không tìm thấy cụm từ"),
        ("Thay từ “đò” bằng từ “phà” tại tên khoản 1 Điều 4.", "không rõ tên của đơn vị"),
    ],
)
def test_words_that_are_not_sure_stay(order: str, why: str) -> None:
    found = _amended(f"1. {order}", LISTED)
    assert (found.text, found.applied) == (LISTED, ())
    assert [one.why for one in found.unapplied] == [why]


def test_words_change_in_a_longer_phrase_alone() -> None:
    found = _amended("1. Thay từ “mở” trong cụm từ “giấy phép mở bến” bằng từ “lập” tại Điều 3.")
    assert [one.hits for one in found.applied] == [1]
    article = next(one for one in found.provisions if one.eid == "art_3")
    words = found.text_of(article)
    assert "Điều kiện mở bến" in words
    assert "Bến thủy được mở khi" in words
    assert "cấp giấy phép lập bến." in words


def test_a_paragraph_may_be_broken_over_lines() -> None:
    broken = PARAGRAPHS.replace("Đèn có bóng, bến có đèn.", "Đèn có bóng,\nbến có đèn.")
    assert [one.why for one in _amended("1. Bãi bỏ đoạn cuối khoản 1 Điều 4.", broken).unapplied] == [
        "không rõ đoạn nào của điều khoản"
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Sửa đổi điểm c khoản 1 Điều 3 như sau:\n“c) Có hai người.”", ["không rõ đoạn cuối thuộc điểm này"]),
        ("Bãi bỏ điểm c khoản 1 Điều 3.", ["không rõ đoạn cuối thuộc điểm này"]),
        ("Bãi bỏ điểm b khoản 1 Điều 3.", []),
        ("Bãi bỏ khoản 1 Điều 3.", []),
    ],
)
def test_a_paragraph_behind_the_last_point_may_be_of_the_whole(words: str, why: list[str]) -> None:
    base = BASE.replace("c) Có người trông bến.\n", "c) Có người trông bến.\nBến có thêm phao.\n")
    found = _amended(f"1. {words}", base)
    assert [one.why.partition(" hay ")[0] for one in found.unapplied] == why
    assert (found.text == base) == bool(why)


IN_PARTS = BASE.replace("Chương I\n", "PHẦN THỨ NHẤT\nBẾN\n\nChương I\n")


def test_a_chapter_is_found_where_chapters_go_through_the_parts() -> None:
    order = "1. Sửa đổi, bổ sung tên Chương II như sau:\n“Chương II\nBẾN, ĐÒ VÀ SÔNG”."
    found = _amended(order, IN_PARTS)
    assert [one.eids for one in found.applied] == [("part_1__chp_II",)]
    assert "BẾN, ĐÒ VÀ SÔNG" in found.text


def test_a_name_that_was_not_changed_leaves_what_is_below_it_known() -> None:
    nameless = IN_PARTS.replace("BẾN VÀ ĐÒ\n", "")
    order = "1. Sửa đổi, bổ sung tên Chương II như sau:\n“Chương II\nBẾN, ĐÒ VÀ SÔNG”."
    found = _amended(order, nameless)
    assert [one.eids for one in found.unapplied] == [("part_1__chp_II",)]
    states = {one.eid: one.state for one in found.provisions}
    assert (states["part_1__chp_II"], states["art_3"], states["art_5"]) == ("unknown", "in-force", "in-force")


ANNEXES = """
PHỤ LỤC I
DANH MỤC BẾN
Bến Thủy
Bến Đò

PHỤ LỤC II
MẪU ĐƠN
1. Đơn xin mở bến.

Mẫu số 01
ĐƠN XIN MỞ BẾN
Kính gửi: ….
"""
NEW_ANNEXES = """
PHỤ LỤC I
DANH MỤC BẾN ĐÒ
Bến lớn.

PHỤ LỤC III
DANH MỤC THUYỀN
Thuyền lớn.

PHỤ LỤC IV
DANH MỤC LÁI ĐÒ

PHỤ LỤC VI
DANH MỤC PHÀ
(Ban hành kèm theo Luật số 115/2032/QH17)
"""


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Luật này.",
            ("annex_I", "in-force", "PHỤ LỤC I\nDANH MỤC BẾN ĐÒ\nBến lớn."),
        ),
        (
            "Phụ lục II được thay thế bằng Phụ lục III ban hành kèm theo Luật này.",
            ("annex_II", "in-force", "PHỤ LỤC II\nDANH MỤC THUYỀN\nThuyền lớn."),
        ),
        (
            "Bổ sung Phụ lục III ban hành kèm theo Luật này.",
            ("annex_III", "in-force", "PHỤ LỤC III\nDANH MỤC THUYỀN\nThuyền lớn."),
        ),
        ("Bãi bỏ Phụ lục II.", ("annex_II", "repealed", "PHỤ LỤC II (được bãi bỏ)")),
        ("Bãi bỏ Mẫu số 01.", ("annex_II__form_01", "repealed", "Mẫu số 01 (được bãi bỏ)")),
        (
            "Thay cụm từ “Bến Đò” bằng cụm từ “Bến Sông” tại Phụ lục I.",
            ("annex_I", "in-force", "PHỤ LỤC I\nDANH MỤC BẾN\nBến Thủy\nBến Sông"),
        ),
        (
            "Sửa đổi Phụ lục I như sau:\n“PHỤ LỤC I\nDANH MỤC\nBến to”.",
            ("annex_I", "in-force", "PHỤ LỤC I\nDANH MỤC\nBến to"),
        ),
    ],
)
def test_a_whole_annex(words: str, wanted: tuple[str, str, str]) -> None:
    found = _with_annexes(words)
    one = found.provision(wanted[0])
    assert one is not None
    assert (one.eid, one.state, found.text_of(one).strip()) == wanted
    assert "".join(run.text for run in found.runs) == found.text
    assert all(run.text for run in found.runs)


@pytest.mark.parametrize(
    ("words", "eid", "why"),
    [
        (
            "Thay thế Phụ lục II bằng Phụ lục IV ban hành kèm theo Luật này.",
            "annex_II",
            "phụ lục trong bản chép của văn bản sửa đổi chỉ có tên",
        ),
        (
            "Thay thế Phụ lục II bằng Phụ lục VI ban hành kèm theo Luật này.",
            "annex_II",
            "phụ lục trong bản chép của văn bản sửa đổi chỉ có tên",
        ),
        (
            "Bãi bỏ Phụ lục V.",
            "annex_V",
            "không có phụ lục này trong bản gốc (bản chép có thể không có phụ lục)",
        ),
        (
            "Bổ sung Phụ lục V ban hành kèm theo Luật này.",
            "annex_V",
            "không có phụ lục mới trong bản chép của văn bản sửa đổi",
        ),
        ("Bãi bỏ dòng thứ hai Phụ lục I.", "annex_I", "đoạn, câu, dòng không đánh số"),
        ("Bổ sung mục 3 vào sau mục 2 Phụ lục II như sau:\n“3. Bến.”.", "annex_II", "văn bản mới không khớp"),
    ],
)
def test_an_annex_left_open_is_unknown(words: str, eid: str, why: str) -> None:
    found = _with_annexes(words)
    assert (found.text, found.applied) == (BASE + ANNEXES, ())
    assert [one.why.startswith(why) for one in found.unapplied] == [True]
    assert [one.state for one in found.provisions if one.eid == eid] == ["unknown"]


@pytest.mark.parametrize(
    ("words", "comes"),
    [
        ("Thay thế Phụ lục I bằng Phụ lục ban hành kèm theo Luật này.", True),
        ("Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Luật này.", True),  # not numbered, being alone
        ("Thay thế Mẫu số 01 bằng Mẫu số 05 ban hành kèm theo Luật này.", False),
    ],
)
def test_the_one_new_annex_bears_no_number(words: str, comes: bool) -> None:
    page = ACT.format(words=f"1. {words}") + "\nPHỤ LỤC\nDANH MỤC BẾN\nBến lớn.\n"
    amender = _named(page, "sua-doi.txt", "115/2032/QH17")
    found = Corpus.of([_law(BASE + ANNEXES), amender]).consolidate("101/2030/QH17", AFTER)
    assert ("Bến lớn.\n" in found.text, len(found.applied)) == (comes, comes)


def _with_annexes(words: str) -> Consolidated:
    amender = _named(ACT.format(words=f"1. {words}") + NEW_ANNEXES, "sua-doi.txt", "115/2032/QH17")
    return Corpus.of([_law(BASE + ANNEXES), amender]).consolidate("101/2030/QH17", AFTER)


DECISION = """THỦ TƯỚNG CHÍNH PHỦ

Số: 12/2030/QĐ-TTg

Hà Nội, ngày 05 tháng 3 năm 2030

QUYẾT ĐỊNH
Ban hành Quy chế bến đò

Điều 1. Ban hành kèm theo Quyết định này Quy chế bến đò.

Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 5 năm 2030.

QUY CHẾ
Bến đò
(Ban hành kèm theo Quyết định số 12/2030/QĐ-TTg ngày 05 tháng 3 năm 2030 của Thủ tướng Chính phủ)

Điều 1. Bến
1. Bến có đèn.
2. Bến có phao.

Điều 2. Đò
Đò có áo phao.
"""
ITS_CHANGE = """QUYẾT ĐỊNH
Sửa đổi Quy chế bến đò ban hành kèm theo Quyết định số 12/2030/QĐ-TTg

Điều 1. Sửa đổi, bổ sung một số điều của Quy chế bến đò ban hành kèm theo Quyết định số 12/2030/QĐ-TTg
1. Sửa đổi khoản 1 Điều 1 như sau:
“1. Bến có đèn to.”
2. Bãi bỏ Điều 2.

Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 5 năm 2031.
"""


def test_articles_of_an_attached_text_change_and_not_those_of_the_act() -> None:
    base = _named(DECISION, "a.txt", "12/2030/QĐ-TTg")
    change = _named(ITS_CHANGE, "b.txt", "15/2031/QĐ-TTg")
    found = Corpus.of([base, change]).consolidate("12/2030/QĐ-TTg", AFTER)
    assert [one.why for one in found.unapplied] == []
    assert [one.eids for one in found.applied] == [("att_1__art_1__para_1",), ("att_1__art_2",)]
    expected = DECISION.replace("Bến có đèn.", "Bến có đèn to.")
    assert found.text.strip() == expected.replace("Đò\nĐò có áo phao.", "(được bãi bỏ)").strip()
    assert [one.kind for one in found.provisions if one.level == 1] == ["dieu", "dieu", "dinh-kem"]


def test_the_record_has_the_units_of_new_text() -> None:
    from vnlegal.outputs.record import to_record

    new = [one["tree"][0] for one in to_record(_example(FIRST))["instructions"] if one["tree"]]
    assert [(one["eid"], len(one["children"])) for one in new][-1] == ("art_5a", 2)
    assert new[-1]["heading"]["value"] == "Đò dọc"


def test_before_the_first_change_it_is_the_base() -> None:
    found = _whole(date(2033, 6, 30))
    assert (found.text, found.is_base) == (BASE, True)
    assert "".join(get("text").write(found, Sheet())) == BASE


def test_changes_count_from_their_own_days() -> None:
    third = [_whole(on).provision("art_2__para_3") for on in (date(2033, 7, 1), date(2034, 1, 1))]
    assert [one.state for one in third if one] == ["in-force", "repealed"]
    assert third[0] is not None
    assert third[0].until == date(2034, 1, 1)


def test_the_sequence_of_loading_does_not_matter() -> None:
    documents = [_named((EXAMPLES / name).read_text("utf-8"), name, NUMBERS[name]) for name in NUMBERS]
    results = {
        "".join(get("json").write(Corpus.of(some).consolidate("101/2030/QH17", date(2037, 1, 1)), Sheet()))
        for some in permutations(documents)
    }
    assert len(results) == 1


def test_runs_tell_who_put_them_there() -> None:
    found = _whole(date(2037, 1, 1))
    texts = {one.source.sha256: one.source.text for one in (_example(name) for name in NUMBERS)}
    for run in found.runs:
        if run.span and run.sha256:
            assert texts[run.sha256][run.span.start : run.span.end] == run.text
        else:
            assert run.order is not None
            assert len(run.text) < 20
    point = found.provision("art_3__para_1__point_b")
    assert point is not None
    assert {run.order for run in found.runs_of(point)} == {point.changed_by[0]}


def test_what_was_not_carried_out_is_open_and_in_sight() -> None:
    found = _whole(date(2037, 1, 1))
    (left,) = found.unapplied
    assert (left.eids, left.why) == (("art_4__para_1",), "không tìm thấy cụm từ")
    states = {one.eid: one.state for one in found.provisions}
    assert [states[eid] for eid in ("art_4", "art_4__para_1", "art_4__para_2", "chp_II")] == [
        "unknown", "unknown", "in-force", "in-force",
    ]  # fmt: skip
    page = "".join(get("text").write(found, Sheet()))
    assert page.startswith("[101/2030/QH17, ngày 01/01/2037")
    assert ORIGINALS in page
    assert "trông giữ bến sạch sẽ.[1]\n" in page


def test_an_order_without_a_day_leaves_its_provisions_open() -> None:
    page = ACT.format(words="1. Bãi bỏ khoản 1 Điều 4.").replace(
        "Luật này có hiệu lực từ ngày 01 tháng 7 năm 2033.", "Chính phủ quy định chi tiết."
    )
    amender = _named(page, "sua-doi.txt", "115/2032/QH17")
    found = Corpus.of([_law(), amender]).consolidate("101/2030/QH17", AFTER)
    assert [one.why for one in found.unapplied] == ["không rõ ngày có hiệu lực"]
    assert found.text == BASE
    assert not found.is_base


def _by(page: str) -> Consolidated:
    return Corpus.of([_law(), _named(page, "sua-doi.txt", "115/2032/QH17")]).consolidate(
        "101/2030/QH17", AFTER
    )


def test_a_law_that_is_only_named_is_that_of_its_name() -> None:
    page = ACT.format(words="1. Bãi bỏ khoản 1 Điều 4.").replace(" số 101/2030/QH17", "")
    assert [one.eids for one in _by(page).applied] == [("art_4__para_1",)]


def test_an_order_of_no_act_is_listed() -> None:
    others = "Điều 2. Sửa đổi Luật Cảng số 5/2029/QH17\n1. Bãi bỏ Điều 3.\n\n"
    others += "Điều 3. Bãi bỏ\nBãi bỏ khoản 2 Điều 4."
    page = ACT.format(words="1. Bãi bỏ khoản 1 Điều 4.").replace(
        "Điều 2. Hiệu lực", f"{others}\n\nĐiều 4. Hiệu lực"
    )
    found = _by(page.replace("SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT BẾN THỦY", "VỀ AN TOÀN TRÊN SÔNG"))
    assert [one.eids for one in found.applied] == [("art_4__para_1",)]
    assert [(one.why, one.eids) for one in found.unapplied] == [("không rõ văn bản được sửa đổi", ("act",))]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Bổ sung một số nội dung về bến như sau:\n“5. Chủ bến có sổ.”", ["như sau: “5. Chủ bến có sổ.”"]),
        ("Sửa đổi mẫu đơn xin mở bến.", ["2. Sửa đổi mẫu đơn xin mở bến."]),
        ("Chủ bến có sổ sau đây:\n“5. Sổ.”", ["“5. Sổ.”"]),
        ("Chủ bến có sổ sau đây:\nSổ của bến.", []),
        ("Sửa đổi mẫu đơn của Luật Cảng số 5/2029/QH17.", []),  # it says itself that it is of another act
        (
            "Sửa đổi mẫu đơn của Luật Bến thủy số 101/2030/QH17.",
            ["2. Sửa đổi mẫu đơn của Luật Bến thủy số 101/2030/QH17."],
        ),
        ("Bổ sung, bãi bỏ một số khoản của Điều 4 như sau:\na) Bãi bỏ khoản 2 Điều 4.", []),
        ("Sửa đổi khoản 2 Điều 4 như sau:\n“2. Sửa đổi mẫu đơn xin mở bến.”", []),  # in new text
    ],
)
def test_what_was_read_as_no_order_is_told(words: str, told: list[str]) -> None:
    found = _amended(f"1. Bãi bỏ khoản 1 Điều 4.\n2. {words}")
    assert [" ".join(one.document.text(one.span).split()) for one in found.unapplied] == told
    assert {one.why for one in found.unapplied} <= {"có văn bản mới hoặc lệnh mà chưa đọc được"}


def test_an_act_that_orders_nothing_of_a_work_leaves_nothing_of_it_unread() -> None:
    assert _amended("1. Sửa đổi mẫu đơn xin mở bến.").unapplied == ()


def test_an_order_changed_before_its_day_is_left_aside() -> None:
    first = ACT.format(words="1. Bãi bỏ khoản 1 Điều 4.")
    second = ACT.format(words="1. Bãi bỏ khoản 1 Điều 1.").replace("101/2030/QH17", "115/2032/QH17")
    second = second.replace("01 tháng 7 năm 2033", "01 tháng 5 năm 2033")
    documents = [_named(first, "a.txt", "115/2032/QH17"), _named(second, "b.txt", "120/2033/QH17"), _law()]
    found = Corpus.of(documents).consolidate("101/2030/QH17", AFTER)
    assert [one.why for one in found.unapplied] == ["lệnh đã bị văn bản khác sửa trước ngày có hiệu lực"]
    assert found.text == BASE


def test_notes_of_our_own_are_read_back() -> None:
    """The form of a consolidated text is that which vnlegal reads (Pháp lệnh 01/2012/UBTVQH13)."""
    found = _whole(date(2037, 1, 1))
    read = parse("".join(get("vbhn").write(found, Sheet())))
    told = [
        (one.op, one.scope, one.target, str(one.act), one.source, one.effect)
        for one in read.changes
        if one.kind == "change" and one.act
    ]
    given = [
        (i.op, i.scope, eid, one.order.work.number, i.carrier, one.order.day)
        for one in found.applied
        for i in [one.order.instruction]
        for eid in one.eids
    ]
    assert sorted(map(str, told)) == sorted(map(str, given))


def test_akoma_ntoso_holds_the_words_and_the_changes() -> None:
    found = _whole(date(2037, 1, 1))
    root = ElementTree.fromstring("".join(get("akn").write(found, Sheet())))
    space = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
    mods = [one.get("type") for one in root.iter(f"{space}textualMod")]
    assert mods.count("substitution") == 6
    assert mods.count("insertion") == 3
    assert mods.count("repeal") == 2
    body = root.find(f".//{space}body")
    assert body is not None
    start = found.text.index("Chương I\n")
    assert "".join(" ".join(body.itertext()).split()) == "".join(found.text[start:].split())


@pytest.mark.parametrize("shape", ["text", "json", "vbhn", "akn"])
def test_every_shape_says_that_the_originals_prevail(shape: str) -> None:
    assert ORIGINALS in "".join(get(shape).write(_whole(date(2037, 1, 1)), Sheet()))


def test_command(capsys: pytest.CaptureFixture[str]) -> None:
    by = [f"{EXAMPLES / name}={NUMBERS[name]}" for name in (FIRST, SECOND)]
    words = ["--base", f"{EXAMPLES / LAW}=101/2030/QH17=Luật Bến thủy", "--by", by[0], "--by", by[1]]
    assert main(["consolidate", *words, "--on", "2037-01-01", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert "".join(run["text"] for run in shown["runs"]) == _whole(date(2037, 1, 1)).text
    assert main(["consolidate", *words, "--on", "2033-06-30"]) == 0
    assert capsys.readouterr().out == BASE
    assert main(["consolidate", "--base", "khong-co.txt=1/2030/QH17", "--on", "2037-01-01"]) == 3
    other = f"{EXAMPLES / LAW}=102/2030/QH17"
    assert main(["consolidate", "--base", by[0], "--by", other, "--on", "2037-01-01"]) == 0
    assert "không có lệnh nào về 115/2032/QH17" in capsys.readouterr().err


def test_a_provision_on_a_day_and_its_history() -> None:
    corpus = Corpus.of(_named((EXAMPLES / name).read_text("utf-8"), name, NUMBERS[name]) for name in NUMBERS)
    article = "Điều 5 Luật số 101/2030/QH17"
    versions = corpus.history(article)
    assert [(one.provision.since, one.text.count("\n")) for one in versions] == [
        (date(2031, 1, 1), 1),
        (date(2036, 1, 1), 2),
    ]
    assert [one.order.work.number for one in versions[1].changes] == ["130/2035/QH18"]
    found = corpus.provision(article, on=date(2035, 1, 1))
    assert found is not None
    assert (found.text, found.provision.until) == (versions[0].text, date(2036, 1, 1))
    assert corpus.provision("Điều 5a Luật số 101/2030/QH17", on=date(2032, 1, 1)) is None
    with pytest.raises(KeyError):
        corpus.history("Điều 5 Luật số 7/1999/QH10")


def test_versions_as_a_graph() -> None:
    import rdflib

    from vnlegal.outputs import versions

    corpus = Corpus.of(_named((EXAMPLES / name).read_text("utf-8"), name, NUMBERS[name]) for name in NUMBERS)
    found = corpus.history("khoản 1 Điều 4 Luật số 101/2030/QH17")
    graph = rdflib.Graph().parse(data="".join(versions.history(found, "turtle")), format="turtle")
    asked = """
        PREFIX eli: <http://data.europa.eu/eli/ontology#> PREFIX vnl: <https://w3id.org/vnlegal/ns#>
        SELECT ?first ?last ?state WHERE {
          ?version a vnl:ProvisionVersion ; eli:first_date_entry_in_force ?first ; vnl:versionState ?state .
          OPTIONAL { ?version eli:date_no_longer_in_force ?last }
        } ORDER BY ?first"""
    assert [tuple(value and str(value) for value in row) for row in graph.query(asked)] == [  # type: ignore[union-attr]
        ("2031-01-01", "2035-12-31", "in-force"),
        ("2036-01-01", None, "unknown"),
    ]
    (law,) = corpus.history("Điều 5a Luật số 101/2030/QH17")[:1]
    made = "".join(versions.history([law], "nquads"))
    assert made.count("wasGeneratedBy") == 1
    assert "/instruction/" in made
    derived = {line.split()[2] for line in made.splitlines() if "wasDerivedFrom" in line}
    printed = {run.span for run in law.runs if run.sha256}
    assert {f"char={one.start},{one.end}>" for one in printed if one} == {
        one.rpartition("#")[2] for one in derived
    }


def test_what_differs_between_two_days() -> None:
    corpus = Corpus.of(_named((EXAMPLES / name).read_text("utf-8"), name, NUMBERS[name]) for name in NUMBERS)
    found = corpus.diff("101/2030/QH17", date(2034, 1, 1), date(2037, 1, 1))
    assert [one.eid for one in found] == ["art_4", "art_5", "art_5a"]
    assert [one.after.provision.state for one in found if one.after] == ["unknown", "in-force", "in-force"]
    assert corpus.diff("101/2030/QH17", date(2034, 1, 1), date(2034, 1, 1)) == ()


def test_each_day_of_a_change_tells_what_is_new_on_it() -> None:
    documents = [_named((EXAMPLES / name).read_text("utf-8"), name, NUMBERS[name]) for name in NUMBERS]
    found = [*steps(Corpus.of(documents).timeline("101/2030/QH17"))]
    told = [(len(one.applied), [left.why for left in one.unapplied]) for one in found]
    assert told == [(6, []), (1, []), (2, ["không tìm thấy cụm từ"])]
    assert [[other.eid for other in one.changed] for one in found] == [
        ["art_2", "art_3", "art_4", "art_5a"],
        ["art_2"],
        ["art_4", "art_5", "art_5a"],
    ]


def test_an_official_text_is_a_witness() -> None:
    documents = [_named((EXAMPLES / name).read_text("utf-8"), name, NUMBERS[name]) for name in NUMBERS]
    corpus = Corpus.of(documents)
    law = corpus.consolidate("101/2030/QH17", date(2037, 1, 1))
    official = "".join(get("vbhn").write(law, Sheet()))
    assert corpus.compare(parse(official)) == ()
    other = parse(official.replace("áo phao cho mỗi khách", "phao cho mỗi khách"))
    (found,) = corpus.compare(other)
    assert (found.eid, found.run and found.run.order) == ("art_5", law.applied[-2].order.id)
    assert "áo phao cho mỗi khách" in found.ours
    assert found.official is not None
    assert other.text(found.official).startswith("phao cho mỗi khách")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("law") / "kho"
    assert main(["build", str(EXAMPLES), "-o", str(folder)]) == 0
    return folder


def test_commands_over_a_store(store: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    at = ["--store", str(store)]
    capsys.readouterr()
    assert main(["consolidate", "101/2030/QH17", *at, "--on", "2037-01-01", "--format", "vbhn"]) == 0
    official = capsys.readouterr().out
    assert official == "".join(get("vbhn").write(_whole(date(2037, 1, 1)), Sheet()))
    assert main(["at", "khoản 2 Điều 3 Luật số 101/2030/QH17", *at, "--on", "2037-01-01"]) == 0
    shown = capsys.readouterr().out
    assert "2. Chủ bến gửi hồ sơ đến Ủy ban nhân dân cấp xã.\n" in shown
    assert "khoản 4 Điều 1 115/2032/QH17, từ 01/07/2033" in shown
    assert main(["history", "Điều 4 Luật số 101/2030/QH17", *at, "--format", "json"]) == 0
    states = [one["state"] for one in json.loads(capsys.readouterr().out)["versions"]]
    assert states == ["in-force", "in-force", "unknown"]
    assert main(["diff", "101/2030/QH17", "2034-01-01", "2037-01-01", *at]) == 0
    assert "+ 2. Người lái đò ngang phải có chứng chỉ.\n" in capsys.readouterr().out
    (tmp_path / "vbhn.txt").write_text(official, "utf-8")
    assert main(["compare-vbhn", str(tmp_path / "vbhn.txt"), *at]) == 0
    (tmp_path / "vbhn.txt").write_text(official.replace("mỗi năm một lần", "mỗi tháng một lần"), "utf-8")
    assert main(["compare-vbhn", str(tmp_path / "vbhn.txt"), *at]) == 1
    assert capsys.readouterr().out.startswith("Điều 4 (chưa rõ): tính “")
    assert main(["at", "Điều 4 Luật số 9/1999/QH10", *at, "--on", "2037-01-01"]) == 2


_UNITS = st.sampled_from(
    ["Điều 5", "khoản 1 Điều 3", "điểm b khoản 1 Điều 3", "khoản 3 Điều 2", "khoản 9 Điều 4", "Chương II"]
)
_LABELS = {"Điều 5": "Điều 5. Đò", "khoản 1 Điều 3": "1. Bến:", "điểm b khoản 1 Điều 3": "b) Đèn;"}
_ORDERS = st.one_of(
    st.builds(lambda unit: f"Bãi bỏ {unit}.", _UNITS),
    st.builds(lambda unit: f"Sửa đổi {unit} như sau:\n“{_LABELS.get(unit, '3. Sông')}”.", _UNITS),
    st.builds(
        lambda old, new, unit: f"Thay thế cụm từ “{old}” bằng cụm từ “{new}” tại {unit}.",
        st.sampled_from(["đò", "Chủ bến", "bến", "thuyền"]), st.sampled_from(["tàu", "bến đò", "Đò"]), _UNITS,
    ),
    st.builds(
        lambda n, unit: f"Bổ sung khoản {n} vào sau khoản {n - 1} Điều {unit} như sau:\n“{n}. Sông.”.",
        st.integers(2, 5), st.integers(2, 5),
    ),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(_ORDERS, min_size=1, max_size=5))
def test_runs_make_the_text_and_units_stay_in_place(orders: list[str]) -> None:
    found = _amended("\n".join(f"{n}. {order}" for n, order in enumerate(orders, 1)))
    assert "".join(run.text for run in found.runs) == found.text
    assert all(run.text for run in found.runs)
    for one in found.provisions:
        assert "".join(run.text for run in found.runs_of(one)) == found.text_of(one)
        assert one.start <= one.label <= one.end
    levels: list[tuple[int, int]] = []
    for one in found.provisions:
        levels = [*levels[: one.level - 1], (one.start, one.end)]
        assert all(a <= one.start and one.end <= b for a, b in levels)
    assert len(found.applied) + len(found.unapplied) >= 1
