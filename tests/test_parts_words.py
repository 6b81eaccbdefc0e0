"""The words of the page: every form has a witness, every witness holds a form."""

from __future__ import annotations

from typing import Any

import pytest
import regex

from vnlegal.parts.wording import any_of, forms
from vnlegal.text import fold
from vnlegal.vocabulary import table

ROWS: list[dict[str, Any]] = table("pages")["phrase"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_forms_and_witnesses_meet(row: dict[str, Any]) -> None:
    witnesses = [fold(witness) for witness in row["witness"]]
    pattern = regex.compile(any_of(row["id"]))
    assert not [form for form in forms(row["id"]) if not any(form in witness for witness in witnesses)]
    assert not [witness for witness in witnesses if not pattern.search(witness)]
