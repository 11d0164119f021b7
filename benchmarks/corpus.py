"""How fast a corpus is read and joined: `python -m benchmarks.corpus [--articles N] [--sizes 10000 100000] [--only read|join|nodes]`.

read: N articles of ../shared/data/corpus, spread over its years, by the local engine and by Ray with one and two workers. `of_bare` is
the share of the words a second that the language pipeline alone makes in as many processes: the same words of the same texts, counted
the same way on both sides, two hundred articles at a time in turn, by processes that have begun. How long those of the engine take to begin stands in `begin_s`.
join: copies, grouping and accounts of invented readings (`invented_readings.py`), for each size in a process of its own: milliseconds
of CPU an article, and the peak of its memory. nodes: two Ray nodes on this machine, one killed half-way, against one process.
Prints tables, then one JSON line.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.invented_readings import readings
from consilience.corpus import Settings, Watch, read_corpus
from consilience.corpus.engine_ray import RayEngine
from consilience.corpus.kept import write_kept
from consilience.corpus.progress import Stage
from consilience.corpus.run import join_kept
from consilience.intake.language import language_of
from consilience.language import load_pipeline
from consilience.model.packing import pack
from consilience.stories.sketches import sketch_of
from consilience.stories.words import bare_words

CORPUS = Path(__file__).resolve().parents[2] / "shared/data/corpus/reports-10k.jsonl.gz"
STAGES = ["Comparing", "Copies", "Grouping", "Reconciling"]
BATCH = 500
PART = 200  # articles that are read by both sides in turn
READ = 100  # articles of a batch; 200 by default, here fewer so that two workers have one each
BEGINNING = 8  # articles a worker before its time is taken
NICENESS = "0"  # of Ray's workers, 15 by default: beside other work they would be measured as slower than one process


def sample(count: int, path: Path) -> Path:
    """`count` articles of the corpus, evenly from it."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        held = list(lines)
    path.write_text("".join(held[:: max(1, len(held) // count)][:count]), encoding="utf-8")
    return path


def tables(out: Path) -> dict[str, bytes]:
    """What a run gives, file by file."""
    return {
        str(p.relative_to(out)): p.read_bytes()
        for p in sorted(out.rglob("*.parquet")) if "work" not in p.relative_to(out).parts
    }  # fmt: skip


def _begin_pipeline() -> None:
    global _pipeline
    _pipeline = load_pipeline()
    _pipeline("It begins.")


def _parse(texts: list[str]) -> None:
    for text in texts:
        _pipeline(text)


def bare(lines: Path, processes: int) -> float:
    """Seconds of the language pipeline alone for the texts that are read, in so many processes that have begun."""
    texts = [json.loads(line)["text"] for line in lines.read_text(encoding="utf-8").splitlines()]
    texts = [text for text in texts if language_of(text) in {None, "en"}]
    with get_context("spawn").Pool(processes, _begin_pipeline) as pool:
        pool.map(_parse, [texts[:1]] * processes * 4, chunksize=1)
        began = time.perf_counter()
        list(pool.imap_unordered(_parse, [texts[n : n + READ] for n in range(0, len(texts), READ)]))
        return time.perf_counter() - began


def reading(count: int) -> list[dict[str, Any]]:
    """Articles and words a second of the reading stage, for each engine."""
    os.environ["RAY_worker_niceness"] = NICENESS  # noqa: SIM112  Ray spells it so
    with tempfile.TemporaryDirectory() as folder:
        parts = _parts(sample(count, Path(folder) / "in.jsonl"))
        made = [_engine(parts, Path(folder), *one) for one in (("local", 1), ("ray", 1), ("ray", 2))]
    return [{**row, "same": given == made[0][1]} for row, given in made]


def _parts(lines: Path) -> list[Path]:
    held = lines.read_text(encoding="utf-8").splitlines(keepends=True)
    parts = [lines.with_name(f"{n}.jsonl") for n in range(0, len(held), PART)]
    for n, part in enumerate(parts):
        part.write_text("".join(held[n * PART : (n + 1) * PART]), encoding="utf-8")
    return parts


def _engine(
    parts: list[Path], folder: Path, engine: str, workers: int
) -> tuple[dict[str, Any], list[dict[str, bytes]]]:
    """Each part by the bare pipeline and by the engine, whose processes have begun: each was given some articles before."""
    settings = Settings(workers, batch=READ, engine=engine)  # type: ignore[arg-type]
    began = time.perf_counter()
    ray = RayEngine(workers, None) if engine == "ray" else None  # the runs then take its workers
    some = sample(BEGINNING * workers, folder / f"{engine}{workers}.jsonl")
    read_corpus([str(some)], folder / f"{engine}{workers}-begun", replace(settings, batch=1))
    begun, took, alone = time.perf_counter() - began, 0.0, 0.0
    given, counts = [], {"articles": 0, "words": 0}
    for number, part in enumerate(parts):
        before = (
            bare(part, workers) if number % 2 == 0 else 0.0
        )  # turn and turn about, as the machine is not always as quick
        out, watch = folder / f"{engine}{workers}-{number}", Watch(quiet=True)
        found = read_corpus([str(part)], out, settings, watch=watch)
        took += watch.seconds["Reading"]
        alone += before or bare(part, workers)
        given.append(tables(out))
        counts = {"articles": counts["articles"] + found.reports, "words": counts["words"] + found.words}
    if ray:
        ray.close()
    return {"engine": engine, "workers": workers, **counts, "begin_s": round(begun, 1), "reading_s": round(took, 2),
            "words_s": round(counts["words"] / took), "bare_words_s": round(counts["words"] / alone),
            "of_bare": round(alone / took, 3)}, given  # fmt: skip


def keep(out: Path, count: int) -> int:
    """Keeps so many invented readings as the reading stage would; gives the number of batches."""
    made: Iterator[Any] = readings(count)
    number = 0
    while held := list(islice(made, BATCH)):
        rows = [
            {"day": day, "read": True, "sketch": sketch_of(bare_words(r)), "reading": pack(r)} for day, r in held
        ]  # fmt: skip
        write_kept(out, number, rows)
        number += 1
    return number


class Clocked(Watch):
    """Notes the seconds of this process's CPU that each stage takes."""

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self.cpu: dict[str, float] = {}

    def stage(self, title: str, what: str, total: float | None) -> Stage:
        self._began = time.process_time()
        return super().stage(title, what, total)

    def end(self, line: str) -> None:
        self.cpu[line.split(":")[0]] = time.process_time() - self._began


def join(count: int) -> dict[str, Any]:
    """Milliseconds an article for each stage that follows reading, and the peak of this process's memory before and after."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        batches = keep(out, count)
        before = _peak()
        watch = Clocked()
        began = time.perf_counter()
        found = join_kept(out, batches, watch)
        wall = time.perf_counter() - began
        each = {stage: round(watch.cpu[stage] * 1000 / count, 3) for stage in STAGES}
        return {"articles": count, **each, "cpu_ms": round(sum(each.values()), 3), "wall_ms": round(wall * 1000 / count, 3),
                "peak_mib": _peak(), "before_mib": before, **found}  # fmt: skip


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def joining(sizes: list[int]) -> list[dict[str, Any]]:
    """`join` for each size, each in a process of its own."""
    rows = []
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.corpus", "--join-one", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append(json.loads(done.stdout))
        print(json.dumps(rows[-1]), file=sys.stderr)
    return rows


def nodes(count: int) -> dict[str, Any]:
    """Two Ray nodes of one core each, one of them killed half-way, against one process."""
    os.environ["RAY_worker_niceness"] = NICENESS  # noqa: SIM112  Ray spells it so
    import ray
    from ray.cluster_utils import Cluster

    with tempfile.TemporaryDirectory() as folder:
        lines = sample(count, Path(folder) / "in.jsonl")
        read_corpus([str(lines)], Path(folder) / "alone", Settings(batch=5, engine="local"))
        ray.shutdown()
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        node = cluster.add_node(num_cpus=1)
        cluster.wait_for_nodes()
        lost: list[int] = []

        class Losing(Watch):
            shown = 0

            def show(self, weight: float, said: str) -> None:
                self.shown += 1
                if self.shown == count // 10:
                    cluster.remove_node(node, allow_graceful=False)
                    lost.append(self.shown)

        settings = Settings(batch=5, engine="ray", ray_address=cluster.address)
        began = time.perf_counter()
        read_corpus([str(lines)], Path(folder) / "lost", settings, watch=Losing(quiet=True))
        seconds = time.perf_counter() - began
        cluster.shutdown()
        same = tables(Path(folder) / "alone") == tables(Path(folder) / "lost")
    return {"articles": count, "node_lost_after_batches": lost, "seconds": round(seconds, 1), "same": same}


def show(rows: list[dict[str, Any]]) -> None:
    """A table in Markdown."""
    print("| " + " | ".join(rows[0]) + " |\n|" + " --- |" * len(rows[0]))
    for row in rows:
        print("| " + " | ".join(f"{v:,}" if isinstance(v, int) and not isinstance(v, bool) else str(v) for v in row.values()) + " |")  # fmt: skip
    print()


def main() -> None:
    """All measurements, or one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000])
    parser.add_argument("--only", choices=["read", "join", "nodes"])
    parser.add_argument("--join-one", type=int)
    options = parser.parse_args()
    if options.join_one:
        print(json.dumps(join(options.join_one)))
        return
    found: dict[str, Any] = {}
    if options.only in {None, "join"}:
        found["join"] = joining(options.sizes)
        show(found["join"])
    if options.only in {None, "read"}:
        found["read"] = reading(options.articles)
        show(found["read"])
    if options.only in {None, "nodes"}:
        found["nodes"] = nodes(60)
        show([found["nodes"]])
    print(json.dumps(found))


if __name__ == "__main__":
    main()
