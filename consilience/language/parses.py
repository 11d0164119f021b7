"""The last parses, kept, so that a text that several outlets carry whole is parsed once."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

MOST = 500_000  # characters of the texts that are kept, some 20 MB with their parses


class Parses:
    """Parses texts; one that was parsed lately is not parsed again. A parse hangs on its text alone, and is not to be changed."""

    def __init__(self, language: Language, most: int = MOST) -> None:
        """`most` is how many characters of texts are kept with their parses."""
        self._language, self._most = language, most
        self._held: dict[str, Doc] = {}  # the one asked for last stands last
        self._size = 0

    def __call__(self, text: str) -> Doc:
        """The parse of a text."""
        doc = self._held.pop(text, None)
        if doc is None:
            doc = self._language(text)
            self._size += len(text)
        self._held[text] = doc
        while self._size > self._most and len(self._held) > 1:
            first = next(iter(self._held))
            del self._held[first]
            self._size -= len(first)
        return doc
