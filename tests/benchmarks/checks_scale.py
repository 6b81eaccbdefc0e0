"""How the time of a check grows with the number of documents.

python tests/benchmarks/checks_scale.py [COUNT …]

The documents are letters made here: each implements an earlier one, and cites a decree that all cite, a
decision that a tenth cite, and one that nobody else cites, with title, date and issuer.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

from vnlegal import checks
from vnlegal.checks.view import View
from vnlegal.corpus import Corpus
from vnlegal.document import as_source, parse
from vnlegal.model import Document

_PAGE = """ỦY BAN NHÂN DÂN
TỈNH KON TUM

Số: {n}/UBND-KGVX
V/v triển khai nội dung thứ {n} của chương trình chuyển đổi số

Kon Tum, ngày {own:%d} tháng {month} năm {own:%Y}

Kính gửi: Sở Tư pháp.

Thực hiện Công văn số {before}/UBND-KGVX ngày {earlier:%d/%m/%Y} của Ủy ban nhân dân tỉnh Kon Tum về việc \
triển khai nội dung thứ {before} của chương trình chuyển đổi số; căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 \
tháng 3 năm 2020 của Chính phủ về công tác văn thư, Quyết định số {tenth}/QĐ-TTg ngày 03 tháng 6 năm 2020 \
của Thủ tướng Chính phủ phê duyệt chương trình quốc gia thứ {tenth} và Quyết định số {n}/QĐ-BTTTT ngày 11 \
tháng 8 năm 2020 của Bộ Thông tin và Truyền thông về danh mục thứ {n}, Ủy ban nhân dân tỉnh giao Sở Tư pháp \
hoàn thành trước ngày 31 tháng 12 năm 2027.

Nơi nhận:
- Như trên;
- Lưu: VT, KGVX.
"""


def documents(count: int) -> Iterator[Document]:
    """Letters that cite one another."""
    first = date(2021, 1, 4)
    for n in range(2, count + 2):
        own, earlier = (first + timedelta(days=i // 40) for i in (n, n - 1))
        text = _PAGE.format(
            n=n,
            before=n - 1,
            own=own,
            earlier=earlier,
            tenth=n % max(count // 10, 1) + 1,
            month=f"{own.month:02}" if own.month < 3 else own.month,
        )
        yield parse(as_source(text, f"{n:06}.txt"))


def measure(count: int, per_rule: bool = False) -> float:
    """Print what the stages cost, and give the seconds of the check."""
    start = time.perf_counter()
    read = tuple(documents(count))
    parsed = time.perf_counter()
    corpus = Corpus.of(read)
    linked = time.perf_counter()
    report = checks.report(corpus, preview=True)
    done = time.perf_counter()
    print(
        f"{count:>6} documents: parse {parsed - start:6.2f} s, corpus {linked - parsed:6.2f} s, "
        f"check {done - linked:6.2f} s ({1e3 * (done - linked) / count:.2f} ms each), "
        f"{report.total.found} references, {len(report.findings)} findings"
    )
    if per_rule:
        _rules(View.of(corpus))
    return done - linked


def _rules(view: View) -> None:
    for rule in checks.RULES:
        start = time.perf_counter()
        found = sum(1 for _ in rule.check(view))
        print(f"  {rule.code} {time.perf_counter() - start:6.3f} s {found}")


if __name__ == "__main__":
    flags = [one for one in sys.argv[1:] if one.startswith("-")]
    for wanted in [int(one) for one in sys.argv[1:] if one.isdigit()] or [250, 500, 1000, 2000]:
        measure(wanted, "--rules" in flags)
