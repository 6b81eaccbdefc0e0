"""The MCP tools as a client meets them: in memory, and over stdin and stdout of the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import serving
from conftest import LETTERS, ROOT

pytest.importorskip("mcp")

import anyio
from mcp import Client, StdioServerParameters
from mcp.server import MCPServer

from vnlegal.serve.mcp import server

TOOLS = {
    "look_up_document", "trace_lineage", "check_citations", "list_tasks", "read_provision",
    "read_provision_on", "read_chunks", "who_cites", "verify_text",
}  # fmt: skip
TEXTS = {f"corpus/{path.name}": path.read_text("utf-8") for path in LETTERS}
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return serving.built(tmp_path_factory.mktemp("mcp") / "store")


@pytest.fixture(scope="module")
def tools(store: Path) -> MCPServer:
    return server(store)


def _call(tools: MCPServer | StdioServerParameters, name: str, **given: Any) -> Any:
    """What a tool gives, or the text of its mistake."""

    async def call() -> Any:
        async with Client(tools) as client:
            result = await client.call_tool(name, given)
            return result.content[0].text if result.is_error else result.structured_content  # type: ignore[union-attr]

    return anyio.run(call)


def _words(document: str, span: list[int]) -> str:
    return " ".join(TEXTS[document][slice(*span)].split())


def test_the_tools_are_typed_and_only_read(tools: MCPServer) -> None:
    async def listed() -> Any:
        async with Client(tools) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, found = anyio.run(listed)
    assert "not in corpus" in instructions
    assert {one.name for one in found} == TOOLS
    for one in found:
        assert one.output_schema
        assert one.annotations.read_only_hint
        assert one.description
        assert "\n        " not in one.description


def test_a_document_is_looked_up_with_the_place_of_each_fact(tools: MCPServer) -> None:
    card = _call(tools, "look_up_document", document="số 1070")
    assert card["work"]["number"] == "1070/UBND-KGVX"
    assert card["status"] == "unknown"
    facts = {one["name"]: one for one in card["facts"]}
    assert facts["date"]["value"] == "2021-04-02"
    assert {"number", "issuer", "subject", "signer name"} <= set(facts)
    for one in card["facts"]:
        assert TEXTS[one["document"]][slice(*one["span"])] == one["text"]
    assert _call(tools, "look_up_document", document="52-NQ/TW")["facts"] == []


def test_lineage_comes_with_its_evidence(tools: MCPServer) -> None:
    chain = _call(tools, "trace_lineage", document="1070/UBND-KGVX")
    labels = {one["iri"]: one["label"] for one in chain["works"]}
    assert chain["work"]["label"] == "1070/UBND-KGVX"
    steps = {(labels[one["source"]], one["kind"], labels[one["target"]]) for one in chain["steps"]}
    assert ("1070/UBND-KGVX", "implements", "1906/VPCP-KGVX") in steps
    assert ("1906/VPCP-KGVX", "implements", "50/NQ-CP") in steps
    for step in chain["steps"]:
        assert 1 <= len(step["statements"]) <= 3
        for one in step["statements"]:
            assert _words(one["document"], one["span"]) == one["sentence"]
    assert _call(tools, "trace_lineage", document="1070", depth=1)["cut"] is True
    down = _call(tools, "trace_lineage", document="52-NQ/TW", direction="down")
    assert "1070/UBND-KGVX" in {one["label"] for one in down["works"]}


def test_citations_are_compared_and_nothing_is_judged(tools: MCPServer) -> None:
    text = (
        "Theo Công văn số 1906/VPCP-KGVX ngày 24/3/2021 của Văn phòng Chính phủ, Nghị quyết số 52-NQ/TW "
        "ngày 27/9/2019 của Bộ Chính trị và Nghị định số 999/2019/NĐ-CP."
    )
    found = _call(tools, "check_citations", text=text)
    assert [one["state"] for one in found["citations"]] == ["differs", "not in corpus", "not in corpus"]
    for one in found["citations"]:
        assert text[slice(*one["span"])] == one["text"]
    (differs,) = found["disagreements"]
    ours, theirs, *_ = differs["passages"]
    assert (ours["document"], text[slice(*ours["span"])]) == ("-", "ngày 24/3/2021")
    assert _words(theirs["document"], theirs["span"]) == "ngày 23 tháng 3 năm 2021"
    assert not {"severity", "fix", "error"} & set(differs)
    assert _call(tools, "check_citations", text="Không có gì.")["citations"] == []


def test_tasks_of_a_body(tools: MCPServer) -> None:
    found = _call(
        tools, "list_tasks", body="Sở Khoa học và Công nghệ", since="2021-01-01", until="2021-12-31"
    )
    (task,) = found["tasks"]
    assert task["due"] == "2021-05-15"
    assert _words(task["document"], task["span"]) == task["action"]


def test_wrong_use_is_told_with_what_may_have_been_meant(tools: MCPServer) -> None:
    assert "kho không biết" in _call(tools, "look_up_document", document="999/NQ-XX")
    several = _call(tools, "trace_lineage", document="nghi quyet")
    assert "50/NQ-CP: https://w3id.org/vnlegal/id/doc/cp/2020/50-nq-cp" in several
    assert "từ 1 đến" in _call(tools, "check_citations", text="")
    assert "từ 1 đến" in _call(tools, "check_citations", text="x" * (2**20 + 1))
    for strange in ("", " ", "\x00", "<script>", "https://w3id.org/vnlegal/id/><", "9" * 600):
        assert isinstance(_call(tools, "look_up_document", document=strange), str)


def test_the_command_speaks_over_stdio(store: Path) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "vnlegal", "mcp", str(store)], cwd=ROOT
    )
    assert _call(command, "look_up_document", document="1070")["work"]["label"] == "1070/UBND-KGVX"


def test_the_command_says_what_is_missing(tmp_path: Path, store: Path) -> None:
    def run(code: str) -> tuple[int, str]:
        ran = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60
        )
        return ran.returncode, ran.stderr

    status, said = run(f"from vnlegal.cli import main; raise SystemExit(main(['mcp', {str(tmp_path)!r}]))")
    assert (status, "không phải kho" in said) == (3, True)
    blocked = "import sys; sys.modules['mcp'] = sys.modules['mcp.server'] = None; "
    main = f"from vnlegal.cli import main; raise SystemExit(main(['mcp', {str(store)!r}]))"
    status, said = run(blocked + main)
    assert (status, "pip install 'vnlegal[mcp]'" in said) == (2, True)


def test_the_tools_need_nothing_of_the_web(store: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from vnlegal.serve.mcp import Tools; "
        f"from vnlegal.serve.shelf import Shelf; Tools(Shelf.open(Path({str(store)!r})))"
        ".look_up_document('1070'); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"starlette", "uvicorn", "jinja2", "mcp", "rdflib"} & set(loaded)


def test_words_that_are_said_to_stand_in_a_text_are_looked_for(tools: MCPServer) -> None:
    text = (
        "Công văn số 1906/VPCP-KGVX ngày 23/3/2021 của Văn phòng Chính phủ viết: “Xét báo cáo của Bộ Khoa "
        "học và Công nghệ”. Công văn số 1906/VPCP-KGVX cũng viết: “Xét báo cáo của Bộ Công an”."
    )
    found = _call(tools, "verify_text", text=text, on="2022-01-01")
    quotes = [quote["found"] for one in found["sentences"] for c in one["citations"] for quote in c["quotes"]]
    assert quotes == ["found", "not found"]
    assert "corpus/1906-vpcp-kgvx.txt" in found["compared_with"]


def test_a_provision_is_asked_with_its_act(tools: MCPServer) -> None:
    for tool in ("read_provision", "who_cites"):
        assert "cần một điều khoản và văn bản của nó" in _call(tools, tool, provision="Luật Đất đai")
    assert "kho không có bản chữ nào" in _call(
        tools, "read_provision", provision="Điều 3 Công văn 1070/UBND-KGVX"
    )
    assert _call(tools, "who_cites", provision="Điều 3 Công văn 1070/UBND-KGVX")["places"] == []


LAW = sorted((ROOT / "docs" / "examples" / "ben-thuy").glob("*.txt"))
TWO = "khoản 2 Điều 5a Luật số 101/2030/QH17"


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> MCPServer:
    """The tools over an act that two others change."""
    return server(serving.built(tmp_path_factory.mktemp("law") / "store", LAW))


def test_a_provision_reads_as_it_did_on_a_day(law: MCPServer) -> None:
    found = _call(law, "read_provision_on", provision=TWO, on="2037-01-01")
    assert (found["text"], found["state"], found["since"]) == (
        "2. Đò dọc phải có áo phao.", "in-force", "2036-01-01",
    )  # fmt: skip
    assert [one["number"] for one in found["changes"]] == ["115/2032/QH17", "130/2035/QH18"]
    assert "Bỏ cụm từ" in found["changes"][-1]["text"]
    assert found["unapplied"] == []
    assert "bình chữa cháy" in _call(law, "read_provision_on", provision=TWO, on="2034-01-01")["text"]
    before = _call(law, "read_provision_on", provision=TWO, on="2031-01-01")
    assert "không có" in before


def test_the_text_on_a_day_wants_an_act_that_is_held(law: MCPServer) -> None:
    told = _call(law, "read_provision_on", provision="Điều 5 Luật Đất đai 2013", on="2019-01-01")
    assert "kho không có toàn văn của Luật Đất đai 2013" in told
    card = _call(law, "look_up_document", document="Luật Đất đai 2013")
    assert (card["status"], card["facts"], card["table"]["ended_by"]) == ("ended", [], "31/2024/QH15")


def test_a_document_is_read_chunk_by_chunk(law: MCPServer) -> None:
    first = _call(law, "read_chunks", document="101/2030/QH17", by="khoan")
    rest = [
        _call(law, "read_chunks", document="101/2030/QH17", by="khoan", page=page)
        for page in range(2, first["pages"] + 1)
    ]
    found = [one for page in (first, *rest) for one in page["chunks"]]
    assert len({one["id"] for one in found}) == len(found)
    text = (ROOT / "docs/examples/ben-thuy/101-2030-qh17.txt").read_text("utf-8")
    assert all(" ".join(one["text"].split()) in " ".join(text.split()) for one in found)
    assert "kho không biết" in _call(law, "read_chunks", document="9999/NQ-CP")
