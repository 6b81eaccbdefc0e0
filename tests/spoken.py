"""What a module says to people: its Vietnamese literals, as the catalogue of English names them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import regex

VIETNAMESE = regex.compile(r"(?V1)[\p{Latin}--[a-zA-Z]]")


_PATTERNS = ("late.regex", "late.re", "regex.search", "regex.compile", "re.sub", "Begun")


class Literal(NamedTuple):
    """A text in the code: its line, its words with places, whether people are told it, and by `tr` itself."""

    line: int
    text: str
    said: bool
    handed: bool


def literals(path: Path, keywords: Collection[str] = (), names: Collection[str] = ()) -> Iterator[Literal]:
    """All texts of a module; what has Vietnamese letters is said, and what is handed to `tr`.

    A value in an f-string is a place named after it.  Docstrings are no texts, nor what is handed over under
    a keyword of `keywords`, what is kept under a name of `names`, what is compared, nor a pattern.
    """
    tree = ast.parse(path.read_text("utf-8"))
    unsaid = {id(node) for node in _unsaid(tree, keywords, names)}
    handed = {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("tr", "language.tr") and node.args
    }
    for node in ast.walk(tree):
        text = _text(node)
        if text and id(node) not in unsaid and isinstance(node, ast.Constant | ast.JoinedStr):
            words = len(text) > 1 and VIETNAMESE.search(text) is not None
            yield Literal(node.lineno, text, words or id(node) in handed, id(node) in handed)


def _unsaid(tree: ast.Module, keywords: Collection[str], names: Collection[str]) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))
            specs = (part.format_spec for part in node.values if isinstance(part, ast.FormattedValue))
            yield from (inner for spec in specs if spec for inner in ast.walk(spec))
        if isinstance(node, ast.keyword) and node.arg in keywords:
            yield from ast.walk(node)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.FunctionDef) and _kept(node) in names:
            yield from ast.walk(node)
        if isinstance(node, ast.Compare) or (isinstance(node, ast.Call) and _asks(node)):
            yield from ast.walk(node)


def _asks(node: ast.Call) -> bool:
    """Whether a call makes a pattern, or asks how words begin or end."""
    name = ast.unparse(node.func)
    return name in _PATTERNS or name.endswith((".startswith", ".endswith"))


def _kept(node: ast.Assign | ast.AnnAssign | ast.FunctionDef) -> str:
    """The name that a value is kept under, or that of a function."""
    if isinstance(node, ast.FunctionDef):
        return node.name
    return ast.unparse(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(
        f"{{{_name(part.value)}{_form(part)}}}" if isinstance(part, ast.FormattedValue) else _plain(part)
        for part in node.values
    )


def _plain(part: ast.expr) -> str:
    return str(part.value).replace("{", "{{").replace("}", "}}") if isinstance(part, ast.Constant) else ""


def _name(value: ast.expr) -> str:
    """What a value is called: its own name, or the last one in what makes it."""
    names = [node.attr if isinstance(node, ast.Attribute) else node.id for node in ast.walk(value)
             if isinstance(node, ast.Attribute | ast.Name)]  # fmt: skip
    return names[0] if names else "it"


def _form(part: ast.FormattedValue) -> str:
    """The form that a value is written in, where it is one of a day."""
    spec = part.format_spec.values if isinstance(part.format_spec, ast.JoinedStr) else []
    form = "".join(str(one.value) for one in spec if isinstance(one, ast.Constant))
    return f":{form}" if form.startswith("%") else ""
