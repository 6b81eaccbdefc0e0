"""Scans: pictures of pages read by Tesseract with Vietnamese data, as a separate program."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import Any

from .columns import lay_out
from .frame import Format, Reading, Refusal, remark
from .paragraphs import write
from .rows import Glyph, Row, Segment
from .writer import Writer

DPI = 200
_TIMEOUT = 120


@dataclass(slots=True)
class Seen:
    """What OCR saw on one page, in points; `confidence` in percent."""

    rows: list[Row] = field(default_factory=list)
    confidence: float = 0.0
FORMAT = Format("ảnh quét", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), "image/*", lambda d, s: False, lambda d: Reading(""))
def page(document: Any, index: int) -> Seen:
    return Seen()
