"""The look-ups that are offered, in one table: the JSON API, its description and the children go by it.

What an operation asks and gives is read from the signature of its function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_type_hints

from . import checking, lookups
from .lookups import Ask
from .shelf import Shelf


@dataclass(frozen=True, slots=True)
class Operation:
    """One look-up: GET with parameters, or POST with a JSON object."""

    method: Literal["GET", "POST"]
    run: Callable[[Shelf, Any], object]

    @property
    def name(self) -> str:
        """As in the path: /api/NAME."""
        return self.run.__name__

    @property
    def asks(self) -> type[Ask]:
        """What it is asked."""
        asked: type[Ask] = get_type_hints(self.run)["asked"]
        return asked

    @property
    def gives(self) -> Any:
        """What it gives."""
        return get_type_hints(self.run)["return"]

    @property
    def summary(self) -> str:
        """What it does, in a line."""
        return (self.run.__doc__ or "").partition("\n")[0]


OPERATIONS = {
    one.name: one
    for one in (
        Operation("GET", lookups.search),
        Operation("GET", lookups.document),
        Operation("GET", lookups.lineage),
        Operation("GET", lookups.claims),
        Operation("GET", lookups.status),
        Operation("GET", lookups.tasks),
        Operation("GET", lookups.questions),
        Operation("POST", checking.check),
    )
}
