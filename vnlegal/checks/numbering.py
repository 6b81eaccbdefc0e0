"""VL505: an article or khoản whose number stands twice, or that is left out of a numbering which goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import late
from ..model import Document, Portion, Span
from ..text import Text
from .frame import Flag, Rule, pages
from .view import View

_KHOAN = late.regex(r"(?m)^(?P<num>\d{1,2})[.)]\s?(?=[“\"]?\p{L})")  # "3. “Nước nguyên xứ” là …"
_LED = late.regex(r"[\s*#|>-]{0,12}(?:Điều\s{0,2})?(?P<num>\d{1,3})")  # "15 Khổ đường sắt", "**Điều17. Phí**"
_LEFT_OUT = late.regex(r"(?:…|\.\.\.)[\s*]{0,8}$")  # a digest leaves text out: "Tổ chức thông tin hỗ trợ …"
_GOES_ON = 2  # numbers that go on behind a slip, for it to be one


def check(view: View) -> Iterator[Flag]:
    """Each slip of a numbering that is otherwise whole; none in quoted text, none where it begins again."""
    for document in view.documents:
        if view.misread(document) or _amends(document):
            continue
        text = view.texts[document.source.path]
        for tree in (document.body, *(one.body for one in document.attachments)):
            articles = [one for top in tree for one in top.walk() if one.kind == "dieu"]
            places = [(int(one.num), _begin(one)) for one in articles if one.num.isdigit()]
            if len(places) == len(articles):
                yield from _slips(document, places, "Điều")
            for article in articles:
                yield from _slips(document, _numbers(text, article), f"Điều {article.num} khoản")


def _amends(document: Document) -> bool:
    """Whether it orders changes, so that what it numbers may be new text."""
    return any(one.kind == "amends" for one in document.claims if one.subject == "self")


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
    jumps = [i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1] + 1]
    if not jumps or numbers[0] != 1:
        return
    i, left_out = _twice(numbers, jumps), _left_out(numbers, jumps)
    if i is not None:
        before = ((document, places[i - 1][1]),)
        yield Flag(document, places[i][1], f"{name} {numbers[i]} có hai lần", others=before)
    elif left_out is not None:
        (_, before_it), (number, here) = places[left_out - 1], places[left_out]
        if not _is_there(document, before_it, here, number - 1):
            yield Flag(document, here, f"Thiếu {name} {number - 1}", others=((document, before_it),))


def _twice(numbers: Sequence[int], jumps: Sequence[int]) -> int | None:
    """Where a number stands for the second time: 1 2 2 3, or in place of its neighbour: 1 2 2 4."""
    steps = [numbers[i] - numbers[i - 1] for i in jumps]
    if len(jumps) == 2 and sorted(steps) == [0, 2] and jumps[1] == jumps[0] + 1:
        return jumps[steps.index(0)]
    goes_on = jumps[0] < len(numbers) - 1 or jumps[0] >= _GOES_ON
    return jumps[0] if steps == [0] and goes_on else None


def _left_out(numbers: Sequence[int], jumps: Sequence[int]) -> int | None:
    """Where a number is left out and the row goes on: 1 2 4 5."""
    (at, *more) = jumps
    gap = not more and numbers[at] - numbers[at - 1] == 2
    return at if gap and at < len(numbers) - 1 else None


def _is_there(document: Document, one: Span, other: Span, number: int) -> bool:
    """Whether a line between begins with the number all the same ("Điều17."), or lines were left out."""
    first, *lines = document.source.text[one.end : other.start].splitlines()
    left_out = any(_LEFT_OUT.search(line) for line in (first, *lines))
    return left_out or any(_led_by(line) == number for line in lines)


def _led_by(line: str) -> int | None:
    """The number that a line begins with, behind marks and "Điều"."""
    found = _LED.match(line)
    return int(found["num"]) if found else None


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
