"""Harmless repairs of what OCR reads wrongly again and again, as edits: the source keeps what was read.

>>> source = "QUYÉT ĐỊNH\\nCăn cứ Nghị định sô 115/2021/NĐ-CP ngày l6 tháng 12 năm 2021"
>>> apply(source, edits(source))[0]
'QUYẾT ĐỊNH\\nCăn cứ Nghị định số 115/2021/NĐ-CP ngày 16 tháng 12 năm 2021'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

import regex

from .. import late
from ..model import Source, Span
from ..text import Edit, Text, apply, fold
from ..text import bare as unmarked
from ..vocabulary import alternatives, table, words
from ..vocabulary.acts import acts
from .joined import flat, glued

if TYPE_CHECKING:
    from .rows import Row, Segment

# Findings whose stretches were read by OCR, here or by another program.
SEEN = frozenset(("VL902", "VL913"))


def cleaned(source: Source) -> Text:
    """The text of a source, cleaned for reading: with the repairs of what OCR read, with blanks between
    words that a page ran together, and with the lines of a page that stands on one.
    """
    seen = [one.span for one in source.findings if one.code in SEEN and one.span is not None]
    found = {*partings(source.text), *(edit for span in seen for edit in edits(source.text, span))}
    found |= {*glued(source.text), *flat(source.text)}
    return replace(Text.of(source.text, _disjoint(found)), spell=respelt)


def partings(text: str) -> Iterator[Edit]:
    """A blank between two words that a bad page ran together: "Thực hiện|Quyết định", "Việt|Nam".

    No Vietnamese word has a capital inside; a name in plain letters ("VietinBank") is left alone.

    >>> text = "Thực hiệnQuyết định số 5/QĐ-BYTngày 6/7/2020 của ViệtNam, VietinBank, nghiỆp, khoản 1Điều 5"
    >>> apply(text, sorted(partings(text)))[0]
    'Thực hiện Quyết định số 5/QĐ-BYT ngày 6/7/2020 của Việt Nam, VietinBank, nghiỆp, khoản 1 Điều 5'
    """
    if _CAPITAL_INSIDE.search(text):
        cuts = (match.end() for match in _RUN_TOGETHER.finditer(text))
        yield from (Edit(at, at, " ") for at in cuts if _are_two_words(text, at))
    for run_on in (_NUMBER_RUN_ON, _SYMBOL_RUN_ON, _ITEM_RUN_ON):
        yield from (Edit(match.end(), match.end(), " ") for match in run_on.finditer(text))
    if sum(map(text.count, _forms("run on"))) >= _SURE:
        yield from (Edit(edit.end, edit.end, " ") for edit in _phrases(text) if edit.new[1:] == " ")
    for at in (match.start() for match in _FIRST_GROUND.finditer(text)):
        decides = normalize("NFC", text[max(0, at - 20) : at]).split(" ")[-2:-1]
        if any(word.isalpha() and word.isupper() and len(word) > 1 for word in decides):
            yield Edit(at - 1, at, "\n")


def _are_two_words(text: str, at: int) -> bool:
    start = end = at
    while start and _is_letter(text[start - 1]):
        start -= 1
    while end < len(text) and _is_letter(text[end]):
        end += 1
    return not text[start:end].isascii() and _VOWEL.search(bare(text[start:at].lower())) is not None


def _is_letter(sign: str) -> bool:
    return sign.isalpha() or "\u0300" <= sign <= "\u036f"


_SMALL = "".join(
    letter
    for letter in map(chr, (*range(0x61, 0x7B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    if letter.islower()
)
# A small letter before a word with a capital; marked vowels begin few words, and bad OCR makes many of them.
_RUN_TOGETHER = late.re(
    f"[{_SMALL}][\u0300-\u036f]*(?=(?:[A-PR-ZĐỦ]|U\u0309|Qu)[{_SMALL}])"  # tones may stand apart
)
# A capital right behind such a letter, quickly found: most pages hold none.
_CAPITAL_INSIDE = late.re(f"[A-ZĐ](?<=[{_SMALL}\u0300-\u036f].)")
_VOWEL = late.re("[aeiouy]")
# The symbol of a number before its day: "381/ĐA-CP|ngày 08 tháng 6".
_SYMBOL_RUN_ON = late.re(r"[A-ZĐ][A-ZĐ](?=ngày \d)")
# A number of a provision before the next word: "khoản 1|Điều 5", "khoản 1|và khoản 2", "Điều 72|của Luật".
_NUMBER_RUN_ON = late.re(
    r"(?:hoản|Điều|điều) \d{1,3}(?=(?:Điều (?:\d|này)|(?:khoản|điểm) [\da-zđ]|(?:và|của|hoặc) ))"
)


# The number of an item in the list of a site: "- 1|Nghị định 63/2010/NĐ-CP".
_ITEM_RUN_ON = late.re(r"(?m)^[ \t]*- \d{1,2}(?=[A-ZĐ][^\W\d_A-Z])")
# The first ground on the line of who decides: "BỘ TRƯỞNG BỘ Y TẾ| Căn cứ Luật …".
_FIRST_GROUND = late.re(
    "|".join(f"{normalize(form, word)} " for word in ("Căn cứ", "Chiểu") for form in ("NFC", "NFD"))
)


def respelt(folded: str) -> str:
    """A folded text whose beginning shows the slips of OCR, its phrases put right, one letter for one.

    What is printed stays as it is; only what is looked for is looked for in the right spelling.

    >>> respelt("theo đè nghị của bộ trường, tô chức quyêt định số 5")
    'theo đề nghị của bộ trưởng, tổ chức quyết định số 5'
    >>> respelt("theo đè nghị của bộ tài chính")
    'theo đè nghị của bộ tài chính'
    """
    if len({form for _, form in _slips(folded[:_SHOWS])}) < _SURE:
        return folded
    pieces, last = [], 0
    for start, form in _slips(folded):
        pieces += [folded[last:start], form]
        last = start + len(form)
    return "".join(pieces) + folded[last:]


_SHOWS, _SURE = 6000, 2  # characters in which OCR shows itself, by slips in so many phrases
_MANY, _DENSE = 6, 2000  # phrases misspelt in a page of any length; characters a slip in one that has a few


def misread(text: Text) -> bool:
    """Whether a page shows that it was read badly, or is written without marks: what it spells proves little.

    >>> misread(Text.of("NGHI DINH quy định chỉ tiết, sửa đỗi, bỗ sung Thông tu sô 5 cua Bộ Tài chính"))
    True
    >>> misread(Text.of("NGHỊ ĐỊNH quy định chi tiết, sửa đổi, bổ sung Thông tư số 5 của Bộ Tài chính"))
    False
    """
    slips = [form for _, form in _slips(fold(text.flow))]
    kinds = len({*slips})
    return kinds >= _MANY or (kinds >= _SURE and len(slips) * _DENSE >= len(text.flow))


@cache
def _forms(id: str) -> tuple[str, ...]:
    return next(tuple(row["forms"]) for row in table("scans")["repair"] if row["id"] == id)


def _slips(folded: str) -> Iterator[tuple[int, str]]:
    """Where words stand whose letters bear other marks, in order and apart, and the words."""
    last = 0
    for start, form in sorted([*_phrase_slips(folded), *_part_slips(folded)]):
        if start >= last:
            yield start, form
            last = start + len(form)


# "Điêu 22", "khoàn 2", "ngay 5": words in front of a figure; "s6 21/2012": "số" before a number.
_PART = late.re(
    r"[đdkns](?<![^\W\d_].)(?:(?:(?P<dieu>(?<=[đd])[iíìỉĩị][eéèẻẽẹêếềểễệ]u)"
    r"|(?P<khoan>(?<=k)ho[aáàảãạ]n)|(?P<ngay>(?<=n)g[aáàảãạ]y))(?= \d)"
    r"|(?P<so>(?<=s)[6éèẻoóòỏôốồổỗộ])(?= \d{1,4}/))"
)
_PARTS = {"dieu": "điều", "khoan": "khoản", "ngay": "ngày", "so": "số"}


def _part_slips(folded: str) -> Iterator[tuple[int, str]]:
    for match in _PART.finditer(folded):
        if match[0] != (form := _PARTS[match.lastgroup or ""]):
            yield match.start(), form


def _phrase_slips(folded: str) -> Iterator[tuple[int, str]]:
    for match in _any_spelling().finditer(unmarked(f" {folded}")):
        printed = folded[match.start() : match.end() - 1]
        form = _right()[match["phrase"].replace(" ", "")]
        if printed not in _GOOD and len(form) == len(printed):
            yield match.start(), form


_GOOD = frozenset((*_forms("phrase"), *words("scans", "plain")))


@cache
def _any_spelling() -> re.Pattern[str]:
    """The phrases behind a sign, in a text without marks; a blank may be lost."""
    spelt = alternatives(_forms("phrase"), _loose)
    return late.re(rf"[ -@\[-`{{-~“”‘’…–—•](?P<phrase>{spelt})(?![^\W\d_])")


def _loose(form: str) -> list[str]:
    return [one if one != " " else " ?" for one in bare(form)]


def edits(text: str, span: Span | None = None) -> list[Edit]:
    """The repairs of a stretch of a text, in order."""
    start, end = span or (0, len(text))
    piece = text[start:end]
    found = [*_signs(piece), *_phrases(piece), *_labels(piece), *_digits(piece), *_symbols(piece)]
    found += _grounds(piece)
    return _disjoint(Edit(a + start, b + start, new) for a, b, new in found)


def spelled(row: Row) -> Row:
    """A row of a page that OCR read, in which what is repaired is so in the text that spans count in."""
    return tuple(_spelled(one, found) if (found := edits(one.text)) else one for one in row)


def _spelled(one: Segment, found: list[Edit]) -> Segment:
    def moved(at: int) -> int:
        return at + sum(len(edit.new) - (edit.end - edit.start) for edit in found if edit.end <= at)

    doubts = tuple((moved(a), moved(b)) for a, b in one.doubts)
    gaps = tuple((left, right, moved(at)) for left, right, at in one.gaps)
    return replace(one, text=apply(one.text, found)[0], doubts=doubts, gaps=gaps)


def _disjoint(found: Iterable[Edit]) -> list[Edit]:
    out: list[Edit] = []
    for edit in sorted(found):
        if not out or edit.start >= out[-1].end:
            out.append(edit)
    return out


def bare(text: str) -> str:
    """Lower-case letters without their marks, one for one.

    >>> bare("QUYÉT ĐỊNH")
    'quyet dinh'
    """
    return unmarked(fold(text))


@cache
def _known() -> tuple[str, ...]:
    """Phrases and names of laws, folded."""
    names = (*words("laws", "names"), *(name for act in acts() for name in (act.name, *act.also)))
    return (*(fold(name) for name in names if 1 < name.count(" ") < 12), *_forms("phrase"))


@cache
def _right() -> dict[str, str]:
    """How a phrase is spelt, by its bare letters without blanks."""
    return {bare(form).replace(" ", ""): form for form in _known()}


@cache
def _phrase() -> regex.Pattern[str]:
    r"""Phrases and names of laws by their bare letters, longest first; a blank may be lost ("Tỉnhủy")."""
    printed = late.longest_first(set(map(bare, _known())))
    one = "|".join(regex.escape(word, literal_spaces=True).replace(" ", r"[ \n]?") for word in printed)
    return late.regex(rf"(?<!\p{{L}})(?:{one})(?!\p{{L}})")


def _phrases(text: str) -> Iterator[Edit]:
    for match in _phrase().finditer(bare(text)):
        start, end = match.span()
        form = _right()[regex.sub(r"\s", "", match[0])]
        if " " in form and text[start:end].isascii() and not regex.search(r"\s", text[start:end]):
            continue  # the name of a site ("chinhphu.vn")
        if fold(text[start:end]).replace("\n", " ") != form:
            yield from _respelt(text, start, end, form)


def _respelt(text: str, start: int, end: int, form: str) -> Iterator[Edit]:
    """The letters of `text[start:end]` that are not those of `form`, with their case, and blanks lost."""
    upper = text[start:end].isupper()
    at = start
    for n, char in enumerate(form):
        if char == " ":
            at += text[at : at + 1].isspace()
            continue
        new = char.upper() if upper or text[at].isupper() else char
        new += " " * (form[n + 1 : n + 2] == " " and not text[at + 1 : at + 2].isspace())
        if fold(text[at]) != fold(new):
            yield Edit(at, at + 1, new)
        at += 1


@cache
def _sign() -> regex.Pattern[str]:
    """A slash; the dash of a list; specks before the first capital of a line ("_PHÓ THỦ TƯỚNG")."""
    slash, dash, speck = ("".join(map(regex.escape, _forms(id))) for id in ("slash", "dash", "speck"))
    return late.regex(
        rf"(?m)(?P<slash>[{slash}])|^(?P<dash>[{dash}])(?=\s\p{{Lu}})|^(?P<speck>[{speck}])(?=\p{{Lu}})"
    )


def _signs(text: str) -> Iterator[Edit]:
    for match in _sign().finditer(text):
        yield Edit(match.start(), match.end(), "/" if match["slash"] else "-" if match["dash"] else "")


# "Sô:", "Só :" before a number or at the beginning of a line, "sồ 12/2020", "sô9734/BTC": the word "số".
_LABEL = late.regex(
    r"(?m)(?<!\p{L})(?P<s>s)(?P<o>[oôóòỏõọốồổỗộ])(?:(?=[ ]?:)|(?=[ ]?[\dlIỉỈ\]]{1,5}[-/⁄]))", regex.I
)


# "V/ phân loại", "V/y phân loại": what a letter is about.
_ABOUT = late.regex(r"(?m)^V/[wyV]?(?=\s\p{Ll})")


def _labels(text: str) -> Iterator[Edit]:
    for match in _ABOUT.finditer(text):
        yield Edit(match.start() + 2, match.end(), "v")
    for match in _LABEL.finditer(text):
        blank = " " * (text[match.end() : match.end() + 1].isdigit())
        if fold(match["o"]) != "ố" or blank:
            yield Edit(match.start("o"), match.end(), ("Ố" if match["o"].isupper() else "ố") + blank)


@cache
def _figure() -> tuple[regex.Pattern[str], dict[str, str]]:
    """Days and months in words ("ngày l6 tháng l1 năm"), serials before a slash ("số l15/2021")."""
    digit = {**dict.fromkeys(_forms("one"), "1"), **dict.fromkeys(_forms("zero"), "0")}
    odd = rf"[\d{''.join(map(regex.escape, digit))}]"
    year = rf"(?:19|20)(?:\d{odd}|{odd}\d)(?![\p{{L}}\d])"
    return late.regex(
        rf"(?<=\bngày[ ]?)(?P<figure>{odd}(?:[ ]?{odd})?)(?=[ ]?tháng)"
        rf"|(?<=\bnăm[ ]?)(?P<figure>{year})"
        rf"|(?<=\btháng[ ]?)(?P<figure>{odd}{{1,2}})(?=[ ,]?[ ]?năm)"
        rf"|(?<=/(?:19|20)\d\d/QH)(?P<figure>{odd}{{2}})\b"
        rf"|(?<=\bs[ốôóồ][ ]?:?[ ]?)(?P<figure>\d{{0,4}}{odd}\d{{1,4}}|\d{{1,4}}{odd}\d{{0,4}})(?=[/⁄])"
    ), digit


def _digits(text: str) -> Iterator[Edit]:
    pattern, digit = _figure()
    for match in pattern.finditer(text):
        for n, char in enumerate(match["figure"], match.start("figure")):
            if char in digit:
                yield Edit(n, n + 1, digit[char])


# Torn: "số 1 93/2025/NĐ-CP", "64/2025/QH 15", "9734/BTC- -TCDT", "ngày 1 7 tháng", "năm 201 5".
_TORN = late.regex(
    r"(?<=\bngày [1-3lIỉỈ])[ ](?=\d tháng)|(?<=\bnăm (?:19|20)\d)[ ](?=\d(?!\w))|"
    r"(?<=\bsố \d)[ ](?=\d{1,3}/(?:19|20)\d\d/)|(?<=/(?:19|20)\d\d/?QH)[ ](?=\d\d\b)"
    r"|(?<=/\p{Lu}{1,8})-[ ]-[ ]?(?=\p{Lu})"
)


def _symbols(text: str) -> Iterator[Edit]:
    for match in _TORN.finditer(text):
        yield Edit(match.start(), match.end(), "-" if "-" in match[0] else "")


# A comma where a ground ends over the next one: it is ";" (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6).
_GROUND = late.regex(
    r",(?=[^\S\n]*+\n\n?[^\p{L}\n]{0,6}(?:Căn cứ|Theo đề nghị|Trên cơ sở|Xét (?:đề nghị|Tờ trình)|QUY[ẾÉÊ]T))"
)


def _grounds(text: str) -> Iterator[Edit]:
    for match in _GROUND.finditer(text):
        yield Edit(match.start(), match.end(), ";")


__all__ = ["SEEN", "apply", "bare", "cleaned", "edits", "partings", "respelt", "spelled"]
