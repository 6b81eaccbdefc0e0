"""The cases about references, and what the tables say about themselves."""

from __future__ import annotations

import re

import pytest
from reference_cases import LIMITS, ROOT, Case, cases, read, with_limits

from vnlegal.document import explanation, parse
from vnlegal.references import naming
from vnlegal.references.cues import CHANGES
from vnlegal.references.explain import RULES
from vnlegal.text import fold
from vnlegal.vocabulary import relations, table

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.file}: {case.title}" for case in CASES])
def test_case(request: pytest.FixtureRequest, case: Case) -> None:
    if case.xfail:
        request.applymarker(pytest.mark.xfail(strict=True, reason=case.xfail))
    assert read(case) == case.wanted


def test_there_are_many_cases_each_with_its_own_title() -> None:
    assert len(CASES) >= 150
    assert len({(case.file, case.title) for case in CASES}) == len(CASES)


def test_limits_are_up_to_date() -> None:
    page = LIMITS.read_text("utf-8")
    assert with_limits(page) == page, "run: python tests/reference_cases.py"


LISTS = [
    (name, key, row)
    for name in ("bodies", "claims", "laws", "mentions", "symbols")
    for key, row in table(name).items()
]
SOURCES = "".join(
    path.read_text("utf-8")
    for room in ("notation", "parts", "references")
    for path in sorted((ROOT / "vnlegal" / room).glob("*.py"))
)


@pytest.mark.parametrize(("name", "key", "row"), LISTS, ids=[f"{name}.{key}" for name, key, _ in LISTS])
def test_every_witness_shows_a_word_of_its_list(name: str, key: str, row: dict[str, list[str]]) -> None:
    assert len(set(row["words"])) == len(row["words"])
    assert name in ("laws", "symbols") or all(fold(word) == word for word in row["words"])
    assert all(any(fold(word) in fold(one) for word in row["words"]) for one in row.get("witness", ()))


@pytest.mark.parametrize("key", [key for _, key, _ in LISTS])
def test_every_list_is_read(key: str) -> None:
    assert re.search(rf"""["']{key}["']""", SOURCES)


WITNESSES = [(row.id, witness) for row in relations() if row.cues for witness in row.witness]


@pytest.mark.parametrize(("kind", "witness"), WITNESSES)
def test_every_witness_of_a_cue_makes_its_claim(kind: str, witness: str) -> None:
    act = kind in CHANGES or kind == "based_on"
    settings = {
        "own": "quyet-dinh" if act else "cong-van",
        "part": "preamble" if kind == "based_on" else "body",
    }
    case = Case("", "", witness, (), settings)
    assert kind in {claim.kind for claim in parse(case.page).claims}


def test_explanation_of_a_short_name_tells_what_was_passed_over() -> None:
    page = (
        "Theo Nghị quyết số 50/NQ-CP của Chính phủ thực hiện Nghị quyết số 52-NQ/TW của Bộ Chính trị và "
        "Thông tư số 1/2020/TT-BNV (sau đây gọi là Nghị quyết). Bộ họp về Nghị quyết."
    )
    found = explanation(page, "m5")
    assert [(one.mention, one.removed) for one in found.candidates] == [
        ("m1", None),
        ("m2", "đứng trong tên của văn bản trước nó"),
        ("m3", "không phải nghị quyết"),
    ]
    assert found.verdict == "m1: tên gọi tắt đặt tại m4"


def test_explanation_says_why_it_abstains() -> None:
    found = explanation(
        "Theo Nghị quyết số 1/NQ-CP và Nghị quyết số 2/NQ-CP, Nghị quyết nêu trên đã rõ.", "m3"
    )
    assert [one.removed for one in found.candidates] == [None, None]
    assert found.verdict == "không quyết định: có 2 văn bản cùng loại trong câu"


def test_explanation_of_a_list_names_the_rules() -> None:
    found = explanation("Xét Báo cáo số 1/BC-BYT và Báo cáo số 2/BC-BYT ngày 5/5/2021.", "m1")
    assert {one.name: one.rule for one in found.pieces}["ngày"] == "ngày viết liền sau văn bản cuối danh sách"
    assert found.claims == ("self xét m1 (tự nói), từ “Xét”",)


TOLD = """Thực hiện Nghị quyết số 50/NQ-CP ngày 17/4/2020 của Chính phủ và Quyết định số 7/QĐ-TTg.
Theo Nghị định số 8/2021/NĐ-CP và Nghị định số 9/2021/NĐ-CP, các Bộ thực hiện Nghị quyết nêu trên.
Xem Nghị định nêu trên; Thông tư nêu trên. Căn cứ Luật Nhà ở số 27/2023/QH15 (sau đây gọi là Luật Nhà ở).
Theo Luật Nhà ở.
"""
EXPLAINED = {
    "m1": """\
m1 “Nghị quyết số 50/NQ-CP ngày 17/4/2020 của Chính phủ”: có số
  loại: nghị quyết ← “Nghị quyết” (tên loại đứng trước số)
  số: 50/NQ-CP ← “50/NQ-CP” (số và tên loại viết tắt, không có năm)
  ngày: 2020-04-17 ← “ngày 17/4/2020” (ngày viết liền sau)
  cơ quan: Chính phủ ← “Chính phủ” (“của” và tên cơ quan viết liền sau)
  đứng sau: K → từ mở đầu câu: văn bản này tự nói
  quan hệ: self thực hiện, triển khai m1 (tự nói), từ “Thực hiện”
  quan hệ: self thực hiện, triển khai m1 (giao việc), từ “thực hiện”
""",
    "m2": """\
m2 “Quyết định số 7/QĐ-TTg”: có số
  loại: quyết định ← “Quyết định” (tên loại đứng trước số)
  số: 7/QĐ-TTg ← “7/QĐ-TTg” (số và tên loại viết tắt, không có năm)
  đứng sau: S → mục tiếp theo của danh sách
  cùng danh sách: m1, m2
  quan hệ: self thực hiện, triển khai m2 (tự nói), từ “Thực hiện”
""",
    "m5": """\
m5 “Nghị quyết nêu trên”: nhắc lại văn bản đã nêu
  loại: nghị quyết ← “Nghị quyết” (tên loại của lời nhắc lại)
  đứng sau: SLWK → từ dẫn đứng trước
  có thể là m1 “Nghị quyết số 50/NQ-CP ngày 17/4/2020 của Chính phủ”
  loại m2 “Quyết định số 7/QĐ-TTg”: không phải nghị quyết
  loại m3 “Nghị định số 8/2021/NĐ-CP”: không phải nghị quyết
  loại m4 “Nghị định số 9/2021/NĐ-CP”: không phải nghị quyết
  kết luận: m1, văn bản duy nhất cùng loại trong cả văn bản
""",
    "m6": """\
m6 “Nghị định nêu trên”: nhắc lại văn bản đã nêu
  loại: nghị định ← “Nghị định” (tên loại của lời nhắc lại)
  đứng sau: W → không mệnh đề nào, dẫn chiếu thường
  loại m2 “Quyết định số 7/QĐ-TTg”: không phải nghị định
  có thể là m3 “Nghị định số 8/2021/NĐ-CP”
  có thể là m4 “Nghị định số 9/2021/NĐ-CP”
  loại m5 “Nghị quyết nêu trên”: không phải nghị định
  kết luận: không quyết định: có 2 văn bản cùng loại trong cả văn bản
""",
    "m7": """\
m7 “Thông tư nêu trên”: nhắc lại văn bản đã nêu
  loại: thông tư ← “Thông tư” (tên loại của lời nhắc lại)
  đứng sau: ; → không mệnh đề nào, dẫn chiếu thường
  loại m2 “Quyết định số 7/QĐ-TTg”: không phải thông tư
  loại m3 “Nghị định số 8/2021/NĐ-CP”: không phải thông tư
  loại m4 “Nghị định số 9/2021/NĐ-CP”: không phải thông tư
  loại m5 “Nghị quyết nêu trên”: không phải thông tư
  kết luận: không quyết định: chưa có văn bản cùng loại
""",
    "m9": """\
m9 “Luật Nhà ở”: nhắc lại văn bản đã nêu
  loại: luật ← “Luật” (tên loại mở đầu tên gọi)
  đứng sau: (LW → chỗ đặt tên gọi tắt
  có thể là m8 “Luật Nhà ở số 27/2023/QH15”
  kết luận: m8: tên gọi tắt đặt tại m9
""",
    "m10": """\
m10 “Luật Nhà ở”: nhắc lại văn bản đã nêu
  loại: luật ← “Luật” (tên loại mở đầu tên gọi)
  đứng sau: P → không mệnh đề nào, dẫn chiếu thường
  có thể là m8 “Luật Nhà ở số 27/2023/QH15”
  kết luận: m8: tên gọi tắt đặt tại m9
""",
}


@pytest.mark.parametrize("id", EXPLAINED)
def test_how_a_mention_was_read_is_told_in_words(id: str) -> None:
    assert str(explanation(TOLD, id)) == EXPLAINED[id]


@pytest.mark.parametrize("id", ["m2", "m0", "x", ""])
def test_explanation_of_no_mention(id: str) -> None:
    with pytest.raises(KeyError):
        explanation("Theo Nghị quyết số 1/NQ-CP.", id)


def test_every_rule_that_reads_is_explained() -> None:
    mentions = [mention for case in CASES for mention in parse(case.page).mentions]
    fields = ("number", "symbol", "doc_type", "date", "issuer", "title", "provision")
    read = {field.by for one in mentions for name in fields if (field := getattr(one, name))}
    assert read <= set(RULES)
    assert set(RULES) - read <= {"number:copy"}


@pytest.mark.parametrize("marks", ["¹ ²", "[1] [2]"])
def test_a_footnote_is_about_the_document_that_it_hangs_on(marks: str) -> None:
    one, two = marks.split()
    document = parse(
        f"Thực hiện Nghị quyết số 1/NQ-CP ngày 1/1/2020{one} và Nghị quyết số 2/NQ-CP ngày 2/1/2020{two}."
        f"\n{one} Sửa đổi Nghị quyết số 3/NQ-CP ngày 3/1/2019."
        f"\n{two} Thay thế Nghị quyết số 4/NQ-CP ngày 4/1/2019.\n"
    )
    claims = [(claim.subject, claim.kind, claim.object) for claim in document.claims]
    assert claims[-2:] == [("m1", "amends", "m3"), ("m2", "replaces", "m4")]


def test_an_act_without_a_head_knows_its_number_from_its_annexes() -> None:
    page = (
        "Điều 1. Nghị định này quy định về giá điện.\n"
        "Điều 2. Nghị định này có hiệu lực từ ngày ký./.\n"
        "PHỤ LỤC I\n(Kèm theo Nghị định số 57/2025/NĐ-CP ngày 03 tháng 3 năm 2025 của Chính phủ)\n"
        "Theo Nghị định 57/2025/NĐ-CP và Nghị định số 80/2024/NĐ-CP."
    )
    read = [(one.kind, str(one.number.value)) for one in parse(page).mentions if one.number]
    assert read == [("self", "57/2025/NĐ-CP"), ("self", "57/2025/NĐ-CP"), ("numbered", "80/2024/NĐ-CP")]


def test_a_digest_tells_its_number_in_a_field_and_on_its_first_line() -> None:
    page = (
        "# Thông tư 08/2026/TT-BKHCN hướng dẫn xác thực\n\n| Số hiệu | 08/2026/TT-BKHCN |\n\n"
        "### Căn cứ\n\n- Luật Viễn thông số 24/2023/QH15;\n\n"
        "Điều 1. Thông tư này hướng dẫn Nghị định số 163/2024/NĐ-CP.\nĐiều 2. Hiệu lực\n"
    )
    document = parse(page)
    read = [(one.kind, str(one.number.value)) for one in document.mentions if one.number]
    assert read == [
        ("self", "08/2026/TT-BKHCN"), ("self", "08/2026/TT-BKHCN"),
        ("numbered", "24/2023/QH15"), ("numbered", "163/2024/NĐ-CP"),
    ]  # fmt: skip
    assert [(one.subject, one.kind) for one in document.claims] == [("self", "based_on"), ("self", "guides")]


_CODIFIED = """\
Điều 8.2.LQ.1. Phạm vi điều chỉnh
(Điều 1 Luật số 12/2031/QH17 Sông nước ngày 20/06/2031 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/01/2032)
Luật này quy định về sông.
(Điều này có nội dung liên quan đến Điều 10. Bến của Thông tư 33/2031/TT-BXD Quy định về bến; đò ban hành ngày 08/08/2031)
Điều 8.2.NĐ.1.1. Phạm vi điều chỉnh
(Điều 1 Nghị định số 70/2032/NĐ-CP Quy định chi tiết Luật Sông nước ngày 04/06/2032 của Chính phủ, có hiệu lực thi hành kể từ ngày 03/07/2032)
Nghị định này quy định chi tiết Luật Sông nước.
Điều 8.2.NĐ.2.1. Phạm vi điều chỉnh
(Điều 1 Nghị định số 48/2033/NĐ-CP Quy định về đò ngang ngày 19/05/2033 của Chính phủ, có hiệu lực thi hành kể từ ngày 15/07/2033)
Nghị định này quy định về đò ngang theo Nghị định số 70/2032/NĐ-CP.
Điều 8.2.NĐ.1.2. Hiệu lực
Nghị định này có hiệu lực sau 15 ngày.
"""  # noqa: E501


def test_an_article_of_the_codification_tells_which_act_speaks() -> None:
    document = parse(_CODIFIED)
    told = [
        (str(one.number.value), one.date and str(one.date.value), one.issuer and one.issuer.value)
        for one in document.mentions
        if one.number
    ]
    assert told == [
        ("12/2031/QH17", "2031-06-20", "Quốc hội"),
        ("33/2031/TT-BXD", "2031-08-08", None),
        ("70/2032/NĐ-CP", "2032-06-04", "Chính phủ"),
        ("48/2033/NĐ-CP", "2033-05-19", "Chính phủ"),
        ("70/2032/NĐ-CP", None, None),
    ]
    titles = [one.title.value for one in document.mentions if one.title]
    assert titles == [
        "Sông nước",
        "Quy định về bến; đò",
        "Quy định chi tiết Luật Sông nước",
        "Quy định về đò ngang",
    ]
    meant = [
        document.text(document.mention(one.refers_to).span) for one in document.mentions if one.refers_to
    ]
    assert meant == [
        "Luật số 12/2031/QH17",
        "Nghị định số 70/2032/NĐ-CP",
        "Nghị định số 48/2033/NĐ-CP",
        "Nghị định số 70/2032/NĐ-CP",
    ]


def test_the_table_of_a_site_tells_grounds_and_what_is_amended() -> None:
    document = parse(
        "# Nghị định 15/2031/NĐ-CP\n\n| Số hiệu | 15/2031/NĐ-CP |\n| Loại văn bản | Nghị định |\n"
        "| Cơ quan ban hành | Chính phủ nước Cộng hòa xã hội chủ nghĩa Việt Nam |\n"
        "| Trích yếu | Sửa đổi Nghị định số 3/2029/NĐ-CP |\n"
        "| Căn cứ pháp lý | Nghị quyết 135/NQ-CP ngày 22/5/2030; Quyết định 808/QĐ-TTg ngày 6/5/2030 |\n\n"
        "Sửa đổi Nghị định số 3/2029/NĐ-CP.\n\nĐiều 1. Sửa đổi, bổ sung Điều 22 như sau:\n"
        "“Điều 22. Bến đò.”\n\nĐiều 2. Hiệu lực\n"
    )
    assert [one.value.id for one in document.preface.issuers] == ["cp"]
    numbers = {one.id: str(one.number.value) for one in document.mentions if one.number}
    grounds = [numbers[one.object] for one in document.claims if one.kind == "based_on"]
    assert grounds == ["135/NQ-CP", "808/QĐ-TTg"]
    assert [one.act.number for one in document.references if str(one.targets[0]) == "art_22"] == [
        "3/2029/NĐ-CP"
    ]


def test_provisions_beside_an_article_of_the_codification_are_of_the_act_behind_them() -> None:
    page = _CODIFIED.replace(
        "Điều 10. Bến của Thông tư", "Điều 2. Người nộp phí; Điều 3. Tổ chức thu phí của Thông tư"
    )
    told = {
        str(one.targets[0]): one.act.number for one in parse(page).references if one.act.kind == "mention"
    }
    assert {"art_2": "33/2031/TT-BXD", "art_3": "33/2031/TT-BXD"}.items() <= told.items()


def test_what_a_codified_decree_details_is_of_no_article_of_its_own() -> None:
    told = "Nghị định này quy định chi tiết khoản 2 Điều 11 về bến; Điều 10 về đò."
    page = f"{_CODIFIED.rstrip()}\n{told}\n"
    found = {str(one.targets[0]): one.act.kind for one in parse(page).references if one.status != "exact"}
    assert {"art_11__para_2", "art_10"} <= {eid for eid, kind in found.items() if kind == "unknown"}


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("Số 5/2019/NĐ-CP | Thay thế Nghị định số 4/2010/NĐ-CP", []),
        ("Đò ngang: bãi bỏ Thông tư số 6/2011/TT-BNV từ năm nay.", []),
        ("Thông tư này bãi bỏ Thông tư số 6/2011/TT-BNV.", [("self", "asserted", "6/2011/TT-BNV")]),
        ("Giao Bộ Nội vụ bãi bỏ Thông tư số 6/2011/TT-BNV.", [("self", "directed", "6/2011/TT-BNV")]),
        (
            "Chính phủ vừa ban hành Nghị định số 5/2031/NĐ-CP về bến đò.\nCụ thể,"
            " Điều 2. Bãi bỏ Nghị định số 7/2021/NĐ-CP.",
            [("5/2031/NĐ-CP", "reported", "7/2021/NĐ-CP")],
        ),
    ],
)
def test_a_page_that_only_tells_of_acts_ends_none(page: str, wanted: list[tuple[str, str, str]]) -> None:
    document = parse(page)
    number = {one.id: str(one.number.value) for one in document.mentions if one.number}
    said = [
        (number.get(c.subject, c.subject), c.mode, number[c.object])
        for c in document.claims
        if c.kind in CHANGES
    ]
    assert said == wanted


def test_this_law_is_the_one_that_a_report_begins_with() -> None:
    told = (
        "Luật Đò ngang số 5/2030/QH17 có hiệu lực từ ngày 01/7/2030. Khoản 3 Điều 10 của Luật này thì chưa."
    )
    (reference,) = parse(told).references
    assert reference.act.number == "5/2030/QH17"
    ended = (
        "Luật Đò ngang số 5/2020/QH14 hết hiệu lực kể từ ngày Luật này có hiệu lực, trừ Điều 10 của Luật này."
    )
    (reference,) = parse(ended).references
    assert reference.act.kind == "self"


def test_a_digest_takes_no_effect_itself() -> None:
    told = parse(
        "Ngày 20/04/2009, Thủ tướng Chính phủ đã ký Quyết định số 6/2009/QĐ-TTg.\n"
        "Quyết định này có hiệu lực từ ngày 15/06/2009."
    )
    assert [one.refers_to for one in told.mentions if one.kind == "back"] == ["m1"]
    assert told.effects == ()
    assert parse("Điều 5. Hiệu lực\nQuyết định này có hiệu lực từ ngày 15/06/2009.").effects


def test_a_code_that_the_table_does_not_know_is_no_work_of_its_name() -> None:
    (named,) = (one for one in parse("Theo Bộ luật TT Dân Sự 2015.").mentions if one.kind == "named")
    name = naming.name_of(parse("Theo Bộ luật TT Dân Sự 2015."), named)
    assert name is not None
    assert not name.identifying


def test_grounds_lead_no_list_of_the_body() -> None:
    page = (
        "ỦY BAN NHÂN DÂN\nTỈNH ĐIỆN BIÊN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 13/2018/QĐ-UBND\nĐiện Biên, ngày 26 tháng 03 năm 2018\nQUYẾT ĐỊNH\nBAN HÀNH QUY CHẾ BẾN ĐÒ\n"
        "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN\nTheo đề nghị của Giám đốc Sở Tư pháp,\nQUYẾT ĐỊNH:\n"
        "1. Quyết định số 09/2008/QĐ-UBND ngày 30 tháng 5 năm 2008 về bến đò.\n"
    )
    assert parse(page).claims == ()


def test_the_history_of_a_site_orders_nothing_and_names_no_text() -> None:
    page = (
        "Lịch sử hiệu lực: Quyết định 90/2007/QĐ-UBND\nNgày Trạng thái Văn bản nguồn\n"
        "24/09/2007 Văn bản được ban hành 90/2007/QĐ-UBND\n25/10/2008 Được bổ sung 58/2008/QĐ-UBND\n"
    )
    found = parse(page)
    assert found.claims == ()
    assert [one.number and one.number.value.compact for one in found.mentions] == ["90/2007/QĐ-UBND"] * 2 + [
        "58/2008/QĐ-UBND"
    ]
    assert [one.doc_type and one.doc_type.value for one in found.mentions] == ["quyet-dinh", None, None]


def test_a_report_that_begins_with_a_day_speaks_of_the_act_it_names() -> None:
    page = (
        "Ngày 24/4/2023, UBND tỉnh ban hành Quyết định số 19/2023/QĐ-UBND về bến đò. Quyết định này có hiệu"
        " lực kể từ ngày 04/5/2023.\n"
    )
    first, second = parse(page).mentions
    assert (second.kind, second.refers_to) == ("back", first.id)


def test_an_amender_changes_no_act_that_came_after_it() -> None:
    page = (
        "(Điều 1 Luật số 78/2031/QH17 Đê điều ngày 19/06/2031 của Quốc hội)\n\n2. Luật sửa đổi, bổ sung một"
        " số điều của Luật Đê điều ngày 21 tháng 12 năm 2025 hết hiệu lực kể từ ngày Luật này có hiệu lực.\n"
    )
    found = parse(page)
    [amends] = [one for one in found.claims if one.kind == "amends"]
    assert (found.text(found.mention(amends.object).span), found.mention(amends.object).date) == (
        "Luật Đê điều",
        None,
    )
