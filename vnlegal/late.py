"""Patterns that are compiled when they are first asked, and once for an installation.

A process that reads one letter asks a third of all grammars; making them all would take half of its time.
Those of the package `regex`, whose patterns can be pickled, are kept beside the bytecode of this module and
under its conditions: made again for another Python or `regex`, not written where `python -B` forbids it or
the folder is not ours to write, and trusted as it is.

>>> from vnlegal import late
>>> number = late.regex(r"(?<!\\p{L})số (?P<n>\\d+)")
>>> number.search("Nghị quyết số 50")["n"]
'50'
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import marshal
import os
import pickle
import re as _re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

import regex as _regex

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
_TOLD = ("flags", "groups", "groupindex")

# Beyond so many the file holds mostly what the code asks no more: it is begun again.
_MOST = 2000


class _Late:
    """Stands for a pattern: what is asked first compiles it, and from then on the pattern itself answers."""

    __slots__ = ("_make", "pattern", *_ASKED, *_TOLD)

    def __init__(self, make: Callable[[], Any], pattern: str) -> None:
        self._make, self.pattern = make, pattern

    def __getattr__(self, name: str) -> Any:
        made = self._make()
        for one in (*_ASKED, *_TOLD):
            object.__setattr__(self, one, getattr(made, one))
        return getattr(made, name)


class _Compiled:
    """The patterns of an installation: (pattern, flags) -> pickled, in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = self._read()
        self._made: dict[tuple[str, int], bytes] = {}

    def _read(self) -> dict[tuple[str, int], bytes]:
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            return dict(marshal.loads(self._path.read_bytes()))
        return {}

    def get(self, pattern: str, flags: int) -> _regex.Pattern[str]:
        """The pattern, compiled if it was not kept."""
        key = (pattern, int(flags))
        if (kept := self._kept.get(key)) is not None:
            return cast("_regex.Pattern[str]", pickle.loads(kept))
        made = _regex.compile(pattern, flags)
        self._made[key] = pickle.dumps(made)
        return made

    def write(self) -> None:
        """Add what this process compiled to the file; what other processes added meanwhile stays."""
        if not self._made or sys.dont_write_bytecode:
            return
        whole = {**self._read(), **self._made}
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            beside.write_bytes(marshal.dumps(whole if len(whole) <= _MOST else self._made))
            beside.replace(self._path)


@cache
def _compiled() -> _Compiled:
    bytecode = Path(importlib.util.cache_from_source(__file__))
    name = f"patterns.{sys.implementation.cache_tag}.regex-{_regex.__version__}"
    compiled = _Compiled(bytecode.with_name(name))
    atexit.register(compiled.write)
    return compiled


def regex(pattern: str, flags: int = 0) -> _regex.Pattern[str]:
    """A pattern of the package `regex`, compiled at the first question; an error shows only then."""
    return cast("_regex.Pattern[str]", _Late(lambda: _compiled().get(pattern, flags), pattern))


def re(pattern: str, flags: int = 0) -> _re.Pattern[str]:
    """A pattern of the standard library, compiled at the first question; an error shows only then."""
    return cast("_re.Pattern[str]", _Late(lambda: _re.compile(pattern, flags), pattern))
