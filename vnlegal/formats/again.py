"""The number and the day of a scan, read again by another engine (RapidOCR), whose models lie in its package.

A number that was stamped or written by hand is read wrongly by every engine now and then, and each is sure
of it.  What Tesseract and RapidOCR, at two resolutions, read alike is taken; everything else is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import regex

from .. import late
from ..vocabulary import table
from .repairs import bare

# "Số: 1139/QĐ-TTg" as either engine spells it, letters bare and small.
_NUMBER = late.regex(
    r"(?:^|\b)(?:s.{0,2}[:.;,]+\s*)?(?P<serial>[\dfhlois|\]]{1,2}(?:\s?[\dfhlois|\]]){0,4}[a-z]?)\s*[/|⁄]\s*"
    r"(?P<rest>(?:(?:19|20)\d\d\s*[/|]\s*)?[a-z]{1,8}(?:\s?[-–—]\s?[a-z\d.]{1,10}){0,3})"
)
# "ngày 09 tháng 10 năm 2024".
_DATE = late.regex(r"ngay\s*(?P<day>\S{1,3})\s*thang\s*(?P<month>\d{1,2})\s*nam\s*(?P<year>(?:19|20)\d\d)")
# What a digit written by hand is taken for; a barred 7 looks like an F, 11 like an H. Never asserted.
_DIGITS = str.maketrans({**dict(zip("foli|]", "701111", strict=True)), "h": "11"})


class Line(NamedTuple):
    """A line of text and its box in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Number(NamedTuple):
    """A reading of the own number: its digits (None if not all were digits) and what follows the slash."""

    serial: str | None
    rest: str
    sure: bool


@cache
def engine() -> Any:
    """The second engine, or None where it is not installed."""
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    quiet = {"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": 1}
    return RapidOCR(params=quiet)


def lines(picture: bytes) -> list[Line]:
    """The lines on a portable grey map, by the second engine; [] where it is not installed."""
    reader = engine()
    if reader is None:
        return []
    import numpy

    head, _, pixels = picture.partition(b"\n")
    wide, high = map(int, head.split()[1:3])
    grey = numpy.frombuffer(pixels, dtype=numpy.uint8).reshape(high, wide)
    seen = reader(numpy.stack([grey] * 3, axis=2), use_det=True, use_cls=False, use_rec=True)
    if seen.boxes is None or seen.txts is None:
        return []
    return [
        Line(text, box[:, 0].min(), box[:, 1].min(), box[:, 0].max(), box[:, 1].max())
        for box, text in zip(seen.boxes, seen.txts, strict=True)
    ]


def number(texts: Iterable[str]) -> Number | None:
    """The own number on one of some lines.

    >>> number(["Sô: 1139/QD-TTg"]), number(["S: FOF/QD-TTg"])
    (Number(serial='1139', rest='qd-ttg', sure=True), Number(serial='707', rest='qd-ttg', sure=False))
    """
    for text in texts:
        if match := _NUMBER.search(bare(text)):
            serial = regex.sub(r"\s", "", match["serial"])
            digits = serial.translate(_DIGITS)
            rest = regex.sub(r"\s", "", match["rest"])
            return Number(digits if digits.isdigit() else None, rest, serial == digits)
    return None


def date(texts: Iterable[str]) -> tuple[str | None, str, str] | None:
    """Day, month and year on one of some lines; the day is None if it is no number.

    >>> date(["Hà Nôi, ngày 09 tháng 10 nam 2024"])
    ('09', '10', '2024')
    """
    for text in texts:
        if match := _DATE.search(bare(text)):
            return match["day"] if match["day"].isdigit() else None, match["month"], match["year"]
    return None


@cache
def _marked() -> dict[str, str]:
    """Abbreviations of types by their bare letters: "qd" is "QĐ"."""
    return {bare(short): short for row in table("doc_types")["doc_type"] for short in row.get("state", ())}


def symbol(rest: str) -> str:
    """What follows the slash of a number, spelt with its marks.

    >>> symbol("qd-ttg"), symbol("2026/tt-bct"), symbol("nq-hdnd")
    ('QĐ-TTg', '2026/TT-BCT', 'NQ-HĐND')
    """
    year, _, tail = rest.rpartition("/")
    kind, dash, issuer = tail.partition("-")
    spelt = {"ttg": "TTg", "hdnd": "HĐND", "ctn": "CTN"}.get(issuer, issuer.upper())
    return f"{year}/"[: len(year) + bool(year)] + _marked().get(kind, kind.upper()) + dash + spelt
