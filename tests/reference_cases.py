"""Cases in plain text about references: what a lawyer writes, put on a page and read.

A file of `cases/references` holds cases, each a title, a line `===`, the words to be read, a line `---`
and what is expected; blank lines stand between cases.

    Ban hành chương trình
    ===
    Thực hiện Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ.
    ---
    numbered | Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ | date=2020-04-17
    self implements asserted Nghị quyết số 50/NQ-CP

Every mention must be listed, in page order; of its values those that are listed are compared ("-" for
one that must be absent).  Every claim must be listed; a mention is told by how its words begin.  The
words stand in the body of a letter unless the first lines say otherwise (`# own: nghi-dinh`,
`# part: preamble`).  `xfail: reason` among the expected lines marks what stays out of reach; running
this file lists those in docs/limits.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vnlegal.document import parse
from vnlegal.model import Claim, Document, Mention

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "references"
LIMITS = ROOT / "docs" / "limits.md"
_BETWEEN = re.compile(r"\n\n+(?=[^\n]+\n===\n)")
_CLAIM = re.compile(r"(?P<subject>.+?) (?P<kind>[a-z_]+) (?P<mode>asserted|reported|directed) (?P<object>.+)")
_VALUES = ("number", "doc_type", "date", "issuer", "title", "provision")

_TOP = (
    "{issuer}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: {number}\nHà Nội, ngày 5 tháng 5 năm 2025\n"
)
_END = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n{office}\nNguyễn Văn An\n"
_LETTER = _TOP + "V/v {subject}\nKính gửi: Bộ Y tế.\n{body}" + _END
_ACT = _TOP + "{word}\n{subject}\n{preamble}\n{formula}\nĐiều 1. Phạm vi điều chỉnh\n{body}" + _END

# Type → who issues it, the number, the line between preamble and articles, the office of the signer.
_OWN = {
    "cong-van": ("BỘ NỘI VỤ", "15/BNV-VP", "", "BỘ TRƯỞNG"),
    "luat": ("QUỐC HỘI", "15/2025/QH15", "Quốc hội ban hành Luật.", "CHỦ TỊCH QUỐC HỘI"),
    "nghi-dinh": ("CHÍNH PHỦ", "15/2025/NĐ-CP", "Chính phủ ban hành Nghị định.", "THỦ TƯỚNG"),
    "nghi-quyet": ("CHÍNH PHỦ", "15/NQ-CP", "QUYẾT NGHỊ:", "THỦ TƯỚNG"),
    "lenh": ("CHỦ TỊCH NƯỚC", "15/2025/L-CTN", "", "CHỦ TỊCH NƯỚC"),
    "quyet-dinh": ("BỘ NỘI VỤ", "15/QĐ-BNV", "QUYẾT ĐỊNH:", "BỘ TRƯỞNG"),
    "quy-dinh": ("BỘ NỘI VỤ", "15/QyĐ-BNV", "", "BỘ TRƯỞNG"),
    "ke-hoach": ("BỘ NỘI VỤ", "15/KH-BNV", "", "BỘ TRƯỞNG"),
    "thong-tu": ("BỘ NỘI VỤ", "15/2025/TT-BNV", "Bộ trưởng Bộ Nội vụ ban hành Thông tư.", "BỘ TRƯỞNG"),
}
_WORDS = {
    "luat": "LUẬT", "nghi-dinh": "NGHỊ ĐỊNH", "nghi-quyet": "NGHỊ QUYẾT",
    "quyet-dinh": "QUYẾT ĐỊNH", "thong-tu": "THÔNG TƯ", "cong-van": "",
    "ke-hoach": "KẾ HOẠCH", "lenh": "LỆNH", "quy-dinh": "QUY ĐỊNH",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its file and title, the words and where they stand, what is expected, why it fails."""

    file: str
    title: str
    words: str
    expected: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    xfail: str | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """The expected lines, the values of each in the order of the model."""
        return tuple(_line(*_mention_values(line)) if " | " in line else line for line in self.expected)

    @property
    def page(self) -> str:
        """The words on a page of the type and in the part that the case asks for."""
        own, part = self.settings.get("own", "cong-van"), self.settings.get("part", "body")
        issuer, number, formula, office = _OWN[own]
        places = {
            "subject": "Quy định việc họp",
            "preamble": "Theo đề nghị của Vụ trưởng;",
            "body": "Bộ họp.",
        }
        if own == "cong-van":
            places["subject"] = "họp"
        if part == "note":
            places["body"] = f"Bộ Nội vụ họp.¹\n¹ {self.words}"
        else:
            places[part] = self.words
        frame = _LETTER if own == "cong-van" else _ACT
        return frame.format(
            issuer=issuer, number=number, formula=formula, office=office, word=_WORDS[own], **places
        )


def cases() -> Iterator[Case]:
    """All cases of all files."""
    for path in sorted(CASES.glob("*.txt")):
        for block in _BETWEEN.split(path.read_text("utf-8").strip()):
            yield _case(path.stem, block)


def _case(file: str, block: str) -> Case:
    title, rest = block.split("\n===\n", 1)
    words, expected = rest.split("\n---\n", 1) if "\n---\n" in rest else (rest.removesuffix("\n---"), "")
    settings = {}
    while setting := re.match(r"# (\w+): (.+)\n", words):
        settings[setting[1]] = setting[2]
        words = words[setting.end() :]
    lines = [line.strip() for line in expected.splitlines() if line.strip()]
    reasons = [line.removeprefix("xfail: ") for line in lines if line.startswith("xfail: ")]
    kept = tuple(line for line in lines if not line.startswith("xfail: "))
    return Case(file, title.strip(), words, kept, settings, reasons[0] if reasons else None)


def read(case: Case) -> tuple[str, ...]:
    """What vnlegal reads on the page of a case, as the expected lines would say it."""
    document = parse(case.page)
    mentions = [one for one in document.mentions if not _is_own(one)]
    wanted = [_mention_values(line) for line in case.expected if " | " in line]
    keys = [set(values) for _, _, values in wanted] + [set()] * len(mentions)
    lines = [_written(document, one, keys[i]) for i, one in enumerate(mentions)]
    heads = [line.split(" | ")[1] for line in lines]
    by_id = {one.id: heads[i] for i, one in enumerate(mentions)}
    shorts = [m for line in case.expected if " | " not in line and (m := _CLAIM.fullmatch(line))]
    return (*lines, *(_claimed(one, by_id, shorts) for one in document.claims))


def _is_own(one: Mention) -> bool:
    return one.kind == "self" and one.number is not None and one.number.value.serial == "15"


def _mention_values(line: str) -> tuple[str, str, dict[str, str]]:
    kind, words, *pairs = line.split(" | ")
    return kind, words, dict(pair.split("=", 1) for pair in pairs)


def _written(document: Document, one: Mention, keys: set[str]) -> str:
    words = " ".join(document.text(one.span).split())
    return _line(one.kind, words, {key: _value(document, one, key) for key in keys})


def _line(kind: str, words: str, values: Mapping[str, str]) -> str:
    return " | ".join([kind, words, *(f"{key}={values[key]}" for key in (*_VALUES, "to") if key in values)])


def _value(document: Document, one: Mention, key: str) -> str:
    if key == "to":
        to = document.mention(one.refers_to) if one.refers_to else None
        return " ".join(document.text(to.span).split()) if to else "-"
    found = getattr(one, key)
    return str(found.value) if found else "-"


def _claimed(one: Claim, heads: Mapping[str, str], shorts: list[re.Match[str]]) -> str:
    """A claim, with its mentions cut to the words by which an expected line tells them."""

    def told(id: str, group: str) -> str:
        words = heads.get(id, id)
        return next((s[group] for s in shorts if words.startswith(s[group]) and s["kind"] == one.kind), words)

    subject = "self" if one.subject == "self" else told(one.subject, "subject")
    return f"{subject} {one.kind} {one.mode} {told(one.object, 'object')}"


def limits() -> str:
    """The section of docs/limits.md about what the cases mark as out of reach."""
    lines = [f"- {case.title}: {case.xfail}" for case in cases() if case.xfail]
    return "\n".join(["<!-- references: begin -->", *lines, "<!-- references: end -->"])


def with_limits(page: str) -> str:
    """docs/limits.md with that section brought up to date."""
    section = re.compile(r"<!-- references: begin -->.*<!-- references: end -->", re.DOTALL)
    return section.sub(lambda _: limits(), page)


if __name__ == "__main__":
    LIMITS.write_text(with_limits(LIMITS.read_text("utf-8")), "utf-8")
