"""What is refused."""

from __future__ import annotations


class RefusedQueryError(ValueError):
    """The query is not a read-only query over this store."""
