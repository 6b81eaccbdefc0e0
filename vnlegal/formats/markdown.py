"""Markdown: plain text under another name; its marks are dropped when the text is cleaned."""

from __future__ import annotations

from .frame import Format
from .plain import read, sniff

FORMAT = Format("Markdown", (".md", ".markdown"), "text/markdown", sniff, read)
