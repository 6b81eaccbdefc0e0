"""Identity: which work a number, a name or a body means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from conftest import LETTERS
from pages import doc, letter

from vnlegal import parse
from vnlegal.corpus import Corpus, load
from vnlegal.document import as_source
from vnlegal.model import Document, Resolution, WorkKey
from vnlegal.notation import bodies, iris
from vnlegal.notation.iris import Wanted
from vnlegal.references.identity import Reading, readings
from vnlegal.references.library import Known, NamedWork, candidates, known_of
from vnlegal.references.naming import Name
from vnlegal.references.testimony import Fact


def meant(corpus: Corpus, document: Document, words: str) -> Resolution:
    """What the last mention that contains some words was resolved to."""
    at = [one.id for one in document.mentions if words in document.text(one.span)][-1]
    return corpus.resolution_of[document.source.path, at]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", "ubnd-tinh-ho-chi-minh"),
        ("UBND tỉnh Nghệ An", "ubnd-tinh-nghe-an"),
        ("Uỷ ban nhân dân thị xã Ba Đồn, tỉnh Quảng Bình", "ubnd-huyen-ba-don-quang-binh"),
        ("Hội đồng nhân dân thành phố Hà Nội khóa XVI", "hdnd-tinh-ha-noi"),
        ("Ban Chấp hành Đảng bộ tỉnh Kon Tum", "tu-kon-tum"),
        ("Sở Y tế tỉnh Kon Tum", "so-yt-kon-tum"),
        ("Thống đốc Ngân hàng Nhà nước", "nhnn"),
        ("Chủ nhiệm Văn phòng Chính phủ", "vpcp"),
        ("Ban Chấp hành Trung ương Đảng", "bchtw"),
        ("Bộ Chính trị", "bct-dang"),
    ],
)
def test_body_by_name(name: str, key: str) -> None:
    found = bodies.named(name)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("name", ["Chính phủ Nhật Bản", "Bộ Y tế Lào", "Công ty Điện lực", ""])
def test_unknown_body_is_none(name: str) -> None:
    assert bodies.named(name) is None


def test_bodies_exist_in_their_time() -> None:
    assert [row.id for row in bodies.abbreviated("CP", 1975)] == ["hdcp"]
    assert [row.id for row in bodies.abbreviated("CP", date(2020, 4, 17))] == ["cp"]


def test_nothing_minted_collides_by_layout_alone() -> None:
    assert iris.mint(WorkKey(("cp",), 2020, "05/NQ-CP")) == iris.mint(WorkKey(("cp",), 2020, "5/NQ-CP"))
    assert iris.mint(WorkKey(("cp",), 2020, "15a/NQ-CP")) != iris.mint(WorkKey(("cp",), 2020, "15/NQ-CP"))
    assert iris.mint(WorkKey(("cp",), 2020, "5/NQ-CP")) != iris.mint(WorkKey(("cp",), 2021, "5/NQ-CP"))
    assert iris.nth("x", 1) == "x"
    assert iris.nth("x", 2) == "x~2"


def test_the_four_letters_mean_these_works() -> None:
    corpus = load(LETTERS)
    held = {work.number: work.iri for work in corpus.works if work.in_corpus}
    assert held == {
        "1070/UBND-KGVX": doc("ubnd-kon-tum/2021/1070-ubnd-kgvx"),
        "1906/VPCP-KGVX": doc("vpcp/2021/1906-vpcp-kgvx"),
        "3598/VPCP-KGVX": doc("vpcp/2025/3598-vpcp-kgvx"),
        "370/VPCP-KGVX": doc("vpcp/2025/370-vpcp-kgvx"),
    }
    cited = {work.iri.removeprefix(doc("")) for work in corpus.works if not work.in_corpus}
    assert {"bo-chinh-tri/2019/52-nq-tw", "bo-chinh-tri/2024/57-nq-tw", "tu-kon-tum/2020/123-kh-tu"} <= cited
    assert {"ubnd-kon-tum/2020/2039-kh-ubnd", "bkhdt/2024/10598-bc-bkhdt", "ttg/2020/2289-qd-ttg"} <= cited
    assert "cp/2020/50-nq-cp/attach/chuong-trinh-hanh-dong" in cited


def test_a_programme_is_not_merged_by_its_name() -> None:
    """3598 speaks of the programme for 57-NQ/TW, 370 does not say which: neither is that of 50/NQ-CP."""
    corpus = load(LETTERS)
    by_number = {str(d.preface.number.value): d for d in corpus.documents if d.preface.number}
    name = "Chương trình hành động của Chính phủ"
    programme = doc("cp/2020/50-nq-cp/attach/chuong-trinh-hanh-dong")
    assert meant(corpus, by_number["1906/VPCP-KGVX"], name).target == programme
    assert meant(corpus, by_number["1070/UBND-KGVX"], name).target == programme
    assert meant(corpus, by_number["3598/VPCP-KGVX"], name).candidates == ()
    undecided = meant(corpus, by_number["370/VPCP-KGVX"], name)
    assert (undecided.status, undecided.candidates) == ("ambiguous", (programme,))


def test_a_bare_number_takes_year_and_issuer_from_the_same_document() -> None:
    told = letter(
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị. Nghị quyết số 57-NQ/TW."
    )
    found = meant(Corpus.of([told]), told, "57-NQ/TW")
    assert (found.status, found.target) == ("inferred", doc("bo-chinh-tri/2024/57-nq-tw"))


def test_disagreeing_dates_are_not_inherited() -> None:
    told = letter(
        "Thực hiện Nghị quyết số 30/NQ-CP ngày 05 tháng 3 năm 2019 của Chính phủ và Nghị quyết số 30/NQ-CP "
        "ngày 05 tháng 3 năm 2021 của Chính phủ. Các đơn vị gửi báo cáo về Nghị quyết số 30/NQ-CP."
    )
    found = meant(Corpus.of([told]), told, "30/NQ-CP")
    assert found.status == "ambiguous"
    assert set(found.candidates) == {doc("cp/2019/30-nq-cp"), doc("cp/2021/30-nq-cp")}


DATED = "Quyết định số 5/QĐ-UBND ngày 1/1/2020"
ISSUED = f"{DATED} của UBND tỉnh Kon Tum"


@pytest.mark.parametrize(
    ("words", "issuers", "day", "series", "why"),
    [
        (f"{ISSUED} và {DATED}", ("ubnd-tinh-kon-tum",), date(2020, 1, 1), "", ("cơ quan theo m2",)),
        (
            f"{ISSUED} và Quyết định số 5/QĐ-UBND", ("ubnd-tinh-kon-tum",), date(2020, 1, 1), "",
            ("năm theo m2", "cơ quan theo m2"),
        ),
        (f"{ISSUED} và Quyết định số 5/QĐ-UBND ngày 2/2/2021", (), date(2021, 2, 2), "", ()),
        (f"{ISSUED} và Quyết định số 6/QĐ-UBND ngày 1/1/2020", (), date(2020, 1, 1), "", ()),
        (
            f"{ISSUED}, {DATED} của UBND tỉnh Nghệ An và {DATED}", (), date(2020, 1, 1), "", (),
        ),
        (
            "Nghị quyết số 93/2015/QH13 và văn bản số 93/2015/QH13", ("qh",), None, "nghi-quyet",
            ("loại theo m2",),
        ),
        (
            "Nghị quyết số 93/2015/QH13, Luật số 93/2015/QH13 và văn bản số 93/2015/QH13", ("qh",), None,
            None, (),
        ),
        ("Nghị quyết số 93/2015/QH13 và Luật số 93/2015/QH13", ("qh",), None, "", ()),
    ],
)  # fmt: skip
def test_what_a_mention_takes_from_others_of_its_number(
    words: str, issuers: tuple[str, ...], day: date | None, series: str | None, why: tuple[str, ...]
) -> None:
    found = list(readings(letter(f"Theo {words}, Bộ họp.")).values())[-1]
    assert (found.issuers, found.date, found.series, found.why) == (issuers, day, series, why)


@pytest.mark.parametrize(
    ("again", "objects"),
    [
        ("Chương trình phát triển lúa gạo", ["m3"]),  # a shorter name of the same
        ("Chương trình trồng rừng ngập mặn ven biển miền Trung", ["m3", "m5"]),
        ("Chiến lược phát triển lúa gạo bền vững đến năm 2030", ["m3", "m5"]),
    ],
)
def test_what_a_decision_makes_is_one_if_its_names_are_alike(again: str, objects: list[str]) -> None:
    maker = "Quyết định số 5/QĐ-TTg ngày 1/1/2020 của Thủ tướng Chính phủ ban hành"
    first = f"{maker} Chương trình phát triển lúa gạo bền vững đến năm 2030."
    made = [one for one in letter(f"{first} {maker} {again}.").claims if one.kind == "promulgates"]
    assert [(one.subject, one.object) for one in made] == [("m2", one) for one in objects]


@pytest.mark.parametrize(
    "words",
    [
        "Nghị quyết số 52-NQ/TW ngày 27 tháng 9 năm 2019",  # of three authors, which?
        "Kế hoạch số 12/KH-UBND ngày 27 tháng 9 năm 2019",  # of 63 provinces, which?
        "Nghị quyết số 50/NQ-CP",  # of which year?
        "Quyết định số 5/QĐ-XYZW ngày 27 tháng 9 năm 2019",  # whose symbol is that?
    ],
)
def test_without_issuer_or_year_nothing_is_minted(words: str) -> None:
    told = letter(f"Thực hiện {words}, Bộ Nội vụ yêu cầu các đơn vị báo cáo.")
    corpus = Corpus.of([told])
    assert meant(corpus, told, words.split(" ngày")[0]).status == "unresolved"
    assert [work.number for work in corpus.works] == ["15/BNV-VP"]


def test_a_local_number_belongs_to_the_citing_province() -> None:
    told = letter(
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 27 tháng 9 năm 2019, Sở báo cáo.",
        number="7/SYT-NV", issuer="ỦY BAN NHÂN DÂN TỈNH NGHỆ AN\nSỞ Y TẾ", place="Nghệ An",
    )  # fmt: skip
    found = meant(Corpus.of([told]), told, "12/KH-UBND")
    assert (found.status, found.target) == ("inferred", doc("ubnd-nghe-an/2019/12-kh-ubnd"))


def test_the_symbol_decides_against_a_wrong_name() -> None:
    told = letter("Thực hiện Quyết định số 2289/QĐ-TTg ngày 31/12/2020 của Chính phủ, Bộ Nội vụ yêu cầu.")
    assert meant(Corpus.of([told]), told, "2289").target == doc("ttg/2020/2289-qd-ttg")


@pytest.mark.parametrize(
    ("letterhead", "number", "issuer"),
    [
        ("BỘ CÔNG THƯƠNG — CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "30/2026/TT-BCT", "bct"),
        ("HỘI ĐÒ NGANG XÃ BẾN", "30/2026/QĐ-HĐN", "hoi-do-ngang-xa-ben"),
    ],
)
def test_a_national_symbol_decides_where_nobody_knows_the_letterhead(
    letterhead: str, number: str, issuer: str
) -> None:
    page = (
        f"{letterhead}\nSố: {number}\nHà Nội, ngày 10 tháng 6 năm 2026\nTHÔNG TƯ\nVề bến thủy\nĐiều 1. Bến\n"
    )
    (work,) = Corpus.of([parse(page)]).works
    assert work.issuers == (issuer,)


def test_a_wrong_day_is_the_same_work() -> None:
    held = letter("Gửi các đơn vị.", number="99/BYT-KCB", issuer="BỘ Y TẾ", date=(2021, 3, 4))
    told = letter("Thực hiện Công văn số 99/BYT-KCB ngày 14 tháng 3 năm 2021 của Bộ Y tế, Bộ yêu cầu.")
    corpus = Corpus.of([held, told])
    assert meant(corpus, told, "99/BYT-KCB").target == corpus.work_of[held.source.path].iri
    assert corpus.by_iri[doc("byt/2021/99-byt-kcb")].date == date(2021, 3, 4)


def test_two_works_under_one_key_are_told_apart_by_date() -> None:
    first = letter("Gửi các đơn vị.", number="99/BYT-KCB", issuer="BỘ Y TẾ", date=(2021, 3, 4))
    second = letter("Gửi các sở.", number="99/BYT-KCB", issuer="BỘ Y TẾ", date=(2021, 9, 8))
    second = parse(as_source(second.source.text, "second"))
    told = letter(
        "Thực hiện Công văn số 99/BYT-KCB ngày 08 tháng 9 năm 2021 của Bộ Y tế và Công văn số 99/BYT-KCB "
        "ngày 07 tháng 9 năm 2021 của Bộ Y tế, Bộ Nội vụ yêu cầu các đơn vị.",
        date=(2021, 12, 1),
    )
    corpus = Corpus.of([second, told, first])
    works = [corpus.work_of[one.source.path].iri for one in (first, second)]
    assert works == [doc("byt/2021/99-byt-kcb"), doc("byt/2021/99-byt-kcb~2")]
    by_date = {one.date.value.day: one.id for one in told.mentions if one.number and one.date}
    assert corpus.resolution_of[told.source.path, by_date[8]].target == works[1]
    assert corpus.resolution_of[told.source.path, by_date[7]].candidates == tuple(works)


def test_an_undated_number_means_the_one_recent_document_of_the_corpus() -> None:
    told = letter("Thực hiện Công văn số 99/BYT-KCB, Bộ Nội vụ yêu cầu.", date=(2021, 6, 1))
    alone = Corpus.of([told])
    assert meant(alone, told, "99/BYT-KCB").status == "unresolved"
    recent = letter("Gửi.", number="99/BYT-KCB", issuer="BỘ Y TẾ", date=(2021, 3, 4))
    assert meant(Corpus.of([told, recent]), told, "99/BYT-KCB").target == doc("byt/2021/99-byt-kcb")
    old = letter("Gửi.", number="99/BYT-KCB", issuer="BỘ Y TẾ", date=(2015, 3, 4))
    assert meant(Corpus.of([told, old]), told, "99/BYT-KCB").status == "ambiguous"
    assert meant(Corpus.of([told, recent, old]), told, "99/BYT-KCB").status == "ambiguous"
    later = letter("Gửi.", number="99/BYT-KCB", issuer="BỘ Y TẾ", date=(2022, 3, 4))
    assert meant(Corpus.of([told, later]), told, "99/BYT-KCB").status == "unresolved"


def test_a_law_by_name_and_year_meets_the_law_by_number() -> None:
    told = letter("Căn cứ Luật Đất đai năm 2024;\nCăn cứ Luật Đất đai số 31/2024/QH15;\nBộ Nội vụ yêu cầu.")
    found = meant(Corpus.of([told]), told, "Luật Đất đai năm 2024")
    assert found.target == doc("qh/2024/31-qh15")


def test_the_order_of_files_does_not_matter() -> None:
    documents = load(LETTERS).documents
    made = Corpus.of(documents)
    assert all(Corpus.of(order) == made for order in permutations(documents))


def test_adding_a_document_changes_no_other_record() -> None:
    documents = load(LETTERS).documents
    before = Corpus.of(documents[:3])
    after = Corpus.of(documents)
    assert after.documents[:3] == before.documents
    kept = [one for one in after.resolutions if one.path in {d.source.path for d in documents[:3]}]
    decided = {(one.path, one.mention): one.target for one in before.resolutions if one.target}
    assert all(one.target == decided.get((one.path, one.mention), one.target) for one in kept)


@pytest.mark.parametrize(
    "typed",
    ["1070/UBND-KGVX", "1070/ubnd-kgvx", "số 1070", "so 1070", "Công văn số 1070/UBND-KGVX", "1070 UBND KGVX",
     "1070/UBND-KGVX ngày 02/4/2021", "công văn 1070 năm 2021"],
)  # fmt: skip
def test_find_as_people_type(typed: str) -> None:
    assert [work.number for work in load(LETTERS).find(typed)] == ["1070/UBND-KGVX"]


@pytest.mark.parametrize("typed", ["107", "1070/UBND-KG", "1070 năm 2019", "không có", "", "/"])
def test_find_guesses_nothing(typed: str) -> None:
    assert load(LETTERS).find(typed) == ()


def test_find_by_name_without_accents() -> None:
    found = load(LETTERS).find("chuong trinh hanh dong cua chinh phu")
    assert [work.iri for work in found] == [doc("cp/2020/50-nq-cp/attach/chuong-trinh-hanh-dong")]


def test_several_matches_are_all_listed() -> None:
    one = letter("Gửi.", number="99/BYT-KCB", issuer="BỘ Y TẾ", date=(2021, 3, 4))
    two = letter("Gửi.", number="99/BYT-KCB", issuer="BỘ Y TẾ", date=(2015, 3, 4))
    corpus = Corpus.of([one, two])
    assert len(corpus.find("99")) == 2
    assert [work.key.year for work in corpus.find("99/byt-kcb 2015") if work.key] == [2015]
    assert Wanted.of("99/byt-kcb 2015").year == 2015


def test_a_national_name_is_the_same_work_in_all_documents() -> None:
    corpus = load(LETTERS)
    by_number = {str(d.preface.number.value): d for d in corpus.documents if d.preface.number}
    name = "Chiến lược\nquốc gia về"
    strategy = doc("name/chien-luoc-quoc-gia-ve-cach-mang-cong-nghiep-lan-thu-tu-den-nam-2030")
    assert meant(corpus, by_number["370/VPCP-KGVX"], name).target == strategy
    assert meant(corpus, by_number["370/VPCP-KGVX"], "Chiến lược quốc gia về").target == strategy
    assert meant(corpus, by_number["1906/VPCP-KGVX"], "Chiến lược quốc gia về").target == strategy


def test_a_name_that_every_province_uses_needs_its_promulgator() -> None:
    told = letter("Thực hiện Kế hoạch phát triển kinh tế - xã hội giai đoạn 2021 - 2025, Bộ Nội vụ yêu cầu.")
    assert {one.status for one in Corpus.of([told]).resolutions} <= {"exact", "unresolved"}
    assert [work.number for work in Corpus.of([told]).works] == ["15/BNV-VP"]


LAW, RESOLUTION = doc("qh/2015/93-qh13"), doc("qh/2015/93-qh13~nghi-quyet")
BOTH = {
    "law.txt": "Thực hiện Luật Tố tụng hành chính số 93/2015/QH13 ngày 25 tháng 11 năm 2015.",
    "resolution.txt": "Căn cứ Nghị quyết số 93/2015/QH13 ngày 22 tháng 6 năm 2015 của Quốc hội.",
}
UNTYPED = "Theo văn bản số 93/2015/QH13 của Quốc hội."


def corpus_of(texts: dict[str, str]) -> Corpus:
    return Corpus.of(letter(words, path) for path, words in texts.items())


def test_a_law_and_a_resolution_of_one_number_are_two_works() -> None:
    corpus = corpus_of(BOTH)
    assert {LAW, RESOLUTION} <= {work.iri for work in corpus.works}
    for words, iri in (("Luật số 93/2015/QH13", LAW), ("nghị quyết 93/2015/QH13", RESOLUTION)):
        assert [work.iri for work in corpus.find(words)] == [iri]
    assert {work.iri for work in corpus.find("93/2015/QH13")} == {LAW, RESOLUTION}


@pytest.mark.parametrize(
    ("beside", "target"),
    [
        ((), LAW),
        (("law.txt",), LAW),
        (("resolution.txt",), RESOLUTION),
        (("law.txt", "resolution.txt"), None),
    ],
)
def test_a_number_without_its_type_is_that_of_the_one_that_is_known(
    beside: tuple[str, ...], target: str | None
) -> None:
    corpus = corpus_of({path: BOTH[path] for path in beside} | {"untyped.txt": UNTYPED})
    document = next(one for one in corpus.documents if one.source.path == "untyped.txt")
    found = meant(corpus, document, "93/2015")
    assert found.target == target
    assert target or set(found.candidates) == {LAW, RESOLUTION}


def test_the_type_of_a_number_is_told_once_on_a_page() -> None:
    corpus = corpus_of({"a.txt": f"{BOTH['resolution.txt']} {UNTYPED}", "law.txt": BOTH["law.txt"]})
    document = next(one for one in corpus.documents if one.source.path == "a.txt")
    assert meant(corpus, document, "93/2015").target == RESOLUTION


@pytest.mark.parametrize(
    ("bases", "number"),
    [
        (("ngày 20 tháng 11 năm 2014",), "58-qh13"),
        (("ngày 29 tháng 6 năm 2006",), "71-qh11"),
        (("ngày 20 tháng 11 năm 2014", "ngày 29 tháng 6 năm 2006"), None),
        ((), None),
    ],
)
def test_of_two_laws_of_a_name_the_one_that_the_page_dates(
    bases: tuple[str, ...], number: str | None
) -> None:
    """In November 2015 one of the name is in force, and another is passed."""
    dated = "".join(f"Căn cứ Luật Bảo hiểm xã hội {day};\n" for day in bases)
    document = letter(
        f"{dated}Quy định chi tiết một số điều của Luật Bảo hiểm xã hội như sau.", date=(2015, 11, 11)
    )
    corpus = Corpus.of([document])
    last = [one.id for one in document.mentions if one.kind == "named"][-1]
    target = corpus.resolution_of[document.source.path, last].target
    assert (target and target.rpartition("/")[2]) == number


def test_a_number_that_the_table_denies_gives_its_name_to_no_other_place() -> None:
    """The law of 2025 amends that of 2023; a page that names it so means the older one elsewhere."""
    page = (
        "Theo Luật Đấu thầu (được sửa đổi tại Luật Đấu thầu số 90/2025/QH15), áp dụng Điều 5 Luật Đấu thầu."
    )
    document = letter(page, date=(2025, 9, 9))
    (reference,) = document.references
    assert reference.act.number is None
    named = meant(Corpus.of([document]), document, "Luật Đấu thầu")
    assert named.target == iris.mint(WorkKey(("qh",), 2023, "22/2023/QH15"))


ASKED = Reading("m1", "5/NQ-CP", "5-nq-cp", ("cp",), (2020,), None, "nghi-quyet")
HELD = Known(f"{iris.BASE}/doc/cp/2020/5-nq-cp", "5-nq-cp", "cp", 2020, (date(2020, 4, 17),), True)


@pytest.mark.parametrize(
    ("asked", "known", "before", "fits"),
    [
        ({}, {}, None, True),
        ({"issuers": ("ttcp",)}, {}, None, False),
        ({"issuers": ("ttcp", "cp")}, {}, None, True),
        ({"issuers": ()}, {}, None, True),  # no issuer is printed
        ({"issuers": ("ttcp",)}, {"issuer": None}, None, True),  # nobody knows whose it is
        ({"years": (2021,)}, {}, None, False),
        ({"years": (2021, 2020)}, {}, None, True),
        ({"years": ()}, {}, None, True),
        ({"series": "nq"}, {}, None, False),
        ({"series": None}, {}, None, True),
        ({}, {}, date(2019, 12, 31), False),  # older than the work's year
        ({}, {}, date(2020, 4, 16), False),
        ({}, {}, date(2020, 4, 17), True),
        ({}, {"dates": ()}, date(2020, 1, 1), True),
        ({}, {"dates": (date(2020, 5, 1), date(2020, 3, 1))}, date(2020, 4, 1), True),
    ],
)
def test_which_works_a_reading_may_mean(
    asked: dict[str, object], known: dict[str, object], before: date | None, fits: bool
) -> None:
    reading, work = replace(ASKED, **asked), HELD._replace(**known)  # type: ignore[arg-type]
    assert candidates(reading, [work], before) == ((work,) if fits else ())


@pytest.mark.parametrize(
    ("forms", "year", "issuer", "fits"),
    [
        ([(2020, "cp")], 2020, "cp", True),
        ([(2020, "cp")], None, None, True),
        ([(None, None)], 2020, "cp", True),
        ([(2020, "cp")], 2021, "cp", False),
        ([(2020, "cp")], 2020, "ttg", False),
        ([(2020, "cp"), (2021, "ttg")], 2021, "ttg", True),
        ([(2020, "cp"), (2021, "ttg")], 2021, "cp", False),  # no one place says so
    ],
)
def test_which_names_a_named_work_may_have(
    forms: list[tuple[int | None, str | None]], year: int | None, issuer: str | None, fits: bool
) -> None:
    name = Name("m1", "Chương trình", "chuong-trinh", "chuong-trinh", year, issuer, False)
    assert NamedWork("iri", frozenset(forms), frozenset()).fits(name) is fits


def test_what_is_held_under_a_key_is_told_apart_by_its_days() -> None:
    first, second = date(2020, 4, 17), date(2020, 5, 1)
    facts = [
        Fact("5-nq-cp", f"{iris.BASE}/doc/cp/2020/5-nq-cp", "cp", 2020, day, held, False)
        for day, held in [(second, True), (first, True), (None, True), (date(2020, 1, 1), False)]
    ]
    known = known_of(facts)
    assert [(one.iri.rsplit("/", 1)[-1], one.dates, one.in_corpus) for one in known.works] == [
        ("5-nq-cp", (first,), True),
        ("5-nq-cp~2", (second,), True),
    ]
    (cited,) = known_of([facts[3], facts[3]._replace(day=first), facts[3]._replace(day=None)]).works
    assert (cited.dates, cited.in_corpus) == ((date(2020, 1, 1),), False)
    assert known_of([facts[0]._replace(open=True)]).works == ()
