r"""What a conversion joined, as edits: two syllables in one word, a whole page on one line.

>>> text = "BỘ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do Số: 5/BYT-KCB V/v khám bệnh"
>>> apply(text, flat(text))[0].splitlines()
['BỘ Y TẾ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do', 'Số: 5/BYT-KCB', 'V/v khám bệnh']
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from unicodedata import normalize

from .. import late
from ..text import Edit, bare
from ..text import apply as apply

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LETTERS = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).islower()]
_MARKED = "".join(letter for letter in _LETTERS if bare(letter) in "aeiouy")
_TONED = "".join(letter for letter in _MARKED if _TONES & {*normalize("NFD", letter)})
_VOWELS = f"aeiouy{_MARKED}"
# What a syllable begins and ends with; between them stand its vowels, one run of them.
_SYLLABLE = late.re(
    r"(?i)(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    rf"[{_VOWELS}]{{1,3}}(?:ng|nh|ch|[cmnpt])?"
)
# A word that has vowels in two places: "vềviệc", "CHÍNHPHỦ"; no syllable does.
_TWO = late.re(
    rf"(?i)(?<![^\W_])[bcdđghklmnpqrstvx]{{0,3}}[{_VOWELS}]{{1,3}}[bcdđghklmnpqrstvx]{{1,5}}[{_VOWELS}]{{1,3}}"
    r"[cghmnpt]{0,2}(?![^\W_])"
)
# What Vietnamese has and plain letters do not.
_HAS_MARK = late.re(f"(?i)[{_MARKED}]")
# The tone of a syllable, but for the level one.
_TONE = late.re(f"(?i)[{_TONED}]")
_SHOWS, _SURE = 4000, 3  # characters of a page that shows itself joined by so many words


def glued(text: str) -> Iterator[Edit]:
    """A blank between two syllables that stand in one word, where they part in one place only.

    >>> text = "ban hành kếhoạch vềviệc thực hiện nhiệmvụ, đẹpnhất của CHÍNHPHỦ; Internet, camera"
    >>> apply(text, glued(text))[0]
    'ban hành kế hoạch về việc thực hiện nhiệm vụ, đẹp nhất của CHÍNH PHỦ; Internet, camera'
    """
    found = [at for match in _TWO.finditer(text[:_SHOWS]) if (at := _parts_at(match[0]))]
    if len(found) < _SURE:
        return
    for match in _TWO.finditer(text):
        if at := _parts_at(match[0]):
            yield Edit(match.start() + at, match.start() + at, " ")


def _parts_at(word: str) -> int:
    """Where a word parts into two syllables, 0 if it does in no place or in several."""
    if not (word.islower() or word.isupper()) or not _HAS_MARK.search(word):
        return 0
    cuts = [n for n in range(1, len(word)) if _is_syllable(word[:n]) and _is_syllable(word[n:])]
    return cuts[0] if len(cuts) == 1 else 0


def _is_syllable(letters: str) -> bool:
    """Whether letters make a syllable; one that ends in c, ch, p or t bears a tone."""
    closed = letters.lower().endswith(("c", "ch", "p", "t"))
    return _SYLLABLE.fullmatch(letters) is not None and (not closed or _TONE.search(letters) is not None)


# The motto, by which a line is known that holds a letterhead and more.
_MOTTO = late.re(
    "CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|VIỆT NAM DÂN CHỦ CỘNG H(?:ÒA|OÀ)|ĐẢNG CỘNG SẢN VIỆT NAM"
)
_TAGLINE = late.re("Độc lập|Số ?:")  # what stands right behind it there
_NEAR, _MORE = 75, 20  # characters up to that, and of what follows
# The blanks of such a line before its parts (Nghị định 30/2020/NĐ-CP, Phụ lục I): of the head, with who
# decides, …
_HEAD_SEAM = late.regex(
    r" (?=CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ|VIỆT NAM DÂN CHỦ CỘNG|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập ?[-–]|Số ?: ?\S"
    r"|V/v|Kính gửi ?:)"
    r"|(?<=[Hh]ạnh [Pp]húc|NGHĨA VIỆT NAM) |(?<= (?:19|20)\d\d) (?=\p{Lu}{2,} \p{Lu}{2})"
    r"| (?=(?:BỘ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH|(?<!CHỦ TỊCH )(?:ỦY|UỶ) BAN|HỘI ĐỒNG|(?<!PHÓ |TỔNG )GIÁM ĐỐC"
    r"|TỔNG GIÁM ĐỐC|TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|HIỆU TRƯỞNG|CHÁNH ÁN|VIỆN TRƯỞNG|THỐNG ĐỐC)"
    r"[^\p{Ll}]{0,80} Căn cứ )|(?<=[;.\p{Lu}]) (?=Căn cứ )"
)
# … of the letter below its addressees: "- Bộ Giáo dục và Đào tạo.| Vừa qua, …", …
_ADDRESSED = late.re("Kính gửi ?:")
_TEXT_SEAM = late.regex(
    r"(?<=[\p{Ll})]\.) (?=\p{Lu})"
    r"| (?=(?:Trả lời|Phúc đáp|Thực hiện|Căn cứ|Vừa qua|Thời gian qua|Hiện nay|Ngày \d|Tiếp theo) ?)"
)
# … of the body …
_BODY_SEAM = late.regex(
    r"(?<=[;,.]) (?=(?:Xét|Theo) (?:đề nghị|[Tt]ờ trình) |(?:QUYẾT ĐỊNH|QUYẾT NGHỊ) ?:)"
    r"|(?<=[:;.”]) (?=Điều \d{1,3} ?[.:]|Chương [IVX]+[ .:]|[IVX]{1,4}\. \p{Lu}|\d{1,2}\. \p{Lu}|[a-zđ]\) )"
    r"|(?<=[:;.”])(?<!Điều \d{1,3}.) (?=[-+•] )"
    r"| (?=Nơi nhận ?:)| (?=(?:KT|TM|TL|TUQ|T/M)\. ?\p{Lu}{2})"
)
# … and of the closing block, behind a capacity: "KT. BỘ TRƯỞNG| THỨ TRƯỞNG| Nguyễn Văn An".
_CAPACITY = late.regex(r" (?:KT|TM|TL|TUQ|T/M)\. ?\p{Lu}{2}")
_SIGNED = late.regex(r" (?=(?:PHÓ |THỨ TRƯỞNG))|(?<=\p{Lu}{2}) (?=\p{Lu}\p{Ll}+ \p{Lu}\p{Ll})")
_REACH = 600


def flat(text: str) -> Iterator[Edit]:
    """A line break where a page that stands on one line has its parts."""
    last = -1
    for motto in _MOTTO.finditer(text):
        start, end = text.rfind("\n", 0, motto.start()) + 1, text.find("\n", motto.end())
        end = len(text) if end < 0 else end
        told = _TAGLINE.search(text, motto.end(), min(end, motto.end() + _NEAR))
        if start > last and told and end - told.end() > _MORE:
            last = start
            yield from (Edit(at, at + 1, "\n") for at in sorted({*_seams(text, start, end)}))


def _seams(text: str, start: int, end: int) -> Iterator[int]:
    """The blanks of a line before which one of its parts ends."""
    for seam in (_HEAD_SEAM, _BODY_SEAM):
        yield from (found.start() for found in seam.finditer(text, start, end))
    for begins, seam in ((_ADDRESSED, _TEXT_SEAM), (_CAPACITY, _SIGNED)):
        if opened := begins.search(text, start, end):
            found = seam.finditer(text, opened.end(), min(end, opened.end() + _REACH))
            yield from (one.start() for one in islice(found, 1 if begins is _ADDRESSED else 2))
