"""The grammar of `grammar.ebnf` as a table: which alternative a rule takes at a lexeme (LL(1)).

>>> table()["where-clause", "{"]
('where-clause~1', 'group-graph-pattern')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import regex

from ... import late

END, START = "end", "query"
Production = tuple[str, ...]
_TOKEN = late.regex(r"'(?P<sign>[^']+)'|(?P<word>[@\w-]+)|(?P<mark>[()|?*+])")


@cache
def table() -> Mapping[tuple[str, str], Production]:
    """(rule, kind of lexeme) -> what the rule stands for there."""
    text = files(__package__).joinpath("grammar.ebnf").read_text("utf-8")
    return late.kept(("sparql grammar", text, late.written(__file__)), lambda: _table(text))


def _table(text: str) -> Mapping[tuple[str, str], Production]:
    rules = _rules(text)
    first, follow = _sets(rules)
    made: dict[tuple[str, str], Production] = {}
    for rule, productions in rules.items():
        for production in productions:
            begins = _first(production, first)
            for kind in (begins - {""}) | (follow[rule] if "" in begins else set()):
                if (rule, kind) in made:
                    raise ValueError(f"{rule} has two ways at {kind}")
                made[rule, kind] = production
    return made


def _rules(text: str) -> dict[str, list[Production]]:
    """Rules without ? * + and groups: each of these becomes a rule of its own."""
    rules: dict[str, list[Production]] = {}
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    for row in regex.split(r"\n(?=\S)", "\n".join(lines).strip()):
        name, _, body = row.partition(" = ")
        _Reader(name, body, rules).read()
    return rules


class _Reader:
    """Reads one row of the grammar."""

    def __init__(self, name: str, body: str, rules: dict[str, list[Production]]) -> None:
        self._name, self._rules, self._made = name, rules, 0
        self._tokens = list(_TOKEN.finditer(body))

    def read(self) -> None:
        """Add the rule, and those that it is made of."""
        self._rules[self._name] = self._alternatives()

    def _alternatives(self) -> list[Production]:
        found: list[list[str]] = [[]]
        while self._tokens and self._tokens[0]["mark"] != ")":
            token = self._tokens.pop(0)
            if token["mark"] == "|":
                found.append([])
            elif token["mark"] == "(":
                found[-1].append(self._own(self._alternatives()))
                self._tokens.pop(0)
            elif token["mark"]:
                found[-1].append(self._repeated(found[-1].pop(), token["mark"]))
            else:
                found[-1].append(token["sign"] or token["word"])
        return [tuple(one) for one in found]

    def _own(self, productions: list[Production]) -> str:
        self._made += 1
        name = f"{self._name}~{self._made}"
        self._rules[name] = productions
        return name

    def _repeated(self, symbol: str, mark: str) -> str:
        name = self._own([(symbol,), ()])
        if mark != "?":
            self._rules[name] = [(symbol, name), ()]
        return self._own([(symbol, name)]) if mark == "+" else name


def _sets(rules: dict[str, list[Production]]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What each rule may begin with ("" if it may be empty), and what may follow it."""
    first: dict[str, set[str]] = {rule: set() for rule in rules}
    follow: dict[str, set[str]] = {rule: set() for rule in rules}
    follow[START].add(END)
    size = -1
    while size != (size := sum(map(len, (*first.values(), *follow.values())))):
        for rule, productions in rules.items():
            for production in productions:
                first[rule] |= _first(production, first)
                for place, symbol in enumerate(production):
                    if symbol in rules:
                        rest = _first(production[place + 1 :], first)
                        follow[symbol] |= (rest - {""}) | (follow[rule] if "" in rest else set())
    return first, follow


def _first(symbols: Iterable[str], first: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    for symbol in symbols:
        begins = first.get(symbol, {symbol})
        found |= begins - {""}
        if "" not in begins:
            return found
    return found | {""}
