"""Whom a sentence charges: a verb behind names, an order before them, names behind the grounds.

"Bộ Công an |chỉ đạo|", "Giao |Sở Nội vụ| chủ trì", "Căn cứ …, |Sở Tài chính| tổng hợp".  The issuer that
tells or orders, and those above it, are not charged.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple

from .. import late
from ..lines import Stretch
from ..model import TaskMode
from ..notation.dates import NEWS
from ..scan import Begun, Match, plain
from ..text import Text, trim
from ..vocabulary import alternatives, doc_types_by_name
from .charged import MUST_BEHIND, Charged, find_charged, read_charged
from .wording import any_of

# Where a sentence or a clause that a semicolon parts ends: no number, no "TP.", no stop before a small word.
_SEGMENT = late.regex(
    r"(?:(?<!\s\d{1,2}|\d\.\d{1,2}|(?-i:TP|Tp))\.|;|\./\.|(?<=\s)\.)(?=\s|$)(?<!\.(?=\s\p{Ll}[\p{L}\s]))"
)
# A matter or a time of its own before who is charged: "|Tuyên truyền:| Phòng A …", "|Từ 01/6:| Các xã …".
_OWN_TOPIC = late.re(
    plain(
        rf"(?!{any_of('body', 'actor', 'charge group', 'charge order', 'label other')})"
        r"[^:;.|]{2,60}:\s(?=\S)"
    )
)
# A comma before another who is charged: "Sở A rà soát|, |các sở có trách nhiệm phối hợp".
_ANOTHER = late.regex(r",\s(?=[^,;.:]{3,90}\s(?:có|chịu) trách nhiệm\s)")
# "Các sở| có trách nhiệm |phối hợp".
_MUST = late.re(r"\s(?:có|chịu) trách nhiệm\s")
# "|Đối với| Sở Xây dựng: Chỉ đạo …": what follows is charged to whom it names.
_AS_TO = late.re(r"đối với\s")
# What joins a sentence to the one before: "Đồng thời, …", "Về kinh phí: …".
_CONNECTOR = late.re(
    r"(?:(?:và|đồng thời|ngoài ra|bên cạnh đó|trong đó|riêng|đặc biệt|trước mắt|mặt khác"
    r"|theo đó|vì vậy|do đó)[,:]?\s"
    r"|(?:về|đối với|liên quan đến|để|nhằm)\s[^,:;.]{2,160}[,:]\s"
    r"|bổ sung (?:\w+\s){0,3}nhiệm vụ\s[^:;.]{2,160}:\s)*"
)
# "… yêu cầu |các sở|", "Giao |Sở Nội vụ|"; not "được giao", "theo đề nghị".
_ORDER = late.regex(
    rf"(?<!\p{{L}})(?<!được\s|theo\s|xét\s|về\s|việc\s|các\s|những\s|ý\skiến\s|văn\sbản\s"
    rf"|và\s)(?P<cue>{any_of('charge order')})\s"
)
# The same, quickly found.
_ORDERS = Begun(late.re(plain(any_of("charge order"))), _ORDER)
# What was ordered before: "Bộ Nội vụ |đã có văn bản số … |đề nghị các bộ".
_TOLD = late.regex(r"(?<!\p{L})đã\s(?!được)[^,;:.]*$")
# An order that only asks: "đề nghị".
_ASKED = late.re(plain(any_of("order asked")))
# Those who cannot be charged: "Chính phủ", "Thủ tướng".
_ABOVE = late.re(plain(rf"{any_of('above the charged')}$|phó thủ tướng(?!\p{{L}}).*"))
# "|có trách nhiệm| lập kế hoạch": the duty begins behind it.
_DUTY = late.re(r"[\s,:]*(?:(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\s(?!trước|về|toàn diện))?")
# The same behind what stands between: "|theo chức năng, nhiệm vụ được giao có trách nhiệm| phối hợp".
_DUTY_BEHIND = late.re(
    plain(
        rf"[\s,]{{1,3}}(?={any_of('charge adjunct')})[^.;:]{{1,120}}?\s(?:có|chịu) trách nhiệm\s"
        r"(?!trước|về|toàn diện)"
    )
)
# Those of a group who are meant first: "Các tỉnh|, nhất là| các tỉnh miền Trung".
_CHIEFLY = late.re(r",?\s(?:nhất là|đặc biệt là|trước hết là|trong đó có|bao gồm cả)\s")
# "|là đầu mối| tham mưu": what must be done begins behind it.
_AS_LEAD = late.re(
    r"\s?là (?:cơ quan |đơn vị )?(?:đầu mối|thường trực|chủ trì)(?:,| có trách nhiệm| giúp)?\s"
)
# What the issuer says of itself: "Ủy ban nhân dân tỉnh |ban hành| Kế hoạch".
_SPEECH = late.re(
    r"[\s,]{0,6}(?:chỉ đạo,? |cũng |còn )?(?:thông báo|ban hành|xây dựng kế hoạch|có ý kiến|báo cáo"
    r"|trân trọng|kính|nhận được|yêu cầu|đề nghị|giao|trả lời|phúc đáp|đồng ý|thống nhất|chuyển|gửi"
    r"|quyết định|hướng dẫn)"
)
# A lead that only says that somebody speaks: "Chủ tịch UBND phường |kết luận:|", "… |có ý kiến như sau:|".
_SAYS = late.re(
    plain(
        r"[\s,]{0,3}(?:thống nhất\s)?(?:kết luận|chỉ thị|chỉ đạo|quyết định|quyết nghị|đánh giá|nhấn mạnh"
        r"|có ý kiến(?: chỉ đạo)?|thống nhất|phân công|giao nhiệm vụ|yêu cầu|đề nghị|thông báo)"
        r"(?:\s(?:như sau|cụ thể|một số nội dung|nội dung|sau|sau đây)){0,3}\s?:"
    )
)
# Behind those who are asked: "Riêng Bộ Công an, Bộ Y tế|, đề nghị |đánh giá tác động".
_THEN_ASKS = late.re(
    plain(rf"\s?,\s(?P<cue>đề nghị|kính đề nghị|yêu cầu|kiến nghị)\s(?!{any_of('body', 'actor')})")
)
# What the issuer takes upon itself: "Ủy ban nhân dân tỉnh |cam kết| hoàn thành …", "Bộ Nội vụ |sẽ| báo cáo".
_PROMISE = late.re(r"[\s,]{1,3}(?:xin )?(?:cam kết|hứa|sẽ)\s")
# The formula with which an act is made: "Bộ trưởng Bộ Công Thương |ban hành Thông tư| …".
_ENACTS = late.re(
    r"[\s,]{0,6}ban hành (?:luật|pháp lệnh|nghị định|nghị quyết|thông tư|quyết định|quy định|quy chế)\s"
)
# A paper that has its number is made: "Ủy ban nhân dân tỉnh |ban hành Công văn số |12/UBND-NC".
_ENACTED = late.re(
    plain(rf"[\s,]{{0,6}}(?:vừa )?ban hành\s(?:{alternatives(doc_types_by_name())})\ssố:?\s\d")
)
# "Văn phòng Chính phủ |thông báo để … biết|, thực hiện".
_FOR_INFORMATION = late.re(r"\s(?:xin |trân trọng )?(?:thông báo|báo) (?:để|đến|tới|các)\s")
# Who heads a body: "|Chủ tịch| Ủy ban nhân dân tỉnh".
_HEAD_OF = late.re(
    r"(?:phó )?(?:chủ tịch|bộ trưởng|thứ trưởng|giám đốc|tổng giám đốc|cục trưởng|thủ trưởng"
    r"|chánh văn phòng|viện trưởng|thống đốc|tổng thanh tra|hiệu trưởng|trưởng ban)\s"
)
# A share, not a task: "Tỉnh Lào Cai|: 1.000.000 viên|", "Sở Y tế|: 03 ngày|".
SHARE = late.re(r":\s\d[\d.,]*\s(?!giờ|phút|tháng|năm)")
# A lead that only points to what follows: "… chỉ đạo các đơn vị thực hiện. |Cụ thể như sau|:".
_POINTS = late.re(
    r"(?:cụ thể|như sau|sau đây|trong đó|một số nội dung|các nội dung|các nhiệm vụ|những nội dung|nội dung)"
    r"(?: cụ thể| như sau| sau đây| sau| là| gồm)*\s*:?$"
)
# What a matter is called in front of its order: "|Về dự án A; dự án B:| Sở Xây dựng …".
_TOPIC = late.re(r"(?:về|đối với|liên quan đến|riêng)\s[^:.]{2,300}:\s")
# What only introduces the text: "Ủy ban nhân dân tỉnh ban hành |Kế hoạch với các nội dung như sau|:".
_INTRODUCES = late.regex(r"[^.:]{0,300}(?:như sau|sau đây)\s?(?::|$)")
# "|Căn cứ| Kế hoạch này, Sở Tài chính …": who is charged stands behind a comma.
_BASED = late.re(r"(?:căn cứ|trên cơ sở|khi|để|sau khi|theo)\s")
# Who helps: "phối hợp (chặt chẽ) với |Sở Tài chính|" at the beginning of a clause.
_PARTNERS = late.regex(
    r"(?:\G(?:chủ trì,?\s)?|[,;.(]\s?|\s(?:chủ trì|và|thời|động|cường|chẽ|xuyên|trì,|giao"
    r"|mối)\s)(?:chủ động |đồng thời |thường xuyên |tăng cường )?"
    r"phối hợp(?:,? (?:chặt chẽ|hiệu quả|thường xuyên|kịp thời|hỗ trợ|quyết liệt|tích cực|đồng bộ))*"
    r"(?:,? (?:với|cùng với|cùng|và hỗ trợ))?\s"
)
# Partners before what is to be done: "chủ trì, phối hợp với |Sở Tài chính; các đơn vị| rà soát".
_HELPS_FIRST = late.regex(r"(?<!\p{L})chủ trì,? phối hợp (?:với )?")
# What looks back on the paper itself: "|Trên đây là| báo cáo …, Sở Y tế kính báo cáo".
_LOOKS_BACK = late.re(r"trên đây là\s")
# The day with which an account begins: "|Ngày 10/10/2026,| …", "|Chiều ngày 15 tháng 6 năm 2026,| tại …".
_ON_A_DAY = late.re(
    r"(?:(?:sáng|chiều|tối|trong|vào|các)\s)?ngày (?P<d>\d{1,2})\s?(?:/|tháng)\s?(?P<m>\d{1,2})"
    r"\s?(?:/|năm)\s?(?P<y>20\d\d)(?:,|\s(?:tại|ủy|chủ|bộ|sở|văn|và)\s)"
)
# The year with which an account begins: "|Năm 2025,| ngành thủy sản …", "|Trong năm 2025,| các xã …".
_IN_A_YEAR = late.re(r"(?:trong |kết thúc |qua )?năm (?P<y>20\d\d),\s")
# What a law says: "|Theo quy định tại Điều 9 |Nghị định …, UBND cấp xã có trách nhiệm …".
_BY_LAW = late.re(
    r"(?:theo|căn cứ)(?: các)?(?: quy định)?(?: tại| của)? (?:điểm|khoản|điều|luật|bộ luật|nghị định|thông tư"
    r"|pháp luật|hiến pháp|pháp lệnh)\s"
)
# What another paper says: "|Tại Công văn số 12/ABC của |Công ty A, Công ty đề nghị UBND tỉnh cho phép".
_IN_PAPER = late.re(
    r"tại (?:văn bản|công văn|tờ trình|báo cáo|đơn)(?: đề nghị| kiến nghị)? (?:số )?[^\s,;]*\d"
)
# The letters of a body behind its name: "Ủy ban Kiểm tra| (UBKT)|".
_LETTERS = late.re(r"\s?\([^()]{1,30}\)$")
# Under who is charged a verb: "|Lãnh đạo| Ủy ban nhân dân tỉnh ban hành kế hoạch".
_LEADS_BODY = late.re(r"lãnh đạo[,\s]")
_LONGEST_ORDER = 600
_TRIES = 6  # orders of a sentence that are looked at
_LONGEST_SENTENCE = 2000  # an open bracket holds no more


class Ordered(NamedTuple):
    """Who is charged by a sentence, where what they must do begins, and how, if the sentence says so."""

    names: tuple[Stretch, ...]
    action: int
    mode: TaskMode | None = None


@dataclass(frozen=True)
class Orders:
    """Reads the sentences of one text; `issuers` are its own, in full and folded."""

    text: Text
    issuers: tuple[str, ...]
    today: date | None = None

    @cached_property
    def _cues(self) -> list[Match]:
        """All words that order, in page order."""
        return list(_ORDERS.finditer(self.text.folded))

    def _cues_in(self, start: int, end: int) -> Iterator[Match]:
        first = bisect_left(self._cues, start, key=lambda cue: cue.start())
        return takewhile(lambda cue: cue.end() <= end, islice(self._cues, first, first + _TRIES))

    @cached_property
    def _names(self) -> dict[tuple[int, int, bool], Charged | None]:
        return {}

    def named(self, at: int, end: int, *, partner: bool = False) -> Charged | None:
        """The names that begin there, read once: several questions about a sentence begin with them."""
        key = at, end, partner
        if key not in self._names:
            self._names[key] = read_charged(self.text, at, end, partner=partner)
        return self._names[key]

    def segments(self, start: int, end: int) -> Iterator[Stretch]:
        """Sentences and clauses that semicolons part, outside brackets and quotation marks."""
        clean, at = self.text.clean, start
        for match in _SEGMENT.finditer(self.text.flow, start, end):
            piece = clean[at : match.start()] if match.start() - at < _LONGEST_SENTENCE else ""
            if piece.count("(") > piece.count(")") or piece.count("“") > piece.count("”"):
                continue
            if match[0] == ";" and self._holds(at, match.start(), end):
                continue
            yield from self._segment(at, match.start())
            at = match.end()
        yield from self._segment(at, end)

    def _holds(self, start: int, semicolon: int, end: int) -> bool:
        """Whether a semicolon stands inside the names or the topic with which a sentence begins."""
        start, _ = trim(self.text.clean, start, end, " \n;.–-")
        orders = (order for order in self._cues_in(start, semicolon))
        for at in (start, *(order.end() for order in orders)):
            named = self.named(at, end, partner=at > start)
            if named and named.end > semicolon:
                return True
        if self._only_helps(start, semicolon):
            return True
        return self._topic_end(start, end) > semicolon

    def _only_helps(self, start: int, semicolon: int) -> bool:
        """Whether only partners stand before a semicolon: "chủ trì, phối hợp với Sở A|;| đơn vị rà soát"."""
        cue = next(_HELPS_FIRST.finditer(self.text.folded, start, semicolon), None)
        helpers = self.named(cue.end(), semicolon, partner=True) if cue else None
        return helpers is not None and helpers.end == semicolon

    def _topic_end(self, start: int, end: int) -> int:
        """Where a topic in front of an order ends that charges nobody itself, or `start`."""
        topic = _TOPIC.match(self.text.folded, start, end)
        if topic is None or topic.end() >= end or next(find_charged(self.text, start, topic.end()), None):
            return start
        return topic.end()

    def lead(self, start: int, end: int) -> int:
        """Where the sentence that leads a list begins: the one before, if the last names nobody."""
        starts = [a for a, _ in self.segments(start, end)]
        if len(starts) > 1 and _POINTS.match(self.text.folded, starts[-1], end):
            starts.pop()
        if len(starts) > 1 and not self._leads(starts[-1], end) and self._leads(starts[-2], starts[-1]):
            starts.pop()
        return starts[-1] if starts else start

    def _leads(self, start: int, end: int) -> bool:
        return isinstance(self.who(start, end, under=False), Ordered) or self.asks(start, end) is not None

    def _segment(self, start: int, end: int) -> Iterator[Stretch]:
        start, end = trim(self.text.clean, start, end, " \n;.–-")
        if (opening := _CONNECTOR.match(self.text.folded, start, end)) and opening.end() < end:
            if (of := _AS_TO.match(self.text.folded, start, end)) and self._is_headed(
                of.end(), opening.end()
            ):
                yield of.end(), end
                return
            start = max(opening.end(), self._topic_end(start, end))
        if (topic := _OWN_TOPIC.match(self.text.folded, start, end)) and self._charges_at(topic.end(), end):
            start = topic.end()
        if end - start > 3:
            yield from self._subjects(start, end)

    def _subjects(self, start: int, end: int) -> Iterator[Stretch]:
        """A sentence parted where a comma brings another on: "…, |các sở có trách nhiệm| …"."""
        first = self.named(start, end)
        low = end if self.tells(start, end) else first.end if first else start
        for comma in _ANOTHER.finditer(self.text.folded, low, end):
            named = self.named(comma.end(), end)
            if named and named.behind == "verb" and _MUST.match(self.text.folded, named.end):
                yield start, comma.start()
                start = comma.end()
        yield start, end

    def _charges_at(self, at: int, end: int) -> bool:
        """Whether a name and what it must do stand there."""
        named = self.named(at, end)
        return named is not None and named.behind == "verb"

    def _is_headed(self, start: int, end: int) -> bool:
        """Whether a name and a colon stand there: "Đối với |Sở Xây dựng:| Chỉ đạo …"."""
        named = self.named(start, end)
        return named is not None and self.text.clean[named.end : end].strip() == ":"

    def who(self, start: int, end: int, *, under: bool) -> Ordered | bool | None:
        """Whom a sentence charges; False where it tells of somebody, None where it names nobody.

        `under` says that somebody is charged above: then only grounds may stand before a name.
        """
        if self.repeats(start, end):
            return False
        if _LOOKS_BACK.match(self.text.folded, start, end) or self.tells(start, end):
            return self._ordered(start, end) or False
        named = self.named(start, end)
        if under and named and _LEADS_BODY.match(self.text.folded, start):
            named = None
        speaker = named is None or self._speaks(named)
        if speaker and (ordered := self._ordered(start, end)):
            return ordered
        if named:
            if named.behind == "denied" or speaker or self._above(named):
                return False
            if named.behind == "colon" and self.text.clean[named.end + 1 : end].strip():
                if SHARE.match(self.text.folded, named.end, end):
                    return False
                return None if self._is_name(named.end + 1, end) else Ordered(named.names, named.end + 1)
            if named.behind not in ("verb", "adjunct"):
                return None
            if (asked := _THEN_ASKS.match(self.text.folded, named.end, end)) and asked.end() < end:
                mode: TaskMode = "requested" if _ASKED.fullmatch(asked["cue"]) else "directed"
                return Ordered(named.names, asked.end(), mode)
            return Ordered(named.names, self._action(named.end, end), self._mode(named))
        if under and not _BASED.match(self.text.folded, start):
            return None
        behind = next(find_charged(self.text, start, end), None)
        if behind and behind[1].behind == "denied":
            return False
        if behind and not self._above(behind[1]) and not self._speaks(behind[1]):
            return Ordered(behind[1].names, start)
        return None

    def tells(self, start: int, end: int) -> bool:
        """Whether a sentence begins with what is past, or with what a law says of everybody."""
        year = _IN_A_YEAR.match(self.text.folded, start, end)
        past = self.today and year and int(year["y"]) < self.today.year
        today = self.today is not None
        return bool(not today and NEWS.match(self.text.folded, start, end)) or bool(
            past or _BY_LAW.match(self.text.folded, start, end) or self._happened(start, end)
        )

    def repeats(self, start: int, end: int) -> bool:
        """Whether a sentence says what another paper says: "Tại Công văn số 12 Sở A đề nghị UBND tỉnh …"."""
        if not _IN_PAPER.match(self.text.folded, start, end):
            return False
        return not any(self._is_own(one) for _, one in find_charged(self.text, start, end))

    def _happened(self, start: int, end: int) -> bool:
        """Whether a sentence begins with a day that is past: "|Ngày 10/10/2026, |Chủ tịch chủ trì họp"."""
        day = _ON_A_DAY.match(self.text.folded, start, end)
        written = self.today and day and f"{day['y']}-{int(day['m']):02}-{int(day['d']):02}"
        return bool(written and written <= str(self.today))

    def _is_name(self, start: int, end: int) -> bool:
        """Whether a stretch is a name and no more: what a label says ("Chủ đầu tư: |Sở Xây dựng|")."""
        start, end = trim(self.text.clean, start, end, " \n.;")
        named = self.named(start, end, partner=True)
        return named is not None and named.end >= end

    def behind(self, limit: int, start: int, end: int) -> Ordered | None:
        """Who is named behind the limit that opens a sentence: "Trước ngày 30/6, |cơ quan thuế| lập"."""
        at = limit + 2 if self.text.flow.startswith(", ", limit) else end
        named = self.named(at, end, partner=True)
        if named is None or named.behind not in ("verb", "adjunct"):
            return None
        if self._above(named) or self._speaks(named):
            return None
        return Ordered(named.names, start)

    def _ordered(self, start: int, end: int) -> Ordered | None:
        """ "… yêu cầu |các sở| báo cáo", "Giao |Sở Nội vụ| chủ trì"."""
        for order in self._cues_in(start, end):
            if _TOLD.search(self.text.folded, start, order.start()):
                continue
            named = self.named(order.end(), end, partner=True)
            if named and named.behind in ("verb", "adjunct", "colon"):
                mode: TaskMode = "requested" if _ASKED.fullmatch(order["cue"]) else "directed"
                return Ordered(named.names, self._action(named.end, end), mode)
        return None

    def _action(self, start: int, end: int) -> int:
        folded = self.text.folded
        if which := MUST_BEHIND.match(folded, start + 1, end):
            return which.end()
        start = self._past_chief(start, end)
        duty = _DUTY_BEHIND.match(folded, start, end) or _AS_LEAD.match(folded, start, end)
        duty = duty or _DUTY.match(folded, start, end)
        return duty.end() if duty else start

    def _past_chief(self, start: int, end: int) -> int:
        """Past those of a group who are meant first: "Các tỉnh|, nhất là các tỉnh miền Trung| chủ động"."""
        chief = _CHIEFLY.match(self.text.folded, start, end)
        named = self.named(chief.end(), end, partner=True) if chief else None
        return named.end if named and named.behind == "verb" else start

    def _mode(self, named: Charged) -> TaskMode | None:
        promises = self._is_own(named) and _PROMISE.match(self.text.folded, named.end)
        return "committed" if promises else None

    def _speaks(self, named: Charged) -> bool:
        """Whether it is the issuer that tells, asks or orders here."""
        folded, at = self.text.folded, named.end
        if _FOR_INFORMATION.match(folded, at) or (_ENACTS.match(folded, at) and self._may_enact(named)):
            return True
        if _SAYS.match(folded, at) or _ENACTED.match(folded, at):
            return True
        speech = _SPEECH.match(folded, at)
        if speech is None:
            return False
        own = self._is_own(named) or self._above(named)
        return own or bool(_INTRODUCES.match(folded, speech.end())) or self._orders_others(named)

    def _orders_others(self, named: Charged) -> bool:
        """Whether somebody unknown orders others, where no issuer is known: "Bộ A |yêu cầu Sở B báo cáo|"."""
        end = min(named.end + _LONGEST_ORDER, len(self.text.clean))
        order = None if self.issuers else next(self._cues_in(named.end, end), None)
        if order is None or order.start() > named.end + len(" cũng "):
            return False
        others = self.named(order.end(), end, partner=True)
        return others is not None and others.behind in ("verb", "adjunct")

    def _is_own(self, named: Charged) -> bool:
        """Whether it is the issuer or who heads it: "|Chủ tịch| Ủy ban nhân dân tỉnh"."""
        name = _LETTERS.sub("", written_out(self.text.folded[slice(*named.names[0])]))
        head = _HEAD_OF.match(name)
        names = (name, name[head.end() :]) if head else (name,)
        return len(named.names) == 1 and any(one.startswith(names) for one in self.issuers)

    def _may_enact(self, named: Charged) -> bool:
        """Whether it is the head of the issuer, or may be: "Bộ trưởng |Bộ Công Thương|"."""
        name = written_out(self.text.folded[slice(*named.names[0])])
        return not self.issuers or any(name.endswith(one) for one in self.issuers)

    def _above(self, named: Charged) -> bool:
        return all(_ABOVE.fullmatch(self.text.folded, a, b) for a, b in named.names)

    def partners(self, start: int, end: int) -> Iterator[Stretch]:
        """Who helps: "phối hợp với |Sở Tài chính| và |các xã|", where the charged themselves cooperate."""
        folded = self.text.folded
        if folded.find("phối hợp", start, end) < 0:
            return
        for cue in _PARTNERS.finditer(folded, start, end):
            if helpers := self.named(cue.end(), end, partner=True):
                yield from helpers.names

    def asks(self, start: int, end: int) -> TaskMode | None:
        """How a lead that names nobody orders ("đề nghị các đơn vị" asks), None if it does not."""
        order = next(self._cues_in(start, end), None)
        if order is None:
            return None
        return "requested" if _ASKED.match(order["cue"]) else "directed"


def written_out(name: str) -> str:
    """A body without the abbreviations and long dashes that plans use for it.

    >>> written_out("ubnd tỉnh bà rịa – vũng tàu")
    'ủy ban nhân dân tỉnh bà rịa - vũng tàu'
    """
    full = name.replace("ubnd", "ủy ban nhân dân").replace("hđnd", "hội đồng nhân dân").replace("–", "-")
    return " ".join(full.split())
