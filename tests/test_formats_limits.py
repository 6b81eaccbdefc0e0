"""Files that mean harm, archives, messages: what is refused, and that the next file is still read."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from makers.pages import Page, Paragraph, letter
from makers.write_docx import document, notes, package, to_docx
from makers.write_html import to_html

import vnlegal
from vnlegal import formats
from vnlegal.formats import archives, edxml
from vnlegal.formats.frame import Refusal
from vnlegal.formats.guard import Guard

DOCX = to_docx(Page([Paragraph("Số: 1/QĐ-TTg")]))


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _refused(name: str, data: bytes, why: str) -> None:
    with pytest.raises(formats.UnreadableFile, match=why):
        formats.decode(name, data)
    assert formats.decode("a.docx", DOCX).text == "Số: 1/QĐ-TTg\n"


def test_zip_bomb() -> None:
    bomb = b"<w:document>" + b" " * (101 * 2**20)
    _refused("a.docx", _zip({"word/document.xml": bomb}), "giải nén ra quá 100 MB")


def test_entities_and_external_references() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]>'
    main = document("<w:p><w:r><w:t>&y;</w:t></w:r></w:p>")
    _refused("a.docx", package(bomb + main, notes({})), "DOCTYPE")
    outside = '<!DOCTYPE edXML SYSTEM "file:///etc/passwd"><edXML/>'
    _refused("a.edxml", outside.encode(), "DOCTYPE")
    page = '<!DOCTYPE html [<!ENTITY z SYSTEM "file:///etc/passwd">]><html><body><p>a &z; b</p></body></html>'
    assert "root:" not in formats.decode("a.html", page.encode()).text


@pytest.mark.parametrize(
    "data", [DOCX[:200], _zip({"word/document.xml": b"<w"}), _zip({"word/documents.txt": b"x"})]
)
def test_broken_packages(data: bytes) -> None:
    _refused("a.docx", data, "hỏng|không có|không phải")


def test_locked_files() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    _refused("a.docx", locked, "mật khẩu")


def test_deep_nesting_does_not_end_the_program() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    _refused("a.docx", package(document(deep), notes({})), "lồng nhau quá sâu")


def test_time_and_memory() -> None:
    slow = Guard(seconds=0.01)
    with pytest.raises(Refusal, match=r"quá 0\.01 giây"):
        slow.read("DOCX", DOCX)
    slow.stop()
    small = Guard(megabytes=60)
    large = package(document("<w:p/>" * 2_000_000), notes({}))
    with pytest.raises(Refusal, match="bộ nhớ"):
        small.read("DOCX", large)
    assert small.read("DOCX", DOCX).text == "Số: 1/QĐ-TTg\n"
    small.stop()


def test_a_child_that_dies_is_replaced() -> None:
    guard = Guard()
    guard.read("DOCX", DOCX)
    assert guard._child is not None
    guard._child.kill()
    guard._child.wait()
    assert guard.read("DOCX", DOCX).text == "Số: 1/QĐ-TTg\n"
    guard.stop()


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Số 1")
    monkeypatch.setattr(formats, "MAX_BYTES", 2)
    with pytest.raises(formats.UnreadableFile, match="lớn hơn"):
        formats.read(path)


NETWORK = """
import sys
seen = []
sys.addaudithook(lambda event, args: seen.append(event) if event.startswith("socket.") else None)
from vnlegal.formats import FORMATS
formats = {one.name: one for one in FORMATS}
for name in sys.argv[1:]:
    kind, path = name.split("=")
    try:
        formats[kind].read(open(path, "rb").read())
    except Exception as error:
        print(kind, type(error).__name__)
print("sockets", seen)
"""


def test_no_network(tmp_path: Path) -> None:
    """Neither reading nor the guard opens a socket, whatever a file points at."""
    pytest.importorskip("lxml")
    page = "<html><head><link rel='stylesheet' href='http://127.0.0.1:9/x.css'></head><body><img src='http://127.0.0.1:9/x.png'><p>Số 1</p><iframe src='http://127.0.0.1:9/'></iframe></body></html>"
    (tmp_path / "a.html").write_text(page)
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="attachedTemplate" Target="http://127.0.0.1:9/a.dotm" TargetMode="External"/></Relationships>'
    (tmp_path / "a.docx").write_bytes(
        package(
            document("<w:p><w:r><w:t>x</w:t></w:r></w:p>"), notes({}), {"word/_rels/settings.xml.rels": rels}
        )
    )
    (tmp_path / "a.edxml").write_bytes(_message({"a.docx": DOCX}))
    arguments = [f"HTML={tmp_path}/a.html", f"DOCX={tmp_path}/a.docx", f"edXML={tmp_path}/a.edxml"]
    done = subprocess.run(
        [sys.executable, "-c", NETWORK, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout == "sockets []\n"


# Archives


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    data = _zip(
        {
            "b/a.docx": DOCX,
            "a.txt": "Số 2".encode(),
            "x.exe": b"MZ",
            ".hidden.txt": b"x",
            "d.zip": b"PK",
            "công văn.txt": b"3",
        }
    )
    (tmp_path / "z.ZIP").write_bytes(data)
    found = [str(path.relative_to(tmp_path)) for path in formats.expand([tmp_path])]
    assert found == ["z.ZIP/a.txt", "z.ZIP/b/a.docx", "z.ZIP/công văn.txt", "z.ZIP/d.zip"]
    assert formats.read(tmp_path / "z.ZIP/b/a.docx").text == "Số: 1/QĐ-TTg\n"
    assert formats.read(tmp_path / "z.ZIP/a.txt").text == "Số 2"
    for name, why in (("d.zip", "lồng"), ("none.txt", "không có tệp này")):
        with pytest.raises(formats.UnreadableFile, match=why):
            formats.read(tmp_path / "z.ZIP" / name)


def test_paths_that_lead_out_of_an_archive_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("mật")
    (tmp_path / "z.zip").write_bytes(_zip({"../secret.txt": b"x", "/etc/a.txt": b"x", "C:\\a.txt": b"x"}))
    for path in formats.expand([tmp_path / "z.zip"]):
        assert "~" in path.parts
        with pytest.raises(formats.UnreadableFile, match="ngoài tệp nén"):
            formats.read(path)


def test_archives_that_are_broken_or_hold_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "z.zip").write_bytes(b"PK\x03\x04 nothing")
    assert list(formats.expand([tmp_path / "z.zip"])) == [tmp_path / "z.zip"]
    with pytest.raises(formats.UnreadableFile, match="hỏng"):
        formats.read(tmp_path / "z.zip")
    (tmp_path / "y.zip").write_bytes(_zip({"a.txt": b"x" * 2000, "b.txt": b"y"}))
    monkeypatch.setattr(archives, "MAX_FILE", 1000)
    with pytest.raises(formats.UnreadableFile, match="giải nén ra quá"):
        formats.read(tmp_path / "y.zip/a.txt")
    assert formats.read(tmp_path / "y.zip/b.txt").text == "y"
    monkeypatch.setattr(archives, "MAX_FILES", 1)
    assert list(formats.expand([tmp_path / "y.zip"])) == [tmp_path / "y.zip"]


# edXML


def _message(files: dict[str, bytes], number: str = "1906", zipped: bool = False) -> bytes:
    head = f"""<edXML xmlns="{edxml.NAMESPACE}"><edXML:edXMLEnvelope xmlns:edXML="{edxml.NAMESPACE}"><edXML:edXMLHeader><edXML:MessageHeader>
<edXML:From><edXML:OrganId>G22</edXML:OrganId><edXML:OrganName>Văn phòng Chính phủ</edXML:OrganName></edXML:From>
<edXML:To><edXML:OrganName>Bộ Khoa học và Công nghệ</edXML:OrganName></edXML:To>
<edXML:Code><edXML:CodeNumber>{number}</edXML:CodeNumber><edXML:CodeNotation>VPCP-KGVX</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:Place>Hà Nội</edXML:Place><edXML:PromulgationDate>2021/03/23</edXML:PromulgationDate></edXML:PromulgationInfo>
<edXML:DocumentType><edXML:TypeName>Công văn</edXML:TypeName></edXML:DocumentType>
<edXML:Subject>V/v thực hiện NQ số 50/NQ-CP ngày 17/4/2020 của Chính phủ</edXML:Subject>
<edXML:SignerInfo><edXML:FullName></edXML:FullName></edXML:SignerInfo>
<edXML:ToPlaces><edXML:Place>Như trên</edXML:Place></edXML:ToPlaces></edXML:MessageHeader></edXML:edXMLHeader></edXML:edXMLEnvelope><AttachmentEncoded>"""
    parts = ""
    for name, data in files.items():
        coded = base64.b64encode(_zip({f"0{name}": data}) if zipped else data).decode()
        parts += f"<Attachment><AttachmentName>{name}</AttachmentName><ContentTransferEncoded>{coded}</ContentTransferEncoded></Attachment>"
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{head}{parts}</AttachmentEncoded></edXML>".encode()


@pytest.mark.parametrize("zipped", [False, True])
def test_the_document_of_a_message_is_its_text(letters: tuple[Path, ...], zipped: bool) -> None:
    page = letter(letters[1].read_text("utf-8"))
    source = formats.decode("a.edxml", _message({"1906.docx": to_docx(page)}, zipped=zipped))
    assert source.text == formats.decode("a.docx", to_docx(page)).text
    assert source.findings == ()
    other = formats.decode("a.edxml", _message({"1906.docx": to_docx(page)}, number="1907"))
    assert [one.message for one in other.findings] == [
        "phần đầu edXML ghi số “1907/VPCP-KGVX”, trong văn bản không thấy"
    ]


def test_a_message_without_readable_attachment_gives_its_header() -> None:
    source = formats.decode("a.edxml", _message({"a.docx": b"PK word/document broken"}))
    document = vnlegal.parse(source)
    assert str(document.preface.number.value) == "1906/VPCP-KGVX"  # type: ignore[union-attr]
    assert str(document.preface.date.value) == "2021-03-23"  # type: ignore[union-attr]
    assert [one.code for one in source.findings] == ["VL906"]
    assert "a.docx" in source.findings[0].message


def test_html_in_a_message() -> None:
    pytest.importorskip("lxml")
    html = to_html(Page([Paragraph("Số: 1906/VPCP-KGVX")])).encode()
    assert formats.decode("a.xml", _message({"a.html": html})).text == "Số: 1906/VPCP-KGVX\n"
