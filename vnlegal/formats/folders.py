"""A folder as the files in it that can be read, and what of it is left out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from . import archives, datasets

Why = Literal["link", "special", "lock"]
_LOCK = "~$"  # "~$cong van.docx": who has "cong van.docx" open in Word


class LeftOut(NamedTuple):
    """A file that was not looked into: a link out of its folder, no regular file, a lock of Word."""

    path: Path
    why: Why


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that was given, and how it is walked."""

    root: Path
    suffixes: tuple[str, ...]
    follow_links: bool
    left_out: Callable[[LeftOut], None]

    def files(self) -> list[Path]:
        """What can be read in it, sorted; no folder is entered twice, whatever links lead to it."""
        home, entered, found = self.root.resolve(), set[Path](), list[Path]()
        for folder, inside, names in os.walk(self.root, followlinks=self.follow_links):
            inside[:] = [name for name in inside if self._enters(Path(folder, name), home, entered)]
            found += (path for name in names if self._lists(path := Path(folder, name), home))
        return sorted(found)

    def _enters(self, folder: Path, home: Path, entered: set[Path]) -> bool:
        if folder.name.startswith("."):
            return False
        if folder.is_symlink() and not self.follow_links:
            if not _is_below(folder, home):  # inside, it would only be read twice
                self.left_out(LeftOut(folder, "link"))
            return False
        where = folder.resolve()
        is_new = where not in entered and not home.is_relative_to(where)
        entered.add(where)
        return is_new

    def _lists(self, path: Path, home: Path) -> bool:
        if path.name.startswith(".") or path.suffix.lower() not in self.suffixes:
            return False
        why = self._why_not(path, home)
        if why:
            self.left_out(LeftOut(path, why))
        return why is None

    def _why_not(self, path: Path, home: Path) -> Why | None:
        if path.name.startswith(_LOCK):
            return "lock"
        if path.is_symlink() and not (path.exists() and (self.follow_links or _is_below(path, home))):
            return "link"
        return None if path.is_file() else "special"


def _is_below(path: Path, home: Path) -> bool:
    return path.resolve().is_relative_to(home)


def files_of(
    paths: Iterable[Path],
    suffixes: tuple[str, ...],
    follow_links: bool,
    left_out: Callable[[LeftOut], None],
) -> Iterator[Path]:
    """The files of folders, archives and data sets; a path that is none of these as it is."""
    known = (*suffixes, ".zip", *datasets.SUFFIXES)
    for path in paths:
        if not path.is_dir():
            yield from _opened(path, known, left_out)
            continue
        for one in _Folder(path, known, follow_links, left_out).files():
            if one.suffix.lower() not in datasets.SUFFIXES or datasets.is_dataset(one):
                yield from _opened(one, known, left_out)


def _opened(path: Path, suffixes: tuple[str, ...], left_out: Callable[[LeftOut], None]) -> Iterator[Path]:
    if datasets.is_dataset(path):
        yield from datasets.members(path)
        return
    if not archives.is_archive(path):
        yield path
        return
    for one in archives.members(path):
        inside = one.relative_to(path)
        if one == path:
            yield one
        elif (
            one.suffix.lower() not in suffixes
            or one.suffix.lower() in datasets.SUFFIXES
            or any(part.startswith(".") for part in inside.parts)
        ):
            continue
        elif one.name.startswith(_LOCK):
            left_out(LeftOut(one, "lock"))
        else:
            yield one
