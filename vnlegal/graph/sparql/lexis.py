r"""The lexemes of SPARQL 1.1 (19.8), read exactly, and written in one form that every engine reads alike.

Two programs read a query, one that decides whether it may be asked and one that answers it.  Where they see
strings, comments or names differently, the one could be shown something harmless and the other sent away.  So
an engine gets the lexemes that were read, written anew: no comment, one space between two, strings in one
kind of quotes, IRIs whole, without prefix and escapes.

>>> [one.kind for one in lexemes("SELECT ?a { ?a :b.c 'd'@vi . # e\r ?x a f:.SERVICE }")]
['SELECT', '@var', '{', '@var', '@name', '@string', '@lang', '.', '@var', 'a', '@name', '.', 'SERVICE', '}']
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from ... import late
from .refusal import RefusedQueryError

# PN_CHARS_U without "_", and what besides it may stand within a name.
_BASE = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_MORE = r"0-9\u00B7\u0300-\u036F\u203F\u2040"
_LOCAL = (
    rf"(?:[{_BASE}_:{_MORE}-]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])"  # a sign of PN_LOCAL but "."
)
_FIRST = rf"(?:[{_BASE}_:0-9]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])"
_ESCAPE = r"\\(?:[tbnrf\\\"']|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"
_EXPONENT = r"[eE][+-]?[0-9]++"
# One row a kind, in the order in which they are tried; a name ends neither with a dot nor begins with one.
_KINDS = (
    ("blanks", r"[ \t\n]++|\#[^\n]*+"),
    ("long", rf'"""(?:"{{0,2}}(?:[^"\\]|{_ESCAPE}))*+"""|\'\'\'(?:\'{{0,2}}(?:[^\'\\]|{_ESCAPE}))*+\'\'\''),
    ("string", rf'"(?:[^"\\\n]|{_ESCAPE})*+"|\'(?:[^\'\\\n]|{_ESCAPE})*+\''),
    ("iri", r"<(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>"),
    ("var", rf"[?$][{_BASE}_0-9][{_BASE}_{_MORE}]*+"),
    ("blank", rf"_:[{_BASE}_0-9](?:\.*[{_BASE}_{_MORE}-])*"),
    ("name", rf"(?:[{_BASE}](?:[{_BASE}_{_MORE}.-]{{0,255}}+(?<!\.))?)?:(?:{_FIRST}(?:\.*{_LOCAL})*)?"),
    ("lang", r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+"),
    ("plus", rf"\+(?:[0-9]++\.?[0-9]*{_EXPONENT}|\.[0-9]++{_EXPONENT}|[0-9]*\.[0-9]++|[0-9]++)"),
    ("minus", rf"-(?:[0-9]++\.?[0-9]*{_EXPONENT}|\.[0-9]++{_EXPONENT}|[0-9]*\.[0-9]++|[0-9]++)"),
    ("fraction", rf"[0-9]++\.?[0-9]*{_EXPONENT}|\.[0-9]++{_EXPONENT}|[0-9]*\.[0-9]++"),
    ("integer", r"[0-9]++"),
    ("nil", r"\([ \t\n]*+\)"),
    ("anon", r"\[[ \t\n]*+\]"),
    ("word", r"[A-Za-z][A-Za-z0-9_]*+"),
    ("sign", r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\];,.*/|^?+\-!=<>]"),
)
_LEXEME = late.regex("|".join(f"(?P<{kind}>{form})" for kind, form in _KINDS))
_ESCAPED = late.regex(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)")
_ECHARS = dict(zip("tbnrf", "\t\b\n\r\f", strict=True))
_CONTROL = late.regex(r"[\p{Cc}\p{Cs}--[\t\n]]", regex.VERSION1)
_IRI = late.regex(r"[^<>\"{}|^`\\\x00-\x20\p{Cs}]*")
# Engines undo \uXXXX before they read, also after a backslash: there the u is written otherwise.
_UNDONE = late.regex(r"\\([uU])")
_WRITTEN = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


class Lexeme(NamedTuple):
    """Kind, as the grammar names it; its text; where it begins."""

    kind: str
    text: str
    at: int


def lexemes(sparql: str) -> Iterator[Lexeme]:
    """The lexemes of a query; raises RefusedQueryError where there is none."""
    text = sparql.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if control := _CONTROL.search(text):
        raise RefusedQueryError(f"không nhận ký tự U+{ord(control[0]):04X} trong câu truy vấn")
    at = 0
    while at < len(text):
        match = _LEXEME.match(text, at)
        if match is None:
            raise refused(text, at, text[at])
        at = match.end()
        if match.lastgroup != "blanks":
            yield _lexeme(match)


def _lexeme(match: regex.Match[str]) -> Lexeme:
    kind, text, at = str(match.lastgroup), match[0], match.start()
    if kind == "word":
        return Lexeme("a" if text == "a" else text.upper(), text, at)
    if kind == "sign":
        return Lexeme(text, text, at)
    if kind == "long":
        return Lexeme("@string", unescaped(text[3:-3]), at)
    if kind == "string":
        return Lexeme("@string", unescaped(text[1:-1]), at)
    return Lexeme(f"@{kind}", unescaped(text[1:-1]) if kind == "iri" else text, at)


def unescaped(text: str) -> str:
    r"""What escaped letters stand for; raises RefusedQueryError for half a letter and a backslash.

    >>> unescaped(r"a\u0062\tc\\u0064")
    'ab\tc\\u0064'
    """
    return _ESCAPED.sub(_letter, text)


def _letter(match: regex.Match[str]) -> str:
    if match[3]:
        return _ECHARS.get(match[3], match[3])
    number = int(match[1] or match[2], 16)
    if number > 0x10FFFF or 0xD800 <= number < 0xE000 or chr(number) == "\\":
        raise RefusedQueryError(f"không nhận ký tự {match[0]} trong câu truy vấn")
    return chr(number)


def whole_iri(text: str) -> str:
    """An IRI as every engine reads it; raises RefusedQueryError for what is none."""
    if not _IRI.fullmatch(text):
        raise RefusedQueryError(f"không phải IRI: {text!r}")
    return f"<{text}>"


def quoted(text: str) -> str:
    r"""A string as every engine reads it.

    >>> print(quoted('a"b\\u0022'))
    "a\"b\\\u00750022"
    """
    pieces = enumerate(_UNDONE.split(text))
    undone = ((rf"\\\u{ord(one):04X}" if at % 2 else one.translate(_WRITTEN)) for at, one in pieces)
    return f'"{"".join(undone)}"'


def refused(text: str, at: int, word: str) -> RefusedQueryError:
    """The refusal of a word where it stands."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return RefusedQueryError(f"không nhận {word} trong câu truy vấn (dòng {line}, cột {column})")
