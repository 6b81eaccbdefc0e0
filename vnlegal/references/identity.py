"""What one document says about the identity of the works it mentions, without looking at any other.

A `Reading` holds what is printed and what follows from the document itself: the issuer from the symbol
at that date, the year of a bare number from the same number with a date, the province of a local number
from the citing body.  Each step of inference is named in `why`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from .. import late
from ..model import Body, DocNumber, Document, Mention, T, WorkKey
from ..notation import bodies, iris
from ..notation.bodies import Named
from ..vocabulary import Issuer

_GENERIC_TYPE, _RESOLUTION = "van-ban", "nghi-quyet"
INHERITED_TYPE = "loại theo"
INHERITED_DATE, INHERITED_ISSUER, LOCALITY = "năm theo", "cơ quan theo", "địa phương theo văn bản viện dẫn"
# The level of a local body at the end of its key.
_LEVEL = late.regex(r"-(?:tinh|huyen|xa)$")
# Between the bodies of a joint document.
_JOINT = late.regex(r"\s+[-–]\s+|,\s+|\s+và\s+")


@dataclass(frozen=True, slots=True)
class Reading:
    """Which work a numbered mention (or a header) may mean; several issuers or years stay several."""

    id: str
    number: str
    token: str
    issuers: tuple[str, ...]
    years: tuple[int, ...]
    date: date | None
    doc_type: str | None
    shared_series: bool = False
    why: tuple[str, ...] = ()
    series: str | None = ""
    """The type where that alone tells works of one number apart, "" if the usual one, None if unprinted."""

    @property
    def key(self) -> WorkKey | None:
        """The key of the one work meant, if issuer and year are known."""
        if len(self.issuers) != 1 or len(self.years) != 1:
            return None
        return WorkKey(tuple(self.issuers[0].split("+")), self.years[0], self.number, self.series or "")


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Who speaks: the citing body and its province, which local numbers and names inherit."""

    bodies: tuple[Named, ...]
    province: str | None


def standpoint(document: Document) -> Standpoint:
    """The citing body of a document and the province it belongs to."""
    preface = document.header
    fields = [*preface.issuers, *([preface.parent_body] if preface.parent_body else [])]
    found = tuple(body for field in fields if (body := bodies.named(field.value.name)))
    places = [body.place for body in found if body.provincial and body.place]
    local = any(body.row.local for body in found) or bool(fields and not found)
    if not places and local and preface.place:
        places = [place for place in [bodies.province(preface.place.value)] if place]
    return Standpoint(found, places[0] if places else None)


def own_reading(document: Document) -> Reading | None:
    """What the header says the document is; None without a number."""
    preface, here = document.header, standpoint(document)
    if preface.number is None:
        return None
    number, day = preface.number.value, preface.date.value if preface.date else None
    year = number.year or (day.year if day else None)
    issuers = [_body_key(field.value, here.province) for field in preface.issuers]
    names = [field.value.name for field in preface.issuers]
    if not names or (number.form == "normative" and not any(map(bodies.named, names))):
        candidates, _, _ = _issuers(number, names[0] if names else None, day or year, here)
        issuers = list(candidates) if len(candidates) == 1 else issuers
    joined = ("+".join(sorted(set(issuers))),) if issuers else ()
    doc_type = preface.doc_type.value if preface.doc_type else None
    token = iris.number_slug(number.compact)
    series = _series(number, doc_type) or ""
    return Reading("self", number.compact, token, joined, _one(year), day, doc_type, series=series)


def readings(document: Document) -> dict[str, Reading]:
    """The reading of every numbered mention, after inheritance inside the document."""
    here = standpoint(document)
    printed = [_printed(mention, here) for mention in document.mentions if mention.number is not None]
    groups: dict[str, list[Reading]] = defaultdict(list)
    for reading in printed:
        groups[reading.token].append(reading)
    return {r.id: _inherit(r, groups[r.token]) for r in printed}


def _printed(mention: Mention, here: Standpoint) -> Reading:
    assert mention.number is not None
    number, day = mention.number.value, mention.date.value if mention.date else None
    year = number.year or (day.year if day else None)
    on = day if day and day.year == year else year
    name = mention.issuer.value if mention.issuer else None
    issuers, shared, why = _issuers(number, name, on, here)
    doc_type = mention.doc_type.value if mention.doc_type else None
    token = iris.number_slug(number.compact)
    series = _series(number, doc_type)
    return Reading(mention.id, number.compact, token, issuers, _one(year), day, doc_type, shared, why, series)


def _series(number: DocNumber, doc_type: str | None) -> str | None:
    """Which of the types a number is of that its symbol does not tell.

    The National Assembly numbers its laws and its resolutions each from 1.
    """
    if number.form != "law":
        return ""
    if doc_type in (None, _GENERIC_TYPE):
        return None
    return doc_type if doc_type == _RESOLUTION else ""


def _inherit(reading: Reading, group: Iterable[Reading]) -> Reading:
    """Complete year and issuer from other mentions of the same number, if those agree."""
    kin = [other for other in group if _compatible(reading, other)]
    if not reading.years:
        dated = [other for other in kin if other.years]
        years = tuple(sorted({year for other in dated for year in other.years}))
        reading = replace(reading, years=years)
        if len(years) == 1:
            days = {other.date for other in dated if other.date}
            why = (*reading.why, f"{INHERITED_DATE} {dated[0].id}")
            reading = replace(reading, date=days.pop() if len(days) == 1 else None, why=why)
    if len(reading.issuers) != 1:
        sure = [o for o in kin if len(o.issuers) == 1 and (not o.years or o.years == reading.years)]
        if len({other.issuers for other in sure}) == 1:
            why = (*reading.why, f"{INHERITED_ISSUER} {sure[0].id}")
            reading = replace(reading, issuers=sure[0].issuers, why=why)
    typed = {other.series: other.id for other in kin if other.series is not None}
    if reading.series is None and len(typed) == 1:
        ((series, id),) = typed.items()
        return replace(reading, series=series, why=(*reading.why, f"{INHERITED_TYPE} {id}"))
    return reading


def _compatible(one: Reading, other: Reading) -> bool:
    """Whether two mentions of the same number may mean the same work."""
    if one.years and other.years and not set(one.years) & set(other.years):
        return False
    if None not in (one.series, other.series) and one.series != other.series:
        return False
    return not (one.issuers and other.issuers and not set(one.issuers) & set(other.issuers))


_Issuers = tuple[tuple[str, ...], bool, tuple[str, ...]]


def _issuers(number: DocNumber, name: str | None, on: date | int | None, here: Standpoint) -> _Issuers:
    """The keys that the issuer may have, whether those share one series of numbers, and what was inferred."""
    if number.form == "standard":
        keys = [row.id for abbr in number.issuers for row in bodies.abbreviated(abbr, on)[:1]]
        return (keys[0] if keys else bodies.slug(number.symbol),), False, ()
    named = [body for part in _names(name) if (body := bodies.named(part))]
    if len(number.issuers) > 1:
        rows = [bodies.abbreviated(abbr, on) for abbr in number.issuers]
        sure = all(len(one) == 1 and not one[0].local for one in rows)
        return (("+".join(sorted({one[0].id for one in rows})),) if sure else ()), False, ()
    rows_of_one = bodies.abbreviated(number.issuers[0], on) if number.issuers else ()
    if any(row.local for row in rows_of_one):
        return _local(rows_of_one, named, here)
    return _central(rows_of_one, named, name)


def _central(rows: tuple[Issuer, ...], named: list[Named], name: str | None) -> _Issuers:
    """A symbol of central bodies decides alone if it can; "/TW" needs the printed name."""
    printed = sorted({body.row.id for body in named if body.row in rows})
    if len(rows) == 1 and not _branch(rows[0], name):
        return (rows[0].id,), False, ()
    if printed:
        return ("+".join(printed),), len(rows) > 1, ()
    if len(rows) > 1:
        return tuple(row.id for row in rows), True, ()
    keys = [body.key for body in named if body.key]
    if keys:
        return ("+".join(sorted(set(keys))),), False, ()
    return ((bodies.slug(name),) if name and " " in name else ()), False, ()


def _branch(row: Issuer, name: str | None) -> bool:
    """Whether the printed name is that of a local branch ("Bảo hiểm xã hội tỉnh Kon Tum")."""
    if name is None or bodies.named(name):
        return False
    head = bodies.slug(row.name).removesuffix("-viet-nam")
    return bodies.slug(name).startswith(f"{head}-")


def _local(rows: tuple[Issuer, ...], named: list[Named], here: Standpoint) -> _Issuers:
    """A local symbol: level and place from the printed name, else from the citing body."""
    central = [row.id for row in rows if not row.local]
    families = {_family(row.id) for row in rows if row.local}
    printed = [body for body in named if _family(body.row.id) in families]
    if printed:
        body = printed[0].within(here.province)
        key = _as_symbol(body, rows)
        return _one(key), False, (LOCALITY,) if key and printed[0].place is None else ()
    if any(body.row.id in central for body in named):
        return (next(body.row.id for body in named if body.row.id in central),), False, ()
    own = [body for body in here.bodies if body.row.local and body.place]
    if central or not own:
        return tuple(central), False, ()
    if all(body.provincial for body in own) and here.province:
        upper = [row for row in rows if not row.id.endswith(("-huyen", "-xa"))][:1]
        return tuple(f"{row.id}-{here.province}" for row in upper), False, (LOCALITY,)
    same = [key for body in own if _family(body.row.id) in families and (key := _as_symbol(body, rows))]
    return tuple(same[:1]), False, (LOCALITY,)


def _family(id: str) -> str:
    """What UBND, HĐND and their chairmen have in common at all levels: one symbol."""
    return _LEVEL.sub("", id).removeprefix("ct-")


def _as_symbol(body: Named, rows: tuple[Issuer, ...]) -> str | None:
    """The key of a printed local body under the symbol's own row: a chairman's QĐ-UBND is UBND's."""
    chairman = body.row.id.startswith("ct-") and body.row not in rows
    return body.key.removeprefix("ct-") if body.key and chairman else body.key


def _body_key(body: Body, province: str | None) -> str:
    """The key of a letterhead's body; a body that the registry lacks is known by its name."""
    found = bodies.named(body.name)
    key = found.within(province).key if found else None
    return key or bodies.slug(body.name)


def _names(name: str | None) -> Iterator[str]:
    """A printed issuer, then its parts if it is several."""
    if name:
        yield from [name] if bodies.named(name) else _JOINT.split(name)


def _one(value: T | None) -> tuple[T, ...]:
    return () if value is None else (value,)
