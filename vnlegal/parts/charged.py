"""Who is charged: the bodies and people named where an order begins, and where their names end.

A name runs to the verb that says what they must do, to what stands between ("căn cứ …", "theo chức năng
…"), or to the end of its line; a body of the registry may hold such words inside ("Ban Tổ chức Tỉnh ủy").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from .. import late
from ..lines import Stretch
from ..notation import body_names
from ..scan import plain
from ..text import Text
from .wording import any_of, forms, one_of

Behind = Literal["verb", "adjunct", "denied", "colon", "end"]


class Charged(NamedTuple):
    """The stretches of the names, where they end, and what stands behind them."""

    names: tuple[Stretch, ...]
    end: int
    behind: Behind


# What a name of those charged may begin with: "các sở", "Ủy ban nhân dân"; not "cơ sở dữ liệu".
_NAME = late.re(
    plain(
        rf"(?!{any_of('nobody')}|(?:các )?(?:trường hợp|cơ sở (?:hạ tầng|dữ liệu|vật chất"
        rf"|pháp lý)|bộ (?:tài liệu|tiêu chí|chỉ số|quy tắc|câu hỏi|thủ tục)"
        r"|chính (?:phủ|quyền) (?:số|điện tử)|đoạn|phòng chống|tổ chức (?:thực hiện"
        rf"|triển khai)))(?:(?:tất cả |toàn thể |toàn |cùng |những )?(?:các |những "
        rf"|từng )?{any_of('actor', 'body', 'charge group')})"
    )
)
# A body by its letters: "VTV", "TTXVN"; a line in capitals is none.
_SHORT = late.re(plain(r"(?![IVX]+(?!\p{L}))\p{Lu}{2,8}(?:-\p{Lu}{1,6})?(?!\p{L})(?!\s\p{Lu}{2})"))
# A verb that says what they must do: "Sở Nội vụ| chủ trì|".
_VERB = late.re(plain(any_of("charge verb")))
# What may stand between: "Sở Nội vụ| theo chức năng |…".
_ADJUNCT = late.re(plain(any_of("charge adjunct")))
# What shows that nobody is charged: "Sở Nội vụ| là cơ quan |…".
_DENIED = late.re(plain(any_of("charge denied")))
# Adverbs before the verb: "|tiếp tục |thực hiện".
_ADVERB = late.re(r"(?:đồng thời|cùng|tiếp tục|đều|sẽ|sớm|tự|cũng|chỉ|phải|cần|nghiêm túc)\s")
# Where something else may begin: at blanks, marks and brackets.
_STEP = late.re(
    plain(
        r"\s*[,;]\s+(?:và\s+|cùng\s+)?|\s+(?:và|cùng với|cùng|hoặc)\s+|[.:(](?=[\s\p{L}]|$)"
        r"|\s+[-–]\s+|\s+|/\s*|$"
    )
)
# A group whose names a colon lists: "các phường|: Ba Đình, Hoàn Kiếm".
_LISTED = late.re(
    plain(
        r"(?:các|những)\s(?:[\p{L}\s,]{0,60}\s)?(?:bộ|sở|ban|ngành|cơ quan|tỉnh|thành phố"
        r"|phường|xã|huyện|quận|đặc khu|địa phương"
        r"|nước|đơn vị|trường|đồng chí|tổ chức|công ty|tập đoàn|ngân hàng)$"
    )
)
# Words that make a group of a bare noun: "cơ quan | chủ trì", "các cơ quan | quản lý nhà nước".
_BARE = late.re(
    r"(?:(?:các|những) )?(?:cơ quan|đơn vị|cơ quan, đơn vị|cá nhân|tổ chức|tổ chức, cá nhân"
    r"|bộ phận|đồng chí|lực lượng)$"
)
# Words that lay a duty on somebody: "có trách nhiệm".
_DUTY = late.re(
    plain(r"(?<!\p{L})(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chủ động|khẩn trương)(?!\p{L})")
)
# The same behind a clause that belongs to the name: "Sở A được giao chủ trì| phải |hoàn thành".
_DUTY_OF_GIVEN = late.re(plain(rf"{_DUTY.pattern}|(?<!\p{{L}})phải(?!\p{{L}})"))
# "Các cơ quan | được phân công chủ trì | có trách nhiệm …": the clause belongs to the name.
_GIVEN = late.re(r"được (?:giao|phân công|ủy quyền|cử|chỉ định|giao nhiệm vụ)")
# The same, and nothing more is said of it: "các đơn vị |được giao nhiệm vụ| tập trung thực hiện".
_GIVEN_TASK = late.re(plain(rf"được (?:giao|phân công) nhiệm vụ(?=\s{any_of('charge verb')})"))
# The same without "nhiệm vụ", where no duty follows: "cá nhân |được phân công| nghiêm túc triển khai".
_GIVEN_WORK = late.re(plain(rf"được phân công(?=\s{any_of('charge verb')})"))
# Whoever was given it, not one body alone: "Thủ trưởng các cơ quan, |đơn vị| được giao nhiệm vụ".
_ANY = late.re(r"(?:cơ quan|đơn vị|cá nhân|tổ chức|địa phương)$")
# "Các chủ rừng | là tổ chức": it says which of them are meant.
_IS_KIND = late.re(
    plain(r"là (?:tổ chức|cá nhân|doanh nghiệp|hộ gia đình|đơn vị sự nghiệp|cơ quan hành chính)(?!\p{L})")
)
# "Quỹ A | được cấp giấy phép trước ngày … phải| hoàn thành …": which of them must do it.
MUST_BEHIND = late.re(r"được [^.,;:]{3,160}?\s(?:phải|(?:có|chịu) trách nhiệm)\s(?!là\s)")
# What closes names that a clause was given to; behind which comma a name may begin.
_CLOSES = late.re(plain(r"[.;:]|,\s(?=\p{Lu}|các\s)"))
# What is said of those named: "thành phố An Bình, |có cơ chế| điều hành"; not "các sở, có liên quan".
_AND_HAS = late.re(r"có\s(?!liên quan|trách nhiệm)")
# One unit of a list, whose work belongs to its name: "Sở A, |đơn vị| cung cấp"; not "cơ quan, đơn vị".
_ONE = late.regex(
    r"(?<!(?:cơ quan|ngành|địa phương|tổ chức|đoàn thể|ban|cá nhân))(?:,|\svà)\s"
    r"(?:cơ quan|đơn vị|doanh nghiệp)$"
)
# What such a unit does: "đơn vị |cung cấp| dịch vụ".
_WORKS = late.re(plain(r"(?:cung cấp|quản lý|tư vấn|thi công|vận hành|khai thác|sử dụng|chủ quản)(?!\p{L})"))
# Where behind a comma a name may begin.
_BEHIND_COMMA = late.re(plain(r", (?=\p{Lu}|các )"))
# "Tiếp theo …, Thủ tướng |đã| ban hành …, các bộ chuẩn bị": what was done before.
_TELLS = late.re(r"\s?(?:trong thời gian [^,;.]{0,30}?\s)?(?:đã|vừa|đang)\s")
_TRIES = 8  # places of a sentence where a name is looked for
_LONGEST = 420
_NEXT_WORD = 16  # a verb whose first half ends a name, and the word behind it


def read_charged(text: Text, at: int, end: int, *, partner: bool = False) -> Charged | None:
    """The names that begin at `at`, or None if none does; a `partner` may be named in lower case.

    >>> page = Text.of("Sở Nội vụ, Sở Tài chính và các xã chủ trì rà soát.")
    >>> charged = read_charged(page, 0, 49)
    >>> [page.clean[a:b] for a, b in charged.names], charged.behind
    (['Sở Nội vụ', 'Sở Tài chính', 'các xã'], 'verb')
    """
    return _Names(text, at, end, partner).read() if _begins(text, at, end, partner=partner) else None


_Taken = Literal["on"] | Behind | None
"""What a rule makes of a step: the names go on behind it, end before it, or it is another rule's."""


class _Names:
    """The names from `at` on: `pos` is how far they are read, `cuts` are where one parts from the next."""

    def __init__(self, text: Text, at: int, end: int, partner: bool) -> None:
        self.text, self.at, self.end, self.partner = text, at, end, partner
        self.limit = min(end, at + _LONGEST)
        self.pos = _past_body(text, at, end)
        self.cuts: list[Stretch] = []
        self.listed = False

    def read(self) -> Charged | None:
        """The names with what stands behind them."""
        while (step := _STEP.search(self.text.flow, self.pos, self.limit)) and step.start() < self.limit:
            sign = step[0].strip()
            taken = next((found for rule in _RULES if (found := rule(self, step, sign))), None)
            if taken is None:
                self.pos = step.end()
            elif taken != "on":
                return _charged(self.text, self.at, self.pos, self.cuts, taken)
        behind: Behind = "end" if self.limit == self.end else "denied"
        return _charged(self.text, self.at, self.limit, self.cuts, behind)

    def stop(self, step: re.Match[str], sign: str) -> _Taken:
        """A stop or a colon ends them, but for "TP. Huế" and "các phường: Ba Đình, …"."""
        at, after = step.start(), step.end()
        if sign not in (".", ":"):
            return None
        if sign == ":" and _is_listed(self.text, self.at, at, after, self.end):
            self.listed = True
            return self._on(body_names.field_end(self.text.folded, after + 1) or after)
        if sign == "." and self.text.clean[at - 2 : at] in ("TP", "Tp"):
            return self._on(after)
        return self._ended(at, "colon" if sign == ":" else "end")

    def bracket(self, step: re.Match[str], sign: str) -> _Taken:
        """What stands in brackets belongs to the name."""
        if sign != "(":
            return None
        close = self.text.clean.find(")", step.end(), min(self.limit, step.end() + 220))
        return self._on(close + 1) if close >= 0 else self._ended(step.start(), "denied")

    def given(self, step: re.Match[str], sign: str) -> _Taken:
        """ "các đơn vị| được giao nhiệm vụ |…", "các cơ quan| được phân công chủ trì |có trách nhiệm …"."""
        folded, after = self.text.folded, step.end()
        if (task := _given_task(self.text, after, self.end)) and _ANY.search(folded, self.at, step.start()):
            return self._on(task.end())
        if not _GIVEN.match(folded, after):
            return None
        self.pos, behind = _past_given(self.text, after, self.limit)
        return behind or "on"

    def next_name(self, step: re.Match[str], sign: str) -> _Taken:
        """Another name of a list that a colon began, or of the series."""
        text, after = self.text, step.end()
        if not (sign.startswith((",", ";")) or sign in ("và", "cùng", "cùng với", "hoặc")):
            return None
        if self.listed and _is_of_list(text, after, self.end):
            self.cuts.append((step.start(), after))
            return self._on(body_names.field_end(text.folded, after) or _past_body(text, after, self.end))
        if not _is_name_not_verb(text, after, self.end):
            return None
        if text.clean[after].isupper() or _ANEW.match(text.folded, after) or sign.startswith(";"):
            self.cuts.append((step.start(), after))
        return self._on(_past_body(text, after, self.end))

    def work(self, step: re.Match[str], sign: str) -> _Taken:
        """What one unit of a list of partners does: "đơn vị| cung cấp| dịch vụ"."""
        folded = self.text.folded
        works = _WORKS.match(folded, step.end()) if self.partner else None
        return self._on(works.end()) if works and _ONE.search(folded, self.at, step.start()) else None

    def clause(self, step: re.Match[str], sign: str) -> _Taken:
        """What they must do, or what shows that nobody is charged."""
        found = _behind(self.text, self.cuts[-1][1] if self.cuts else self.at, step, self.end)
        return self._ended(step.start(), found) if found else None

    def close(self, step: re.Match[str], sign: str) -> _Taken:
        """A semicolon, the end, or a comma behind which something is said of them."""
        after = step.end()
        told = sign == "," and _AND_HAS.match(self.text.folded, after)
        if sign == ";" or after >= self.limit or told:
            return self._ended(step.start(), "end" if after >= self.end else "denied")
        return None

    def _on(self, pos: int) -> _Taken:
        self.pos = pos
        return "on"

    def _ended(self, pos: int, behind: Behind) -> Behind:
        self.pos = pos
        return behind


_RULES = (
    _Names.stop,
    _Names.bracket,
    _Names.given,
    _Names.next_name,
    _Names.work,
    _Names.clause,
    _Names.close,
)


def _given_task(text: Text, at: int, end: int) -> re.Match[str] | None:
    """ "được giao nhiệm vụ", behind which what they must do begins."""
    if (work := _GIVEN_WORK.match(text.folded, at)) and not _DUTY.search(text.folded, at, min(end, at + 160)):
        return work
    return _GIVEN_TASK.match(text.folded, at)


def _past_given(text: Text, at: int, end: int) -> tuple[int, Behind | Literal[""]]:
    """Past "được giao …": to the duty behind it, or to the comma or end that closes the names."""
    duty = _DUTY_OF_GIVEN.search(text.folded, at, min(end, at + 160))
    stop = _CLOSES.search(text.flow, at, end)
    if duty and (stop is None or duty.start() < stop.start()):
        return duty.start() - 1, ""
    return (stop.start(), "") if stop else (end, "")


def _charged(text: Text, at: int, end: int, cuts: list[Stretch], behind: Behind) -> Charged | None:
    clean = text.clean
    while end > at and clean[end - 1] in " ,;-–\n":
        end -= 1
    edges = [at, *(b for _, b in cuts)], [*(a for a, _ in cuts), end]
    names = tuple((a, b) for a, b in zip(*edges, strict=True) if a < b)
    if not names or _NOBODY.fullmatch(text.folded, *names[-1]) or _MISREAD.search(text.clean, at, end):
        return None
    if text.folded.endswith(" nào", at, end):  # whoever it be: "địa phương nào"
        behind = "denied"
    return Charged(names, end, behind)


_GROUPS = ("các ", "tất cả", "toàn thể", "những", "người đứng", "thủ trưởng")


def _begins(text: Text, at: int, end: int, *, partner: bool = False) -> bool:
    """Whether a name begins there: with a capital, or a group ("các sở")."""
    if at >= end:
        return False
    if partner and _SHORT.match(text.flow, at, end):
        return True
    capital = partner or text.clean[at].isupper()
    if not capital and not text.folded.startswith(_GROUPS, at):
        return False
    return _NAME.match(text.folded, at, end) is not None


def _is_name_not_verb(text: Text, at: int, end: int) -> bool:
    """Whether another name begins behind a comma: "cấp ủy đảng", not "cấp kinh phí"."""
    if not _begins(text, at, end, partner=True):
        return False
    verb, name = _VERB.match(text.folded, at, end), _NAME.match(text.folded, at, end)
    return verb is None or text.clean[at].isupper() or (name is not None and name.end() > verb.end())


def _is_of_list(text: Text, at: int, end: int) -> bool:
    """Whether a list of names that a colon begins goes on: "các Bộ: Tài chính, |Nội vụ|"."""
    return at < end and text.clean[at].isupper() and not text.clean[at + 1 : at + 2].isupper()


def _past_body(text: Text, at: int, end: int) -> int:
    """Past the body of the registry that begins there, or its first word."""
    if alone := _ALONE.match(text.folded, at, end):
        return alone.end()
    if text.clean[at].isupper() and (stop := body_names.end(text.flow, text.folded, at)) and stop <= end:
        kind = _NAME.match(text.folded, at, end)
        ends = (
            _NEVER_IN_NAMES.search(text.flow, kind.end() + 1 if kind else at, min(end, stop + _NEXT_WORD)),
            _BEHIND_PLACE.search(text.flow, at, stop),
        )
        stop = min(stop, *(verb.start() for verb in ends if verb)) if any(ends) else stop
        tail = _LOOSE.search(text.folded, at, stop)
        return tail.start() if tail else stop
    hit = _NAME.match(text.folded, at, end) or _SHORT.match(text.flow, at, end)
    return hit.end() if hit else at


_OUTSIDE_NAMES = one_of(
    form for form in forms("charge verb") if " " in form and form not in forms("verb of names")
)
# A body that needs no name of its own before a verb: "Giao |Văn phòng| lắp đặt mạng".
_ALONE = late.re(plain(rf"(?:văn phòng|công an|trạm y tế)(?=\s{_OUTSIDE_NAMES})"))
# Verbs that no name holds, and those that order a document made: "|bảo đảm| cung cấp", "|xây dựng| Kế hoạch".
_NEVER_IN_NAMES = late.regex(
    r"\s(?:(?:và|cùng) (?:các|những)(?!\p{L})"
    rf"|{_OUTSIDE_NAMES}(?!\p{{L}})"
    r"|(?:chỉ đạo|trong việc|trong công tác|lập (?:dự toán|dự trù|kế hoạch|hồ sơ|danh sách|biên bản|báo cáo)"
    r"|giúp(?! việc)|có chức năng)(?!\p{L})"
    r"|(?:(?<!đầu tư )xây dựng|hướng dẫn|kiểm tra|quy định|tổ chức|hỗ trợ)"
    r"(?=\s(?:\p{Lu}|(?:phương án|kế hoạch|đề án|văn bản|dự thảo|nội dung|các|những|việc|công tác|quy chế"
    r"|hồ sơ|danh mục|chương trình|thực hiện|phương thức|lịch|mô hình|cơ chế|kịch bản|quy trình|lộ trình"
    r"|báo cáo|dự toán|đề cương|bộ tiêu chí|cơ sở dữ liệu)(?!\p{L})))"
    rf"|tổ chức(?=\s{_OUTSIDE_NAMES}))"
)


# A proper name in two words ends the name of a body: "Tập đoàn Điện lực Việt Nam| di dời |đường dây".
_BEHIND_PLACE = late.regex(
    rf"(?:(?<=\s\p{{Lu}}\p{{Ll}}+\s\p{{Lu}}\p{{Ll}}+)|(?<=\s(?:tỉnh|xã|phường|thành phố)))"
    rf"\s(?={any_of('charge verb')})(?=\p{{Ll}})"
)

# Behind the colon of a list of names: ": Xây dựng, Tài chính", ": Ba Đình và Hoàn Kiếm".
_OF_NAMES = late.re(plain(r" ?\p{Lu}[^,;.:]{1,50}(?:, | và |; )(?:các )?\p{Lu}"))
# A group of its own: "các địa phương"; without it the list goes on ("các sở, | ban, ngành").
_ANEW = late.re(
    r"(?:các|những|toàn thể|tất cả|từng|ủy ban nhân dân|ubnd|chính quyền|người đứng đầu"
    r"|thủ trưởng|cấp ủy|lực lượng)\s"
)
# Letters read as figures: "Co quan thu6".
_MISREAD = late.regex(r"\p{Ll}\d")
# What names nobody: a bare noun, or words that want another behind them.
_NOBODY = late.re(
    r"(?:(?:cơ quan|đơn vị|tổ chức|bộ|sở|ban|phòng|trung tâm|cục|hội|đoàn|tổ)"
    r"|.*\s(?:của|theo|và|cho|khi|để|được|trong|với|hoặc|như sau|sau đây|gồm))$",
    re.DOTALL,
)
# Words that no name ends with.
_LOOSE = late.re(r"\s(?:và|của|các|và các|và của)$")


def _is_listed(text: Text, at: int, colon: int, after: int, end: int) -> bool:
    """Whether a colon stands inside the name: "Bộ trưởng các Bộ: Y tế, Công an", "các phường: Ba Đình"."""
    return (
        after < end
        and text.clean[colon + 1 : after + 1].find("\n") < 0
        and text.clean[colon + 1 : colon + 3].strip()[:1].isupper()
        and _LISTED.search(text.folded, max(at, colon - 90), colon) is not None
        and _OF_NAMES.match(text.flow, colon + 1, end) is not None
    )


def _behind(text: Text, name: int, step: re.Match[str], end: int) -> Behind | None:
    """What begins behind this step, if it ends the names."""
    at = step.end()
    while adverb := _ADVERB.match(text.folded, at, end):
        if _VERB.match(text.folded, at, end) and text.clean[at].islower():
            break
        at = adverb.end()
    if at >= end or text.clean[at : at + 1].isupper():
        return None
    folded = text.folded
    if step[0].strip() in ("và", "cùng", "hoặc") and not _DUTY.match(folded, at):
        return None
    if _EVER.match(folded, at, end):
        return "denied"
    if folded.startswith(("nêu trên", "nói trên", "nêu tại"), at):
        return None
    if _LEADS.match(folded, at, end):
        return "verb"
    if _DENIED.match(folded, at, end):
        return None if _IS_KIND.match(folded, at, end) else "denied"
    if folded.startswith("được ", at):
        return "adjunct" if MUST_BEHIND.match(folded, at, end) else "denied"
    if _VERB.match(folded, at, end):
        if _BARE.search(folded, name, step.start()) and _DUTY.search(folded, at + 1, min(end, at + 140)):
            return None
        if _is_noun(text, name, step, at):
            return None
        return "verb"
    if _ADJUNCT.match(folded, at, end):
        return None if _is_half(text, name, step) else "adjunct"
    return "verb" if step[0].isspace() and _is_whole(text, name, step.start(), at) else None


# What goes on behind the name of a body and is no verb: "Sở Y tế |các tỉnh|".
_GOES_ON = late.re(
    plain(
        r"(?:các|những|và|có|thuộc|trực|liên|cấp|tỉnh|thành|huyện|quận|thị|xã|phường|đặc|nơi|tại|trên|ở|khu|cùng|với"
        r"|hoặc|được|hữu|này|đó|nêu|nói|mới|cũ|của|cho|từ|đến|vào|khóa|theo|do|bằng|như|mà|thì|nhiệm|khác|địa|một|hai"
        r"|chuyên|nước|miền|vùng|trung|phía|đối|nhân|công|an|cơ|chi|ven|biên|nghèo|đồng|quốc|trong|ngoài|là|đã|đang"
        r"|sẽ|không|chưa|về|để|nhằm|khi|sau|trước|tùy|hằng|hàng|đại|văn|gồm|bao|còn|vẫn|vừa|bị|nhận|số"
        r"|hiện|ủy|đoàn|thôn|tổ|bản|ấp|hội)(?!\p{L})"
    )
)
# A body of one place: "Trạm Y tế |phường|"; not "các phường", "cấp xã", "các xã, phường".
_OF_PLACE = late.re(
    plain(r"(?<!các )(?<!cấp )(?<!những )(?<!từng )(?<!và )(?<!, )(?:tỉnh|xã|phường|việt nam)$")
)


def _is_whole(text: Text, name: int, stop: int, at: int) -> bool:
    """Whether a body of the registry or of one place ends there: the word behind it is what it does."""
    if not text.clean[at].islower() or not text.clean[name].isupper() or _GOES_ON.match(text.folded, at):
        return False
    local = _OF_PLACE.search(text.flow, name, stop) is not None
    return local or body_names.known_end(text.flow, text.folded, name) == stop


# "Cục A |là đầu mối tham mưu|, giúp Bộ trưởng": what it is says what it must do.
_LEADS = late.re(
    plain(
        r"là (?:cơ quan |đơn vị )?(?:đầu mối|thường trực|chủ trì)(?:,| có trách nhiệm| giúp)?"
        r"\s(?:chủ trì|tham mưu|giúp|theo dõi|tổng hợp|đôn đốc|có trách nhiệm)(?!\p{L})"
    )
)
# "Các bộ, ngành phối hợp |ngày càng| chặt chẽ": an account of how things go.
_EVER = late.re(plain(r"(?:\p{L}{1,8}\s){0,4}(?:ngày càng|ngày một)(?!\p{L})"))
# Verbs that are nouns in a list: "sở, ban, ngành, tổ chức, cá nhân".
_NOUN = late.re(
    r"(?<!liên quan )tổ chức(?=,|;|\s(?:đảng|chính trị|xã hội|cá nhân|có liên quan|liên quan|hữu nghị"
    r"|quốc tế|đoàn thể|kinh tế|sự nghiệp|và cá nhân|hội|khác)|$)"
    r"|thông tin\s(?:đại chúng|điện tử|truyền thông|liên lạc)|(?<=công nghệ )thông tin"
    r"|(?:tham mưu,?\s(?:và\s)?)?giúp việc"
)


# Words before a verb that make a noun of it, at once or for the rest of a phrase ("việc", "công tác").
_MAKES_NOUN = late.re(
    plain(
        r"(?<!\p{L})(?:(?:các|những|là|mọi|từng|sự)"
        r"|(?:(?<!giúp )việc|công tác|liên quan đến)(?:\s[^,;.:]*)?)$"
    )
)
# Words of which one half reads like a verb: "công |trình|", "ngoại |giao|", "|giao| thông".
_WORD = late.re(plain(any_of("word with a verb")))


def _is_noun(text: Text, name: int, step: re.Match[str], at: int) -> bool:
    """ "các | cấp", "việc thực hiện | sắp xếp", "công | trình": a noun by what stands before or behind it."""
    before = text.flow[max(name, step.start() - 60) : step.start()]
    return (
        _MAKES_NOUN.search(before) is not None
        or _NOUN.match(text.folded, at) is not None
        or _WORD.match(text.folded, at) is not None
        or _is_half(text, name, step)
        or text.flow.startswith("Đăng ký", _last_word(text, name, step))  # "Văn phòng Đăng | ký đất đai"
    )


def _is_half(text: Text, name: int, step: re.Match[str]) -> bool:
    """Whether a step parts a word of two syllables: "công | trình", "đồng | bằng"."""
    return _WORD.match(text.folded, _last_word(text, name, step)) is not None


def _last_word(text: Text, name: int, step: re.Match[str]) -> int:
    """Where the word before a step begins."""
    return max(name, *(text.folded.rfind(blank, name, step.start()) + 1 for blank in " \n"))


# "Bộ trưởng |các Bộ:| Y tế, Công an", "|Các Bộ, cơ quan:| Tài chính": each is a "Bộ trưởng Bộ …", a "Bộ …".
_DISTRIBUTES = late.re(
    r"(?P<head>.*?)(?:các|những)\s(?P<kind>bộ|sở)(?:(?:,| và)\s[^:,]{2,30}){0,3}:\s",
    re.DOTALL | re.IGNORECASE,
)
# What begins another name: it shares no head with the one before.
_OTHER_HEAD = late.re(
    r"(?i:các|những|ủy ban|ubnd|chủ tịch|giám đốc|bộ trưởng|thủ trưởng|bộ |sở |ban |văn phòng"
    r"|đài |thanh tra chính|ngân hàng|kiểm toán|bảo hiểm xã|viện |tập đoàn|tổng "
    r"|thông tấn|công an (?:tỉnh|thành)|cục |thống đốc)"
)


def full_names(text: Text, names: Sequence[Stretch]) -> Iterator[str]:
    """Each name in full, the head that a list shares given to all ("Bộ trưởng các Bộ: Y tế, Công an").

    >>> page = Text.of("Bộ trưởng các Bộ: Y tế, Công an chỉ đạo")
    >>> list(full_names(page, [(0, 22), (24, 31)]))
    ['Bộ trưởng Bộ Y tế', 'Bộ trưởng Bộ Công an']
    """
    shared = ""
    for start, end in names:
        words = " ".join(text.flow[start:end].split())
        if found := _DISTRIBUTES.match(words):
            shared = found["head"] + found["kind"]
            words = f"{shared} {words[found.end() :]}"
            words = words[0].upper() + words[1:]
        elif shared and not _OTHER_HEAD.match(words):
            words = f"{shared} {words}"
        else:
            shared = ""
        yield words


# Grounds, behind which the comma closes a list: "|Theo| đề nghị của Sở A, Sở B trình".
_BASED = late.re(r"(?:căn cứ|trên cơ sở|theo|thực hiện|khi|để|sau khi|nhằm)\s")
# What a list of bodies hangs on: "thuộc thẩm quyền |của| Sở A, UBND cấp xã".
_HANGS = late.regex(r"(?r)(?<!\p{L})(?:của|cho|với|tại)\s")


def _in_list(text: Text, start: int, comma: int, end: int) -> bool:
    """Whether a comma parts two bodies of one list: "thẩm quyền của Sở A|,| UBND cấp xã"."""
    hangs = _HANGS.search(text.folded, max(start, comma - 120), comma)
    named = read_charged(text, hangs.end(), end, partner=True) if hangs else None
    return named is not None and named.end > comma and len(named.names) > 1


def find_charged(text: Text, start: int, end: int) -> Iterator[tuple[int, Charged]]:
    """Names behind a comma in a sentence, a verb or "đã" behind: "Căn cứ …, |Sở Tài chính| tổng hợp"."""
    based = _BASED.match(text.folded, start, end)
    for comma in islice(_BEHIND_COMMA.finditer(text.flow, start, end), _TRIES):
        charged = read_charged(text, comma.end(), end)
        if charged and not based and _in_list(text, start, comma.start(), end):
            continue
        if charged and _TELLS.match(text.folded, charged.end):
            yield comma.end(), charged._replace(behind="denied")
            return  # the sentence tells of somebody: whom it names behind is not its subject
        if charged and charged.behind == "verb" and not text.clean.startswith(",", charged.end):
            yield comma.end(), charged
