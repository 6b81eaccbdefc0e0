"""DOCX: the body in order, tables as cells, text boxes once, notes at the end, changes accepted.

Read straight from the XML (ECMA-376): the letterhead, the number and the signature of Vietnamese
documents stand in tables and text boxes, which a list of paragraphs leaves out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from posixpath import normpath
from xml.etree.ElementTree import Element

from .. import late
from . import html, plain
from .encodings import is_vietnamese, of_font
from .frame import Reading, Refusal, remark
from .kinds import is_page
from .numbering import Numbering
from .package import open_zip, part, xml
from .signs import signs
from .styles import Look, Styles
from .writer import Writer, superscript

_UNIT = late.regex(r"(?<!\p{L})(?:[kdcm]?m|10)$")
_SYMBOLS = {0xF0B7: "•", 0xF0D8: "-", 0xF0FC: "-", 0xF0A7: "-", 0xF0E0: "→", 0xF0BE: "-"}
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_INSERTED = (
    "ins",
    "moveTo",
    "hyperlink",
    "smartTag",
    "customXml",
    "sdtContent",
    "sdt",
    "fldSimple",
    "dir",
    "bdo",
)


def read(data: bytes) -> Reading:
    """The text of the main part, then the notes."""
    try:
        return _Body(open_zip(data)).reading()
    except RecursionError as error:
        raise Refusal("tệp lồng nhau quá sâu") from error


class _Body:
    """Walks the parts of one document once."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        names = package.namelist()
        main = next(
            (name for name in names if name.startswith("word/document") and name.endswith(".xml")), None
        )
        if main is None:
            raise Refusal("không có phần word/document.xml")
        self.root = xml(part(package, main))
        self.w = self.root.tag[: -len("document")]
        self.styles = Styles(self._part("word/styles.xml"), self.w)
        self.numbering = Numbering(self._part("word/numbering.xml"), self.w)
        self.writer = Writer()
        self.look = Look()
        self.note_parts: dict[str, dict[str, Element]] = {}
        self.notes: list[tuple[str, Element]] = []
        self.boxes: list[Element] = []
        self.fields: list[bool] = []
        self.ended = _ended_fields(self.root, self.w)
        self.struck = 0
        self.paragraphs = 0
        self.old = False
        self.may_be_old = not is_vietnamese("".join(self.root.itertext()), 0.02)
        self.tags: dict[str, Callable[[Element], None]] = {
            "p": self._paragraph, "tbl": self._table, "r": self._run, "AlternateContent": self._choice,
            "oMath": self._formula, "oMathPara": self._formula, "altChunk": self._chunk,
            **dict.fromkeys(_INSERTED, self._all),
        }  # fmt: skip

    def _part(self, name: str) -> Element | None:
        try:
            return xml(part(self.package, name))
        except KeyError:
            return None

    def reading(self) -> Reading:
        """The whole text."""
        body = self.root.find(f"{self.w}body")
        if body is None:
            raise Refusal("không có nội dung")
        self._letterhead(body)
        self._all(body)
        self._notes()
        if self.struck:
            self.writer.remark(remark("VL910", f"bỏ {self.struck} đoạn chữ bị gạch ngang"))
        return self.writer.reading()

    def _letterhead(self, body: Element) -> None:
        """A header of the page is left out, unless the letterhead stands there and not in the body."""
        if "heading" in signs("".join(body.itertext())):
            return
        for name in sorted(n for n in self.package.namelist() if n.startswith("word/header")):
            root = self._part(name)
            if root is not None and "heading" in signs("".join(root.itertext())):
                self._all(root)
                return

    def _all(self, parent: Element) -> None:
        for child in parent:
            step = self.tags.get(_name(child))
            if step is not None:
                step(child)

    def _choice(self, element: Element) -> None:
        """Of alternative contents the first; a text box comes once."""
        if len(element):
            self._all(element[0])
            self.boxes += self._inner_boxes(element[0])

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{self.w}pPr")
        self.paragraphs += 1
        if not self.writer.line:
            self.writer.locate(f"đoạn {self.paragraphs}")
        before, self.look = self.look, self._look(paragraph, properties)
        outer, self.boxes = self.boxes, []
        if not self.writer.line:
            self.writer.put(self._number(properties))
        self._all(paragraph)
        boxes, self.boxes = self.boxes, outer
        if properties is None or properties.find(f"{self.w}rPr/{self.w}del") is None:
            self.writer.rest()
        for box in boxes:
            self._all(box)
        self.look = before

    def _look(self, paragraph: Element, properties: Element | None) -> Look:
        """The look of a paragraph; in one with Vietnamese letters, fonts of old encodings mean nothing."""
        look = self.styles.paragraph(properties)
        self.old = self.may_be_old and not is_vietnamese("".join(paragraph.itertext()))
        return look

    def _number(self, properties: Element | None) -> str:
        number, level, style = self.styles.numbering(properties)
        if number in (None, "0"):
            return ""
        at = level if level is not None else self.numbering.level_of_style(number or "", style or "")
        return self.numbering.next(number or "", at)

    def _run(self, run: Element) -> None:
        look = self.styles.run(run.find(f"{self.w}rPr"), self.look)
        for child in run:
            name = _name(child)
            if name == "fldChar":
                self._field(child)
            elif look.hidden or any(self.fields):
                continue
            elif look.struck:
                self.struck += name == "t"
            elif name in ("t", "sym", "noBreakHyphen"):
                self._words(self._text(name, child), look)
            elif name in ("tab", "ptab"):
                self.writer.put("\t")
            elif name in ("br", "cr"):
                self.writer.rest()
            elif name in ("footnoteReference", "endnoteReference"):
                self._reference(name.removesuffix("Reference"), child)
            elif name in ("drawing", "pict", "object"):
                self.boxes += self._inner_boxes(child)
            elif name == "AlternateContent":
                self._choice(child)
            elif name == "ruby":
                self._all(next(child.iter(f"{self.w}rubyBase"), child))

    def _text(self, name: str, child: Element) -> str:
        if name == "sym":
            return _symbol(child.get(f"{self.w}char", ""))
        return "-" if name == "noBreakHyphen" else (child.text or "")

    def _words(self, words: str, look: Look) -> None:
        restore = of_font(look.font) if self.old else None
        if restore is not None:
            words = restore(words)
        if look.capitals:
            words = words.upper()
        if look.raised and words.strip().isdecimal() and not _UNIT.search(self.writer.line[-4:]):
            words = superscript(words.strip())
        self.writer.put(words.replace("\n", " "))

    def _field(self, mark: Element) -> None:
        """Codes of fields are left out, also of fields inside them; what never ends is no field."""
        kind = mark.get(f"{self.w}fldCharType")
        if kind == "begin" and mark in self.ended:
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _chunk(self, element: Element) -> None:
        """A part in another format that Word shows in this place (altChunk)."""
        try:
            words = self._foreign(element.get(_RELATED, ""))
        except (Refusal, KeyError, UnicodeDecodeError) as error:
            self.writer.remark(remark("VL909", f"có một phần chèn (altChunk) không đọc được: {error}"))
            return
        for line in words.splitlines():
            self.writer.put(line)
            self.writer.rest()

    def _foreign(self, related: str) -> str:
        links = self._part("word/_rels/document.xml.rels")
        target = next((one.get("Target", "") for one in links or () if one.get("Id") == related), "")
        name = target.lstrip("/") if target.startswith("/") else normpath(f"word/{target}")
        data = part(self.package, name)
        if is_page(data, ".html"):
            return html.read(data).text
        if plain.is_text(data) and not data.startswith(b"{\\rtf"):
            return plain.read(data).text
        raise Refusal(name)

    def _inner_boxes(self, element: Element) -> list[Element]:
        """The text boxes of a drawing, each once."""
        found: list[Element] = []
        for child in element:
            if _name(child) == "AlternateContent":
                found += self._inner_boxes(child[0]) if len(child) else []
            elif child.tag == f"{self.w}txbxContent":
                found.append(child)
            else:
                found += self._inner_boxes(child)
        return found

    def _formula(self, element: Element) -> None:
        self.writer.put("".join(child.text or "" for child in element.iter() if _name(child) == "t"))

    def _reference(self, kind: str, element: Element) -> None:
        if element.get(f"{self.w}customMarkFollows") in ("1", "true", "on"):
            return
        if kind not in self.note_parts:
            root = self._part(f"word/{kind}s.xml")
            self.note_parts[kind] = (
                {} if root is None else {note.get(f"{self.w}id", ""): note for note in root}
            )
        note = self.note_parts[kind].get(element.get(f"{self.w}id", ""))
        if note is not None:
            label = superscript(str(len(self.notes) + 1))
            self.notes.append((label, note))
            self.writer.put(label)

    def _notes(self) -> None:
        """The notes below the text, each with its mark."""
        for label, note in self.notes:
            self.writer.gap()
            self.writer.put(f"{label} ")
            self._all(note)

    def _table(self, table: Element) -> None:
        rows = [list(self._inside(row, "tc")) for row in self._inside(table, "tr") if not self._deleted(row)]
        barred = any(sum(1 for cell in row if _filled(cell)) > 1 for row in rows)
        self.writer.end()
        for row in rows:
            for cell in row:
                if barred:
                    self.writer.bar()
                if not self._continues(cell):
                    self._all(cell)
            if barred:
                self.writer.bar()

    def _inside(self, parent: Element, name: str) -> Iterator[Element]:
        """Rows or cells, also those wrapped in content controls."""
        for child in parent:
            if child.tag == self.w + name:
                yield child
            elif _name(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self._inside(child, name)

    def _deleted(self, row: Element) -> bool:
        return row.find(f"{self.w}trPr/{self.w}del") is not None

    def _continues(self, cell: Element) -> bool:
        """Whether a cell is the lower part of the cell above it."""
        merge = cell.find(f"{self.w}tcPr/{self.w}vMerge")
        return merge is not None and merge.get(f"{self.w}val", "continue") == "continue"


def _symbol(code: str) -> str:
    """A character of the font Symbol or Wingdings; the marks and digits of the first stand as in ASCII.

    >>> _symbol("F02F"), _symbol("F0B7"), _symbol("2013")
    ('/', '•', '–')
    """
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if not 0xF000 <= value <= 0xF0FF:
        return chr(value) if 0x20 <= value < 0xD800 else ""
    plain_char = chr(value - 0xF000)
    return _SYMBOLS.get(value) or (plain_char if plain_char in " !%()*+,-./0123456789:;<=>?[]_{|}" else "")


def _ended_fields(root: Element, w: str) -> set[Element]:
    """The marks that begin a field which also ends."""
    open_marks: list[Element] = []
    ended: set[Element] = set()
    for mark in root.iter(f"{w}fldChar"):
        kind = mark.get(f"{w}fldCharType")
        if kind == "begin":
            open_marks.append(mark)
        elif kind == "end" and open_marks:
            ended.add(open_marks.pop())
    return ended


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _filled(cell: Element) -> bool:
    return any(child.text and child.text.strip() for child in cell.iter() if _name(child) == "t")
