"""Pages of portals: what is kept, in which order, and what is left out."""

from __future__ import annotations

import pytest
from makers.pages import letter
from makers.write_html import to_portal

from vnlegal import formats

pytest.importorskip("lxml", reason="pip install 'vnlegal[html]'")

DOCUMENT = """<table><tr><td>BỘ NỘI VỤ</td><td>CỘNG HÒA XÃ HỘI<br>CHỦ NGHĨA VIỆT NAM</td></tr>
<tr><td>Số: 15/BNV-VP</td><td><i>Hà Nội, ngày 02 tháng 4 năm 2021</i></td></tr></table>
<p>Kính gửi: Bộ Y tế.</p><p>Thực hiện <a href="/vb/50">Nghị quyết số 50/NQ-CP</a>,
Bộ Nội vụ có ý kiến như sau./.</p>
<table><tr><td>Nơi nhận:<br>- Như trên.</td><td>BỘ TRƯỞNG</td></tr></table>"""


def _text(page: str, suffix: str = ".html") -> str:
    return formats.decode(f"a{suffix}", page.encode()).text


def test_cells_stand_between_bars() -> None:
    text = _text(DOCUMENT)
    assert text.startswith(
        "|\nBỘ NỘI VỤ\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n|\n|\nSố: 15/BNV-VP\n|\nHà Nội, ngày"
    )
    assert "Thực hiện Nghị quyết số 50/NQ-CP, Bộ Nội vụ có ý kiến" in text


def test_menus_scripts_and_lists_of_links_are_left_out(letters: tuple) -> None:  # type: ignore[type-arg]
    text = _text(to_portal(letter(letters[1].read_text("utf-8"))))
    for words in (
        "Mục 1 của cổng",
        "không phải văn bản",
        "Số: tất cả",
        "Công văn 3/VPCP",
        "Giấy phép số 12",
        "12/2019",
    ):
        assert words not in text


def test_nothing_between_letterhead_and_recipients_is_lost() -> None:
    links = "".join(f"<li><a href='/{n}'>Nghị định số {n}/2020/NĐ-CP</a></li>" for n in range(1, 60))
    text = _text(
        f"<html><body><div>{DOCUMENT.replace('<p>Thực', f'<ul>{links}</ul><p>Thực')}</div></body></html>"
    )
    assert all(f"- Nghị định số {n}/2020/NĐ-CP\n" in text for n in range(1, 60))


def test_hidden_words_are_left_out_but_not_a_hidden_tab_with_the_document() -> None:
    page = f"<html><body><div style='display:none' id='tab2'>{DOCUMENT}<p style='display: none'>mật</p></div></body></html>"
    assert "15/BNV-VP" in _text(page)
    assert "mật" not in _text(page)


def test_merged_cells_stand_once() -> None:
    table = (
        "<table><tr><th>TT</th><th>Tên</th><th>Cơ quan</th></tr>"
        "<tr><td>1</td><td>A</td><td rowspan='2'>Bộ Y tế</td></tr><tr><td>2</td><td>B</td></tr>"
        "<tr><td rowspan='2'>3</td><td>C</td><td>X</td></tr><tr><td>D</td><td>Y</td></tr>"
        "<tr><td colspan='3'>Tổng</td></tr></table>"
    )
    rows = _text(table).replace("\n", " ").split("| |")
    assert [row.strip(" |") for row in rows] == [
        "TT | Tên | Cơ quan", "1 | A | Bộ Y tế", "2 | B", "3 | C | X", "D | Y", "Tổng",
    ]  # fmt: skip


def test_nested_tables_and_tables_of_one_column() -> None:
    page = f"<table><tr><td><table><tr><td>{DOCUMENT}</td></tr></table></td></tr></table>"
    assert _text(page) == _text(DOCUMENT)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Chính phủ<sup>1</sup> và</p>", "Chính phủ¹ và\n"),
        ("<p>Chính phủ<a href='#_ftn1' name='_ftnref1'>[1]</a> và</p>", "Chính phủ¹ và\n"),
        ("<p>20 m<sup>2</sup> và 3 km<sup>2</sup></p>", "20 m2 và 3 km2\n"),
        ("<p>x<sup>n</sup></p>", "xn\n"),
        ("<div><a name='_ftn12' href='#_ftnref12'><sup>[12]</sup></a> Về ban hành</div>", "¹² Về ban hành\n"),
        ("<ol><li>Một</li><li>Hai</li></ol>", "1. Một\n2. Hai\n"),
        ("<ul><li>Một</li><li>- Hai</li></ul>", "- Một\n- Hai\n"),
        ("<p>a\n  b<br>c</p>d<p>&nbsp;</p><p>e</p>", "a b\nc\nd\n\ne\n"),
        ("<p>a<span> b</span> <b>c</b></p>", "a b c\n"),
        ("<pre>a\n  b</pre>", "a\n  b\n".replace("  b", "b")),
        ("<p>VĂN PHÒNG&nbsp;&nbsp;&nbsp;&nbsp;CỘNG HÒA</p>", "VĂN PHÒNG\xa0\xa0\xa0\xa0CỘNG HÒA\n"),
    ],
)
def test_blocks(html: str, text: str) -> None:
    assert _text(html) == text


def test_encodings_of_pages() -> None:
    page = "<html><head><meta charset='{}'></head><body><p>Số 12/QĐ-TTg của Thủ tướng</p></body></html>"
    for name in ("utf-8", "utf-16", "utf-8-sig"):
        assert (
            formats.decode("a.html", page.format("utf-8").encode(name)).text == "Số 12/QĐ-TTg của Thủ tướng\n"
        )
    assert formats.decode("a.html", b"<p>caf\xe9</p>").text == "café\n"


def test_web_archive_under_the_suffix_of_word() -> None:
    mail = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; "
        "charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body><p>Số 1</p></body></html>\r\n--b--\r\n"
    )  # fmt: skip
    assert formats.decode("a.doc", mail.encode()).text == "Số 1\n"


def test_deep_nesting_and_empty_pages() -> None:
    assert "đáy" in _text("<div>" * 200 + "đáy" + "</div>" * 200)
    with pytest.raises(formats.UnreadableFile, match="không có chữ"):
        _text("<html><script>x</script></html>")


def test_deleted_and_struck_words_are_left_out_and_told() -> None:
    page = DOCUMENT.replace("50</a>", "50</a>").replace(
        "Bộ Nội vụ có",
        "<del>99/2019/NĐ-CP</del><ins>15/2020/NĐ-CP</ins> <span style='text-decoration: line-through'>cũ</span> có",
    )
    source = formats.decode("a.html", page.encode())
    assert "NQ-CP, 15/2020/NĐ-CP có ý kiến" in source.text
    assert [one.code for one in source.findings] == ["VL910"]


@pytest.mark.parametrize(
    ("sheet", "shown"),
    [
        (".h {display: none}", False),
        ("b, span.h {visibility:hidden}", False),
        ("#k{display:none}", False),
        ("@media print {.h {display: none}}", True),
        (".h i {display: none}", True),
        (".h {color: red}", True),
    ],
)
def test_words_that_a_style_sheet_hides(sheet: str, shown: bool) -> None:
    page = f"<html><head><style>{sheet}</style></head><body>{DOCUMENT}<p>ba <span class='h' id='k'>mật</span></p></body></html>"
    assert ("mật" in _text(page)) is shown
    hidden = f"<html><style>.h {{display:none}}</style><body><div class='h'>{DOCUMENT}</div><p>ngoài</p></body></html>"
    assert "15/BNV-VP" in _text(hidden)
