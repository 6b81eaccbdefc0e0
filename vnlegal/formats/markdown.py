"""Markdown: plain text under another name; its marks are dropped when the text is cleaned."""

from __future__ import annotations

from .frame import Format
from .plain import is_text, read


def sniff(data: bytes, suffix: str) -> bool:
    """Text, by its suffix."""
    return suffix in FORMAT.suffixes and is_text(data)


FORMAT = Format("Markdown", (".md", ".markdown"), "text/markdown", sniff, read)
