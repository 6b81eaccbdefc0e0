"""Many documents on many machines: Apache Spark around the same parse and the same rules as everywhere.

    run(local_session("local[2]"), ["van-ban/"], "kho-spark")

writes under the output folder, as Parquet: documents, mentions, claims, resolutions, works, links, evidence
and lineage; and as N-Quads, in as many files as there are partitions: quads.  Documents are read and parsed
in Arrow batches by a crew of one beside each task, so that a document at which a process dies costs itself
and not the job (Spark would try the task four times and then give up everything).

What looks at several documents at once is a join: `joins` says what is done for one key.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import sandbox
from ..formats import FORMATS, expand
from ..formats.clock import SECONDS
from ..graph.lineage import ALTERS, MAKES, RULES, default_kinds
from ..graph.terms import to_nquads
from ..graph.vocabulary import vocabulary_quads
from ..language import SaidError
from . import batches, joins
from .batches import Function
from .parse import CLAIMS, MENTIONS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_JAVA = 17
_BOUNDS = sandbox.Bounds(megabytes=8192, seconds=60.0, network="local", output=1 << 20)
_STEPS = 10_000  # a lineage longer than this is none
# Promulgation goes both ways, but not there and back.
_ONWARD = "not (step = 'annex' and by = 'promulgator') and not (step = 'promulgator' and by = 'annex')"


class SparkMissingError(SaidError):
    """Spark cannot run here; the message says what to install."""


class Counts(NamedTuple):
    """How many rows each table has."""

    documents: int
    unread: int
    mentions: int
    claims: int
    works: int
    links: int
    lineage: int


def local_session(master: str | None = None, settings: Iterable[tuple[str, str]] = ()) -> SparkSession:
    """A session: the one that runs already, or a new one; raises SparkMissingError."""
    try:
        from pyspark.sql import SparkSession
        from pyspark.sql.pandas.utils import require_minimum_pandas_version, require_minimum_pyarrow_version

        require_minimum_pandas_version()  # Spark asks for pandas before it hands over Arrow batches
        require_minimum_pyarrow_version()
    except ImportError as error:
        raise SparkMissingError(
            "cần thư viện pyspark, pandas, pyarrow: pip install 'vnlegal[spark]'"
        ) from error
    _need_java()
    builder = SparkSession.builder.appName("vnlegal")
    usual = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(batches.BATCH),
        "spark.sql.parquet.columnarReaderBatchSize": str(batches.BATCH),  # a row holds a whole document
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.showConsoleProgress": "false",
    }
    if master:
        builder = builder.master(master)
    if (master or "").startswith("local"):
        cores = re.sub(r"\D", "", master or "") or "4"
        usual |= {
            "spark.ui.enabled": "false",
            "spark.driver.memory": "2g",  # reads and joins happen in this one process
            "spark.sql.shuffle.partitions": str(4 * int(cores)),
        }
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in {**usual, **dict(settings)}.items():
        builder = builder.config(name, value)
    session: SparkSession = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _need_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = sandbox.where("java", f"{home}/bin" if home else None)
    if java is None:
        raise SparkMissingError(
            f"Spark cần Java {_JAVA} trở lên, máy này không có (apt install openjdk-17-jre-headless)"
        )
    said = sandbox.run([java, "-version"], b"", _BOUNDS).errors.decode(errors="replace")
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < _JAVA:
        raise SparkMissingError(
            f"Spark cần Java {_JAVA} trở lên; {java} là: {said.splitlines()[0] if said else '?'}"
        )


def given(spark: SparkSession, inputs: Iterable[str]) -> DataFrame:
    """What is to be read: rows of path and content (null: each task reads the file at the path itself).

    An input is a file or folder that every machine sees under the same name; the address of a folder in a
    distributed store (hdfs://, s3a:// …); or a table of texts, *.parquet with columns `path` and `text`.
    """
    from pyspark.sql import functions as f

    frames, local, paths = [], [], []
    for one in inputs:
        if one.rstrip("/").endswith(".parquet"):
            frames.append(
                spark.read.parquet(one).select("path", f.col("text").cast("binary").alias("content"))
            )
        elif "://" in one:
            suffixes = ",".join(suffix.lstrip(".") for form in FORMATS for suffix in form.suffixes)
            files = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
            files = files.option("pathGlobFilter", f"*.{{{suffixes}}}")
            frames.append(files.load(one).select("path", "content"))
        else:
            local.append(one)
    if local:
        paths = [(str(path), None) for path in expand(local)]
        frames.append(spark.createDataFrame(paths, "path string, content binary"))
    whole = frames[0]
    for frame in frames[1:]:
        whole = whole.unionByName(frame)
    tasks = 4 * spark.sparkContext.defaultParallelism
    few = len(frames) == bool(local) and len(paths) < tasks * batches.BATCH
    return whole.repartition(max(1, len(paths) // batches.BATCH) if few else tasks)


def run(
    spark: SparkSession,
    inputs: Iterable[str],
    output: str,
    seconds: float = SECONDS,
    progress: Callable[[str], None] = lambda stage: None,
) -> Counts:
    """Read, parse, resolve and link documents; write all tables and the quads under `output`."""
    return _Plan(spark, output, progress).run(inputs, seconds)


class _Plan:
    def __init__(self, spark: SparkSession, output: str, progress: Callable[[str], None]) -> None:
        self.spark, self.output, self.progress = spark, output.rstrip("/"), progress

    def run(self, inputs: Iterable[str], seconds: float) -> Counts:
        read = given(self.spark, inputs)
        parsed = self._kept(
            "work/parsed", "đọc", read.mapInArrow(batches.Parse(seconds), _ddl(batches.PARSED))
        )
        self._kept("documents", "hồ sơ", parsed.drop("packed"))
        good = parsed.where("packed is not null").select("packed")
        self._kept("mentions", "viện dẫn", _each(good, batches.mentions, MENTIONS))
        self._kept("claims", "quan hệ", _each(good, batches.claims, CLAIMS))
        settled = self._settled(parsed.where("packed is not null").select("path", "packed"))
        works = self._works(settled)
        self._links(settled)
        self._quads(settled, works)
        self._lineage()
        counts = self._counts()
        self._forget("work")
        return counts

    def _settled(self, parsed: DataFrame) -> DataFrame:
        """Documents with their works and what their mentions mean."""
        said = _each(parsed, batches.statements, joins.STATEMENTS)
        verdicts = self._kept(
            "work/verdicts", "số", _by_key(said, "key", joins.decide_number, joins.VERDICTS)
        )
        decided = _gathered(parsed, verdicts, "verdicts")
        asked = _each(decided, batches.name_statements, joins.STATEMENTS)
        names = self._kept("work/names", "tên", _by_key(asked, "key", joins.decide_name, joins.NAMES))
        both = _gathered(decided, names, "names")
        settled = self._kept("work/settled", "đối chiếu", _each(both, batches.settle, joins.SETTLED))
        self._kept("resolutions", "kết quả", _each(settled, joins.resolution_rows, joins.VERDICTS))
        return settled

    def _works(self, settled: DataFrame) -> DataFrame:
        from pyspark.sql import functions as f

        said = _each(settled, joins.sightings, joins.SIGHTINGS)
        counted = said.groupBy("work", "field", "value").agg(f.sum("weight").alias("weight"))
        works = self._kept("work/works", "văn bản", _by_key(counted, "work", joins.work_row, joins.WORKS))
        self._kept("works", "văn bản", works.drop("packed"))
        return works

    def _links(self, settled: DataFrame) -> None:
        from pyspark.sql import functions as f

        told = self._kept("evidence", "bằng chứng", _each(settled, joins.evidence, joins.EVIDENCE))
        modes = f.sort_array(f.collect_set("mode")).alias("modes")
        links = told.groupBy("kind", "source", "target").agg(modes, f.count("*").alias("evidence"))
        self._kept("links", "liên kết", links)

    def _quads(self, settled: DataFrame, works: DataFrame) -> None:
        """N-Quads as a store keeps them: of each text, of works, and of the vocabulary, for bulk loading."""
        from pyspark.sql import functions as f

        own = works.select(f.col("iri").alias("own"), f.col("packed").alias("work"))
        texts = _by_key(settled.join(own, "own"), "text", joins.text_graph, joins.GRAPHS)
        known = _each(works.select("packed"), joins.work_graph, joins.GRAPHS)
        words = self.spark.createDataFrame([(to_nquads(vocabulary_quads()).rstrip("\n"),)], "value string")
        lines = texts.unionByName(known).unionByName(words)
        self.progress("bộ ba")
        lines.write.mode("overwrite").text(f"{self.output}/quads")

    def _lineage(self) -> None:
        """Which works each work carries out, at how many steps: joins until nothing new is found.

        As `graph.lineage` walks upwards: by the relations of lineage, to the programmes that are amended, and
        to and from what is promulgated, but not there and back.
        """
        from pyspark.sql import functions as f

        steps = self._kept("work/steps", "bước", self._steps())
        start = steps.select(f.col("source").alias("work")).distinct()
        start = start.select("work", f.col("work").alias("ancestor"), f.lit("").alias("by"))
        edge = reached = self._kept("work/lineage/0", "dòng thực hiện 0", start.withColumn("depth", f.lit(0)))
        for depth in range(1, _STEPS):
            onward = edge.join(steps, edge.ancestor == steps.source).where(_ONWARD)
            onward = onward.select("work", f.col("target").alias("ancestor"), f.col("step").alias("by"))
            new = onward.distinct().join(reached, ["work", "ancestor", "by"], "left_anti")
            edge = self._kept(
                f"work/lineage/{depth}", f"dòng thực hiện {depth}", new.withColumn("depth", f.lit(depth))
            )
            if edge.isEmpty():
                break
            reached = reached.unionByName(edge)
        others = reached.where("work != ancestor").groupBy("work", "ancestor")
        self._kept("lineage", "dòng", others.agg(f.min("depth").alias("depth")))

    def _steps(self) -> DataFrame:
        from pyspark.sql import functions as f

        told = self.spark.read.parquet(f"{self.output}/evidence").where("mode in ('asserted', 'reported')")
        edges = told.select("kind", "source", "target").distinct()
        follow = [kind for kind in default_kinds() if kind not in MAKES]
        step = f.when(f.col("kind").isin(*MAKES), "annex").otherwise("").alias("step")
        up = edges.where(f.col("kind").isin([*follow, *MAKES])).select("source", "target", step)
        annexes = edges.where(f.col("kind").isin(*MAKES))
        down = annexes.select(
            f.col("target").alias("source"),
            f.col("source").alias("target"),
            f.lit("promulgator").alias("step"),
        )
        works = self.spark.read.parquet(f"{self.output}/works").where("doc_type is not null")
        programmes = works.where(~f.col("doc_type").isin(*RULES)).select(f.col("iri").alias("target"))
        altered = edges.where(f.col("kind").isin(*ALTERS)).join(programmes, "target")
        altered = altered.select("source", "target", f.lit("").alias("step"))
        return up.unionByName(down).unionByName(altered).distinct()

    def _counts(self) -> Counts:
        def table(name: str) -> DataFrame:
            return self.spark.read.parquet(f"{self.output}/{name}")

        unread = table("documents").where("status = 'unread'").count()
        names = ("mentions", "claims", "works", "links", "lineage")
        return Counts(table("documents").count() - unread, unread, *(table(name).count() for name in names))

    def _kept(self, name: str, stage: str, frame: DataFrame) -> DataFrame:
        """Write a table and read it back: what follows does not work it out again."""
        self.progress(stage)
        path = f"{self.output}/{name}"
        frame.write.mode("overwrite").parquet(path)
        return self.spark.read.schema(frame.schema).parquet(path)

    def _forget(self, name: str) -> None:
        java: Any = self.spark
        path = java._jvm.org.apache.hadoop.fs.Path(f"{self.output}/{name}")
        path.getFileSystem(java._jsc.hadoopConfiguration()).delete(path, True)


def _ddl(columns: dict[str, str]) -> str:
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())


def _gathered(frame: DataFrame, rows: DataFrame, name: str) -> DataFrame:
    """Rows by path as a list beside the document they belong to; null where there are none."""
    from pyspark.sql import functions as f

    columns = f.struct(*(column for column in rows.columns if column != "path"))
    return frame.join(rows.groupBy("path").agg(f.collect_list(columns).alias(name)), "path", "left")


def _each(frame: DataFrame, function: Function, columns: dict[str, str]) -> DataFrame:
    """The rows that a function gives for each row."""
    return frame.mapInArrow(batches.Each(function, columns), _ddl(columns))


def _by_key(frame: DataFrame, key: str, function: Function, columns: dict[str, str]) -> DataFrame:
    """The rows that a function gives for all rows of each key; one key must fit into memory."""
    return (
        frame.repartition(key)
        .sortWithinPartitions(key)
        .mapInArrow(batches.ByKey(key, function, columns), _ddl(columns))
    )
