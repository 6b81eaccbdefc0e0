"""What all tests share: the four letters, and how long Hypothesis may take."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
LETTERS = tuple(sorted((ROOT / "corpus").glob("*.txt")))

# Whatever the language of the machine, what is tested is said in Vietnamese unless a test asks otherwise.
os.environ["VNLEGAL_LANG"] = "vi"

settings.register_profile("quick", max_examples=40, deadline=None)
settings.register_profile("long", max_examples=3000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


# The files that take longest, begun first: a worker that meets one last would keep the others waiting.
HEAVY = (
    "test_properties.py", "test_bulk.py", "test_store_damage.py", "test_formats_letters.py", "test_bait.py",
    "test_sandbox.py", "test_graph_lineages.py", "test_audit.py", "test_linear.py", "test_docs.py",
    "test_graph_build.py", "test_planted.py", "test_fuzz.py", "test_lineage.py", "test_relations.py",
    "test_sparql.py", "test_sparql_endpoint.py", "test_mcp.py", "test_check_command.py", "test_ledger.py",
    "test_mutation.py", "test_api.py", "test_release.py", "test_serve_store.py", "test_house.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the files by HEAVY; within a file nothing moves."""
    rank = {name: at for at, name in enumerate(HEAVY)}
    items.sort(key=lambda item: rank.get(item.path.name, len(HEAVY)))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def letters() -> tuple[Path, ...]:
    """The four letters of the corpus, in order of their names."""
    return LETTERS
