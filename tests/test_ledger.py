"""The corpus on disk is the corpus in memory, whatever came, changed and left before."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from conftest import LETTERS
from pages import letter

from vnlegal.corpus import Corpus, Settled, load
from vnlegal.corpus.ledger import Ledger
from vnlegal.corpus.tables import Documents
from vnlegal.model import Document

# Bodies that leave issuer, year or name to others: what one file says decides about another.
TOLD = (
    "Thực hiện Công văn số 7/BNV-VP, Bộ Y tế yêu cầu.",
    "Thực hiện Công văn số 7/BNV-VP ngày 01 tháng 2 năm 2020 của Bộ Nội vụ, Bộ Y tế yêu cầu.",
    "Thực hiện Công văn số 7/BNV-VP ngày 02 tháng 2 năm 2020 của Bộ Nội vụ về tuyển dụng, Bộ Y tế yêu cầu.",
    "Thực hiện Nghị quyết số 18-NQ/TW, Bộ Y tế yêu cầu.",
    "Thực hiện Nghị quyết số 18-NQ/TW ngày 25 tháng 10 năm 2017 của Ban Chấp hành Trung ương, Bộ yêu cầu.",
    "Thực hiện Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ ban hành Chương trình hành động "
    "của Chính phủ thực hiện Nghị quyết số 52-NQ/TW ngày 27 tháng 9 năm 2019 của Bộ Chính trị, Bộ yêu cầu.",
    "Thực hiện Chương trình hành động của Chính phủ thực hiện Nghị quyết số 52-NQ/TW ngày 27 tháng 9 năm "
    "2019 của Bộ Chính trị, Bộ yêu cầu.",
    "Căn cứ Luật Đất đai năm 2024, Bộ yêu cầu.",
    "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024, Bộ yêu cầu.",
    "Căn cứ Luật Đất đai, Bộ yêu cầu.",
    "Công văn này thay thế Công văn số 9/BYT-KCB.",
)
HEADS = (
    {"number": "7/BNV-VP", "date": (2020, 2, 1)},
    {"number": "7/BNV-VP", "date": (2020, 2, 2)},
    {"number": "7/BNV-VP", "date": (2019, 3, 4)},
    {"number": "9/BYT-KCB", "issuer": "BỘ Y TẾ", "date": (2020, 5, 6)},
    {"number": "9/BYT-KCB", "issuer": "BỘ Y TẾ", "date": (2020, 7, 8)},
    {"number": "11/BYT-KCB", "issuer": "BỘ Y TẾ", "date": (2020, 9, 10)},
)  # fmt: skip


@cache
def pool(path: str) -> tuple[Document, ...]:
    """What may stand in a file: any header over any body, and the four letters."""
    made = [letter(told, path, **head) for told in TOLD for head in HEADS]
    return (*made, *load(LETTERS).documents) if path == "0" else tuple(made)


def facts(settled: Settled) -> tuple[object, ...]:
    return settled.document.source.sha256, settled.work, settled.resolutions


def compare(ledger: Ledger, documents: list[Document]) -> None:
    corpus = Corpus.of(documents)
    ledger.settle(lambda *_: None)
    expected = {one.source.path: facts(corpus.settled(one)) for one in corpus.documents}
    texts = {text for (text,) in ledger.db.execute("SELECT text FROM files")}
    found = {one.document.source.path: facts(one) for text in texts for one in ledger.copies(text)}
    assert found == expected
    works = {work for (work,) in ledger.db.execute("SELECT DISTINCT work FROM seen")}
    assert {ledger.work(work) for work in works} == set(corpus.works)


@pytest.mark.parametrize("seed", range(6))
def test_any_way_leads_to_the_same(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    ledger = Ledger(tmp_path / "m.sqlite", documents := Documents(tmp_path / "d.sqlite", "1"))
    held: dict[str, Document] = {}
    for step in range(12):
        for _ in range(chance.choice((1, 1, 2, 5))):
            path = str(chance.randrange(9))
            if path in held and chance.random() < 0.35:
                del held[path]
                ledger.drop([path])
            else:
                held[path] = one = chance.choice(pool(path))
                one = held[path] = _at(path, one)
                documents.put(f"{step}{path}{one.source.sha256}", one)
                ledger.put(path, f"{step}{path}{one.source.sha256}", one)
        compare(ledger, list(held.values()))
    ledger.db.close()
    documents.close()


def _at(path: str, document: Document) -> Document:
    from dataclasses import replace

    return replace(document, source=replace(document.source, path=path))


def test_only_what_is_touched_is_decided_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "m.sqlite", documents := Documents(tmp_path / "d.sqlite", "1"))

    def put(path: str, told: str, **head: object) -> set[str]:
        one = letter(told, path, **head)
        documents.put(one.source.sha256, one)
        ledger.put(path, one.source.sha256, one)
        seen: list[set[str]] = []
        inner = ledger._put_decisions
        ledger._put_decisions = lambda found: (seen.append({_path(one[0]) for one in found}), inner(found))  # type: ignore
        ledger.settle(lambda *_: None)
        ledger._put_decisions = inner  # type: ignore[method-assign]
        return set().union(*seen)

    def _path(file: int) -> str:
        return str(ledger.db.execute("SELECT path FROM files WHERE id = ?", (file,)).fetchone()[0])

    for n in range(20):
        whole = (
            f"Thực hiện Công văn số 7/BNV-VP ngày 0{n % 9 + 1} tháng 2 năm 2020 của Bộ Nội vụ, Bộ yêu cầu."
        )
        put(f"whole{n}", whole, number=f"{n + 100}/BYT-KCB", issuer="BỘ Y TẾ")
    bare = "Thực hiện Công văn số 7/BNV-VP, Bộ yêu cầu."
    assert put("bare", bare, number="99/BYT-KCB", issuer="BỘ Y TẾ") == {"bare"}
    again = "Thực hiện Công văn số 7/BNV-VP ngày 05 tháng 2 năm 2020 của Bộ Nội vụ, Bộ yêu cầu."
    assert put("more", again, number="98/BYT-KCB", issuer="BỘ Y TẾ") == {"more"}, "nothing new is known"
    other = "Thực hiện Công văn số 7/BNV-VP ngày 05 tháng 2 năm 2021 của Bộ Nội vụ, Bộ yêu cầu."
    assert put("other", other, number="97/BYT-KCB", issuer="BỘ Y TẾ") == {"other", "bare"}
    touched = put("text", "Gửi các đơn vị.", number="7/BNV-VP", date=(2020, 2, 5))
    assert len(touched) == 24, "the text itself is here now: all that mention it"
    ledger.db.close()
    documents.close()
