"""Tasks: being written."""

from collections.abc import Sequence

from ..model import Portion, Task
from ..text import Text
from .layout import Layout


def read_tasks(text: Text, layout: Layout, body: Sequence[Portion]) -> tuple[Task, ...]:
    """Nothing yet."""
    return ()
