"""What is refused."""

from __future__ import annotations

from ...language import SaidError


class RefusedQueryError(SaidError, ValueError):
    """The query is not a read-only query over this store."""
