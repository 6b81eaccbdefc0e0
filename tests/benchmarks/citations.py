"""Documents that cite one another as official documents do: made up, in any number, always the same.

Seven kinds of documents in five ranks, issued over eighteen years in growing numbers; each cites some ten
others, mostly of its own rank or above, and mostly those that are much cited already (preferential
attachment), so that a few are cited tens of thousands of times.  What comes out are parsed documents, as
the reader would make them: the sentences are there, and every span fits.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from vnlegal.model import Body, Claim, Conclusions, DocNumber, Document, Field, Mention, Preface, Source, Span
from vnlegal.notation import numbers
from vnlegal.vocabulary import doc_types, provinces

# kind · symbol · who issues it · rank · share
_MINISTRIES = (
    ("Bộ Y tế", "BYT"), ("Bộ Tài chính", "BTC"), ("Bộ Nội vụ", "BNV"), ("Bộ Tư pháp", "BTP"),
    ("Bộ Công Thương", "BCT"), ("Bộ Xây dựng", "BXD"), ("Bộ Quốc phòng", "BQP"), ("Bộ Công an", "BCA"),
    ("Bộ Khoa học và Công nghệ", "BKHCN"), ("Bộ Giáo dục và Đào tạo", "BGDĐT"),
)  # fmt: skip
_KINDS = (
    ("nghi-quyet", "NQ-TW", "Bộ Chính trị", 0, 0.004),
    ("nghi-quyet", "NQ-CP", "Chính phủ", 1, 0.016),
    ("nghi-dinh", "NĐ-CP", "Chính phủ", 2, 0.05),
    ("quyet-dinh", "QĐ-TTg", "Thủ tướng Chính phủ", 2, 0.08),
    ("thong-tu", "TT", "", 3, 0.15),
    ("quyet-dinh", "QĐ-UBND", "Ủy ban nhân dân", 4, 0.35),
    ("ke-hoach", "KH-UBND", "Ủy ban nhân dân", 4, 0.35),
)
_CHANGES = ("amends", "replaces", "repeals")
_RELATIONS = (
    ("based_on", "Căn cứ", 0.40), ("cites", "theo", 0.30), ("implements", "Thực hiện", 0.16),
    ("guides", "Hướng dẫn", 0.05), ("amends", "Sửa đổi, bổ sung", 0.05), ("replaces", "Thay thế", 0.02),
    ("repeals", "Bãi bỏ", 0.02),
)  # fmt: skip
_FIRST, _DAYS = date(2008, 1, 1), 18 * 365


@dataclass(frozen=True, slots=True)
class _Made:
    """What a citation needs to know of a document."""

    number: DocNumber
    doc_type: str
    issuer: str
    day: date


class _Ranks:
    """What can be cited, by rank: each document once, and once more for each time it was cited."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._made: list[list[int]] = [[] for _ in range(5)]
        self._cited: list[list[int]] = [[] for _ in range(5)]

    def add(self, rank: int, n: int) -> None:
        self._made[rank].append(n)

    def draw(self, rank: int) -> int | None:
        """A document of a rank: three times in five one that was cited before, else a recent one."""
        made, cited = self._made[rank], self._cited[rank]
        if not made:
            return None
        if cited and self._chance.random() < 0.6:
            found = self._chance.choice(cited)
        else:
            back = int(self._chance.expovariate(1 / (len(made) * 0.2 + 1)))
            found = made[max(0, len(made) - 1 - back)]
        cited.append(found)
        return found


def documents(count: int, seed: int = 7) -> Iterator[Document]:
    """So many documents, in order of their dates."""
    chance = random.Random(seed)
    days = sorted(int(chance.betavariate(1.6, 1.0) * _DAYS) for _ in range(count))
    running: dict[tuple[str, str, int], int] = {}
    made: list[_Made] = []
    ranks = _Ranks(chance)
    shares = [share for *_, share in _KINDS]
    for n, day in enumerate(days):
        kind = chance.choices(_KINDS, shares)[0]
        one = _header(chance, kind, _FIRST + timedelta(day), running)
        yield _document(n, one, list(_citations(chance, ranks, kind[3], made)))
        made.append(one)
        ranks.add(kind[3], n)


def _header(
    chance: random.Random,
    kind: tuple[str, str, str, int, float],
    day: date,
    running: dict[tuple[str, str, int], int],
) -> _Made:
    doc_type, symbol, issuer, _, _ = kind
    if not issuer:
        issuer, short = chance.choice(_MINISTRIES)
        symbol = f"TT-{short}"
    elif issuer == "Ủy ban nhân dân":
        issuer = f"{issuer} {chance.choice([row.full_name for row in provinces() if row.era == 63])}"
    key = (issuer, symbol, day.year)
    running[key] = serial = running.get(key, 0) + 1
    party, normative = symbol == "NQ-TW", symbol.startswith(("NĐ", "TT"))
    shape = f"{serial}/{day.year}/{symbol}" if normative else f"{serial}/{symbol}"
    shape = f"{serial}-NQ/TW" if party else shape
    return _Made(numbers.validate(shape), doc_type, issuer, day)


def _citations(
    chance: random.Random, ranks: _Ranks, rank: int, made: list[_Made]
) -> Iterator[tuple[str, str, _Made]]:
    seen = set()
    for _ in range(max(1, int(chance.lognormvariate(2.33, 0.6)))):
        kind, cue, _ = chance.choices(_RELATIONS, [share for *_, share in _RELATIONS])[0]
        if kind in _CHANGES:
            found = ranks.draw(rank)
        elif kind == "cites":
            found = ranks.draw(chance.randrange(rank + 1))
        else:  # carried out, guided and rested on is only what stands above
            found = ranks.draw(chance.randrange(rank)) if rank else None
        if found is not None and found not in seen:
            seen.add(found)
            yield kind, cue, made[found]


def _document(n: int, own: _Made, cited: list[tuple[str, str, _Made]]) -> Document:
    text, mentions, claims = f"{own.issuer}\nSố: {own.number}\n", [], []
    head = Span(0, len(text) - 1)
    for number, (kind, cue, one) in enumerate(cited, 1):
        at = len(text) + len(cue) + 1
        mention, words = _mention(f"m{number}", at, one)
        mentions.append(mention)
        if kind != "cites":
            words_of_cue = Field(cue, Span(at - len(cue) - 1, at - 1), f"cue:{kind}")
            claims.append(Claim(kind, "asserted", "self", mention.id, words_of_cue, "body"))
        text += f"{cue} {words};\n"
    digest = hashlib.sha256(f"{n}\n{text}".encode()).hexdigest()
    preface = Preface(
        issuers=(Field(Body(own.issuer, None), head, "made"),),
        number=Field(own.number, head, "made"),
        doc_type=Field(own.doc_type, head, "made"),
        date=Field(own.day, head, "made"),
        subject=Field(f"nội dung số {n} năm {own.day.year}", head, "made"),
    )
    return Document(
        source=Source(f"{n:07}.txt", "text/plain", digest, text), blocks=(), preface=preface,
        bases=(), body=(), notes=(), tasks=(), conclusions=Conclusions(), attachments=(),
        mentions=tuple(mentions), claims=tuple(claims), findings=(),
    )  # fmt: skip


def _mention(id: str, at: int, one: _Made) -> tuple[Mention, str]:
    """ "Nghị định số 15/2020/NĐ-CP ngày 03/02/2020 của Chính phủ", with the place of each piece."""
    head = doc_types().get(one.doc_type).label.capitalize()
    pieces = (head, " số ", str(one.number), " ngày ", f"{one.day:%d/%m/%Y}", " của ", one.issuer)
    ends = [at]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    place = [Span(start, end) for start, end in pairwise(ends)]
    mention = Mention(
        id, "numbered", Span(at, ends[-1]), "body",
        number=Field(one.number, place[2], "made"), doc_type=Field(one.doc_type, place[0], "made"),
        date=Field(one.day, place[4], "made"), issuer=Field(one.issuer, place[6], "made"),
    )  # fmt: skip
    return mention, "".join(pieces)
