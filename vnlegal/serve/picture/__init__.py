"""The picture of a lineage: some works opened, what stands in relation to them, and what states it."""

from __future__ import annotations

from .frame import MOST, Arrow, Node, Picture, View
from .reading import picture

__all__ = ["MOST", "Arrow", "Node", "Picture", "View", "picture"]
