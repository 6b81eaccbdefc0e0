"""VL505: an article or khoản whose number stands twice, or that is left out of a numbering which goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import late
from ..model import Document, Portion, Span
from ..text import Text
from .frame import Flag, Rule, pages
from .view import View

_KHOAN = late.regex(r"(?m)^(?P<num>\d{1,2})[.)]\s?(?=\p{L})")
_GOES_ON = 2  # numbers that go on behind a slip, for it to be one


def check(view: View) -> Iterator[Flag]:
    """Each slip of a numbering that is otherwise whole; none in quoted text, none where it begins again."""
    for document in view.documents:
        if any(one.kind == "amends" for one in document.claims if one.subject == "self"):
            continue
        text = view.texts[document.source.path]
        for tree in (document.body, *(one.body for one in document.attachments)):
            articles = [one for top in tree for one in top.walk() if one.kind == "dieu"]
            places = [(int(one.num), _begin(one)) for one in articles if one.num.isdigit()]
            if len(places) == len(articles):
                yield from _slips(document, places, "Điều")
            for article in articles:
                yield from _slips(document, _numbers(text, article), f"Điều {article.num} khoản")


def _begin(portion: Portion) -> Span:
    return Span(portion.span.start, portion.span.start + len(portion.num) + 5)


def _numbers(text: Text, article: Portion) -> list[tuple[int, Span]]:
    """The numbers that lines of an article begin with, outside quotations; none where they count again."""
    start, end = text.at(article.span)
    found = [
        (int(match["num"]), text.span(*match.span("num")))
        for match in _KHOAN.finditer(text.clean, start, end)
        if not text.lines.quoted(match.start())
    ]
    again = sum(number == 1 for number, _ in found) > 1
    return [] if again else found


def _slips(document: Document, places: Sequence[tuple[int, Span]], name: str) -> Iterator[Flag]:
    numbers = [number for number, _ in places]
    slips = [i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1] + 1]
    if not numbers or numbers[0] != 1:
        return
    if len(slips) == 2 and sorted(numbers[i] - numbers[i - 1] for i in slips) == [0, 2] and _are_next(slips):
        # One number is written as its neighbour.
        twice = next(i for i in slips if numbers[i] == numbers[i - 1])
        message = f"{name} {numbers[twice]} có hai lần"
        yield Flag(document, places[twice][1], message, others=((document, places[twice - 1][1]),))
    if len(slips) != 1:
        return
    i = slips[0]
    others = ((document, places[i - 1][1]),)
    step, after = numbers[i] - numbers[i - 1], len(numbers) - 1 - i
    if step == 0 and (after >= 1 or i >= _GOES_ON):
        message = f"{name} {numbers[i]} có hai lần"
        yield Flag(document, places[i][1], message, others=others)
    elif step == 2 and after >= 1 and not _stands(document, places[i - 1][1], places[i][1], numbers[i] - 1):
        yield Flag(document, places[i][1], f"Thiếu {name} {numbers[i] - 1}", others=others)


def _are_next(slips: Sequence[int]) -> bool:
    return slips[1] == slips[0] + 1


def _stands(document: Document, one: Span, other: Span, number: int) -> bool:
    """Whether a line between begins with the number all the same, without its mark ("15 Khổ đường sắt")."""
    between = document.source.text[one.end : other.start]
    return any(line.lstrip(" *#-|>").startswith(str(number)) for line in between.splitlines()[1:])


RULE = Rule(
    code="VL505",
    name="numbering",
    severity="warning",
    what_vi="""
    Số điều, hoặc số khoản trong một điều, có hai lần hoặc thiếu một số, trong khi các số khác liên tục.
    Văn bản sửa đổi, phần trong ngoặc kép và chỗ đếm lại từ 1 thì không xét.
    """,
    what_en="""
    The number of an article, or of a clause in an article, stands twice or is left out while all others
    follow one another. Amending acts, quoted text and places where counting begins again are not judged.
    """,
    why_vi="""
    Điều, khoản được đánh số liên tục (Nghị định 78/2025/NĐ-CP, Điều 68; Nghị định 30/2020/NĐ-CP, Phụ lục
    I, mục II.5).
    """,
    why_en="""
    Articles and clauses are numbered in a row (Decree 78/2025/NĐ-CP, Article 68; Decree 30/2020/NĐ-CP,
    Annex I, II.5).
    """,
    bad=pages(
        """
        Điều 1. Phạm vi

        1. Nghị định này quy định về công tác văn thư.

        2. Văn thư gồm soạn thảo, ký ban hành.

        2. Lưu trữ theo luật khác.

        3. Con dấu theo luật khác.
        """
    ),
    good=pages(
        """
        Điều 1. Phạm vi

        1. Nghị định này quy định về công tác văn thư.

        2. Văn thư gồm soạn thảo, ký ban hành.

        3. Lưu trữ theo luật khác.

        4. Con dấu theo luật khác.
        """
    ),
    check=check,
    preview=True,
)
