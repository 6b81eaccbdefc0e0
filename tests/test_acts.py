"""The table of acts: well formed, no two acts of one name in force on one day; what bare names mean."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations

import pytest

from vnlegal.corpus import Corpus
from vnlegal.document import as_source, parse
from vnlegal.notation import numbers
from vnlegal.outputs.record import to_record
from vnlegal.references.amending import names_amended
from vnlegal.references.statutes import acts_by_iri
from vnlegal.vocabulary.acts import (
    THROUGH,
    acts,
    acts_by_id,
    acts_named,
    amending_acts,
    in_force,
    last_day,
    successor,
)

LABELS = {"luat": "Luật", "bo-luat": "Bộ luật", "phap-lenh": "Pháp lệnh", "hien-phap": "Hiến pháp"}


def test_rows_are_well_formed() -> None:
    for act in acts():
        assert act.name.startswith(LABELS[act.type]), act
        assert act.number is None or numbers.parse(act.number), act
        assert act.number or act.passed, act
        assert act.source, act
        assert act.since or not act.source.startswith("Điều"), act


def test_ids_and_iris_are_unique() -> None:
    assert [id for id, times in Counter(act.id for act in acts()).items() if times > 1] == []
    assert len(acts_by_iri()) == len(acts()) + len(amending_acts())


def test_days_are_consistent() -> None:
    for act in acts():
        assert not (act.passed and act.since) or act.passed <= act.since, act
        assert not (act.number and act.passed) or act.number.split("/")[1] == str(act.passed.year), act


def test_successors_exist_and_come_later() -> None:
    ended = Counter(id for act in acts() for id in act.ends)
    assert [id for id in ended if id not in acts_by_id()] == []
    assert [id for id, times in ended.items() if times > 1] == []
    for act in acts():
        for id in act.ends:
            assert acts_by_id()[id].adopted < act.adopted, (act, id)
            assert successor(acts_by_id()[id]) == act


def test_no_two_acts_of_one_name_in_force_on_one_day() -> None:
    for name in {act.name for act in acts()}:
        dated = [act for act in acts_named(name) if act.since]
        for one, later in combinations(dated, 2):
            assert later.since
            last = last_day(one)
            assert last, (one, later)
            assert last < later.since, (one, later)


@pytest.mark.parametrize(
    ("name", "day", "number"),
    [
        ("Luật Đất đai", date(2003, 12, 1), None),  # the act of 2003 is adopted, that of 1993 in force
        ("Luật Đất đai", date(2014, 6, 30), None),
        ("Luật Đất đai", date(2014, 7, 1), "45/2013/QH13"),
        ("Luật ĐĐ", date(2019, 1, 1), "45/2013/QH13"),
        ("Luật Đất đai", date(2024, 8, 1), "31/2024/QH15"),
        ("BLDS", date(2012, 1, 1), "33/2005/QH11"),
        ("bộ luật dân sự", date(2018, 1, 1), "91/2015/QH13"),
        ("Luật Tổ chức chính quyền địa phương", date(2025, 6, 1), "65/2025/QH15"),
        ("Luật Tổ chức chính quyền địa phương", date(2025, 6, 16), "72/2025/QH15"),
        ("Luật Tổ chức Chính phủ", date(2002, 3, 1), None),  # its first day is not known
        ("Luật Tổ chức Chính phủ", date(2010, 3, 1), "32/2001/QH10"),
        ("Luật Quy hoạch", date(2017, 12, 1), "21/2017/QH14"),  # the first of its name, not yet in force
        ("Luật Hộ tịch", THROUGH, "60/2014/QH13"),
        ("Luật Hộ tịch", date(2026, 6, 1), None),  # the table vouches for no day after THROUGH
        ("Luật Sông nước", date(2020, 1, 1), None),
    ],
)
def test_in_force(name: str, day: date, number: str | None) -> None:
    found = in_force(name, day)
    assert (found.act.number if found.act else None) == number
    assert found.act is None or found.candidates == (found.act,)
    assert found.why


DECREE = """CHÍNH PHỦ
-------
Số: 9/{year}/NĐ-CP

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Hà Nội, ngày 02 tháng 3 năm {year}

NGHỊ ĐỊNH
Quy định về bến đò

Căn cứ {law};
Chính phủ ban hành Nghị định quy định về bến đò.
Điều 1. Bến đò
Bến đò theo quy định của {law}.
"""


def _resolved(law: str, year: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    corpus = Corpus.of([parse(as_source(DECREE.format(law=law, year=year)))])
    document = corpus.documents[0]
    first = next(one for one in document.mentions if one.kind != "self" and one.doc_type)
    found = corpus.resolution_of[document.source.path, first.id]
    return found.status, tuple(one.rsplit("/doc/", 1)[1] for one in found.candidates), found.why


@pytest.mark.parametrize(
    ("law", "year", "status", "works"),
    [
        ("Luật Đất đai", 2020, "inferred", ("qh/2013/45-qh13",)),
        ("Luật Đất đai năm 2003", 2020, "inferred", ("qh/2003/13-qh11",)),
        ("Luật Đất đai ngày 29 tháng 11 năm 2013", 2020, "inferred", ("qh/2013/45-qh13",)),
        ("Luật Đất đai", 2024, "ambiguous", ("qh/2013/45-qh13", "qh/2024/31-qh15")),
        ("Luật Đất đai năm 1993", 2020, "inferred", ("qh/luat-dat-dai-1993",)),
        ("Luật Sông nước", 2020, "unresolved", ()),
        ("Luật Đất đai năm 2001", 2020, "exact", ("qh/luat-dat-dai-2001",)),  # no act of the table
    ],
)
def test_a_bare_name_means_the_act_in_force(law: str, year: int, status: str, works: tuple[str, ...]) -> None:
    assert _resolved(law, year)[:2] == (status, works)


def test_the_reason_stands_in_the_record() -> None:
    record = to_record(parse(DECREE.format(law="Luật Đất đai", year=2020)))
    mention = next(one for one in record["mentions"] if one["kind"] == "named")
    assert mention["work"].endswith("/doc/qh/2013/45-qh13")
    assert mention["number"] is None  # what is not printed is no field of the mention
    assert mention["resolution"]["status"] == "inferred"
    assert mention["resolution"]["why"] == (
        "Luật Đất đai số 45/2013/QH13 có hiệu lực từ 2014-07-01 đến 2024-07-31",
    )


def test_a_number_on_the_page_is_stronger_than_the_table() -> None:
    text = DECREE.format(law="Luật Đất đai", year=2020).replace(
        "Căn cứ Luật Đất đai;", "Căn cứ Luật Đất đai số 13/2003/QH11;"
    )
    record = to_record(parse(text))
    bare = next(one for one in record["mentions"] if one["kind"] == "named")
    assert bare["work"].endswith("/doc/qh/2003/13-qh11")


def test_amending_acts_of_one_year_stay_apart() -> None:
    one = _resolved("Luật sửa đổi, bổ sung một số điều của Luật Đê điều năm 2020", 2022)
    other = _resolved("Luật sửa đổi, bổ sung một số điều của Luật Xây dựng năm 2020", 2022)
    assert one[1] != other[1]


def test_the_work_of_an_act_cited_by_name_has_its_number_and_day() -> None:
    corpus = Corpus.of([parse(as_source(DECREE.format(law="Luật Đất đai", year=2020)))])
    (land,) = (work for work in corpus.works if work.title == "Luật Đất đai")
    assert (land.number, land.date) == ("45/2013/QH13", date(2013, 11, 29))


def test_amending_acts_are_well_formed() -> None:
    for act in amending_acts():
        assert act.name.startswith(("Luật sửa đổi", "Pháp lệnh sửa đổi")), act
        assert act.number or act.passed, act
        assert act.number is None or numbers.parse(act.number), act
        assert not (act.number and act.passed) or act.number.split("/")[1] == str(act.passed.year), act
        assert not (act.passed and act.since) or act.passed <= act.since, act
        assert bool(act.since) == bool(act.source), act
        assert all(acts_by_id()[id].adopted <= act.adopted for id in act.amends if act.passed), act
        assert act.id not in acts_by_id()


def test_names_of_amending_acts_hold_what_they_amend() -> None:
    many = {"28/2018/QH14", "35/2018/QH14", "38/2009/QH12", "71/2014/QH13", "98/2025/QH15", "118/2025/QH15"}
    for act in amending_acts():
        named = names_amended(act.name)
        for id in act.amends if named and act.id not in many | {"146/2025/QH15"} else ():
            assert any(id == one.id for name in named for one in acts_named(name)), (act, id)


X = "sửa đổi, bổ sung một số điều của"


@pytest.mark.parametrize(
    ("law", "year", "status", "works"),
    [
        # a day tells, though not all that the act amends is named
        (f"Luật {X} Luật Xây dựng ngày 17 tháng 6 năm 2020", 2021, "inferred", ("qh/2020/62-qh14",)),
        (f"Luật {X} Luật Đất đai ngày 29/6/2024", 2025, "inferred", ("qh/2024/43-qh15",)),
        (f"Luật {X} Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22/11/2019", 2021,
         "inferred", ("qh/2019/47-qh14",)),
        (f"Luật {X} Luật Xây dựng ngày 18 tháng 6 năm 2020", 2021, "exact",
         ("qh/luat-sua-doi-bo-sung-mot-so-dieu-cua-luat-xay-dung-2020",)),  # no act of that day
        # a year
        (f"Luật {X} Luật Sở hữu trí tuệ năm 2009", 2020, "inferred", ("qh/2009/36-qh12",)),
        (f"Luật {X} Luật Phòng, chống ma túy năm 2008", 2020, "exact",
         ("qh/luat-sua-doi-bo-sung-mot-so-dieu-cua-luat-phong-chong-ma-tuy-2008",)),  # not in the table
        (f"Pháp lệnh {X} Pháp lệnh Xử lý vi phạm hành chính năm 2008", 2010, "inferred",
         ("ubtvqh/2008/4-ubtvqh12",)),
        (f"Luật {X} Luật Doanh nghiệp năm 2020", 2026, "inferred", ("qh/2025/76-qh15",)),  # its year
        # short forms; a new law of the name is no amending act
        ("Luật Điện lực sửa đổi năm 2012", 2020, "inferred", ("qh/2012/24-qh13",)),
        ("Luật Các tổ chức tín dụng (sửa đổi) năm 2017", 2020, "inferred", ("qh/2017/17-qh14",)),
        ("Luật Đất đai (sửa đổi) năm 2013", 2020, "inferred", ("qh/2013/45-qh13",)),
        # the name alone: what amends the act in force
        (f"Luật {X} Luật Đất đai", 2000, "ambiguous", ("qh/1998/10-qh10",)),
        (f"Luật {X} Luật Đất đai", 2002, "ambiguous", ("qh/1998/10-qh10", "qh/2001/25-qh10")),
        (f"Luật {X} Luật Đất đai", 2010, "unresolved", ()),
        (f"Luật {X} 37 luật có liên quan đến quy hoạch", 2026, "inferred", ("qh/2018/35-qh14",)),
    ],
)  # fmt: skip
def test_which_amending_act_is_meant(law: str, year: int, status: str, works: tuple[str, ...]) -> None:
    assert _resolved(law, year)[:2] == (status, works)


def test_a_number_behind_the_last_name_is_the_amending_acts() -> None:
    text = DECREE.format(law=f"Luật {X} Luật Đấu thầu, Luật Hải quan số 90/2025/QH15", year=2026)
    first = next(one for one in parse(as_source(text)).mentions if one.kind == "numbered")
    assert as_source(text).text[first.span.start : first.span.end].startswith("Luật sửa đổi")
