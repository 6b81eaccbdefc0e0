"""What people hand in, and clear words where it is not what they meant.

>>> one_of("direction", "dwon", ("up", "down"))
Traceback (most recent call last):
    ...
ValueError: direction: không có 'dwon' (có: up, down); có phải 'down'?
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from .language import noted


def one_of(name: str, given: Any, allowed: Sequence[str]) -> None:
    """Raises ValueError, with the nearest that there is, if a value is none of those allowed."""
    if given not in allowed:
        near = get_close_matches(str(given), allowed, n=1)
        hint = f"; có phải {near[0]!r}?" if near else ""
        raise noted(ValueError(f"{name}: không có {given!r} (có: {', '.join(allowed)}){hint}"))


def some_of(name: str, given: Collection[str], allowed: Sequence[str]) -> None:
    """The same for each of some; a string alone is no collection of them."""
    if isinstance(given, str):
        raise noted(TypeError(f"{name}: cần một danh sách, như ({given!r},), không phải chuỗi {given!r}"))
    for one in given:
        one_of(name, one, allowed)


def paths_of(what: str | Path | Iterable[str | Path]) -> list[Path]:
    """Paths as people hand them in: one, or several.

    >>> paths_of(["a.txt", Path("b")])
    [PosixPath('a.txt'), PosixPath('b')]
    >>> paths_of(7)
    Traceback (most recent call last):
        ...
    TypeError: cần đường dẫn, hoặc danh sách đường dẫn, không phải int
    """
    if isinstance(what, str | Path):
        if "\n" in str(what):
            said = "cần đường dẫn, không phải toàn văn; đọc một chuỗi chữ: vnlegal.parse(chuỗi)"
            raise noted(ValueError(said))
        return [Path(what)]
    if not isinstance(what, Iterable) or isinstance(what, bytes):
        raise noted(TypeError(f"cần đường dẫn, hoặc danh sách đường dẫn, không phải {type(what).__name__}"))
    return [path for one in what for path in paths_of(one)]
