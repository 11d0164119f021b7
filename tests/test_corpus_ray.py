"""The same corpus done by several processes and by two nodes, of which a worker and then a whole node are lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from corpora import corpus, rows, tables, write_lines

LOSING = """
import os, signal, sys
from pathlib import Path
from ray.cluster_utils import Cluster
from consilience.corpus import Settings, Watch, read_corpus

cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
node = cluster.add_node(num_cpus=1)
cluster.wait_for_nodes(timeout=120)

def kill_a_worker():
    raylet = cluster.head_node.all_processes["raylet"][0].process.pid
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
            title = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == raylet and title.startswith(b"ray::read_batch"):
            os.kill(int(process.name), signal.SIGKILL)
            print("killed")
            return

class Losing(Watch):
    shown = 0
    def show(self, weight, said):
        self.shown += 1
        if self.shown == 1:
            kill_a_worker()
        if self.shown == 3:
            cluster.remove_node(node, allow_graceful=False)

settings = Settings(batch=1, engine="ray", ray_address=cluster.address)
try:
    print(read_corpus([sys.argv[1]], sys.argv[2], settings, watch=Losing(quiet=True)))
finally:
    cluster.shutdown()
"""


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lines(tmp_path_factory.mktemp("ray") / "in.jsonl")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ray_gives_the_same_bytes_for_any_number_of_workers(
    lines: Path, tmp_path: Path, workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "RAY_ADDRESS", "127.0.0.1:1"
    )  # a cluster that was not asked for with --ray-address is left alone
    alone = corpus(lines, "--out", tmp_path / "alone", "--batch", "3", "--engine", "local")
    several = corpus(lines, "--out", tmp_path / "several", "--batch", "3", "--engine", "ray", "--workers", workers)  # fmt: skip
    assert (alone.returncode, several.returncode) == (0, 0), several.stderr
    assert tables(tmp_path / "alone") == tables(tmp_path / "several")


def test_a_worker_and_a_node_that_are_lost_change_nothing(lines: Path, tmp_path: Path) -> None:
    assert corpus(lines, "--out", tmp_path / "alone", "--batch", "1", "--engine", "local").returncode == 0
    command = [sys.executable, "-c", LOSING, str(lines), str(tmp_path / "lost")]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert tables(tmp_path / "alone") == tables(tmp_path / "lost")


DEADLY = """
import os, signal
from spacy.language import Language
from consilience.language import load_pipeline

@Language.component("deadly")
def deadly(doc):
    if "orchestra" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc

def load(**_):
    pipeline = load_pipeline()
    pipeline.add_pipe("deadly", first=True)
    return pipeline
"""


def test_an_article_that_ends_its_worker_goes_to_the_errors(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deadly.py").write_text(DEADLY)
    (tmp_path / "deadly-1.dist-info").mkdir()
    (tmp_path / "deadly-1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: deadly\nVersion: 1\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    out = tmp_path / "out"
    done = corpus(
        lines, "--out", out, "--batch", "4", "--engine", "ray", "--workers", "2", "--pipeline", "deadly"
    )
    assert done.returncode == 1, done.stderr
    (error,) = rows(out, "errors")
    assert (error["file"], error["code"]) == (f"{lines}:6", "fault")
    assert error["message"].startswith("It ended the process that read it")
    assert len(rows(out, "reports")) == 7


def test_a_cluster_that_is_not_there_is_said(lines: Path, tmp_path: Path) -> None:
    done = corpus(lines, "--out", tmp_path / "out", "--ray-address", "127.0.0.1:1", "--engine", "ray")
    assert done.returncode == 2
    assert done.stderr.startswith("consilience: Ray cannot be started or reached")
