"""Checks: what places of a corpus say about one document is held against each other.

A rule is one module of this folder that declares `RULE`, and its name in `RULES`.  Verdicts state facts
and abstain: a document that is not in the corpus is never an error.

>>> print(explain("VL202").splitlines()[0])
VL202 date-differs (lỗi / error)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..language import SaidError, spoken
from ..model import Finding
from ..text import passage
from . import (
    abolished_body,
    ambiguous_citation,
    amendment_tail,
    basis_rank,
    capacity,
    cites_future,
    cycle,
    date_differs,
    effect_date,
    ended_basis,
    ends_anothers,
    first_citation,
    ground_mark,
    ground_order,
    impossible_date,
    issuer_differs,
    issuer_existed,
    issuer_misfit,
    known_act,
    law_regime,
    leading_zero,
    missing_provision,
    near_number,
    number_form,
    number_unclean,
    numbering,
    past_deadline,
    point_letter,
    provision_case,
    range_upside_down,
    recipients,
    repealed_provision,
    same_number,
    self_citation,
    separators,
    subject_only,
    suppressions,
    title_differs,
    two_issuers,
    type_differs,
    type_misfit,
    year_misfit,
    year_missing,
)
from .agreement import agreements, tallies, verdicts
from .frame import (
    SEVERITIES,
    Agreement,
    Flag,
    Report,
    Rule,
    Tally,
    earned,
    mildest,
    severity_words,
    wrapped,
)
from .view import View

if TYPE_CHECKING:
    from ..corpus import Corpus

__all__ = [
    "DECLARED",
    "RULES",
    "SEVERITIES",
    "Agreement",
    "Report",
    "Rule",
    "Tally",
    "UnknownRule",
    "by_place",
    "check",
    "chosen",
    "codes",
    "explain",
    "get",
    "report",
]

RULES: tuple[Rule, ...] = (
    number_form.RULE,
    type_misfit.RULE,
    issuer_misfit.RULE,
    separators.RULE,
    number_unclean.RULE,
    year_missing.RULE,
    year_misfit.RULE,
    impossible_date.RULE,
    title_differs.RULE,
    date_differs.RULE,
    issuer_differs.RULE,
    type_differs.RULE,
    same_number.RULE,
    near_number.RULE,
    two_issuers.RULE,
    known_act.RULE,
    cites_future.RULE,
    ended_basis.RULE,
    issuer_existed.RULE,
    abolished_body.RULE,
    past_deadline.RULE,
    basis_rank.RULE,
    effect_date.RULE,
    ends_anothers.RULE,
    first_citation.RULE,
    law_regime.RULE,
    amendment_tail.RULE,
    leading_zero.RULE,
    ambiguous_citation.RULE,
    ground_mark.RULE,
    ground_order.RULE,
    missing_provision.RULE,
    provision_case.RULE,
    point_letter.RULE,
    range_upside_down.RULE,
    numbering.RULE,
    repealed_provision.RULE,
    capacity.RULE,
    recipients.RULE,
    self_citation.RULE,
    cycle.RULE,
    subject_only.RULE,
)


DECLARED = (*suppressions.RULES, *RULES)
"""Every code that a report may show."""


class UnknownRule(SaidError, ValueError):
    """No rule has this code, family or name; the message is in Vietnamese."""


def check(
    corpus: Corpus, *, select: Iterable[str] = (), ignore: Iterable[str] = (), preview: bool = False
) -> tuple[Finding, ...]:
    """The findings of all rules, or of the selected ones, in order of path and place."""
    return report(corpus, select=select, ignore=ignore, preview=preview).findings


def report(
    corpus: Corpus, *, select: Iterable[str] = (), ignore: Iterable[str] = (), preview: bool = False
) -> Report:
    """The findings, and for each document how many of its references were compared, agree, differ …

    `select` and `ignore` take codes ("VL201"), their beginnings ("VL2") and names ("title-differs").
    Preview rules run if `preview` is set or their own code or name is selected.
    """
    view = View.of(corpus)
    rules = chosen(select, ignore, preview)
    found = _once([_finding(view, rule, flag) for rule in rules for flag in rule.check(view)])
    states = verdicts(view)
    counts = tallies(view, states)
    return Report(
        tuple(sorted(found, key=by_place)),
        tuple((path, counts[path]) for path in sorted(counts)),
        tuple(one.source for one in view.documents),
        tuple(agreements(view, states)),
    )


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = (), preview: bool = False) -> tuple[Rule, ...]:
    """The rules that a selection means; raises UnknownRule on a selector that means none."""
    wanted, unwanted = tuple(select), tuple(ignore)
    for selector in (*wanted, *unwanted):
        if not any(_means(selector, rule) for rule in RULES):
            raise UnknownRule(_unknown(selector))
    return tuple(rule for rule in RULES if _runs(rule, wanted, unwanted, preview))


def codes(selectors: Iterable[str]) -> tuple[str, ...]:
    """The codes that some selectors mean; raises UnknownRule."""
    wanted = tuple(selectors)
    return tuple(rule.code for rule in chosen(wanted, preview=True)) if wanted else ()


def get(code: str) -> Rule:
    """The rule of this code or name; raises UnknownRule."""
    for rule in DECLARED:
        if code.upper() == rule.code or code.lower() == rule.name:
            return rule
    raise UnknownRule(_unknown(code))


def explain(code: str) -> str:
    """The page of a rule, in Vietnamese, then in English, or in English alone; raises UnknownRule."""
    rule = get(code)
    if spoken() == "en":
        return _explained_in_english(rule)
    preview = ", xem trước / preview" if rule.preview else ""
    parts = [
        f"{rule.code} {rule.name} ({severity_words(rule.level)}{preview})",
        wrapped(f"Kiểm tra gì: {rule.what_vi}"),
        wrapped(f"Vì sao: {rule.why_vi}"),
        wrapped(f"What it checks: {rule.what_en}"),
        wrapped(f"Why: {rule.why_en}"),
        *_examples("Sai / Bad", rule.bad),
        *_examples("Đúng / Good", rule.good),
    ]
    return "\n\n".join(parts) + "\n"


def _explained_in_english(rule: Rule) -> str:
    preview = ", preview" if rule.preview else ""
    parts = [
        f"{rule.code} {rule.name} ({rule.level}{preview})",
        wrapped(f"What it checks: {rule.what_en}"),
        wrapped(f"Why: {rule.why_en}"),
        *_examples("Bad", rule.bad),
        *_examples("Good", rule.good),
    ]
    return "\n\n".join(parts) + "\n"


def _examples(title: str, pages: tuple[str, ...]) -> Iterator[str]:
    for i, page in enumerate(pages, 1):
        number = f" ({i}/{len(pages)})" if len(pages) > 1 else ""
        yield f"{title}{number}:\n" + "\n".join(f"    {line}".rstrip() for line in page.splitlines())


def _runs(rule: Rule, select: tuple[str, ...], ignore: tuple[str, ...], preview: bool) -> bool:
    if any(_means(selector, rule) for selector in ignore):
        return False
    named = any(selector.upper() == rule.code or selector.lower() == rule.name for selector in select)
    asked = not select or any(_means(selector, rule) for selector in select)
    return named or (asked and (preview or not rule.preview))


def _means(selector: str, rule: Rule) -> bool:
    return rule.code.startswith(selector.upper()) or selector.lower() == rule.name


def _unknown(selector: str) -> str:
    near = get_close_matches(selector.lower(), [w for r in RULES for w in (r.code.lower(), r.name)], 1)
    known = {rule.code.lower(): rule.code for rule in RULES}
    there_is_none = f"không có quy tắc {selector!r}"
    return f"{there_is_none}; có phải {known.get(near[0], near[0])}?" if near else there_is_none


def _finding(view: View, rule: Rule, flag: Flag) -> Finding:
    places = ((flag.document, flag.span), *flag.others)
    said = earned(rule.code, flag.severity or rule.severity)
    hints = [flag.hint or (f"viết “{flag.fix}”" if flag.fix else None)]
    if view.recognised(flag.document, flag.span):
        said = mildest(said, "warning")
        hints.append("chữ ở đây do máy nhận dạng (OCR): xem lại bản gốc")
    return Finding(
        rule.code,
        "note" if any(view.misread(one) for one, _ in places) else said,
        flag.message,
        flag.document.source.path,
        flag.span,
        flag.state,
        tuple(passage(one.source.path, one.source.text, span) for one, span in places),
        "; ".join(filter(None, hints)) or None,
        flag.fix,
    )


# A rule that tells a slip, and those that would tell it once more by its place.
_TOLD_BY = {
    "VL107": ("VL208",),
    "VL202": ("VL107", "VL208"),
    "VL204": ("VL102",),
    "VL206": ("VL208",),
}


def _once(found: list[Finding]) -> list[Finding]:
    """The findings without those whose slip another rule tells better: one slip, one finding."""
    telling = {code for codes in _TOLD_BY.values() for code in codes}
    told = [one for one in found if one.code in telling]
    return [one for one in found if not any(_is_told(one, other) for other in told)]


def _is_told(one: Finding, other: Finding) -> bool:
    """Whether the other finding, of a rule that tells more, stands at a place that this one rests on."""
    if one.path != other.path or other.code not in _TOLD_BY.get(one.code, ()) or other.span is None:
        return False
    places = [it.span for it in one.evidence if it.path == one.path]
    return any(other.span.overlaps(place) for place in places)


def by_place(one: Finding) -> tuple[str, int, str, str]:
    """The order of a report: by path, then by place."""
    return one.path, one.span.start if one.span else -1, one.code, one.message
