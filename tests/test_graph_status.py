"""Hiệu lực on a day: every status with what it rests on, unknown where nothing is said."""

from __future__ import annotations

import json
from datetime import date

import pytest

import vnlegal
from vnlegal import parse
from vnlegal.corpus import Corpus
from vnlegal.document import as_source
from vnlegal.graph.stores import Store
from vnlegal.graph.triples import corpus_quads, label
from vnlegal.graph.validity import Status, validity
from vnlegal.model import Document
from vnlegal.outputs import Sheet, lineages, statuses

_DECISION = """BỘ NỘI VỤ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}/QĐ-BNV
Hà Nội, ngày {day:%d} tháng {day:%m} năm {day:%Y}

QUYẾT ĐỊNH
Về việc ban hành Quy chế làm việc

BỘ TRƯỞNG BỘ NỘI VỤ

Căn cứ Nghị định số 63/2022/NĐ-CP ngày 12 tháng 9 năm 2022 của Chính phủ;

QUYẾT ĐỊNH:

{articles}

Nơi nhận:
- Như trên;
- Lưu: VT.
"""
OLD = "Quyết định số 52/QĐ-BNV ngày 01 tháng 9 năm 2021 của Bộ trưởng Bộ Nội vụ"
BEGINS = "Quyết định này có hiệu lực kể từ ngày {day}."


def decision(number: int, day: date, *articles: str) -> Document:
    lines = (f"Điều {n}. {words}" for n, words in enumerate(articles, 1))
    text = _DECISION.format(number=number, day=day, articles="\n\n".join(lines))
    return parse(as_source(text, f"{number}.txt"))


def begins(day: str) -> str:
    return BEGINS.format(day=day)


FIRST = decision(
    52, date(2021, 9, 1), "Ban hành kèm theo Quyết định này Quy chế làm việc.",
    begins("01 tháng 10 năm 2021"),
)  # fmt: skip
SILENT = decision(52, date(2021, 9, 1), "Ban hành kèm theo Quyết định này Quy chế làm việc.")
REPLACED = decision(60, date(2022, 2, 1), begins("01 tháng 3 năm 2022"), f"Quyết định này thay thế {OLD}.")
REPEALED_SOME_DAY = decision(61, date(2022, 2, 1), f"Bãi bỏ {OLD}.")
SUSPENDED = decision(62, date(2021, 11, 20), begins("01 tháng 12 năm 2021"), f"Đình chỉ thi hành {OLD}.")
REPEALED_IN_PART = decision(63, date(2021, 11, 20), begins("01 tháng 12 năm 2021"), f"Bãi bỏ Điều 1 {OLD}.")


@pytest.mark.parametrize(
    ("documents", "day", "expected"),
    [
        ((FIRST,), "2021-08-31", Status.NOT_YET),
        ((FIRST,), "2021-09-30", Status.NOT_YET),
        ((FIRST,), "2021-10-01", Status.IN_FORCE),
        ((SILENT,), "2021-10-01", Status.UNKNOWN),
        ((FIRST, REPLACED), "2022-02-28", Status.IN_FORCE),
        ((FIRST, REPLACED), "2022-03-01", Status.ENDED),
        ((FIRST, REPEALED_SOME_DAY), "2022-01-31", Status.IN_FORCE),
        ((FIRST, REPEALED_SOME_DAY), "2022-02-01", Status.UNKNOWN),
        ((FIRST, SUSPENDED), "2021-11-30", Status.IN_FORCE),
        ((FIRST, SUSPENDED), "2021-12-01", Status.SUSPENDED),
        ((FIRST, REPEALED_IN_PART), "2021-12-01", Status.PARTLY),
        ((FIRST, SUSPENDED, REPLACED), "2022-03-01", Status.ENDED),
    ],
)
def test_status_on_a_day(documents: tuple[Document, ...], day: str, expected: Status) -> None:
    corpus = Corpus.of(documents)
    found = vnlegal.status(corpus, "52/QĐ-BNV", date.fromisoformat(day))
    assert found.status == expected
    stores = (Store.of(corpus), Store.of(corpus, "rdflib"))
    assert [vnlegal.status(store, "52/QĐ-BNV", found.on).status for store in stores] == [expected] * 2


OF_2021 = "có hiệu lực từ ngày 01 tháng 10 năm 2021"
# Decisions of these tests alone, by what they say.
ALONE: dict[str, tuple[int, date, *tuple[str, ...]]] = {
    "for a time": (
        52,
        date(2021, 9, 1),
        "Quy chế.",
        f"Quyết định này {OF_2021} đến hết ngày 31 tháng 12 năm 2022.",
    ),
    "prolonging": (
        64,
        date(2022, 11, 1),
        begins("01 tháng 12 năm 2022"),
        f"Kéo dài thời hạn áp dụng {OLD} đến hết ngày 31 tháng 12 năm 2024.",
    ),
    "part earlier": (
        52,
        date(2021, 9, 1),
        "Quy chế.",
        f"Quyết định này {OF_2021}; riêng Điều 1 có hiệu lực từ ngày 15 tháng 9 năm 2021.",
    ),
    "part later": (
        52,
        date(2021, 9, 1),
        "Quy chế.",
        f"Quyết định này {OF_2021}; riêng Điều 1 có hiệu lực từ ngày 01 tháng 01 năm 2022.",
    ),
    "in part some day": (65, date(2022, 2, 1), f"Bãi bỏ Điều 1 {OLD}."),
    "suspended some day": (66, date(2022, 2, 1), f"Đình chỉ thi hành {OLD}."),
    "told to": (67, date(2022, 2, 1), begins("01 tháng 3 năm 2022"), f"Giao Vụ Pháp chế bãi bỏ {OLD}."),
    "tells": (68, date(2022, 2, 1), f"{OLD} đã được thay thế bằng Quyết định số 60/QĐ-BNV."),
}


def _made(one: Document | str) -> Document:
    return decision(*ALONE[one]) if isinstance(one, str) else one


@pytest.mark.parametrize(
    ("documents", "day", "expected"),
    [
        (("for a time",), "2022-12-31", Status.IN_FORCE),  # the last day is a day of force
        (("for a time",), "2023-01-01", Status.ENDED),
        (("for a time", "prolonging"), "2023-01-01", Status.UNKNOWN),
        (("part earlier",), "2021-09-14", Status.NOT_YET),
        (("part earlier",), "2021-09-15", Status.PARTLY),
        (("part earlier",), "2021-10-01", Status.IN_FORCE),
        (("part later",), "2021-09-30", Status.NOT_YET),
        (("part later",), "2021-10-01", Status.PARTLY),
        (("part later",), "2022-01-01", Status.IN_FORCE),
        ((FIRST, REPEALED_SOME_DAY), "2024-02-02", Status.UNKNOWN),  # two years of 366 days
        ((FIRST, REPEALED_SOME_DAY), "2024-02-03", Status.ENDED),
        ((FIRST, "in part some day"), "2022-01-31", Status.IN_FORCE),
        ((FIRST, "in part some day"), "2022-02-01", Status.UNKNOWN),
        ((FIRST, "in part some day"), "2024-02-03", Status.PARTLY),
        ((FIRST, "suspended some day"), "2022-02-01", Status.UNKNOWN),
        ((FIRST, "suspended some day"), "2024-02-03", Status.SUSPENDED),
        ((SILENT, REPEALED_IN_PART), "2021-11-30", Status.UNKNOWN),
        ((SILENT, REPEALED_IN_PART), "2021-12-01", Status.PARTLY),
        ((FIRST, "told to"), "2022-03-01", Status.IN_FORCE),  # what others are told to do is not done
        ((FIRST, "tells"), "2021-12-31", Status.IN_FORCE),
        ((FIRST, "tells", REPLACED), "2022-02-28", Status.IN_FORCE),
    ],
)
def test_status_at_its_bounds(documents: tuple[Document | str, ...], day: str, expected: Status) -> None:
    found = vnlegal.status(Corpus.of(map(_made, documents)), "52/QĐ-BNV", date.fromisoformat(day))
    assert found.status == expected


@pytest.mark.parametrize(
    ("document", "days"),
    [
        (FIRST, ["first_date_entry_in_force 2021-10-01"]),
        (
            "for a time",
            ["date_no_longer_in_force 2022-12-31", "first_date_entry_in_force 2021-10-01"],
        ),
        ("part later", ["first_date_entry_in_force 2021-10-01"]),  # a part has no day of the work
        (SILENT, []),
    ],
)
def test_days_of_force_in_the_graph(document: Document | str, days: list[str]) -> None:
    told = {"first_date_entry_in_force", "date_no_longer_in_force"}
    quads = (
        (one.predicate.strip("<>").rpartition("#")[2], one.object)
        for one in corpus_quads(Corpus.of([_made(document)]))
    )
    assert sorted(f"{name} {value[1:11]}" for name, value in quads if name in told) == days


def test_what_the_status_rests_on() -> None:
    corpus = Corpus.of((FIRST, REPLACED))
    found = vnlegal.status(corpus, "52/QĐ-BNV", date(2022, 3, 1))
    assert [(one.kind, one.day) for one in found.effects] == [("begins", date(2021, 10, 1))]
    (change,) = found.changes
    assert (change.edge.kind, change.act.number, change.since) == ("replaces", "60/QĐ-BNV", date(2022, 3, 1))
    (said,) = change.statements
    text = next(one.source.text for one in corpus.documents if one.source.path == said.path)
    assert " ".join(text[said.start : said.end].split()) == said.sentence
    shown = "".join(statuses.get("text").write(found, Sheet()))
    assert shown.startswith("52/QĐ-BNV (01/09/2021), ngày 01/03/2022: hết hiệu lực\n")
    assert "được thay thế bởi 60/QĐ-BNV (01/02/2022), từ 01/03/2022" in shown


def test_nothing_said_is_no_proof() -> None:
    shown = "".join(
        statuses.get("text").write(vnlegal.status(Corpus.of([SILENT]), "52", date(2022, 1, 1)), Sheet())
    )
    assert "chưa rõ" in shown
    assert "chưa phải bằng chứng" in shown


def test_an_act_without_a_day_works_two_years_after_its_date() -> None:
    documents = (FIRST, REPEALED_SOME_DAY)
    for day, expected in (("2023-06-01", Status.UNKNOWN), ("2024-03-01", Status.ENDED)):
        assert vnlegal.status(Corpus.of(documents), "52/QĐ-BNV", date.fromisoformat(day)).status == expected


A, B = (
    "Nghị định số 15/2011/NĐ-CP ngày 01 tháng 3 năm 2011",
    "Nghị định số 16/2012/NĐ-CP ngày 02 tháng 4 năm 2012",
)
OF_LAND = "của Chính phủ quy định chi tiết một số điều của Luật Đất đai"


@pytest.mark.parametrize(
    ("words", "whole", "partly"),
    [
        # What another item says is about another act.
        (f"Các văn bản sau đây hết hiệu lực:\na) {A} {OF_LAND};\nb) {B} {OF_LAND}.", {A, B}, set()),
        (f"Quyết định này thay thế {A} {OF_LAND} và {B} {OF_LAND}.", {A, B}, set()),
        (f"Bãi bỏ các văn bản sau:\na) Khoản 2 Điều 5 {A} {OF_LAND};\nb) {B} {OF_LAND}.", {B}, {A}),
        # What stands in an act is replaced, or the act.
        (f"Thay thế toàn bộ Bảng cước tại {A} bằng Phụ lục kèm theo Quyết định này.", set(), {A}),
        (f"Thay thế toàn bộ {A} bằng Quyết định này.", {A}, set()),
        # The lead is about all items.
        (f"Các quy định về giá đất tại các văn bản sau đây hết hiệu lực:\na) {A};\nb) {B}.", set(), {A, B}),
        (f"Các văn bản, quy định sau đây hết hiệu lực:\na) {A};\nb) {B}.", {A, B}, set()),
        (f"Bãi bỏ toàn bộ một số văn bản sau đây:\na) {A};\nb) {B}.", {A, B}, set()),
        # Something of the act stays, or a case of the new one does.
        (f"{A} {OF_LAND} hết hiệu lực, trừ Điều 5 và Điều 7.", set(), {A}),
        (f"Bãi bỏ {A}, trừ quy định tại Điều 69 của Nghị định.", set(), {A}),
        (f"Bãi bỏ {A}, trừ trường hợp quy định tại khoản 1 Điều 3 Quyết định này.", {A}, set()),
        (f"{A} đã được sửa đổi, bổ sung một số điều theo {B} hết hiệu lực.", {A}, set()),
    ],
)
def test_an_act_ends_in_part_only_where_its_own_words_say_so(
    words: str, whole: set[str], partly: set[str]
) -> None:
    corpus = Corpus.of([decision(70, date(2022, 2, 1), begins("01 tháng 3 năm 2022"), words)])
    expected = dict.fromkeys(whole, Status.ENDED) | dict.fromkeys(partly, Status.PARTLY)
    found = {one: vnlegal.status(corpus, one.split()[3], date(2023, 1, 1)).status for one in expected}
    assert found == expected


def test_the_provisions_that_are_lost_are_named() -> None:
    corpus = Corpus.of((FIRST, REPEALED_IN_PART))
    for graph in (corpus, Store.of(corpus), Store.of(corpus, "rdflib")):
        found = vnlegal.status(graph, "52/QĐ-BNV", date(2022, 1, 1))
        assert [one.provisions for one in found.changes] == [("Điều 1",)]
        shown = "".join(statuses.get("text").write(found, Sheet()))
        assert "bị bãi bỏ bởi 63/QĐ-BNV (20/11/2021), một phần: Điều 1, từ 01/12/2021" in shown
        assert '"provisions"' in "".join(statuses.get("json").write(found, Sheet()))


def test_who_cites_what_has_ended_as_a_whole() -> None:
    cites = decision(80, date(2022, 6, 1), f"Thực hiện theo {OLD}.")
    for ender, rows in ((REPLACED, 1), (REPEALED_IN_PART, 0)):
        store = Store.of(Corpus.of((FIRST, ender, cites)))
        assert len(store.query("cites-repealed").rows) == rows


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib", ""])
def test_a_law_is_asked_by_its_name(engine: str) -> None:
    corpus = Corpus.of([decision(81, date(2022, 6, 1), "Thực hiện theo Luật Đất đai số 45/2013/QH13.")])
    graph = Store.of(corpus, engine) if engine else corpus  # type: ignore[arg-type]
    for words, number, day, expected in (
        ("Luật Đất đai 2013", "45/2013/QH13", "2024-07-31", Status.IN_FORCE),
        ("luật đất đai năm 2013", "45/2013/QH13", "2024-08-01", Status.ENDED),
        ("BLHS 2015", "100/2015/QH13", "2017-12-31", Status.NOT_YET),
        ("BLHS 2015", "100/2015/QH13", "2018-01-01", Status.IN_FORCE),
        ("Luật Đất đai số 31/2024/QH15", "31/2024/QH15", "2025-01-01", Status.IN_FORCE),
    ):
        found = vnlegal.status(graph, words, date.fromisoformat(day))
        assert (found.work.number, found.status) == (number, expected)
        assert "theo bảng văn bản (đủ đến" in "".join(statuses.get("text").write(found, Sheet()))
    assert [one.number for one in graph.find("luật đất đai")] == ["45/2013/QH13"]
    assert len(graph.find("Bộ luật Dân sự")) == 3
    tree = "".join(lineages.get("tree").write(vnlegal.lineage(graph, "BLHS 2015"), Sheet()))
    assert "chỉ biết từ bảng văn bản" in tree
    assert "được dẫn chiếu bởi: 1 văn bản (81/QĐ-BNV)" in "".join(
        lineages.get("tree").write(vnlegal.lineage(graph, "Luật Đất đai 2013"), Sheet())
    )


def test_a_law_tells_what_amends_it_and_an_amending_act_what_it_amends() -> None:
    corpus = Corpus.of([decision(81, date(2022, 6, 1), "Thực hiện theo Luật Đất đai số 31/2024/QH15.")])
    for words, day, expected, told in (
        ("31/2024/QH15", "2025-01-01", Status.IN_FORCE, "được sửa đổi bởi 43/2024/QH15, từ 01/08/2024"),
        ("43/2024/QH15", "2024-07-31", Status.NOT_YET, "sửa đổi Luật Nhà ở số 27/2023/QH15"),
        ("43/2024/QH15", "2025-01-01", Status.IN_FORCE, "theo bảng văn bản sửa đổi (chưa đủ)"),
        ("Luật Điện lực sửa đổi 2012", "2025-06-01", Status.UNKNOWN, "sửa đổi Luật Điện lực số 28/2004"),
    ):
        found = vnlegal.status(corpus, words, date.fromisoformat(day))
        assert found.status == expected, words
        assert told in "".join(statuses.get("text").write(found, Sheet()))
    table = json.loads("".join(statuses.get("json").write(found, Sheet())))["table"]
    assert (table["amends"], table["through"]) == (["28/2004/QH11"], None)


def test_a_document_without_number_keeps_its_own_name() -> None:
    pages = {
        "ghi chu.txt": "Ghi chép cuộc họp.\n",
        "tin.md": "# Thông báo về việc nghỉ lễ\n\nNghỉ ba ngày.\n",
    }
    corpus = Corpus.of(parse(as_source(text, path)) for path, text in pages.items())
    assert {label(work) for work in corpus.works} == {"ghi chu.txt", "Thông báo về việc nghỉ lễ"}
    store = Store.of(corpus)
    assert {label(store.work(work.iri)) for work in corpus.works} == {label(work) for work in corpus.works}


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Quyết định có hiệu lực thi hành kể từ ngày 15/12/2031.", ["2031-12-15"]),
        ("Các quyết định có hiệu lực thi hành kể từ ngày 15/12/2031.", []),
        ("Theo Quyết định có hiệu lực thi hành kể từ ngày 15/12/2031.", []),
        (
            "Nghị quyết này được HĐND tỉnh thông qua ngày 20/12/2031 và có hiệu lực sau 10 ngày kể từ ngày"
            " thông qua.",
            ["2031-12-30"],
        ),
        (
            "Nghị quyết này đã được HĐND tỉnh thông qua ngày 20/12/2031, có hiệu lực từ ngày 01/01/2032.",
            ["2032-01-01"],
        ),
        ("Quyết định này thay thế Quyết định số 5/QĐ-UB và có hiệu lực từ ngày 15/12/2031.", ["2031-12-15"]),
        ("Quyết định này thay thế Quyết định số 5/QĐ-UB, có hiệu lực từ ngày 15/12/2031.", []),
        ("Khoản 2 Điều 1 Quyết định này có hiệu lực từ ngày 15/12/2031.", ["2031-12-15"]),
    ],
)
def test_an_effect_told_without_this(words: str, days: list[str]) -> None:
    found = parse(f"QUYẾT ĐỊNH\nVề bến đò\nĐiều 1. Bến đò.\nĐiều 2. {words}\n")
    assert [str(one.day.value) for one in found.effects] == days


def test_an_article_of_the_act_itself_begins_apart() -> None:
    page = "QUYẾT ĐỊNH\nVề bến đò\nĐiều 1. Bến đò.\nĐiều 2. Hiệu lực\n{}\n"
    apart = parse(page.format("2. Điều 1 Quyết định này có hiệu lực từ ngày 15/12/2031."))
    whole = parse(page.format("Quyết định này có hiệu lực từ ngày 15/12/2031."))
    assert [one.whole for one in (*apart.effects, *whole.effects)] == [False, True]


@pytest.mark.parametrize(
    "words",
    [
        "có hiệu lực từ ngày 01/7/2031, trừ các quy định về phà, đò thì có hiệu lực kể từ ngày 01/01/2032.",
        "có hiệu lực từ ngày 01/7/2031. Riêng quy định tại Điều 1 có hiệu lực từ ngày 01/01/2032.",
        "có hiệu lực từ ngày 01/7/2031 và thay thế Quyết định số 7/QĐ-BNV; riêng Điều 1 có hiệu lực thi hành "
        "từ ngày 01/01/2032.",
        "có hiệu lực từ ngày 01/7/2031; riêng Điều 1 của Quyết định này có hiệu lực từ ngày 01/01/2032.",
    ],
)
def test_provisions_that_begin_on_a_day_of_their_own(words: str) -> None:
    found = parse(f"QUYẾT ĐỊNH\nVề bến đò\nĐiều 1. Bến đò.\nĐiều 2. Quyết định này {words}\n")
    effects = [(str(one.day.value), one.whole) for one in found.effects]
    assert effects == [("2031-07-01", True), ("2032-01-01", False)]


def test_an_exception_without_a_day_of_its_own_is_no_part() -> None:
    words = "có hiệu lực từ ngày 01/7/2031, trừ trường hợp quy định tại khoản 2 Điều này."
    found = parse(f"QUYẾT ĐỊNH\nVề bến đò\nĐiều 1. Bến đò.\nĐiều 2. Quyết định này {words}\n")
    assert [one.whole for one in found.effects] == [True]


CODIFIED = """# Viện trợ

Điều 28.5.TT.1.22. Hiệu lực

(Điều 22 Thông tư số 23/2022/TT-BTC, có hiệu lực thi hành kể từ ngày {other})

1. Các khoản đã phê duyệt tiếp tục theo quy định tại Thông tư số 225/2010/TT-BTC ngày 31/12/2010.

Điều 28.5.TT.1.23. Điều khoản thi hành

(Điều 23 Thông tư số 23/2022/TT-BTC, có hiệu lực thi hành kể từ ngày 20/05/2022)

1. Thông tư này thay thế Thông tư số 225/2010/TT-BTC ngày 21 tháng 12 năm 2010 của Bộ Tài chính.
"""


@pytest.mark.parametrize(
    ("other", "number", "day", "status"),
    [
        ("20/05/2022", "225/2010/TT-BTC", date(2022, 5, 20), Status.ENDED),
        ("20/05/2022", "225/2010/TT-BTC", date(2022, 5, 19), Status.UNKNOWN),
        ("20/05/2022", "23/2022/TT-BTC", date(2022, 5, 19), Status.NOT_YET),
        ("20/05/2022", "23/2022/TT-BTC", date(2022, 5, 20), Status.IN_FORCE),
        ("01/01/2023", "23/2022/TT-BTC", date(2022, 5, 20), Status.UNKNOWN),  # articles that disagree
    ],
)
def test_the_codification_tells_from_which_day_its_acts_are_in_force(
    other: str, number: str, day: date, status: Status
) -> None:
    corpus = Corpus.of([parse(as_source(CODIFIED.format(other=other), "a.txt"))])
    for graph in (corpus, Store.of(corpus)):
        assert validity(graph, graph.find(number)[0].iri, day).status == status
