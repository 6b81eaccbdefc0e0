"""References to provisions: cases in plain text, what a lawyer writes, put into an invented act and read.

A case is a title, a line `===`, the words of Điều 9 of an act with three short articles and two chapters (or,
with `# amending`, of Điều 1 of an act that amends the Luật Đường thủy), a line `---`, and every reference in
page order: the expression, its act, its targets, "!" behind one that the act does not have.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from vnlegal import checks
from vnlegal.cli import main
from vnlegal.corpus import Corpus
from vnlegal.corpus.provisions import NotOneActError
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.graph.provisions import Extent
from vnlegal.graph.stores import Store
from vnlegal.graph.triples import text_quads
from vnlegal.model import Document, ProvisionReference, Target
from vnlegal.notation import iris
from vnlegal.outputs import to_json
from vnlegal.outputs.akn import to_akn
from vnlegal.outputs.markdown import to_markdown
from vnlegal.references.pinpoints.expressions import find_expressions
from vnlegal.text import fold

FOLDER = Path(__file__).parent / "cases" / "provisions"
ACT = """LUẬT
AN TOÀN SÔNG NƯỚC

Chương I
QUY ĐỊNH CHUNG

Mục 1
PHẠM VI

Điều 1. Phạm vi
Luật này quy định về sông nước.

Điều 2. Đối tượng
Luật này áp dụng với mọi người.

Điều 3. Bến thủy
1. Bến thủy.
2. Bến khác:
a) Bến lớn;
b) Bến nhỏ.

Điều 4. Cảng
Cảng.

Điều 5. Kè
Kè.

Điều 6. Đê
Đê.

Điều 7. Thuyền
Thuyền.

Điều 8. Đò
Đò.

Chương II
QUY ĐỊNH CỤ THỂ

Điều 9. Việc khác
{words}

Điều 10. Hiệu lực
Luật này có hiệu lực từ ngày 01 tháng 7 năm 2025.
"""
AMENDING = """LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT ĐƯỜNG THỦY

Điều 1. Sửa đổi, bổ sung một số điều của Luật Đường thủy
{words}

Điều 2. Hiệu lực
Luật này có hiệu lực từ ngày 01 tháng 7 năm 2025.
"""


class Case(NamedTuple):
    title: str
    words: str
    wanted: list[str]


def _cases() -> list[Case]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for piece in re.split(r"\n\n+(?=[^\n]+\n===\n)", path.read_text("utf-8").strip()):
            title, _, rest = piece.partition("\n===\n")
            words, _, wanted = rest.partition("\n---")
            found.append(Case(title, words, [line.strip() for line in wanted.strip().splitlines()]))
    return found


CASES = _cases()


def act_with(words: str) -> str:
    """The act that the words of a case stand in."""
    return (AMENDING if words.startswith("# amending\n") else ACT).format(
        words=words.removeprefix("# amending\n")
    )


def _shown(document: Document, one: ProvisionReference) -> str:
    words = document.text(one.span).replace("\n", "⏎")
    return f"{words} | {one.act} | {' '.join(map(_target, one.targets))}"


def _target(one: Target) -> str:
    return f"{one}!" if one.exists is False else str(one)


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_case(case: Case) -> None:
    document = parse(act_with(case.words))
    assert [_shown(document, one) for one in document.references] == case.wanted


def test_an_attached_text_has_its_own_articles() -> None:
    page = """ỦY BAN NHÂN DÂN
TỈNH HẢI AN
Số: 5/2025/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hải An, ngày 5 tháng 5 năm 2025
QUYẾT ĐỊNH
Ban hành Quy định về bến đò

Điều 1. Ban hành kèm theo Quyết định này Quy định về bến đò.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký, trừ Điều 2 Quy định ban hành kèm theo Quyết định này.
Điều 3. Mọi người chịu trách nhiệm thi hành.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A

QUY ĐỊNH
Về bến đò
(Kèm theo Quyết định số 5/2025/QĐ-UBND ngày 5 tháng 5 năm 2025 của Ủy ban nhân dân tỉnh Hải An)

Điều 1. Phạm vi
1. Quy định về bến đò.
Điều 2. Bến
1. Theo khoản 1 Điều 1 của Quy định này.
2. Theo khoản 1 Điều này, Điều 3 Quyết định này.
"""
    document = parse(page)
    assert [str(target) for one in document.references for target in one.targets] == [
        "att_1__art_2", "att_1__art_1__para_1", "att_1__art_2__para_1", "art_3",
    ]  # fmt: skip
    assert all(target.exists for one in document.references for target in one.targets)


def test_what_is_left_open_stays_open() -> None:
    """An amending act whose order names no act: neither its own articles nor a guess."""
    document = parse("Điều 1. Sửa đổi, bổ sung khoản 2 Điều 7\n“2. Bến thủy theo Điều này.”.\nĐiều 2. Hết.\n")
    assert [(one.act.kind, one.status) for one in document.references] == [("unknown", "unresolved")] * 2


def test_a_bare_article_that_the_text_does_not_have_is_ambiguous() -> None:
    document = parse("Điều 1. Bến\nTheo Điều 175 về tội phạm.\nĐiều 2. Cảng\nTheo Điều 1.\n")
    assert [one.status for one in document.references] == ["ambiguous", "exact"]


def test_a_row_of_articles_of_which_one_is_not_there_is_ambiguous() -> None:
    page = "Điều 1. Bến\nTheo các điều {}.\nĐiều 2. Cảng\nHết.\n"
    rows = {"1 và 2": "exact", "1 và 175": "ambiguous", "175 và 176": "ambiguous"}
    assert {row: parse(page.format(row)).references[0].status for row in rows} == rows


def test_articles_of_the_codification_are_those_of_their_act() -> None:
    page = (
        "Điều 36.4.NĐ.3. Quỹ\n(Điều 3 Nghị định số 93/2019/NĐ-CP)\n1. Quỹ.\n\n"
        "Điều 36.4.NĐ.4. Tài sản\n1. Theo khoản 1 Điều 3 Nghị định này.\n"
    )
    document = parse(page)
    assert str(document.references[-1].targets[0]) == "art_36.4.NĐ.3__para_1"


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("điểm c khoản 2 và điểm a khoản 3 Điều 94", [("94", "2", "c"), ("94", "3", "a")]),
        ("khoản 4, khoản 10 Điều 111", [("111", "4"), ("111", "10")]),
        ("điểm d và điểm đ khoản 1", [("1", "d"), ("1", "đ")]),
        ("khoản 1 , 2 Điều 5", [("5", "1"), ("5", "2")]),
    ],
)
def test_levels_are_distributed(words: str, paths: list[tuple[str, ...]]) -> None:
    (one,) = find_expressions(words, fold(words))
    assert [tuple(path.steps.values()) for path in one.paths] == paths


def test_a_provision_is_found_by_what_people_call_it() -> None:
    document = parse(ACT.format(words="1. Bến.\n2. Cảng:\na) Lớn;\nb) Nhỏ."))
    names = ("điểm b khoản 2 Điều 9", "Điều 3 khoản 1", "Mục 1 Chương I", "art_3__para_2", "khoản 9 Điều 3")
    found = [document.provision(name) for name in names]
    assert [one and one.eid for one in found] == [
        "art_9__para_2__point_b", "art_3__para_1", "chp_I__sec_1", "art_3__para_2", None,
    ]  # fmt: skip
    assert document.text("điểm b khoản 2 Điều 9") == "b) Nhỏ."
    assert document.text(document.body[0].children[0]).startswith("Mục 1")
    with pytest.raises(KeyError):
        document.text("Điều 99")


def test_a_short_form_that_fits_twice_names_none() -> None:
    document = parse(ACT.format(words="1. Bến."))
    assert document.provision("khoản 1") is None


def _flags(code: str, page: str) -> list[str]:
    found = checks.check(Corpus.of([parse(page)]), select=[code], preview=True)
    return [one.message.split(":")[0] for one in found]


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("1. Theo khoản 7 Điều 3 của Luật này.", ["Không có khoản 7 Điều 3"]),
        ("1. Theo điểm c khoản 2 Điều 3.", []),  # no act is named: another's may be meant
        ("1. Theo điểm c khoản 2 Điều 3 của Luật này.", ["Không có điểm c khoản 2 Điều 3"]),
        ("1. Theo Điều 44 của Luật này.", ["Không có Điều 44"]),
        ("1. Theo khoản 1 Điều 4 của Luật này.", []),  # that article has no numbers: the tree may be at fault
        ("1. Theo khoản 2 Điều 3 của Luật này.", []),
        ("1. Theo khoản 7 Điều 3 của Luật Đất đai.", []),
    ],
)
def test_what_a_text_does_not_have_is_told(words: str, flags: list[str]) -> None:
    assert _flags("VL501", ACT.format(words=words)) == flags


def test_no_alarm_in_new_text_and_in_amending_acts() -> None:
    words = "1. Điều 4 được sửa đổi như sau:\n“Điều 4. Theo khoản 7 Điều 1 của Luật này.”."
    assert _flags("VL501", AMENDING.format(words=words)) == []


def test_no_alarm_where_a_line_bears_the_number_all_the_same() -> None:
    page = ACT.replace("2. Bến khác:", "4. Bến khác:")
    assert _flags("VL501", page.format(words="1. Theo khoản 4 Điều 3 của Luật này.")) == []


def test_no_alarm_where_a_number_was_lost_and_higher_ones_stand() -> None:
    page = ACT.format(words="1. Theo khoản 3 Điều 3 của Luật này.")
    assert _flags("VL501", page) == ["Không có khoản 3 Điều 3"]
    head, clause, rest = page.partition("2. Bến khác:")
    assert _flags("VL501", f"{head}4. Bến nổi.\n{clause}{rest}") == []


OLD = """LUẬT
Bến đò
Số: 30/2011/QH13
Điều 1. Một
1. Cầu.
2. Phao.
Điều 2. Hai
1. Cầu.
2. Phao.
Điều 3. Ba
1. Cầu.
2. Phao.
"""


@pytest.mark.parametrize(
    ("said", "flags"),
    [
        ("Theo khoản 2 Điều 9 của Luật số 30/2011/QH13.", ["Không có Điều 9"]),
        (
            "Luật Bến đò số 30/2011/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số 35/2018/QH14 hết "
            "hiệu lực kể từ ngày Luật này có hiệu lực thi hành, trừ trường hợp quy định tại điểm a khoản 1 "
            "và khoản 2 Điều 80 của Luật này.",
            [],
        ),
    ],
)
def test_no_alarm_where_this_act_is_meant_and_another_was_named_before(said: str, flags: list[str]) -> None:
    pages = enumerate((OLD, f"Điều 79. Hiệu lực thi hành\n{said}\n"))
    documents = [parse(decode(f"{i}.txt", one.encode())) for i, one in pages]
    found = checks.check(Corpus.of(documents), select=["VL501"], preview=True)
    assert [one.message.split(":")[0] for one in found] == flags


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("1. Từ Điều 3 đến Điều 2 của Luật này.", 1),
        ("1. Từ điểm đ đến điểm a khoản 2 Điều 3.", 1),
        ("1. Từ Điều 2 đến Điều 3.", 0),
        ("1. Từ khoản 2 Điều 2 đến khoản 1 Điều 3.", 0),
    ],
)
def test_a_range_upside_down_is_told(words: str, count: int) -> None:
    assert len(_flags("VL504", ACT.format(words=words))) == count


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("1. A.\n2. B.\n2. C.\n3. D.", ["Điều 9 khoản 2 có hai lần"]),
        ("1. A.\n2. B.\n4. C.\n5. D.", ["Thiếu Điều 9 khoản 3"]),
        ("1. A.\n2. B.\n3. C.", []),
        ("1. A.\n2. B:\n1. C.\n2. D.\n3. E.", []),  # counted again: a list of its own
        ("1. A.\n2. B.\n7. C.\n8. D.", []),
        ("1. A.\n2. B.\n2. C.", ["Điều 9 khoản 2 có hai lần"]),
        ("1. A.\n2. B.\n2. C.\n4. D.", ["Điều 9 khoản 2 có hai lần"]),
        ("1. A.\n2. B.\n4. C.\n4. D.", ["Điều 9 khoản 4 có hai lần"]),
        ("1. A.\n2. B.\n2. C.\n3. D.\n5. E.\n6. F.", []),  # two slips far apart: another order
        ("1. A.\n2. B.\n4. C.", []),  # the last
        ("2. A.\n2. B.\n3. C.", []),  # begins elsewhere
        ("1. A.\n2. B.\n3 C.\n4. D.\n5. E.", []),  # it stands there all the same
        ("1. A.\n2. B …\n4. C.\n5. D.", []),  # a digest
        ("1. A.\n2. B.\n“2. C.”\n3. D.", []),  # new text
    ],
)
def test_slips_of_numbering_are_told(words: str, flags: list[str]) -> None:
    assert _flags("VL505", ACT.format(words=words)) == flags


DECREE = """CHÍNH PHỦ
Số: 7/2025/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 5 tháng 5 năm 2025
NGHỊ ĐỊNH
Về bến đò

Điều 1. Phạm vi
1. Nghị định này quy định về bến đò.
2. Bến khác theo khoản 1 Điều này.
Điều 2. Bến
Theo các Điều 1, 3 và khoản 2 Điều 1 của Nghị định này.
Điều 3. Hiệu lực
Nghị định này có hiệu lực kể từ ngày ký.
"""
CIRCULAR = """BỘ XÂY DỰNG
Số: 9/2025/TT-BXD
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 6 tháng 6 năm 2025
THÔNG TƯ
Về đò

Điều 1. Phạm vi
Theo từ Điều 1 đến Điều 3 Nghị định số 7/2025/NĐ-CP ngày 5 tháng 5 năm 2025 của Chính phủ.
Điều 2. Bãi bỏ
Bãi bỏ khoản 2 Điều 1 Nghị định số 7/2025/NĐ-CP ngày 5 tháng 5 năm 2025 của Chính phủ.
"""


def _corpus() -> Corpus:
    sources = (decode(name, page.encode()) for name, page in (("a.txt", DECREE), ("b.txt", CIRCULAR)))
    return Corpus.of(map(parse, sources))


def test_who_refers_to_a_provision() -> None:
    found = [
        (document.source.path, document.text(one.span))
        for document, one in _corpus().cites("Điều 1 Nghị định số 7/2025/NĐ-CP")
    ]
    assert found == [
        ("a.txt", "khoản 1 Điều này"),
        ("a.txt", "các Điều 1, 3"),
        ("a.txt", "khoản 2 Điều 1"),
        ("b.txt", "Điều 1 đến Điều 3"),
        ("b.txt", "khoản 2 Điều 1"),
    ]
    assert len(_corpus().cites("khoản 2 Điều 1 của Nghị định 7/2025/NĐ-CP")) == 2
    assert _corpus().cites("Điều 1 Nghị định số 8/2025/NĐ-CP") == ()
    (one,) = _corpus().provision("khoản 2 Điều 1 Nghị định số 7/2025/NĐ-CP")
    assert one[0].text(one[1]) == "2. Bến khác theo khoản 1 Điều này."


def test_the_graph_tells_the_same_as_the_corpus() -> None:
    store = Store.of(_corpus())
    article = "https://w3id.org/vnlegal/id/doc/cp/2025/7-nd-cp/dieu-1"
    rows = store.query("cites-provision", provision=article).rows
    assert [(row[-1].value, row[1].value.removeprefix(article)) for row in rows if row[-1] and row[1]] == [
        ("a.txt", "/khoan-1"), ("a.txt", ""), ("a.txt", "/khoan-2"), ("b.txt", ""), ("b.txt", "/khoan-2"),
    ]  # fmt: skip
    said = """
        PREFIX vnl: <https://w3id.org/vnlegal/ns#>
        SELECT DISTINCT ?claim WHERE {
          ?work vnl:claim ?claim . ?claim vnl:targetProvision ?p FILTER(STRENDS(STR(?p), "/dieu-1/khoan-2"))
        }
    """
    assert len(store.query(said).rows) == 1


def test_what_points_to_a_provision_is_said_once() -> None:
    """By the reference where there is one; by the mention of the act in a store of documents only."""
    both: tuple[Extent, ...] = ("all", "documents")
    corpus = _corpus()
    settled = corpus.settled(corpus.documents[1])
    mentions = {iris.stretch(settled.document.source, one.span) for one in settled.document.mentions}
    pointing = {
        extent: {q.subject[1:-1] for q in text_quads(settled, extent) if "targetProvision" in q.predicate}
        for extent in both
    }
    assert pointing["documents"]
    assert pointing["documents"] <= mentions
    assert not pointing["all"] & mentions
    assert any("#char=" in one for one in pointing["all"])


TOLD = "SELECT ?at WHERE { ?work <https://w3id.org/vnlegal/ns#reference> ?at }"


def test_a_store_need_not_hold_what_a_text_refers_to_in_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three of five references are the decree's own: they are found in its text, in a store of any extent."""
    for name, page in (("a.txt", DECREE), ("b.txt", CIRCULAR)):
        (tmp_path / name).write_text(page, "utf-8")
    files, folder = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], str(tmp_path / "kho")
    asked = ["cites", "Điều 1 Nghị định số 7/2025/NĐ-CP", "--store", folder, "--format", "csv"]
    counts = []
    for extent in (["--own-references"], ["--documents-only"], []):
        assert main(["build", *files, "-o", folder, "--jobs", "1", *extent]) == 0
        assert main(asked) == 0
        held = len(Store.open(folder).query(TOLD).rows)
        counts.append((capsys.readouterr().out.count("\n") - 1, held))
    assert counts == [(5, 5), (3, 0), (5, 2)]
    assert main([*asked[:-1], "text"]) == 0
    shown = capsys.readouterr().out
    assert "  khoản 2 Điều 1: khoản 1 Điều này" in shown
    assert main(["cites", "Nghị định số 7/2025/NĐ-CP", "--store", folder]) == 2


def test_the_command_prints_references_in_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(DECREE, "utf-8")
    assert main(["provisions", str(tmp_path / "a.txt")]) == 0
    shown = json.loads(capsys.readouterr().out)["references"]
    assert [(one["act"], one["targets"]) for one in shown] == [
        ("self", ["art_1__para_1"]), ("self", ["art_1", "art_3"]), ("self", ["art_1__para_2"]),
    ]  # fmt: skip
    assert main(["provisions", str(tmp_path / "a.txt"), "--format", "csv"]) == 0
    assert "khoản 1 Điều này,self,art_1__para_1,yes,exact" in capsys.readouterr().out


def test_references_are_links_in_akoma_ntoso() -> None:
    shown = to_akn(parse(DECREE))
    assert '<ref href="#art_1__para_1">khoản 1 Điều này</ref>' in shown
    assert '<ref href="#art_1">các Điều 1</ref>, <ref href="#art_3">3</ref>' in shown
    assert re.search(
        r'<rref from="[^"]+/dieu-1" upTo="[^"]+/dieu-3">Điều 1 đến Điều 3</rref>', to_akn(parse(CIRCULAR))
    )
    anchored = to_markdown(parse(DECREE))
    assert '##### Điều 2. Bến<a id="art_2"></a>' in anchored


def test_an_act_that_a_later_article_names_is_not_that_of_an_earlier_one() -> None:
    document = parse(
        "Điều 1. Sửa đổi\n1. Sửa đổi Điều 3 như sau:\n“Điều 3. Bến.”.\n"
        "Điều 2. Sửa đổi, bổ sung Quyết định số 61/2024/QĐ-UBND\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Đò.”.\n"
        "Điều 3. Thay thế cụm từ “bến” tại Điều 6\nBến.\nĐiều 4. Hiệu lực\nTừ ngày ký.\n"
    )
    assert [str(one.act) for one in document.references] == ["", "61/2024/QĐ-UBND", "61/2024/QĐ-UBND"]


FAULTS = Path(__file__).parent.parent.parent / "shared" / "faults" / "normative"
TREES = {
    "a1": "part_1 part_1__chp_I art_1 part_2 part_2__chp_II art_2 art_3",
    "a2": "part_1 part_1__chp_I art_1 part_2 part_2__chp_II art_2 art_3",
    "b1": "art_1 sec_2 art_2",
    "b2": "art_1 art_2",
    "b3": "chp_I art_1 chp_I__sec_2 art_2 chp_I__sec_3 art_3",
    "b4": "chp_I art_1 chp_I__sec_2 art_2",
    "k3": "art_1 art_1__para_1 art_1__para_2 art_2 art_3",
    "k4": "art_1 art_1__para_1 art_1__para_2 art_2 art_2__para_1 art_3",
    "k8": "art_1 art_1__para_1 art_2 art_3 art_3__para_1 art_4",
    "q1": "art_1 art_1__para_1 art_1__para_2 art_2 art_2__para_1 art_3 art_4",
    "x1": "chp_II art_1 chp_III art_2 art_3 art_4",
    "x2": "art_1 art_2 art_3 art_4",
    "y1": "art_12 art_12__para_1 art_12__para_2 art_13 art_14 art_14__para_1 art_15",
    "y2": "art_12 art_13 art_14 art_14__para_1 art_14__para_2 art_15",
}
REFERENCES = {
    "e4": "self:art_5 self:art_1__para_1 self:art_7__para_2__point_a",
    "h4": "34/2029/QH16:art_3__para_2",
    "r1": "self:art_2 self:art_1__para_2 self:art_3__para_1__point_a",
    "r2": "self:art_1__para_1",
}
needs_faults = pytest.mark.skipif(not FAULTS.exists(), reason="các trang lỗi không đi cùng mã nguồn")


def test_an_act_whose_name_fits_twice_is_asked_back() -> None:
    numbers = ("68/2014/QH13", "59/2020/QH14")
    texts = [decode(f"{one[-2:]}.txt", ACT.format(words="Theo Điều 3.").encode()) for one in numbers]
    corpus = Corpus.of([parse(text, {"number": one}) for text, one in zip(texts, numbers, strict=True)])
    for ask in (corpus.cites, corpus.provision, corpus.history):
        with pytest.raises(NotOneActError, match=r"có thể là: .*68/2014/QH13"):
            ask("Điều 3 Luật Doanh nghiệp")
    assert len(corpus.cites("Điều 3 Luật Doanh nghiệp 2020")) == 1
    assert corpus.provision("Điều 3 Luật Không có") == ()


@needs_faults
@pytest.mark.parametrize("name", TREES)
def test_faults_of_trees_stay_mended(name: str) -> None:
    document = parse((FAULTS / f"{name}.txt").read_text("utf-8"))
    assert " ".join(one.eid for top in document.body for one in top.walk()) == TREES[name]


@needs_faults
@pytest.mark.parametrize("name", REFERENCES)
def test_faults_of_references_stay_mended(name: str) -> None:
    document = parse((FAULTS / f"{name}.txt").read_text("utf-8"))
    found = [f"{one.act}:{target}" for one in document.references for target in one.targets]
    wanted = REFERENCES[name].split()
    assert found[: len(wanted)] == wanted


def test_new_text_names_its_instruction_and_a_bare_name_its_act() -> None:
    words = (
        "1. Sửa đổi khoản 2 Điều 5 như sau:\n“2. Bến theo khoản 1 Điều này.”.\n2. Theo Điều 9 Luật Đất đai."
    )
    document = parse("QUỐC HỘI\nLuật số: 77/2020/QH14\n\n" + AMENDING.format(words=words))
    record = json.loads(to_json(document))
    assert [(one["text"], one["quoted"]) for one in record["references"]] == [
        ("khoản 2 Điều 5", None),
        ("khoản 1 Điều này", record["instructions"][0]["id"]),
        ("Điều 9", None),
    ]
    act = record["references"][2]["act"]
    assert (act["number"], act["name"], act["resolution"]["status"]) == (None, "Luật Đất đai", "inferred")
    assert act["resolution"]["works"] == [f"{iris.BASE}/doc/qh/2013/45-qh13"]
    assert act["resolution"]["why"][0].startswith("Luật Đất đai số 45/2013/QH13 có hiệu lực từ 2014-07-01")


_LETTER = """BỘ TÀI CHÍNH
Số: 15/BTC-CST
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 10 tháng 3 năm 2031
V/v thuế sông nước
Kính gửi: Công ty A.
{words}
"""


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        (  # each provision of the act that the lines above speak of; an act in a title is only told of
            "- Căn cứ Luật Đường thủy số 45/2029/QH16:\n+ Tại Điều 42 quy định nghĩa vụ.\n"
            "+ Tại khoản 2 Điều 47 quy định phí.\n"
            "- Căn cứ Thông tư số 111/2030/TT-BTC hướng dẫn Luật Đường thủy.\nTại Điều 25 quy định khấu trừ.",
            ["45/2029/QH16", "45/2029/QH16", "111/2030/TT-BTC"],
        ),
        (  # two acts: none is guessed
            "Căn cứ Luật Đường thủy số 45/2029/QH16 và Nghị định số 8/2030/NĐ-CP.\nTại Điều 42 quy định phí.",
            [None],
        ),
        (  # the act stands at the end of the list; a contract has articles of its own
            "Theo Nghị định số 8/2030/NĐ-CP.\nPhí - Điều 13, lệ phí - Điều 14 Thông tư số 80/2030/TT-BTC.\n"
            "Theo Điều 5 Hợp đồng.",
            [None, "80/2030/TT-BTC", None],
        ),
        (  # words of a law, quoted without marks; no number is passed over for what a form came with
            "Theo Luật Đường thủy số 45/2029/QH16.\nTheo quy định tại Điều 47 của Luật này.\n"
            "Theo khoản 3 Điều 18 Nghị định số 68/2030/NĐ-CP, kèm theo Thông tư số 4/2030/TT-BTC.",
            ["45/2029/QH16", "68/2030/NĐ-CP"],
        ),
    ],
)
def test_a_letter_has_no_articles_of_its_own(words: str, acts: list[str | None]) -> None:
    document = parse(_LETTER.format(words=words))
    assert [one.act.number for one in document.references] == acts


def test_a_provision_of_an_act_that_is_not_read_is_of_an_unknown_act() -> None:
    words = "Phí theo điểm a khoản 9 Điều 5 Luật Thuế đường thủy (sửa đổi) và Điều 6 Luật này."
    document = parse(f"NGHỊ ĐỊNH\nVề phí\nĐiều 1. Phí\n{words}\nĐiều 2. Hiệu lực\n")
    assert document.references[0].act.kind == "unknown"


def test_an_act_details_provisions_of_the_act_that_it_guides() -> None:
    document = parse(
        "BỘ Y TẾ\nSố: 15/2031/TT-BYT\nTHÔNG TƯ\nQuy định chi tiết một số điều của Luật Sông nước\n"
        "Điều 1. Phạm vi\nThông tư này quy định chi tiết một số điều của Luật Sông nước, bao gồm:\n"
        "a) Bến đò quy định chi tiết khoản 4 Điều 15;\n"
        "b) Phao quy định chi tiết điểm b và điểm c khoản 1 Điều 1;\n"
        "c) Khoản 5 Điều 16 về phao.\nĐiều 2. Hiệu lực\nTheo khoản 1 Điều 1.\n"
    )
    told = [(one.act.kind, str(one.targets[0])) for one in document.references]
    assert told == [
        ("inherited", "art_15__para_4"), ("inherited", "art_1__para_1__point_b"),
        ("inherited", "art_16__para_5"), ("self", "art_1__para_1"),
    ]  # fmt: skip


ANNEXED = """CHÍNH PHỦ
Số: 5/2025/NĐ-CP
NGHỊ ĐỊNH
Về bến đò
Điều 1. Bến
1. Mức thu theo Phụ lục ban hành kèm theo Nghị định này.
2. Theo Phụ lục kèm theo Nghị định số 7/2021/NĐ-CP.
TM. CHÍNH PHỦ
THỦ TƯỚNG
Nguyễn Văn An
PHỤ LỤC
MỨC THU
(Kèm theo Nghị định số 5/2025/NĐ-CP ngày 05 tháng 5 năm 2025 của Chính phủ)
1. Bến lớn: 100 đồng theo Phụ lục này.
"""


def test_the_one_annex_without_a_number_is_named_by_its_place() -> None:
    (named, this) = parse(ANNEXED).references
    assert ANNEXED[named.span.start : named.span.end] == "Phụ lục"
    assert [one.targets[0].eid for one in (named, this)] == ["att_1", "att_1"]
    assert named.portion == "art_1__para_1"


def test_of_two_annexes_without_a_number_none_is_meant() -> None:
    more = ANNEXED + ANNEXED[ANNEXED.index("PHỤ LỤC") :].replace("MỨC THU", "MỨC CHI")
    assert [one.form for one in parse(more).references] == ["demonstrative", "demonstrative"]
