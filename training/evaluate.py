"""Scores the shipped weights on the treebanks' and name sets' own tests.

`python -m training.evaluate DATA [--pipeline NAME] [--split test]`, DATA as described in training/README.md. Tags and trees are
scored on gold tokens, one sentence a text as the treebanks have them (`gold`), and on running text with the
pipeline's own sentence bounds (`running`); labels with their subtypes. Names by exact span and label.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from consilience.language import load_pipeline
from training.data import UNIFIED, Row, join, read_conllu

TREEBANKS = ("en_ewt", "en_gum", "en_pud")
NAME_SETS = ("worldwide", "uner_pud", "re3d", "conll2003_EVALONLY", "gum", "wikigold", "crossner_politics")
CORE = ("PERSON", "ORG", "LOC")
OURS = {"GPE": "LOC", "FAC": "LOC", "PER": "PERSON"}


def score_tree(nlp: Language, rows: list[Row]) -> Counter[str]:
    """Counts of right tags, heads and labels over rows."""
    counts: Counter[str] = Counter()
    docs = nlp.pipe(Doc(nlp.vocab, words=r.words, spaces=[*r.spaced[1:], True]) for r in rows)
    for row, doc in zip(rows, docs, strict=True):
        for token, upos, xpos, head, dep, start, lemma in zip(
            doc, row.upos, row.xpos, row.heads, row.deps, row.starts, row.lemmas, strict=True
        ):
            counts["words"] += 1
            counts["upos"] += token.pos_ == upos
            counts["xpos"] += token.tag_ == xpos
            counts["lemma"] += token.lemma_ == lemma
            right = (0 if token.head.i == token.i else token.head.i + 1) == head
            counts["uas"] += right
            counts["las"] += right and token.dep_ == dep
            counts["start_hit"] += bool(token.is_sent_start and start)
            counts["start_said"] += bool(token.is_sent_start)
            counts["start_gold"] += bool(start)
    return counts


def tree_scores(counts: Counter[str]) -> dict[str, float]:
    shares = {k: round(100 * counts[k] / counts["words"], 2) for k in ("upos", "xpos", "lemma", "uas", "las")}
    p, r = counts["start_hit"] / counts["start_said"], counts["start_hit"] / counts["start_gold"]
    return shares | {"sentences": round(200 * p * r / (p + r), 2)}


def score_names(nlp: Language, path: Path) -> dict[str, float]:
    """F1 of exact spans, over PERSON, ORG and LOC together and for each."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    hit, said, gold = Counter[str](), Counter[str](), Counter[str]()
    for item, doc in zip(items, nlp.pipe(x["text"] for x in items), strict=True):
        wanted = {(s["start"], s["end"], UNIFIED[s["label"]]) for s in item["spans"] if s["label"] in UNIFIED}
        found = {(e.start_char, e.end_char, OURS.get(e.label_, e.label_)) for e in doc.ents}
        for label in CORE:
            w, f = ({s for s in spans if s[2] == label} for spans in (wanted, found))
            hit[label], said[label], gold[label] = (
                hit[label] + len(w & f), said[label] + len(f), gold[label] + len(w))  # fmt: skip
    scores = {x: 200 * hit[x] / max(1, said[x] + gold[x]) for x in CORE}
    total = 200 * sum(hit.values()) / max(1, sum(said.values()) + sum(gold.values()))
    return {"all": round(total, 2)} | {k: round(v, 2) for k, v in scores.items()}


def evaluate(nlp: Language, data: Path, split: str) -> dict[str, dict[str, float]]:
    """Every score by set."""
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for bank in TREEBANKS:
        file = data / "parse" / f"{bank}-{split}.conllu"
        if file.exists():
            documents = [[row for _, row in d] for d in read_conllu(file)]
            scores[f"{bank} gold"] = tree_scores(score_tree(nlp, [r for d in documents for r in d]))
            scores[f"{bank} running"] = tree_scores(score_tree(nlp, [join(d) for d in documents]))
    for name in NAME_SETS:
        file = data / "ner" / f"{name}-{split}.jsonl.gz"
        if file.exists():
            scores[name] = score_names(nlp, file)
    return dict(scores)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pipeline")
    parser.add_argument("--split", default="test")
    args = parser.parse_args()
    for name, row in (scores := evaluate(load_pipeline(args.pipeline), args.data, args.split)).items():
        print(f"{name:24}", "  ".join(f"{k} {v:6.2f}" for k, v in row.items()))
    print(json.dumps(scores))
