"""Patterns that are compiled when they are first asked, and once for an installation.

A process that reads one letter asks a third of all grammars; making them all would take half of its time.
They, and what else is made of the tables alone (`kept`), lie beside the bytecode of this module and under its
conditions: made again for another Python or `regex`, not written where `python -B` forbids it or the folder
is not ours to write, and trusted as it is.

>>> from vnlegal import late
>>> number = late.regex(r"(?<!\\p{L})số (?P<n>\\d+)")
>>> number.search("Nghị quyết số 50")["n"]
'50'
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import importlib
import importlib.util
import marshal
import os
import pickle
import re as _re
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import regex as _regex

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
_TOLD = ("flags", "groups", "groupindex")

T = TypeVar("T")
Key = tuple[str, ...]

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


class _Kept:
    """What an installation keeps: digest of a key -> pickled, in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = self._read()
        self._made: dict[bytes, bytes] = {}

    def _read(self) -> dict[bytes, bytes]:
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            return dict(marshal.loads(self._path.read_bytes()))
        return {}

    def get(self, key: Key, make: Callable[[], T]) -> T:
        """What stands under a key, made if nothing does."""
        digest = hashlib.sha256("\0".join(key).encode("utf-8", "surrogatepass")).digest()
        if (kept := self._kept.get(digest)) is not None:
            return cast("T", pickle.loads(kept))
        made = make()
        self._made[digest] = pickle.dumps(made)
        return made

    def write(self) -> None:
        """Add what this process made to the file; what other processes added meanwhile stays."""
        if not self._made or sys.dont_write_bytecode:
            return
        whole = {**self._read(), **self._made}
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            beside.write_bytes(marshal.dumps(whole if len(whole) <= _MOST else self._made))
            beside.replace(self._path)


@cache
def _installation() -> _Kept:
    bytecode = Path(importlib.util.cache_from_source(__file__))
    name = f"patterns.{sys.implementation.cache_tag}.{sys.hexversion:x}.regex-{_regex.__version__}"
    found = _Kept(bytecode.with_name(name))
    atexit.register(found.write)
    return found


def kept(key: Key, make: Callable[[], T]) -> T:
    """What `make` gives, made once for an installation; the key says all that it is made of.

    >>> kept(("sum", "1", "2"), lambda: 3)
    3
    """
    return _installation().get(key, make)


@cache
def written(file: str) -> str:
    """When a file was written: the mark of the code in it, for keys of what that code makes.

    A file that cannot be looked at (in an archive) has a mark that no other process has.
    """
    try:
        found = os.stat(file)
    except OSError:
        return f"{os.getpid()} {os.urandom(8).hex()}"
    return f"{found.st_mtime_ns} {found.st_size}"


def longest_first(words: Iterable[str]) -> list[str]:
    """Words for an alternation: the longest is preferred, and every process writes the same pattern.

    Words from a set come in another order in each process, and what is kept is found by the pattern's text.

    >>> longest_first({"luật", "bộ luật", "lệnh"})
    ['bộ luật', 'luật', 'lệnh']
    """
    return sorted(sorted(words), key=len, reverse=True)


def regex(pattern: str, flags: int = 0) -> _regex.Pattern[str]:
    """A pattern of the package `regex`, compiled at the first question; an error shows only then."""
    key = ("regex", pattern, str(int(flags)))
    made = lambda: kept(key, lambda: _regex.compile(pattern, flags))  # noqa: E731
    return cast("_regex.Pattern[str]", _Late(made, pattern))


def re(pattern: str, flags: int = 0) -> _re.Pattern[str]:
    """A pattern of the standard library, compiled at the first question; an error shows only then."""
    return cast("_re.Pattern[str]", _Late(lambda: _of_library(pattern, flags), pattern))


def _of_library(pattern: str, flags: int) -> _re.Pattern[str]:
    """Pickled, these patterns lose their code; kept is what the library's own compiler hands to its engine.

    That door is not a public one: where it does not open as it did, the pattern is compiled as ever.
    """
    with contextlib.suppress(ImportError, AttributeError, TypeError, RuntimeError):
        engine: Any = importlib.import_module("_sre")
        parts = kept(("re", pattern, str(int(flags))), lambda: _parts(pattern, flags))
        return cast("_re.Pattern[str]", engine.compile(*parts))
    return _re.compile(pattern, flags)


def _parts(pattern: str, flags: int) -> tuple[Any, ...]:
    """Pattern, flags, code, number of groups, their places by name and their names by place."""
    compiler: Any = importlib.import_module("re._compiler")
    parsed = compiler._parser.parse(pattern, flags)
    places, state = parsed.state.groupdict, parsed.state
    names: list[str | None] = [None] * state.groups
    for name, place in places.items():
        names[place] = name
    code = [int(one) for one in compiler._code(parsed, flags)]
    return pattern, flags | state.flags, code, state.groups - 1, dict(places), tuple(names)
