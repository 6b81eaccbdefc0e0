"""VL501: a reference to an article, khoản or điểm that the document does not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .. import late
from ..model import Document, Portion, ProvisionReference, Span, Target
from ..vocabulary.acts import acts_named
from .frame import Flag, Rule, pages
from .view import View

_FEWEST = 3
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_KIND = {"art": "dieu", "para": "khoan", "point": "diem"}
_PLAIN = {"art": "Điều", "para": "khoản", "point": "điểm"}
_LINE = late.regex(r"(?m)^[^\p{L}\p{N}\n]{0,4}(?P<num>\d{1,3}|[a-zđ])\s?[.,)]")
# A point with a figure for a letter was misread, and so may be the rest ("điểm 8 khoản 11").
_POINT_BY_FIGURE = late.regex(r"[đĐ]iểm\s+\d")
# "khoản 2 Điều 80 của Luật này": whatever act stands before, this one is meant.
_THIS = late.regex(r"[ \n]+(?:của[ \n]+)?\p{Lu}\p{Ll}+(?: \p{Ll}+){0,2} này(?!\p{L})")
_STEP = late.regex(r"(?P<level>art|para|point)_(?P<num>\d{1,3}|dd|[a-z])")
# A gazette prints a part of the act: "(Tiếp theo Công báo số 933 + 934)", "(Xem tiếp Công báo số 35 + 36)".
_PART = late.regex(r"(?i)\((?:tiếp theo|xem tiếp) công báo số \d")
_CUT = 3  # as many articles cited that the text does not have: its end is missing, not they


class _Lack(NamedTuple):
    """What is missing, the last number of its level, and where that stands."""

    step: str
    last: str
    span: Span

    @property
    def is_article(self) -> bool:
        """Whether a whole article is missing."""
        return self.step.startswith(_PLAIN["art"])


class _Missing(NamedTuple):
    """Where a provision is cited, which text ought to have it, and what that lacks."""

    document: Document
    place: Span
    home: Document
    lack: _Lack


def check(view: View) -> Iterator[Flag]:
    """Provisions beyond the last of their level, where that is numbered without a gap; never in new text.

    Where many articles of one text are missing, each document that cites them is told once: it was cut short.
    """
    by_home: dict[str, list[_Missing]] = defaultdict(list)
    for one in _missing(view):
        by_home[one.home.source.path].append(one)
    for found in by_home.values():
        articles = [one for one in found if one.lack.is_article]
        cut = len({one.lack.step for one in articles}) >= _CUT
        yield from _cut_short(view, articles) if cut else ()
        yield from (_flag(view, one) for one in found if not (cut and one.lack.is_article))


def _cut_short(view: View, found: Sequence[_Missing]) -> Iterator[Flag]:
    """A note at the first place of each document that cites what a text cut short does not have."""
    by_document: dict[str, list[_Missing]] = defaultdict(list)
    for one in found:
        by_document[one.document.source.path].append(one)
    for first, *more in by_document.values():
        steps = ", ".join(dict.fromkeys(one.lack.step for one in (first, *more)))
        name, last = _name(view, first.home), first.lack.last
        message = f"Bản {name} ở đây có lẽ thiếu phần sau {last}: có nhắc {steps}"
        home = ((first.home, first.lack.span),)
        yield Flag(first.document, first.place, message, others=home, severity="note")


def _flag(view: View, one: _Missing) -> Flag:
    message = f"Không có {one.lack.step}: {_name(view, one.home)} chỉ có đến {one.lack.last}"
    return Flag(one.document, one.place, message, others=((one.home, one.lack.span),))


def _missing(view: View) -> Iterator[_Missing]:
    texts = {view.own[one.source.path]: one for one in view.documents if one.source.path in view.own}
    changed = {link.target for link in view.links if link.kind in ("amends", "consolidates")}
    for document in view.documents:
        if any(one.kind == "amends" and one.part == "subject" for one in document.claims):
            continue  # "Luật này" in an amending act may be the one that it amends
        for one in document.references:
            work = _work(view, document, one)
            home = document if one.act.kind == "self" else texts.get(work or "")
            if home is None or one.quoted or one.status in ("ambiguous", "unresolved"):
                continue
            if may_be_another(document, one) or not _is_whole(view, home):
                continue
            whole = one.act.kind == "self" or work not in changed
            yield from _lacks(document, home, one, whole)


def _is_whole(view: View, home: Document) -> bool:
    """Whether the tree of a text can be relied on: not misread, nor a part that a gazette prints."""
    return not view.misread(home) and not _PART.search(home.source.text)


def _is_meant(document: Document, one: ProvisionReference) -> bool:
    """Whether no citation has taken the provision for its own ("khoản 4 Điều 17 Nghị định số 68/2026")."""
    if one.act.kind != "self":
        return True
    taken = (m.provision.span for m in document.mentions if m.provision and m.kind != "self")
    return not any(span is not None and span.overlaps(one.span) for span in taken)


def may_be_another(document: Document, one: ProvisionReference) -> bool:
    """Whether a provision may be of another act: several laws bear the name, "này" stands behind it, or
    another text is quoted.
    """
    mention = document.mention(one.act.mention) if one.act.mention else None
    if mention is None or mention.kind == "self":
        return False
    if mention.quoted or _THIS.match(document.source.text, one.span.end):
        return True
    return mention.kind == "named" and len(acts_named(document.text(mention.span))) > 1


def _work(view: View, document: Document, one: ProvisionReference) -> str | None:
    mention = document.mention(one.act.mention) if one.act.mention else None
    return view.target(document, mention) if mention else None


def _lacks(document: Document, home: Document, one: ProvisionReference, whole: bool) -> Iterator[_Missing]:
    for target in one.targets:
        if target.exists is None and one.act.kind == "self":
            continue
        for eid in filter(None, (target.eid, target.to)):
            lack = lacking(home, eid, whole)
            if lack and not _POINT_BY_FIGURE.search(document.text(one.span)) and _is_meant(document, one):
                yield _Missing(document, _place(target, one), home, lack)


def _place(target: Target, one: ProvisionReference) -> Span:
    return one.span if len(one.targets) == 1 else target.span


def _name(view: View, home: Document) -> str:
    work = view.works.get(view.own.get(home.source.path, ""))
    return (work and (work.number or work.title)) or "văn bản này"


def lacking(home: Document, eid: str, whole: bool) -> _Lack | None:
    """The first step of an eId that lies beyond the last of its level; None where that cannot be told.

    `whole` is whether the text is known in full, so that no amendment has added khoản or điểm to it.
    """
    articles, steps = _level(home, eid)
    if not steps[0].startswith("art_") or len(articles) < _FEWEST:
        return None
    return _first_lack(home, articles, steps, whole)


def _level(home: Document, eid: str) -> tuple[Sequence[Portion], list[str]]:
    """The articles of a text, or of the attachment that an eId is in, and the steps of the eId from there."""
    inside = next((one for one in home.attachments if eid.startswith(f"{one.id}__")), None)
    tree = inside.body if inside else home.body
    articles = [one for top in tree for one in top.walk() if one.kind == "dieu"]
    return articles, (eid.removeprefix(f"{inside.id}__") if inside else eid).split("__")


def _first_lack(
    home: Document, siblings: Sequence[Portion], steps: Sequence[str], whole: bool
) -> _Lack | None:
    """Descends step by step; silent where a number stands twice, so that it is open which is meant."""
    above, parent = "", None
    for step in steps:
        found = _STEP.fullmatch(step)
        if found is None or _count(siblings, found["level"], found["num"]) > 1:
            return None
        here = next((one for one in siblings if one.eid.rsplit("__", 1)[-1] == step), None)
        if here is None:
            lack = _beyond(siblings, found["level"], found["num"], above)
            return lack if lack and not _stands(home, parent, found["num"], siblings) else None
        if not whole:
            return None
        above = f" {_PLAIN[found['level']]} {here.num}{above}"
        siblings, parent = here.children, here
    return None


def _count(siblings: Sequence[Portion], level: str, num: str) -> int:
    return sum(one.num == _printed(num) and one.kind == _KIND[level] for one in siblings)


def _stands(home: Document, parent: Portion | None, num: str, siblings: Sequence[Portion]) -> bool:
    """Whether a line of the unit begins with that number all the same, or with a higher one than the last.

    Then the tree is in doubt.
    """
    if parent is None:
        return False
    lines = {one["num"] for one in _LINE.finditer(home.text(parent))}
    if not num.isdigit():
        return _printed(num) in lines
    return any(int(one) > len(siblings) for one in lines if one.isdigit())


def _printed(num: str) -> str:
    return "đ" if num == "dd" else num


_ROW = 2  # one khoản or điểm alone is no row: the others were not read as such


def _beyond(siblings: Sequence[Portion], level: str, num: str, above: str) -> _Lack | None:
    """Whether a number lies beyond the last of siblings that are numbered without a gap."""
    own = [one for one in siblings if one.kind == _KIND[level]]
    order = _LETTERS if level == "point" else None
    printed = _printed(num)
    if len(own) < _ROW or (order and printed not in order) or (not order and not printed.isdigit()):
        return None
    wanted = order.index(printed) + 1 if order else int(printed)
    gapless = [one.num for one in own] == [order[i] if order else str(i + 1) for i in range(len(own))]
    if not gapless or wanted <= len(own):
        return None
    name, last = _PLAIN[level], own[-1]
    return _Lack(f"{name} {printed}{above}", f"{name} {last.num}", _head(last))


def _head(portion: Portion) -> Span:
    heading = portion.heading
    return heading.span if heading and heading.span else Span(portion.span.start, portion.span.start + 1)


RULE = Rule(
    code="VL501",
    name="missing-provision",
    severity="warning",
    what_vi="""
    Viện dẫn một điều, khoản, điểm có số vượt quá điều, khoản, điểm cuối cùng ở cấp ấy của văn bản được dẫn
    (chính văn bản hoặc văn bản trong tập). Nội dung mới trong ngoặc kép, văn bản sửa đổi, và chỗ đánh số
    không liên tục thì không xét; khoản, điểm của văn bản đã được sửa đổi cũng không. Nhiều điều cùng thiếu
    thì là bản chép thiếu phần cuối: một lưu ý cho mỗi văn bản; bản in một phần trên Công báo không xét.
    """,
    what_en="""
    A reference to an article, clause or point beyond the last one of that level in the document meant (the
    text itself or one in the corpus). New text in quotation marks, amending acts, and levels that are not
    numbered without a gap are not judged; nor are clauses and points of an act that was amended. Where many
    articles are missing the copy lacks its end: one note a document; a part of an act that a gazette prints
    is not judged.
    """,
    why_vi="""
    Viện dẫn phải xác định chính xác phần, chương, mục, điều, khoản, điểm (Luật 64/2025/QH15, Điều 8 khoản
    3; Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.đ).
    """,
    why_en="""
    A reference names part, chapter, section, article, clause and point exactly (Law 64/2025/QH15, Article
    8.3; Decree 30/2020/NĐ-CP, Annex I, II.6.đ).
    """,
    bad=pages(
        """
        CHÍNH PHỦ

        Số: 30/2020/NĐ-CP

        Hà Nội, ngày 05 tháng 3 năm 2020

        NGHỊ ĐỊNH
        Về công tác văn thư

        Điều 1. Phạm vi điều chỉnh

        Nghị định này quy định về công tác văn thư.

        Điều 2. Đối tượng áp dụng

        Nghị định này áp dụng đối với cơ quan nhà nước theo quy định tại khoản 2 Điều 40 Nghị định này.

        Điều 3. Hiệu lực thi hành

        Nghị định này có hiệu lực từ ngày ký.
        """
    ),
    good=pages(
        """
        CHÍNH PHỦ

        Số: 30/2020/NĐ-CP

        Hà Nội, ngày 05 tháng 3 năm 2020

        NGHỊ ĐỊNH
        Về công tác văn thư

        Điều 1. Phạm vi điều chỉnh

        Nghị định này quy định về công tác văn thư.

        Điều 2. Đối tượng áp dụng

        Nghị định này áp dụng đối với cơ quan nhà nước theo quy định tại Điều 1 Nghị định này.

        Điều 3. Hiệu lực thi hành

        Nghị định này có hiệu lực từ ngày ký.
        """
    ),
    check=check,
    preview=True,
)
