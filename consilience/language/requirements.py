"""What the rest of Consilience needs of a language pipeline, said once and checked when one is loaded."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from consilience.errors import PipelineError

SENTENCE = "Officials in Kabul said on Monday that three doctors were killed by a guard."
UNIVERSAL = frozenset({"nsubj", "obj", "obl", "nmod", "case", "ccomp", "nummod", "nsubj:pass"})
CLEAR = frozenset({"dobj", "pobj", "prep", "nsubjpass", "auxpass"})
NAME_LABELS = frozenset({"PERSON", "PER", "ORG", "LOC", "GPE"})


def check(nlp: Language) -> None:
    """Tries a sentence. Raises PipelineError with everything that is missing.

    Required of a Doc: its text unchanged, sentence bounds, UPOS and Penn tags, lemmas, a dependency tree with
    Universal Dependencies labels (ClearNLP's are converted), and names with usual labels.
    """
    doc = nlp(SENTENCE)
    missing = [what for what, there in _wanted(doc).items() if not there]
    if missing:
        name = nlp.meta.get("name", "?")
        raise PipelineError(f"The spaCy pipeline {name!r} lacks what is needed: {', '.join(missing)}.")


def _wanted(doc: Doc) -> dict[str, bool]:
    labels = {t.dep_ for t in doc}
    return {
        "the text as given": doc.text == SENTENCE,
        "sentence bounds": doc.has_annotation("SENT_START"),
        "part-of-speech tags (UPOS)": all(t.pos_ for t in doc),
        "Penn tags": all(t.tag_ for t in doc) and any(t.tag_ == "VBD" for t in doc),
        "lemmas": any(t.lemma_ == "say" for t in doc),
        "a dependency parse with Universal Dependencies labels": len(labels & UNIVERSAL) >= 3,
        "named entities": any(e.label_ in NAME_LABELS for e in doc.ents),
    }


def uses_clear_labels(nlp: Language) -> bool:
    """Whether the parser gives ClearNLP labels, as spaCy's own English pipelines do."""
    labels = {label for name in nlp.pipe_names if name == "parser" for label in nlp.pipe_labels.get(name, [])}
    return len(labels & CLEAR) >= 3
