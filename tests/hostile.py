"""Documents that attack whoever shows them: markup in the subject, a script as a link, quotes in a number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pages import letter

from vnlegal.graph.build import build
from vnlegal.model import Document

MARKUP = "<script>alert('trích yếu')</script><img src=x onerror=alert(1)>"
LINK = "[bấm vào đây](javascript:alert(2)) và javascript:alert(3)"
QUOTES = "15\"onmouseover='alert(4)'/><b>&amp;/BNV-VP"
FORMULA = '=HYPERLINK("http://example.org","x")'
BODY = f"""Thực hiện Công văn số 14/BNV-VP ngày 01 tháng 3 năm 2021, Bộ Nội vụ giao <i>Bộ Y tế</i>:
1. {LINK} báo cáo trước ngày 20 tháng 6 năm 2021. ]]> --> </textarea></title>
2. Vụ Pháp chế gửi báo cáo trước ngày 20 hằng tháng."""


def documents() -> tuple[Document, ...]:
    """A letter that carries out another, its number and subject replaced by attacks."""
    first = letter("Gửi các đơn vị.", number="14/BNV-VP", date=(2021, 3, 1), subject=MARKUP)
    second = letter(BODY, number="15/BNV-VP", date=(2021, 5, 20), subject=MARKUP)
    return first, _attacked(second)


def _attacked(document: Document) -> Document:
    number, subject = document.preface.number, document.preface.subject
    assert number
    assert subject
    value = replace(number.value, compact=QUOTES)
    tasks = tuple(replace(one, action=replace(one.action, value=FORMULA + MARKUP)) for one in document.tasks)
    assert tasks
    preface = replace(
        document.preface,
        number=replace(number, value=value),
        subject=replace(subject, value=FORMULA + MARKUP),
    )
    return replace(document, preface=preface, tasks=tasks)


def built(folder: Path) -> Path:
    """A store of them."""
    paths = {}
    for number, document in enumerate(documents()):
        path = folder / f'"{number}"<b>.txt'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.source.text, "utf-8")
        paths[str(path)] = replace(document, source=replace(document.source, path=str(path)))
    build(paths, folder / "store", lambda path: paths[str(path)])
    return folder / "store"
