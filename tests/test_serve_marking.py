"""Marking keeps every character of a text, in its place, whatever is marked."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("starlette")

from vnlegal.model import Block, Span
from vnlegal.serve.marking import Mark, marked

_TEXT = st.text(st.sampled_from("aĐ \n\n*|-<&>\"'x.1)_{}#\u0301\U0001f600"), max_size=60)


class Read(HTMLParser):
    """The words of a page, and whether its elements close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.opened, self.ids = "", list[str](), list[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            assert not (tag == "a" and "a" in self.opened)
            self.opened.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def _spans(most: int) -> st.SearchStrategy[Span]:
    ends = st.tuples(st.integers(0, most), st.integers(0, most))
    return ends.map(lambda pair: Span(min(pair), max(pair)))


@given(st.data(), _TEXT)
def test_the_words_are_the_text(data: st.DataObject, text: str) -> None:
    spans = data.draw(st.lists(_spans(len(text)), max_size=6))
    marks = [
        Mark(one, "a" if at % 2 else "span", (("href", "\"'<>&"),), f"m{at}") for at, one in enumerate(spans)
    ]
    kinds = st.sampled_from(["body", "preface", "note"])
    blocks = [Block(data.draw(kinds), one) for one in data.draw(st.lists(_spans(len(text)), max_size=4))]  # type: ignore[arg-type]
    read = Read(str(marked(text, blocks, marks)))
    assert read.words == text
    assert read.opened == []
    assert len(read.ids) == len(set(read.ids))


def test_marks_that_cross_are_opened_again() -> None:
    page = marked("abcdef", (), [Mark(Span(0, 4), "i", (), "x"), Mark(Span(2, 6), "u", (), "y")])
    assert '<i id="x">ab<u id="y">cd</u></i><u>ef</u>' in page


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("Thực hiện chỉ đạo của Phó Thủ tướng Chính phủ Vũ Đức Đam\ntại Văn bản số 1906", 0),
        ("Căn cứ Luật Tổ chức Chính quyền địa phương ngày\n16 tháng 6 năm 2025;", 0),
        ("Điều 1. Phạm vi\nThông tư này quy định", 1),
        ("- Như trên;\n- Lưu: VT.", 1),
        ("1. Tham mưu Ủy ban nhân dân tỉnh chỉ đạo triển khai thực hiện Nghị quyết.\n2. Rà soát", 1),
    ],
)
def test_lines_broken_by_the_paper_alone_flow_on(text: str, breaks: int) -> None:
    page = marked(text, (Block("body", Span(0, len(text))),), ())
    assert str(page).count("<br>") == breaks
