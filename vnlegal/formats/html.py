"""Pages of portals: the smallest element that holds the whole document, as lines and cells.

Nothing is scored word by word, as extractors of news articles do, which lose half of the citations:
what stands inside the element that holds letterhead and recipients is kept in page order.
"""

from __future__ import annotations

import email
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import late
from . import plain
from .frame import Reading, Refusal, missing, remark
from .kinds import ARCHIVED_PAGE
from .signs import signs
from .writer import Writer, superscript

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_DECLARATION = late.re(r"^\s*<\?xml[^>]{0,200}\?>")

_DROPPED = (
    "script", "style", "noscript", "template", "head", "nav", "aside", "iframe", "object", "svg", "math",
    "button", "select", "textarea", "input", "canvas", "audio", "video", "map",
)  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "body",
))  # fmt: skip
_PARAGRAPHS = frozenset(("p", "ul", "ol", "li", "span", "font", "b", "i", "a"))
_ASIDE = late.re(
    r"(?:^|[\s_-])(?:breadcrumbs?|menu|navbar|share|social|comments?|toolbar|pagination|paging|sidebar|related)(?:$|[\s_-])",
    re.I,
)
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_HIDDEN = late.re(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_STRUCK = late.re(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I)
# A rule of a style sheet, its at-rules (print, narrow screens) taken out before.
_RULE = late.re(r"(?:\A|(?<=[{}]))([^{}]{1,2000})\{([^{}]{0,4000})\}")
_AT_RULE = late.re(r"@[^{}]{0,500}\{(?:[^{}]{0,2000}\{[^{}]{0,4000}\}){0,500}[^{}]{0,2000}\}")
# A selector of one class or one id, with or without a tag.
_SIMPLE = late.re(r"[\w-]*([.#])([\w-]+)")
_RAISED = late.re(r"vertical-align\s*:\s*super|position:\s*relative;[^\"]*top:\s*-", re.I)
_NOTE_LINK = late.re(r"ftn|footnote|note-?ref|endnote|_edn", re.I)
_MARK = late.re(r"\s*[\[(]?(\d{1,3})[\])]?\s*")
_UNIT = late.regex(r"(?<!\p{L})(?:[kdcm]?m|10)$")
_SPACES = late.re(r"[ \t\r\n\f]+")


def read(data: bytes) -> Reading:
    """The text of the document on a page, or in a web archive (MHT)."""
    words = _decode(_page_of_archive(data) if ARCHIVED_PAGE.match(data[:4000]) else data)
    root = _tree(words)
    main = _main(root)
    writer = Writer()
    struck = _clear(main, _hidden_names(words))
    if struck:
        writer.remark(remark("VL910", f"bỏ {struck} đoạn chữ bị gạch ngang"))
    _Walk(writer, main).run()
    reading = writer.reading()
    if not reading.text.strip():
        raise Refusal("trang không có chữ nào")
    return reading


def _page_of_archive(data: bytes) -> bytes:
    """The page in a web archive, as Word and portals save it under the suffix .doc."""
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else b""
    raise Refusal("tệp MHT không có trang nào")


def _decode(data: bytes) -> str:
    """Decode by byte-order mark, UTF-8 if it fits, or the charset that the page declares."""
    name = plain.encoding(data)
    declared = _CHARSET.search(data[:4000])
    for one in (name, declared[1].decode() if declared else "windows-1258", "windows-1258"):
        try:
            return data.decode(one)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def _tree(page: str) -> Element:
    try:
        from lxml import etree
    except ImportError as error:
        raise missing("lxml", "html") from error
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    words = _DECLARATION.sub("", page.lstrip("\ufeff")).replace("\x00", "")
    root = etree.fromstring(words, parser) if words.strip() else None
    if root is None:
        raise Refusal("trang không có chữ nào")
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    return root


def _main(root: Element) -> Element:
    """Go down as long as one child holds the signs of a document that the page holds, or most of the text.

    Letterhead and recipients are enough: "Số:" and "Kính gửi" also stand in what surrounds a document.
    """
    here = next(iter(root.iter("body")), root)
    wanted = _signs(here)
    if wanted >= {"heading", "recipients"}:
        wanted = frozenset(("heading", "recipients"))
    elif "heading" in wanted:
        wanted -= {"addressees"}
    while True:
        weight = max(1.0, _weight(here))
        inner = next((child for child in here if _holds(child, weight, wanted)), None)
        if inner is None:
            return here
        here = inner


def _holds(child: Element, weight: float, wanted: frozenset[str]) -> bool:
    if not wanted <= _signs(child) or child.tag in _PARAGRAPHS:
        return False
    share = _weight(child) / weight
    if child.tag == "table":
        return share >= 0.6
    return share >= (0.1 if {"heading", "recipients"} <= wanted else 0.6)


def _weight(element: Element) -> float:
    """How much text an element holds, links counting little."""
    linked = sum(len(words) for link in element.iter("a") for words in _texts(link))
    return sum(len(words.strip()) for words in _texts(element)) - 0.8 * linked


def _signs(element: Element) -> frozenset[str]:
    return signs("\n".join(words for words in _texts(element) if words.strip()))


Names = frozenset[tuple[str, str]]


def _hidden_names(page: str) -> Names:
    """Classes and ids that the style sheets of a page hide on every screen: (".", name) and ("#", name)."""
    found = set()
    for sheet in re.findall(r"<style\b[^>]{0,500}>(.{0,200000}?)</style", page, re.I | re.S):
        for selectors, rule in _RULE.findall(_AT_RULE.sub("", sheet)):
            if _HIDDEN.search(rule):
                found |= {
                    (m[1], m[2]) for one in selectors.split(",") if (m := _SIMPLE.fullmatch(one.strip()))
                }
    return frozenset(found)


def _clear(main: Element, hidden: Names) -> int:
    """Take out what is hidden, struck out, or stands around the text; how many stretches were struck out.

    What holds a part of the document stays: a script may show it.
    """
    struck = 0
    for element in list(main.iterdescendants()):
        parent = element.getparent()
        if not isinstance(element.tag, str) or parent is None:
            continue
        if _is_struck(element):
            struck += 1
            _drop(parent, element)
        elif _is_hidden(element) or (_is_beside(element, hidden) and not _signs(element)):
            _drop(parent, element)
    return struck


def _is_struck(element: Element) -> bool:
    return element.tag in ("del", "s", "strike") or bool(_STRUCK.search(element.get("style", "")))


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _is_beside(element: Element, hidden: Names) -> bool:
    names = {(".", one) for one in element.get("class", "").split()} | {("#", element.get("id", ""))}
    return bool(names & hidden) or _is_aside(element)


def _is_aside(element: Element) -> bool:
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return element.get("role") in _ROLES or bool(_ASIDE.search(named))


def _drop(parent: Element, element: Element) -> None:
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


class _Walk:
    """Writes one element: blocks as lines, cells between bars, raised digits as note marks."""

    def __init__(self, writer: Writer, main: Element) -> None:
        self.writer = writer
        self.main = main
        self.barred: dict[Element, int] = {}
        self.items: Counter[Element] = Counter()
        self.verbatim = 0
        self.skipped: Element | None = None

    def run(self) -> None:
        """Walk the tree without recursion: pages may be nested as deep as they like."""
        from lxml import etree

        for event, element in etree.iterwalk(self.main, events=("start", "end")):
            if self.skipped is not None:
                if event == "end" and element is self.skipped:
                    self.skipped = None
                    self._words(element.tail)
            elif event == "start":
                self._start(element)
            else:
                self._end(element)

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self.writer.rest()
        elif mark := self._mark(element):
            self.writer.put(mark)
            self.skipped = element
            return
        elif tag in _BLOCKS:
            self.writer.end()
        if tag == "table":
            self._plan(element)
        if tag == "pre":
            self.verbatim += 1
        if element in self.barred:
            for _ in range(self.barred[element]):
                self.writer.bar()
        if tag == "li":
            self._item(element)
        self._words(element.text)

    def _end(self, element: Element) -> None:
        if element.tag in _BLOCKS:
            self.writer.end()
        if element.tag == "pre":
            self.verbatim -= 1
        if element.tag == "tr" and element in self.barred:
            self.writer.bar()
        if element is not self.main:
            self._words(element.tail)

    def _words(self, words: str | None) -> None:
        if not words:
            return
        if not self.verbatim:
            words = _SPACES.sub(" ", words)
            if self.writer.line.endswith(" ") or not self.writer.line:
                words = words.lstrip(" ")
        self.writer.put(words)

    def _item(self, item: Element) -> None:
        """The number or dash that a browser draws before an item of a list."""
        parent = item.getparent()
        words = "".join(_texts(item)).strip()
        if parent is not None and parent.tag == "ol":
            self.items[parent] += 1
            self.writer.put(f"{self.items[parent]}. ")
        elif words[:1] not in "-–+•*" and not words[:1].isdigit():
            self.writer.put("- ")

    def _mark(self, element: Element) -> str | None:
        """A raised number is the mark of a note, unless it belongs to a unit (m²)."""
        raised = element.tag == "sup" or bool(_RAISED.search(element.get("style", "")))
        linked = element.tag == "a" and bool(
            _NOTE_LINK.search(element.get("href", "") + element.get("name", ""))
        )
        if not (raised or linked):
            return None
        found = _MARK.fullmatch("".join(_texts(element)))
        if not found:
            return None
        return found[1] if not linked and _UNIT.search(self.writer.line[-4:]) else superscript(found[1])

    def _plan(self, table: Element) -> None:
        """Which cells and rows of a table get bars; a table of one column lays out the page and gets none."""
        rows = [row for row in table.iter("tr") if _table_of(row) is table]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if all(sum(1 for cell in row if _filled(cell)) < 2 for row in cells):
            return
        covered: dict[int, tuple[int, int]] = {}
        for row, inside in zip(rows, cells, strict=True):
            self.barred[row] = 0
            column = 0
            for cell in inside:
                column, above = _past(covered, column)
                self.barred[cell] = 1 + above
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                covered[column] = height, width
                column += width
            covered = {at: (left - 1, width) for at, (left, width) in covered.items() if left > 1}


def _past(covered: dict[int, tuple[int, int]], column: int) -> tuple[int, int]:
    """The first column that no cell of a row above reaches into, and how many such cells were passed."""
    above = 0
    while column in covered:
        above += 1
        column += covered[column][1]
    return column, above


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), 100) if value.isdecimal() and int(value) else 1


def _table_of(row: Element) -> Element | None:
    return next(row.iterancestors("table"), None)


def _texts(element: Element) -> Iterator[str]:
    """The pieces of text below an element."""
    return (str(words) for words in element.itertext())


def _filled(cell: Element) -> bool:
    return any(words.strip() for words in _texts(cell))
