"""Whether a sentence puts a time limit on a task; a false alarm weighs more than a miss.

Effect dates, rates ("4.960.000 đồng/tháng"), budget years, statistics, periods of validity, transitional
provisions and limits of the past bind nobody to a task.
"""

from __future__ import annotations

import regex

from .. import late
from ..model import DeadlineKind
from .wording import any_of


def _word(id: str) -> regex.Pattern[str]:
    return late.regex(rf"(?<!\p{{L}}){any_of(id)}")


_TASK = _word("limit task")
_FINISH = _word("limit finish")
_ROUTINE = _word("limit routine")
_REPORT = _word("limit report")
# A rate or price in front: no limit ("4.960.000 đồng/|tháng").
_RATE = late.regex(rf"{any_of('limit rate')}\s?$|%\s?$")
# A group that the time only describes: "các nhiệm vụ |trong năm 2025".
_GROUP = late.regex(rf"{any_of('limit group')}\s(?:\p{{L}}+\s){{0,6}}$")
# "|trình|", not "công trình", "chương trình".
_PRESENT = r"(?<!(?:công|chương|quy|quá|lộ|giáo|tiến)\s)trình"
# A finishing verb holds a month however long its object; "các nhiệm vụ hoàn thành trong tháng 6" describes.
_CONCLUDING = late.regex(
    rf"(?<!\p{{L}})(?:hoàn thành|{_PRESENT}|ban hành|phê duyệt|ký|báo cáo {any_of('body')})(?!\p{{L}})"
)
# A sentence that begins with its order and ends with its time: "|Ban hành| chuẩn đào tạo trong năm 2027."
_CLOSES = late.regex(
    r"\A\P{L}{0,20}(?:[a-zđ]\)\s)?(?:ban hành|trình|phê duyệt|hoàn thành|công bố|khởi công|khai trương"
    r"|khánh thành|bàn giao|tổ chức|kiểm tra|rà soát|xây dựng|hoàn thiện|thành lập|ký kết|sửa đổi|đưa"
    r"|lắp đặt|cập nhật|khảo sát|chấm dứt)\s"
    r"(?!(?:[^,]{0,300}\s)?(?:kết quả|tình hình|số liệu|các nhiệm vụ|những nhiệm vụ|công việc|vi phạm)\s)"
)
# What a month describes: "kết quả thực hiện |trong tháng 6".
_TOLD_OF = late.regex(
    r"(?<!\p{L})(?:kết quả|tình hình|số liệu|vi phạm|phát sinh|diễn ra|xảy ra|còn lại|các nhiệm vụ"
    r"|những nhiệm vụ|công việc|chỉ tiêu|tiến độ|dự kiến|nội dung)(?!\p{L})"
)
# What is told of, not ordered: "kết quả thực hiện hoàn thành |trước …".
_DESCRIBED = late.regex(
    rf"(?<!\p{{L}})(?:(?:các|những|danh mục)\s(?:\p{{L}}+\s){{0,3}}{any_of('limit group')}"
    r"|công tác|việc|tình hình|kết quả|số liệu)\s"
    rf"(?:\p{{L}}+\s){{0,4}}(?:hoàn thành|{_PRESENT}|ban hành|phê duyệt|ký)(?!\p{{L}})"
)
# How long something holds: "giấy phép có giá trị |đến hết …".
_VALIDITY = late.regex(rf"{any_of('limit validity')}[^.;]{{0,25}}$")
# Effect and school or budget years: "có hiệu lực |từ ngày …".
_EFFECT = late.regex(r"hiệu lực|áp dụng (?:từ|kể từ|đến)|năm học|năm ngân sách|niên độ")
# An account of the past: "đã hoàn thành |trước ngày …", "tính đến |ngày …".
_PAST = late.regex(
    r"(?<!\p{L})(?:đã\s(?!được)(?:có\s|kịp thời\s)?\p{L}+|(?:vừa qua|trước đây|tính đến|tính từ)(?!\p{L}))"
)
# "… do đợt mưa lũ vừa qua, |hoàn thành| trước ngày": what is past is told of, the limit is not.
_TO_FINISH = late.regex(r"[,;]\s(?:phải\s|và\s)?(?:hoàn thành|xong|báo cáo)\s$")
# What is aimed at: "(… phấn đấu khởi công |trong năm 2025|)".
_AIMED = late.regex(r"(?<!\p{L})phấn đấu(?!\p{L})[^.;,]{0,80}$")
# The beginning of a range: "từ ngày 01/01 |đến hết …".
_RANGE = late.regex(r"(?<!\p{L})từ\s(?:ngày|tháng|quý|năm|\d)[^.;]{0,40}$")
# The day is what something has, and no limit: "dự án có |ngày vận hành phát điện| trước ngày 01/01/2036".
_HAS_DAY = late.regex(r"(?<!\p{L})có (?:ngày|thời điểm|quyết định|hợp đồng|giấy phép)(?:\s\p{L}+){1,8}\s$")
_HAPPENED = r"đã|được|nộp|phát sinh|ký|ban hành|cấp|tiếp nhận|thành lập|tuyển dụng"
# A case that happened before: "Trường hợp … đã được cấp |trước ngày …".
_TRANSITION = late.regex(
    rf"(?<!\p{{L}})(?:trường hợp|nếu|đối với)[^.;]{{0,200}}(?:{_HAPPENED})[^.;,]{{0,60}}$|(?:{_HAPPENED})\s$"
)
# What was done to something: "được phê duyệt |trước ngày …".
_PASSIVE = late.regex(r"(?:được|bị)\s(?:\p{L}+\s){1,4}$")
# What is charged, not done: "theo lộ trình |được giao hoàn thành| trong năm 2025".
_ASSIGNED = late.regex(r"được giao (?:nhiệm vụ )?hoàn thành\s$")
# The same, few words off.
_PASSED = late.regex(r"được (?:\p{L}+\s){1,3}$")
# "… được giao trước ngày 01/7/2024| thì |phải chuyển": the day belongs to the case.
_IN_CASE = late.regex(r"\s?thì\s")
# What counts times: "các tháng |trong năm".
_MONTHS_OF = late.regex(r"(?:tháng|quý|ngày|kỳ|đợt|những)\s$")
# Words that set a limit by themselves: "chậm nhất", "trước".
_STRONG = late.regex(r"chậm nhất|muộn nhất|đến hết|trước|hết")
# Words that set one only beside an order: "trong", "vào", "đến".
_WEAK = late.regex(r"(?:trong|vào|đến|hết|thời hạn)\s(?<!đến hết\s)")
# The last stop before a limit: what stands before it is another sentence.
_STOPS = late.regex(r"(?r)[.;:!?](?=\s)|\s\s|\|")
# The letter of an item: "|b)| ban hành"; its bracket closes nothing.
_ITEM = late.regex(r"(?<=\s)[a-zđ\d]{1,2}\)(?=\s)")
# The first stop behind a limit.
_CLAUSE_END = late.regex(r"[.;](?:\s|$)")
# What makes of a time a sum: "năm 2025| là |5 tỷ đồng".
_OF_BUDGET = late.regex(r"\s?(?:của|cho|là|từ)\s")
# A single day, or a day of the week: "ngày 5", "thứ Sáu hằng tuần".
_ON_DAY = late.regex(r"ngày\s\d|(?:thứ\s(?:\p{L}+|\d)|chủ nhật)\sh[àằ]ng")
# Which report is due, where its day stands behind: "|báo cáo |tháng 12 hằng năm …| gửi về Bộ trước ngày".
_REPORT_OF, _DUE = late.regex(r"báo cáo\s$"), late.regex(r"(?:trước|chậm nhất)\s[^.;]{0,20}ngày\s\d")
# What goes on past the year: "năm 2024| và chuyển sang |năm 2025".
_CARRIED_ON = late.regex(r"\s?(?:và chuyển sang|[-–]\s?20)")
# What is to be finished: "hoàn thành |trong năm 2025".
_FINISHED_BY = late.regex(r"(?:xong|hoàn thành)[^,]{0,60}$|xong\s$")
# Many of them, which the time describes: "|các kế hoạch| trong quý I".
_MANY = late.regex(
    rf"(?<!\p{{L}})(?:các|những|mọi|danh mục|một số)\s(?:\p{{L}}+\s){{0,4}}{any_of('limit group')}"
    r"\s(?:\p{L}+\s){0,6}$"
)
# One of them, which is made by then: "|xây dựng| kế hoạch quản lý chương trình trong quý I".
_MAKES = late.regex(
    r"(?<!\p{L})(?:xây dựng|lập|soạn thảo|hoàn thiện|hoàn thành|ban hành|trình|phê duyệt|thẩm định|tham mưu"
    r"|rà soát|quản lý|điều chỉnh|công bố|bàn giao|nghiệm thu|khởi công)\s(?:\p{L}+\s){1,12}$"
)
# "đưa dự án |vào vận hành|": what is put to use by then, not described.
_PUT_TO_USE = late.regex(r"đưa\s[^,]*\svào (?:vận hành|khai thác|sử dụng|hoạt động)\s$")
# What lasts so long, and is not due then: "lộ trình thực hiện |trong 100 ngày|".
_LASTS = late.regex(r"(?:lộ trình|kế hoạch|chiến dịch|đợt|hành động)(?:\s\p{L}+){0,2}\s$")
# Words that say that a time is a limit.
_LIMITED = late.regex(r"thời hạn|hoàn thành")


def clause_start(folded: str, at: int, low: int) -> int:
    """The beginning of the clause that holds a position: behind the last mark that ends one."""
    low = max(low, at - 700)
    for match in _STOPS.finditer(folded, low, at):
        between = folded[match.end() : at]
        closed = between.count(")") - len(_ITEM.findall(between))
        if closed <= between.count("("):  # a mark inside brackets ends nothing
            return match.end()
    return low


def binds(before: str, limit: str, after: str, kind: DeadlineKind) -> bool:
    """Whether the clause `before` a limit and the words `after` it put the limit on a task (all folded).

    >>> binds("sở nội vụ hoàn thành ", "trước ngày 5/6/2025", ".", "date")
    True
    >>> binds("thông tư có hiệu lực ", "trước ngày 5/6/2025", ".", "date")
    False
    """
    if (_PAST.search(before[-260:]) and not _TO_FINISH.search(before)) or _RANGE.search(before):
        return False
    if _AIMED.search(before[-100:]):
        return False
    ended = _CLAUSE_END.search(after)
    rest = after[: ended.start()] if ended else after
    if kind == "relative":
        return _relative(before, limit, rest)
    if not _TO_FINISH.search(before) and (_EFFECT.search(before[-120:]) or _EFFECT.search(rest[:40])):
        return False
    if kind == "recurring":
        return _recurring(before, limit, rest)
    return _period(before, limit, rest) if kind == "period" else _dated(before, limit, rest)


def _dated(before: str, limit: str, rest: str) -> bool:
    """ "trước ngày …" beside an order; "trong", "vào", "đến" only where something is to be finished."""
    if _WEAK.match(limit) and not limit.startswith("đến hết") and not _FINISH.search(before[-80:]):
        return False
    if _TRANSITION.search(before) or _PASSED.search(before) or _IN_CASE.match(rest):
        return False
    if _HAS_DAY.search(before[-100:]):
        return False
    return bool(_TASK.search(before) or _TASK.search(rest[:100]))


def _recurring(before: str, limit: str, rest: str) -> bool:
    """ "hằng năm" with a duty that returns, not behind a rate or a budget."""
    if (_RATE.search(before[-60:]) and not _STRONG.match(limit)) or (
        not before.strip() and _OF_BUDGET.match(rest)
    ):
        return False
    if limit.startswith("tháng ") and _REPORT_OF.search(before[-8:]) and _DUE.search(rest):
        return False
    if _ON_DAY.search(limit):
        return bool(_TASK.search(before) or _TASK.search(rest) or _ROUTINE.search(before[-140:]))
    return bool(_ROUTINE.search(before[-140:]) or (len(before) < 40 and _REPORT.search(rest[:90])))


def _period(before: str, limit: str, rest: str) -> bool:
    """ "trong năm 2025" where something is to be finished then, not where it describes a group of tasks."""
    near = before[-110:]
    if (
        (_PASSIVE.search(near) and not _ASSIGNED.search(near))
        or _MONTHS_OF.search(near)
        or _CARRIED_ON.match(rest)
    ):
        return False
    if _STRONG.match(limit):
        return bool(_TASK.search(before) or _TASK.search(rest[:80]))
    if limit.startswith(("cuối", "đầu")):
        return bool(_FINISHED_BY.search(near))
    last = near.rsplit(",", 1)[-1]
    if (
        not rest.strip(" )")
        and limit.startswith("trong ")
        and (_CLOSES.match(before) or _in_month(limit, before))
    ):
        return True
    if "giai đoạn" in limit:
        return "hoàn thành" in last
    clause = before[-220:].rsplit(",", 1)[-1]
    if "năm" not in limit.split()[1] and _CONCLUDING.search(clause) and not _DESCRIBED.search(clause):
        return True
    return bool(_FINISH.search(last)) and (not _GROUP.search(last) or bool(_PUT_TO_USE.search(last)))


def _in_month(limit: str, before: str) -> bool:
    """A month or quarter with which an order ends: "Sở Tư pháp tập huấn cho các xã |trong quý I"."""
    clause = before[-220:].rsplit(",", 1)[-1]
    bare = limit.startswith(("trong tháng", "trong quý"))
    described = _GROUP.search(clause) and (_MANY.search(clause) or not _MAKES.search(clause))
    return bare and bool(_TASK.search(before)) and not (described or _TOLD_OF.search(clause))


def _relative(before: str, limit: str, rest: str) -> bool:
    """ "trong thời hạn 05 ngày …" beside an order, not of what is valid or allowed that long."""
    bare = limit.startswith("trong ") and not limit.startswith(("trong thời", "trong vòng"))
    if (
        _VALIDITY.search(before)
        or _LASTS.search(before[-40:])
        or (bare and "từ" not in limit and "làm việc" not in limit)
    ):
        return False
    if "năm" in limit.split()[2:4] and "từ" not in limit:
        return False
    ordered = _TASK.search(before[-200:]) or _TASK.search(rest)
    return bool(ordered or _LIMITED.search(before[-60:]))
