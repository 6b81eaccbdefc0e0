r"""Plain text: UTF-8, UTF-16, and the encodings of the years before Unicode.

Nothing is normalised: line ends stay as they are, and the byte-order mark of a UTF-8 file stays as its
first character, so that spans fit the text that any other program decodes.

>>> read("Số".encode("utf-16")).text
'Số'
"""

from __future__ import annotations

import codecs

from . import encodings
from .frame import Reading

_BINARY = bytes({*range(9), *range(14, 27), 28, 29, 30, 31})
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def encoding(data: bytes) -> str:
    r"""The Unicode encoding of a text by its byte-order mark, or by where its zero bytes stand.

    >>> encoding("Số".encode("utf-16-le")), encoding("Số".encode())
    ('utf-16-le', 'utf-8')
    """
    if data[:2] in _UTF16:
        return _UTF16[data[:2]]
    head = data[:2000]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if odd * 5 > len(head) and not even:
        return "utf-16-le"
    if even * 5 > len(head) and not odd:
        return "utf-16-be"
    return "utf-8"


def is_text(data: bytes) -> bool:
    """Whether the bytes look like text: no control bytes, or UTF-16."""
    head = data[:4000]
    return encoding(data) != "utf-8" or head.translate(None, _BINARY) == head


def read(data: bytes) -> Reading:
    """Decode; UnicodeDecodeError says where that fails."""
    name = encoding(data)
    try:
        return encodings.repair(data.decode(name))
    except UnicodeDecodeError:
        old = encodings.guess(data) if name == "utf-8" else None
        if old is None:
            raise
        return encodings.converted(old.decode(data), old)
