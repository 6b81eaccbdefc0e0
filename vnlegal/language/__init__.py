"""The language that people are spoken to in: Vietnamese, or English by the catalogue `en.po`.

Whatever is said is written in Vietnamese where it is said, and turned where it is shown: what is kept, handed
from process to process or written as JSON is the same in every language.

>>> with speaking("en"):
...     tr("tệp rỗng"), tr("{file}: {count} đoạn", file="a.jsonl", count=1), tr("a.doc: tệp DOC hỏng")
('the file is empty', 'a.jsonl: 1 chunk', 'a.doc: the DOC file is broken')
>>> tr("tệp rỗng")
'tệp rỗng'
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, Literal, TypeVar

if TYPE_CHECKING:
    from datetime import date

Language = Literal["vi", "en"]
E = TypeVar("E", bound=Exception)
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")
VARIABLE = "VNLEGAL_LANG"
# By POSIX the first of these that is set names the language of messages.
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_SPOKEN: ContextVar[Language | None] = ContextVar("language", default=None)


def spoken() -> Language:
    """The language now spoken: as `speaking` says, else as VNLEGAL_LANG says, else Vietnamese."""
    return _SPOKEN.get() or ("en" if _is_english(os.environ.get(VARIABLE, "")) else "vi")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language for a while, in this thread or task."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def of_machine(environment: Mapping[str, str]) -> Language:
    """The language of a person at a terminal: VNLEGAL_LANG, else English where the locale is English.

    The locale of a machine that nobody has set (C, POSIX) is no language: Vietnamese stays.

    >>> of_machine({"LANG": "en_GB.UTF-8"}), of_machine({"LANG": "C.UTF-8"}), of_machine({"LANG": "fr_FR"})
    ('en', 'vi', 'vi')
    >>> of_machine({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN.UTF-8"})
    'vi'
    >>> of_machine({"LANG": "en_US.UTF-8", "VNLEGAL_LANG": "vi"})
    'vi'
    """
    said = next((environment[name] for name in (VARIABLE, *_LOCALE) if environment.get(name)), "")
    return "en" if _is_english(said) else "vi"


def _is_english(name: str) -> bool:
    """Whether a locale is of an English language ("en", "en_US.UTF-8", "en-GB")."""
    return name[:2].lower() == "en" and not name[2:3].isalpha()


def tr(text: str, /, **values: object) -> str:
    """What is said in Vietnamese, in the language now spoken.

    With `values` the text has named places for them (`str.format`).  Without, it may have been put together
    already ("trang 3 là ảnh"): the catalogue knows it by its shape.  What the catalogue does not know, as a
    name or a quotation, stays as it is.
    """
    if spoken() == "vi":
        return text.format(**values) if values else text
    from .catalogue import filled, known

    return filled(text, values) if values else known(text)


def english(text: str) -> str:
    """What is said in Vietnamese, in English, whatever is spoken; what is not known stays as it is."""
    with speaking("en"):
        return tr(text)


def noted(error: E) -> E:
    """An error with its English as a note beneath it (PEP 678), where English is spoken.

    >>> with speaking("en"):
    ...     noted(ValueError("tệp rỗng")).__notes__
    ['the file is empty']
    """
    said = str(error)
    if spoken() != "vi" and (turned := tr(said)) != said:
        error.add_note(turned)
    return error


class SaidError(Exception):
    """An error whose message is for people: in Vietnamese, with its English beneath where that is spoken."""

    def __init__(self, *said: object) -> None:
        super().__init__(*said)
        noted(self)


def written(day: date) -> str:
    """A day as people read it: 02/04/2021, in English 2021-04-02."""
    return f"{day:%d/%m/%Y}" if spoken() == "vi" else day.isoformat()
