r"""Data sets: a file of many documents is a folder.  Its rows are read as "texts.jsonl/168578.html".

What a row tells besides the text (number, issuer, status, relations) is a second witness: it stands in
`Source.attributes` and `Source.told`, apart from what the page says.  The shapes that are known are the rows
of vocabulary/data_shapes.toml.

>>> import json, tempfile
>>> from pathlib import Path
>>> file = Path(tempfile.mkdtemp()) / "laws.jsonl"
>>> _ = file.write_text(json.dumps({"law_id": "45/2013/QH13", "articles": [
...     {"article_id": "1", "title": "Phạm vi", "text": "Luật này quy định về đất đai."}]}))
>>> [path.name for path in members(file)], member(file / "45-2013-QH13.txt").data.decode()
(['45-2013-QH13.txt'], 'Điều 1. Phạm vi\nLuật này quy định về đất đai.\n')
"""

from __future__ import annotations

from .rows import SUFFIXES
from .sets import Member, is_dataset, may_hold, member, members, refusal, rows_told

__all__ = ["SUFFIXES", "Member", "is_dataset", "may_hold", "member", "members", "refusal", "rows_told"]
