"""Cases that a mutant asked for: each is noticed by nothing else (`make mutants`)."""

from __future__ import annotations

from datetime import date, timedelta

from vnlegal.checks import cycle, suppressions, type_misfit
from vnlegal.checks.frame import Report
from vnlegal.checks.view import View
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.model import Finding, Span

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
