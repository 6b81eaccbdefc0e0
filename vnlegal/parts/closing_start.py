"""Where a closing block begins: at "Nơi nhận", or at the office of the first signature."""

from __future__ import annotations

import re

import regex

from .. import late
from ..scan import Begun, Match, places
from ..text import Text
from .cells import Cell, cut
from .closings import HEADING, Closing, ClosingReader, Signing
from .signers import CAPACITY, is_person, is_position, name_of
from .wording import any_of, forms

_FAR = 1500
_AUTHENTICATED = 400
_SIGNED_WORDS = ("đã ký",)
_LATER = 600
_LAST = 500  # characters at the end of a text
# What heads an annex: "PHỤ LỤC I", "MẪU SỐ 1".
_ANNEX = late.regex(any_of("annex"))
# What a site prints where a picture of the signature is to come.
_TO_COME = late.re("đang cập nhật")
# Any letter: of a gap between office and recipients there is none.
_LETTER = late.regex(r"\p{L}")
# A heading with items and a filing line behind it: "Nơi nhận: - Như trên; - Lưu: VT".
_ITEMS = late.regex(r"n[ơo]i\sn[^:]{2,6}:[^–~-]{0,60}[–~-]\s[^\0]{0,3000}?[–~-]\sl[ưu]u")
# What stands behind "Nơi nhận" without colon: "⏎", "| ", " - Như trên", " BỘ TRƯỞNG"; not " - trả hồ sơ".
_BEHIND_HEADING = late.regex(r" ?(?:$|[\n|]|[-–+•] ?[\p{Lu}(“]|\p{Lu}[\p{Lu}/.])")
_HEADING_WORDS = ("nơi nh", "noi nh", "nơi g")
_PRINTED = "|".join(re.escape(form.upper()) + r"\." * (len(form) == 1) for form in forms("capacity"))
# A line that begins with a capacity or an office in capitals: "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH".
_OFFICE_LINE = Begun(
    late.re(r"\n(?:\|\s?){0,3}(?:[KQT][/.]|[^\W_a-z]{2})"),
    late.regex(
        rf"^(?:\|\s?){{0,3}}(?:(?:{_PRINTED})\s?[.,:]?\s?\p{{Lu}}(?:\p{{Lu}}|(?<=[.,:]\s?.)\p{{Ll}})"
        r"|XÁC THỰC VĂN BẢN|(?:"
        + "|".join(late.longest_first({form.split()[0].upper() for form in forms("position")}))
        + r")(?: [\p{Lu}\p{N}.,&/()-]+){0,12}\s?(?=[\n|]|$))",
        regex.MULTILINE,
    ),
    skip=1,
)


def recipients_heading(text: Text, start: int) -> Match | None:
    """The first "Nơi nhận:" from `start` on that begins a line or a cell."""
    clean = text.clean
    for at in places(_HEADING_WORDS, text.folded, start, len(text.folded)):
        before = clean[max(0, at - 2) : at].rstrip(" ")
        match = HEADING.match(text.folded, at) if not before or before[-1] in "\n|" else None
        if match and (":" in match[0] or _heads_list(text, match.end())):
            return match
    return _run_on(text, start)


def _run_on(text: Text, start: int) -> Match | None:
    """The last "Nơi nhận:" that runs on with the end of the text: "… Nghị định này./. Nơi nhận: - …"."""
    for at in reversed(list(places(_HEADING_WORDS, text.folded, start, len(text.folded)))):
        if text.clean[max(0, at - 3) : at].rstrip()[-1:] in "./" and _ITEMS.match(text.folded, at):
            return HEADING.match(text.folded, at)
    return None


def _heads_list(text: Text, at: int) -> bool:
    """Whether "Nơi nhận" without colon is a heading: alone in its cell, or beside an office or a dash."""
    return _BEHIND_HEADING.match(text.clean, at) is not None


def find_closing(text: Text, start: int) -> Closing | None:
    """The first closing block from `start` on: the document's own, not that of an annexed form."""
    heading = recipients_heading(text, start)
    stop = heading.start() if heading else len(text.clean)
    office = _first_office(text, start, stop)
    if heading and office is None:
        office = _nameless_office(text, max(start, stop - 300), stop)
    if office is None:
        office = _signed_office(text, start, stop)
    if heading is None and office is None and (cell := _capacity_cell(text, start)) is None:
        return _named_alone(text, start)
    if heading is None and office is None:
        office = cell
    signed = stop if office is None else office
    begin = _authenticated(text, start, signed)
    reader = ClosingReader(text, begin, heading is not None and (office is None or stop - begin < _FAR))
    reader.authenticated = begin < signed
    closing = reader.read()
    return closing if closing.signings else _signed_later(text, closing)


def _capacity_cell(text: Text, start: int) -> int | None:
    """A capacity alone in the last row of a page that lost its signer: "| KT. BỘ TRƯỞNG, |"."""
    rows = [*_CAPACITY_ROW.finditer(text.clean, start)]
    return rows[-1].start() if rows and len(text.clean) - rows[-1].end() < _AFTER_IT else None


_AFTER_IT = 300  # characters of a site behind the text
# A row that holds a capacity and nothing else: "| KT. BỘ TRƯỞNG, |".
_CAPACITY_ROW = late.regex(
    r"^\|\s?(?:K\.?T|T\.?M|T\.?L|TUQ)[./]?\s?\p{Lu}{2}[\p{Lu} ,.&-]{3,60}\|$", regex.MULTILINE
)


def _named_alone(text: Text, start: int) -> Closing | None:
    """A name over "(Đã ký)" at the end and no office, as decrees of 1945-1959 are printed."""
    for at in places(_SIGNED_WORDS, text.folded, max(start, len(text.clean) - _LAST), len(text.clean)):
        above = [
            cell
            for cell in cut(text, max(start, at - 80), len(text.clean[:at].rstrip(" (")))
            if _LETTER.search(text.clean, cell.start, cell.end)
        ]
        if above and name_of(text, above[-1]) and is_person(text, above[-1]):
            return Closing(above[-1].start, at, signings=[Signing(name=[above[-1]])])
    return None


def _signed_later(text: Text, closing: Closing) -> Closing:
    """A signature a little below the recipients, behind a line that OCR put between them."""
    later = _first_office(text, closing.end, min(len(text.clean), closing.end + _LATER))
    if later is not None and not _ANNEX.search(text.folded, closing.end, later):
        signed = ClosingReader(text, later, False).read()
        closing.signings, closing.end = signed.signings, signed.end
    return closing


def _authenticated(text: Text, start: int, begin: int) -> int:
    """The line of "XÁC THỰC VĂN BẢN HỢP NHẤT" a little above an office, else the office itself."""
    reach = max(start, begin - _AUTHENTICATED)
    at = next(iter(places(tuple(forms("authenticated")), text.folded, reach, begin)), None)
    return begin if at is None else max(reach, text.clean.rfind("\n", reach, at) + 1)


def _first_office(text: Text, start: int, stop: int) -> int | None:
    """Where the first office of a signature stands that a name follows."""
    tried = start
    for match in _OFFICE_LINE.finditer(text.clean, start, stop):
        if match.start() < tried:
            continue
        closing = ClosingReader(text, match.start(), False, 700).read()
        if closing.signings and closing.signings[0].name:
            return match.start()
        tried = closing.end
    return None


def _nameless_office(text: Text, start: int, stop: int) -> int | None:
    """Where an office stands that the recipients follow at once: a copy without the signer's name.

    In two columns "CHỦ TỊCH" stands over "Nơi nhận", and the name among the recipients.
    """
    for match in _OFFICE_LINE.finditer(text.clean, start, stop):
        closing = ClosingReader(text, match.start(), False, stop - match.start()).read()
        first = closing.signings[0].office[0] if closing.signings else None
        between = text.clean[closing.end : stop]
        alone = first and (CAPACITY.match(text.folded, first.start) or not closing.signings[0].office[1:])
        if alone and not _LETTER.search(between):
            return match.start()
    return None


def _over(text: Text, above: list[Cell]) -> int:
    """Where an office begins over its position: "TM. Chính phủ / Thủ tướng"."""
    first = len(above) - 1
    while first and CAPACITY.match(text.folded, above[first - 1].start):
        first -= 1
    return above[first].start


def _signed_office(text: Text, start: int, stop: int) -> int | None:
    """Where a position that is not in capitals stands over "(đã ký)" and a name."""
    for at in places(_SIGNED_WORDS, text.folded, start, stop):
        above = list(cut(text, max(start, at - 160), at))
        below = list(cut(text, at, min(len(text.clean), at + 160)))
        while above and (
            text.clean[above[-1].start] in "([{" or _TO_COME.match(text.folded, above[-1].start)
        ):
            above.pop()
        named = any(name_of(text, cell) for cell in below[1:3])
        position = above and is_position(text.folded[above[-1].start : above[-1].end])
        if named and position and above[-1].end - above[-1].start < 60:
            return _over(text, above)
    return None
