"""Documents, mentions and claims as data frames, with the columns of `bulk.parse`.

>>> from vnlegal.document import parse
>>> letter = parse("Thực hiện Nghị quyết số 50/NQ-CP, Bộ Nội vụ yêu cầu.")
>>> [row["number"] for row in rows([letter], "mentions")]
['50/NQ-CP']
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, Literal, get_args

from ..language import noted
from ..model import Document
from .parse import Columns, claim_rows, mention_rows, row_of

Named = Literal["documents", "mentions", "claims"]


def rows(documents: Iterable[Document], table: Named = "documents") -> list[Columns]:
    """The rows of a table; raises ValueError if there is none of this name."""
    if table not in get_args(Named):
        raise noted(ValueError(f"table: không có {table!r} (có: {', '.join(get_args(Named))})"))
    if table == "documents":
        return [{k: v for k, v in row_of(one).document.items() if k != "record"} for one in documents]
    read = mention_rows if table == "mentions" else claim_rows
    return [row for one in documents for row in read(one)]


def to_frame(documents: Iterable[Document], table: Named, library: Literal["pandas", "polars"]) -> Any:
    """The rows as a DataFrame of a library; raises ImportError where it is not installed."""
    try:
        made = import_module(library).DataFrame
    except ImportError as error:
        raise ImportError(f"cần thư viện {library}: pip install {library}") from error
    return made(rows(documents, table))
