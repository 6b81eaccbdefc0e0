"""The bodies of a letterhead: which lines make which name, who is over whom, and the name in full.

Tên cơ quan chủ quản stands over tên cơ quan ban hành (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import regex

from .. import late
from ..lines import Stretch
from ..model import Body, Field
from ..notation.bodies import Named, named, province, restored, slug
from ..text import Text, fold, trim
from ..vocabulary import provinces
from .head_lines import is_titled
from .wording import any_of, starts

# What a line of a name cannot end with: the next line goes on.
_OPEN_END = late.regex(r"(?:và|,|-|–|của|các|về|thuộc|ủy ban trung ương)$")
# Between two bodies on one line: "BỘ Y TẾ| - |BỘ TÀI CHÍNH", "BỘ TÀI CHÍNH|/ |TỔNG CỤC THUẾ".
_JOINED = late.regex(rf"(?:\s[-–—]|\s?/)\s(?={any_of('body')})|(?<=\p{{L}})[-–](?=(?:bộ|viện|tòa|ngân)\s)")
# What begins like a body and is a matter: "BAN CHỈ HUY / |PHÒNG THỦ DÂN SỰ", "|BỘ ĐỘI BIÊN PHÒNG".
_NO_BODY = late.regex(
    r"(?:phòng(?:,| (?:thủ|chống|cháy|ngừa|không))|bộ đội|sở hữu|đoàn kết"
    r"|hội nhập|khoa (?:học|giáo))(?!\p{L})"
)
# Where a body begins inside a line; "biên phòng" and "quốc phòng" hold none.
_INNER = late.regex(rf"(?<!biên|quốc)\s(?={any_of('body')}(?:\s|$|\|))")
# The end of a name: "… VIỆT NAM", "QUÂN KHU 9", "… KHU VỰC 3", "QUỐC HỘI KHÓA XV".
_ENDED = late.regex(r"\s(?:việt nam(?: - ctcp)?|khu vực (?:\d+|[ivx]+)|khóa [ivx]+)$|^quân khu \d+$")
# What stands over what, by the first words of both, with a slash between: "TỔNG CÔNG TY A| / |CÔNG TY B".
_RANKED = late.regex(
    r"(?:(?:tổng công ty|tập đoàn) .+/(?:tổng công ty|công ty|nhà máy|ban quản lý|cảng)"
    r"|(?:quân khu|bộ tư lệnh|quân chủng|binh chủng|sư đoàn) .+"
    r"/(?:bộ chỉ huy|cục|phòng|ban chỉ huy|sư đoàn|lữ đoàn|bộ tham mưu)"
    r"|(?:hội đồng nhân dân|hđnd) .+/ban (?:kinh tế|pháp chế|văn hóa|dân tộc|đô thị)"
    r"|văn phòng đăng ký đất đai.*/chi nhánh|(?:đảng ủy|đảng bộ) .+/chi bộ)(?!\p{L})"
)
# A place at the end of a name: "SỞ Y TẾ| TỈNH KON TUM|".
_PLACED = late.regex(r"\s(?:(?:tỉnh|thành phố|tp\.?|xã|phường|đặc khu) )(?P<place>[\p{L}\d ’'-]{1,20})$")
# What else stands over other bodies, by its first word: "BỘ Y TẾ / BỆNH VIỆN …", "CỤC THUẾ / THUẾ TỈNH …".
_OVER = late.regex(r"(?:bộ|sở|cục|tổng cục|đại học|ngân hàng|kho bạc|bảo hiểm)\s")
# What stands under a commune; "hội", "đoàn", "đài" are parts of its name as well ("XÃ VĨNH HỘI ĐÔNG").
_UNDER = late.regex(
    r"(?:phòng|trung tâm|văn phòng|ban (?:quản lý|chỉ huy|chỉ đạo)|công an|hội đồng|ubnd|ủy ban|trạm"
    r"|trường (?:tiểu học|mầm non|mẫu giáo|trung học|th|thcs|thpt|phổ thông|ptdtbt|ptdtnt)|chi bộ"
    r"|hội (?:liên hiệp|nông dân|cựu|chữ thập)|đoàn (?:tncs|thanh niên))(?!\p{L})"
)
# What a line begins with that goes on with a name: "TỈNH KON TUM", "VÀ MÔI TRƯỜNG", "KHU VỰC XII".
_CONTINUED = late.regex(
    r"(?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|và|của|các|việt nam|trung ương"
    r"|khu vực|số|nước|khóa|về|\()(?!\p{L})|[ivx]+$"
)
# Marks that no name holds: a speck of a scan.
_MARK = late.regex(r"[“”\"‹›«»<>€$#@\[\]{}]")
# Any digit.
_DIGIT = late.regex(r"\d")
# "TP" before a name.
_CITY = late.regex(r"(?i)(?<!\p{L})tp\.?\s?(?=\p{L})")
# The level of a committee in short: "ỦY BAN NHÂN DÂN |TX. |ĐỒNG XOÀI", "Ủy ban nhân dân |Q.|1".
_LEVEL = late.regex(r"(?i)(?<=nhân dân )(?:(?P<two>TX|TT)\.?\s?(?=\p{L})|(?P<one>[HQPX])\.\s?(?=[\p{L}\d]))")
_LEVELS = {"TX": "thị xã", "TT": "thị trấn", "H": "huyện", "Q": "quận", "P": "phường", "X": "xã"}
_SHORT = tuple(
    (late.regex(rf"(?i)(?<!\p{{L}}){short}(?!\p{{L}})"), long)
    for short, long in (
        ("ubnd(?: nhân dân)?", "Ủy ban nhân dân"), ("hđnd", "Hội đồng nhân dân"),
        ("ubmttq", "Ủy ban Mặt trận Tổ quốc"),
        ("mttq", "Mặt trận Tổ quốc"), ("bch", "Ban Chấp hành"), ("lđlđ", "Liên đoàn Lao động"),
        ("tand", "Tòa án nhân dân"), ("vksnd", "Viện kiểm sát nhân dân"),
    )
)  # fmt: skip
# The kind of a place: "tỉnh ", "xã ".
_LOCALITY = late.regex(
    r"(?<!\p{L})(?<!hợp tác |bảo hiểm )(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s"
)
# A committee of the Party by its level: "tỉnh ủy ".
_COMMITTEE = late.regex(r"(?:tỉnh|thành|huyện|quận|thị) ủy\s(?=\p{L})")
# What a name goes on with in small letters: "Tòa án |nhân dân", "Thi hành án dân sự |khu vực 4".
_SMALL = late.regex(r"(?:nhân dân|quân sự|khu vực|cấp cao)(?!\p{L})")
_NAMES = {
    "việt nam dân chủ cộng hòa": "Việt Nam Dân chủ Cộng hòa",
    "việt nam": "Việt Nam",
    "trung ương": "Trung ương",
    "hồ chí minh": "Hồ Chí Minh",
    **{f"miền {part.lower()}": f"miền {part}" for part in ("Bắc", "Trung", "Nam", "Đông", "Tây")},
}
_COUNTRY = late.regex(rf"(?i)(?<!\p{{L}})(?:{'|'.join(_NAMES)})(?!\p{{L}})")
"""The country, or a part of it, in the name of a body: "Chính phủ |Việt Nam Dân chủ Cộng hòa|"."""
# Letters without a vowel: "Công ty |CP|", "Công ty |TNHH| |MTV|", "Đoàn |TNCS| Hồ Chí Minh".
_SHORTENED = late.regex(r"(?i)(?<!\p{L})[bcdđghklmnpqrstvxwzfj]{2,6}(?!\p{L})")
# The form of a company on the line below its name: "TỔNG CÔNG TY LƯƠNG THỰC MIỀN NAM / |CÔNG TY CỔ PHẦN|".
_FORM = late.regex(r"(?:công ty cổ phần|ctcp|công ty (?:tnhh|trách nhiệm hữu hạn)(?: mtv| một thành viên)?)")
# The same behind the name: "… MIỀN NAM| CÔNG TY CỔ PHẦN|".
_FORM_BELOW = late.regex(rf"(?<=\p{{L}}) {_FORM.pattern}$")
# The small letter that begins a word.
_CAPITAL = late.regex(r"(?<!\p{L})\p{Ll}")


def bodies(text: Text, lines: Sequence[Stretch], joint: bool) -> list[list[Stretch]]:
    """The lines of a letterhead, grouped into one name for each body, from top to bottom."""
    lines = [trim(text.clean, *line, " •·●") for line in lines]
    pieces = [piece for line in lines if not _is_noise(text, line) for piece in _parted(text, line, joint)]
    found: list[list[Stretch]] = []
    for group in _group(text, pieces):
        words = fold(_words(text, group))
        if (not found or words != fold(_words(text, found[-1]))) and not _is_scrap(words):
            found.append(group)
    return found


def _is_scrap(words: str) -> bool:
    """What OCR left of a name: "INH"; no body that the registry lacks has so short a name."""
    return len(words) < 5 and " " not in words and named(words) is None


def _is_noise(text: Text, line: Stretch) -> bool:
    """What a stamp or a seal leaves beside a letterhead: "T1PT", "$6:920€ /BTC-TCT"."""
    words = text.folded[slice(*line)].strip(" -–*.|")
    return (
        len(words) < 2
        or bool(_MARK.search(words))
        or bool(_DIGIT.search(words) and not starts("body").match(words) and not _CONTINUED.match(words))
    )


def _group(text: Text, lines: list[Stretch]) -> list[list[Stretch]]:
    """The way to part lines into names that the registry knows best; names grow until a new one opens."""
    if len(lines) < 2 or _known(text, lines):
        return [lines] if lines else []
    known = [cut for cut in reversed(range(1, len(lines))) if _known(text, lines[:cut])]
    opened = (cut for cut in known if _opens(text, lines[cut:]))
    foreign = (cut for cut in known if not _continues(text, lines[cut]))
    if cut := next(opened, None) or next(foreign, None):
        return [lines[:cut], *_group(text, lines[cut:])]
    groups: list[list[Stretch]] = [[lines[0]]]
    for line in lines[1:]:
        if _complete(text, groups[-1]) and _opens(text, [line]):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _words(text: Text, lines: Sequence[Stretch]) -> str:
    words = restored(" ".join(" ".join(text.clean[a:b].split()) for a, b in lines).strip(" -–*.|"))
    form = _FORM_BELOW.search(fold(words))
    return f"{words[: form.start()]} - {words[form.start() + 1 :]}" if form else words


def _known(text: Text, lines: Sequence[Stretch]) -> bool:
    words = _words(text, lines)
    found = named(words)
    return found is not None and (not found.row.local or found.place is not None or len(words) > 12)


def _opens(text: Text, lines: Sequence[Stretch]) -> bool:
    words = fold(_expand(_words(text, lines)))
    if words == "trung ương" or _FORM.fullmatch(words):
        return False
    return bool(starts("body").match(words)) and not _NO_BODY.match(words)


def _continues(text: Text, line: Stretch) -> bool:
    """Whether a line can only go on with the name above it: a place, "VIỆT NAM", "VÀ MÔI TRƯỜNG"."""
    folded = text.folded[slice(*line)].strip()
    return bool(_CONTINUED.match(folded)) or province(folded) is not None


def _complete(text: Text, group: Sequence[Stretch]) -> bool:
    words = fold(_words(text, group))
    return len(words.split()) > 1 and not _OPEN_END.search(words) and bool(starts("body").match(words))


def _parted(text: Text, stretch: Stretch, joint: bool) -> list[Stretch]:
    """The bodies that one line names: "BỘ TÀI CHÍNH - BỘ NỘI VỤ", "UBND TỈNH LÂM ĐỒNG SỞ NỘI VỤ"."""
    edges = [m.span() for m in _JOINED.finditer(text.folded, *stretch)]
    if not edges or (not joint and not all(_known(text, [(stretch[0], a)]) for a, _ in edges)):
        edges = []
    if inner := _inner_bodies(text, stretch):
        edges = inner
    begins = [stretch[0], *(b for _, b in edges)]
    return list(zip(begins, [*(a for a, _ in edges), stretch[1]], strict=True))


def _inner_bodies(text: Text, stretch: Stretch) -> list[Stretch]:
    """The blanks between a body and the one under it, on one line, from left to right."""
    if named(text.clean[slice(*stretch)]):
        return []
    seams = [match.span() for match in _INNER.finditer(text.folded, *stretch)]
    first = next((seam for seam in seams if _stands_over(text, stretch[0], seam, stretch[1])), None)
    return [first, *_inner_bodies(text, (first[1], stretch[1]))] if first else []


def _stands_over(text: Text, start: int, seam: Stretch, end: int) -> bool:
    """Whether the words before a blank are a body by themselves, and those behind it another under it."""
    words = restored(text.clean[start : seam[0]])
    above, below = fold(words), text.folded[seam[1] : end]
    if _OPEN_END.search(above) or not starts("body").match(above) or _NO_BODY.match(below):
        return False
    if _RANKED.match(f"{above}/{below}"):
        return True
    if below.startswith("chi nhánh"):
        return False
    if _ENDED.search(above) or _ending_place(above)[1] or _of_one_kind(above, below):
        return True
    if place := _PLACED.search(above):
        return bool(province(place["place"]) or _UNDER.match(below))
    return named(words) is not None and bool(_OVER.match(above))


def _of_one_kind(above: str, below: str) -> bool:
    """Whether two names begin with the same two words or more: "ĐẢNG ỦY CHÍNH PHỦ| |ĐẢNG ỦY BỘ TÀI CHÍNH"."""
    first, second = starts("body").match(above), starts("body").match(below)
    same = first and second and first[0] == second[0]
    return bool(same and first and " " in first[0] and len(above) > first.end())


def body_field(
    text: Text, lines: Sequence[Stretch], place: str | None, on: date | None = None
) -> Field[Body]:
    """A body as a field: its full name in sentence case, and its key where the registry has it."""
    words = _words(text, lines)
    stretch = lines[0][0], lines[-1][1]
    found = named(words) or named(_expand(words))
    here = province(place) if place else None
    if found and found.row.local and not found.place and place and here and found.provincial:
        return text.field(
            Body(f"{_name(found, words)} {_province_name(place, here, on)}", found.within(here).key),
            *stretch,
            "letterhead",
        )
    if found:
        return text.field(Body(_name(found, words), found.key), *stretch, "letterhead")
    return text.field(Body(_spelled(text, _expand(words)), None), *stretch, "letterhead")


def _name(found: Named, words: str) -> str:
    """The registry's name, with the locality as printed behind it."""
    if not found.row.local:
        return found.row.name
    folded = fold(_expand(words))
    match = _LOCALITY.search(folded)
    base = found.row.name
    if match and folded.startswith(("ủy ban nhân dân", "hội đồng nhân dân")):
        base = "Ủy ban nhân dân" if folded[0] == "ủ" else "Hội đồng nhân dân"
    if committee := _COMMITTEE.match(folded):
        return _sentence(committee[0].strip()) + " " + _titled(folded[committee.end() :])
    if not match and folded.startswith(f"{fold(base)} "):
        return f"{base} {_titled(folded[len(base) :])}"
    if not match or folded[: match.start()].strip() != fold(base).strip():
        return (
            base
            if not match
            else f"{_sentence(folded[: match.start()].strip())} {_place(folded[match.start() :])}"
        )
    return f"{base} {_place(folded[match.start() :])}"


def _place(folded: str) -> str:
    """A locality with capitals: "tỉnh kon tum" -> "tỉnh Kon Tum"."""
    match = _LOCALITY.match(folded)
    if not match:
        return _titled(folded)
    kind = match[1].replace("tp.", "thành phố").replace("tp", "thành phố")
    rest = folded[match.end() :]
    inner = _LOCALITY.search(rest)
    name = _titled(rest[: inner.start()].rstrip(" ,")) if inner else _titled(rest)
    tail = f" {_place(rest[inner.start() :])}" if inner else ""
    if fold(name) == "hồ chí minh" and kind == "thành phố":
        kind = "Thành phố"
    return f"{kind} {name}{',' if inner and ',' in rest[: inner.start()] else ''}{tail}"


def _titled(folded: str) -> str:
    return _CAPITAL.sub(lambda m: m[0].upper(), folded.strip())


def _sentence(folded: str) -> str:
    return folded[:1].upper() + folded[1:]


def _expand(words: str) -> str:
    """Write UBND, HĐND, MTTQ and TP out.

    >>> _expand("UBND TP. QUY NHƠN"), _expand("HĐND TP Quy Nhơn")
    ('ỦY BAN NHÂN DÂN THÀNH PHỐ QUY NHƠN', 'Hội đồng nhân dân thành phố Quy Nhơn')
    """
    capital = words.isupper()
    for short, long in _SHORT:
        words = short.sub(long.upper() if capital else long, words)
    words = _LEVEL.sub(lambda match: _level(match, capital), words)
    return _CITY.sub("THÀNH PHỐ " if words.isupper() else "thành phố ", words)


def _level(match: regex.Match[str], capital: bool) -> str:
    level = _LEVELS[(match["two"] or match["one"]).upper()]
    return f"{level.upper() if capital else level} "


@cache
def _province_names() -> dict[tuple[str, int], str]:
    """Full names by slug and era; a former name by itself ("Thừa Thiên Huế") under era 0."""
    names = {}
    for row in provinces():
        names[province(row.name) or row.id, row.era] = row.full_name
        for former in row.formerly:
            names[fold(former.partition(" ")[2]), 0] = former
    return names


def _province_name(place: str, here: str, on: date | None) -> str:
    """The full name of the province of a place line, as it was on a day."""
    if here == "ho-chi-minh":
        return "Thành phố Hồ Chí Minh"
    names, printed = _province_names(), fold(place).strip()
    if here != slug(printed) and (former := names.get((printed, 0))):
        return former
    eras = (63, 34) if on and on < date(2025, 7, 1) else (34, 63)
    return next((names[here, era] for era in eras if (here, era) in names), here)


def _spelled(text: Text, words: str) -> str:
    """A name that the registry lacks, spelled as the running text spells it, else by rule."""
    titled = is_titled(words) and len(words.split()) > 3
    if not titled and not words.isupper() and words[:4].upper() != words[:4]:
        return words
    wanted = fold(words)
    at = text.folded.find(wanted)
    while at >= 0:
        lines = text.clean[at : at + len(wanted)].split("\n")
        printed = " ".join(" ".join(lines).split())
        broken = len(lines) > 1 and any(map(str.isupper, lines))  # "TRƯỞNG VĂN PHÒNG / Luật sư Nguyễn Văn A"
        if (
            not broken
            and not (printed.isupper() or (titled and printed == words))
            and len(printed) == len(wanted)
        ):
            return _cased(wanted, printed[0].upper() + printed[1:])
        at = text.folded.find(wanted, at + 1)
    return _by_rule(wanted)


def _cased(folded: str, printed: str) -> str:
    """Folded words, whose tone marks stand as the norms have them, with the capitals of printed ones."""
    return "".join(a.upper() if b.isupper() else a for a, b in zip(folded, printed, strict=True))


def _by_rule(folded: str) -> str:
    """Capital at the beginning, behind each word for a kind of body, and in the locality.

    >>> _by_rule("trường đại học y hà nội"), _by_rule("trung tâm phục vụ hành chính công")
    ('Trường Đại học Y Hà Nội', 'Trung tâm Phục vụ hành chính công')
    """
    match = _LOCALITY.search(folded)
    base = folded[: match.start()].rstrip() if match else folded
    place = f" {_place(folded[match.start() :])}" if match else ""
    if not match:
        base, place = _ending_place(folded)
    head = starts("body").match(base)
    if head and head.end() < len(base):
        rest = regex.sub(
            r"(?:(?<=,\s)(?!chống\s)|(?<=\svà\s)|(?<=\s-\s)|(?<=\p{L}-))\p{Ll}",
            lambda m: m[0].upper(),
            base[head.end() :].lstrip(),
        )
        inner = starts("body").match(rest) and not rest.startswith("sở hữu")
        base = f"{head[0]} {_by_rule(rest) if inner else rest if _SMALL.match(rest) else _sentence(rest)}"
    base = _SHORTENED.sub(lambda m: m[0].upper(), _COUNTRY.sub(lambda m: _NAMES[m[0].lower()], base))
    return _sentence(base) + place


def _ending_place(folded: str) -> tuple[str, str]:
    """A name without the province that ends it, and the province with its capitals."""
    words = folded.split()
    for count in (4, 3, 2):
        if len(words) > count and province(" ".join(words[-count:])):
            return " ".join(words[:-count]), " " + _titled(" ".join(words[-count:]))
    return folded, ""
