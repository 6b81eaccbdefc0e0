"""The conclusions: signatures, recipients with what they get it for, the filing line.

Components 7 and 9b of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from .. import late
from ..lines import Stretch
from ..model import Conclusions, Field, Filing, Recipient, Signature, Span
from ..text import Text, trim
from .closings import FILING, Signing
from .layout import Layout
from .signers import is_position
from .wording import any_of, starts

_OUTER = " \n;,|"
# Why a recipient gets it: "Bộ Y tế |(để báo cáo)|" (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.9).
_PURPOSE = late.regex(rf"\(\s*(?P<what>(?:{any_of('for', 'purpose')}|d[eéê]\s)[^()]{{0,120}})\)\s*$")
# The filing line: "Lưu: ".
_FILING = late.re(rf"(?:{FILING.pattern})\s?(?:tại\s)?[:.]?\s?")
# What OCR leaves behind the mark that ends an item: "Các bộ, cơ quan ngang bộ; l".
_REST = late.regex(r";\s?(?:[^\s\p{L}]|\p{L}(?!\p{L})|\s){1,4}$")
# The deputy on the line of the head: "KT. CHỦ TỊCH |PHÓ CHỦ TỊCH".
_INNER_POSITION = late.regex(r"(?<=\S\s)(?=(?:PHÓ|THỨ TRƯỞNG)(?!\p{L}))")
# How many copies: "(3b)", "(05 bản)".
_COPIES = late.regex(r"\(\s?(\d{1,4})\s?(?:b|bản)?\s?\)")
# A unit of the filing line: "VT", "KGVX".
_UNIT = late.regex(r"\s*(?P<unit>[\p{L}\d][\p{L}\d&/ .-]*?)\s*(?=[,;(]|$|\.(?=\s|\p{Lu}))")


def read_conclusions(text: Text, layout: Layout) -> Conclusions:
    """Read the closing block that the layout found; empty if there is none."""
    closing = layout.closing
    if closing is None:
        return Conclusions()
    filing = next((f for item in closing.items if (f := _filing(text, item))), None)
    return Conclusions(
        signatures=tuple(_signature(text, s) for s in closing.signings),
        recipients=tuple(
            r for item in closing.items if not _is_filing(text, item) and (r := _recipient(text, item))
        ),
        filing=filing,
    )


def _is_filing(text: Text, item: list[Stretch]) -> bool:
    return bool(FILING.match(text.folded, item[0][0]))


def _joined(text: Text, pieces: list[Stretch]) -> str:
    return " ".join(" ".join(text.clean[a:b].split()) for a, b in pieces)


def _recipient(text: Text, item: list[Stretch]) -> Recipient | None:
    """One item: the body, and the purpose in the brackets behind it."""
    start, end = item[0][0], item[-1][1]
    start, end = trim(text.clean, start, end, " \n;,.|")
    if rest := _REST.search(text.clean, start, end):
        end = rest.start()
    end += text.clean[end : end + 1] == "." and text.clean[start:end].endswith(("đ", "TP"))
    purpose = None
    if match := _PURPOSE.search(text.folded, start, end):
        a, b = trim(text.clean, *match.span("what"))
        purpose = text.words(a, b, "purpose")
        start, end = trim(text.clean, start, match.start(), _OUTER)
    if start >= end:
        return None
    pieces = [(a, min(b, end)) for a, b in item if a < end]
    field = text.field(_joined(text, pieces).strip(_OUTER), start, end, "recipient")
    return Recipient(_with_brace(text, field), purpose)


def _with_brace(text: Text, field: Field[str]) -> Field[str]:
    """Let a span that opens a subscript ("PCVP_{KSX}") close it too."""
    if (
        field.span
        and text.source[field.span.end : field.span.end + 1] == "}"
        and "_{" in text.source[slice(*field.span)]
    ):
        return Field(field.value, Span(field.span.start, field.span.end + 1), field.by)
    return field


def _filing(text: Text, item: list[Stretch]) -> Filing | None:
    match = _FILING.match(text.folded, item[0][0])
    if not match:
        return None
    start, end = trim(text.clean, match.end(), item[-1][1], _OUTER)
    if end > start and text.clean[end - 1] == "." and text.clean[end - 2] != ".":
        end -= 1
    if start >= end:
        return None
    value = " ".join(text.clean[start:end].split())
    units, copies, drafter = _filing_pieces(value)
    return Filing(text.field(value, start, end, "filing line"), units, copies, drafter)


def _filing_pieces(value: str) -> tuple[tuple[str, ...], int | None, str | None]:
    """Units, number of copies, and the drafter's mark of a filing line.

    >>> _filing_pieces("VT, KGVX (2).NTN")
    (('VT', 'KGVX'), 2, 'NTN')
    >>> _filing_pieces("VT, KGVX.PTDL")
    (('VT', 'KGVX'), None, 'PTDL')
    """
    copies = _COPIES.search(value)
    before, after = (value[: copies.start()], value[copies.end() :]) if copies else (value, "")
    if not copies and "." in before and "," not in before[before.rindex(".") :]:
        before, _, after = before.rpartition(".")
    units = tuple(m["unit"] for m in _UNIT.finditer(before) if m["unit"].strip())
    drafter = after.strip(" .,;()…") or None
    return units, int(copies[1]) if copies else None, drafter


def _signature(text: Text, signing: Signing) -> Signature:
    capacity, position = _office(text, [(cell.start, cell.end) for cell in signing.office])
    return Signature(
        capacity=_field(text, capacity, "capacity"),
        position=_field(text, position, "position"),
        name=_name(text, (signing.name[0].start, signing.name[-1].end)) if signing.name else None,
    )


def _field(text: Text, pieces: list[Stretch], by: str) -> Field[str] | None:
    """Pieces of one value as a field; what stands between them in another column is no part of it."""
    if not pieces:
        return None
    pieces[-1] = trim(text.clean, *pieces[-1], " \n,–-")
    return text.field(_joined(text, pieces), pieces[0][0], pieces[-1][1], by)


def _name(text: Text, stretch: Stretch) -> Field[str]:
    start, end = trim(text.clean, *stretch, " \n.,;")
    return text.words(start, end, "signer")


def _office(text: Text, lines: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """Part the lines of an office: capacities, stacked, and the position of who signs.

    A line behind a capacity goes on with it until one begins as a position does.
    """
    first = next((i for i in reversed(range(len(lines))) if _is_capacity(text, lines[i])), None)
    if first is None:
        return [], lines
    start, end = lines[first]
    inner = next((m.start() for m in _INNER_POSITION.finditer(text.clean, start + 4, end)), None)
    if inner and not text.clean[start:inner].strip().endswith("."):
        before = trim(text.clean, start, inner)
        return [*lines[:first], before], [(inner, end), *lines[first + 1 :]]
    at = first + 1
    while at < len(lines) and not _begins_position(text, lines[at - 1], lines[at]):
        at += 1
    deputy = text.folded.startswith(("kt", "k/t"), lines[first][0]) and at == len(lines) == first + 2
    ends = not text.clean[slice(*lines[first])].rstrip().endswith((",", "-"))
    at -= deputy and ends and text.clean[slice(*lines[first])].count(" ") > 0
    return lines[:at], lines[at:]


def _is_capacity(text: Text, line: Stretch) -> bool:
    return bool(starts("capacity", "authenticated").match(text.folded, line[0]))


def _begins_position(text: Text, before: Stretch, line: Stretch) -> bool:
    words = text.clean[slice(*before)].rstrip()
    if words.endswith((",", "-")) or (words.endswith(".") and len(words) < 6):
        return False
    return is_position(text.folded[slice(*line)])
