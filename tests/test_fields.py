"""The table of fields, held against what every place shows of a page on which each value stands once."""

from __future__ import annotations

import dataclasses
import html
import json
import re
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin
from urllib.request import urlopen

import pytest
from serving import running

from vnlegal import model
from vnlegal.bulk.parse import row_of
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.graph.build import build
from vnlegal.graph.triples import corpus_quads
from vnlegal.model import Document, Field
from vnlegal.outputs import OUTPUTS, to_record
from vnlegal.outputs.fields import FIELDS, PLACES
from vnlegal.outputs.frame import Sheet
from vnlegal.outputs.schema import json_schema
from vnlegal.serve.shelf import Shelf
from vnlegal.text import fold

PAGE = """
BỘ KHOA HỌC VÀ CÔNG NGHỆ
CỤC SỞ HỮU TRÍ TUỆ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 417/KH-SHTT
HỎA TỐC
TỐI MẬT

Đà Lạt, ngày 03 tháng 8 năm 2023

KẾ HOẠCH
Về việc kiểm kê sáng chế năm nay

Kính gửi: Viện Hàn lâm Khoa học xã hội Việt Nam

Căn cứ Nghị định số 65/2023/NĐ-CP ngày 23 tháng 8 năm 2020 của Chính phủ
quy định chi tiết việc bảo hộ giống cây;

Điều 1. Rà soát hồ sơ lưu

1. Giao Thanh tra Chính phủ chủ trì, phối hợp với Kiểm toán nhà nước rà soát đơn tồn,
hoàn thành trước ngày 15 tháng 11 năm 2024.

2. Bãi bỏ khoản 9 Điều 44 Thông tư số 88/2019/TT-BYT ngày 05 tháng 01 năm 2019 của Bộ trưởng Bộ Y tế.

3. Góp ý Thông tư số ....../2022/TT-BGTVT.

Điều 2. Bảng phân công

| STT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn |
|---|---|---|---|---|---|
| 317 | Lập sổ nhận hồ sơ | Bộ Công an | Bộ Quốc phòng | Sổ theo dõi chung | Tháng 10/2024 |

Điều 3. Hiệu lực

Kế hoạch này có hiệu lực kể từ ngày 29 tháng 9 năm 2023.

Nơi nhận:
- Hội Luật gia Việt Nam (để biết);
- Lưu: VT, PCTT.

KT. CỤC TRƯỞNG
PHÓ CỤC TRƯỞNG


Nguyễn Văn Bình

QUY CHẾ
Cho mượn hiện vật
(Ban hành kèm theo Kế hoạch số 417/KH-SHTT)

Điều 1. Người được mượn tranh

Ai cũng được mượn.

BỘ KHOA HỌC VÀ CÔNG NGHỆ
CỤC SỞ HỮU TRÍ TUỆ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 58/QC-SHTT

Đà Lạt, ngày 03 tháng 8 năm 2023

NỘI QUY
Về việc đọc sách

Điều 1. Giờ đọc

Buổi sáng.
"""


def _ways(kind: Any, way: str = "", seen: tuple[Any, ...] = ()) -> Iterator[str]:
    """The ways from a type of the model to every `Field` in it; a source tells what others say."""
    hints = typing.get_type_hints(kind, vars(model))
    for name, hint in hints.items() if kind is not model.Source else ():
        for part in _parts(hint):
            here = f"{way}.{name}".lstrip(".")
            if (get_origin(part) or part) is Field:
                yield here
            elif dataclasses.is_dataclass(part) and part not in (*seen, kind):
                yield from _ways(part, here, (*seen, kind))


def _parts(hint: Any) -> Iterator[Any]:
    """What a hint is made of: of a union and of a tuple its members."""
    if get_origin(hint) in (tuple, typing.Union, types.UnionType):
        for one in get_args(hint):
            yield from _parts(one)
    elif hint is not type(None) and hint is not Ellipsis:
        yield hint


def test_every_field_of_the_model_has_a_row() -> None:
    ways = set(_ways(Document))
    assert ways - set(FIELDS) == set(), "a row of vnlegal/outputs/fields.py says where it is shown"
    assert set(FIELDS) - ways == set()


def test_rows_name_places() -> None:
    assert {place for row in FIELDS.values() for place in row.split()} == set(PLACES)


def _held(one: Any, way: str) -> Iterator[Field[Any]]:
    """The fields that a document holds at the end of a way."""
    name, _, rest = way.partition(".")
    for part in found if isinstance(found := getattr(one, name), tuple) else (found,):
        if isinstance(part, Field):
            yield part
        elif part is not None and rest:
            yield from _held(part, rest)


def _spellings(document: Document, field: Field[Any]) -> set[str]:
    """How a value may be shown: as it is, as printed, as a name, as a day, as what "để …" means."""
    value = getattr(field.value, "name", field.value)
    found = {str(value).removeprefix("để "), document.text(field.span) if field.span else ""}
    if isinstance(value, date):
        found |= {f"{value:%d/%m/%Y}"}
    return {" ".join(fold(one).split()) for one in found if one}


@pytest.fixture(scope="module")
def document() -> Document:
    """The page, read."""
    return parse(decode("ke-hoach.txt", PAGE.encode()))


@pytest.fixture(scope="module")
def shown(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What each place shows of the page, folded."""
    written = {one.name: "".join(one.write([document], Sheet())) for one in OUTPUTS}
    row = row_of(document)
    columns = [{**row.document, "record": ""}, *row.mentions, *row.claims]
    folder = tmp_path_factory.mktemp("fields")
    found = {
        "record": _json(to_record(document)),
        "rdf": "\n".join(" ".join(quad) for quad in corpus_quads(Corpus.of([document]))),
        "csv": written["csv"] + written["csv-mentions"],
        "markdown": written["markdown"],
        "text": written["text"],
        "spark": _json(columns),
        **_served(folder, document),
    }
    return {place: _flat(words) for place, words in found.items()}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _flat(words: str) -> str:
    words = words.replace("\\n", " ").replace("\\", "")
    return " ".join(fold(html.unescape(re.sub(r"<[^<>]*>", " ", words))).split())


def _served(folder: Path, document: Document) -> dict[str, str]:
    """The lists of the explorer, and the card that an assistant gets."""
    mcp = pytest.importorskip("vnlegal.serve.mcp")
    page, store = folder / "ke-hoach.txt", folder / "store"
    page.write_text(PAGE, "utf-8")
    build([page], store, lambda path: document)
    iri = Corpus.of([document]).settled(document).work.iri
    card = mcp.Tools(Shelf.open(store)).look_up_document(iri)
    with running(store) as address:
        at = f"{address}/id/{iri.split('/id/')[1]}"
        tabs = [urlopen(f"{at}?tab={tab}").read().decode() for tab in ("thuoc-tinh", "nhiem-vu", "trich-dan")]
    main = "\n".join(one.partition("<main")[2] for one in tabs)
    return {"page": main, "mcp": _json(dataclasses.asdict(card))}


ELSEWHERE = {
    "preface.blank_number": "a draft has it in place of a number; a case of parts shows it",
    "instructions.tree.heading": "an act that amends others has it; test_consolidation.py shows it",
}


@pytest.mark.parametrize("way", [way for way in FIELDS if way not in ELSEWHERE])
def test_a_field_is_shown_where_its_row_says(way: str, document: Document, shown: Mapping[str, str]) -> None:
    held = list(_held(document, way))
    assert held, "the page of this test has no such value: add one"
    spelled = [_spellings(document, one) for one in held]
    found = {
        place
        for place, words in shown.items()
        if all(any(spelling in words for spelling in one) for one in spelled)
    }
    assert found | {"schema"} == set(FIELDS[way].split()) | {"schema"}


def test_the_schema_knows_every_field() -> None:
    schema = json.dumps(json_schema())
    renamed = {"partners": "with", "field": "value", "body": "value", "blank_number": "number"}
    for way in FIELDS:
        for name in way.split("."):
            assert f'"{renamed.get(name, name)}"' in schema, way
