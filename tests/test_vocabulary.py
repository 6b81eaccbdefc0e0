"""The tables: every witness yields its row, every key leads somewhere, no typing slip goes unnoticed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from vnlegal import vocabulary
from vnlegal.document import parse
from vnlegal.notation import numbers
from vnlegal.text import fold
from vnlegal.vocabulary import Row, Table, VocabularyError
from vnlegal.vocabulary.acts import acts_named

TABLES: dict[str, Table[Any]] = {
    "doc_types": vocabulary.doc_types(),
    "issuers": vocabulary.issuers(),
    "provinces": vocabulary.provinces(),
    "relations": vocabulary.relations(),
    "capacities": vocabulary.capacities(),
    "purposes": vocabulary.purposes(),
    "stamps": vocabulary.stamps(),
    "abbreviations": vocabulary.abbreviations(),
    "sources": vocabulary.authorities(),
}
ROWS = [(name, row) for name, table in TABLES.items() for row in table]
WITNESSED = [
    (name, row, witness)
    for name, row in ROWS
    for witness in row.witness
    if name != "relations"  # `test_references` reads them: each makes its claim
]


def _ids(cases: Iterable[tuple[Any, ...]]) -> list[str]:
    return [" ".join(str(getattr(part, "id", part)) for part in case) for case in cases]


def _doc_types(witness: str) -> set[str]:
    """By the abbreviation in a number, as a title in capitals, or by the words that a name begins with."""
    number = numbers.parse(witness)
    if number and number.doc_type:
        by_symbol = vocabulary.doc_types_by_abbreviation(party="-" in number.compact.split("/")[0])
        return {row.id for row in by_symbol.get(number.doc_type, ())}
    if witness.isupper() and (titled := parse(f"SỞ Y TẾ\nSố: 1/SYT\n{witness}\nVề A\n").preface.doc_type):
        return {titled.value}
    words, names = fold(witness), vocabulary.doc_types_by_name()
    longest = max((name for name in names if re.match(rf"{re.escape(name)}\b", words)), key=len, default=None)
    return {row.id for row in names[longest]} if longest else set()


def _issuers(witness: str) -> set[str]:
    number = numbers.parse(witness)
    if number is None:
        return {row.id for row in vocabulary.issuers_by_name().get(fold(witness), ())}
    found = vocabulary.issuers_by_abbreviation()
    written = {
        abbreviation for issuer in number.issuers for abbreviation in (issuer, issuer.rstrip("0123456789"))
    }
    return {row.id for abbreviation in written for row in found.get(abbreviation, ())}


_DECISION = """ỦY BAN NHÂN DÂN
TỈNH X

Số: 1/QĐ-UBND

QUYẾT ĐỊNH
Về việc A

Điều 1. Quyết định này quy định việc cấp giấy.

Nơi nhận:
- Như Điều 1;
- Lưu: VT.

"""


def _capacities(witness: str) -> set[str]:
    """By the words before the office, as the parser reads them in a signature."""
    lines = witness.replace(" / ", "\n")
    read = parse(f"{_DECISION}{lines}\n\nNguyễn Văn Bình\n").conclusions.signatures
    printed = fold(read[0].capacity.value).split()[0].rstrip(".") if read and read[0].capacity else ""
    return {row.id for row in vocabulary.capacities_by_form().get(printed, ())}


def _purposes(witness: str) -> set[str]:
    """By the words in the brackets behind a recipient, as the parser reads them."""
    page = f"Số: 1/QĐ-UBND\n\nNơi nhận:\n- Bộ Y tế ({witness});\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn A\n"
    (read,) = parse(page).conclusions.recipients
    words = fold(read.purpose.value) if read.purpose else ""
    begun = [form for form in vocabulary.purposes_by_form() if re.match(rf"(để |đề )?{form}(?!\w)", words)]
    return {row.id for row in vocabulary.purposes_by_form()[max(begun, key=len)]} if begun else set()


def _stamps(witness: str) -> set[str]:
    """By the mark above the number, as the parser reads it."""
    preface = parse(f"ỦY BAN NHÂN DÂN\nTỈNH X\n\nSố: 1/UBND-VX\n{witness}\n\nKính gửi: Bộ Y tế\n").preface
    read = preface.urgency or preface.secrecy
    return {row.id for row in vocabulary.stamps_by_form().get(fold(read.value), ())} if read else set()


def _provinces(witness: str) -> set[str]:
    name = re.sub(r"^(tỉnh|thành phố) ", "", fold(witness))
    return {row.id for row in vocabulary.provinces_by_name().get(name, ())}


def _abbreviations(witness: str) -> set[str]:
    """By the name of the act that the parser gives to the words behind a provision."""
    page = f"Số: 1/STP-VB\n\nKính gửi: Sở Y tế\n\nTheo {witness} thì được.\n"
    (read,) = (one for one in parse(page).mentions if one.kind == "named")
    named = {act.name for act in acts_named(page[read.span.start : read.span.end])}
    return {row.id for row in vocabulary.abbreviations() if row.name in named}


FIND: dict[str, Callable[[str], set[str]]] = {
    "doc_types": _doc_types,
    "issuers": _issuers,
    "capacities": _capacities,
    "provinces": _provinces,
    "purposes": _purposes,
    "stamps": _stamps,
    "abbreviations": _abbreviations,
}


@pytest.mark.parametrize(("name", "row", "witness"), WITNESSED, ids=_ids(WITNESSED))
def test_every_witness_yields_its_row(name: str, row: Row, witness: str) -> None:
    assert row.id in FIND[name](witness)


# Rows taken over from a norm that still want an example: a new row needs one, and these should get one.
WITHOUT_WITNESS = Counter(
    {
        "issuers": 43,
        "provinces": 27,
        "doc_types": 18,
    }
)


def test_no_new_row_without_a_witness() -> None:
    assert Counter(name for name, row in ROWS if not row.witness and name in FIND) <= WITHOUT_WITNESS


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_unique_and_plain(name: str) -> None:
    ids = [row.id for row in TABLES[name]]
    assert len(ids) == len(set(ids))
    assert name == "sources" or all(re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", one) for one in ids)


def test_every_row_names_its_sources() -> None:
    known = {row.id for row in vocabulary.authorities()}
    cited = {source.split(" ")[0] for name, row in ROWS for source in row.source}
    assert cited <= known
    assert known <= cited
    assert [f"{name} {row.id}" for name, row in ROWS if name in FIND and not row.source] == []


def test_successors_and_parents_exist() -> None:
    issuers, provinces = ({row.id for row in table} for table in (TABLES["issuers"], TABLES["provinces"]))
    for issuer in vocabulary.issuers():
        assert {*issuer.successors, issuer.parent} - {None} <= issuers
    for province in vocabulary.provinces():
        assert province.successor is None or province.successor in provinces


def test_provinces_before_and_after_the_merger() -> None:
    rows = vocabulary.provinces().rows
    assert Counter(row.era for row in rows) == {63: 63, 34: 34}
    assert all((row.successor is None) == (row.era == 34) for row in rows)
    assert {row.successor for row in rows if row.era == 63} == {row.id for row in rows if row.era == 34}
    assert vocabulary.provinces().get("old-kon-tum").successor == "quang-ngai"


def test_dates_are_dates_and_run_forward() -> None:
    date = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
    for row in vocabulary.issuers():
        assert all(one is None or date.fullmatch(one) for one in (row.since, row.until)), row.id
        assert not (row.since and row.until) or row.since <= row.until, row.id


def test_one_type_a_printed_name() -> None:
    assert {name: rows for name, rows in vocabulary.doc_types_by_name().items() if len(rows) > 1} == {}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"id": "x", "name": "X", "offical": True}, "offical"),
        ({"id": "x", "official": True}, "name"),
    ],
)
def test_a_wrong_key_is_refused(monkeypatch: pytest.MonkeyPatch, row: dict[str, Any], wrong: str) -> None:
    monkeypatch.setattr(vocabulary, "table", lambda name: {"source": [row]})
    with pytest.raises(VocabularyError, match=rf"sources\.toml, row 'x'.*{wrong}"):
        vocabulary.authorities.__wrapped__()


def test_every_table_is_read() -> None:
    """A file of the folder that is no table above is a word list of one module, and is read by it."""
    code = "".join(path.read_text("utf-8") for path in _python_files())
    names = [
        one.name.removesuffix(".toml")
        for one in files("vnlegal.vocabulary").iterdir()
        if one.name.endswith(".toml")
    ]
    assert [name for name in names if name not in TABLES and f'"{name}"' not in code] == []


def _python_files() -> list[Path]:
    return list(Path(vocabulary.__file__).parent.parent.rglob("*.py"))
