"""A relation is one row: in a copy with a row more, all that tells relations apart knows it."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reference_cases import cases

from vnlegal.document import parse
from vnlegal.model import Mode
from vnlegal.vocabulary import FAMILIES, FORCES, OPENINGS, relations

PACKAGE = Path(__file__).parent.parent / "vnlegal"
KINDS = {row.id for row in relations()}


def test_columns_hold_only_what_the_code_knows() -> None:
    modes = set(Mode.__args__)  # type: ignore[attr-defined]
    for row in relations():
        assert row.family in FAMILIES
        assert row.force in (*FORCES, None)
        assert row.opens in (*OPENINGS, None)
        assert row.modes
        assert set(row.modes) <= modes


def test_claims_are_made_in_the_modes_of_their_row() -> None:
    made = {(one.kind, one.mode) for case in cases() for one in parse(case.page).claims}
    assert {(kind, mode) for kind, mode in made if mode not in relations().get(kind).modes} == set()


def test_a_cue_belongs_to_one_relation() -> None:
    owners = defaultdict(list)
    for row in relations():
        for cue in row.cues:
            owners[cue].append(row.id)
    assert {cue: found for cue, found in owners.items() if len(found) > 1} == {}


# Where the code must know a relation by name, and why; everywhere else a column of the row says it.
BY_NAME = {
    "references/claims.py": "an instrument that one document makes twice is one",
    "references/consolidated.py": "the page of a consolidated text says these two by its form, not by a cue",
    "references/cues.py": "carrying out also stands in accounts of it, which are reports_on",
    "references/governors.py": "lists of grounds, and what is made with a document, go on in their own forms",
    "references/guards.py": "an act guides those above it, and changes none of them",
    "references/instruments.py": "names of plans go on after 'thực hiện'",
    "references/leads.py": "a lead speaks of what stands under it in forms of its own",
    "references/own_clauses.py": "grounds, and what is made or guided, stand in sentences of their own form",
    "references/pinpoints/spoken_of.py": "what an act details are provisions of the act that it guides",
    "references/pinpoints/acts.py": "new text is that of the act which the title says is amended",
    "references/series.py": "the items of a series are read by what the relation lets stand between them",
    "references/modes.py": "reporting is ordered in words of its own",
    "references/named.py": "names of decrees go on after 'quy định chi tiết'",
    "references/named_works.py": "two plans are told apart by what they carry out",
    "references/programmes.py": "a task serves what the document says it carries out",
    "references/testimony.py": "what is made with a document is found through it",
    "serve/pages/programmes.py": "the page is about what carries a programme out",
    "corpus/duties.py": "a report is the only evidence that a task was done",
    "parts/task_changes.py": "a plan is changed by what amends, repeals, replaces, corrects or extends it",
    "cli/__init__.py": "the command `cites` is named like the relation",
    "checks/amendment_tail.py": "the rule is about the amendments that a ground lists",
    "checks/basis_rank.py": "the rule is about grounds",
    "checks/law_regime.py": "the rule is about grounds",
    "checks/missing_provision.py": "an act that was amended has provisions that its first text lacks",
    "checks/numbering.py": "an amending act is numbered with what it quotes",
    "graph/lineage.py": "what is only named stands behind all that is claimed",
    "graph/answering.py": "answers and reports are what a directive may wait for",
    "graph/corpus_edges.py": "a mention without a claim is a plain citation",
    "graph/review.py": "who only refers to a provision is listed too",
    "graph/triples.py": "a mention without a claim is a plain citation",
    "cli/frame.py": "a command bears the name of plain citations",
    "cli/graph.py": "a command bears the name of plain citations",
    "outputs/text.py": "plain citations are not listed",
    "serve/pages/content.py": "plain citations are not marked",
    "serve/relations.py": "plain citations stand beside the claims",
    "outputs/lineages/tree.py": "how a tree is drawn to what is promulgated",
    "vocabulary/acts.py": "a column of the table of amending acts",
    "outputs/statuses/json.py": "what the table of amending acts tells of a law",
}


def _literals(path: Path) -> Iterator[str]:
    """The strings of a module that are names of relations, docstrings left out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and node.value in KINDS:
            yield node.value


def test_code_knows_relations_by_name_only_where_it_is_said_why() -> None:
    found = {str(path.relative_to(PACKAGE)) for path in sorted(PACKAGE.rglob("*.py")) if any(_literals(path))}
    assert found == set(BY_NAME), "a column of relations.toml can say it; else name the file and the reason"


def test_questions_about_several_relations_take_them_from_the_rows() -> None:
    properties = {f"vnl:{row.property}" for row in relations()}
    several = {}
    for path in sorted((PACKAGE / "graph" / "queries").glob("*.rq")):
        named = set(re.findall(r"vnl:\w+", path.read_text("utf-8")))
        if len(named & properties) > 1 or any(
            one.startswith("vnl:target") for one in named - {"vnl:target", "vnl:targetProvision"}
        ):
            several[path.name] = sorted(named & properties)
    assert several == {}


ROW = """
[[relation]]
id = "endorses"
label = "đồng ý, nhất trí"
inverse = "được đồng ý bởi"
label_en = "endorses"
inverse_en = "endorsed by"
property = "endorses"
schema = "legislationEndorses"
family = "change"
force = "ends"
modes = ["asserted", "reported"]
opens = "answer"
one_way = true
cues = ["đồng tình với"]
witness = ["Đồng tình với Tờ trình số 12/TTr-BNV"]
"""
PAGE = """
BỘ NỘI VỤ

Số: 15/QĐ-BNV

Hà Nội, ngày 02 tháng 3 năm 2021

QUYẾT ĐỊNH
Về việc tổ chức hội nghị

Đồng tình với Tờ trình số 12/TTr-BTC ngày 01 tháng 02 năm 2021 của Bộ Tài chính.
"""
ASK = """
import json, sys
from datetime import date
from vnlegal import parse
from vnlegal.checks import cycle, ended_basis, ends_anothers
from vnlegal.corpus import Corpus
from vnlegal.graph import lineage, triples, validity
from vnlegal.graph.questions import questions
from vnlegal.outputs import legislation
from vnlegal.references import cues
from vnlegal.serve import relations, wording

document = parse(sys.stdin.read())
corpus = Corpus.of([document])
cited = next(one.iri for one in corpus.works if not one.in_corpus)
quads = [quad for quad in triples.corpus_quads(corpus)]
print(json.dumps({
    "claims": [(one.kind, one.mode) for one in document.claims],
    "links": [one.kind for one in corpus.links],
    "property": sum("ns#endorses" in quad[1] for quad in quads),
    "target": sum("ns#targetEndorses" in quad[1] for quad in quads),
    "changes": "endorses" in cues.CHANGES and "endorses" in triples.CHANGES,
    "rules": ["endorses" in kinds for kinds in (cycle._ONE_WAY, ended_basis._ENDS, ends_anothers._CHANGES)],
    "status": validity.validity(corpus, cited, date(2022, 1, 1)).changes[0].edge.kind,
    "schema": "legislationEndorses" in json.dumps(legislation.to_legislation(corpus)),
    "family": wording.family("endorses"),
    "kinds": "endorses" in relations.kinds(),
    "questions": sorted(name for name, one in questions().items() if "ndorses" in one.sparql),
}))
"""
ASKED = {
    "agreement", "answers", "changed-by", "cited-by", "cited-not-held", "cites-repealed",
    "date-disagreements", "directed", "hearsay", "mentions-of", "most-cited", "title-disagreements",
    "who-said",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the package with one row more says of a page that uses the new cue."""
    home = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, home / "vnlegal", ignore=shutil.ignore_patterns("__pycache__"))
    table = home / "vnlegal" / "vocabulary" / "relations.toml"
    table.write_text(table.read_text("utf-8") + ROW, "utf-8")
    asked = [sys.executable, "-c", ASK]
    done = subprocess.run(asked, cwd=home, input=PAGE, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_new_row_is_read_and_linked(told: dict[str, Any]) -> None:
    assert told["claims"] == [["endorses", "asserted"]]
    assert told["links"] == ["endorses"]
    assert (told["property"], told["target"]) == (1, 2)
    assert told["changes"]
    assert told["status"] == "endorses"


def test_a_new_row_is_known_to_checks_outputs_and_pages(told: dict[str, Any]) -> None:
    assert told["rules"] == [True, True, True]
    assert told["schema"]
    assert told["kinds"]
    assert told["family"] == "change"


def test_a_new_row_is_asked_about(told: dict[str, Any]) -> None:
    assert set(told["questions"]) == ASKED
