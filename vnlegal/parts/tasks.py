"""The tasks: who must do what, with whom, by when.

Plans assign by layout: a heading that is a body charges it with the items below; a label ("Cơ quan chủ
trì: …"), a lead ("Bộ A chủ trì:") or a column does the same.  One walk over the outline hands down who is
charged; a sentence that names somebody ("Giao Sở A …", "Bộ B chỉ đạo …") charges by itself.  Aims, accounts
and grounds charge nobody; normative acts give competences, of which only dated orders are tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from .. import late
from ..lines import Stretch
from ..model import Deadline, Field, Portion, Preface, Task, portion_at
from ..text import Text, fold, trim
from . import deadlines
from .assignments import Assignments, Charge
from .charged import full_names
from .layout import Layout
from .orders import Orders, written_out
from .outline import read_outline
from .plan_tables import read_plans
from .tables import Table, find_tables
from .tree import Inside, quotations

_ACTS = frozenset(
    (
        "hien-phap",
        "bo-luat",
        "luat",
        "phap-lenh",
        "nghi-dinh",
        "thong-tu",
        "thong-tu-lien-tich",
        "van-ban-hop-nhat",
        "lenh",
        "sac-lenh",
        "nghi-quyet-lien-tich",
        "dieu-uoc",
    )
)
# An attached text that lays down rules or forms and charges nobody.
_RULES = late.regex(
    r"(?m)^[ |]*(?:quy chế|quy định|điều lệ|nội quy|quy trình|thủ tục|biểu mẫu|mẫu|quy tắc"
    r"|định mức|đơn giá|bảng giá|tờ khai|đơn đề nghị|biên bản|hợp đồng)"
)
# An attached list of procedures or the steps of one: "DANH MỤC |THỦ TỤC HÀNH CHÍNH|", "QUY TRÌNH NỘI BỘ".
_PROCEDURES = late.regex(
    r"(?:danh mục|quy trình|nội dung|các)(?:(?!nhiệm vụ|kế hoạch)[^.;]){0,60}?"
    r"(?:thủ tục hành chính|tthc|nội bộ)"
)
# "Nghị định này", "Quy chế này": an instrument that speaks of itself as a rule does.
_THIS_RULE = late.regex(
    r"(?<!\p{L})(?:bộ luật|luật|nghị định|thông tư|pháp lệnh|quy chế|quy định|điều lệ"
    r"|nội quy|thông tư liên tịch) này(?!\p{L})"
)
# What a body may and must do, once for all: "quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức".
_COMPETENCE = late.regex(r"quy định (?:về )?(?:vị trí, )?chức năng, nhiệm vụ(?:,| và) quyền hạn")
# "Quyết định |số 18/QĐ-BXD ngày … của Bộ Xây dựng| quy định chức năng …": the title of another.
_NUMBERED = late.regex(r"(?<!\p{L})số:?\s\d[^;]*$")
# What sets up a body or its ways of work: "Thành lập Ban Chỉ đạo …", "Ban hành Quy chế phối hợp …".
_FOUNDS = late.regex(
    r"^(?:v/v |về việc |về )?(?:(?:thành lập|kiện toàn|tổ chức lại|phân công nhiệm vụ)(?!\p{L})"
    r"|(?:(?:sửa đổi|bổ sung|thay thế|điều chỉnh)[,\s]+)*ban hành (?:bộ )?(?:quy (?:chế|định|trình|tắc|chuẩn)"
    r"|nội quy|điều lệ|định mức)|quy định (?:về )?(?:vị trí|chức năng))"
)
# The year of a plan: "Kế hoạch cải cách hành chính năm |2026|".
_YEAR = late.regex(r"(?<!\p{L}|\d)năm (20\d\d)(?!\s?[-–])")
_SETS_UP = frozenset(("quyet-dinh", "nghi-quyet", "quy-che", "quy-dinh"))
# Papers that tell and ask, and order nobody.
_TELLS = frozenset(("bao-cao", "to-trinh", "giay-moi", "bien-ban"))
# Behind it the minutes of a meeting order: "|KẾT LUẬN CỦA CHỦ TRÌ|", "|4. Chủ trì kết luận:|".
_CONCLUDED = late.regex(
    r"(?mi)^[ |*#]*(?:[ivx\d]{1,4}[.)]\s*)?(?:(?:phần|ý kiến) )?(?:(?:chủ trì|chủ tọa)[^.\n]{0,40} )?kết luận"
    r"[^.;\n]{0,60}$"
)
# What says something, and is no mark alone: "|R|à soát", not "|".
_WORDS = late.regex(r"\p{L}")
_RULE_ARTICLES = 8
_HEAD = 300  # the heading of what is attached stands no lower


def read_tasks(
    text: Text,
    layout: Layout,
    body: Sequence[Portion],
    preface: Preface,
    attached: Sequence[Apart] = (),
) -> tuple[Task, ...]:
    """The tasks of the body and of attached plans, in page order, then those of tables."""
    return tuple(_Reader(text, layout, body, preface, attached).read())


class Apart(NamedTuple):
    """The stretches of an attachment, its heading included, and its portions."""

    bounds: Sequence[Stretch]
    body: Sequence[Portion]


class _Reader:
    def __init__(
        self,
        text: Text,
        layout: Layout,
        body: Sequence[Portion],
        preface: Preface,
        attached: Sequence[Apart],
    ) -> None:
        self.text, self.layout, self.preface, self.attached = text, layout, preface, attached
        self.portions = (*body, *(portion for one in attached for portion in one.body))
        self.today: date | None = preface.date.value if preface.date else None
        self.act = _is_act(preface) or _reads_as_act(text, body, preface)
        self.tells = bool(preface.doc_type and preface.doc_type.value in _TELLS)
        self.concluded = self._conclusion()
        subject = fold(preface.subject.value) if preface.subject else ""
        kind = preface.doc_type.value if preface.doc_type else None
        self.founds = kind in _SETS_UP and bool(_FOUNDS.search(subject))
        self.addressees = tuple(text.at(one.span) for one in preface.addressees if one.span)
        issuers = tuple(written_out(fold(one.value.name)) for one in preface.issuers)
        self.orders = Orders(text, issuers, self.today)
        self.plan_day = _plan_day(subject, self.today)
        self.counts: dict[str, int] = {}
        self.tables = list(_tables(text, layout))

    def read(self) -> Iterator[Task]:
        regions = [(r.start, r.end) for r in self.layout.of("body")]
        if regions:
            yield from self._prose(regions, self.act or self.founds)
        tasks = [one for one in self.attached if not self._tells_steps(one.bounds[0][0])]
        for one in tasks:
            head = self.text.folded[one.bounds[0][0] : one.bounds[0][0] + _HEAD]
            yield from self._prose(list(one.bounds), self.act or bool(_RULES.search(head)))
        steps = {one.bounds[0][0] for one in self.attached} - {one.bounds[0][0] for one in tasks}
        for start, tables in self.tables:
            if start in steps:
                continue
            for plan in read_plans(self.text, tables, start, self.plan_day):
                charge = Charge(plan.actors, plan.partners, plan.limit, plan.product, row=plan.number)
                yield self._task(charge, *plan.action, plan.limit)

    def _conclusion(self) -> int:
        """Where in minutes what was concluded begins; past the end of the text if nothing was."""
        kind = self.preface.doc_type.value if self.preface.doc_type else None
        found = _CONCLUDED.search(self.text.clean) if kind == "bien-ban" else None
        return found.end() if found else len(self.text.clean)

    def _tells_steps(self, start: int) -> bool:
        """Whether what is attached there lists procedures or tells the steps of one."""
        return _PROCEDURES.search(self.text.folded, start, start + _HEAD) is not None

    def _prose(self, stretches: list[Stretch], act: bool) -> Iterator[Task]:
        """The tasks of running text: by charge and layout, in acts by dated orders alone."""
        stretches = list(_without(stretches, [table.bounds for _, all in self.tables for table in all]))
        if not stretches:
            return
        start, end = stretches[0][0], stretches[-1][1]
        quoted = quotations(self.text, start, end)
        is_quoted = Inside(quoted)
        limits = [
            limit
            for a, b in stretches
            for limit in deadlines.find(self.text.folded, a, b, self.today)
            if not is_quoted(limit.start)
        ]
        if act and not limits:
            return
        walk = Assignments(self.orders, limits, quoted, addressees=self.addressees, today=self.today, act=act)
        walk.items(read_outline(self.text, stretches), Charge())
        for draft in walk.drafts:
            if self.tells and draft.charge.mode == "directed" and draft.start < self.concluded:
                continue
            if _WORDS.search(self.text.clean, draft.start, draft.end):
                yield self._task(draft.charge, draft.start, draft.end, draft.limit)

    def _task(self, charge: Charge, start: int, end: int, limit: deadlines.Limit | None) -> Task:
        text = self.text
        start, end = trim(text.clean, start, end, " \n,:;-–")
        partners = charge.partners if charge.partners is not None else tuple(self.orders.partners(start, end))
        portion = portion_at(self.portions, text.span(start, start + 1))
        eid = portion.eid if portion else None
        self.counts[eid or ""] = count = self.counts.get(eid or "", 0) + 1
        limit = limit or charge.limit
        return Task(
            actors=tuple(self._named(charge.actors, "charged")),
            partners=tuple(self._named(partners, "partner")),
            action=text.words(start, end, "task"),
            portion=eid,
            deadline=self._deadline(limit) if limit else None,
            product=text.words(*charge.product, "product") if charge.product else None,
            mode=charge.mode,
            group=tuple(text.words(a, b, "heading") for a, b in charge.group),
            id=f"{eid or 'task'}#{count}",
            row=text.words(*trim(text.clean, *charge.row, " \n."), "row number") if charge.row else None,
        )

    def _named(self, names: Sequence[Stretch], by: str) -> Iterator[Field[str]]:
        for (start, end), value in zip(names, full_names(self.text, names), strict=True):
            printed = " ".join(self.text.flow[start:end].split())
            yield self.text.field(value, start, end, by if value == printed else f"{by}:shared")

    def _deadline(self, limit: deadlines.Limit) -> Deadline:
        within = self.text.lines.between(limit.start, limit.end)
        end = next((stop.at for stop in within if stop.strength == "line"), limit.end)
        return Deadline(self.text.field(limit.value, limit.start, end, "time limit"), limit.kind)


def _tables(text: Text, layout: Layout) -> Iterator[tuple[int, list[Table]]]:
    """The tables of each region, with where it begins."""
    for region in layout.of("body", "attachment"):
        if text.clean.find("|", region.start, region.end) >= 0:
            yield region.start, list(find_tables(text, region.start, region.end))


def _without(stretches: list[Stretch], holes: Sequence[Stretch]) -> Iterator[Stretch]:
    """These stretches without the holes, which are in page order and apart."""
    for start, end in stretches:
        for a, b in holes:
            if start < b and a < end:
                if start < a:
                    yield start, a
                start = b
        if start < end:
            yield start, end


def _reads_as_act(text: Text, body: Sequence[Portion], preface: Preface) -> bool:
    """Rules without a letterhead: many articles, and the words with which rules speak of themselves.

    Of a page that has neither type nor number one such word is enough: an article of a law, or news of one.
    """
    if any(not _cited(text, found.start()) for found in _COMPETENCE.finditer(text.folded, 0, 4000)):
        return True
    articles = sum(portion.kind == "dieu" for top in body for portion in top.walk())
    said = sum(1 for _, _ in zip(range(4), _THIS_RULE.finditer(text.folded), strict=False))
    few = 0 if preface.doc_type is None and preface.number is None else 3
    return articles >= _RULE_ARTICLES or said > few


def _plan_day(subject: str, today: date | None) -> date | None:
    """The day from which cells count that name no year: the one year a title names, else the document's."""
    years = set(_YEAR.findall(subject))
    named = int(years.pop()) if len(years) == 1 else 0
    return date(named, 1, 1) if named and (today is None or 0 <= named - today.year <= 1) else today


def _cited(text: Text, at: int) -> bool:
    """Whether a title stands behind a number: another document is cited, this one is not named."""
    return _NUMBERED.search(text.folded, max(0, at - 200), at) is not None


def _is_act(preface: Preface) -> bool:
    """A normative act: its type, or a number with its year (Luật 64/2025/QH15, Điều 4)."""
    kind = preface.doc_type.value if preface.doc_type else None
    number = preface.number.value if preface.number else None
    return kind in _ACTS or (number is not None and number.year is not None and number.form != "letter")
