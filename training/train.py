"""Trains the language network: `python -m training.train --config training/config.toml --out runs/1`.

Goes on from the last checkpoint in `--out` when there is one. Stops after `minutes` of wall time; the
rate falls linearly with the share of time used, so that a run of any length ends at zero.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F

from consilience.language.pieces import SHAPE_COUNT, PieceEncoder
from training.data import BIO, NameRows, Row, pack, read_conllu, recase
from training.invent import Inventor, rename
from training.network import ReaderNetwork

EMPTY = -100
MASK = 103  # the encoder's own [MASK]


def label_lists(sentences: list[Row]) -> dict[str, list[str]]:
    """Every label of the treebanks' train part, commonest first."""

    def of(name: str) -> list[str]:
        counts = Counter(x for row in sentences for x in getattr(row, name))
        return sorted(counts, key=lambda x: (-counts[x], x))

    return {"upos": of("upos"), "xpos": of("xpos"), "deps": of("deps"), "names": list(BIO)}


class Batches:
    """Rows to padded tensors."""

    def __init__(self, encoder: PieceEncoder, labels: dict[str, list[str]]) -> None:
        self.encoder = encoder
        self.ids = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}

    def tensors(self, rows: list[Row], masked: float = 0.0) -> dict[str, Tensor]:
        """`masked` is the share of pieces hidden from the encoder; their shape class stays."""
        pieces = [self.encoder.row(r.words, r.spaced) for r in rows]
        b, t, w = len(rows), max(len(p.ids) for p in pieces), max(len(r.words) for r in rows)
        out = {k: torch.zeros(b, t, dtype=torch.long) for k in ("ids", "shapes")}
        out["starts_at"] = torch.zeros(b, w, dtype=torch.long)
        for k in ("upos", "xpos", "heads", "deps", "starts", "sentence"):
            out[k] = torch.full((b, w), EMPTY)
        out["names"] = torch.zeros(b, w, dtype=torch.long)
        hidden = torch.rand(b, t) < masked
        for i, (row, p) in enumerate(zip(rows, pieces)):
            n = len(row.words)
            out["ids"][i, : len(p.ids)] = torch.tensor(p.ids)
            out["shapes"][i, : len(p.ids)] = torch.tensor(p.shapes)
            out["starts_at"][i, :n] = torch.tensor(p.starts)
            if row.names:
                out["names"][i, :n] = torch.tensor(row.names)
            if row.upos:
                out["upos"][i, :n] = torch.tensor([self.ids["upos"][x] for x in row.upos])
                out["xpos"][i, :n] = torch.tensor([self.ids["xpos"].get(x, EMPTY) for x in row.xpos])
                out["heads"][i, :n] = torch.tensor(row.heads)
                out["deps"][i, :n] = torch.tensor([self.ids["deps"].get(x, EMPTY) for x in row.deps])
                out["starts"][i, :n] = torch.tensor([int(x) for x in row.starts])
                out["sentence"][i, :n] = torch.tensor(row.starts).cumsum(0)
        out["ids"][hidden & (out["shapes"] > 0)] = MASK
        return out


def loss_of(model: ReaderNetwork, b: dict[str, Tensor], weights: dict[str, float]) -> dict[str, Tensor]:
    """The losses present in one batch."""
    upos, xpos, start, names, arcs, label_dep, label_head = model(b["ids"], b["shapes"], b["starts_at"])
    losses: dict[str, Tensor] = {}
    known = b["names"] > 0
    if known.any():
        allowed = (b["names"][known][:, None] >> torch.arange(len(BIO))) & 1
        logp = names[known].float().log_softmax(-1).masked_fill(allowed == 0, -1e4)
        losses["names"] = -logp.logsumexp(-1).mean() * weights["names"]
    word = b["heads"] != EMPTY
    if word.any():
        losses["upos"] = F.cross_entropy(upos[word].float(), b["upos"][word]) * weights["tags"]
        losses["xpos"] = (
            F.cross_entropy(xpos[word].float(), b["xpos"][word], ignore_index=EMPTY) * weights["tags"]
        )
        losses["start"] = F.binary_cross_entropy_with_logits(start[word].float(), b["starts"][word].float())
        same = b["sentence"][:, :, None] == b["sentence"][:, None, :]
        same = torch.cat([torch.ones_like(same[:, :, :1]), same], -1)
        scores = arcs.float().masked_fill(~same, -1e4)
        losses["arcs"] = F.cross_entropy(scores[word], b["heads"][word])
        rows = torch.arange(len(word))[:, None].expand_as(word)[word]
        scored = model.labels(label_dep[word], label_head[rows, b["heads"][word]])
        losses["labels"] = F.cross_entropy(scored.float(), b["deps"][word], ignore_index=EMPTY)
    return losses


def by_length(rows: list[Row], pieces: int, rng: random.Random) -> list[list[Row]]:
    """Batches of rows of like length, about `pieces` word pieces each, in random order."""
    rows = sorted(rows, key=lambda r: len(r.words) + rng.random() * 4)
    batches, batch = [], []
    for row in rows:
        if batch and (len(batch) + 1) * (len(row.words) * 1.3 + 2) > pieces:
            batches.append(batch)
            batch = []
        batch.append(row)
    batches.append(batch)
    rng.shuffle(batches)
    return batches


def cut(row: Row, limit: int) -> list[Row]:
    """A long name row in pieces of at most `limit` words."""
    parts = [slice(i, i + limit) for i in range(0, len(row.words), limit)]
    return [Row(row.words[s], row.spaced[s], row.names[s]) for s in parts]


def epochs(treebank: list, names: list[Row], config: dict, rng: random.Random) -> Iterator[list[Row]]:
    """Batches without end: each pass packs the treebanks anew, swaps and recases names."""
    inventor = Inventor(names, rng)
    while True:
        parsed = pack(treebank, rng, config["row_words"])
        named = [
            rename(r, inventor, 0.7) if rng.random() < config["rename"] else r
            for _ in range(config["name_passes"])
            for r in names
        ]
        trees = by_length([recase(r, rng, config["recase"]) for r in parsed], config["batch_pieces"], rng)
        whole = [recase(r, rng, config["recase"]) for r in named]
        cuts = [x for r in whole for x in cut(r, config["row_words"])]
        batches = trees + by_length(cuts, config["batch_pieces"], rng)
        rng.shuffle(batches)
        yield from batches


def groups(model: ReaderNetwork, config: dict) -> list[dict]:
    """Parameters with their rates: the encoder slow, the heads fast, no decay on norms and biases."""
    model.words.weight.requires_grad_(False)
    encoder = ("positions", "shapes", "norm", "layers")
    found: dict[tuple[float, float], list[Tensor]] = {}
    for name, p in model.named_parameters():
        if p.requires_grad:
            rate = (
                config["encoder_rate"]
                if name.split(".")[0] in encoder[:1] + encoder[2:]
                else config["head_rate"]
            )
            decay = 0.01 if p.ndim > 1 else 0.0
            found.setdefault((rate, decay), []).append(p)
    return [{"params": ps, "lr": r, "base": r, "weight_decay": d} for (r, d), ps in found.items()]


def rate_at(share: float, warm: float) -> float:
    return share / warm if share < warm else max(0.0, (1 - share) / (1 - warm))


def load_data(config: dict) -> tuple[list, list[Row]]:
    shared = Path(config["data"])
    treebank = [d for f in config["treebanks"] for d in read_conllu(shared / "parse" / f)]
    reader = NameRows()
    names = [r for f in config["names"] for r in reader.read(shared / "ner" / f)]
    ours = reader.read_annotations(Path(config["annotations"]))
    names += ours * config["annotation_passes"]
    return treebank, [r for r in names if r.words]


def train(config: dict, out: Path) -> None:
    """Runs to the end of the time given; writes `model.pt`, `labels.json` and `log.jsonl` to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(config["seed"])
    rng = random.Random(config["seed"])
    torch.set_num_threads(config["threads"])
    treebank, names = load_data(config)
    labels = label_lists([r for d in treebank for _, r in d])
    (out / "labels.json").write_text(json.dumps(labels))
    minilm = Path(config["encoder"])
    batches = Batches(PieceEncoder(minilm / "tokenizer.json"), labels)
    model = ReaderNetwork(30522, SHAPE_COUNT, *(len(labels[k]) for k in ("upos", "xpos", "deps", "names")))
    model.load_minilm(load_file(minilm / "model.safetensors"))
    model.drop.p = config["dropout"]
    if config.get("from"):
        begin = torch.load(config["from"], weights_only=True)
        model.load_state_dict({**begin["model"], **begin.get("average", {})})
    average = {k: v.detach().clone() for k, v in model.state_dict().items() if v.dtype.is_floating_point}
    optimizer = torch.optim.AdamW(groups(model, config), betas=(0.9, 0.98), fused=True)
    used, step, pieces = 0.0, 0, 0
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        average = state["average"]
        optimizer.load_state_dict(state["optimizer"])
        used, step, pieces = state["used"], state["step"], state["pieces"]
        rng.seed(config["seed"] + step)
    began, saved, total = time.monotonic() - used, time.monotonic(), config["minutes"] * 60
    sums: Counter[str] = Counter()
    log = (out / "log.jsonl").open("a")
    model.train()

    def save() -> None:
        used = time.monotonic() - began
        torch.save(
            {
                "model": model.state_dict(),
                "average": average,
                "optimizer": optimizer.state_dict(),
                "used": used,
                "step": step,
                "pieces": pieces,
            },
            checkpoint.with_suffix(".tmp"),
        )
        checkpoint.with_suffix(".tmp").rename(checkpoint)

    for rows in epochs(treebank, names, config, rng):
        share = (time.monotonic() - began) / total
        if share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * rate_at(share, config["warm"])
        batch = batches.tensors(rows, config["masked_names" if rows[0].names else "masked"])
        with torch.autocast("cpu", torch.bfloat16):
            losses = loss_of(model, batch, config["weights"])
        loss = sum(losses.values())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        step, pieces = step + 1, pieces + int(batch["ids"].ne(0).sum())
        keep = min(config["average"], step / (step + 10))
        if step % 5 == 0:
            with torch.no_grad():
                for k, v in model.state_dict().items():
                    if k in average:
                        average[k].lerp_(v, 1 - keep**5)
        sums.update({k: float(v) for k, v in losses.items()} | {"n_" + k: 1 for k in losses})
        if step % 100 == 0:
            line = {k: round(sums[k] / sums["n_" + k], 4) for k in sums if not k.startswith("n_")}
            log.write(
                json.dumps(
                    {"step": step, "minutes": round((time.monotonic() - began) / 60, 2), "pieces": pieces}
                    | line
                )
                + "\n"
            )
            log.flush()
            sums.clear()
            if not math.isfinite(float(loss)):
                raise RuntimeError("the loss is not finite")
        if time.monotonic() - saved > 300:
            save()
            saved = time.monotonic()
    save()
    torch.save({"model": {**model.state_dict(), **average}}, out / "model.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("training/config.toml"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--start", help="weights to go on from")
    args = parser.parse_args()
    config = tomllib.loads(args.config.read_text())
    if args.minutes:
        config["minutes"] = args.minutes
    if args.start:
        config["from"] = args.start
    train(config, args.out)
