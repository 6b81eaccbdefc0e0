"""What all tests share: the four letters, and how long Hypothesis may take."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
LETTERS = tuple(sorted((ROOT / "corpus").glob("*.txt")))

settings.register_profile("quick", max_examples=60, deadline=None)
settings.register_profile("long", max_examples=3000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def letters() -> tuple[Path, ...]:
    """The four letters of the corpus, in order of their names."""
    return LETTERS
