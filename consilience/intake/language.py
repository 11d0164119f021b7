"""Which language a text is in, by its script and its commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

WORDS = {
    "en": "the of and to in that is was for on with as by he it at from his are this said have has not be they who were an will their",
    "fr": "le la les de des du et est une un que qui dans pour sur pas avec au aux ce il elle sont par plus cette ont été mais nous",
    "es": "el la los las de del y que en un una es por con para su se al lo como más pero sus ha este entre cuando muy sin sobre",
    "de": "der die das und ist in den von zu mit sich des auf für nicht ein eine als auch dem im es an werden aus er hat dass sie",
    "pt": "o a os as de do da dos das e que em um uma é para com não por mais no na se foi ao como mas foram pela são",
    "it": "il lo la gli le di del della e che in un una è per con non sono da al dei nel si più come ha anche alla",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om door als bij ook uit naar heeft wordt",
    "tr": "ve bir bu için ile da de olarak olan çok daha gibi kadar sonra ancak değil en ya ne var",
    "id": "yang dan di dari ini untuk dengan pada tidak dalam itu akan oleh juga adalah ke telah karena",
    "pl": "i w na z do się nie że jest to o jak po od przez za ale dla są był oraz ich",
    "sv": "och att det som en på är av för med den till inte om ett har de från var men",
}
COMMON = {language: frozenset(words.split()) for language, words in WORDS.items()}
SCRIPTS = {"CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "GREEK": "el", "CJK": "zh", "HIRAGANA": "ja",
           "KATAKANA": "ja", "HANGUL": "ko", "DEVANAGARI": "hi", "THAI": "th", "BENGALI": "bn"}  # fmt: skip
NAMES = {
    "english": "en", "eng": "en", "french": "fr", "fra": "fr", "spanish": "es", "spa": "es", "german": "de", "deu": "de",
    "portuguese": "pt", "por": "pt", "italian": "it", "ita": "it", "dutch": "nl", "nld": "nl", "turkish": "tr", "tur": "tr",
    "arabic": "ar", "ara": "ar", "russian": "ru", "rus": "ru", "chinese": "zh", "zho": "zh", "hindi": "hi", "hin": "hi",
}  # fmt: skip
LEAST_WORDS = 20
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


def language_of(text: str) -> str | None:
    """An ISO 639-1 code, None where the text is too short or too mixed to say."""
    sample = text[:20_000]
    script = _script(sample)
    if script is not None:
        return script
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    if len(words) < LEAST_WORDS:
        return None
    counts = Counter(words)
    shares = {
        language: sum(counts[w] for w in common if w in counts) / len(words)
        for language, common in COMMON.items()
    }
    best = max(shares, key=lambda x: shares[x])
    others = max(v for k, v in shares.items() if k != best)
    return best if shares[best] > 0.08 and shares[best] > 1.3 * others else None


def code_of(name: str | None) -> str | None:
    """The ISO 639-1 code of a language as metadata gives it ("en_US", "EN", "English"); None where it is none."""
    word = re.split(r"[-_ ]", (name or "").strip().lower())[0]
    if word in NAMES:
        return NAMES[word]
    return word if len(word) == 2 and word.isascii() and word.isalpha() else None


def _script(text: str) -> str | None:
    sample = text[:4000]
    plain = sample.encode("ascii", "ignore")
    if len(plain.translate(None, NO_LETTERS)) >= len(sample) - len(plain):
        return None  # half of the letters at least are of the Latin script
    letters = Counter({c: count for c, count in Counter(sample).items() if c.isalpha()})
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "?").split()[0]] += count
    for script, count in scripts.most_common(1):
        if script in SCRIPTS and count * 2 > letters.total():
            return SCRIPTS[script]
    return None
