"""Which issuing body a name or an abbreviation means, and where.

A body is a row of `issuers.toml`; a local one (UBND, Sở, Tỉnh ủy …) also needs a place, for there is one
in every province.  The key of a body is the row's key with the slug of its place:

>>> named("Ủy ban nhân dân tỉnh Kon Tum").key
'ubnd-tinh-kon-tum'
>>> named("Chủ tịch UBND huyện Đăk Hà, tỉnh Kon Tum").key
'ct-ubnd-huyen-dak-ha-kon-tum'
>>> named("Bộ trưởng Bộ Tài chính").key
'btc'
>>> named("Ủy ban nhân dân tỉnh").key is None     # which province, the citing document must say
True
>>> named("Chính phủ Nhật Bản") is None
True
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from .. import late
from ..text import bare, fold
from ..vocabulary import (
    Issuer,
    Province,
    issuers,
    issuers_by_abbreviation,
    issuers_by_name,
    provinces,
    provinces_by_name,
)

# What a key does not hold.
_NOT_SLUG = late.regex(r"[^a-z0-9.]+|\.(?![a-z0-9])|(?<![a-z0-9])\.")
# The number of a term: "QH|15|".
_TERM = late.regex(r"\d{1,2}$")
# A run of blanks.
_SPACE = late.re(r"\s+")
# A dash inside a name, however it is set: "Lao động|- |Thương binh", "Bà Rịa| – |Vũng Tàu".
_DASH = late.re(r" ?[-–] ?")
# A place: its kind and name, "tỉnh Kon Tum".
_PLACE = late.regex(
    r"(?P<kind>tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
    r"(?: (?P<name>[^,;()]{1,60}))?"
)
# What no name of a place holds: "thành phố Hà Nội sở Nội vụ" is a city and another body.
_OTHER_BODY = late.regex(
    r"\s(?:sở|phòng|văn phòng|thanh tra|trung tâm|chi cục|cục|trường|công an|ủy ban|ubnd|hội đồng"
    r"|hđnd|ubmttq|mttq|mặt trận|ban chấp hành|bộ chỉ huy|liên đoàn|tòa án|viện kiểm sát"
    r"|bệnh viện|ban quản lý|ban tổ chức|ban tuyên giáo|ban dân vận|đảng ủy|đội|trạm|hạt|thuế|kho bạc"
    r"|bảo hiểm|chi bộ|ban (?:kinh tế|pháp chế|văn hóa|đô thị|dân tộc|chỉ huy|chỉ đạo|trị sự|thường trực)"
    r"|tổ công tác|công ty|công đoàn|hội (?:liên hiệp|nông dân|cựu))(?!\p{L})"
)
# Between a place and the one above it: "xã A|, |huyện B".
_UNIT = late.regex(r",?\s(?=(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã)\s)|,\s")
# Term and session behind a body: " khóa XV, kỳ họp thứ 8".
_TERM_WORDS = late.regex(r"[,\s]*(?:khóa|nhiệm kỳ|kỳ họp)\s(?:(?! đoàn đại biểu).){0,40}$")
# The narrower organ of a committee: "|Thường trực |Tỉnh ủy".
_COMMITTEE = late.regex(r"^(?:thường trực |ban thường vụ |ban chấp hành )")
_PARTY_OF = (("đảng bộ tỉnh", "tỉnh ủy"), ("đảng bộ thành phố", "thành ủy"), ("đảng bộ huyện", "huyện ủy"))
_SHORT = (("ủy ban nhân dân", "ubnd"), ("hội đồng nhân dân", "hđnd"))
_TAILS = (" việt nam", " trung ương đảng", " đảng cộng sản việt nam", " cộng sản việt nam", " của quốc hội")
_MERGER = date(2025, 7, 1)  # Nghị quyết 202/2025/QH15
_NEW_ERA = 34
_KEPT = 20_000  # names and numbers come again and again; the last ones are remembered
_LEVELS = {
    "huyện": "huyen", "quận": "huyen", "thị xã": "huyen",
    "xã": "xa", "phường": "xa", "thị trấn": "xa", "đặc khu": "xa",
}  # fmt: skip


@lru_cache(maxsize=_KEPT)
def slug(text: str) -> str:
    """Lower-case ASCII with hyphens: đ is d, marks go, dots inside numbers stay.

    >>> slug("Chương trình hành động"), slug("66.22/NQ-CP"), slug("Ủy ban (Đảng)")
    ('chuong-trinh-hanh-dong', '66.22-nq-cp', 'uy-ban-dang')
    """
    plain = unicodedata.normalize("NFD", text.lower().translate(str.maketrans("đð", "dd")))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_SLUG.sub("-", bare).strip("-")


@dataclass(frozen=True, slots=True)
class Named:
    """A body as named: its row, the level for UBND and HĐND below the province, and its place."""

    row: Issuer
    level: str | None
    place: str | None

    @property
    def key(self) -> str | None:
        """Registry key with locality; None while a local body wants its place."""
        if not self.row.local:
            return self.row.id
        return f"{self.family}-{self.place}" if self.place else None

    @property
    def family(self) -> str:
        """The row's key at the right level ("ct-ubnd-huyen")."""
        return f"{self.row.id.removesuffix('-tinh')}-{self.level}" if self.level else self.row.id

    @property
    def provincial(self) -> bool:
        """Whether it belongs to a province and not to a unit below."""
        return self.row.local and self.level is None and not self.row.id.endswith(("-huyen", "-xa"))

    def within(self, province: str | None) -> Named:
        """The same body, its place completed by a province known from elsewhere."""
        if self.place or not province or not self.provincial:
            return self
        return replace(self, place=province)


def existed(row: Issuer, on: date | int | None) -> bool:
    """Whether the body existed on a day (or at some time in a year); dates of the registry are inclusive."""
    if on is None:
        return True
    first, last = (f"{on}-01-01", f"{on}-12-31") if isinstance(on, int) else (on.isoformat(),) * 2
    return (row.since is None or row.since <= last) and (
        row.until is None or first[: len(row.until)] <= row.until
    )


def abbreviated(abbreviation: str, on: date | int | None = None) -> tuple[Issuer, ...]:
    """The bodies that an abbreviation in a symbol means, on a day or in a year.

    >>> [row.id for row in abbreviated("QH15")], [row.id for row in abbreviated("TW")]
    (['qh'], ['bchtw', 'bct-dang', 'bbt'])
    >>> [row.id for row in abbreviated("CP", 1975)], [row.id for row in abbreviated("CP", 2020)]
    (['hdcp'], ['cp'])
    """
    rows = issuers_by_abbreviation().get(abbreviation) or issuers_by_abbreviation().get(
        _TERM.sub("", abbreviation), ()
    )
    return tuple(row for row in rows if existed(row, on)) or rows


def province(name: str) -> str | None:
    """The slug of a province or centrally run city, in whatever case and style.

    >>> province("thành phố Hồ Chí Minh"), province("KON TUM"), province("Đăk Hà")
    ('ho-chi-minh', 'kon-tum', None)
    """
    rows = _province_rows(_set_alike(name).strip(" .,"))
    return slug(rows[0].name) if rows else None


def _set_alike(name: str) -> str:
    """A folded name with its blanks, dashes and "&" as the registry sets them.

    >>> _set_alike("Bộ Lao động–  Thương binh & Xã hội")
    'bộ lao động - thương binh và xã hội'
    """
    folded = _SPACE.sub(" ", fold(name))
    return _DASH.sub(" - ", folded).replace(" & ", " và ") if set("-–&") & set(folded) else folded


@lru_cache(maxsize=_KEPT)
def named(name: str) -> Named | None:
    """The body that a name means, or None if it is not in the registry."""
    folded = _TERM_WORDS.sub("", _set_alike(name).strip(" .,;:"))
    for form in _forms(folded):
        if found := _longest(form):
            return found
    return None


def _forms(folded: str) -> list[str]:
    bare = _COMMITTEE.sub("", folded)
    for party, short in _PARTY_OF:
        bare = bare.replace(party, short, 1) if bare.startswith(party) else bare
    return [folded] if bare == folded else [folded, bare]


def _longest(folded: str) -> Named | None:
    """The longest registry name that the string begins with, if the rest is a place."""
    words = folded.split(" ")
    for count in range(len(words), 0, -1):
        rows = _names().get(" ".join(words[:count]).rstrip(","))
        if not rows:
            continue
        found = _placed(rows[0], " ".join(words[count:]))
        if found:
            return found
    return None


def _placed(row: Issuer, rest: str) -> Named | None:
    rest = rest.removeprefix("của ").strip(" ,()")
    if not row.local:
        return Named(row, None, None) if rest in ("", "việt nam") else None
    if not rest:
        return Named(row, None, None)
    parts = [part for part in _UNIT.split(rest) if part]
    if below := row.id.endswith(("-huyen", "-xa")):
        parts[0] = f"{'huyện' if row.id.endswith('-huyen') else 'xã'} {parts[0]}"
    level, place = _first_place(parts[0])
    upper = [found for part in parts[1:] if (found := _first_place(part)[1])]
    if level and place:
        place = "-".join([place, *upper])
    if level is None and place is None and rest not in ("tỉnh", "thành phố", "tp"):
        return None
    return Named(row, None if below else level, place)


def _first_place(text: str) -> tuple[str | None, str | None]:
    """Level below the province (None at it) and slug of one place ("tỉnh kon tum", "huyện đăk hà")."""
    if found := province(text):
        return None, found
    match = _PLACE.fullmatch(text.strip())
    if not match or _OTHER_BODY.search(text):
        return None, None
    kind, name = match["kind"], match["name"]
    if kind == "tỉnh" or not name:
        return _LEVELS.get(kind), province(name) if name else None
    city = kind.startswith(("thành", "tp"))
    if city and (found := province(name)):
        return None, found
    return "huyen" if city else _LEVELS[kind], slug(name)


def restored(name: str) -> str:
    """A name that lost tones to OCR, with those of the registry; as it is where the registry does not tell.

    >>> restored("TỎNG CỤC THUÊ"), restored("UY BAN NHAN DAN TINH HOA BINH"), restored("Sở Nội vụ")
    ('tổng cục thuế', 'ủy ban nhân dân tỉnh hòa bình', 'Sở Nội vụ')
    """
    if named(name):
        return _with_place(name)
    words = bare(fold(name)).split()
    for count in range(len(words), 1, -1):
        known = _bare_names().get(" ".join(words[:count]))
        if known is None:
            continue
        place = _restored_place(" ".join(words[count:]), " ".join(name.split()[count:]))
        whole = f"{known} {place}".strip()
        return whole if named(whole) else name
    return name


# "… thành phố Hô Chí Minh": a name whose place lost its marks.
_CITY = late.regex(r"(?<!\p{L})(?:tỉnh|thành phố) (?P<place>[\p{L} ]{4,20})$")


def _with_place(name: str) -> str:
    """A known name with the marks of its province, where it is one but for them."""
    match = _CITY.search(fold(name))
    if match is None or province(match["place"]):
        return name
    place = _bare_places().get(bare(match["place"]))
    return name if place is None else f"{fold(name)[: match.start('place')]}{place}"


def _restored_place(plain: str, printed: str) -> str:
    for kind in ("tỉnh", "thành phố"):
        if plain.startswith(f"{bare(kind)} ") and (found := _bare_places().get(plain[len(kind) + 1 :])):
            return f"{kind} {found}"
    return printed


@cache
def _bare_names() -> Mapping[str, str]:
    """Names of the registry by what they are without tones, where that is one name only."""
    return _unique(name for name in _names() if " " in name)


@cache
def _bare_places() -> Mapping[str, str]:
    return _unique(fold(row.name) for row in provinces())


def _unique(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(bare(name), set()).add(name)
    return {plain: next(iter(same)) for plain, same in found.items() if len(same) == 1}


def old_province(key: str, on: date | int) -> bool:
    """Whether a key then meant a body of a province that merged on 1 July 2025 into one of its own name."""
    if not any(key.endswith(f"-{place}") for place in reused_names()):
        return False
    return on < _MERGER if isinstance(on, date) else on < _MERGER.year


@cache
def reused_names() -> frozenset[str]:
    """Slugs of the provinces that lost their identity but whose name the merged one kept.

    >>> "quang-ngai" in reused_names(), "kon-tum" in reused_names(), "ha-noi" in reused_names()
    (True, False, False)
    """
    new = {slug(row.name) for row in provinces() if row.era == _NEW_ERA}
    return frozenset(slug(row.name) for row in provinces() if row.era != _NEW_ERA and row.until) & new


def _province_rows(folded: str) -> tuple[Province, ...]:
    for lead in ("", "tỉnh ", "thành phố ", "tp. ", "tp "):
        if lead and not folded.startswith(lead):
            continue
        if rows := provinces_by_name().get(folded.removeprefix(lead)):
            return rows
    return ()


@cache
def _names() -> Mapping[str, tuple[Issuer, ...]]:
    """Rows by folded name and its short forms, alone and behind their head ("bộ trưởng bộ tài chính")."""
    found = {_set_alike(name): rows for name, rows in issuers_by_name().items()}
    for row in issuers():
        for name in map(_set_alike, (row.name, *row.names)):
            for form in (name, *_shortened(name)):
                found.setdefault(form, (row,))
                for head in row.head.split(", ") if row.head and not row.local else ():
                    found.setdefault(f"{fold(head)} {form}", (row,))
    return found


def _shortened(name: str) -> list[str]:
    short = [name.replace(long, brief) for long, brief in _SHORT if long in name]
    return short + [name.removesuffix(tail) for tail in _TAILS if name.endswith(tail)]
