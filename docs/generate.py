"""The pages of docs/ that are made from the code and the tables.

python docs/generate.py

`make pages` runs it; tests/test_docs.py holds that the pages are fresh.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import chdir
from functools import cache
from pathlib import Path
from types import ModuleType

import rdflib

import vnlegal
from vnlegal import language, outputs, vocabulary
from vnlegal.checks import manual
from vnlegal.cli import SHAPES, parser
from vnlegal.corpus import load
from vnlegal.graph.questions import Question, questions
from vnlegal.graph.stores import Store
from vnlegal.graph.terms import PREFIXES
from vnlegal.graph.vocabulary import folder
from vnlegal.outputs import Sheet, answers, consolidations, lineages, reports, statuses
from vnlegal.outputs.fields import FIELDS, PLACES
from vnlegal.vocabulary import Row
from vnlegal.vocabulary.acts import THROUGH, Statute, acts, amending_acts, last_day, successor

DOCS = Path(__file__).parent
MADE = "<!-- Made by docs/generate.py: change the source that is named below, then `make pages`. -->"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table of Markdown."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in lines)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return " · ".join(map(_cell, value))
    if value is None or value is False:
        return ""
    return "✓" if value is True else " ".join(str(value).replace("|", "\\|").split())


def code(text: str) -> str:
    """Words as code."""
    return f"`{text}`" if text else ""


def page(title: str, *parts: str) -> str:
    """A page: where it comes from, its title, its parts."""
    return "\n\n".join([MADE, f"# {title}", *parts]) + "\n"


# The vocabulary: table, heading, what it is, and columns under their Vietnamese heads.

_VOCABULARY: tuple[tuple[str, str, Callable[[], Iterable[Row]], Mapping[str, str]], ...] = (
    ("doc_types", "Loại văn bản / Document types", vocabulary.doc_types, {
        "id": "khóa", "label": "tên loại", "names": "tên in khác", "state": "ký hiệu Nhà nước",
        "party": "ký hiệu Đảng", "source": "nguồn",
    }),
    ("relations", "Quan hệ / Relations", vocabulary.relations, {
        "id": "khóa", "label": "quan hệ", "inverse": "chiều ngược", "label_en": "English", "property": "RDF",
        "eli": "ELI", "schema": "schema.org", "family": "họ", "force": "hiệu lực", "modes": "cách nói",
        "opens": "mở câu", "one_way": "một chiều",
    }),
    ("capacities", "Quyền hạn ký / Signing capacities", vocabulary.capacities, {
        "id": "khóa", "canonical": "viết", "forms": "cũng in là", "meaning": "nghĩa", "meaning_en": "English",
        "system": "hệ thống", "source": "nguồn",
    }),
    ("issuers", "Cơ quan ban hành / Issuers", vocabulary.issuers, {
        "id": "khóa", "name": "tên", "abbreviations": "chữ viết tắt", "kind": "loại", "since": "từ",
        "until": "đến", "successors": "nay là", "source": "nguồn",
    }),
    ("provinces", "Tỉnh, thành phố / Provinces", vocabulary.provinces, {
        "id": "khóa", "full_name": "tên", "era": "bản đồ", "code": "mã", "until": "đến",
        "successor": "nay là", "source": "nguồn",
    }),
    ("purposes", "Mục đích gửi / Purposes", vocabulary.purposes, {
        "id": "khóa", "label": "mục đích", "label_en": "English", "forms": "in là", "source": "nguồn",
    }),
    ("stamps", "Độ khẩn, độ mật / Urgency and secrecy", vocabulary.stamps, {
        "id": "khóa", "kind": "loại", "label": "mức", "label_en": "English",
        "edxml": "edXML", "source": "nguồn",
    }),
    ("abbreviations", "Chữ viết tắt của luật / Abbreviations of acts", vocabulary.abbreviations, {
        "id": "khóa", "name": "tên", "forms": "viết tắt", "alone": "đứng một mình", "source": "nguồn",
    }),
    ("sources", "Nguồn / Sources", vocabulary.authorities, {
        "id": "khóa", "name": "văn bản", "official": "chính thức",
    }),
)  # fmt: skip
_CODE = {"id", "property", "eli", "parent", "successor"}


def vocabulary_page() -> str:
    """All tables of words that have one row a thing."""
    return page(
        "Từ vựng / Vocabulary",
        "Mỗi bảng là một tệp TOML trong `vnlegal/vocabulary/`; sửa một hàng ở đó là sửa cả chương trình. "
        "Cột *nguồn* dẫn tới [bảng nguồn](#nguồn--sources); `unsourced` là hàng dựa trên thực tế dùng, còn "
        "thiếu nguồn chính thức. Mỗi hàng còn có `witness`: những chữ có thật mà phép thử dùng để đọc thử.",
        "Each table is a TOML file of `vnlegal/vocabulary/`. *nguồn* names the source of a row; "
        "`unsourced` marks a row known from use alone. [How to add a row](adding.en.md).",
        *(_words(*one) for one in _VOCABULARY),
        _cues(),
        _acts(),
        _amending_acts(),
    )


def _acts() -> str:
    """The table of acts, a row an act, with what ended it."""
    heads = ["số", "tên", "cũng gọi", "thông qua", "hiệu lực từ", "đến", "thay bằng", "nguồn"]
    rows = [[a.number, a.name, a.also, a.passed, a.since, last_day(a), _next(a), a.source] for a in acts()]
    return (
        "## Luật, bộ luật, pháp lệnh / Acts\n\n"
        f"`acts.tsv`, {len(rows)} hàng / rows, đầy đủ đến / complete to {THROUGH}. *nguồn*: điều khoản "
        "đã đọc / the clause that was read; `unread`: chưa đối chiếu với văn bản / not yet compared.\n\n"
        f"{table(heads, rows)}"
    )


def _amending_acts() -> str:
    """The table of the acts that amend others, a row an act."""
    heads = ["số", "tên", "thông qua", "hiệu lực từ", "nguồn", "sửa đổi"]
    rows = [[a.number, a.name, a.passed, a.since, a.source, a.amends] for a in amending_acts()]
    return (
        "## Luật, pháp lệnh sửa đổi / Acts that amend others\n\n"
        f"`amending_acts.tsv`, {len(rows)} hàng / rows, chưa đầy đủ / not complete. *nguồn*: nơi thấy ngày "
        "có hiệu lực / where the day of effect was seen; `unread`: chưa thấy ở văn bản nào / in no text yet."
        "\n\n"
        f"{table(heads, rows)}"
    )


def _next(act: Statute) -> str:
    after = successor(act)
    return str(after.number or after) if after else ""


def _cues() -> str:
    """The words by which a text says what one document does to another, a row a relation."""
    rows = [[code(row.id), row.label, row.cues] for row in vocabulary.relations() if row.cues]
    return f"## Từ chỉ quan hệ / Cues\n\n`relations.toml`\n\n{table(['khóa', 'quan hệ', 'từ'], rows)}"


def _words(name: str, title: str, rows: Callable[[], Iterable[Row]], columns: Mapping[str, str]) -> str:
    found = [[_word(key, getattr(row, key)) for key in columns] for row in rows()]
    return f"## {title}\n\n`{name}.toml`, {len(found)} hàng / rows\n\n{table(columns.values(), found)}"


def _word(key: str, value: object) -> object:
    return code(str(value)) if key in _CODE and value else value


# The questions: what each asks, and what the four letters answer.

_VALUES = {
    "work": "1070/UBND-KGVX",
    "body": "Sở Khoa học và Công nghệ tỉnh Kon Tum",
    "date": "2021-05-15",
    "year": "2021",
}
_OWN_VALUES: Mapping[str, Mapping[str, str]] = {
    "descendants": {"work": "52-NQ/TW"},
    "implemented-by": {"work": "50/NQ-CP"},
    "cited-by": {"work": "50/NQ-CP"},
    "mentions-of": {"work": "52-NQ/TW"},
    "issued-by": {"body": "Văn phòng Chính phủ"},
    "successors": {"body": "Bộ Kế hoạch và Đầu tư", "on": "2025-09-02"},
    "tasks-due": {"from": "2021-01-01", "until": "2021-12-31"},
    "tasks-of-body-due": {"from": "2021-05-01", "until": "2021-05-31"},
    "changed-between": {"work": "101/2030/QH17", "from": "2034-01-01", "until": "2036-12-31"},
    "changed-by-act": {"work": "115/2032/QH17"},
    "rests-on-changed": {"since": "2035-01-01"},
    "who-said": {"source": "50/NQ-CP", "target": "Chương trình hành động của Chính phủ"},
}
_OF_LAW = ("changed-between", "changed-by-act", "rests-on-changed")
_SHOWN = 6


@cache
def letters() -> Store:
    """A store of the four letters."""
    with chdir(DOCS.parent):  # The answers name files, wherever this stands.
        return Store.of(load(["corpus"]))


@cache
def wharves() -> Store:
    """A store of the invented law of wharves, with the acts that change it."""
    with chdir(DOCS.parent):
        return Store.of(load(["docs/examples/ben-thuy"]))


def chain_picture() -> str:
    """What `vnlegal lineage 1070/UBND-KGVX --format svg` prints, for the first page."""
    chain = vnlegal.lineage(letters(), _VALUES["work"])
    return "".join(lineages.get("svg").write(chain, Sheet()))


def questions_page() -> str:
    """All named questions with their SPARQL and what the corpus answers."""
    store = letters()
    found = questions().values()
    rows = [[f"[{one.name}](#{one.name})", one.vi, one.en] for one in found]
    return page(
        "Câu hỏi có sẵn / Named questions",
        "Mỗi câu hỏi là một tệp `.rq` trong `vnlegal/graph/queries/`. Hỏi bằng "
        "`vnlegal query TÊN --store KHO`, bằng `vnlegal.query(corpus, TÊN, …)`, hoặc chép SPARQL đi nơi "
        "khác. Tham số loại `work` và `body` nhận số, tên hoặc IRI. Câu trả lời dưới đây là của bốn công văn "
        f"trong `corpus/`, cắt sau {_SHOWN} dòng; của câu hỏi về sửa đổi là của luật bịa trong "
        "`docs/examples/ben-thuy`.",
        "Each is one `.rq` file. Parameters of kind `work` and `body` take a number, a name or an IRI. "
        "The answers below are those of the four letters of `corpus/`, "
        f"cut after {_SHOWN} lines; those on amendments of the invented law in `docs/examples/ben-thuy`.",
        table(["tên", "hỏi gì", "asks"], rows),
        *(_question(one, wharves() if one.name in _OF_LAW else store) for one in found),
    )


def _question(question: Question, store: Store) -> str:
    given = {one.name: _value(question.name, one.name, one.kind) for one in question.parameters}
    parameters = table(
        ["tham số", "loại", "nghĩa"], [[code(one.name), one.kind, one.about] for one in question.parameters]
    )
    asked = "".join(f" --param {name}={_quoted(value)}" for name, value in given.items())
    command = f"$ vnlegal query {question.name}{asked} --store demo/store\n"
    return "\n\n".join([
        f"## {question.name}\n\n{question.vi}\n\n*{question.en}*",
        *([parameters] if given else []),
        fenced("console", command + _answer(store, question.name, given)),
        fenced("sparql", _bare(question.sparql)),
    ])  # fmt: skip


def _value(question: str, name: str, kind: str) -> str:
    return _OWN_VALUES.get(question, {}).get(name) or _VALUES[kind]


def _quoted(value: str) -> str:
    return f"'{value}'" if " " in value else value


def _answer(store: Store, name: str, given: Mapping[str, str]) -> str:
    answer = store.query(name, **given)
    if not answer.rows:
        return "(bốn công văn không có câu trả lời / the four letters have no answer)\n"
    lines = "".join(answers.get("table").write(answer, Sheet())).splitlines(keepends=True)
    return "".join(lines[:_SHOWN]) + ("…\n" if len(lines) > _SHOWN else "")


def _bare(sparql: str) -> str:
    """The SPARQL without the head that the page has shown already."""
    return "".join(line for line in sparql.splitlines(keepends=True) if not line.startswith("# "))


def fenced(language: str, text: str) -> str:
    """A block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


# The command: every command with its arguments, from the parser itself.


def commands_page() -> str:
    """All commands with their arguments."""
    top = parser()
    return page(
        "Lệnh / The command",
        "Kết quả cho máy đọc ra đầu ra chuẩn; thông báo ra đầu ra lỗi, bằng tiếng Việt hoặc "
        "[tiếng Anh](language.md). Mã trả về: 0 sạch, "
        "1 có phát hiện, 2 dùng sai hoặc lỗi của chương trình, 3 có tệp không đọc được.",
        "Results go to stdout, messages to stderr, in Vietnamese or [English](language.en.md). "
        "Exit status: 0 clean, 1 findings, 2 wrong use or a fault "
        "of the program, 3 some input could not be read.",
        *_commands("vnlegal", top),
    )


def _commands(name: str, one: argparse.ArgumentParser) -> Iterator[str]:
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            about = {choice.dest: choice.help for choice in action._choices_actions}
            for word, below in action.choices.items():
                words = about.get(word) or ""
                said = f"{words}\n\n{_english(words)}"
                yield f"## {name} {word}\n\n{said}\n\n{_arguments(below)}".rstrip()
                yield from _commands(f"{name} {word}", below)


def _arguments(one: argparse.ArgumentParser) -> str:
    rows = [
        [_option(action), _help(action), _english(action.help or "")]
        for action in one._actions
        if not isinstance(action, argparse._HelpAction | argparse._SubParsersAction)
    ]
    return table(["tham số", "nghĩa", "meaning"], rows) if rows else ""


def _english(words: str) -> str:
    with language.speaking("en"):
        return language.tr(words)


def _option(action: argparse.Action) -> str:
    value = action.metavar or ("{" + ",".join(map(str, action.choices)) + "}" if action.choices else "")
    if action.nargs == 0:
        value = ""
    elif not action.option_strings:
        return code(f"{value or action.dest}{' …' if action.nargs in ('+', '*') else ''}")
    return " ".join(code(f"{option} {value}".strip()) for option in action.option_strings)


def _help(action: argparse.Action) -> str:
    shown = action.option_strings and action.nargs != 0 and isinstance(action.default, str | int | float)
    usual = f"(mặc định {action.default})" if shown else ""
    return " ".join(filter(None, (action.help, usual)))


# The outputs: what each shape is, from the first line of its module.


def _fields() -> str:
    """Where each field of a record is shown, and why not elsewhere."""
    rows = [[code(way), *(place in row.split() for place in PLACES)] for way, row in FIELDS.items()]
    reasons = "\n".join(f"- `{place}`: {reason}" for place, reason in PLACES.items())
    return f"{table(['', *PLACES], rows)}\n\n{reasons}"


def outputs_page() -> str:
    """All shapes of documents, answers, lineages and reports."""
    kinds: tuple[tuple[str, str, ModuleType], ...] = (
        ("Văn bản / Documents", "parse", outputs),
        ("Phả hệ / Lineages", "lineage", lineages),
        ("Hiệu lực / Status", "status", statuses),
        ("Văn bản vào một ngày / The law on a day", "consolidate", consolidations),
        ("Câu trả lời / Answers", "query", answers),
        ("Báo cáo / Reports", "check", reports),
    )
    parts = []
    for title, command, rack in kinds:
        rows = [_shape(rack, name) for name in SHAPES[command]]
        shapes = table(["dạng / shape", "media type", ""], rows)
        parts.append(f"## {title}\n\n`vnlegal {command}`\n\n{shapes}")
    parts.append(f"## Trường nào hiện ở đâu / Which field is shown where\n\n{_fields()}")
    return page(
        "Định dạng xuất / Outputs",
        "Mỗi dạng là một tệp trong `vnlegal/outputs/`; tên dạng là giá trị của `--format` (của `check`: "
        "`--output`). Dạng đầu tiên là dạng mặc định.",
        "One file of `vnlegal/outputs/` a shape; the first of each table is the usual one.",
        *parts,
    )


def _shape(rack: ModuleType, name: str) -> list[str]:
    shape = rack.get(name)
    return [code(name), getattr(shape, "media_type", ""), _about(shape.write)]


def _about(write: Callable[..., object]) -> str:
    doc = importlib.import_module(write.__module__).__doc__ or ""
    return " ".join(doc.split("\n\n")[0].split())


# The ontology: the terms of ontologies/vnlegal.ttl with their labels and what stands above them.

_NAMESPACES = {space: prefix for prefix, space in PREFIXES.items()}


def ontology_page() -> str:
    """Classes, relations and properties of the ontology."""
    graph = rdflib.Graph().parse(folder() / "vnlegal.ttl")
    inverses = set(graph.subjects(rdflib.OWL.inverseOf))
    related = {_own(row.property) for row in vocabulary.relations()} | inverses
    kinds = (rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
    properties = {one for kind in kinds for one in graph.subjects(rdflib.RDF.type, kind)} - related
    return page(
        "Ontology",
        f"`{PREFIXES['vnl']}` (`ontologies/vnlegal.ttl`, viết tay); từ vựng trong "
        "`ontologies/vocabulary.ttl` (sinh từ các bảng TOML); hình dạng SHACL của đồ thị mỗi "
        "văn bản trong `ontologies/shapes.ttl`. [Đồ thị](graph.md) nói về cách dùng.",
        "The terms of the ontology, written by hand; types, relations and bodies are generated from the "
        "tables; every graph of a document keeps the SHACL shapes. Of ELI, Web Annotation, ORG and PROV only "
        "terms that exist are used, and a test holds that.",
        "## Lớp / Classes",
        table(["lớp", "tiếng Việt", "English", "thuộc", "nghĩa"], _terms(graph, rdflib.OWL.Class)),
        "## Quan hệ / Relations",
        "Quan hệ có ✓ là những quan hệ mà phả hệ đi theo. / ✓: what lineage follows.",
        table(
            ["thuộc tính", "từ nguồn đến đích", "ngược lại", "English", "inverse", "thuộc", "phả hệ"],
            (_relation(graph, row) for row in vocabulary.relations()),
        ),
        "## Thuộc tính khác / Other properties",
        table(
            ["thuộc tính", "tiếng Việt", "English", "thuộc", "của", "giá trị", "nghĩa"],
            (_property(graph, one) for one in _ours(properties)),
        ),
    )


def _own(local: str) -> rdflib.URIRef:
    return rdflib.URIRef(PREFIXES["vnl"] + local)


def _ours(terms: Iterable[rdflib.term.Node]) -> list[rdflib.term.Node]:
    return sorted((one for one in terms if str(one).startswith(PREFIXES["vnl"])), key=str)


def _terms(graph: rdflib.Graph, kind: rdflib.URIRef) -> Iterator[list[str]]:
    for one in _ours(graph.subjects(rdflib.RDF.type, kind)):
        above = _above(graph, one, rdflib.RDFS.subClassOf)
        yield [code(_short(one)), *_labels(graph, one), above, _comment(graph, one)]


def _relation(graph: rdflib.Graph, row: vocabulary.Relation) -> list[object]:
    one = _own(row.property)
    above = _above(graph, one, rdflib.RDFS.subPropertyOf)
    words = (row.label, row.inverse, row.label_en, row.inverse_en)
    return [code(_short(one)), *words, above, row.family == "lineage"]


def _property(graph: rdflib.Graph, one: rdflib.term.Node) -> list[str]:
    ends = (rdflib.RDFS.subPropertyOf, rdflib.RDFS.domain, rdflib.RDFS.range)
    above = (_above(graph, one, end) for end in ends)
    return [code(_short(one)), *_labels(graph, one), *above, _comment(graph, one)]


def _above(graph: rdflib.Graph, one: rdflib.term.Node, property: rdflib.URIRef) -> str:
    return ", ".join(code(_short(other)) for other in sorted(graph.objects(one, property), key=str))


def _labels(graph: rdflib.Graph, one: rdflib.term.Node) -> list[str]:
    labels = {getattr(label, "language", ""): str(label) for label in graph.objects(one, rdflib.RDFS.label)}
    return [labels.get("vi", ""), labels.get("en", "")]


def _comment(graph: rdflib.Graph, one: rdflib.term.Node) -> str:
    return str(graph.value(one, rdflib.RDFS.comment) or "")


def _short(term: rdflib.term.Node) -> str:
    space = max((space for space in _NAMESPACES if str(term).startswith(space)), key=len, default="")
    return f"{_NAMESPACES[space]}:{str(term).removeprefix(space)}" if space else f"<{term}>"


def files() -> dict[str, str]:
    """All pages by file name, but for those of the rules, which the rules make themselves."""
    with language.speaking("vi"):
        return _files()


def _files() -> dict[str, str]:
    return {
        "vocabulary.md": vocabulary_page(),
        "questions.md": questions_page(),
        "commands.md": commands_page(),
        "outputs.md": outputs_page(),
        "ontology.md": ontology_page(),
        "images/lineage-1070.svg": chain_picture(),
    }


def main() -> None:
    """Write the pages."""
    for name, text in files().items():
        (DOCS / name).write_text(text, "utf-8")
    manual.main(str(DOCS / "checks"))


if __name__ == "__main__":
    main()
