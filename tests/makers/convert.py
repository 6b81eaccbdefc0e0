"""DOCX to DOC, RTF and PDF by LibreOffice; PDF to scans by Poppler."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
POPPLER = shutil.which("pdftoppm")
TESSERACT = shutil.which("tesseract")


def office(data: bytes, suffix: str, kind: str) -> bytes:
    """A document in another format, as LibreOffice writes it."""
    return offices([data], suffix, kind)[0]


def offices(documents: Sequence[bytes], suffix: str, kind: str) -> list[bytes]:
    """Documents in another format, by one start of LibreOffice."""
    assert OFFICE
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder, f"{n}{suffix}") for n in range(len(documents))]
        for source, data in zip(sources, documents, strict=True):
            source.write_bytes(data)
        subprocess.run(
            [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", folder, *map(str, sources)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return [source.with_suffix(f".{kind.split(':')[0]}").read_bytes() for source in sources]


def scan(pdf: bytes, dpi: int = 200) -> bytes:
    """A PDF of pictures of the pages, without any text."""
    assert POPPLER
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "a.pdf")
        source.write_bytes(pdf)
        subprocess.run(
            [POPPLER, "-r", str(dpi), "-gray", "-png", str(source), str(Path(folder, "p"))],
            check=True,
            timeout=120,
        )
        first, *more = [Image.open(path) for path in sorted(Path(folder).glob("p*.png"))]
        out = Path(folder, "scan.pdf")
        first.save(out, save_all=True, append_images=more, resolution=dpi)
        return out.read_bytes()
