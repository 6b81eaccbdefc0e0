r"""The words of a SPARQL query that are its own: neither strings nor IRIs, names, variables or comments.

Two programs read a query: rdflib, by which it is checked, and the engine, which runs it.  Where they see
strings and comments differently, one could be shown a harmless query and the other run SERVICE: rdflib ends
a comment only at a line feed, the grammar also at a carriage return; rdflib undoes `\u0022` before it looks
for the end of a string.  So the words are also counted here, by the lexical rules of SPARQL 1.1 (19.8).

>>> own_words('SELECT ?from { ?s :service "FROM x" } # SERVICE').split()
['SELECT', '{', '}']
>>> own_words('ASK { # a \r SERVICE <x:y> { ?s ?p ?o } }').split()
['ASK', '{', 'SERVICE', '{', '}', '}']
"""

from __future__ import annotations

import regex

# What ends sooner than one thinks is left standing and counted: a quote that is never closed hides nothing.
_LEXEMES = regex.compile(
    r'''
      """ (?: [^"\\] | \\. | "{1,2}(?!") )*+ """ | \'\'\' (?: [^'\\] | \\. | '{1,2}(?!') )*+ \'\'\'
    | " (?: [^"\\\n\r] | \\[^\n\r] )*+ " | ' (?: [^'\\\n\r] | \\[^\n\r] )*+ '
    | < [^<>"{}|^`\x00-\x20]*+ >
    | \# [^\n\r]*+
    | [?$] \w++ | : (?: [\w.%-] | \\. )*+ | @ [A-Za-z-]++
    ''',
    regex.VERBOSE | regex.DOTALL,
)


def own_words(sparql: str) -> str:
    """A query without its strings, IRIs, local names, variables, language tags and comments."""
    return _LEXEMES.sub(" ", sparql)
