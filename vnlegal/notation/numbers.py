"""Số, ký hiệu: the number and symbol of an official document.

    law         50/2025/QH15, 76/2025/UBTVQH15              Luật 80/2015/QH13 Điều 10
    normative   30/2020/NĐ-CP, 66.7/2025/NQ-CP              Nghị định 78/2025/NĐ-CP
    joint       01/2017/TTLT-BCA-BQP                        issuers joined by hyphens
    admin       2289/QĐ-TTg, 10598/BC-BKHĐT                 Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3
    letter      1906/VPCP-KGVX                              a letter names its issuer and unit, no type
    consolidated 23/VBHN-VPQH, copy 05/SY-UBND
    party       52-NQ/TW, 919-CV/VPTW/nb                    Hướng dẫn 36-HD/VPTW: hyphen, then slash
    legacy      73-CP, 268/TTg, 31-L/CTN, 1085/LĐTBXH-QĐ    before 1997
    standard    QCVN 41:2019/BGTVT, TCVN 1234:2019          Luật 68/2006/QH11 Điều 10, 26
    other       09/HDTLMM/2025, 1706-13/SSIT, CV/01CPXD     known only after "số"
    court       12/2023/DS-ST                               files of courts: cited only, no valid number

The four verbs are those of number modules everywhere:

>>> compact("Số 66- NQ /TW")
'66-NQ/TW'
>>> str(validate("1906/VPCP–KGVX")), validate("30/2020/NĐ-CP").year
('1906/VPCP-KGVX', 2020)
>>> is_valid("17/4/2020"), is_valid("12/2020/DS-ST")
(False, False)
>>> format("27 / 2007/QĐ-BTC")
'27/2007/QĐ-BTC'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from .. import late
from ..model import DocNumber
from ..scan import Begun, Led, Match, plain
from ..vocabulary import doc_types_by_abbreviation, issuers_by_abbreviation, words

_YEAR = r"(?:19|20)\d\d"
# The running number, with a letter ("18a", "119A"), dotted ("66.7"), with a second one ("1706-13/SSIT"), or
# the day as senders outside the State number their letters ("21012003/CV-ABC").
# The pattern begins with digits and nothing else, which is what a search can look for fast.
_DAY_SERIAL = r"\d{1,3}(?<=(?<!\d)[0-3]\d[01]\d(?:20)?\d\d)(?= ?/ ?CV(?!\p{L}))"
_SERIAL = (
    rf"\d{{1,5}}(?:{_DAY_SERIAL})?(?:\.\d{{1,3}})?(?:[a-zđ]|[A-H](?=[/-]))?"
    rf"(?:-(?<!{_YEAR}-)(?:{_YEAR}|\d{{1,4}})(?=/))?"
)
_TYPES = "|".join(late.longest_first(doc_types_by_abbreviation(party=False)))
_PARTY_TYPES = "|".join(late.longest_first(doc_types_by_abbreviation(party=True)))
_BODIES = "|".join(late.longest_first(one for one in issuers_by_abbreviation() if one.isalpha()))
_AFTER_TYPE = rf"(?<=(?:^|[/ -])(?:{_TYPES}|{_PARTY_TYPES}))"
# An abbreviation; one that follows a blank must show two capitals, else it is the next word.
_FIGURES = r"(?:(?<=BCĐ)(?:\d{3,4}| \d{2,3}(?![\d/.]))|\d{0,2})"  # "QH15", "PC06", "BCĐ389", "BCĐ 389"
_TIGHT = rf"\p{{Lu}}[\p{{L}}&]*{_FIGURES}(?:(?<!(?:^|[/ -])(?:{_TYPES}))\.\p{{Lu}}{{1,3}}(?!\p{{L}}))?"
_LOOSE = r"\p{Lu}(?=[\p{Ll}&]*\p{Lu})[\p{L}&]*\d{0,2}"
# Between two of them: one hyphen or slash, a blank beside it, and what is printed for a hyphen by a slip.
_SLIP = rf"--|(?<=[A-ZĐ])- -|-\.|_|{_AFTER_TYPE}\."
_JOIN = (
    rf"(?:(?:{_SLIP}|[-–/]){_TIGHT}|(?: [-–/]|[-–/] |{_AFTER_TYPE} [-–/] ){_LOOSE}"
    rf"|(?<=&) {_LOOSE}| & ?(?!(?:{_TYPES})(?!\p{{L}})){_LOOSE}"
    rf"|(?<=[BSP]GD) ĐT(?![\p{{L}}\p{{N}}])|,(?=\p{{Lu}}{{2}}){_TIGHT})"
)
# "66/KV VII-TH", "331/TB-KV X", "215/KBKV VII-NV1": regional offices, numbered in Roman.
_REGION = r"(?:KB|KT)?KV [IVX]{1,5}(?![\p{L}\p{N}])"
_TAIL = rf"(?:{_REGION}|{_TIGHT})(?:[-–/]{_REGION}|{_JOIN}){{0,9}}(?:/nb(?!\p{{L}})|(?<=CV)-\d{{1,3}}(?!/))?"
# A number stands alone, or the word "số" sticks to it.
_BEGIN = r"(?<![\p{L}\p{N}/&.§-](?<!(?<!\p{L})(?:[Ss]ố|SỐ)))(?<!\d:)"

# Between the running number and the symbol: "/", "/2020/" (also printed "//", "\\", or with the second slash
# left out or a hyphen), or the hyphen of the Party; behind "số" it may be lost ("số 1836 QĐ/TWĐTN",
# "số 1041 TCT/NV6", "số 4358TCT/NV6").
_SLASH = r"(?://?|\\)"
_LEAD = (
    rf"(?: ?(?P<slash>{_SLASH}) ?(?:(?P<year>{_YEAR})"
    rf"(?: ?{_SLASH} ?|(?= ?-)|[- ]?(?=(?:{_TYPES})-)|(?=(?:UBTV)?QH\d\d(?!\d))))?"
    r"| ?(?P<dash>[-–]) ?"
    rf"|(?P<lost>(?<=[Ss]ố:? ?\d{{1,5}})(?: ?(?=(?:{_TYPES}|{_PARTY_TYPES})[-/]\p{{Lu}}{{2}})"
    rf"| ?(?=(?:{_BODIES})[-/]\p{{Lu}}{{1,7}}\d{{0,2}}(?![\p{{L}}\p{{N}}])))))"
)
# A number with its symbol: "30/2020/NĐ-CP", "52-NQ/TW" (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3).
_SCAN = late.regex(
    rf"{_BEGIN}(?P<serial>{_SERIAL}){_LEAD}(?P<tail>{_TAIL})"
    rf"(?P<after>/{_YEAR}| \p{{Lu}}{{2,8}} {_YEAR}(?= (?:ngày|của)))?"
    r"(?:(?![\p{L}\p{N}])|(?<=\d)(?=ngày ))"
)
# The same where it can begin: a running number and what parts it from a year or capital ("30/2020", "50/NQ").
_NUMBERS = Begun(
    late.re(
        plain(
            r"[0-9](?<![\d/&.§-].)\d{0,7}(?:\.\d{1,3})?[a-zđA-H]?(?:-\d{1,4})?"
            rf"(?: ?(?:{_SLASH}|[-–]) ?(?:{_YEAR}[ /\\-]{{0,3}})?\p{{Lu}}| \p{{Lu}}|(?<=\d)\p{{Lu}}{{2}})"
        )
    ),
    _SCAN,
)
# "CV/01CPXD", "TDV/01-2020", "QĐ-ABC-2023/18": a sender that puts the type or its own name first; known
# only behind "số".
_REVERSED = Begun(
    late.re(r"ố:? ?[A-ZĐ]\w{1,7}(?:[-/][A-ZĐ][A-ZĐ&]{1,8}){0,3}[-/]\d"),
    late.regex(
        rf"[Ss]ố:? ?(?:(?P<lead>(?:{_TYPES}|CV)(?:[-/]\p{{Lu}}[\p{{Lu}}&]{{1,8}}){{1,3}}[-/]{_YEAR}/)"
        r"(?P<serial>\d{1,5})(?P<rest>)"
        rf"|(?P<lead>(?:{_TYPES}|CV)[-/])(?P<serial>\d{{1,5}})"
        r"(?P<rest>[-/]?\p{Lu}[\p{Lu}\d&/-]{1,14})"
        rf"|(?P<lead>\p{{Lu}}{{2,8}}/)(?P<serial>\d{{1,4}})(?P<rest>[-/]{_YEAR}))(?![\p{{L}}\p{{N}}/-])"
    ),
    skip=-1,
)
# What stands behind "số" and looks like a number: a slash with something around it.
_LOOKS = late.regex(
    r"(?<=(?<!\p{L})[Ss]ố:? ?)(?:\d{1,3} (?=\d{4}/))?[\p{L}\p{N}§$]"
    r"[^\s,;()“”\"]{0,20}[/\\][^\s,;()“”\"]{2,30}"
)
# A common symbol in small letters: "15/2020/nđ-cp".
_SMALL = Led(
    late.re(r"/[a-zđ&]{1,6}-[a-zđ]"),
    rf"(?<![\p{{L}}\p{{N}}/.-])\d{{1,5}}(?:/{_YEAR})?",
    late.regex(
        rf"(?<![\p{{L}}\p{{N}}/.-])(?P<lead>\d{{1,5}}/(?:{_YEAR}/)?)(?P<tail>[a-zđ&]{{1,6}}-[a-zđ&]{{2,8}})(?![\p{{L}}/-])"
    ),
)
# "số 15 2020/NĐ-CP": the running number has lost its slash.
_PARTED = late.regex(r"(?r)[Ss]ố \d{1,3} ")
_AS_DIGITS = str.maketrans("lIiOoSs§", "11100558")
# A technical standard: "QCVN 41:2019/BGTVT" (Luật 68/2006/QH11).
_STANDARD_GRAMMAR = late.regex(
    r"(?<!\p{L})(?P<type>TCVN|QCVN|QCĐP|TCCS|TCXDVN|TCXD|TCN)[ -]?(?P<sub>(?:ISO/IEC|ISO|IEC|N) )?"
    rf"(?P<serial>\d{{1,5}}(?:[-.]\d{{1,3}}){{0,3}})(?: ?: ?(?P<year>{_YEAR}))?"
    r"(?:/(?P<issuer>\p{Lu}[\p{L}&]*))?"
)
# The same, quickly found.
_STANDARD = Begun(late.re("C(?:VN|CS|XD|N|ĐP)"), _STANDARD_GRAMMAR, skip=-1)
# One abbreviation of a symbol with the sign before it.
_PIECE = late.regex(rf"({_SLIP}|[-–/,])? ?({_TIGHT}|nb|\d{{1,3}}$)")
_CYRILLIC = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")  # typed for the Latin letters that look the same
_KNOWN = 4096  # numbers kept in mind: a text repeats its own, and corpora the laws of the day
_PARTY_TAIL = late.regex(r"\p{L}+/")  # "QĐ/TWĐTN", not "QĐ-UBND"
# A body of the Party or the Youth Union: "TW", "TU", "TWĐTN", "HU".
_PARTY_BODY = late.regex(r"(?:TW|\p{L}{0,3}U(?!\p{L})|ĐTN)")
_SERIAL_AND_YEAR = late.regex(rf"(?P<serial>\d+)-(?P<year>{_YEAR})")  # "19-2018/NQ-CP"
# A symbol whose hyphen was lost: "61/2018/|NĐ||CP|", "2468/|QĐ||UBND|".
_PARTED_SYMBOL = late.regex(r"(NĐ|NQ|QĐ|CT)(CP|TTg|UBND|HĐND)|(TT)(VPCP|B[A-ZĐ]{2,7})")
# The number of a term behind a body: "QH|15|".
_TERM = late.regex(r"\d{1,2}$")
# The National Assembly or its committee with the term: "QH15", "UBTVQH15".
_LAW = late.regex(r"(?:QH|UBTVQH)[I1]?\d{1,2}")
# A one that a scan reads as I: "QH|I|5".
_SCANNED = late.regex(r"(?<=QH)I(?=\d+$)")
# The word in front of a number that stands alone: "Số: ".
_HEAD = late.regex(r"^\s*(?:[Ss]ố|SỐ)\s*:?\s*")
_COURT, _JOINT, _LEGACY_TYPES, _LEGACY_ISSUERS = (
    frozenset(words("symbols", key)) for key in ("court", "joint", "legacy_types", "legacy_issuers")
)

_BEHIND = frozenset({"QĐ", "TT", "CT", "NĐ"})  # types that were written behind the body


class InvalidNumber(ValueError):
    """The text is not the number of an official document."""


@cache
def _issuers() -> frozenset[str]:
    return frozenset(_TERM.sub("", abbr) for abbr in issuers_by_abbreviation())


def compact(text: str) -> str:
    """The number without "Số", inner blanks and wrong dashes; `text` itself if it is none."""
    number = parse(text)
    return number.compact if number else text.strip()


def validate(text: str) -> DocNumber:
    """The parsed number; raises InvalidNumber."""
    number = parse(text)
    if number is None:
        raise InvalidNumber(f"không phải số, ký hiệu văn bản: {text!r}")
    return number


def is_valid(text: str) -> bool:
    """Whether the text is the number of an official document."""
    return parse(text) is not None


def format(number: str | DocNumber) -> str:
    """The number as the norms print it."""
    return compact(number) if isinstance(number, str) else number.compact


def glued(number: DocNumber) -> str:
    """How a number is printed whose hyphen between type and issuer is lost.

    >>> glued(validate("61/2018/NĐ-CP"))
    '61/2018/NĐCP'
    """
    return number.compact.replace(f"{number.doc_type}-", number.doc_type or "", 1)


def parse(text: str) -> DocNumber | None:
    """The number that fills the whole of `text`, or None."""
    bare = _HEAD.sub("", text).strip()
    flow = bare.replace("\n", " ")
    if match := _SCAN.fullmatch(flow):
        number = _classify(match)
        return None if number and number.form == "court" else number
    if match := _STANDARD_GRAMMAR.fullmatch(flow):
        return _standard(match)
    return None


def find(flow: str) -> Iterator[tuple[int, int, DocNumber]]:
    """All numbers of a text (line breaks as blanks): start, end, number, in order.

    Numbers of form "other" and "court" are given too; only the words before can tell them from form codes.

    >>> text = "NQ số 50/NQ- CP và 52-NQ/TW; 24/7, QCVN 41:2019/BGTVT"
    >>> [str(n) for _, _, n in find(text)]
    ['50/NQ-CP', '52-NQ/TW', 'QCVN 41:2019/BGTVT']
    """
    found = [(m.start(), m.end() - _glued(m["tail"]), _classify(m)) for m in _NUMBERS.finditer(flow)]
    found += [(m.start("lead"), m.end(), _reversed(m)) for m in _REVERSED.finditer(flow)]
    found += [(m.start(), m.end(), _small(m)) for m in _SMALL.finditer(flow)]
    found += [(m.start(), m.end(), _standard(m)) for m in _STANDARD.finditer(flow)]
    for start, end, number in sorted(found, key=lambda hit: hit[0]):
        if flow[start - 2 : start - 1].isdigit() and _PARTED.match(flow, 0, start):
            continue
        if number is not None:
            yield start, end, number


def unread(flow: str) -> Iterator[tuple[int, int, str]]:
    """What stands behind "số", looks like a number and is none: start, end, the number it resembles or "".

    >>> list(unread("Nghị định số l5/2020/NĐ-CP, Công văn số @15/x, số 7/QĐ-UBND"))
    [(13, 26, '15/2020/NĐ-CP')]
    """
    looks = [match.span() for match in _LOOKS.finditer(flow)]
    taken = [(start, end) for start, end, _ in find(flow)] if looks else []
    for start, end in looks:
        end = start + len(flow[start:end].rstrip(".:"))
        if not any(a < end and start < b for a, b in taken) and _has_both(flow[start:end]):
            yield start, end, _resembled(flow[start:end])


def _has_both(token: str) -> bool:
    return any(c.isdigit() for c in token) and any(c.isalpha() for c in token)


def _resembled(token: str) -> str:
    """The number that letters read as digits, or capitals, would make of a token; "" if none."""
    head, _, tail = token.replace("\\", "/").replace(" ", "/").rpartition("/")
    lead = head.translate(_AS_DIGITS)
    for candidate in (f"{lead}/{tail}", f"{lead}/{_capitals().get(tail, tail)}"):
        if number := parse(candidate):
            return number.compact
    return ""


@cache
def _capitals() -> Mapping[str, str]:
    """The common symbols as printed, by their small letters."""
    types, bodies = doc_types_by_abbreviation(party=False), issuers_by_abbreviation()
    return {f"{one}-{body}".lower(): f"{one}-{body}" for one in types for body in bodies}


def _classify(match: Match) -> DocNumber | None:
    serial, year, dash, tail, after = match.group("serial", "year", "dash", "tail", "after")
    if match["lost"] is not None and _PARTY_TAIL.match(tail) and not _of_state(tail):
        dash = "-"
    return _number(serial, year, dash, tail, after)


def _of_state(tail: str) -> bool:
    """Whether two bodies of the State make a symbol: "TC/TCT", not "QĐ/TWĐTN", "CT/TU"."""
    head, _, second = tail.partition("/")
    return head in _issuers() and not _PARTY_BODY.match(second)


@lru_cache(_KNOWN)
def _number(
    serial: str, year: str | None, dash: str | None, tail: str, after: str | None
) -> DocNumber | None:
    """Which line of the grammar a scanned token follows."""
    pieces = _PIECE.findall(tail.translate(_CYRILLIC).replace(" &", "&").replace("& ", "&"))
    seps = ["/" if sep == "/" else sep and "-" if sep != "," else "," for sep, _ in pieces]
    words = [_repair(word.replace("BCĐ ", "BCĐ")) for _, word in pieces]
    if len(words) == 1 and (parted := _PARTED_SYMBOL.fullmatch(words[0])) and words[0] not in _issuers():
        seps, words = [seps[0], "-"], [one for one in parted.groups() if one]
    printed, words[0] = words[0], toneless_types().get(words[0], words[0])
    written = int(year) if year else None
    form, doc_type, issuers, unit = _party(seps, words) if dash else _state(written, seps, words, bool(after))
    if not form:
        return None
    symbol = printed + "".join(map("".join, zip(seps[1:], words[1:], strict=True)))
    lead = "-" if dash else f"/{written}/" if written else "/"
    text = f"{serial}{lead}{symbol}{(after or '').replace(' ', '')}"
    if after:
        written = int(after[-4:])
    if joined := _SERIAL_AND_YEAR.fullmatch(serial):
        serial, written = joined["serial"], int(joined["year"])
    elif "-" in serial:  # the number of a sender outside the State
        form, doc_type = "other", None
    return DocNumber(serial, written, symbol, form, doc_type, tuple(issuers), unit, text)


_Reading = tuple[str, str | None, list[str], str | None]
_NONE: _Reading = ("", None, [], None)


def _party(seps: list[str], words: list[str]) -> _Reading:
    types = doc_types_by_abbreviation(party=True)
    if len(words) > 1 and seps[1] == "/":
        if words[0] in types:
            issuers = [w for sep, w in zip(seps[1:], words[1:], strict=True) if sep == "/" or w in _issuers()]
            rest = [w for w in words[1:] if w not in issuers]
            return "party", words[0], [w for w in issuers if w != "nb"], "-".join(rest) or None
        if words[0] in _LEGACY_TYPES:
            return "legacy", words[0], words[1:], None
    if typed := _type_behind(seps, words):
        return typed
    if len(words) > 1 and seps[1] == "/" and words[0] in _issuers():  # "05-BXD/ĐT"
        return "legacy", None, words[:1], "-".join(words[1:])
    if len(words) > 1 and words[0] in types and words[1] in _issuers():  # "286-TB-VPCP"
        return "admin", words[0], words[1:2], "-".join(words[2:]) or None
    if len(words) == 2 and seps[1] == "/" and min(map(len, words)) > 1:  # "64-PPCĐ/TCKT", behind "số" only
        return "other", None, [], None
    if len(words) == 1 and _TERM.sub("", words[0]) in _LEGACY_ISSUERS | _LEGACY_TYPES:
        return "legacy", None, words, None
    return _NONE


def _type_behind(seps: list[str], words: list[str]) -> _Reading | None:
    """Bodies first, then the type: "18-BYT/TT", "01-TANDTC-VKSNDTC/TTLT" (before 1997)."""
    *bodies, last = words
    if len(bodies) == 1 and seps[-1] == "/" and last in _BEHIND:  # of old bodies too: "05-VH/QĐ"
        return "legacy", last, bodies, None
    if not bodies or seps[-1] != "/" or not all(word in _issuers() for word in bodies):
        return None
    return ("joint", last, bodies, None) if last in _JOINT else None


def _state(year: int | None, seps: list[str], words: list[str], year_after: bool) -> _Reading:
    head, rest = words[0], words[1:]
    if year and not rest and _LAW.fullmatch(head):
        return "law", None, [head], None
    if head in _COURT:
        return "court", None, [], "-".join(rest) or None
    if head in _JOINT or (head == "TT" and rest[:1] == ["LB"]):
        return "joint", "TTLB" if rest[:1] == ["LB"] else head, [w for w in rest if w != "LB"], None
    typed = head in doc_types_by_abbreviation(party=False)
    if typed and rest and not _is_letter(year, head, rest[0]):
        form = {"VBHN": "consolidated", "SY": "copy", "TrS": "copy", "SL": "copy"}.get(head)
        return form or ("normative" if year else "admin"), head, [rest[0]], "-".join(rest[1:]) or None
    if not rest:
        legacy = head in _LEGACY_ISSUERS or head in _LEGACY_TYPES
        return "legacy" if legacy and not year_after else "other", None, [head], None
    if year_after or year:
        return "other", None, [head], "-".join(rest)
    if rest[0] in _BEHIND and head in _issuers():
        return "legacy", rest[0], [head], None
    return "letter", None, [head], "-".join(rest)


def _is_letter(year: int | None, head: str, second: str) -> bool:
    """5467/CT-CS: CT is a type and a body; a unit that is no issuer behind it means the body."""
    return not year and head in _issuers() and _TERM.sub("", second) not in _issuers()


@cache
def _types_by_small_letters() -> Mapping[str, str]:
    """Abbreviations of types that hold small letters, by what they are without capitals: "ctr" is CTr."""
    types = {*doc_types_by_abbreviation(party=False), *doc_types_by_abbreviation(party=True)}
    return {one.lower(): one for one in types if not one.isupper()}


def _repair(word: str) -> str:
    """Undo what scanning, missing blanks and haste do to an abbreviation (QHI5, CPng, Ctr)."""
    if _LAW.fullmatch(word):
        return _SCANNED.sub("" if len(word) - word.index("QH") > 4 else "1", word)
    if word in _issuers() or word in doc_types_by_abbreviation(party=False):
        return word
    if printed := _types_by_small_letters().get(word.lower()):
        return printed
    for glued in words("symbols", "glued"):
        if word.endswith(glued) and word.removesuffix(glued) in _issuers():
            return word.removesuffix(glued)
    return word


@cache
def toneless_types() -> Mapping[str, str]:
    """Types whose "Đ" was typed or read as "D", where that means nothing else: "ND" is "NĐ"."""
    known = {*doc_types_by_abbreviation(party=False), *doc_types_by_abbreviation(party=True)}
    bare = {short.replace("Đ", "D"): short for short in known if "Đ" in short}
    return {short: full for short, full in bare.items() if short not in known and short not in _issuers()}


@lru_cache(_KNOWN)
def _glued(tail: str) -> int:
    """How many letters of the next word stick to the number ("NĐ-CPngày")."""
    last = _PIECE.findall(tail)[-1][1]
    known = _repair(last)
    return len(last) - len(known) if tail.endswith(last) and last.startswith(known) else 0


def _small(match: Match) -> DocNumber | None:
    """ "15/2020/nđ-cp": a common symbol in small letters."""
    symbol = _capitals().get(match["tail"])
    return parse(match["lead"] + symbol) if symbol else None


def _reversed(match: Match) -> DocNumber:
    symbol = match["lead"] + match["rest"].lstrip("-/")
    return DocNumber(
        match["serial"], None, symbol, "other", None, (), None, "".join(match.group("lead", "serial", "rest"))
    )


def _standard(match: Match) -> DocNumber:
    year = int(match["year"]) if match["year"] else None
    issuers = (match["issuer"],) if match["issuer"] else ()
    sub = match["sub"] or ""
    text = (
        f"{match['type']} {sub}{match['serial']}"
        + (f":{year}" if year else "")
        + "".join(f"/{i}" for i in issuers)
    )
    return DocNumber(
        match["serial"], year, match["type"], "standard", match["type"], issuers, sub.strip() or None, text
    )
