"""What a shape of the task ledger is, and its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...corpus.duties import LedgerRow
from ...corpus.task_changes import TaskChange
from ...language import tr

STATES = {
    "overdue": "quá hạn",
    "soon": "sắp đến hạn",
    "not due": "chưa đến hạn",
    "continuous": "thường xuyên",
    "unknown day": "chưa rõ ngày",
    "no limit": "không có hạn",
    "none": "chưa có",
    "reported": "đã có báo cáo",
    "confirmed": "đã xác nhận",
    "changed": "có đề nghị thay đổi",
}
CHANGED = {
    "added": "bổ sung",
    "dropped": "bãi bỏ",
    "put off": "đổi thời hạn",
    "handed over": "đổi cơ quan",
    "reworded": "sửa nội dung",
}
MODES = {"directed": "giao", "requested": "đề nghị", "committed": "cam kết"}

CONFIRMS = "xác nhận"
"""The column in which a person says that a task is done."""


def _evidence(row: LedgerRow) -> str:
    """Who confirms, else what has been reported."""
    told = [f"{tr(STATES['confirmed'])}: {row.confirmed}"] if row.confirmed else []
    return "; ".join([*told, *row.reported]) or tr(STATES[row.by_evidence])


def change_words(change: TaskChange) -> str:
    """What is proposed, by which document, and whether another task may be meant."""
    unsure = (
        tr(" (chưa rõ nhiệm vụ nào trong {count})", count=len(change.rows)) if len(change.rows) > 1 else ""
    )
    new = "; ".join(filter(None, (change.value, *change.actors)))
    what = f"{tr(CHANGED[change.kind])}: {new}" if new else tr(CHANGED[change.kind])
    return tr("{what}, theo {document}", what=what, document=change.document) + unsure


def _changes(row: LedgerRow) -> str:
    """What later documents propose, each with its sentence."""
    return "; ".join(f"{change_words(one)}: “{one.sentence}”" for one in row.changes)


COLUMNS: Mapping[str, Callable[[LedgerRow], object]] = {
    "mã": lambda row: row.id,
    "hạn": lambda row: row.last,
    "trạng thái": lambda row: tr(STATES[row.by_time]),
    "bằng chứng": _evidence,
    "chủ trì": lambda row: "; ".join(row.actors),
    "phối hợp": lambda row: "; ".join(row.partners),
    "nội dung": lambda row: row.action,
    "sản phẩm": lambda row: row.product,
    "từ ngày": lambda row: row.first,
    "nguyên văn hạn": lambda row: row.deadline,
    "lặp lại": lambda row: row.value if row.kind == "recurring" else "",
    "cách giao": lambda row: tr(MODES[row.mode]),
    "người giao": lambda row: row.assigner,
    "ngày giao": lambda row: row.assigned,
    "văn bản giao": lambda row: row.document,
    "chương trình": lambda row: "; ".join(row.programmes),
    "báo cáo cho": lambda row: row.report_to,
    "báo cáo qua": lambda row: row.report_via,
    "nay là": lambda row: "; ".join(row.heirs),
    "có thể trùng": lambda row: "; ".join(row.alike),
    "thay đổi": _changes,
    "mục": lambda row: row.group or row.portion,
    "dòng": lambda row: row.row,
    "tệp": lambda row: row.path,
    "vị trí": lambda row: f"{row.span.start}-{row.span.end}",
}
"""The columns by their Vietnamese heads, in the order of an office's register."""


UNPLACED: Mapping[str, Callable[[TaskChange], object]] = {
    "thay đổi": change_words,
    "nguyên văn": lambda change: change.sentence,
    "văn bản": lambda change: change.document,
    "ngày": lambda change: change.day,
    "nhiệm vụ số": lambda change: ", ".join(change.numbers),
    "mục": lambda change: change.section.upper(),
    "tên nhiệm vụ": lambda change: change.name,
    "kế hoạch": lambda change: change.target,
    "tệp": lambda change: change.path,
    "vị trí": lambda change: f"{change.span.start}-{change.span.end}",
}
"""The columns of changes whose task was not found."""
NOT_FOUND = "Thay đổi chưa rõ nhiệm vụ"


@dataclass(frozen=True, slots=True)
class Handwritten:
    """What people typed into a ledger: their own columns, and the cells of each row by id.

    `notes` are the comments that they put on cells, by id and column.
    """

    columns: tuple[str, ...] = (CONFIRMS, "ghi chú")
    cells: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    old: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def confirmed(self) -> Mapping[str, str]:
        """What people have typed who confirm that a task is done, by its id."""
        return {id: str(one[CONFIRMS]) for id, one in self.cells.items() if one.get(CONFIRMS)}


@dataclass(frozen=True, slots=True)
class LedgerOutput:
    """One shape: its name, what it is, and the file that it writes of rows on a day.

    The last argument holds the changes of tasks that were not found.
    """

    name: str
    media_type: str
    write: Callable[[Sequence[LedgerRow], date, Handwritten, Sequence[TaskChange]], bytes]
