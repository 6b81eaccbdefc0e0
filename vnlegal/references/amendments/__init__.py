"""Amendments: what an act orders to change in another one, provision by provision."""

from __future__ import annotations

from ... import late
from ...model import Document, Instruction
from ...text import Text

__all__ = ["find_instructions"]

# A page that orders nothing holds none of these.
_MAYBE = late.regex(r"sửa đổi|bổ sung|thay thế|thay cụm|bãi bỏ|bỏ cụm|hết hiệu lực|[hH]ủy bỏ|bị bỏ")


def find_instructions(text: Text, document: Document, enacts: bool) -> tuple[Instruction, ...]:
    """All instructions of a document; `enacts` is whether its articles state what it does itself."""
    if not enacts or not document.body or not _MAYBE.search(text.folded):
        return ()
    from .read import read_instructions  # ten rooms that most letters do without

    return read_instructions(text, document)
