"""A document as a store keeps it: its text and, apart from it, what was read of it in columns, compressed.

A document has some thousand small values of a few shapes: places, numbers of units, rules.  Written record by
record they compress badly; all values of a field one after the other, places as the distance from the one
before, they take a third less.  Words that stand in the text as they are (of a heading, a name) are not kept
again.  Measured on 220 acts of 81 kB: 15 kB each instead of 20, for 4 ms more to read one.  Of a letter
of 4 kB it would be a twenty-fifth for four times the time: short documents are kept record by record.

A column is a pair or a triple of a kind and what it holds:

    as it is      all values
    same          the one value of all
    distances     whole numbers, each as the distance from the one before
    places        spans: how far each begins after the end of the one before, and lengths
    lists         how long each is (a column), and all their items (a column)
    records       names of fields, and a column for each
    some          which values are there (a column), and these (a column)
    printed       strings that stand at the span of their record: those that do as nothing
"""

from __future__ import annotations

import bz2
import lzma
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, islice, pairwise
from typing import Any

import msgspec

from ..model import Document

_AS_IS, _SAME, _DISTANCES, _PLACES, _LISTS, _RECORDS, _SOME, _PRINTED = range(8)
_FILTERS: list[dict[str, Any]] = [{"id": lzma.FILTER_LZMA2, "preset": 2, "pb": 0}]
_BLOCK = 100_000  # bytes: a larger block than the text takes only time
_SHORT = 16_000  # characters
_HEAD = 4  # bytes that tell how long the compressed text is
_WHOLE = bytes(_HEAD)  # no text apart
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Document)


def packed(document: Document) -> bytes:
    """A document as it is kept."""
    if len(document.source.text) < _SHORT:
        return _WHOLE + _compressed(_ENCODER.encode(document))
    told = msgspec.to_builtins(document)
    text = told["source"].pop("text")
    plain = text.encode("utf-8", "surrogatepass")
    words = bz2.compress(plain, min(9, 1 + len(plain) // _BLOCK))
    return len(words).to_bytes(_HEAD) + words + _compressed(_ENCODER.encode(_column([told], text)))


def unpacked(kept: bytes) -> Document:
    """A document that was kept."""
    end = _HEAD + int.from_bytes(kept[:_HEAD])
    rest = lzma.decompress(kept[end:], lzma.FORMAT_RAW, filters=_FILTERS)
    if end == _HEAD:
        return _DECODER.decode(rest)
    text = bz2.decompress(kept[_HEAD:end]).decode("utf-8", "surrogatepass")
    (told,) = _values(msgspec.msgpack.decode(rest), 1, text)
    told["source"]["text"] = text
    return msgspec.convert(told, Document)


def _compressed(told: bytes) -> bytes:
    return lzma.compress(told, lzma.FORMAT_RAW, filters=_FILTERS)


def _column(values: Sequence[Any], text: str) -> list[Any]:
    """Values of one field, whatever they are, as a column."""
    types = {*map(type, values)}
    if type(None) in types and len(types) > 1:
        there = [one is not None for one in values]
        return [_SOME, _column(there, text), _column([one for one in values if one is not None], text)]
    if len(types) != 1:
        return [_AS_IS, list(values)]
    (kind,) = types
    if kind is dict and len({*map(tuple, values)}) == 1:
        return _records(values, text)
    if kind is tuple:
        return _lists(values, text)
    if len(values) > 1 and all(one == values[0] for one in values):
        return [_SAME, values[0]]
    if kind is int:
        return [_DISTANCES, _distances(values)]
    return [_AS_IS, list(values)]


def _records(values: Sequence[Any], text: str) -> list[Any]:
    names = list(values[0])
    columns = {name: _column([one[name] for one in values], text) for name in names}
    if "value" in names and "span" in names and all(type(one["value"]) is str for one in values):
        left = [None if one["value"] == _at(text, one["span"]) else one["value"] for one in values]
        if any(one is None for one in left):
            columns["value"] = [_PRINTED, _column(left, text)]
    return [_RECORDS, names, list(columns.values())]


def _lists(values: Sequence[Any], text: str) -> list[Any]:
    if all(len(one) == 2 and type(one[0]) is type(one[1]) is int for one in values):
        between = [start - before for (_, before), (start, _) in pairwise(((0, 0), *values))]
        return [_PLACES, between, [end - start for start, end in values]]
    items = list(chain.from_iterable(values))
    return [_LISTS, _column([len(one) for one in values], text), _column(items, text)]


def _distances(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise((0, *numbers))]


def _at(text: str, span: Any) -> str | None:
    """What stands at a span, if it is one."""
    return text[span[0] : span[1]] if span else None


def _values(column: Sequence[Any], count: int, text: str) -> list[Any]:
    """The values of a column, of which there are `count`."""
    kind, held, *rest = column
    if kind == _SAME:
        return [held] * count
    if kind == _DISTANCES:
        return list(accumulate(held))
    if kind == _PLACES:
        return _places(held, rest[0])
    if kind == _LISTS:
        lengths = _values(held, count, text)
        items = iter(_values(rest[0], sum(lengths), text))
        return [tuple(islice(items, long)) for long in lengths]
    if kind == _RECORDS:
        return _told(held, rest[0], count, text)
    if kind == _SOME:
        there = _values(held, count, text)
        found = iter(_values(rest[0], sum(there), text))
        return [next(found) if one else None for one in there]
    return list(held)


def _places(between: Sequence[int], lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Spans by how far each begins after the end of the one before, and how long it is."""
    ends = accumulate(gap + long for gap, long in zip(between, lengths, strict=True))
    return [(end - long, end) for end, long in zip(ends, lengths, strict=True)]


def _told(names: Sequence[str], columns: Iterable[Any], count: int, text: str) -> list[dict[str, Any]]:
    """Records; those whose words are printed at their place have them from there."""
    fields = dict(zip(names, columns, strict=True))
    printed = fields.get("value", (None,))[0] == _PRINTED
    if printed:
        fields["value"] = fields["value"][1]
    told = [_values(one, count, text) for one in fields.values()]
    found = [dict(zip(names, row, strict=True)) for row in zip(*told, strict=True)]
    for one in found if printed else ():
        if one["value"] is None:
            one["value"] = _at(text, one["span"])
    return found
