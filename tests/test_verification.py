"""Sentences held against a decree at hand: whose words a quotation gives, and where they stand."""

from __future__ import annotations

import pytest

from vnlegal.corpus.verification import verified
from vnlegal.document import as_source, parse

NUMBER = "Nghị định số 9/2020/NĐ-CP"
HELD = parse(
    as_source(
        """NGHỊ ĐỊNH
Về bến đò, bến phà

Điều 1. Bến đò
1. Bến đò phải có phao cứu sinh và đèn báo ban đêm.
2. Chủ bến phải trông giữ bến đò sạch sẽ.
3. Người lái đò phải có chứng chỉ còn hạn.
Điều 2. Bến phà
1. Bến phà phải có đường xuống và người trông bến.
2. Chủ bến phà báo cáo mỗi năm một lần.
""",
        "held.txt",
    ),
    {"number": "9/2020/NĐ-CP"},
)
AMENDER = parse(
    as_source(
        """NGHỊ ĐỊNH
Về bến đò, bến phà

Điều 1. Sửa đổi, bổ sung Nghị định số 9/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ
1. Bổ sung khoản 4 vào sau khoản 3 Điều 1 như sau:
“4. Thuyền phải có mái che nắng.”
""",
        "amender.txt",
    ),
    {"number": "9/2021/NĐ-CP"},
)
PHAO = "phải có phao cứu sinh"
SACH = "phải trông giữ bến đò sạch sẽ"
PHA = "phải có đường xuống và người trông bến"


def _told(text: str, *held: object) -> list[str]:
    sentences = verified(parse(text), held or [HELD])  # type: ignore[arg-type]
    return [
        " ".join(
            [
                one.eid or one.number or "?",
                str(one.exists),
                *(f"{q.found}:{q.place or '-'}" for q in one.quotes),
            ]
        )
        for sentence in sentences
        for one in sentence.citations
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"Khoản 1 Điều 1 {NUMBER}: “{PHAO}”.", ["art_1__para_1 True found:art_1__para_1"]),
        (f"Khoản 2 Điều 1 {NUMBER}: “{PHAO}”.", ["art_1__para_2 True elsewhere:art_1__para_1"]),
        (f"Khoản 9 Điều 1 {NUMBER}: “{PHAO}”.", ["art_1__para_9 False elsewhere:art_1__para_1"]),
        (f"{NUMBER} quy định: “{PHAO}”.", ["9/2020/NĐ-CP True found:-"]),
        (f"Khoản 1 Điều 1 {NUMBER}: “phải có áo mưa đẹp”.", ["art_1__para_1 True not found:-"]),
        (f"Khoản 1 Điều 1 {NUMBER}: “bến đò”.", ["art_1__para_1 True"]),  # too few words to be looked for
        ("Khoản 1 Điều 1 Nghị định số 7/2020/NĐ-CP: “bến đò phải có”.", ["art_1__para_1 None no text:-"]),
        (f"Khoản 1 Điều 1 {NUMBER}: “bến đò phải có … ban đêm”.", ["art_1__para_1 True found:art_1__para_1"]),
        (f"Khoản 1 Điều 1 {NUMBER}: “ban đêm … bến đò phải có”.", ["art_1__para_1 True not found:-"]),
        (f"Khoản 1 Điều 1 {NUMBER}: “về bến đò, bến phà”.", ["art_1__para_1 True elsewhere:-"]),  # its title
        (f"Khoản 1 Điều 1 {NUMBER}: “đò phải có phao cứu sin”.", ["art_1__para_1 True not found:-"]),
    ],
)
def test_whether_words_stand_in_what_is_cited(text: str, wanted: list[str]) -> None:
    assert _told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (  # in brackets behind it
            f"Theo Điều 2 {NUMBER}, “{PHAO}” (khoản 1 Điều 1 {NUMBER}).",
            ["art_2 True", "art_1__para_1 True found:art_1__para_1"],
        ),
        (  # the last before it in its sentence
            f"Theo Điều 2 {NUMBER} và khoản 1 Điều 1 {NUMBER}: “{PHAO}”.",
            ["art_2 True", "art_1__para_1 True found:art_1__para_1"],
        ),
        (  # the first behind it, where none stands before
            f"“Bến đò {PHAO}” là quy định tại khoản 1 Điều 1 {NUMBER}, xem Điều 2 {NUMBER}.",
            ["art_1__para_1 True found:art_1__para_1", "art_2 True"],
        ),
        (  # else the last of what was said before
            f"Khoản 1 Điều 1 {NUMBER} nói về phao. Bến đò “{PHAO}”.",
            ["art_1__para_1 True found:art_1__para_1"],
        ),
        (f"Bến đò “{PHAO}”.", []),
    ],
)
def test_whose_words_they_are(text: str, wanted: list[str]) -> None:
    assert _told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (  # provisions in a row are quoted together
            f"Khoản 1, khoản 2 Điều 1 {NUMBER}: “đèn báo ban đêm. 2. Chủ bến {SACH}”.",
            ["art_1__para_1 True", "art_1__para_2 True found:art_1__para_2"],
        ),
        (  # a range too, with what stands between
            f"Từ khoản 1 đến khoản 3 Điều 1 {NUMBER}: “đèn báo ban đêm … {SACH} … chứng chỉ còn hạn”.",
            ["art_1__para_1 True", "art_1__para_3 True found:art_1__para_3"],
        ),
        (  # not where another quotation stands between them
            f"Khoản 2 Điều 1 {NUMBER}: “{SACH}”; khoản 1 Điều 2 {NUMBER}: “{SACH} … {PHA}”.",
            ["art_1__para_2 True found:art_1__para_2", "art_2__para_1 True not found:-"],
        ),
        (  # nor where they are far from each other
            f"Khoản 2 Điều 1 {NUMBER} là quy định mà mọi chủ bến trên sông nước ta đều phải biết, "
            f"khoản 1 Điều 2 {NUMBER}: “{SACH} … {PHA}”.",
            ["art_1__para_2 True", "art_2__para_1 True not found:-"],
        ),
    ],
)
def test_provisions_quoted_together(text: str, wanted: list[str]) -> None:
    assert _told(text) == wanted


def test_what_an_amending_act_at_hand_says_is_found() -> None:
    said = f"Khoản 4 Điều 1 {NUMBER}: “Thuyền phải có mái che nắng”."
    assert _told(said) == ["art_1__para_4 False not found:-"]
    assert _told(said, HELD, AMENDER) == ["art_1__para_4 None found:9/2021/NĐ-CP"]


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("phải có áo phao và đèn báo ban đêm", "phải có phao cứu sinh và đèn báo ban đêm"),
        ("có phao cứu hộ", "có phao cứu sinh"),  # as many words behind as the quotation has
        ("một phao cứu sinh và", "có phao cứu sinh và"),  # and before
        (f"không ai {'nào ' * 9}phải có phao cứu sinh và đèn báo ban đêm", None),  # too few are the same
        (
            "mọi cái đều rất cần phải làm phải có phao cứu sinh và đèn báo ban đêm",
            "1. Bến đò phải có phao cứu sinh và đèn báo ban đêm",
        ),
        ("ba bốn năm sáu", None),
    ],
)
def test_what_stands_where_most_words_are_the_same(quote: str, nearest: str | None) -> None:
    (sentence,) = verified(parse(f"Khoản 1 Điều 1 {NUMBER}: “{quote}”."), [HELD])
    assert [one.nearest for cited in sentence.citations for one in cited.quotes] == [nearest]
