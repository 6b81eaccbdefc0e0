"""Words of several syllables, which Vietnamese writes apart: underthesea finds them, loaded when first asked.

What they are worth for search is measured by tests/benchmarks/retrieval.py.
"""

from __future__ import annotations

from .. import late

_JOINED = late.regex(r"[\p{L}\d]+(?:_[\p{L}\d]+)+")  # a word as underthesea joins it: "tố_cáo"


def compounds(text: str) -> tuple[str, ...]:
    """The words of several syllables in a text, in its order, in small letters and joined by "_".

    >>> compounds("Người tố cáo được bảo vệ")
    ('tố_cáo', 'bảo_vệ')
    """
    from underthesea import word_tokenize

    return tuple(_JOINED.findall(word_tokenize(text, format="text").lower()))
