"""Many documents: --jobs, records into one file, vnlegal spark."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import tr
from .frame import CLEAN, UNREAD, Commands, Unread, WrongUse, files, say

if TYPE_CHECKING:
    from ..corpus.sharing import Share
    from ..formats import Table


_COUNTED = (
    "văn bản đọc được", "không đọc được", "viện dẫn", "quan hệ", "tác phẩm", "liên kết", "dòng thực hiện",
)  # fmt: skip
_WORTH = 200  # documents for which it is worth while to start a process


def add(commands: Commands) -> None:
    """Declare the commands."""
    one = commands.add_parser("spark", help="đọc và đối chiếu bằng Apache Spark, trên máy này hay trên cụm")
    what = "thư mục, tệp, địa chỉ (hdfs://, s3a://), hoặc bảng TÊN.parquet có cột path, text"
    one.add_argument("inputs", nargs="+", metavar="NGUỒN", help=what)
    one.add_argument("-o", "--output", required=True, metavar="THƯ-MỤC")
    one.add_argument(
        "--master", metavar="MÁY-CHỦ", help="local[2], spark://…, yarn; mặc định của Spark nếu không ghi"
    )
    one.add_argument("--conf", type=_setting, action="append", default=[], metavar="TÊN=GIÁ-TRỊ")
    one.add_argument(
        "--seconds", type=float, default=600.0, metavar="N", help="nhiều nhất N giây một văn bản"
    )
    one.set_defaults(run=spark)

    words = "nạp các tệp N-Quads (của vnlegal spark) thành kho"
    for name, help_words in (
        ("import", words),
        ("load", f"tên cũ của import, còn dùng được ở bản này: {words}"),
    ):
        one = commands.add_parser(name, help=help_words)
        one.add_argument("paths", nargs="+", type=Path, metavar="TỆP", help="tệp hoặc thư mục N-Quads")
        one.add_argument("-o", "--output", required=True, metavar="KHO")
        one.set_defaults(run=load)


def _setting(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"cần TÊN=GIÁ-TRỊ, không phải {words!r}")
    return name, value


def add_jobs(command: argparse.ArgumentParser) -> None:
    """The options that share the work out to several processes."""
    words = "số lõi dùng đến; mặc định mọi lõi, hoặc một nếu ít văn bản"
    command.add_argument("--jobs", type=_jobs, metavar="N", help=words)
    _add_seconds(command)


def _add_seconds(command: argparse.ArgumentParser) -> None:
    words = "nhiều nhất N giây một văn bản, khi đọc bằng nhiều tiến trình (mặc định 600)"
    command.add_argument("--seconds", type=float, metavar="N", help=words)


def add_output(command: argparse.ArgumentParser) -> None:
    """The options of `parse` for many documents."""
    command.add_argument(
        "-o", "--output", type=Path, metavar="TỆP", help="ghi hồ sơ vào TỆP.jsonl, hoặc thư mục TÊN.parquet"
    )
    add_jobs(command)


def _jobs(words: str) -> int:
    if not words.isdigit() or words == "0":
        raise argparse.ArgumentTypeError(f"cần số nguyên dương, không phải {words!r}")
    return int(words)


def jobs(args: argparse.Namespace, documents: int) -> int:
    """How many processes: as asked for, else one a core, where there is enough for them to do."""
    chosen: int = args.jobs or max(1, min(os.cpu_count() or 1, documents // _WORTH))
    return chosen


@contextmanager
def sharing(args: argparse.Namespace, documents: int, ordered: bool = False) -> Iterator[Share]:
    """How the work is shared out: in this process, or by a crew."""
    processes = jobs(args, documents)
    if processes == 1 and args.seconds is None:
        from ..corpus.sharing import in_turn

        yield in_turn
        return
    from ..bulk.crew import Crew
    from ..formats.clock import SECONDS

    with Crew(processes, args.seconds or SECONDS, ordered=ordered) as crew:
        yield crew


class Progress:
    """How far we are: at a terminal a line that changes, elsewhere one now and then."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._said, self._pause = time.monotonic(), 0.1 if self._live else 30.0
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell it, if it is time."""
        now, stage = time.monotonic(), tr(stage)
        if stage == self._stage and done < total and now - self._said < self._pause:
            return
        if self._live:
            print(
                f"\r\x1b[K{stage} {done}/{total}",
                end="" if done < total else "\n",
                file=sys.stderr,
                flush=True,
            )
        elif now - self._said >= self._pause:
            say(f"{stage} {done}/{total}")
        else:
            return
        self._said, self._stage = now, stage


def records(args: argparse.Namespace, attributes: Table | None) -> int:
    """Write the records of many documents into one file, with what a table tells of them."""
    from ..bulk.records import TargetError, write

    paths = list(files(args.paths, args.follow_links))
    progress = Progress()
    try:
        with sharing(args, len(paths), ordered=True) as share:
            written = write(
                paths, args.output, share, lambda done: progress("đọc", done, len(paths)), attributes
            )
    except TargetError as error:
        raise WrongUse(str(error)) from error
    for path, reason in written.unread:
        say(f"{path}: {reason}")
    say(f"{args.output}: {written.documents} hồ sơ, {len(written.unread)} tệp không đọc được")
    return UNREAD if written.unread else CLEAN


def spark(args: argparse.Namespace) -> int:
    """Read, resolve and link documents with Spark."""
    from ..bulk.spark import SparkMissingError, local_session, run
    from ..formats.clock import SECONDS

    try:
        session = local_session(args.master, args.conf)
    except SparkMissingError as error:
        raise WrongUse(str(error)) from error
    seconds = args.seconds or SECONDS
    counts = run(session, args.inputs, args.output, seconds, lambda stage: say(f"{tr(stage)} …"))
    session.stop()
    told = ", ".join(f"{tr(word)}: {count}" for count, word in zip(counts, _COUNTED, strict=True))
    say(f"{args.output}: {told}")
    return UNREAD if counts.unread else CLEAN


def load(args: argparse.Namespace) -> int:
    """Make a store of N-Quads files."""
    from ..bulk.load import NoQuadsError
    from ..bulk.load import load as load_quads
    from ..graph.disk import StoreError

    try:
        load_quads(args.paths, args.output, Progress())
    except NoQuadsError as error:
        raise Unread(str(error)) from error
    except StoreError as error:
        raise WrongUse(str(error)) from error
    return CLEAN
