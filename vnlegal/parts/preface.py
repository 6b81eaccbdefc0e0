"""The preface: who issued what under which number, where and when, on what subject, to whom.

Components 1-5 and 9a of Nghị định 30/2020/NĐ-CP, Phụ lục I; for the Party Hướng dẫn 36-HD/VPTW.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from .. import late
from ..lines import Stretch
from ..model import Body, DocNumber, Field, Preface
from ..notation.bodies import abbreviated, named, province
from ..text import Text, fold, trim
from ..vocabulary import doc_types, issuers, words
from .addressees import items
from .head_lines import DateLine, symbol_number, type_by_symbol
from .heads import Head
from .late_heads import Adoption, adoption, authentication, closing_date
from .layout import Layout
from .letterhead import bodies, body_field
from .site_table import told_by_site

_JOINT = ("TTLT", "TTLB", "TT-LB", "NQLT", "TT/LB", "QCPH", "CTPH", "KHPH", "HDLN", "KHLN", "QCLT", "KHLT")
_JOINTLY = ("thong-tu-lien-tich", "nghi-quyet-lien-tich")
# Who signs papers of the Party: "Bộ Chính trị", "Ban Bí thư".
_PARTY_BODIES = late.regex(
    r"(?:bộ chính trị|ban bí thư(?: trung ương(?: đảng)?)?|ban chấp hành trung ương(?: đảng)?"
    r"|ban thường vụ|hội nghị[^,]{0,80})"
)
_TERM = late.regex(r"\s\(?(?:khóa|nhiệm\skỳ|kỳ\shọp)\s")
"""The term or session of an elected body, behind its name: "HĐND TỈNH HÀ NAM KHÓA XVI"."""
# Behind the first abbreviation of a symbol: "QCPH|/UBND-UBMTTQ", "CTPH|-HLHPN-CA".
_FIRST = late.regex(r"[/-]")
_PAIRS = {"”": "“", ")": "("}
_OUTER = " \n.;,:-–|"


def read_preface(text: Text, layout: Layout) -> Preface:
    """Read the head that the layout found; where it says nothing, the end of the page or its site may."""
    printed = _printed(text, layout)
    if printed.number and printed.issuers and printed.date and printed.doc_type:
        return printed
    told = told_by_site(text, layout.head.end if layout.head else 0)
    return printed.completed(told) if _of_same(printed, told) else printed


def _of_same(printed: Preface, told: Preface) -> bool:
    """Whether a site tells of the document that the page prints."""
    if printed.number is None or told.number is None:
        return told.number is not None
    return printed.number.value.compact == told.number.value.compact


def _printed(text: Text, layout: Layout) -> Preface:
    """What the page itself says: the head that the layout found, or what its end says of it."""
    head, closing = layout.head, layout.closing
    adopted = None if head and head.date and head.date.day else adoption(text, closing)
    if head is None:
        return _adopted(text, adopted) if adopted else Preface()
    own = _of_consolidation(text, head) or head
    line = own.date or (None if adopted else closing_date(text, closing))
    parent, issuers = _bodies(text, own, line)
    return Preface(
        issuers=issuers or (_adopting(text, adopted) if adopted else ()),
        parent_body=parent,
        number=_number(text, own),
        doc_type=_doc_type(text, own, head),
        place=_words(text, line.place if line else None, "place line"),
        date=_date(text, line) or (_adoption_day(text, adopted) if adopted else None),
        subject=_subject(text, head),
        addressees=_addressees(text, head),
        urgency=_words(text, head.urgency, "urgency mark"),
        secrecy=_words(text, head.secrecy, "secrecy mark"),
        draft=head.draft or bool(own.number and own.number.blank),
        blank_number=_blank(text, own),
    )


def _blank(text: Text, head: Head) -> Field[str] | None:
    """The symbol of a number whose digits are left blank."""
    number = head.number
    if number is None or not number.blank or not number.symbol:
        return None
    parsed = symbol_number(number.symbol)
    symbol = parsed.symbol if parsed else number.symbol.lstrip("/-")
    return text.field(symbol, *number.span, "number line")


def _of_consolidation(text: Text, head: Head) -> Head | None:
    """The block at the end of a consolidated text, where the head above lacks a number or a body."""
    if head.number and head.letterhead:
        return None
    found = authentication(text, head.end)
    return found if not head.number or (found and _one_number(found, head)) else None


def _one_number(one: Head, other: Head) -> bool:
    """Whether two heads of a page bear the same number."""
    numbers = [head.number.number for head in (one, other) if head.number and head.number.number]
    return len(numbers) == 2 and numbers[0].compact == numbers[1].compact


def _adopted(text: Text, adopted: Adoption) -> Preface:
    """A law without letterhead, as its last sentence tells of it."""
    return Preface(
        issuers=_adopting(text, adopted),
        doc_type=text.field(adopted.doc_type, *adopted.type_at, "adoption"),
        date=_adoption_day(text, adopted),
    )


def _adopting(text: Text, adopted: Adoption) -> tuple[Field[Body], ...]:
    body = body_field(text, [adopted.body_at], None, adopted.day)
    return (Field(body.value, body.span, "adoption"),)


def _adoption_day(text: Text, adopted: Adoption) -> Field[date] | None:
    return text.field(adopted.day, *adopted.date_at, "adoption") if adopted.day else None


def _words(text: Text, stretch: Stretch | None, by: str) -> Field[str] | None:
    return text.words(*stretch, by) if stretch else None


def _number(text: Text, head: Head) -> Field[DocNumber] | None:
    if head.number is None or head.number.number is None:
        return None
    return text.field(head.number.number, *head.number.span, "number line")


def _date(text: Text, line: DateLine | None) -> Field[date] | None:
    return text.field(line.day, *line.span, "date line") if line and line.day else None


def _parsed(head: Head) -> DocNumber | None:
    """The number, or for a blank one what its symbol tells."""
    return (head.number.number or symbol_number(head.number.symbol)) if head.number else None


def _doc_type(text: Text, own: Head, head: Head) -> Field[str] | None:
    """The title's type; a consolidated text is one whatever its title; a letter is known by its number."""
    number = _parsed(own)
    if number and number.doc_type in ("VBHN", "SY", "TrS") and not head.party:
        return Field(type_by_symbol(number, False) or "", None, "form of the number")
    if head.title:
        stretch, id = head.title
        return text.field(id, *stretch, "title line")
    if own.kind:
        return text.field(own.kind[1], *own.kind[0], "number line")
    if number is None:
        return Field("cong-van", None, "V/v") if head.letter else None
    if found := type_by_symbol(number, head.party or number.form == "party"):
        return Field(found, None, "form of the number")
    if number.form in ("letter", "other") or number.doc_type == "CV":
        return Field("cong-van", None, "form of the number")
    return None


def _subject(text: Text, head: Head) -> Field[str] | None:
    pieces = [
        trimmed for a, b in head.subject if (trimmed := trim(text.clean, a, b, " \n|:"))[0] < trimmed[1]
    ]
    if not pieces:
        return None
    start, end = trim(text.clean, pieces[0][0], pieces[-1][1], " \n|.;:/")
    end = _within_quote(text, start, end)
    pieces[-1] = (pieces[-1][0], end)
    value = " ".join(" ".join(text.clean[a:b].split()) for a, b in pieces)
    return text.field(value, start, end, "title" if head.title else "V/v")


def _within_quote(text: Text, start: int, end: int) -> int:
    """Where a subject ends that stands between marks: before the one that closes it."""
    words = text.clean[start:end]
    last = words[-1]
    alone = words.count('"') % 2 if last == '"' else words.count(last) > words.count(_PAIRS.get(last, last))
    return trim(text.clean, start, end - 1, " \n|.;:/")[1] if alone else end


def _addressees(text: Text, head: Head) -> tuple[Field[str], ...]:
    if head.addressees is None:
        return ()
    return tuple(text.words(a, b, "addressee") for a, b in items(text, *head.addressees))


# A committee of the Party by its level: "tỉnh ủy".
_COMMITTEE = late.regex(r"(?:tỉnh|thành|huyện|quận|thị|đảng) ủy(?!\p{L})")
# The kind of a place whose name the body above has: "THANH TRA |TỈNH", "CÔNG AN |PHƯỜNG".
_UNNAMED = late.regex(r"(?<=\s)(?:tỉnh|thành phố|huyện|quận|xã|phường|đặc khu)$")
# What the name of a centre says of itself: "HỘI NÔNG DÂN |VIỆT NAM".
_CENTRAL = late.regex(r"việt nam|trung ương")
# The place of a body: "… |xã Đại Lộc".
_LOCAL = late.regex(r"(?i)(?<!\p{L})(?:tỉnh|thành phố|xã|phường|đặc khu) .+$")
_OFFICES = ("văn phòng", "thanh tra", "thường trực", "ban thường trực")
# Its staff: "Ban Tổ chức", "Văn phòng".
_STAFF = late.regex(r"ban [\p{L} ,]{3,40}|văn phòng|ủy ban kiểm tra|trung tâm chính trị")


def _bodies(
    text: Text, head: Head, line: DateLine | None
) -> tuple[Field[Body] | None, tuple[Field[Body], ...]]:
    """Parent and issuers: the lower line issues; of a joint document all do; a Party title may name them."""
    if named := _authors(text, head):
        return None, named
    number = _parsed(head)
    joint = number is not None and (
        number.doc_type in _JOINT
        or number.form == "joint"
        or number.symbol in _JOINT
        or _FIRST.split(number.symbol)[0] in _JOINT
    )
    joint = joint or (head.title is not None and head.title[1] in _JOINTLY) or _by_two(number, head)
    place = text.clean[slice(*line.place)] if line and line.place else None
    lines = [(cell.start, cell.end) for cell in head.letterhead]
    names = bodies(text, [*((_past_of(text, one), one[1]) for one in lines[:1]), *lines[1:]], joint)
    if not names and head.author and not head.party:
        author = [(_past_of(text, head.author[0]), head.author[0][1]), *head.author[1:]]
        names = bodies(text, author, joint) if joint else [author]
    day = line.day if line else None
    if len(names) > 1 and not (joint and place and province(place)):
        place = _place_of(text, names[-2]) or place
    fields = [_of_symbol(head, body_field(text, lines, place, day), number, day) for lines in names]
    if joint or not fields:
        return None, tuple(fields) or _deciding(text, head, day)
    if len(fields) == 1:
        return None, (_in_full(text, head, fields[0], day),)
    if fields[-1].value.id and fields[-1].value.id == fields[-2].value.id:  # "HỘI NÔNG DÂN / BAN CHẤP HÀNH"
        return None, (fields[-1],)
    printed = fold(" ".join(text.clean[a:b] for a, b in names[-1])).strip()
    return fields[-2], (_under(fields[-2], fields[-1], printed),)


def _by_two(number: DocNumber | None, head: Head) -> bool:
    """Whether the symbol names a second body that is not under the first: "12/CTr-UBND-MTTQ"."""
    if number is None or len(number.issuers) != 1 or not number.unit or len(head.letterhead) < 2:
        return False
    front = number.unit.split("-")[0] in _FRONT
    return front and any(row.local for row in abbreviated(number.issuers[0]))


_FRONT = words("symbols", "front")


def _past_of(text: Text, author: Stretch) -> int:
    """Where an author begins, behind "của"."""
    of = _OF.match(text.folded, *author)
    return of.end() if of else author[0]


# What leads to the author in a title: "QUYẾT ĐỊNH |CỦA |THỦ TƯỚNG CHÍNH PHỦ".
_OF = late.regex(r"\s*của\s+")
# The province in the name of a body: "ỦY BAN NHÂN DÂN |TỈNH BẮC NINH".
_PROVINCE = late.regex(r"(?:tỉnh|thành phố|tp\.?) (?P<name>[\p{L} -]{2,20})$")


def _place_of(text: Text, lines: list[Stretch]) -> str | None:
    """The province of the body above, where no line of place and date gives one."""
    found = _PROVINCE.search(" ".join(" ".join(text.folded[a:b].split()) for a, b in lines))
    return found["name"] if found and province(found["name"]) else None


_OF_MANY = ("bchtw",)


def _of_symbol(head: Head, field: Field[Body], number: DocNumber | None, day: date | None) -> Field[Body]:
    """The body that the number names, where the letterhead has less than its name: "VIỆN KIỂM SÁT NHÂN DÂN"
    (…/CT-VKSTC), or a name that several have: "BAN CHẤP HÀNH TRUNG ƯƠNG" (…-QĐ/TWĐTN).
    """
    rows = abbreviated(number.issuers[0], day) if number and len(number.issuers) == 1 else ()
    if len(rows) != 1 or rows[0].local:
        return field
    shared = not head.party and field.value.id in _OF_MANY and rows[0].system != "party"
    cut = field.value.id is None and fold(rows[0].name).startswith(f"{fold(field.value.name)} ")
    return Field(Body(rows[0].name, rows[0].id), field.span, "letterhead") if shared or cut else field


def _deciding(text: Text, head: Head, day: date | None) -> tuple[Field[Body], ...]:
    """Without letterhead, the registered body that the line above the grounds names."""
    if not head.authority or head.authority[0] == head.authority[1]:
        return ()
    field = body_field(text, [_who(text, head.authority)], None, day)
    return (Field(field.value, field.span, "authority"),) if field.value.id else ()


def _who(text: Text, authority: Stretch) -> Stretch:
    """The body in the line of who decides, without its term: "… TỈNH PHÚ YÊN / KHÓA VI, KỲ HỌP THỨ 6"."""
    term = _TERM.search(text.folded, *authority)
    return (authority[0], term.start()) if term else authority


def _in_full(text: Text, head: Head, field: Field[Body], day: date | None) -> Field[Body]:
    """A local body with the province that the authority above the grounds is printed with."""
    if field.value.id or not head.authority or head.authority[0] == head.authority[1]:
        return field
    full = body_field(text, [_who(text, head.authority)], None, day)
    named = full.value.id and full.value.name.startswith(f"{field.value.name} ")
    return Field(full.value, field.span, "authority") if named else field


def _under(parent: Field[Body], field: Field[Body], printed: str) -> Field[Body]:
    """A body that has its full name from the one above it: "Ban Tổ chức" under "Tỉnh ủy Lạng Sơn", and
    "Văn phòng" or "Thanh tra" under whichever body.
    """
    above, name = parent.value.name, field.value.name
    if printed in _OFFICES and parent.value.id != "bchtw":
        full = f"{name if printed.startswith('ban') else printed.capitalize()} {above}"
        found = named(full)
        return Field(Body(full, found.key if found else None), field.span, field.by)
    if (
        field.value.id is None
        and (kind := _UNNAMED.search(printed))
        and (place := _named_after(kind[0], above))
    ):
        full = f"{name[: -len(kind[0])]}{kind[0]} {place}"
        found = named(full)
        return Field(Body(full, found.key if found else None), field.span, field.by)
    if field.value.id in _centres() and not _CENTRAL.search(printed) and (local := _LOCAL.search(above)):
        return Field(Body(f"{printed.capitalize()} {local[0]}", None), field.span, field.by)
    if field.value.id or not _COMMITTEE.match(fold(above)) or not _STAFF.fullmatch(fold(name)):
        return field
    return Field(Body(f"{name} {above}", None), field.span, field.by)


@cache
def _centres() -> frozenset[str]:
    """Mass organisations, which have branches in every place."""
    return frozenset(row.id for row in issuers() if row.kind == "mass-org")


def _named_after(kind: str, above: str) -> str:
    """The place of a body that is one of a kind: of "Ủy ban nhân dân tỉnh Vĩnh Long" that of its "tỉnh"."""
    at = fold(above).rfind(f" {kind} ")
    return above[at + len(kind) + 2 :] if at >= 0 else ""


def _authors(text: Text, head: Head) -> tuple[Field[Body], ...]:
    """Bodies of the Party that the line "CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ" under the title names."""
    if not head.author or not head.party:
        return ()
    begin, end = head.author[0][0], head.author[-1][1]
    found = [m for m in _PARTY_BODIES.finditer(text.folded, begin, end) if not m[0].startswith("hội nghị")]
    return tuple(_author(text, m.start(), m.end()) for m in found)


def _author(text: Text, start: int, end: int) -> Field[Body]:
    field = body_field(text, [(start, end)], None)
    if text.folded[start:end] == "ban bí thư":
        return Field(Body("Ban Bí thư", field.value.id), field.span, "author line")
    return Field(field.value, field.span, "author line")


def type_label(id: str) -> str:
    """The printed name of a type ("cong-van" -> "công văn")."""
    return doc_types().get(id).label
