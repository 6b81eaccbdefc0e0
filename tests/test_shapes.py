"""What share of its shapes each statement is read alike in; a share may only rise.

`python tests/test_shapes.py` shows the shapes that are read otherwise, and stores better shares.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from shapes import STATEMENTS, Shape, read

SHARES = Path(__file__).parent / "shapes" / "shares.toml"
SAMPLE = 60


def _shapes(name: str) -> list[Shape]:
    """A sample of the shapes of a statement, the same in each run."""
    shapes = list(next(one for one in STATEMENTS if one.__name__ == name)())
    return random.Random(1).sample(shapes, min(SAMPLE, len(shapes)))


def _share(name: str) -> float:
    shapes = _shapes(name)
    return sum(read(shape) == shape.claims for shape in shapes) / len(shapes)


def _stored() -> dict[str, float]:
    return tomllib.loads(SHARES.read_text("utf-8"))


@pytest.mark.parametrize("name", [one.__name__ for one in STATEMENTS])
def test_share_only_rises(name: str) -> None:
    assert _share(name) >= _stored()[name]


def test_every_shape_wants_something_but_plain() -> None:
    wanting = {one.__name__ for one in STATEMENTS if all(shape.claims for shape in _shapes(one.__name__))}
    assert {one.__name__ for one in STATEMENTS} - wanting == {"plain"}


def _report() -> Iterator[str]:
    stored = _stored() if SHARES.exists() else {}
    for one in STATEMENTS:
        share = _share(one.__name__)
        yield f"{one.__name__} = {max(share, stored.get(one.__name__, 0.0)):.3f}"
        for shape in _shapes(one.__name__):
            if (found := read(shape)) != shape.claims:
                sys.stderr.write(f"\n{one.__name__}\n{shape.text}\nwant {sorted(shape.claims)}\n")
                sys.stderr.write(f"read {sorted(found)}\n")


if __name__ == "__main__":
    lines = list(_report())
    SHARES.write_text(
        "# Shares of tests/shapes, stored by tests/test_shapes.py.\n" + "\n".join(lines) + "\n", "utf-8"
    )
