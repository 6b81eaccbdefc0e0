"""Labels of plans: "Cơ quan chủ trì: …", "Thời gian thực hiện: …", and the blocks that they make.

A block says what is to be done (its heading, a label or the dashes under one), who leads, who helps, by when
and what comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .. import late
from ..text import Text, trim
from .charged import read_charged
from .outline import Item
from .wording import any_of

_BODY = rf"{any_of('label body')}(?:(?:,|/|\svà)\s?{any_of('label body')})?"
_LEAD = rf"{any_of('label lead')}(?:,?\s{any_of('label lead')})?"
_MORE = rf"(?:(?:,|\svà)?\s{any_of('label work more')})?"
_OUT = any_of("label product")
# What a label may be: "Cơ quan, đơn vị chủ trì thực hiện", "Thời hạn hoàn thành", "Sản phẩm/kết quả dự kiến".
_LABELS = {
    "lead": rf"(?:{_BODY}\s{_LEAD}|{any_of('label lead alone')}(?:\sthực hiện)?)",
    "partner": rf"(?:{_BODY}\s)?{any_of('label partner')}",
    "work": rf"(?:tên\s)?{any_of('label work')}{_MORE}",
    "limit": rf"{any_of('label limit')}(?:\s{any_of('label limit more')})?",
    "product": rf"(?:dự kiến\s)?{_OUT}(?:(?:,|/|\svà)\s?{_OUT})?(?:\s{any_of('label product more')})?",
    "other": any_of("label other"),
}
# A label where a line or a sentence begins, its colon included: "- Đơn vị phối hợp:".
_LABEL = late.regex(
    r"(?:(?<=^|[.;,(\n]\s?|\s[-–+]\s)|\G)(?:[-–+*]\s)?(?:"
    + "|".join(f"(?P<{kind}>{label})" for kind, label in _LABELS.items())
    + r")(?:\s\([^)\n]{1,40}\))?\s?:"
)
# A label of its own, which describes: "|Danh nghĩa tổ chức:| Thành ủy …"; one that begins with a verb orders.
_DESCRIBES = late.regex(rf"(?!{any_of('charge verb')})(?:\p{{L}}+\s){{1,5}}\p{{L}}+:\s")


class Label(NamedTuple):
    """A label in a line, and where its value stands: "Cơ quan chủ trì: |Sở A|"."""

    kind: str
    at: int
    start: int
    end: int


class BlockPiece(NamedTuple):
    """A piece of a block: the label it stands behind, its stretch and its item."""

    kind: str
    start: int
    end: int
    item: Item
    heading: bool = False
    plain: bool = False


def label_of(text: Text, item: Item) -> bool:
    """Whether an item begins with a label."""
    return _LABEL.match(text.folded, item.words, item.end) is not None


def _labels(text: Text, start: int, end: int) -> list[Label]:
    """All labels of a line, each with its value."""
    found = list(_LABEL.finditer(text.folded, start, end))
    stops = [*(one.start() for one in found[1:]), end]
    return [
        Label(one.lastgroup or "", one.start(), one.end(), stop)
        for one, stop in zip(found, stops, strict=False)
    ]


def _own(text: Text, item: Item) -> Iterator[BlockPiece]:
    labels = _labels(text, item.words, item.end)
    stop = labels[0].at if labels else item.end
    yield BlockPiece("", *trim(text.clean, item.words, stop, " \n.:;"), item, heading=True)
    for label in labels:
        yield BlockPiece(label.kind, *trim(text.clean, label.start, label.end, " \n.;"), item)


def _pieces(text: Text, items: Sequence[Item], above: str) -> Iterator[BlockPiece]:
    """The labels of these items with their values; what has no label belongs to the label `above`."""
    for item in items:
        labels = _labels(text, item.words, item.end) if label_of(text, item) else []
        if not labels:
            kind = above or ("other" if _describes(text, item) else "")
            yield BlockPiece(kind, *trim(text.clean, item.words, item.end, " \n;"), item, plain=not kind)
            if kind:
                yield from _pieces(text, item.children, kind)
            continue
        for label in labels:
            start, end = trim(text.clean, label.start, label.end, " \n;")
            if start < end:
                yield BlockPiece(label.kind, start, end, item)
        yield from _pieces(text, item.children, labels[-1].kind)


def _describes(text: Text, item: Item) -> bool:
    """Whether an item begins with a label of its own, and charges nobody behind it."""
    label = _DESCRIBES.match(text.folded, item.words, item.end)
    if label is None:
        return False
    named = read_charged(text, label.end(), item.end)
    return named is None or named.behind == "end"


def pieces_of(text: Text, item: Item, labelled: Sequence[Item]) -> list[BlockPiece]:
    """The pieces of an item, of what is under it, and of the labelled items behind it."""
    if label_of(text, item):
        return [*_pieces(text, [item], ""), *_pieces(text, labelled, "")]
    return [*_own(text, item), *_pieces(text, item.children, ""), *_pieces(text, labelled, "")]


def blocks(pieces: Sequence[BlockPiece]) -> Iterator[list[BlockPiece]]:
    """Cut where another piece of work begins behind who leads the one before."""
    block: list[BlockPiece] = []
    for piece in pieces:
        again = piece.kind == "work" and any(one.kind in ("lead", "limit") for one in block)
        if again and any(one.kind == "work" for one in block):
            yield block
            block = []
        block.append(piece)
    yield block
