"""Settings of a run: `[tool.vnlegal.check]` in pyproject.toml or `[check]` in vnlegal.toml.

    [check]
    ignore = ["VL404"]
    preview = true
    notes = true
    fail-on = "error"
    baseline = "vnlegal-baseline.json"
    suppressions = "vnlegal-suppressions.toml"

    [[check.per-path]]
    paths = ["archive/*"]
    ignore = ["VL4"]

A key that is not known is an error that asks what was meant.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from itertools import chain
from os.path import relpath
from pathlib import Path
from typing import Any

from ..language import SaidError
from ..model import Finding, Severity
from .frame import SEVERITIES, Report

_KEYS = ("select", "ignore", "preview", "notes", "fail-on", "baseline", "suppressions", "per-path")
_PER_PATH = ("paths", "ignore")


class WrongSetting(SaidError, ValueError):
    """A setting that cannot be understood; the message is in Vietnamese."""


@dataclass(frozen=True, slots=True)
class PerPath:
    """Rules left out for the documents that a pattern matches ("archive/*")."""

    paths: tuple[str, ...]
    ignore: tuple[str, ...]

    def silences(self, one: Finding, root: str = "") -> bool:
        """Whether a finding is left out here; paths count from `root`."""
        if not any(one.code.startswith(code.upper()) for code in self.ignore):
            return False
        return self.matches(one.path, root)

    def matches(self, path: str, root: str = "") -> bool:
        """Whether a document is meant; paths count from `root`."""
        return any(fnmatchcase(relative(path, root), pattern) for pattern in self.paths)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a file of settings says; `baseline` and `suppressions` are paths beside that file."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    notes: bool = False
    fail_on: Severity | None = None
    baseline: str | None = None
    suppressions: str | None = None
    per_path: tuple[PerPath, ...] = ()

    @property
    def asks_for_notes(self) -> bool:
        """Whether notes are shown: asked for as such, by rules that were chosen, or to fail a run."""
        return self.notes or bool(self.select) or self.fail_on == "note"

    def at(self, path: str, root: str = "") -> Settings:
        """The settings for one document: what is left out by its path is left out.

        >>> Settings(per_path=(PerPath(("old/*",), ("VL4",)),)).at("old/a.txt").ignore
        ('VL4',)
        """
        rows = (row.ignore for row in self.per_path if row.matches(path, root))
        return replace(self, ignore=(*self.ignore, *chain.from_iterable(rows)))

    def with_codes(self, codes: Callable[[Iterable[str]], tuple[str, ...]]) -> Settings:
        """The settings with rules by path written as codes, as `codes` reads them."""
        return replace(self, per_path=tuple(replace(row, ignore=codes(row.ignore)) for row in self.per_path))

    def apply(self, report: Report, root: str = "") -> Report:
        """The report without what is left out by path."""
        rows = self.per_path
        kept = (one for one in report.findings if not any(row.silences(one, root) for row in rows))
        return replace(report, findings=tuple(kept))


def relative(path: str, root: str) -> str:
    """A path as settings, suppressions and baselines write it: from their folder, with slashes.

    >>> relative("/a/b/c.txt", "/a"), relative("c.txt", "")
    ('b/c.txt', 'c.txt')
    """
    return Path(relpath(path, root)).as_posix() if root else path


def find(start: Path) -> Path | None:
    """The settings file nearest above a folder: vnlegal.toml, or a pyproject.toml that speaks of vnlegal."""
    for folder in (start, *start.parents):
        if (own := folder / "vnlegal.toml").is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and "vnlegal" in _toml(project).get("tool", {}):
            return project
    return None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise WrongSetting(f"{path}: không đọc được thiết lập: {error}") from error


def load(path: Path) -> Settings:
    """The settings of a file; raises WrongSetting."""
    raw = _toml(path)
    tables = raw.get("tool", {}).get("vnlegal", {}) if path.name == "pyproject.toml" else raw
    only_known(tables, ("check",), str(path))
    return read(tables.get("check", {}), str(path))


def read(raw: Mapping[str, Any], where: str = "[check]") -> Settings:
    """Settings from a parsed table; raises WrongSetting.

    >>> read({"selct": ["VL2"]})
    Traceback (most recent call last):
    vnlegal.checks.settings.WrongSetting: [check]: không có thiết lập 'selct'; có phải select?
    """
    only_known(raw, _KEYS, where)
    fail_on = raw.get("fail-on")
    if fail_on not in (None, *SEVERITIES):
        raise WrongSetting(f"{where}: fail-on phải là một trong {', '.join(SEVERITIES)}")
    return Settings(
        select=_words(raw, "select", where),
        ignore=_words(raw, "ignore", where),
        preview=_typed(raw, "preview", bool, where) or False,
        notes=_typed(raw, "notes", bool, where) or False,
        fail_on=fail_on,
        baseline=_typed(raw, "baseline", str, where),
        suppressions=_typed(raw, "suppressions", str, where),
        per_path=tuple(_per_path(row, where) for row in raw.get("per-path", ())),
    )


def only_known(raw: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """Raises WrongSetting on a key that is not known."""
    known = tuple(known)
    for key in raw:
        if key not in known:
            near = get_close_matches(key, known, 1)
            if near:
                raise WrongSetting(f"{where}: không có thiết lập {key!r}; có phải {near[0]}?")
            raise WrongSetting(f"{where}: không có thiết lập {key!r} (có: {', '.join(known)})")


def _per_path(raw: Mapping[str, Any], where: str) -> PerPath:
    only_known(raw, _PER_PATH, f"{where} per-path")
    return PerPath(_words(raw, "paths", where), _words(raw, "ignore", where))


def _words(raw: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise WrongSetting(f"{where}: {key} phải là danh sách chuỗi")
    return tuple(value)


def _typed(raw: Mapping[str, Any], key: str, kind: type[Any], where: str) -> Any:
    value = raw.get(key)
    if value is not None and not isinstance(value, kind):
        raise WrongSetting(f"{where}: {key} phải là {kind.__name__}")
    return value
