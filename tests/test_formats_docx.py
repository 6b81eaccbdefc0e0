"""DOCX as Word writes it."""

from __future__ import annotations

import io
import zipfile

import pytest
from makers.pages import Page, Paragraph, Row, centred, flush
from makers.write_docx import _W, document, notes, package, run, to_docx

from vnlegal import formats
from vnlegal.formats.numbering import counted
from vnlegal.model import Source

RESTART, SPAN, RAISED = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="3"/>', '<w:rStyle w:val="Mu"/>'


def _text(body: str, parts: dict[str, str] | None = None, footnotes: dict[str, str] | None = None) -> str:
    return formats.decode("a.docx", package(document(body), notes(footnotes or {}), parts)).text


def _p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_p(text)}</w:tc>"


def test_letterhead_in_two_columns_and_locators() -> None:
    page = Page([Row((centred("BỘ Y TẾ", "Số: 1/BYT"), centred("CỘNG HÒA")), (40, 60)), Paragraph("Thân.")])
    source = formats.decode("a.docx", to_docx(page))
    assert source.text == "|\nBỘ Y TẾ\nSố: 1/BYT\n|\nCỘNG HÒA\n|\nThân.\n"
    assert {place: source.text[at:].split("\n")[0] for at, place in source.locators}["đoạn 4"] == "Thân."
    assert flush("") == ()


def test_tracked_changes_are_accepted() -> None:
    body = (
        f"<w:p>{run('Số ')}<w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins>{run('13')}</w:ins>"
        f"<w:moveFrom>{run('cũ')}</w:moveFrom><w:moveTo>{run(' mới')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('một ')}</w:p>{_p('dòng')}"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{_cell('bỏ')}{_cell('bỏ')}</w:tr></w:tbl>"
    )
    assert _text(body) == "Số 13 mới\nmột dòng\n"


def test_text_boxes_come_once_behind_their_paragraph() -> None:
    box = f"<w:txbxContent>{_p('HỎA TỐC')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        f"{run('Kính gửi: Bộ Y tế')}</w:p>"
    )
    assert _text(body) == "Kính gửi: Bộ Y tế\nHỎA TỐC\n"
    assert _text(f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>") == "HỎA TỐC\n"


def test_merged_and_nested_cells() -> None:
    merged = (
        f"<w:tbl><w:tr>{_cell('TT')}{_cell('Tên')}{_cell('Cơ quan')}</w:tr>"
        f"<w:tr>{_cell('1')}{_cell('A')}{_cell('Bộ Y tế', RESTART)}</w:tr>"
        f"<w:tr>{_cell('2')}{_cell('B')}{_cell('', '<w:vMerge/>')}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{_cell('Tổng', SPAN)}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    rows = _text(merged).replace("\n", " ").split("| |")
    assert [row.strip(" |") for row in rows] == ["TT | Tên | Cơ quan", "1 | A | Bộ Y tế", "2 | B", "Tổng"]
    inner = f"<w:tbl><w:tr><w:tc>{merged}<w:p/></w:tc></w:tr></w:tbl>"
    assert _text(inner).strip() == _text(merged).strip()


NUMBERING = f"""<w:numbering xmlns:w="{_W}">
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Muc"/><w:lvlText w:val="Điều %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num></w:numbering>"""
STYLES = f"""<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Hoa"><w:rPr><w:caps/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Mu"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>"""


def _numbered(text: str, number: int, level: int) -> str:
    return _p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers() -> None:
    body = "".join(
        [
            _p("Một", '<w:pStyle w:val="Muc"/>'), _numbered("a", 5, 1), _numbered("b", 5, 1), _numbered("x", 5, 2),
            _p("Hai", '<w:pStyle w:val="Muc"/>'), _numbered("a", 5, 1), _numbered("Như trên;", 6, 0),
            _numbered("Chín", 7, 0), _numbered("Mười", 7, 0), _numbered("không", 0, 0),
        ]
    )  # fmt: skip
    assert _text(body, {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES}).splitlines() == [
        "Điều 1. Một", "a) a", "b) b", "1.2.1 x", "Điều 2. Hai", "a) a", "- Như trên;", "Điều 9. Chín", "Điều 10. Mười", "không",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [(27, "lowerLetter", "aa"), (1994, "lowerRoman", "mcmxciv"), (5000, "upperRoman", "5000")],
)
def test_counting(number: int, form: str, text: str) -> None:
    assert counted(number, form) == text


def test_how_runs_are_set_changes_what_they_say() -> None:
    def set_(text: str, properties: str) -> str:
        return run(text, properties)

    body = (
        f"<w:p><w:pPr><w:pStyle w:val='Hoa'/></w:pPr>{run('Bộ Y tế')}</w:p>"
        f"<w:p>{run('m')}{set_('2', RAISED)}{run(' Chính phủ')}{set_('1', RAISED)}"
        f"{set_('ẩn', '<w:vanish/>')}<w:r><w:noBreakHyphen/><w:sym w:font='Wingdings' w:char='F0FC'/><w:tab/><w:t>x</w:t></w:r></w:p>"
        f"<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType='separate'/></w:r>{run('7')}</w:p>"
        f"<w:p><w:hyperlink>{run('liên kết')}</w:hyperlink><w:sdt><w:sdtContent>{run(' ô')}</w:sdtContent></w:sdt></w:p>"
    )
    assert _text(body, {"word/styles.xml": STYLES}) == "BỘ Y TẾ\nm2 Chính phủ¹--\tx\n7\nliên kết ô\n"


def test_notes_come_last_with_their_marks() -> None:
    body = f"<w:p>{run('Chính phủ')}<w:r><w:footnoteReference w:id='3'/></w:r>{run(' và')}</w:p>{_p('hết')}"
    assert _text(body, footnotes={"³": "Về ban hành"}) == "Chính phủ¹ và\nhết\n\n¹  Về ban hành\n"


def test_fonts_of_old_encodings_are_read_by_their_names() -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    assert _text(f"<w:p>{run('Céng hoµ x· héi', font)}</w:p>") == "Cộng hoà xã hội\n"
    assert _text(f"<w:p>{run('Cộng hòa xã hội chủ nghĩa', font)}</w:p>") == "Cộng hòa xã hội chủ nghĩa\n"


def test_headers_are_left_out_unless_the_letterhead_stands_there() -> None:
    header = {"word/header1.xml": f'<w:hdr xmlns:w="{_W}">{_p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")}</w:hdr>'}
    assert _text(_p("Thân"), header) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nThân\n"
    assert _text(_p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), header).count("CỘNG") == 1


def test_the_tab_behind_a_list_marker_is_one_blank() -> None:
    assert (
        _text(_p("-\tNhư trên;") + _p("1.\tMột") + _p("VĂN PHÒNG\tCỘNG HÒA"))
        == "- Như trên;\n1. Một\nVĂN PHÒNG\tCỘNG HÒA\n"
    )


def _field(code: str, shown: str) -> str:
    """A field of Word: its code, which may hold another field, and what it shows."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}{code}{mark('separate')}{shown}{mark('end')}"


def test_codes_of_nested_fields_are_left_out() -> None:
    code = "<w:r><w:instrText> IF &quot;</w:instrText></w:r>" + _field("", run("88/2018/NĐ-CP"))
    outer = _field(code, run("15/2020/NĐ-CP"))
    assert (
        _text(f"<w:p>{run('Nghị định số ')}{outer}{run(' ngày')}</w:p>")
        == "Nghị định số 15/2020/NĐ-CP ngày\n"
    )
    unended = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert _text(f"<w:p>{run('một ')}{unended}{run('hai')}</w:p>") == "một hai\n"


def test_characters_of_the_symbol_font() -> None:
    slash, minus = (
        "<w:r><w:sym w:font='Symbol' w:char='F02F'/></w:r>",
        "<w:r><w:sym w:font='Symbol' w:char='F02D'/></w:r>",
    )
    assert (
        _text(f"<w:p>{run('số 15')}{slash}{run('2020/NĐ')}{minus}{run('CP')}</w:p>") == "số 15/2020/NĐ-CP\n"
    )


def test_struck_out_words_are_left_out_and_told() -> None:
    kept = run("13", "<w:strike w:val='0'/>")
    body = f"<w:p>{run('Số ')}{run('12', '<w:strike/>')}{kept}</w:p>"
    source = formats.decode("a.docx", package(document(body), notes({})))
    assert source.text == "Số 13\n"
    assert [one.code for one in source.findings] == ["VL910"]


def _with_chunk(name: str, text: str) -> Source:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="c1" Type="{kind}" Target="{name}"/></Relationships>'
    )
    parts = {"word/_rels/document.xml.rels": links, f"word/{name}": text}
    main = document(_p("Nội dung:") + '<w:altChunk r:id="c1"/>' + _p("Hết."))
    return formats.decode("a.docx", package(main, notes({}), parts))


def test_parts_in_another_format_stand_in_their_place() -> None:
    pytest.importorskip("lxml", reason="pip install 'vnlegal[html]'")
    page = "<html><body><p>Căn cứ Nghị định số 15/2020/NĐ-CP.</p><p>Hai.</p></body></html>"
    assert _with_chunk("a.html", page).text == "Nội dung:\nCăn cứ Nghị định số 15/2020/NĐ-CP.\nHai.\nHết.\n"
    unread = _with_chunk("a.rtf", "{\\rtf1 x}")
    assert unread.text == "Nội dung:\nHết.\n"
    assert [one.code for one in unread.findings] == ["VL909"]


def test_parts_named_with_backslashes() -> None:
    made, out = zipfile.ZipFile(io.BytesIO(package(document(_p("Thân")), notes({})))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in made.namelist():
            info = zipfile.ZipInfo(name)
            info.filename = name.replace("/", "\\")
            archive.writestr(info, made.read(name))
    assert formats.decode("a.docx", out.getvalue()).text == "Thân\n"
