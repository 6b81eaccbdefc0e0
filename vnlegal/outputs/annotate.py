"""Citations marked in the text itself, with tags or links of one's own.

>>> letter = "Thực hiện Nghị quyết số 50/NQ-CP, Bộ Nội vụ yêu cầu."
>>> annotate(letter, '<a href="/van-ban/{number}">{text}</a>')
'Thực hiện <a href="/van-ban/50/NQ-CP">Nghị quyết số 50/NQ-CP</a>, Bộ Nội vụ yêu cầu.'
>>> annotate(letter, lambda mention: ("[[", "]]") if mention.number else None)
'Thực hiện [[Nghị quyết số 50/NQ-CP]], Bộ Nội vụ yêu cầu.'
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import TypeAlias

from ..corpus import Corpus
from ..document import parse
from ..model import Document, Mention
from ..vocabulary import label

Mark: TypeAlias = "str | Callable[[Mention], str | tuple[str, str] | None]"
"""A template with {text}, {number}, {date}, {type}, {title}, {iri}, {id}; or what gives one, or two ends."""


def annotate(
    text: Document | str, mark: Mark, corpus: Corpus | None = None, escape: bool | None = None
) -> str:
    """A text, or that of a document, with each mention marked.

    A `mark` that is, or gives, a template is filled for each mention; {iri} is the work that it means, known
    where the `corpus` of the document is handed in ("" elsewhere).  A pair is put before and behind.  None
    leaves a mention as it is.  `escape` says whether text and values are made safe for HTML: by default where
    the mark has a tag in it.  Raises KeyError for a name in braces that is none of these.
    """
    document = parse(text) if isinstance(text, str) else text
    at, pieces, words = 0, [], document.source.text
    safe = _is_html(mark) if escape is None else escape
    shown = html.escape if safe else str
    for one in sorted(document.mentions, key=lambda one: (one.span.start, -one.span.end)):
        if one.span.start < at:
            continue
        pieces += [shown(words[at : one.span.start]), _marked(document, one, mark, corpus, shown)]
        at = one.span.end
    return "".join((*pieces, shown(words[at:])))


def _is_html(mark: Mark) -> bool:
    return isinstance(mark, str) and "<" in mark


def _marked(
    document: Document, one: Mention, mark: Mark, corpus: Corpus | None, shown: Callable[[str], str]
) -> str:
    words = shown(document.text(one.span))
    chosen = mark(one) if callable(mark) else mark
    if chosen is None:
        return words
    if isinstance(chosen, tuple):
        return words.join(chosen)
    values = {name: shown(value) for name, value in _values(document, one, corpus).items()}
    return chosen.format_map({**values, "text": words})


def _values(document: Document, one: Mention, corpus: Corpus | None) -> Mapping[str, str]:
    target = corpus.targets.get((document.source.path, one.id)) if corpus else None
    return {
        "id": one.id,
        "number": str(one.number.value) if one.number else "",
        "date": one.date.value.isoformat() if one.date else "",
        "type": label(one.doc_type.value) if one.doc_type else "",
        "title": " ".join(one.title.value.split()) if one.title else "",
        "iri": target or "",
    }
