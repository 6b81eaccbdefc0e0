"""Cases that a mutant asked for: each is noticed by nothing else (`make mutants`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pages import letter

from vnlegal.checks import cycle, ends_anothers, range_upside_down, suppressions, type_misfit
from vnlegal.checks.frame import Report
from vnlegal.checks.view import View
from vnlegal.corpus import Corpus, place_of, province_of
from vnlegal.corpus.desk import Entry
from vnlegal.corpus.duties import ledger
from vnlegal.corpus.kept_document import unpacked
from vnlegal.corpus.ledger import Ledger
from vnlegal.corpus.reading import Taken, Wanted, reading
from vnlegal.corpus.sharing import Lost
from vnlegal.corpus.tables import Documents, connect
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.graph.disk import damage
from vnlegal.graph.vocabulary import vocabulary_quads
from vnlegal.model import Document, Finding, Span
from vnlegal.notation import iris
from vnlegal.references.cues import kinds_of

SUPPRESSED = """
[[suppress]]
code = "VL201"
document = "a.txt"
reason = "theo bản đăng Công báo"
until = 2026-12-31
"""


def test_a_circle_is_told_from_its_first_work_back_to_it() -> None:
    pages = [parse(decode(f"{n}.txt", page.encode())) for n, page in enumerate(cycle.RULE.bad)]
    view = View.of(Corpus.of(pages))
    names = {flag.message.partition(": ")[2] for flag in cycle.RULE.check(view)}
    assert all(words.split(" → ")[0] == words.split(" → ")[-1] for words in names)
    assert {len(words.split(" → ")) for words in names} == {3}
    assert names


def test_a_type_that_misfits_is_told_with_at_most_two_that_fit() -> None:
    view = View.of(Corpus.of([parse("Căn cứ Thông tư số 59/2020/QH14 ngày 17 tháng 6 năm 2020;")]))
    (flag,) = type_misfit.RULE.check(view)
    assert flag.message.count(" hoặc ") == 1


def test_a_suppression_holds_on_its_last_day() -> None:
    found = Finding("VL201", "warning", "Ngày khác", "a.txt", Span(0, 4))
    entries = suppressions.read(SUPPRESSED, "vnlegal.toml")
    until = date(2026, 12, 31)
    on = suppressions.apply(Report((found,), (), ()), entries, "vnlegal.toml", until)
    after = suppressions.apply(Report((found,), (), ()), entries, "vnlegal.toml", until + timedelta(1))
    assert [one.code for one in on.findings] == []
    assert [one.code for one in after.findings] == ["VL201", "VL001"]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Ledger, Documents, Document]]:
    """A corpus on disk with one letter in it, settled."""
    ledger = Ledger(tmp_path / "m.sqlite", documents := Documents(tmp_path / "d.sqlite", "1"))
    one = letter("Thực hiện Công văn số 7/BNV-VP ngày 01 tháng 2 năm 2020 của Bộ Nội vụ.", "a.txt")
    _put(ledger, documents, one, "h1")
    yield ledger, documents, one
    ledger.close()
    documents.close()


def _put(ledger: Ledger, documents: Documents, one: Document, sha256: str) -> None:
    documents.put(sha256, one)
    ledger.put(one.source.path, sha256, one)
    ledger.settle(lambda *_: None)


def test_a_file_knows_its_work_and_its_texts(kept: tuple[Ledger, Documents, Document]) -> None:
    ledger, _, one = kept
    work = Corpus.of([one]).settled(one).work
    assert ledger.own("a.txt") == work.iri
    assert ledger.own("b.txt") is None
    assert ledger.texts_of(work) == (iris.text(one.source),)


def test_what_is_decided_alike_is_not_told_again(kept: tuple[Ledger, Documents, Document]) -> None:
    ledger, _, _ = kept
    assert ledger.pending("text") == len(list(ledger.all("text"))) == 1
    ledger.done("text", ledger.all("text"), {})
    assert ledger.pending("text") == 0
    before = ledger.db.execute("SELECT id FROM files").fetchall()
    ledger.add("name", [file for (file,) in before])
    ledger.settle(lambda *_: None)
    assert ledger.pending("text") == 0


def test_a_document_that_is_kept_is_not_read_again(kept: tuple[Ledger, Documents, Document]) -> None:
    _, documents, one = kept
    asked: list[Path] = []

    def read(path: Path) -> Document:
        asked.append(path)
        if path.name == "c.txt":
            raise MemoryError
        return one

    with reading(read, documents.path) as take:
        found = take(Wanted("a.txt", "h1", Path("a.txt")))
        assert isinstance(found, Taken)
        assert (found.document, found.entry, asked) == (None, Entry.of(one), [])
        new = take(Wanted("b.txt", "h2", Path("b.txt")))
        assert isinstance(new, Taken)
        assert new.document is not None
        assert unpacked(new.document) == one
        assert take(Wanted("c.txt", "h3", Path("c.txt"))) == Lost("không đủ bộ nhớ")


def test_who_only_reads_a_corpus_cannot_change_it(kept: tuple[Ledger, Documents, Document]) -> None:
    ledger, _, _ = kept
    place = ledger.place
    assert place is not None
    db = connect(place.tables, reading=True)
    with pytest.raises(sqlite3.OperationalError):
        db.execute("DELETE FROM files")
    db.close()


def test_where_a_claim_is_made_and_for_which_province() -> None:
    told = "Thực hiện Công văn số 7/BNV-VP ngày 01 tháng 2 năm 2020 của Bộ Nội vụ."
    one = letter(told, issuer="ỦY BAN NHÂN DÂN TỈNH KON TUM", number="5/UBND-NC")
    (claim,) = one.claims
    assert place_of(one, claim) == one.mention(claim.object)
    assert province_of(one) == "kon-tum"
    assert province_of(letter(told)) is None


def test_a_ministry_that_was_merged_has_an_event_on_the_day_after_its_last() -> None:
    event = "<https://w3id.org/vnlegal/id/event/btc/2025-03-01>"
    told = {(row.predicate, row.object) for row in vocabulary_quads() if row.subject == event}
    origins = {object_ for predicate, object_ in told if predicate.endswith("originalOrganization>")}
    assert "<https://w3id.org/vnlegal/id/org/bkhdt>" in origins
    assert all(
        not row.subject.startswith("<https://w3id.org/vnlegal/id/event/snv/") for row in vocabulary_quads()
    )


def test_tasks_of_the_same_words_are_told_apart() -> None:
    page = letter("1. Sở Y tế rà soát văn bản.\n2. Sở Y tế rà soát văn bản.\n3. Sở Y tế báo cáo.")
    ids = [row.id for row in ledger(Corpus.of([page]), date(2026, 5, 5))]
    assert len(ids) == 3
    assert sorted(map(len, ids)) == [12, 12, 14]
    assert sorted(ids, key=len)[2][:12] in ids
    assert sorted(ids, key=len)[2].endswith("-2")


def test_of_a_provision_that_nobody_can_tell_nothing_is_cited() -> None:
    corpus = Corpus.of([parse("Theo Điều 5 Luật Đất đai số 31/2024/QH15.")])
    assert corpus.cites("những điều đã nói") == ()
    assert len(corpus.cites("Điều 5 Luật Đất đai số 31/2024/QH15")) == 1


def test_several_changes_in_one_verb_are_several_kinds() -> None:
    assert kinds_of("sửa đổi, bổ sung, bãi bỏ", "amends") == ("amends", "repeals")
    assert kinds_of("thực hiện", "implements") == ("implements",)


def test_a_range_in_quoted_words_may_count_down() -> None:
    page = (
        "Điều 1. Sửa đổi Điều 4 của Nghị định số 5/2020/NĐ-CP như sau:\n"
        "“Điều 4. Theo từ Điều 15 đến Điều 10 Luật này.”\n"
    )
    plain = "Theo từ Điều 15 đến Điều 10 Luật Đất đai."
    flags = [
        len(list(range_upside_down.RULE.check(View.of(Corpus.of([parse(words)]))))) for words in (page, plain)
    ]
    assert flags == [0, 1]


def test_only_changes_outside_annexes_end_what_another_body_made() -> None:
    (page,) = ends_anothers.RULE.bad
    based = page.replace("Thông tư này thay thế", "Thông tư này căn cứ")
    flags = [
        list(ends_anothers.RULE.check(View.of(Corpus.of([parse(decode("a.txt", one.encode()))]))))
        for one in (page, based)
    ]
    assert [len(one) for one in flags] == [1, 0]


def test_a_damaged_block_is_named_and_other_errors_are_not() -> None:
    told = damage(
        OSError("Corruption: block checksum mismatch: stored = 1 in kho/000001/quads/000011.sst offset 0")
    )
    assert told is not None
    assert str(told).startswith("kho/000001/quads/000011.sst")
    assert damage(OSError("No such file")) is None
    assert damage(ValueError("Corruption: in kho/000001/quads/000011.sst")) is None
