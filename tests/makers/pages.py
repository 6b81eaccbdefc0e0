"""A page as blocks: paragraphs, rows of cells, notes; and how the four letters become such pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MOTTO = re.compile(r"C[ỘÔ]NG H(?:ÒA|OÀ|oà|òa) XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_DATE = re.compile(r"^\s*\S.{1,30}, ngày .{4,30}$")
_NOTE = re.compile(r"^([¹²³⁴⁵⁶⁷⁸⁹⁰]+) (.+)$")
_FURNITURE = re.compile(r"^(Nguồn tra cứu|Công văn 3598|25/04/2025|Tình trạng)")


@dataclass(frozen=True)
class Paragraph:
    """Lines of one paragraph; `align` is left, center or both (justified, first line indented)."""

    text: str
    align: str = "both"
    bold: bool = False


@dataclass(frozen=True)
class Row:
    """Cells side by side, each with its paragraphs; `widths` in percent; `ruled` draws the borders."""

    cells: tuple[tuple[Paragraph, ...], ...]
    widths: tuple[int, ...]
    ruled: bool = False


@dataclass
class Page:
    """Blocks from top to bottom, and notes by their marks (superscript digits in the text)."""

    blocks: list[Paragraph | Row] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def centred(*lines: str) -> tuple[Paragraph, ...]:
    """Lines in the middle of a cell."""
    return tuple(Paragraph(line, "center") for line in lines if line)


def flush(*lines: str) -> tuple[Paragraph, ...]:
    """Lines at the left edge of a cell."""
    return tuple(Paragraph(line, "left") for line in lines if line)


def letter(text: str) -> Page:
    """One of the four letters as a clerk would set it."""
    lines = [line.strip().replace("**", "") for line in text.splitlines()]
    around = [line for line in lines if _FURNITURE.match(line)]
    lines = [line for line in lines if line not in around]
    lines = [line for line in lines if not re.fullmatch(r"[-\s]+", line)]
    at = next(i for i, line in enumerate(lines) if line.startswith("Kính gửi"))
    close = next(i for i, line in enumerate(lines) if line.startswith("Nơi nhận"))
    page = Page([*(Paragraph(line, "left") for line in around[:-1]), _letterhead(lines[:at])])
    rest = [line for line in lines[at:close] if line]
    addressed = next(i for i, line in enumerate(rest) if i and line.endswith("."))
    page.blocks += [
        Paragraph(line, "center" if n == 0 else "left") for n, line in enumerate(rest[: addressed + 1])
    ]
    for line in rest[addressed + 1 :]:
        if match := _NOTE.match(line):
            page.notes[match[1]] = match[2]
        else:
            page.blocks.append(Paragraph(line))
    page.blocks.append(_closing([line for line in lines[close:] if line]))
    page.blocks += [Paragraph(line, "left") for line in around[-1:]]
    return page


def _letterhead(lines: list[str]) -> Row:
    left: list[str] = []
    right: list[str] = []
    for line in filter(None, lines):
        motto = _MOTTO.search(line)
        if motto:
            left += [line[: motto.start()].strip()] if line[: motto.start()].strip() else []
            right.append(motto[0])
        else:
            (right if line.startswith("Độc lập") or _DATE.match(line) else left).append(line)
    return Row((centred(*left), centred(*right)), (42, 58))


def _closing(lines: list[str]) -> Row:
    items = [i for i, line in enumerate(lines) if line.startswith("-")]
    end = items[-1] + 1
    signing = lines[end:]
    right = (*centred(*signing[:-1]), Paragraph("\n\n", "center"), *centred(*signing[-1:])) if signing else ()
    return Row((flush(*lines[:end]), right), (52, 48))
