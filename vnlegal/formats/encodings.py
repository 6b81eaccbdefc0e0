r"""Encodings of the years before Unicode: TCVN3 (fonts ".Vn…"), VNI (fonts "VNI-…") and Windows-1258.

None of them says so of itself: a text is decoded in each way, and the one that gives Vietnamese is right.
Some pages are in Unicode but for đ, which is ñ there.
Texts are also found that were taken for Western European on their way to Unicode; they are repaired.

>>> repair("Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc").text
'Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc'
>>> repair("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc").text
'Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import regex

from .. import late
from ..model import Finding
from ..text import fold
from ..vocabulary import words
from .frame import Reading, remark

# TCVN 5712:1993, from byte A1 on; lower case only, for the fonts draw capitals with the same codes.
_TCVN3 = dict(
    zip(
        range(0xA1, 0xFF),
        "ĂÂÊÔƠƯĐăâêôơưđẶ̀̀̉̃́àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)

_MARKS = {"acute": "\u0301", "grave": "\u0300", "hook": "\u0309", "tilde": "\u0303", "dot": "\u0323"}
_ROOF, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    **dict(zip("ùøûõï", _MARKS.values(), strict=True)),
    **dict(zip("âáàåãä", (_ROOF, *(_ROOF + mark for mark in _MARKS.values())), strict=True)),
    **dict(zip("êéèúüë", (_BREVE, *(_BREVE + mark for mark in _MARKS.values())), strict=True)),
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = late.regex(r"([aeouyôöAEOUYÔÖ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])|[ôöñæóòîÔÖÑÆÓÒÎ]")

_VIETNAMESE = late.regex(
    r"[\u1ea0-\u1ef9\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0]|\p{L}[\u0300\u0301\u0303\u0309\u0323]"
)
_WORD = late.regex(r"\p{L}+")
_SAMPLE = 40_000


@dataclass(frozen=True, slots=True)
class Encoding:
    """A way to write Vietnamese: its name, how bytes are read, how letters wrongly read are put right."""

    name: str
    decode: Callable[[bytes], str]
    restore: Callable[[str], str]


def tcvn3(text: str) -> str:
    """TCVN3 that was read as Latin-1; words and lines in capitals get capital vowels.

    >>> tcvn3("Uû BAN NH¢N D¢N TØNH KON TUM"), tcvn3("Sè: 12/Q§-UB")
    ('UỶ BAN NHÂN DÂN TỈNH KON TUM', 'Số: 12/QĐ-UB')
    """
    return "\n".join(_raise(line, line.translate(_TCVN3)) for line in _latin1(text).split("\n"))


def _raise(raw: str, line: str) -> str:
    """Capitals for vowels among capitals: the fonts with capitals share the codes of small letters."""
    if not regex.search(r"[a-z0-9]", raw) and len(regex.findall(r"[A-Z]", raw)) > 6:
        return line.upper()
    return _WORD.sub(
        lambda m: (
            m[0].upper() if regex.search(r"[A-Z].*[A-Z]", m[0]) and not regex.search("[a-z]", m[0]) else m[0]
        ),
        line,
    )


def vni(text: str) -> str:
    """VNI that was read as Windows-1252: a letter, and behind it the letter that stands for its marks."""
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def _vni_letter(match: regex.Match[str]) -> str:
    base, mark = match[1] or match[0], match[2]
    letter = _VNI_LETTERS.get(base.lower(), base.lower())
    letter = letter.upper() if base.isupper() else letter
    return letter + (_VNI_MARKS[mark.lower()] if mark else "")


def _latin1(text: str) -> str:
    """Letters of Windows-1252 by the numbers of their bytes."""
    return text.encode("cp1252", "replace").decode("latin-1") if any(c > "\xff" for c in text) else text


def _windows_1258(text: str) -> str:
    return unicodedata.normalize(
        "NFC", _latin1(text).encode("latin-1", "replace").decode("cp1258", "replace")
    )


def _western(data: bytes) -> str:
    return data.decode("cp1252", "replace")


ENCODINGS = (
    Encoding("TCVN3", lambda data: tcvn3(data.decode("latin-1")), tcvn3),
    Encoding("VNI", lambda data: vni(_western(data)), vni),
    Encoding("Windows-1258", lambda data: _windows_1258(data.decode("latin-1")), _windows_1258),
)


_AS_BARRED = late.regex(r"(?<!\p{L})[ñð](?=\p{L})")
# Unicode but for two letters, which a font drew with a bar: "quy ñịnh", "Luật ðất ñai".
_BARRED = Encoding(
    "Unicode có ñ thay cho đ",
    _western,
    lambda text: text.translate({ord("ñ"): "đ", ord("Ñ"): "Đ", ord("ð"): "Đ"}),
)


@cache
def _common() -> frozenset[str]:
    return frozenset(map(fold, words("encodings", "common")))


def is_vietnamese(text: str, share: float = 0.0) -> bool:
    """Whether Vietnamese letters of Unicode stand in a text, in more than this share of its letters."""
    found = len(_VIETNAMESE.findall(text))
    return found > share * len(text)


def _share(text: str) -> float:
    """How many of the words are among the most common ones of official Vietnamese."""
    found = _WORD.findall(fold(text))
    hits = sum(word in _common() for word in found)
    return hits / len(found) if hits >= 3 else 0.0


def guess(data: bytes) -> Encoding | None:
    """The old encoding in which bytes are Vietnamese, or None."""
    head = data[:_SAMPLE]
    share, best = max(((_share(one.decode(head)), one) for one in ENCODINGS), key=lambda pair: pair[0])
    return best if share >= 0.1 else None


def mistaken(text: str) -> Encoding | None:
    """The old encoding whose letters were taken for Western European ones, or None."""
    head = text[:_SAMPLE]
    if head.isascii():
        return None
    if _VIETNAMESE.search(head):
        return _BARRED if len(_AS_BARRED.findall(head)) > max(2, head.count("đ")) else None
    share, best = max(((_share(one.restore(head)), one) for one in ENCODINGS), key=lambda pair: pair[0])
    return best if share >= 0.1 and share > 2 * _share(head) else None


def repair(text: str) -> Reading:
    """A text as it is, or put right where its letters were mistaken."""
    encoding = mistaken(text)
    return Reading(text) if encoding is None else converted(encoding.restore(text), encoding)


def converted(text: str, encoding: Encoding) -> Reading:
    """A converted text, with the remark that it is one: spans count in the Unicode text."""
    return Reading(text, (), (conversion(encoding),))


def conversion(encoding: Encoding) -> Finding:
    """The remark that a text was converted."""
    return remark("VL901", f"chuyển từ bảng mã {encoding.name} sang Unicode")


def of_font(font: str) -> Callable[[str], str] | None:
    """How to put right what is set in a font of an old encoding; None for other fonts.

    >>> of_font(".VnTimeH")("Uû ban nh©n d©n")
    'UỶ BAN NHÂN DÂN'
    """
    if font.startswith(".Vn"):
        return (lambda text: tcvn3(text).upper()) if font.endswith("H") else tcvn3
    return vni if font.upper().startswith("VNI-") else None
