"""Identity: the one place that mints IRIs.

    work        {base}/doc/{issuer}/{year}/{number}-{symbol}    …/doc/bo-chinh-tri/2019/52-nq-tw
    attachment  {work}/attach/{name}                            …/50-nq-cp/attach/chuong-trinh-hanh-dong
    provision   {work}/dieu-3/khoan-2/diem-a
    text        {base}/text/{sha256[:12]}, and {text}#char=367,417 (RFC 5147) for a stretch of it

The key of a work is (issuers, year, number); neither its day nor its type is in the IRI, so that a
citation with a wrong day still means the same work.  Two works that share a key are told apart by the
order of their dates (`~2`); only where one body numbers two types alike the type of one is in the IRI.

>>> mint(WorkKey(("ubnd-tinh-kon-tum",), 2021, "1070/UBND-KGVX")).removeprefix(BASE)
'/doc/ubnd-kon-tum/2021/1070-ubnd-kgvx'
>>> mint(WorkKey(("bct-dang",), 2019, "52-NQ/TW")).removeprefix(BASE)
'/doc/bo-chinh-tri/2019/52-nq-tw'
>>> mint(WorkKey(("nhnn",), 2024, "015/2024/TT-NHNN")).removeprefix(BASE)
'/doc/nhnn/2024/15-tt-nhnn'
>>> mint(WorkKey(("qh",), 2015, "93/2015/QH13", "nghi-quyet")).removeprefix(BASE)
'/doc/qh/2015/93-qh13~nghi-quyet'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import regex

from .. import late
from ..model import Source, Span, Work, WorkKey
from ..text import fold
from ..vocabulary import doc_types, issuers
from .bodies import old_province, slug
from .eids import step, to_slugs

BASE = "https://w3id.org/vnlegal/id"
_TEXT = f"{BASE}/text/"
_DIGITS = 12  # of the hash of a text, which name it
_NAMED = len(_TEXT) + _DIGITS

# Serial and symbol of a number without its year.
_NUMBER = late.regex(
    r"0*(?P<serial>\d[\d.]*\p{L}?)[-/](?:(?:19|20)\d\d[-/])?(?P<symbol>.+?)(?:/(?:19|20)\d\d)?"
)
# Letters and serial of a standard without its year.
_STANDARD = late.regex(r"(?P<type>\p{Lu}+) (?P<serial>[^:]+)(?::\d{4})?(?:/.+)?")
# A portion: its level and number.
_PINPOINT = late.regex(
    r"(?P<kind>điều|khoản|điểm|chương|mục|phần|phụ lục) (?P<num>[\p{L}\p{N}.]{1,8})(?![\p{L}\p{N}])"
)
# The issuer behind a name.
_OF = late.regex(r"\s+của\s+.{1,120}$", regex.DOTALL)


# A type word, a token of a number and its year inside a key.
_TYPED = late.regex(
    r"(?:^|-)(?P<token>\d[\d.]*[a-z]?(?:-(?P<in>(?:19|20)\d\d)(?=-[a-z]))?(?:-(?!(?:ngay|cua|nam)-)[a-z]+\d*)*)"
    r"(?:.*-(?P<year>(?:19|20)\d\d)(?:-|$))?"
)


def mint(key: WorkKey) -> str:
    """The IRI of the work with this key."""
    number = f"{number_slug(key.number)}~{key.series}" if key.series else number_slug(key.number)
    return f"{BASE}/doc/{'+'.join(map(issuer_slug, key.issuers))}/{key.year}/{number}"


def series(iri: str) -> str:
    """The type in the IRI of a work, which alone tells it from another of its number; "" if none is.

    >>> series(f"{BASE}/doc/qh/2015/93-qh13~nghi-quyet"), series(f"{BASE}/doc/cp/1997/12-cp~2")
    ('nghi-quyet', '')
    """
    found = iri.rpartition("/")[2].partition("~")[2].partition("~")[0]
    return "" if found.isdigit() else found


@lru_cache(maxsize=20_000)
def number_slug(number: str) -> str:
    """A number as it stands in an IRI: no year, no leading zeros, letters kept.

    >>> number_slug("50/NQ-CP"), number_slug("66.22/2026/NQ-CP"), number_slug("18a/2013/QĐ-TTg")
    ('50-nq-cp', '66.22-nq-cp', '18a-qd-ttg')
    >>> number_slug("QCVN 41:2019/BGTVT"), number_slug("05/HĐ-X")
    ('qcvn-41', '5-hd-x')
    """
    if match := _NUMBER.fullmatch(number):
        return slug(f"{match['serial']}-{match['symbol']}")
    if match := _STANDARD.fullmatch(number):
        return slug(f"{match['type']}-{match['serial']}")
    return slug(number)


@lru_cache(maxsize=20_000)
def issuer_slug(key: str) -> str:
    """A body's key as it stands in an IRI; rows with a `slug` of their own are shortened to it.

    >>> issuer_slug("ubnd-tinh-kon-tum"), issuer_slug("vpcp"), issuer_slug("ubnd-huyen-dak-ha")
    ('ubnd-kon-tum', 'vpcp', 'ubnd-huyen-dak-ha')
    """
    for row, short in _slugs().items():
        if key == row or key.startswith(f"{row}-"):
            return short + key.removeprefix(row)
    return key


@cache
def _slugs() -> Mapping[str, str]:
    return {row.id: row.slug for row in issuers() if row.slug}


def nth(iri: str, number: int) -> str:
    """The IRI of the `number`-th work, by date, that shares a key."""
    return iri if number == 1 else f"{iri}~{number}"


def attachment(promulgator: str, name: str) -> str:
    """The IRI of a named instrument that a known work promulgates; "của <issuer>" is not part of the name.

    >>> attachment("x", "Chương trình hành động của Chính phủ")
    'x/attach/chuong-trinh-hanh-dong'
    """
    return f"{promulgator}/attach/{slug(_OF.sub('', name))}"


def named_work(issuer: str | None, name: str) -> str:
    """The IRI of a work that is identified by its name alone."""
    return f"{BASE}/doc/{issuer_slug(issuer) if issuer else 'name'}/{slug(name)}"


def provision(work: str, pinpoint: str) -> str | None:
    """The IRI of one provision; None for a list or a range of them.

    >>> provision("x", "điểm a khoản 2 Điều 3")
    'x/dieu-3/khoan-2/diem-a'
    >>> provision("x", "điểm đ khoản 2 Điều 3")
    'x/dieu-3/khoan-2/diem-dd'
    >>> provision("x", "khoản 1 và khoản 2 Điều 3") is None
    True
    """
    steps = [(match["kind"], match["num"]) for match in _PINPOINT.finditer(fold(pinpoint))]
    words = sum(len(kind) + len(num) + 2 for kind, num in steps) - 1
    if not steps or len({kind for kind, _ in steps}) < len(steps) or words != len(" ".join(pinpoint.split())):
        return None
    return "/".join([work, *(to_slugs(step(slug(kind), num)) for kind, num in reversed(steps))])


def year_of(work: str) -> int | None:
    """The year in the IRI of a work; None where it has none.

    >>> year_of(f"{BASE}/doc/bct/2019/12-tt-bct"), year_of(f"{BASE}/text/0123456789ab/work")
    (2019, None)
    """
    year = work.removeprefix(f"{BASE}/doc/").split("/")[1:2]
    return int(year[0]) if work.startswith(f"{BASE}/doc/") and year and year[0].isdecimal() else None


def provision_of(work: str, eid: str) -> str:
    """The IRI of a provision by its eId.

    >>> provision_of("x", "art_3__para_2__point_a")
    'x/dieu-3/khoan-2/diem-a'
    """
    return f"{work}/{to_slugs(eid)}"


def text(source: Source) -> str:
    """The IRI of a text; also the name of its graph."""
    return hashed(source.sha256)


def hashed(sha256: str) -> str:
    """The IRI of the text with this hash."""
    return f"{_TEXT}{sha256[:_DIGITS]}"


def text_in(iri: str) -> str:
    """The IRI of the text that an IRI is of, which names it by twelve digits of its hash; "" if of none.

    >>> text_in(f"{BASE}/text/0123456789ab#char=1,9") == text_in(f"{BASE}/text/0123456789ab/task/3")
    True
    >>> text_in(f"{BASE}/doc/cp/2020/50-nq-cp")
    ''
    """
    return iri[:_NAMED] if iri.startswith(_TEXT) else ""


def anonymous(source: Source) -> str:
    """The IRI of the work of a text that does not show its number, year and issuer."""
    return f"{text(source)}/work"


def stretch(source: Source, span: Span) -> str:
    """The IRI of a stretch of a text (RFC 5147: characters between positions)."""
    return within(text(source), span)


def within(text: str, span: Span) -> str:
    """The IRI of a stretch of the text with this IRI."""
    return f"{text}#char={span.start},{span.end}"


def span_in(iri: str) -> Span:
    """Where what an IRI is of stands in its text, if the IRI tells; else an empty place at its beginning.

    >>> span_in(f"{BASE}/text/0123456789ab/claim/amends/3#char=10,99")
    Span(start=10, end=99)
    """
    start, _, end = iri.partition("#char=")[2].partition(",")
    return Span(int(start), int(end)) if end else Span(0, 0)


def is_stretch(iri: str) -> bool:
    """Whether an IRI is that of a stretch of a text: a mention or a reference, but no claim.

    >>> at = f"{BASE}/text/0123456789ab"
    >>> is_stretch(f"{at}#char=10,99"), is_stretch(f"{at}/claim/amends/3#char=10,99")
    (True, False)
    """
    return iri[_NAMED:].startswith("#") and iri.startswith(_TEXT)


def body(key: str, on: date | int | None = None) -> str:
    """The IRI of an issuing body, as it was on a day or in a year.

    Provinces merged on 1 July 2025; where the new one kept an old name, the bodies of the old province
    are others and carry `~63` (they are of the 63).

    >>> body("ubnd-tinh-quang-ngai", date(2021, 4, 2)).removeprefix(BASE), body("vpcp").removeprefix(BASE)
    ('/org/ubnd-quang-ngai~63', '/org/vpcp')
    """
    era = "~63" if on is not None and old_province(key, on) else ""
    return f"{BASE}/org/{issuer_slug(key)}{era}"


def concept(scheme: str, key: str) -> str:
    """The IRI of a term of the vocabulary: `concept("type", "cong-van")`."""
    return f"{BASE}/{scheme}/{key}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A work as people ask for it: by number (whole, or only its first part), with a year, or by name.

    >>> Wanted.of("Nghị quyết số 50/NQ-CP ngày 17/4/2020 của Chính phủ")
    Wanted(token='50-nq-cp', year=2020, name='', kind='nghi-quyet')
    >>> Wanted.of("so 1070").token, Wanted.of("15/2020/tt-nhnn"), Wanted.of("chuong trinh hanh dong").name
    ('1070', Wanted(token='15-tt-nhnn', year=2020, name='', kind=''), 'chuong-trinh-hanh-dong')
    """

    token: str
    year: int | None
    name: str
    kind: str = ""

    @staticmethod
    def of(words: str) -> Wanted:
        """Read what was typed."""
        plain = slug(words.replace("/", " / "))
        match = _TYPED.search(plain)
        if not match:
            return Wanted("", None, slug(words))
        year = match["in"] or match["year"]
        token = match["token"].replace(f"-{match['in']}-", "-", 1).lstrip("0")
        kind = next((row.id for row in doc_types() if plain.startswith(f"{row.id}-")), "")
        return Wanted(token, int(year) if year else None, "", kind)

    def matches(self, work: Work) -> bool:
        """Whether a work fits: its number begins with the token at a joint, or its title holds the name."""
        if not self.token:
            return bool(self.name) and self.name in slug(work.title or "")
        year = work.key.year if work.key else work.date.year if work.date else None
        return (
            work.number is not None
            and f"{number_slug(work.number)}-".startswith(f"{self.token}-")
            and (self.year is None or self.year == year)
        )

    def exactly(self, work: Work) -> bool:
        """Whether the whole number or the whole name was typed."""
        whole = number_slug(work.number) if self.token and work.number else slug(work.title or "")
        return (self.token or self.name) == whole

    def among(self, works: Iterable[Work]) -> tuple[Work, ...]:
        """The works that fit, those of the corpus first; of those that fit exactly, of the type typed."""
        fit = [work for work in works if self.matches(work)]
        fit = [work for work in fit if self.exactly(work)] or fit
        if self.kind:
            fit = [work for work in fit if work.doc_type in (self.kind, None)] or fit
        return tuple(sorted(fit, key=lambda one: (not one.in_corpus, one.iri)))
