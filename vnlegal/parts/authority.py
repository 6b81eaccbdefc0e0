"""Who decides: the body in capitals between the subject of an act and its grounds.

"ỦY BAN NHÂN DÂN TỈNH KON TUM", "HỘI ĐỒNG NHÂN DÂN TỈNH NGHỆ AN / KHÓA XV, KỲ HỌP THỨ 8".
"""

from __future__ import annotations

from collections.abc import Sequence

from .. import late
from ..lines import Stretch
from ..notation.bodies import province
from ..text import Text, bare
from .wording import any_of

# "HỘI ĐỒNG NHÂN DÂN TỈNH NGHỆ AN / KHÓA XV, KỲ HỌP THỨ 8 (KỲ HỌP CHUYÊN ĐỀ)"
_TERM = r"(?:\s?\(?(?:khóa\s|nhiệm\skỳ\s|kỳ\shọp\s)[^“”\"()]{1,60}\)?)"
# "(Từ ngày 08 đến 10/12/2015)", "(Họp ngày 9/12/2020)"
SITTING = late.regex(r"\((?:họp )?(?:từ )?ngày [^()]{2,40}\)")
_NAME = r"(?:(?!\s(?:về|trên|trong|theo|năm)\s)[^\d“”\"()]|(?<=\skhu\svực\s|quân\skhu\s)\d{1,2}){0,140}?"
_AUTHORITY_LINE = rf"(?!ban hành\s){any_of('authority')}{_NAME}{_TERM}{{0,3}}(?:\s?{SITTING.pattern})?$"
# Who decides, above the grounds: "ỦY BAN NHÂN DÂN TỈNH KON TUM", a term and session behind it.
_AUTHORITY = late.regex(_AUTHORITY_LINE)
# The same without tones, for pages that OCR has worn.
_BARE_AUTHORITY = late.regex(bare(_AUTHORITY_LINE))
# What a line of a subject cannot end with: "về", "và", a comma, half a word ("CỦA ỦY / BAN …").
_DANGLING = late.regex(
    rf"(?<!\p{{L}})(?:{any_of('unfinished')}|{any_of('unfinished')}\s(?:ủy|hội|chủ|thủ|bộ))$|[,;–-]$"
)


def is_authority(text: Text, tail: Sequence[Stretch], before: Stretch, worn: bool) -> bool:
    """Whether the last lines name the body that decides, and the line before is complete.

    On a page that OCR has `worn` tones do not count.
    """
    words = " ".join(text.folded[a:b] for a, b in tail)
    last = text.folded[before[0] : before[1]].strip()
    if not _AUTHORITY.fullmatch(words) and not (worn and _BARE_AUTHORITY.fullmatch(bare(words))):
        return False
    return not is_open(last)


def is_open(words: str) -> bool:
    """Whether a folded line wants the next: "theo Nghị định số", "từ năm"; a province at its end does not."""
    return bool(_DANGLING.search(words)) and province(" ".join(words.split()[-2:])) is None
