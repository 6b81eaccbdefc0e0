"""How fast a page becomes a record, beside one scan of it and beside other citation readers.

    python tests/benchmarks/parse_speed.py [--folder TEXTS] [--write]
    python tests/benchmarks/parse_speed.py --growth [--write]
    python tests/benchmarks/parse_speed.py --guard   # for CI: fails at a quarter more time for each raw scan

Every text counts with the best of several turns that alternate, in one process on one core, which looks for
circles of objects as seldom as the workers of a build do (`bulk.worker.freeze_loaded`).  The raw scan is
three passes of `regex` with a small pattern that stays as it is: the unit of all ratios.  They take what one
pass with the pattern of numbers took when the ratio was first guarded; that pattern has grown since, and a
slower one made every record look cheaper.  eyecite
(American) and refex (German) read texts of their own languages, made here, of equal size and with as many
citations; they are left out where they are not installed (`pip install 'vnlegal[bench]'`).
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import figures  # noqa: E402
import regex  # noqa: E402
from letters import pages  # noqa: E402
from long_pages import decree  # noqa: E402
from long_shapes import SHAPES  # noqa: E402

from vnlegal.bulk.worker import freeze_loaded  # noqa: E402
from vnlegal.document import parse  # noqa: E402
from vnlegal.model import Preface  # noqa: E402
from vnlegal.references.mentions import find_drafts, to_mentions  # noqa: E402
from vnlegal.references.page import Page  # noqa: E402
from vnlegal.text import Text  # noqa: E402

_STORED = Path(__file__).with_name("parse_speed.json")
_TURNS = 15
_LOSS = 1.25
_SHORT = 25_000  # bytes of a page whose growth is measured

Read = Callable[[str], object]
Cite = Callable[[random.Random], str]


# A number with its symbol in the plainest form: "30/2020/NĐ-CP", "52-NQ/TW".
_UNIT = regex.compile(
    r"(?<![\p{L}\p{N}/&.§-])\d{1,5}(?:/(?:19|20)\d\d)?[/-]\p{Lu}[\p{L}&]*(?:[-/]\p{Lu}[\p{L}&]*){0,9}"
    r"(?![\p{L}\p{N}])"
)
_PASSES = 3


def scan(text: str) -> int:
    """Where numbers may stand, nothing else: the unit of all ratios."""
    return sum(1 for _ in range(_PASSES) for _ in _UNIT.finditer(text))


def mentions(text: str) -> object:
    """References alone, of a text without parts."""
    cleaned = Text.of(text)
    page = Page.of(cleaned, lambda _: "body", (), Preface(), 0, len(cleaned.clean))
    return to_mentions(page, find_drafts(page))


def segment(text: str) -> object:
    """Word segmentation by underthesea."""
    from underthesea import word_tokenize

    return word_tokenize(text)


def american() -> Read:
    """eyecite with the faster of its tokenizers that need no compiler."""
    from eyecite import get_citations
    from eyecite.tokenizers import AhocorasickTokenizer

    return partial(get_citations, tokenizer=AhocorasickTokenizer())


def hyperscan() -> Read:
    """eyecite with its other tokenizer."""
    import tempfile

    from eyecite import get_citations
    from eyecite.tokenizers import HyperscanTokenizer

    return partial(get_citations, tokenizer=HyperscanTokenizer(cache_dir=tempfile.mkdtemp()))


def german() -> Read:
    """refex with its engines of patterns."""
    from refex.orchestrator import CitationExtractor

    read: Read = CitationExtractor().extract
    return read


_ENGLISH = "the court held that plaintiff failed to state claim for which relief may be granted"
_GERMAN = "das Gericht hat festgestellt dass der Antrag des Klägers wegen fehlender Begründung unzulässig war"
_AMERICAN_CITATIONS: tuple[Cite, ...] = (
    lambda r: f"see Smith v. Jones, {r.randint(1, 600)} U.S. {r.randint(1, 999)} ({r.randint(1900, 2020)})",
    lambda r: f"{r.randint(1, 50)} U.S.C. § {r.randint(1, 9999)}",
    lambda r: f"{r.randint(1, 999)} F.2d {r.randint(1, 999)} (2d Cir. {r.randint(1930, 1990)})",
)
_GERMAN_CITATIONS: tuple[Cite, ...] = (
    lambda r: f"nach § {r.randint(1, 2000)} Abs. {r.randint(1, 5)} BGB",
    lambda r: f"gemäß Art. {r.randint(1, 140)} GG",
    lambda r: f"BGH, Urteil vom {r.randint(1, 28)}.3.2005 - {r.randint(1, 9)} ZR {r.randint(1, 400)}/05",
)


def foreign(words: str, citations: Sequence[Cite], like: Sequence[str]) -> list[str]:
    """Texts of a language as long as `like`, each with as many citations as we find there."""
    chance = random.Random(1)
    return ["\n".join(_sentences(chance, words.split(), citations, one)) for one in like]


def _sentences(
    chance: random.Random, words: Sequence[str], citations: Sequence[Cite], like: str
) -> Iterator[str]:
    count = max(1, len(parse(like).mentions))
    for _ in range(count):
        cited = chance.choice(citations)(chance)
        sentence = ""
        while len(sentence) + len(cited) < len(like) / count:
            sentence += f" {chance.choice(words)}"
        yield f"{sentence.strip().capitalize()}, {cited}."


def best(reads: Sequence[tuple[Read, Sequence[str]]], turns: int = _TURNS) -> list[float]:
    """Seconds of processor time for each reader over its texts, each text at the best of alternating turns.

    A turn over all texts takes seconds, in which a shared machine always does something else.
    """
    for read, texts in reads:
        read(texts[0])
    freeze_loaded()
    took = [[_seconds(read, texts) for read, texts in reads] for _ in range(turns)]
    return [sum(map(min, zip(*column, strict=True))) for column in zip(*took, strict=True)]


def _seconds(read: Read, texts: Iterable[str]) -> list[float]:
    gc.collect()
    found = []
    for text in texts:
        begin = time.process_time()
        read(text)
        found.append(time.process_time() - begin)
    return found


def ratio(texts: Sequence[str], turns: int = _TURNS) -> float:
    """How many times the raw scan a whole record takes."""
    whole, raw = best([(parse, texts), (scan, texts)], turns)
    return whole / raw


def size(texts: Iterable[str]) -> float:
    """Megabytes in UTF-8."""
    return sum(len(text.encode()) for text in texts) / 1e6


def lines(sets: dict[str, list[str]]) -> Iterator[str]:
    """The rows of the table."""
    for name, texts in sets.items():
        whole, alone, raw = best([(parse, texts), (mentions, texts), (scan, texts)])
        mb, count = size(texts), len(texts)
        speed = f"{mb / whole:.2f} MB/s, {count / whole:.0f} texts/s"
        yield f"| {name}: {count} texts, {mb:.2f} MB: whole record | {speed} |"
        yield f"| {name}: mentions alone | {mb / alone:.2f} MB/s |"
        yield f"| {name}: raw scan for numbers | {mb / raw:.0f} MB/s |"
        yield f"| {name}: whole record, times the raw scan | {whole / raw:.1f} |"
    yield from beside(next(iter(sets.values())))
    yield from start()
    yield f"| memory at most | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB |"


def beside(texts: Sequence[str]) -> Iterator[str]:
    """Other readers, each over texts of its own language, of equal size; they read citations, no records."""
    some = list(texts)[:40]
    peers: tuple[tuple[str, Callable[[], Read], list[str]], ...] = (
        ("eyecite, Aho-Corasick", american, foreign(_ENGLISH, _AMERICAN_CITATIONS, some)),
        ("eyecite, Hyperscan", hyperscan, foreign(_ENGLISH, _AMERICAN_CITATIONS, some)),
        ("refex, patterns", german, foreign(_GERMAN, _GERMAN_CITATIONS, some)),
        ("underthesea, words", lambda: segment, some[:10]),
    )
    for name, make, own in peers:
        try:
            read = make()
            read(own[0])
        except ImportError:
            yield f"| {name} | not installed |"
            continue
        whole, alone, theirs = best([(parse, some), (mentions, some), (read, own)], 2)
        speed = size(own) / theirs
        times = [size(some) / ours / speed for ours in (whole, alone)]
        said = "a whole record is {:.1f} times as fast, mentions alone {:.1f} times".format(*times)
        yield f"| {name} | {speed:.3f} MB/s; {said} |"


def growth() -> Iterator[str]:
    """Pages that grow in one way each (`tests/long_shapes.py`): time for each byte at four times as long."""
    for name, shape in SHAPES.items():
        # Numbers of their own for each short page: what has been read once is remembered.
        short = [shape.page(_SHORT, first) for first in range(1, 40_000, 10_000)]
        long = shape.page(_SHORT * 4)
        once, four = best([(parse, short), (parse, [long])], 3)
        shown = f"×4: {four / once / (size([long]) / size(short)):.2f} times the time for each byte"
        yield f"| {name} | {shown}, {four / size([long]) / 10:.2f} s for 100 kB |"


def start() -> Iterator[str]:
    """Cold: import, and the first result of the command."""
    letter = next(iter(sorted((ROOT / "corpus").glob("1070*.txt"))))
    for name, code in (
        ("import vnlegal", "import vnlegal"),
        ("import and first parse", f"import vnlegal; vnlegal.parse(vnlegal.read({str(letter)!r}))"),
        ("`vnlegal parse` of a letter", f"from vnlegal.cli import main; main(['parse', {str(letter)!r}])"),
    ):
        took = min(_child(code) for _ in range(5))
        yield f"| cold: {name} | {took:.2f} s |"


def _child(code: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def guard(texts: Sequence[str]) -> int:
    """0 if the ratio to the raw scan is not a quarter above what is stored; noise is given three tries."""
    stored: float = json.loads(_STORED.read_text("utf-8"))["whole record, times the raw scan"]
    for _ in range(3):
        now = ratio(texts, _TURNS // 2)
        print(
            f"whole record: {now:.1f} times the raw scan; stored {stored:.1f}, allowed {stored * _LOSS:.1f}"
        )
        if now <= stored * _LOSS:
            return 0
    return 1


def report(name: str, rows: Iterable[str], write: bool) -> int:
    """Print the rows as they come, and write them where they belong."""
    found = []
    for row in rows:
        print(row, flush=True)
        found.append(row)
    if write:
        figures.write(name, found)
    return 0


def main() -> int:
    """Print the table, write it, or guard."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--folder", type=Path, help="texts of your own, measured first")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md, and the stored ratio")
    parser.add_argument("--growth", action="store_true", help="only how pages of every shape grow")
    parser.add_argument("--guard", action="store_true")
    arguments = parser.parse_args()
    letters = [text for _, text in islice(pages(300), 300)]
    if arguments.guard:
        return guard(letters)
    if arguments.growth:
        return report("parse_growth", growth(), arguments.write)
    sets = {"made letters": letters, "a made decree": [decree()] * 20}
    if arguments.folder:
        own = [path.read_text("utf-8") for path in sorted(arguments.folder.glob("*.txt"))]
        sets = {f"{len(own)} real documents": own, **sets}
    report("parse_speed", lines(sets), arguments.write)
    if arguments.write:
        _STORED.write_text(json.dumps({"whole record, times the raw scan": round(ratio(letters), 1)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
