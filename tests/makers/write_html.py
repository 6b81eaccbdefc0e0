"""Pages as HTML: bare, or inside the menus and boxes of a portal."""

from __future__ import annotations

import re
from html import escape

from .pages import Page, Paragraph, Row

_MARKS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def to_html(page: Page) -> str:
    """The page alone, notes at its end as Word saves them."""
    body = "\n".join(_row(one) if isinstance(one, Row) else _paragraph(one) for one in page.blocks)
    notes = "\n".join(
        f'<div id="ftn{mark.translate(_MARKS)}"><p><a href="#_ftnref{mark.translate(_MARKS)}" name="_ftn1">[{mark.translate(_MARKS)}]</a> {escape(text)}</p></div>'
        for mark, text in page.notes.items()
    )
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Văn bản</title></head><body>{body}<hr>{notes}</body></html>"


def _inline(text: str) -> str:
    words = escape(text).replace("\n", "<br>")
    return re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: f"<sup>{m[0].translate(_MARKS)}</sup>", words)


def _paragraph(one: Paragraph) -> str:
    words = _inline(one.text)
    return f'<p style="text-align:{one.align}">{f"<b>{words}</b>" if one.bold else words}</p>'


def _row(row: Row) -> str:
    cells = "".join(
        f'<td width="{width}%">{"".join(map(_paragraph, cell)) or "&nbsp;"}</td>'
        for cell, width in zip(row.cells, row.widths, strict=True)
    )
    return f"<table><tr>{cells}</tr></table>"


def to_portal(page: Page) -> str:
    """The page inside what portals put around it: menus, attributes, links, comments, scripts."""
    inner = re.search(r"<body>(.*)</body>", to_html(page), re.S)
    assert inner
    menu = "".join(f'<li><a href="/{n}">Mục {n} của cổng</a></li>' for n in range(40))
    related = "".join(
        f'<li><a href="/vb/{n}">Công văn {n}/VPCP-KGVX về việc khác</a></li>' for n in range(30)
    )
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Cổng văn bản</title><style>p{{margin:0}}</style></head>
<body><form action="/search"><div class="header"><ul class="menu">{menu}</ul>
<select><option>Số: tất cả</option></select><input value="Tìm"></div>
<script>var so = "Số: 99/ABC"; document.write("<p>không phải văn bản</p>");</script>
<div class="wrap"><div class="tabs"><a href="#a">Toàn văn</a><a href="#b">Thuộc tính</a></div>
<div class="main"><div id="toanvan" class="content">{inner[1]}</div>
<div class="comment-list"><p>Bạn đọc: Quyết định 12/2019/QĐ-TTg có còn hiệu lực không?</p></div></div>
<div class="box"><h3>Văn bản liên quan</h3><ul>{related}</ul></div></div>
<div class="footer"><p>Cơ quan chủ quản: Bộ Tư pháp. Giấy phép số 12/GP-TTĐT ngày 01/01/2020.</p></div>
</form></body></html>"""
