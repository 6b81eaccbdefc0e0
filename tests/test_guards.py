"""What no document can do to another: no link is made of it, and the claim stays."""

from __future__ import annotations

import pytest

from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.graph.triples import corpus_quads

_HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH KON TUM\nSố: 12/KH-UBND\nKon Tum, ngày 01 tháng 3 năm 2021\nKẾ HOẠCH\nVề việc A\n"
)
_CASES = [
    ("Thực hiện Quyết định số 15/QĐ-TTg ngày 02/02/2021 của Thủ tướng Chính phủ, tỉnh làm như sau:", 1),
    ("Thực hiện Quyết định số 15/QĐ-TTg ngày 02/02/2023 của Thủ tướng Chính phủ, tỉnh làm như sau:", 0),
    ("Thực hiện Nghị quyết số 5/2022/NQ-HĐND của Hội đồng nhân dân tỉnh, tỉnh làm như sau:", 0),
    ("Thông tư số 5/2020/TT-BTC sửa đổi Thông tư số 7/2019/TT-BTC được áp dụng.", 1),
    ("Thông tư số 5/2018/TT-BTC sửa đổi Thông tư số 7/2019/TT-BTC được áp dụng.", 0),
]


@pytest.mark.parametrize(("sentence", "links"), _CASES)
def test_only_what_can_be_is_a_link(sentence: str, links: int) -> None:
    document = parse(_HEAD + sentence + "\n")
    corpus = Corpus.of([document])
    assert len(corpus.links) == links
    assert len(document.claims) >= links


@pytest.mark.parametrize(("sentence", "links"), _CASES[:3])
def test_the_graph_has_the_same_edges(sentence: str, links: int) -> None:
    corpus = Corpus.of([parse(_HEAD + sentence + "\n")])
    quads = list(corpus_quads(corpus))
    assert sum(quad.predicate.endswith("#implements>") for quad in quads) == links
    assert any(quad.predicate.endswith("#targetImplements>") for quad in quads) == bool(links)
    assert any("/claim/implements/" in quad.subject for quad in quads)


_COPY = """CHÍNH PHỦ
Số: 12/2021/NĐ-CP
Hà Nội, ngày 01 tháng 3 năm 2021
NGHỊ ĐỊNH
Về bến thủy
Điều 1. Bến
Bến theo Nghị định số 5/2019/NĐ-CP của Chính phủ.{}
"""


@pytest.mark.parametrize(
    "note",
    [
        "",
        " Điều này được hướng dẫn tại Thông tư số 9/2023/TT-BTC; theo Thông tư này thì khác.",
        " Điều này được hướng dẫn tại Thông tư số 9/2021/TT-BTC ngày 5/9/2021, xem Thông tư 9/2021/TT-BTC.",
    ],
)
def test_what_a_later_hand_put_into_a_copy_is_cited_by_nobody(note: str) -> None:
    """The mention means the circular; the decree of two years or of months before cannot have cited it."""
    corpus = Corpus.of([parse(_COPY.format(note))])
    quads = list(corpus_quads(corpus))
    cited = {quad.object.rpartition("/")[2] for quad in quads if quad.predicate.endswith("#cites>")}
    assert cited == {"5-nd-cp>"}
    assert any("tt-btc" in quad.object for quad in quads if "target" in quad.predicate) is bool(note)


def test_a_number_from_outside_tells_the_rank() -> None:
    page = "Điều 1. Bến\nBãi bỏ Luật Bến thủy số 5/2019/QH14.\n"
    links = {
        number: Corpus.of([parse(page, {"number": number})]).links
        for number in ("9/2021/QH15", "9/2021/NĐ-CP")
    }
    assert [one.kind for one in links["9/2021/QH15"]] == ["repeals"]
    assert links["9/2021/NĐ-CP"] == ()


def test_a_law_is_of_the_day_on_which_it_was_passed() -> None:
    """The page prints no day, the table of acts knows it: nothing of that year acts on what came later."""
    sentence = "Luật Đường bộ số 35/2024/QH15 thực hiện Quyết định số {} ngày {} của Thủ tướng Chính phủ."
    for number, day, links in (("5/QĐ-TTg", "15/01/2024", 1), ("1044/QĐ-TTg", "26/9/2024", 0)):
        document = parse(_HEAD.replace("2021", "2025") + sentence.format(number, day) + "\n")
        assert len([one for one in document.claims if one.kind == "implements"]) == 1
        assert len(Corpus.of([document]).links) == links


CODIFIED = """Điều 8.2.NĐ.1.1. Phạm vi điều chỉnh
(Điều 1 Nghị định số 70/2030/NĐ-CP, có hiệu lực thi hành kể từ ngày 03/07/2030)
Điều 8.2.NĐ.1.2. Đối tượng áp dụng
(Điều 2 Nghị định số 70/2030/NĐ-CP, có hiệu lực thi hành kể từ ngày 03/07/2030)
Điều 8.2.NĐ.1.9. Hiệu lực thi hành
(Điều 9 Nghị định số 70/2030/NĐ-CP, có hiệu lực thi hành kể từ ngày 03/07/2030)
1. Nghị định số 12/2022/NĐ-CP hết hiệu lực thi hành kể từ ngày Nghị định này có hiệu lực.
2. Quyết định số 25/2022/QĐ-TTg tiếp tục có hiệu lực thi hành cho đến khi được bãi bỏ.
(Điều này có nội dung liên quan đến Điều 1. Sửa đổi, bổ sung Điều 5 của Nghị định số 13/2023/NĐ-CP)
"""


def test_an_article_of_the_codification_speaks_for_the_act_it_was_taken_from() -> None:
    document = parse(CODIFIED)
    (claim,) = document.claims
    words = [document.text(document.mention(one).span) for one in (claim.subject, claim.object)]
    assert (claim.kind, claim.mode) == ("repeals", "reported")
    assert words == ["Nghị định số 70/2030/NĐ-CP", "Nghị định số 12/2022/NĐ-CP"]


def test_a_page_does_not_cite_what_is_later_by_its_own_text() -> None:
    """ "Văn bản hướng dẫn: Nghị định 147/2031/NĐ-CP": added by who copied the page."""
    decree = "CHÍNH PHỦ\nSố: {}/2031/NĐ-CP\nHà Nội, ngày {} năm 2031\nNGHỊ ĐỊNH\nVề kho\n{}\n"
    page = parse(decree.format(29, "24 tháng 4", "Xem Nghị định 147/2031/NĐ-CP."))
    later = parse(decree.format(147, "07 tháng 5", "Điều 1. Kho"))
    for documents, cited in (([page], 1), ([page, later], 0)):
        quads = corpus_quads(Corpus.of(documents))
        assert sum(quad.predicate.endswith("#cites>") for quad in quads) == cited
