"""Hiệu lực on a day: every status with what it rests on, unknown where nothing is said."""

from __future__ import annotations

from datetime import date

import pytest

import vnlegal
from vnlegal import parse
from vnlegal.corpus import Corpus
from vnlegal.document import as_source
from vnlegal.graph.stores import Store
from vnlegal.graph.validity import Status
from vnlegal.model import Document
from vnlegal.outputs import Sheet, statuses

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
