"""Cleaning a page: what is read, and the way back to where it stands."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from vnlegal.model import Source, Span
from vnlegal.text import Edit, Text, apply, caret, fold, passage, printed, trim

# What pages are made of: words in both normal forms, look-alikes, every kind of blank and line end,
# emphasis, soft hyphens, note marks, table bars.  Braces and marks in brackets span several characters,
# so that a stretch may cut them, and "__" is a mark only beside a word; they have their own tests below.
_WORDS = (
    "Số",
    "ủy",
    "Đ",
    "hoà",
    "1070/UBND-KGVX",
    "50/NQ-CP",
    "2020",
    "a",
    ".",
    ";",
    "(",
    ")",
    "“",
    "|",
    "-",
    "‐",
    "Ð",
)
_LAYOUT = (" ", "  ", "\n", "\r\n", "\n\n", "\t", "\u00a0", "\u2028", "\f", "\x0b", " \n ", "\r")
_MARKS = ("**", "*", "\u00ad", "\u200b", "\ufeff", "¹", "¹²", "\\-")
_PAGES = st.lists(
    st.sampled_from(
        _WORDS + tuple(unicodedata.normalize("NFD", w) for w in ("Số", "ủy", "Đường")) + _LAYOUT + _MARKS
    )
    | st.text(
        alphabet=st.characters(exclude_characters="#[]{}_*\\", exclude_categories=["Cs", "Lo"]), max_size=4
    ),
    max_size=14,
).map("".join)


def _stretch(data: st.DataObject, text: Text) -> tuple[int, int]:
    start = data.draw(st.integers(0, len(text.clean)))
    end = data.draw(st.integers(start, len(text.clean)))
    return trim(text.clean, start, end)


@given(_PAGES, st.data())
def test_source_of_a_stretch_reads_the_same(page: str, data: st.DataObject) -> None:
    text = Text.of(page)
    start, end = _stretch(data, text)
    assume(start < end)
    again = page[slice(*text.span(start, end))]
    assert Text.of(again).clean == text.clean[start:end]


@given(_PAGES, st.data())
def test_there_and_back(page: str, data: st.DataObject) -> None:
    text = Text.of(page)
    start, end = _stretch(data, text)
    assume(start < end)
    assert text.at(text.span(start, end)) == (start, end)


@given(_PAGES)
@example("Số\n>\r\n")
def test_cleaning_is_idempotent(page: str) -> None:
    clean = Text.of(page).clean
    assert Text.of(clean).clean == clean


@given(_PAGES)
def test_spans_lie_in_the_source_and_in_order(page: str) -> None:
    text = Text.of(page)
    spans = [text.span(i, i + 1) for i in range(len(text.clean))]
    assert all(0 <= s.start < s.end <= len(page) for s in spans)
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(spans))


@given(_PAGES)
def test_one_page_in_two_normal_forms_reads_the_same(page: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, page) for form in ("NFC", "NFD"))
    assert Text.of(composed).clean == Text.of(decomposed).clean


@given(_PAGES)
def test_line_ends_and_byte_order_mark_change_nothing(page: str) -> None:
    unix = page.replace("\r\n", "\n").replace("\r", "\n")
    assert Text.of(unix.replace("\n", "\r\n")).clean == Text.of(unix).clean
    assert Text.of("\ufeff" + page).clean == Text.of(page).clean


@given(_PAGES)
def test_clean_flow_and_folded_share_their_offsets(page: str) -> None:
    text = Text.of(page)
    assert len(text.clean) == len(text.flow) == len(text.folded)
    assert "\n" not in text.flow
    assert "  " not in text.clean.replace("\n", "x")


@given(_PAGES)
def test_marks_hang_where_they_stood(page: str) -> None:
    text = Text.of(page)
    for mark in text.marks:
        assert mark.label in unicodedata.normalize("NFKC", page[slice(*mark.span)])
        assert 0 <= mark.at <= len(text.clean)
        assert mark.at == len(text.clean) or text.span(mark.at, mark.at + 1).end > mark.span.start


_EDITS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.text("xy", max_size=3)), max_size=6)


def _edits(text: str, steps: list[tuple[int, int, str]]) -> list[Edit]:
    """Disjoint edits that never lengthen: what cleaning makes."""
    edits, at = [], 0
    for gap, length, new in steps:
        start, end = at + gap, at + gap + max(length, 1)
        if end > len(text):
            break
        edits.append(Edit(start, end, new[: end - start]))
        at = end
    return edits


@given(st.text("abc", max_size=20), _EDITS, _EDITS)
@example("abcabc", [(0, 3, "xy")], [(1, 1, "")])
def test_maps_compose(page: str, one: list[tuple[int, int, str]], two: list[tuple[int, int, str]]) -> None:
    middle, first = apply(page, _edits(page, one))
    final, second = apply(middle, _edits(middle, two))
    both = first.then(second)
    for i in range(len(final)):
        step = second.span(i, i + 1)
        assert both.span(i, i + 1) == first.span(step.start, step.end)


@pytest.mark.parametrize(
    ("page", "clean"),
    [
        ("Số: **1070**/UBND-KGVX", "Số: 1070/UBND-KGVX"),
        ("PCVP_{KSX};", "PCVPKSX;"),
        ("Luật số [73/2025/QH15], mục [1]", "Luật số 73/2025/QH15, mục [1]"),
        ("năm 2020³; theo", "năm 2020; theo"),
        ("Chính phủ[1], Ủy", "Chính phủ, Ủy"),
        ("công\u00adtác", "côngtác"),
        ("NGHỊ ÐỊNH", "NGHỊ ĐỊNH"),
        ("50/NQ‑CP", "50/NQ-CP"),
        ("  đầu\t \u00a0cuối  ", "đầu cuối"),
        ("một\r\n\r\n\r\nhai", "một\n\nhai"),
        ("# TIÊU ĐỀ", "TIÊU ĐỀ"),
        ("điểm [1] là ví dụ", "điểm [1] là ví dụ"),
        ("a_b__c", "a_b__c"),
        ('<p align="left"><b>Số: 1/QĐ-TTg</b></p>', "Số: 1/QĐ-TTg"),
        ("<table><tr><td>TỈNH A</td><td>Độc lập</td></tr></table>", "|TỈNH A||Độc lập|"),
        ("Chính phủ<sup>1</sup>, m<sup>2", "Chính phủ, m2"),
        ("n < m và <nơi> nhận", "n < m và <nơi> nhận"),
        ("1\\. Bờ\\\nhai", "1. Bờ\nhai"),
    ],
)
def test_cleaned(page: str, clean: str) -> None:
    assert Text.of(page).clean.strip() == clean


@given(_PAGES, st.sampled_from(("_{KSX}", "[1]", "**[12]**")), _PAGES)
def test_braces_and_marks_in_brackets_lead_back(before: str, odd: str, after: str) -> None:
    page = f"{before}a{odd} {after}b"
    text = Text.of(page)
    spans = [text.span(i, i + 1) for i in range(len(text.clean))]
    shown = "".join(page[a:b] for a, b in spans)
    assert all(0 <= s.start < s.end <= len(page) for s in spans)
    assert "{" not in shown
    assert "[" not in shown


def test_fields_lead_back() -> None:
    text = Text.of("Kính gửi:  **Bộ  Tư\npháp**.")
    at = text.folded.index("bộ tư")
    field = text.words(at - 1, at + 10, "test")
    assert field.value == "Bộ Tư pháp"
    assert field.span is not None
    assert text.source[slice(*field.span)] == "Bộ  Tư\npháp"


def test_fold_keeps_length_and_tone_style() -> None:
    assert fold("HOÀ BÌNH, UỶ BAN, QUÝ, THUỶ, İ") == "hòa bình, ủy ban, quý, thủy, İ"
    assert len(fold("ỦY BAN İ")) == len("ỦY BAN İ")


def test_passage_counts_lines_from_one() -> None:
    source = "một\nhai\nba bốn"
    assert passage("a.txt", source, Span(8, 14)).line == 3
    assert caret(source, Span(4, 7)) == "hai\n^~~"


def test_a_backslash_that_breaks_a_line_goes_whatever_ends_the_line() -> None:
    for end in ("\n", "\r\n"):
        assert Text.of(f"CHỦ TỊCH\\{end}\\{end}Nguyễn Văn A").clean.split() == [
            "CHỦ",
            "TỊCH",
            "Nguyễn",
            "Văn",
            "A",
        ]


def test_line_ends_written_as_letters_end_lines() -> None:
    text = Text.of(r"Số: 5/KH-UBND\r\nHà Nội, ngày 2\r\n\r\ntháng 3")
    assert text.clean == "Số: 5/KH-UBND\nHà Nội, ngày 2\ntháng 3"
    assert text.source[slice(*text.span(14, 20))] == "Hà Nội"


def test_what_is_shown_of_markdown_bears_no_marks() -> None:
    page = "*Căn cứ* *Nghị quyết số* *203/2025/QH15;*"
    plain, marked = (Source("a", kind, "", page) for kind in ("text/plain", "text/markdown"))
    whole = Span(0, len(page))
    assert printed(plain, whole) == page
    assert printed(marked, whole) == "Căn cứ Nghị quyết số 203/2025/QH15;"
    assert printed(marked, Span(whole.start + 10, whole.end - 4)) == "Nghị quyết số 203/2025/QH"
