"""How fast: `python -m benchmarks.speed`.

One process, one thread. The language pipeline against a spaCy CNN pipeline of the usual size (tagger, parser, names;
random weights, which cost the same as trained ones); `read` against the language pipeline alone on the first
articles of the corpus; `build` on 5, 50 and 500 reports. Prints a table, then one JSON line.
"""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example

from consilience.intake import receive
from consilience.language import load_pipeline
from consilience.model import Reading, Report
from consilience.pipeline import read
from consilience.presenting.contract import reading_object, to_json

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = SHARED / "data/corpus/reports-10k.jsonl.gz"
ARTICLES = 300  # of the corpus, for `read`
SHORT = 5000  # characters; longer texts of the attribution set are left out of the heaps


def texts() -> list[Path]:
    """The development stories and the attribution texts."""
    return [
        *sorted((SHARED / "stories").glob("*/reports/*.txt")),
        *sorted((SHARED / "eval/attribution/texts").glob("*.txt")),
    ]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def cnn(labels: list[str]) -> Language:
    """spaCy's CNN pipeline as its small English models have it: one tok2vec of width 96 and depth 4 a task pair."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    listen = {
        "model": {
            "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
        }
    }
    for pipe in ("tagger", "parser"):
        nlp.add_pipe(pipe, config=listen)
    nlp.add_pipe("ner")
    words = ["Officials", "in", "Kabul", "said", "three", "doctors", "were", "killed", "."]
    doc = spacy.tokens.Doc(nlp.vocab, words=words)
    gold = {
        "tags": ["NNS", "IN", "NNP", "VBD", "CD", "NNS", "VBD", "VBN", "."],
        "heads": [3, 2, 0, 3, 5, 7, 7, 3, 3],
        "deps": ["nsubj", "case", "nmod", "ROOT", "nummod", "nsubj:pass", "aux:pass", "ccomp", "punct"],
        "entities": [(13, 18, "LOC")],
    }
    for label in labels:
        nlp.get_pipe("parser").add_label(label)  # type: ignore[attr-defined]
    nlp.initialize(lambda: [Example.from_dict(doc, gold)])
    return nlp


def pipelines(held: list[str], words: int) -> dict[str, float]:
    began = time.perf_counter()
    ours = load_pipeline()
    loaded = time.perf_counter() - began
    theirs = cnn(
        ["obj", "obl", "amod", "det", "conj", "cc", "aux", "advmod", "mark", "xcomp", "compound", "flat"]
    )
    for nlp in (ours, theirs):
        list(nlp.pipe(held[:3]))
    mine, peer = cpu(lambda: list(ours.pipe(held))), cpu(lambda: list(theirs.pipe(held)))
    return {"load seconds": round(loaded, 2), "words a CPU second": round(words / mine),
            "spaCy CNN, words a CPU second": round(words / peer), "time against spaCy CNN": round(mine / peer, 2)}  # fmt: skip


def reading(files: list[Path]) -> dict[str, float]:
    """What `read` does, from the file to the line of JSON, against the language pipeline alone on the same text.

    Article by article in turn, so that other work on the machine weighs on both alike.
    """
    nlp = load_pipeline()
    alone = whole = 0.0
    for file in files:
        texts = [r.text for r in receive([str(file)]) if isinstance(r, Report)]
        alone += cpu(lambda t=texts: [nlp(x) for x in t])  # type: ignore[misc]
        whole += cpu(lambda f=file: _lines(f, nlp))  # type: ignore[misc]
    return {
        "language CPU seconds": round(alone, 2),
        "read CPU seconds": round(whole, 2),
        "read against language": round(whole / alone, 3),
        "words a second, of the pipeline's": round(alone / whole, 3),
    }


def _lines(file: Path, nlp: Language) -> list[str]:
    items = read([str(file)], language=nlp)
    return [to_json(reading_object(item)) for item in items if isinstance(item, Reading)]


def articles(folder: Path, count: int) -> list[Path]:
    """The first articles of the corpus, each as a file of JSON Lines."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, count)):
            (folder / f"{number:05d}.jsonl").write_text(line, encoding="utf-8")
    return sorted(folder.iterdir())


def building(files: list[Path]) -> dict[str, float]:
    """Seconds and memory of `consilience build` as a process, for 5, 50 and 500 reports.

    Beyond the texts there are, copies are made distinct by a line of their own.
    """
    found: dict[str, float] = {}
    for count in (5, 50, 500):
        with tempfile.TemporaryDirectory() as scratch:
            for n in range(count):
                text = files[n % len(files)].read_text(encoding="utf-8")
                (Path(scratch) / f"{n:03d}.txt").write_text(f"{text}\n\nFile {n}.\n", encoding="utf-8")
            command = [
                sys.executable,
                "-m",
                "consilience.cli",
                "build",
                scratch,
                "--out",
                scratch + "/out.html",
                "--quiet",
            ]
            began = time.perf_counter()
            subprocess.run(command, check=False, capture_output=True)
            found[f"build {count}: seconds"] = round(time.perf_counter() - began, 1)
            found[f"build {count}: MiB"] = round(
                resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            )
    return found


def main() -> None:
    files = texts()
    built = building(files)  # first: a child's memory counts what its parent held when it began
    reports = [r for r in receive([str(f) for f in files]) if isinstance(r, Report)]
    held = [r.text for r in reports]
    words = sum(len(spacy.blank("en")(t)) for t in held)
    with tempfile.TemporaryDirectory() as folder:
        read_speed = reading(articles(Path(folder), ARTICLES))
    results = {"words": float(words), **pipelines(held, words), **read_speed, **built}
    for name, value in results.items():
        print(f"{name:34} {value:>12g}")
    print(json.dumps(results))


if __name__ == "__main__":
    main()
