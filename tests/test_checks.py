"""The rules: every page is run, and a run says the same whatever the order of the files."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module

import pytest

from vnlegal import checks
from vnlegal.checks import RULES, Report, Rule, UnknownRule, issuing
from vnlegal.checks.titles import Likeness
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.notation.numbers import validate

_FAMILIES = "1234567"


def report(pages: Sequence[str], select: Sequence[str] = ()) -> Report:
    sources = [decode(f"{chr(ord('a') + i)}.txt", page.encode()) for i, page in enumerate(pages)]
    return checks.report(Corpus.of(map(parse, sources)), select=select)


def test_every_rule_of_the_folder_is_in_the_tuple() -> None:
    modules = (import_module(f"vnlegal.checks.{one.name}") for one in pkgutil.iter_modules(checks.__path__))
    assert {one.RULE.code for one in modules if hasattr(one, "RULE")} == {rule.code for rule in RULES}


def test_codes_are_in_order_and_of_a_family() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert all(code.startswith("VL") and code[2] in _FAMILIES and code[3:].isdigit() for code in codes)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_bad_pages_yield_the_finding(rule: Rule) -> None:
    found = report(rule.bad, [rule.code]).findings
    assert [one.code for one in found][:1] == [rule.code]
    assert all(one.span and one.evidence[0].span == one.span for one in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_good_pages_do_not(rule: Rule) -> None:
    assert report(rule.good, [rule.code]).findings == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_good_pages_yield_no_error_of_any_other_rule(rule: Rule) -> None:
    assert report(rule.good).at_least("error") == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_explain_speaks_both_languages(rule: Rule) -> None:
    page = checks.explain(rule.name)
    assert page == checks.explain(rule.code.lower())
    assert all(part in page for part in (rule.code, "Vì sao:", "Why:", "Sai / Bad", "Đúng / Good"))


def test_evidence_is_what_stands_in_the_source() -> None:
    for rule in RULES:
        done = report(rule.bad, [rule.code])
        texts = {one.path: one.text for one in done.sources}
        for finding in done.findings:
            for passage in finding.evidence:
                start, end = passage.span
                assert passage.text == " ".join(texts[passage.path][start:end].split())
                assert passage.line == texts[passage.path].count("\n", 0, start) + 1


def test_the_order_of_documents_changes_nothing() -> None:
    pages = [page for rule in RULES for page in rule.bad]
    documents = [parse(decode(f"{i:03}.txt", page.encode())) for i, page in enumerate(pages)]
    there = checks.report(Corpus.of(documents), preview=True)
    back = checks.report(Corpus.of(reversed(documents)), preview=True)
    assert there.findings
    assert there == back


def test_states_add_up_to_what_was_found() -> None:
    done = report(next(rule.bad for rule in RULES if rule.code == "VL201"))
    assert done.total.found == done.total.compared == done.total.conflict == 2
    assert done.total == done.documents[0][1] + done.documents[1][1]


def test_selectors_mean_codes_families_and_names() -> None:
    assert [rule.code for rule in checks.chosen(["title-differs"])] == ["VL201"]
    assert {rule.code[:3] for rule in checks.chosen(["vl2"], preview=True)} == {"VL2"}
    assert all(not rule.preview for rule in checks.chosen())
    assert not any(rule.code.startswith("VL1") for rule in checks.chosen(ignore=["VL1"]))


def test_an_unknown_selector_asks_what_was_meant() -> None:
    with pytest.raises(UnknownRule, match="có phải title-differs"):
        checks.chosen(["title-difers"])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG", None),
        ("KT. BỘ TRƯỞNG\nBỘ TRƯỞNG", "Ký thay (KT.) nhưng"),
        ("TUQ. BỘ TRƯỞNG\nKT. VỤ TRƯỞNG\nPHÓ VỤ TRƯỞNG", "Người được ủy quyền (TUQ.)"),
        ("TM. ỦY BAN NHÂN DÂN\nPHÓ CHỦ TỊCH", "Phó Chủ tịch ký thay mặt Ủy ban"),
        ("TM. ỦY BAN NHÂN DÂN\nPHÓ CHỦ TỊCH THƯỜNG TRỰC", "Phó Chủ tịch ký thay mặt Ủy ban"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", None),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", None),
        ("BỘ TRƯỞNG", None),
    ],
)
def test_in_which_capacity_who_may_sign(lines: str, told: str | None) -> None:
    page = (
        "BỘ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 5/BNV-VP\n"
        f"Hà Nội, ngày 05 tháng 2 năm 2024\nKính gửi: Bộ Y tế.\nHọp.\n{lines}\nTrần Văn Thuấn\n"
    )
    found = report([page], ["VL601"]).findings
    assert [one.message.startswith(told or "-") for one in found] == [True] * (told is not None)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("370/VPCP-KGVX", "5/NQ-CP", Likeness.SAME),  # an office writes for its body
        ("5/NQ-CP", "370/VPCP-KGVX", Likeness.SAME),
        ("370/VPCP-KGVX", "5/QĐ-TTg", Likeness.SAME),  # and for its head
        ("5/TCHQ-GS", "5/2020/TT-BTC", Likeness.SAME),  # a department for its ministry
        ("5/QĐ-CTUBND", "5/QĐ-UBND", Likeness.SAME),  # a chairman
        ("5/QĐ-TTg", "5/NQ-CP", Likeness.DIFFERENT),
        ("5/2020/TT-BYT", "5/2020/TT-BNV", Likeness.DIFFERENT),
        ("5/QĐ-UBND", "5/NQ-HĐND", Likeness.DIFFERENT),
        ("12/2026/TT-BTC", "05/2020/TT-BKHĐT", Likeness.SAME),  # its successor
        ("05/2020/TT-BKHĐT", "12/2026/TT-BTC", Likeness.DIFFERENT),
        ("5/2020/QĐ-XYZW", "5/NQ-CP", Likeness.UNKNOWN),
    ],
)
def test_which_numbers_are_of_one_body(one: str, other: str, likeness: Likeness) -> None:
    assert issuing.same(validate(one), validate(other)) is likeness
