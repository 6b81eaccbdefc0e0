"""VL207: one number is said to be of two bodies that share a symbol."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..model import Document, Field, Mention, State
from ..notation.bodies import Named, named
from .frame import Flag, Rule, pages
from .view import View

_CENTRAL = "party-central"


def check(view: View) -> Iterator[Flag]:
    """Works that one text gives to two bodies, each said behind its number; shown is the rarer, or later."""
    for document in view.documents:
        flags = {}
        for name, found in _said_of(view, document).items():
            for odd, usual in _apart(found):
                message = f"{name.number} ghi là của hai nơi: {odd.value} và {usual.value}"
                if odd.span and usual.span:
                    flags[odd.span] = Flag(
                        document, odd.span, message, State.DIFFERS, ((document, usual.span),)
                    )
        yield from flags.values()


class _Same(NamedTuple):
    """What makes two citations one document: its number with the work that is meant, or with its day."""

    number: str
    by: str | date


def _said_of(view: View, document: Document) -> dict[_Same, list[tuple[Named, Field[str]]]]:
    """The bodies that a text gives each document to, with the places.

    Where a number has two makers it may be resolved to two works: its day tells that they are one.
    """
    found: dict[_Same, list[tuple[Named, Field[str]]]] = defaultdict(list)
    for mention in document.mentions:
        said, target = _said(mention), view.target(document, mention)
        if said and mention.number and (body := named(said.value)):
            for by in (target, mention.date and mention.date.value):
                if by:
                    found[_Same(mention.number.value.compact, by)].append((body, said))
    return found


def _said(mention: Mention) -> Field[str] | None:
    """The issuer that stands in the citation itself, not one that a list shares."""
    issuer = mention.issuer
    inside = issuer and issuer.span and mention.span.covers(issuer.span)
    return issuer if inside and mention.number and not mention.quoted else None


def _apart(found: list[tuple[Named, Field[str]]]) -> Iterator[tuple[Field[str], Field[str]]]:
    """A place of each body that is another than the one named most often, first, and a place of that one."""
    ids = [body.row.id for body, _ in found]
    usual, said = max(found, key=lambda one: ids.count(one[0].row.id))
    odd: dict[str, Field[str]] = {}
    for body, field in found:
        if _are_apart(body, usual):
            odd.setdefault(body.row.id, field)
    yield from ((field, said) for field in odd.values())


def _are_apart(one: Named, other: Named) -> bool:
    """Whether two bodies write under one symbol and are not one: a committee and its chairman, two of TW."""
    if one.row.id == other.row.id or (one.place and other.place and one.place != other.place):
        return False
    if one.row.kind == other.row.kind == _CENTRAL:
        return True
    return _is_chairman_of(one, other) or _is_chairman_of(other, one)


def _is_chairman_of(one: Named, other: Named) -> bool:
    return one.row.kind == "person-office" and one.row.local and one.row.parent == other.row.id


RULE = Rule(
    code="VL207",
    name="two-issuers",
    severity="warning",
    what_vi="""
    Một văn bản được chính văn bản này ghi là của hai nơi có chung ký hiệu: Ủy ban nhân dân và Chủ tịch Ủy ban
    nhân dân; Ban Chấp hành Trung ương, Bộ Chính trị và Ban Bí thư. Chỉ xét cơ quan ghi ngay sau số, ký hiệu;
    phần trích trong ngoặc kép thì không xét.
    """,
    what_en="""
    One text gives a document to two bodies that share a symbol: a People's Committee and its chairman; the
    Central Committee, the Politburo and the Secretariat. Only an issuer right behind the number is judged,
    and no quoted text.
    """,
    why_vi="""
    Ủy ban nhân dân và Chủ tịch Ủy ban nhân dân ban hành văn bản theo thẩm quyền riêng (Luật Tổ chức chính
    quyền địa phương số 72/2025/QH15); viện dẫn phải ghi tên cơ quan ban hành (Nghị định 30/2020/NĐ-CP, Phụ
    lục I, mục II.6.b).
    """,
    why_en="""
    A People's Committee and its chairman issue documents under powers of their own (Law on the Organisation
    of Local Government 72/2025/QH15); a citation names the issuer (Decree 30/2020/NĐ-CP, Annex I, II.6.b).
    """,
    bad=pages(
        """
        Thực hiện Quyết định số 210/QĐ-UBND ngày 12 tháng 3 năm 2024 của Chủ tịch UBND tỉnh Kon Tum.

        Kinh phí thực hiện theo Quyết định số 210/QĐ-UBND ngày 12 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh
        Kon Tum.
        """
    ),
    good=pages(
        """
        Thực hiện Quyết định số 210/QĐ-UBND ngày 12 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh Kon Tum.

        Kinh phí thực hiện theo Quyết định số 210/QĐ-UBND ngày 12 tháng 3 năm 2024 của UBND tỉnh.
        """
    ),
    check=check,
)
