"""Names as identity: laws by name and year, programmes, strategies, plans.

A name of national scope with a year ("Chiến lược quốc gia … đến năm 2030") identifies a work alone, and a law
by name and year; any other is identified by the known work that promulgates it.  A bare name such as
"Chương trình hành động của Chính phủ" fits several works; only what the text says of it (which resolution
it implements) can tell them apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from .. import late
from ..model import Document, Mention
from ..notation import bodies, iris
from ..text import fold
from ..vocabulary import table
from ..vocabulary.acts import ACTS, acts_named, is_no_act

_ACT_ISSUERS = {"phap-lenh": "ubtvqh"}
# A year.
_YEAR = late.regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# The number of a term or edition: "khóa |XIII|".
_ROMAN = late.regex(r"(?<!\p{L})[IVX]{2,5}(?!\p{L})")
# The year that ends a name.
_LAST_YEAR = late.regex(r"[\s,]*(?:năm )?(?P<year>(?:19|20)\d\d)\s*$")
# What identifies an act behind its name: "Luật Nhà ở| số 27/2023/QH15", "… một số điều của Luật X| ngày 22".
_NUMBER = late.regex(r"\s+(?:số:?|ngày)\s*\d.*$", regex.DOTALL | regex.IGNORECASE)
# The owner behind a name.
_OF = late.regex(r"\s+của\s+.*$", regex.DOTALL)
_TOPIC = 4  # words beyond which a name says more than its type and maker


@dataclass(frozen=True, slots=True)
class Name:
    """A work's name: slug without issuer, year of the act if given, and whether it can stand alone.

    `misnamed`: the table denies the number that stands with it, so that no other place means that work.
    """

    id: str
    words: str
    slug: str
    doc_type: str | None
    year: int | None
    issuer: str | None
    identifying: bool
    misnamed: bool = False

    @property
    def act(self) -> bool:
        """Whether it names a law, code, ordinance or constitution."""
        return self.doc_type in ACTS


def name_of(document: Document, mention: Mention) -> Name | None:
    """The name by which a mention knows its work; None for one that has only a number."""
    doc_type = mention.doc_type.value if mention.doc_type else None
    if mention.kind != "named" and not (doc_type in ACTS and mention.number):
        return None
    words = " ".join(document.text(mention.span).split()).strip(" “”\"'*")
    return read(mention.id, words, doc_type, mention)


def read(id: str, words: str, doc_type: str | None, mention: Mention | None = None) -> Name:
    """Take a name apart.

    >>> law = read("m1", "Luật Đất đai năm 2024", "luat")
    >>> law.words, law.year, law.identifying
    ('Luật Đất đai', 2024, True)
    >>> read("m2", "Chương trình hành động của Chính phủ", "chuong-trinh").identifying
    False
    """
    year = None
    if doc_type in ACTS:
        words = _NUMBER.sub("", words)
        if match := _LAST_YEAR.search(words):
            words, year = words[: match.start()], int(match["year"])
        year = _printed_year(mention) or year
    short = words if doc_type in ACTS else _OF.sub("", words)
    found = bodies.named(mention.issuer.value) if mention and mention.issuer else None
    issuer = found.key if found else None
    told = mention.number.value if mention and mention.number and doc_type in ACTS else None
    misnamed = told is not None and told.year is not None and is_no_act(words, told.compact, told.year)
    sure = _identifies(short, doc_type, year)
    return Name(id, words, bodies.slug(short), doc_type, year, issuer, sure, misnamed)


def _printed_year(mention: Mention | None) -> int | None:
    if mention and mention.number:
        return mention.number.value.year
    return mention.date.value.year if mention and mention.date else None


def _identifies(words: str, doc_type: str | None, year: int | None) -> bool:
    if doc_type == "bo-luat" and not acts_named(words):
        return False  # the table knows all codes: another name is a short or a wrong one
    if doc_type in ACTS:
        return year is not None and len(words.split()) > 1
    dated = _YEAR.search(words) or _ROMAN.search(words)
    return bool(dated) and any(word in fold(words) for word in table("names")["national"])


def iri_of(name: Name) -> str:
    """The IRI of a work that its name alone identifies."""
    if name.act:
        issuer = _ACT_ISSUERS.get(name.doc_type or "", "qh")
        return iris.named_work(issuer, f"{name.words} {name.year}")
    return iris.named_work(None, _OF.sub("", name.words))


def same(one: Name, other: Name) -> bool:
    """Whether two names in one document are the same name."""
    if one.slug != other.slug or (one.year and other.year and one.year != other.year):
        return False
    return not (one.issuer and other.issuer and one.issuer != other.issuer)


def shortens(short: Name, long: Name) -> bool:
    """Whether one name is the beginning of another of the same type, and says more than the type.

    "Chiến lược quốc gia về Cách mạng công nghiệp lần thứ tư" shortens "… lần thứ tư đến năm 2030".
    """
    alike = short.doc_type == long.doc_type and not short.act
    return alike and short.slug.count("-") >= _TOPIC and long.slug.startswith(f"{short.slug}-")
