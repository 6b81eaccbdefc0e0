"""The body: Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm; numbered points of letters and plans."""

from __future__ import annotations

from ..model import Portion
from ..text import Text
from .layout import Layout
from .tree import read_tree


def read_body(text: Text, layout: Layout) -> tuple[Portion, ...]:
    """The portions of the body, nested, in page order; empty where nothing is numbered."""
    regions = layout.of("body")
    return read_tree(text, [(one.start, one.end) for one in regions], "") if regions else ()
