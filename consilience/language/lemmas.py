"""Lemmas: those seen in the treebanks, else by the regular rules of English inflection."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

VOWELS = set("aeiou")
AMBIGUOUS_ENDINGS = ("at", "bl", "iz", "is", "uc", "rg", "dg", "ng", "nc", "rv", "lv", "v", "u", "c", "z")


class Lemmatizer:
    """Looks a word up by form and Penn tag, else undoes regular inflection.

    The table is made from the training parts of UD English-EWT and GUM (`training/lemmas.py`).
    """

    def __init__(self, table_file: Path) -> None:
        with gzip.open(table_file, "rt", encoding="utf-8") as lines:
            data = json.load(lines)
        self._table: dict[str, str] = data["forms"]  # "form TAG" -> lemma
        self._known: set[str] = set(data["lemmas"])
        self._seen: dict[tuple[str, str], str] = {}

    def lemma(self, form: str, tag: str) -> str:
        """The lemma of a form with its Penn tag; proper nouns keep their capitals."""
        key = (form, tag)
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) > 200_000:
                self._seen.clear()
            found = self._seen[key] = self._find(form, tag)
        return found

    def _find(self, form: str, tag: str) -> str:
        if tag == "NNP":
            return form
        lower = form.lower()
        known = self._table.get(f"{lower} {tag}")
        if known is not None:
            return known
        if tag == "NNPS":
            return form[:-1] if form.endswith("s") and not form.endswith("ss") else form
        if tag in {"NNS", "VBZ"}:
            return self._strip_s(lower)
        if tag in {"VBD", "VBN"} and lower.endswith("ed"):
            return self._strip(lower, 2, lower[:-1])
        if tag == "VBG" and lower.endswith("ing"):
            return self._strip(lower, 3, lower[:-3] + "e")
        if tag in {"JJR", "RBR"} and lower.endswith("er"):
            return self._strip(lower, 2, lower[:-1])
        if tag in {"JJS", "RBS"} and lower.endswith("est"):
            return self._strip(lower, 3, lower[:-2])
        return lower

    def _strip_s(self, word: str) -> str:
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
            return word[:-2]
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return word[:-1]
        return word

    def _strip(self, word: str, ending: int, with_e: str) -> str:
        stem = word[:-ending]
        for option in (stem, with_e):
            if option in self._known:
                return option
        if stem.endswith("i") and len(stem) > 2:
            return stem[:-1] + "y"
        if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
            return stem[:-1]
        if len(stem) < 3 or stem.endswith(AMBIGUOUS_ENDINGS):
            return with_e
        return stem
