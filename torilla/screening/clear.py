"""Hints for plain language (Administrative Procedure Act 434/2003 9 §): never an objection, only advice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 20
"""Words of a sentence that is still read at one go."""
LONGEST_WORD = 25

FINNISH = {
    r"toimesta": "kuka tekee: ”kunta korjaa”, ei ”kunnan toimesta korjataan”",
    r"johdosta": "vuoksi, takia",
    r"koskien": "koskeva, -sta/-stä",
    r"liittyen": "-sta/-stä",
    r"mikäli": "jos",
    r"kyseisen|kyseinen|kyseistä|kyseisessä": "tämä, se",
    r"suorittaa|suoritetaan|suorittamaan|suoritettava": "tehdä, maksaa",
    r"tulee\s+(?:ottaa|tehdä|toimittaa|ilmoittaa|huomioida)": "pitää, täytyy",
    r"huomioida|huomioidaan": "ottaa huomioon",
    r"omaavat?|omata": "on (jollakulla)",
    r"jalkauttaa|jalkautetaan": "ottaa käyttöön",
    r"osallistaa|osallistetaan": "ottaa mukaan",
    r"em\.|ko\.|ao\.|yo\.|mm\.|ts\.|ym\.|yms\.": "kirjoita auki",
    r"ajalla": "välisenä aikana, päivinä",
    r"puitteissa": "-ssa/-ssä",
    r"edellyttäen": "jos",
    r"ennen\s+kaikkea\s+siitä\s+syystä": "koska",
}
"""Officialese and what is said instead."""

SWEDISH = {
    r"beträffande|angående|avseende": "om",
    r"erhålla|erhåller|erhållit": "få",
    r"inneha|innehar": "ha",
    r"tillse|tillser": "se till",
    r"därest|såvida": "om",
    r"förutsatt\s+att": "om",
    r"bl\.a\.|t\.ex\.|m\.m\.|dvs\.|osv\.": "skriv ut",
    r"i\s+enlighet\s+med": "enligt",
    r"inom\s+ramen\s+för": "i",
}

_WORDS = {
    language: re.compile("|".join(rf"(?<!\w)({words})(?!\w)" for words in listed), re.IGNORECASE)
    for language, listed in (("fi", FINNISH), ("sv", SWEDISH))
}
_INSTEAD = {"fi": tuple(FINNISH.values()), "sv": tuple(SWEDISH.values())}
_SENTENCE = re.compile(r"[^.!?…\n]{1,5000}")
_WORD = re.compile(r"\w[\w:’'-]*")


@dataclass(frozen=True, slots=True)
class Hint:
    """`kind` is "sentence" (too long), "word" (too long) or "officialese"; `instead` what to say, or ""."""

    kind: str
    start: int
    end: int
    text: str
    instead: str = ""


def hints(text: str, language: str) -> list[Hint]:
    """What could be said more plainly, in the order of the text; nothing of a language not known here."""
    if language not in _WORDS:
        return []
    found = [*_sentences(text), *_long_words(text), *_officialese(text, language)]
    return sorted(found, key=lambda each: (each.start, each.end))


def _sentences(text: str) -> Iterator[Hint]:
    for sentence in _SENTENCE.finditer(text):
        words = _WORD.findall(sentence[0])
        if len(words) > LONGEST_SENTENCE:
            begins = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
            yield Hint("sentence", begins, sentence.end(), text[begins : sentence.end()])


def _long_words(text: str) -> Iterator[Hint]:
    for word in _WORD.finditer(text):
        if any(len(part) > LONGEST_WORD for part in word[0].split("-")):
            yield Hint("word", word.start(), word.end(), word[0])


def _officialese(text: str, language: str) -> Iterator[Hint]:
    for word in _WORDS[language].finditer(text):
        instead = _INSTEAD[language][(word.lastindex or 1) - 1]
        yield Hint("officialese", word.start(), word.end(), word[0], instead)
