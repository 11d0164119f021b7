"""Writes consilience/stories/word_spread.tsv: how many reports of general news hold a word.

    python -m training.word_spread

Counted from the passages in training/annotations (CC0): four passages, about 225 words, stand for one report. A small heap
of reports cannot tell by itself that "police" says little of an event and "avalanche" much.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from consilience.stories.words import WORD, stem

SOURCE = Path("training/annotations")
TARGET = Path("consilience/stories/word_spread.tsv")
PASSAGES = 4  # that stand for one report
LEAST = 3  # passages; rarer words tell an event, whatever their number
MARK = re.compile(r"\[[A-Z] ([^\]]*)\]")


def passages() -> Iterator[set[str]]:
    """The different words of each passage, without the marks of names."""
    for path in sorted(SOURCE.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield {stem(w) for w in WORD.findall(MARK.sub(r"\1", line).casefold())}


def main() -> None:
    """Counts and writes; a share of passages becomes a share of reports."""
    words = list(passages())
    spread = Counter(w for one in words for w in one)
    lines = [
        f"{word}\t{1 - (1 - count / len(words)) ** PASSAGES:.4f}"
        for word, count in sorted(spread.items())
        if count >= LEAST
    ]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
