"""Documents -> text: one module of this folder a shape, each with its `OUTPUTS`, all named here."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .frame import Output, Sheet
from .record import to_json, to_record
from .text import summary

__all__ = ["OUTPUTS", "Output", "Sheet", "get", "summary", "to_json", "to_record"]

if TYPE_CHECKING:
    OUTPUTS: tuple[Output, ...]

_FILES = ("text", "record", "rdf", "legislation", "akn", "edxml", "csv", "markdown")


def _outputs() -> Iterator[Output]:
    """All outputs; the file of each is loaded when it is reached."""
    for file in _FILES:
        yield from import_module(f".{file}", __package__).OUTPUTS


def get(name: str) -> Output:
    """The output of this name; KeyError if there is none."""
    for one in _outputs():
        if one.name == name:
            return one
    raise KeyError(name)


def __getattr__(name: str) -> Any:
    if name == "OUTPUTS":
        return tuple(_outputs())
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
