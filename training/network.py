"""The network: a MiniLM encoder with joint heads for tags, tree, sentence bounds and names."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ARC, LABEL = 256, 80


class Layer(nn.Module):
    """One BERT layer (Devlin et al. 2019), attention by scaled dot product."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = (
            f(x).view(b, t, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for f in (self.query, self.key, self.value)
        )
        scores = q @ k.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + bias
        a = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.norm1(x + self.out(a))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class ReaderNetwork(nn.Module):
    """ids, shapes [B,T], lengths by mask, word starts [B,W] -> scores for every word.

    Biaffine arcs and labels after Dozat and Manning (2017).
    """

    def __init__(self, vocab: int, shapes: int, upos: int, xpos: int, deps: int, bio: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocab, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.shapes = nn.Embedding(shapes, HIDDEN)
        nn.init.normal_(self.shapes.weight, std=0.01)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.2)
        self.upos, self.xpos = nn.Linear(HIDDEN, upos), nn.Linear(HIDDEN, xpos)
        self.start = nn.Linear(HIDDEN, 1)
        self.name_hidden, self.name = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, bio)
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.arc = nn.Linear(ARC + 1, ARC, bias=False)
        self.root = nn.Parameter(torch.zeros(1, 1, HIDDEN))
        self.label_dep, self.label_head = nn.Linear(HIDDEN, LABEL), nn.Linear(HIDDEN, LABEL)
        self.label = nn.Parameter(torch.randn(LABEL + 1, deps, LABEL + 1) * 0.05)

    def encode(self, ids: Tensor, shapes: Tensor, starts: Tensor) -> Tensor:
        """Word vectors [B,W,H]."""
        mask = ids.ne(0)
        bias = (1.0 - mask[:, None, None, :].to(self.norm.weight.dtype)) * -1e4
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(at)[None] + self.shapes(shapes))
        for layer in self.layers:
            x = layer(x, bias)
        return torch.gather(x, 1, starts[..., None].expand(-1, -1, HIDDEN))

    def forward(self, ids: Tensor, shapes: Tensor, starts: Tensor) -> tuple[Tensor, ...]:
        """upos, xpos, start, names, arcs [B,W,W+1] (0 is the root), label dep and head vectors."""
        x = self.drop(self.encode(ids, shapes, starts))
        names = self.name(self.drop(F.gelu(self.name_hidden(x))))
        with_root = torch.cat([self.root.to(x.dtype).expand(x.shape[0], 1, HIDDEN), x], 1)
        dep = self.drop(F.gelu(self.arc_dep(x)))
        head = self.drop(F.gelu(self.arc_head(with_root)))
        dep1 = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        arcs = self.arc(dep1) @ head.transpose(1, 2)
        label_dep = self.drop(F.gelu(self.label_dep(x)))
        label_head = self.drop(F.gelu(self.label_head(with_root)))
        return (self.upos(x), self.xpos(x), self.start(x).squeeze(-1), names, arcs, label_dep, label_head)

    def labels(self, dep: Tensor, head: Tensor) -> Tensor:
        """Label scores [N,L] for N arcs given by their dependents' and heads' vectors [N,LABEL]."""
        dep1 = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        head1 = torch.cat([head, torch.ones_like(head[..., :1])], -1)
        deps = self.label.shape[1]
        left = (dep1 @ self.label.to(dep1.dtype).flatten(1)).view(-1, deps, LABEL + 1)
        return (left @ head1[:, :, None]).squeeze(-1)

    def load_minilm(self, state: dict[str, Tensor]) -> None:
        """Takes over the weights of all-MiniLM-L6-v2 (its names as in BertModel)."""
        own = self.state_dict()
        own["words.weight"] = state["embeddings.word_embeddings.weight"]
        own["positions.weight"] = (
            state["embeddings.position_embeddings.weight"]
            + state["embeddings.token_type_embeddings.weight"][:1]
        )
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for part in ("weight", "bias"):
            own[f"norm.{part}"] = state[f"embeddings.LayerNorm.{part}"]
            for i in range(LAYERS):
                for mine, theirs in names.items():
                    own[f"layers.{i}.{mine}.{part}"] = state[f"encoder.layer.{i}.{theirs}.{part}"]
        self.load_state_dict(own)
