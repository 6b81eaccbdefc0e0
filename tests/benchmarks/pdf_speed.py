"""How long the text of a PDF takes in reading order, beside the bare text that PDFium gives of it.

    python tests/benchmarks/pdf_speed.py FOLDER [--write]

Files of born-digital pages, each with the best of several turns that alternate, in one process on one core,
which looks for circles of objects as seldom as the child process that reads files does.  PDFium gives the
letters as they were drawn; ours are lines, columns, tables and paragraphs, without running heads.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import figures  # noqa: E402

from vnlegal.formats import ocr, pdf  # noqa: E402
from vnlegal.formats.worker import settle  # noqa: E402

_TURNS = 5


def bare(data: bytes) -> int:
    """The text of all pages by PDFium alone; how many pages there are."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    count = len(document)
    document.close()
    return count


def seconds(read: Callable[[bytes], object], data: bytes) -> float:
    """Processor time of one reading."""
    begun = time.process_time()
    read(data)
    return time.process_time() - begun


def measure(files: list[bytes]) -> tuple[int, float, float]:
    """Pages, and milliseconds a page by PDFium alone and in reading order."""
    pages, plain, ours = 0, 0.0, 0.0
    for data in files:
        pages += bare(data)
        turns = [(seconds(bare, data), seconds(pdf.read, data)) for _ in range(_TURNS)]
        plain += min(one for one, _ in turns)
        ours += min(one for _, one in turns)
    return pages, plain / pages * 1e3, ours / pages * 1e3


def main() -> None:
    """Measure and print, or write into docs/performance.md."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--write", action="store_true", help="into docs/performance.md")
    given = ask.parse_args()
    ocr.available = lambda: False  # pictures are left out: their time is that of another program
    settle()
    pages, plain, ours = measure([one.read_bytes() for one in sorted(given.folder.glob("*.pdf"))])
    rows = [
        f"| pages read, born digital | {pages} |",
        f"| PDFium alone, letters as drawn | {plain:.1f} ms a page |",
        f"| in reading order | {ours:.1f} ms a page, {ours / plain:.1f} times that |",
    ]
    print("\n".join(rows))
    if given.write:
        figures.write("pdf_speed", rows)


if __name__ == "__main__":
    main()
