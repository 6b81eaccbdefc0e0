"""VL506: a reference to a provision that had been repealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..model import Act, Document, Instruction, ProvisionReference, Span
from ..notation import eids
from ..text import fold
from ..vocabulary import kinds_where, table
from .cites_future import own_date
from .frame import Flag, Rule, pages
from .missing_provision import may_be_another
from .view import View

_TIME_TO_TAKE_EFFECT = timedelta(days=365)
_CHANGES = kinds_where(lambda row: row.force == "changes")
_NEAR = 60  # characters before a reference in which a repeal of it is told


class _Gone(NamedTuple):
    """A provision that an act repealed: what, when, and where the order stands."""

    eid: str
    day: date
    act: str
    document: Document
    span: Span


def check(view: View) -> Iterator[Flag]:
    """Provisions repealed more than a year before the citing document, and not put in again since."""
    gone = _repealed(view)
    changing = {(link.source, link.target) for link in view.links if gone and link.kind in _CHANGES}
    for document in view.documents if gone else ():
        own, path = own_date(document), document.source.path
        for one in document.references if own else ():
            work = _work(view, document, one.act)
            # A document that changes the work speaks of its provisions as they were.
            if not own or not work or (view.own.get(path), work) in changing or not _is_cited(document, one):
                continue
            for lost in _lost(one, gone.get(work, ())):
                if lost.day + _TIME_TO_TAKE_EFFECT < own.value:
                    yield _flag(view, document, one, work, lost)


def _flag(view: View, document: Document, one: ProvisionReference, work: str, lost: _Gone) -> Flag:
    provision, name, act = eids.words(lost.eid), view.name(work), view.name(lost.act)
    message = f"{provision} ({name}) đã bị {act} ({lost.day:%d/%m/%Y}) bãi bỏ"
    return Flag(document, one.span, message, others=((lost.document, lost.span),))


def _repealed(view: View) -> dict[str, list[_Gone]]:
    """What was repealed of each work, by IRI; not what a later order speaks of again."""
    found: dict[str, list[_Gone]] = defaultdict(list)
    spoken: dict[tuple[str, str], date] = {}
    for work, order, one in _ordered(view):
        if order.op == "repeal" and order.scope == "structure":
            found[work].append(one)
        else:
            spoken[work, one.eid] = max(one.day, spoken.get((work, one.eid), one.day))
    return {
        work: [one for one in some if spoken.get((work, one.eid), date.min) < one.day]
        for work, some in found.items()
    }


def _ordered(view: View) -> Iterator[tuple[str, Instruction, _Gone]]:
    """Each provision that the texts order something of: its work, the order, and what would be gone."""
    for document in view.documents:
        act, own = view.own.get(document.source.path), own_date(document)
        for order in document.instructions if act and own else ():
            work = _work(view, document, order.act)
            for target in order.targets if work else ():
                if work and act and own and target.eid:
                    yield work, order, _Gone(target.eid, own.value, act, document, target.span)


def _work(view: View, document: Document, act: Act) -> str | None:
    mention = document.mention(act.mention) if act.mention and act.kind != "self" else None
    return view.target(document, mention) if mention else None


def _lost(one: ProvisionReference, gone: Sequence[_Gone]) -> Iterator[_Gone]:
    """What a reference means that is gone: the provision, or one that holds it."""
    for target in one.targets:
        lost = next((it for it in gone if _is_in(target.eid, it.eid)), None)
        if lost:
            yield lost


def _is_cited(document: Document, one: ProvisionReference) -> bool:
    """Whether a reference is sure, the document's own, and does not itself tell of the repeal."""
    if one.quoted or one.status in ("ambiguous", "unresolved") or may_be_another(document, one):
        return False
    before = fold(document.source.text[max(one.span.start - _NEAR, 0) : one.span.start])
    return not any(words in before for words in table("checks")["repeal_told"])


def _is_in(eid: str | None, gone: str) -> bool:
    return eid is not None and (eid == gone or eid.startswith(f"{gone}__"))


def _example(khoan: int) -> tuple[str, ...]:
    """A repeal of khoản 2 and, two years later, a reference to a khoản of the same article."""
    return pages(
        """
        CHÍNH PHỦ

        Số: 9/2018/NĐ-CP

        Hà Nội, ngày 05 tháng 3 năm 2018

        NGHỊ ĐỊNH
        Sửa đổi, bổ sung một số điều của Nghị định số 5/2010/NĐ-CP

        Điều 1. Bãi bỏ khoản 2 Điều 4 của Nghị định số 5/2010/NĐ-CP.
        """,
        f"""
        CHÍNH PHỦ

        Số: 30/2020/NĐ-CP

        Hà Nội, ngày 05 tháng 3 năm 2020

        NGHỊ ĐỊNH
        Về bến đò

        Điều 1. Phạm vi điều chỉnh

        Bến đò đăng ký theo khoản {khoan} Điều 4 Nghị định số 5/2010/NĐ-CP.
        """,
    )


RULE = Rule(
    code="VL506",
    name="repealed-provision",
    severity="warning",
    what_vi="""
    Viện dẫn điều, khoản, điểm mà một văn bản khác trong tập đã bãi bỏ trước đó hơn một năm, và sau đó
    không có lệnh nào nói đến nữa. Văn bản tự sửa văn bản ấy, và chỗ kể lại việc bãi bỏ, thì không xét.
    """,
    what_en="""
    A reference to an article, clause or point that another text of the corpus repealed more than a year
    before, and of which no later order speaks. A document that itself changes the act, and a place that
    tells of the repeal, are not judged.
    """,
    why_vi="""
    Viện dẫn phải là điều khoản đang có hiệu lực (Luật 64/2025/QH15, Điều 8 khoản 3).
    """,
    why_en="""
    A provision that is referred to must be in force (Law 64/2025/QH15, Article 8.3).
    """,
    bad=_example(2),
    good=_example(3),
    check=check,
    preview=True,
)
