"""Heads and closing blocks of every kind of body, in every layout that pages are found in.

Who issues what, and who signs, does not depend on how a converter laid two columns out: side by side, one
after the other, run together on one line, in cells of a table, in small letters, or damaged by OCR.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import regex

from vnlegal.formats.repairs import cleaned
from vnlegal.model import Source
from vnlegal.parts.conclusions import read_conclusions
from vnlegal.parts.layout import find_blocks
from vnlegal.parts.preface import read_preface, type_label

HEADS = tomllib.loads((Path(__file__).parent / "cases" / "letterheads.toml").read_text("utf-8"))["head"]
MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
PARTY = ["ĐẢNG CỘNG SẢN VIỆT NAM"]
BODY = "Thực hiện nhiệm vụ được giao, đề nghị các đơn vị khẩn trương triển khai các nội dung nêu trên."
ARTICLES = """Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Điều 1. Phạm vi điều chỉnh
Văn bản này quy định các nội dung nêu trên."""
OCR = {"CỘNG HÒA": "CỌNG HOÀ", "CHỦ NGHĨA": "CHÚ NGHIA", "Độc lập": "Độc lâp", "QUYẾT": "QUYÉT", "Số:": "Só:"}

Head = dict[str, Any]
Lines = list[str]


def beside(left: Lines, right: Lines, cell: str) -> Lines:
    """Two columns, line by line."""
    return [cell.format(a, b).rstrip() for a, b in zip_longest(left, right, fillvalue="")]


def parts(head: Head) -> tuple[Lines, Lines, Lines, Lines, Lines]:
    """Letterhead, number, motto, place and date, and the subject of a letter or title and subject."""
    date = head["date"]
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    number = f"Số {head['number']}" if head.get("party") else f"Số: {head['number']}"
    right = PARTY if head.get("party") else MOTTO
    dated = f"{head['place']}, ngày {date.day:02d} tháng {month} năm {date.year}"
    return head["left"], [number], right, [dated], [t for t in (head.get("title"), head["subject"]) if t]


def stacked(head: Head) -> Lines:
    left, number, right, dated, about = parts(head)
    if "title" in head:
        return [*left, *number, *right, *dated, *about]
    return [*left, *number, *about, *right, *dated]


def right_first(head: Head) -> Lines:
    left, number, right, dated, about = parts(head)
    return [*right, *left, *number, *dated, *about]


def on_one_line(head: Head) -> Lines:
    left, number, right, dated, about = parts(head)
    return [*beside(left, right, "{} {}"), f"{number[0]} {dated[0]}", *about]


def run_together(head: Head) -> Lines:
    left, number, right, dated, about = parts(head)
    return [" ".join([*left, *right]), f"{number[0]} {dated[0]}", *about]


def columns(head: Head, cell: str = "{:<50}{}") -> Lines:
    left, number, right, dated, about = parts(head)
    letter, below = ([], about) if "title" in head else (about, [])
    over = [""] * max(0, len(left) - len(right))
    return [*beside([*left, *number, *letter], [*right, *over, *dated], cell), *below]


def table(head: Head) -> Lines:
    return columns(head, "| {} | {} |")


def cells(head: Head) -> Lines:
    left, number, right, dated, about = parts(head)
    letter, below = ("", about) if "title" in head else (about[0], [])
    rows = [f"| {' '.join([*left, *number])} | {' '.join(right)} |", f"| {letter} | {dated[0]} |"]
    return [*rows, *below]


def capitalised(head: Head) -> Lines:
    """Every word with a capital, as some converters print what was in capitals."""
    left, number, right, dated, about = parts(head)
    left, title, motto = ([words.title() for words in some] for some in (left, about[:-1], right[:1]))
    return [*left, *number, *motto, *right[1:], *dated, *title, about[-1]]


def small(head: Head) -> Lines:
    """Names in small letters, as running text spells them."""
    _, number, right, dated, about = parts(head)
    bodies = [*([head["parent"]] if "parent" in head else []), *head["issuers"]]
    motto = [right[0].capitalize().replace("việt nam", "Việt Nam"), *right[1:]]
    if "title" in head:
        return [*bodies, *number, *motto, *dated, *about]
    return [*bodies, *number, *about, *motto, *dated]


def damaged(head: Head) -> Lines:
    lines = "\n".join(on_one_line(head))
    for printed, read in OCR.items():
        lines = lines.replace(printed, read)
    return lines.split("\n")


def closing(head: Head, cell: str) -> Lines:
    items = ["Nơi nhận:", *(f"- {one};" for one in head["recipients"]), "- Lưu: VT."]
    signed = head.get("signed", [])
    return beside(items, signed, cell) if cell else [*items, *signed]


LAYOUTS: dict[Callable[[Head], Lines], str] = {
    stacked: "", right_first: "", run_together: "", small: "", capitalised: "",
    on_one_line: "{} {}", damaged: "{} {}", columns: "{:<50}{}", table: "| {} | {} |", cells: "| {} | {} |",
}  # fmt: skip


def page(head: Head, layout: Callable[[Head], Lines]) -> str:
    """The page of a head in one layout."""
    to = [f"Kính gửi: {', '.join(head['addressees'])}"] if "addressees" in head else []
    body = BODY if to else ARTICLES
    return "\n".join([*layout(head), *to, body, *closing(head, LAYOUTS[layout])])


def read(page: str) -> Head:
    """What is read of a page, in the words of the table."""
    text = cleaned(Source("a.txt", "text/plain", "", page))
    blocks = find_blocks(text)
    preface, end = read_preface(text, blocks), read_conclusions(text, blocks)
    signed = [one.value for s in end.signatures for one in (s.capacity, s.position, s.name) if one]
    purposes = [f" ({one.purpose.value})" if one.purpose else "" for one in end.recipients]
    return {
        "number": str(preface.number.value) if preface.number else None,
        "date": preface.date.value if preface.date else None,
        "place": preface.place.value if preface.place else None,
        "title": type_label(preface.doc_type.value).upper() if preface.doc_type else None,
        "subject": preface.subject.value if preface.subject else None,
        "addressees": [one.value for one in preface.addressees],
        "issuers": [one.value.name for one in preface.issuers],
        "parent": preface.parent_body.value.name if preface.parent_body else None,
        "signed": " ".join(signed),
        "recipients": [one.body.value + what for one, what in zip(end.recipients, purposes, strict=True)],
        "filing": end.filing.field.value if end.filing else None,
    }


def wanted(head: Head) -> Head:
    """What the table says of a head."""
    return {
        "number": head["number"], "date": head["date"], "place": head["place"],
        "title": head.get("title", "CÔNG VĂN"),
        "subject": regex.sub("^(?:V/v|Về việc) ", "", head["subject"]),
        "addressees": head.get("addressees", []), "issuers": head["issuers"], "parent": head.get("parent"),
        "signed": " ".join(head.get("signed", [])), "recipients": head["recipients"], "filing": "VT",
    }  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_heads_are_read_alike_in_every_layout(layout: Callable[[Head], Lines]) -> None:
    for head in HEADS:
        printed = page(head, layout)
        assert fold(read(printed)) == fold(wanted(head)), printed


def fold(value: Any) -> Any:
    """Words without their case, which no letterhead in capitals tells."""
    if isinstance(value, list):
        return [fold(one) for one in value]
    if isinstance(value, dict):
        return {key: fold(one) for key, one in value.items()}
    return value.casefold() if isinstance(value, str) else value
