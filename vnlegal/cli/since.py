"""--since: which documents a report is kept to, by their own dates or by what git says has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .. import late, sandbox
from ..corpus import Corpus
from .frame import WrongUse

_ISO = late.re(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_BOUNDS = sandbox.Bounds(megabytes=2048, seconds=60.0, network="local")
_NOTHING_RUN = ("-c", "core.fsmonitor=false")  # a program that the settings of a folder may name
_VIETNAMESE = late.re(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")


def paths_since(corpus: Corpus, since: str) -> frozenset[str]:
    """Documents issued on this day or later, or without a date; or the files changed since a revision."""
    day = as_day(since)
    if day is None:
        changed = _changed(since)
        return frozenset(
            one.source.path for one in corpus.documents if Path(one.source.path).resolve() in changed
        )
    return frozenset(
        one.source.path
        for one in corpus.documents
        if one.preface.date is None or one.preface.date.value >= day
    )


def as_day(words: str) -> date | None:
    """A day as it is typed; None if the words are none.

    >>> as_day("2025-07-01") == as_day("1/7/2025"), as_day("HEAD~1")
    (True, None)
    """
    match = _ISO.fullmatch(words) or _VIETNAMESE.fullmatch(words)
    if match is None:
        return None
    try:
        return date(*(int(match[name]) for name in ("year", "month", "day")))
    except ValueError as error:
        raise WrongUse(f"--since: không có ngày {words}") from error


def _changed(revision: str) -> frozenset[Path]:
    """Files that differ from a revision, and files that git does not know yet."""
    top = Path(_git("rev-parse", "--show-toplevel").strip())
    _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    named = _git("diff", "--no-ext-diff", "--name-only", "-z", "--no-renames", revision, "--")
    new = _git("-C", str(top), "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset((top / name).resolve() for name in (named + new).split("\0") if name)


def _git(*arguments: str) -> str:
    program = sandbox.where("git")
    if program is None:
        raise WrongUse("--since: máy này không có git; hãy ghi một ngày (2025-07-01)")
    try:
        done = sandbox.run([program, *_NOTHING_RUN, *arguments], b"", _BOUNDS)
    except sandbox.EndedError as error:
        raise WrongUse(f"--since: git {' '.join(arguments)}: không xong trong hạn") from error
    if done.status:
        why = done.errors.decode(errors="replace").strip() or "không có bản này"
        raise WrongUse(f"--since: git {' '.join(arguments)}: {why}")
    return done.output.decode("utf-8", "surrogateescape")
