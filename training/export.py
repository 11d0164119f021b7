"""Writes the trained network as int8 ONNX with its labels, tokenizer and lemma table.

`python -m training.export RUN FOLDER`: RUN holds `model.pt` (or a checkpoint) and `labels.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import shutil
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from consilience.language.pieces import SHAPE_COUNT
from training.data import read_conllu
from training.network import LABEL, ReaderNetwork

OUTPUTS = ["upos", "xpos", "start", "names", "arcs", "label_dep", "label_head"]


def load(run: Path) -> ReaderNetwork:
    """The network of a run, its averaged weights."""
    labels = json.loads((run / "labels.json").read_text())
    model = ReaderNetwork(30522, SHAPE_COUNT, *(len(labels[k]) for k in ("upos", "xpos", "deps", "names")))
    if (run / "model.pt").exists():
        state = torch.load(run / "model.pt", weights_only=True)["model"]
    else:
        checkpoint = torch.load(run / "checkpoint.pt", weights_only=True)
        state = {**checkpoint["model"], **checkpoint["average"]}
    model.load_state_dict(state)
    return model.eval()


def blend(model: ReaderNetwork, other: ReaderNetwork, share: float) -> None:
    """Moves the weights towards those of another run, in place (Wortsman et al. 2022)."""
    theirs = other.state_dict()
    model.load_state_dict({k: v.lerp(theirs[k], share) for k, v in model.state_dict().items()})


def export(run: Path, folder: Path, other: Path | None = None, share: float = 0.0) -> None:
    """Everything the runtime needs, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    model = load(run)
    if other is not None:
        blend(model, load(other), share)
    names = {0: "rows", 1: "pieces"}, {0: "rows", 1: "words"}
    ids, starts = torch.ones(2, 9, dtype=torch.long), torch.ones(2, 5, dtype=torch.long)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            model, (ids, torch.zeros_like(ids), starts), str(plain), opset_version=17, dynamo=False,
            input_names=["ids", "shapes", "starts"], output_names=OUTPUTS,
            dynamic_axes={"ids": names[0], "shapes": names[0], "starts": names[1]},
        )  # fmt: skip
        quantize_dynamic(
            plain,
            folder / "reader.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
        _export_labels(model, Path(scratch) / "labels.onnx", folder / "labels.onnx")
    shutil.copy(run / "labels.json", folder / "labels.json")


class _Labels(torch.nn.Module):
    """The label scorer as a graph of its own: it runs once the tree is known."""

    def __init__(self, model: ReaderNetwork) -> None:
        super().__init__()
        self.model = model

    def forward(self, dep: torch.Tensor, head: torch.Tensor) -> torch.Tensor:
        return self.model.labels(dep, head)


def _export_labels(model: ReaderNetwork, plain: Path, out: Path) -> None:
    vectors = torch.zeros(3, LABEL), torch.zeros(3, LABEL)
    torch.onnx.export(
        _Labels(model),
        vectors,
        str(plain),
        opset_version=17,
        dynamo=False,
        input_names=["dep", "head"],
        output_names=["scores"],
        dynamic_axes={"dep": {0: "arcs"}, "head": {0: "arcs"}},
    )
    quantize_dynamic(
        plain, out, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
    )


def lemma_table(treebanks: list[Path], out: Path) -> None:
    """The commonest lemma of each form and tag, where the regular rules would not do, and all lemmas."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lemmas: Counter[str] = Counter()
    for path in treebanks:
        for document in read_conllu(path):
            for _, row in document:
                for form, tag, lemma in zip(row.words, row.xpos, row.lemmas):
                    if tag not in {"NNP", "_"}:
                        counts[f"{form.lower()} {tag}"][lemma] += 1
                        lemmas[lemma] += 1
    forms = {k: max(sorted(c), key=lambda x: c[x]) for k, c in sorted(counts.items())}
    known = sorted(x for x in lemmas if x.isalpha() and x.islower())
    with out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write(json.dumps({"forms": forms, "lemmas": known}, ensure_ascii=False).encode())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--blend", type=Path, help="another run to blend with")
    parser.add_argument("--share", type=float, default=0.35, help="the share of the other run")
    parser.add_argument("--encoder", type=Path, default=Path("runs/minilm"))
    parser.add_argument("--treebanks", type=Path, default=Path("../shared/data/reader/parse"))
    args = parser.parse_args()
    logging.getLogger().setLevel(logging.ERROR)
    export(args.run, args.folder, args.blend, args.share)
    shutil.copy(args.encoder / "tokenizer.json", args.folder / "tokenizer.json")
    lemma_table(
        [args.treebanks / f for f in ("en_ewt-train.conllu", "en_gum-train.conllu")],
        args.folder / "lemmas.json.gz",
    )
