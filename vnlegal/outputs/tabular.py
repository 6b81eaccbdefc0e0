"""A table as an office takes it: CSV for a spreadsheet, Markdown, a workbook (XLSX), a document (DOCX)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from ..language import tr
from .frame import plain_cell

_WIDE, _NARROW = 60, 24  # widths of columns of sentences and of others
_NAMES = ("mức", "văn bản", "tên", "điều khoản", "cơ quan không còn", "bởi")
_FILE = "tệp"  # a column that a printed page has no room for


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the name of its sheet, the day that it holds for, a caution, heads and lines of cells."""

    title: str
    sheet: str
    day: str
    caution: str
    heads: list[str]
    rows: list[list[str]]

    @property
    def note(self) -> str:
        """The day and the caution."""
        return f"{tr('Tính đến {day}.', day=self.day)} {self.caution}"

    def as_csv(self) -> str:
        """One row a line, with a byte-order mark: people open it in a spreadsheet."""
        page = io.StringIO()
        writer = csv.writer(page, lineterminator="\n")
        writer.writerow(map(tr, self.heads))
        writer.writerows([plain_cell(cell) for cell in row] for row in self.rows)
        return "\ufeff" + page.getvalue()

    def as_markdown(self) -> str:
        """A heading, the table, the caution."""
        cells = [list(map(tr, self.heads)), ["---"] * len(self.heads), *self.rows]
        table = "\n".join(
            f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in cells
        )
        return f"# {self.title}, {self.day}\n\n{table}\n\n{self.caution}\n"

    def as_workbook(self) -> bytes:
        """A workbook (XLSX) with a filter; raises ImportError where openpyxl is not installed."""
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter

        book: Any = Workbook()
        sheet = book.active
        sheet.title = self.sheet
        sheet.append(list(map(tr, self.heads)))
        for row in self.rows:
            sheet.append([plain_cell(cell) for cell in row])
        for at, name in enumerate(self.heads, 1):
            sheet.column_dimensions[get_column_letter(at)].width = (
                _WIDE if name.startswith("câu") else _NARROW
            )
            sheet.cell(1, at).font = Font(bold=True)
        for line in sheet.iter_rows(min_row=2):
            for cell in line:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
        book.create_sheet(tr("Ghi chú")).append([f"{self.title}. {self.note}"])
        page = io.BytesIO()
        book.save(page)
        return page.getvalue()

    def as_document(self) -> bytes:
        """A Word document (DOCX), the heads on every page; raises ImportError without python-docx."""
        import docx
        from docx.enum.section import WD_ORIENT
        from docx.oxml import OxmlElement
        from docx.shared import Cm, Pt

        made: Any = docx.Document()
        section = made.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.2)
        made.styles["Normal"].font.size = Pt(8)
        made.add_heading(self.title, 1)
        made.add_paragraph(self.note)
        shown = [at for at, name in enumerate(self.heads) if name != _FILE]
        table = made.add_table(rows=1, cols=len(shown), style="Table Grid")
        table.autofit = False
        widths = self._widths([self.heads[at] for at in shown], section.page_width - 2 * Cm(1.2))
        for cell, at in zip(table.rows[0].cells, shown, strict=True):
            cell.paragraphs[0].add_run(tr(self.heads[at])).bold = True
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in self.rows:
            for cell, at in zip(table.add_row().cells, shown, strict=True):
                cell.text = row[at]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
        page = io.BytesIO()
        made.save(page)
        return page.getvalue()

    def _widths(self, heads: list[str], width: int) -> list[int]:
        """A share of the page for each column: sentences have three, names of documents and bodies two."""
        shares = [3 if one.startswith("câu") else 2 if one in _NAMES else 1 for one in heads]
        return [width * share // sum(shares) for share in shares]
