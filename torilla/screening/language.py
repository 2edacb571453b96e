"""In which language a text is, told paragraph by paragraph: a bilingual post has two."""

import re
from functools import cache
from typing import Any

KNOWN = ("fi", "sv", "en", "et", "ru", "so", "ar")
"""The languages that are told apart; a text in another is taken for the nearest of them."""

LETTERS = 20
"""So many letters a text must have for its language to be told."""
SURE = 0.85

_PARAGRAPH = re.compile(r"\n\s*\n")
_NO_LANGUAGE = re.compile(r"https?://\S+|[#@]\w+|[\d\W_]+")


def languages(text: str) -> tuple[str, ...]:
    """The languages of the paragraphs, the one with most letters first; none where nothing is sure."""
    letters: dict[str, int] = {}
    for paragraph in _PARAGRAPH.split(text):
        words = _NO_LANGUAGE.sub(" ", paragraph).strip()
        found = _language(words)
        if found:
            letters[found] = letters.get(found, 0) + len(words)
    return tuple(sorted(letters, key=lambda each: -letters[each]))


def _language(words: str) -> str:
    """The language of some words, "" where it is not sure."""
    if len(words) < LETTERS:
        return ""
    # Some 10,000 letters tell a language; a longer text would only take longer.
    language, probability = _identifier().classify(words[:10_000])
    return str(language) if probability >= SURE else ""


@cache
def _identifier() -> Any:
    """Loaded at first use: 90 ms and some 40 MB, which whoever asks for no language is spared."""
    from py3langid.langid import (  # type: ignore[import-untyped]
        MODEL_FILE,
        LanguageIdentifier,
    )

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(KNOWN))
    return identifier
