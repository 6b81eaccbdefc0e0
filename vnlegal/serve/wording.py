"""How the pages say things, and the templates that say them in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from .. import __version__, vocabulary
from ..checks.frame import SEVERITY_VI
from ..graph.validity import Status
from ..language import spoken, tr, written
from ..model import State
from ..notation import iris
from ..vocabulary import relations

if TYPE_CHECKING:
    import jinja2

ROOT = iris.BASE.removesuffix("/id")
TABS = {
    "noi-dung": "Nội dung",
    "thuoc-tinh": "Thuộc tính",
    "thoi-gian": "Thời gian",
    "luoc-do": "Lược đồ",
    "trich-dan": "Trích dẫn",
    "nhiem-vu": "Nhiệm vụ",
    "kiem-tra": "Kiểm tra",
}
MODES = {"asserted": "tự nói", "reported": "văn bản khác nói", "directed": "giao việc"}
STATUSES = {
    Status.NOT_YET: "Chưa có hiệu lực",
    Status.IN_FORCE: "Còn hiệu lực",
    Status.PARTLY: "Còn hiệu lực một phần",
    Status.ENDED: "Hết hiệu lực",
    Status.SUSPENDED: "Ngưng hiệu lực",
    Status.UNKNOWN: "Chưa rõ",
}
STATES = {
    State.AGREES: "khớp",
    State.DIFFERS: "khác nhau",
    State.CONFLICT: "mâu thuẫn",
    State.AMBIGUOUS: "không xác định được một văn bản",
    State.NOT_IN_CORPUS: "không có trong kho",
    State.NOT_CHECKED: "chưa đối chiếu được",
}
RESOLUTIONS = {
    "exact": "xác định được",
    "inferred": "suy ra từ ngữ cảnh",
    "ambiguous": "có nhiều khả năng",
    "unresolved": "chưa xác định được",
}
# What the scripts say, under the name by which they ask for it.
SCRIPTS = {
    "smaller": "Thu nhỏ",
    "larger": "Phóng to",
    "whole": "Vừa khung",
    "offers": "Gợi ý",
    "copied": "Đã sao chép",
    "query": "Câu truy vấn SPARQL",
    "lit": "Đang sáng: ký tự",
    "chosen": "Ký tự",
    "copy-link": "Sao chép liên kết đoạn này",
    "link-copied": "Đã sao chép liên kết",
}


def url(iri: str, tab: str = "", start: int | None = None, end: int | None = None, **query: object) -> str:
    """Where the page of a work stands on this site, at a tab and a stretch of its text.

    >>> url(f"{iris.BASE}/doc/chinh-phu/2020/50-nq-cp", "noi-dung", 3, 9)
    '/id/doc/chinh-phu/2020/50-nq-cp?tab=noi-dung#char=3,9'
    """
    if not iri.startswith(f"{iris.BASE}/"):
        return "/"
    asked = {key: str(value) for key, value in {"tab": tab, **query}.items() if value not in ("", None)}
    path = quote(iri.removeprefix(ROOT), safe="/~+")
    place = f"#char={start},{end}" if start is not None else ""
    return path + (f"?{urlencode(asked)}" if asked else "") + place


def day(one: date | None) -> str:
    """A date as people read it.

    >>> day(date(2021, 4, 2))
    '02/04/2021'
    """
    return written(one) if one else ""


def kind(key: str | None) -> str:
    """The name of a type of document, as at the beginning of a line."""
    words = tr(vocabulary.label(key) if key else "văn bản")
    return words[:1].upper() + words[1:]


def relation(key: str, way: str = "out") -> str:
    """A relation as read from the source ("out") or from the target ("in")."""
    return relations().get(key).said(way)


def family(key: str) -> str:
    """Which of four families a relation belongs to: lineage, basis, change, other."""
    return relations().get(key).family


def count(number: int) -> str:
    """A number with points between the thousands, in English with commas.

    >>> count(100000)
    '100.000'
    """
    return f"{number:,}".replace(",", ".") if spoken() == "vi" else f"{number:,}"


def again(query: Mapping[str, str], **changes: object) -> str:
    """The same question with changes, as the query of a URL: None or "" leaves a parameter out.

    >>> again({"q": "thuế", "trang": "3"}, trang=None)
    '?q=thu%E1%BA%BF'
    """
    asked = {**query, **{key: str(value) if value is not None else "" for key, value in changes.items()}}
    kept = {key: value for key, value in asked.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"


@cache
def templates() -> jinja2.Environment:
    """The templates; whatever they show is escaped, and what is missing is an error."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(day=day, kind=kind, count=count)
    made.globals.update(
        url=url, again=again, relation=relation, family=family, TABS=TABS, MODES=MODES, STATUSES=STATUSES,
        STATES=STATES, RESOLUTIONS=RESOLUTIONS, SEVERITIES=SEVERITY_VI, version=__version__,
        RELATIONS=[row.id for row in relations()], WORDS=SCRIPTS, tr=tr, language=spoken,
    )  # fmt: skip
    return made
