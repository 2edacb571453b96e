"""The three catalogues: whole, alike, in the words agreed on and typed as each language types.

docs/reference/languages.md says how to add a text, a word or a language.
"""

import csv
import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from tools import messages

DATA = Path(__file__).parent / "data"
TRANSLATED = ("fi", "sv")
ALL = (*TRANSLATED, "en")
SAME = {
    "%(kind)s %(number)s", "%(what)s (%(first)s – %(last)s)", "[{name}]", "Demo", "Torilla",
    "Plan", "Somali", "Video", "crowdsourcing", "information", "person", "plan", "video",
}  # fmt: skip
"""Messages that are rightly the same in two languages."""
VALUE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
MARKUP = re.compile(r"<[^>]*>|\[[^\]]*\]")
NUMBER_AND_UNIT = re.compile(r"0 (%|Mt|MB|min|t|h|s|kr|€)(?=[ .,;:)]|$)")


@cache
def catalogue(language):
    return messages.read(language)[1]


@cache
def marked():
    return messages.extract()


def told(language, message):
    """What a reader of the language sees, one text a plural form; English stands in the code."""
    found = catalogue(language).get(message.id, message.context)
    texts = messages.texts_of(found) if found else ("",)
    if language == "en" and not all(texts):
        return (message.id,) if isinstance(message.id, str) else message.id
    return texts


def texts(language):
    """Every text of a language with what names it."""
    for message in catalogue("fi"):
        if message.id:
            for text in told(language, message):
                yield messages.key(message)[1], text


def rows(name):
    with (DATA / name).open(encoding="utf8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_code_is_translated(language):
    lacking = [m.id for m in marked() if m.id and messages.lacks(m, catalogue(language))]
    assert lacking == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_message_is_empty_or_only_guessed(language):
    assert [
        message.id
        for message in catalogue(language)
        if message.id and (message.fuzzy or not all(messages.texts_of(message)))
    ] == []


@pytest.mark.parametrize("language", ALL)
def test_every_id_of_the_policy_has_its_words(language):
    wordless = [key for key in messages.keyed() if not _words(language, *key)]
    assert wordless == []


def _words(language, context, id):
    found = catalogue(language).get(id, context)
    return bool(found and all(messages.texts_of(found)))


@pytest.mark.parametrize("language", ALL)
def test_placeholders_are_those_of_the_original(language):
    assert [m.string for m in catalogue(language) if m.id and messages.differs(m)] == []


@pytest.mark.parametrize("language", ALL)
def test_every_plural_form_is_filled(language):
    plurals = [m for m in catalogue(language) if isinstance(m.id, tuple)]
    assert len(plurals) > 20
    assert [
        m.id for m in plurals if len(told(language, m)) != 2 or not all(told(language, m))
    ] == []


@pytest.mark.parametrize("language", ALL)
def test_nothing_is_left_that_nobody_uses(language):
    assert [m.id for m in messages.unused(catalogue(language), marked())] == []


@pytest.mark.parametrize(("one", "other"), list(combinations(ALL, 2)))
def test_no_text_is_another_languages_by_accident(one, other):
    same = [
        text
        for message in catalogue("fi")
        if message.id
        for text, twin in zip(told(one, message), told(other, message), strict=True)
        if text.casefold() == twin.casefold() and messages.key(message)[1] not in SAME
    ]
    assert same == []


def test_what_may_be_the_same_is_still_there():
    assert {messages.key(message)[1] for message in catalogue("fi")} >= SAME


@pytest.mark.parametrize("word", rows("words.csv"), ids=lambda word: word["fi"])
def test_one_word_stands_for_one_thing(word):
    """A message that is this word alone says it in each language; in a sentence its stem is there."""
    assert [
        f"{finnish} | {text}"
        for language in ("sv", "en")
        for finnish, text in pairs(language)
        if (stem := _demanded(word, finnish, language)) and not re.search(stem, text, re.IGNORECASE)
    ] == []


def pairs(language):
    """Every Finnish text beside its twin."""
    for message in catalogue("fi"):
        if message.id:
            yield " ".join(told("fi", message)), " ".join(told(language, message))


def _demanded(word, finnish, language):
    """What the twin of a Finnish text must hold because of a word; "" when it is free."""
    if word["fi_stem"] and re.search(word["fi_stem"], VALUE.sub("", finnish), re.IGNORECASE):
        return word[f"{language}_stem"]
    return re.escape(word[language]) if finnish.casefold() == word["fi"].casefold() else ""


@pytest.mark.parametrize("avoided", rows("words_to_avoid.csv"), ids=lambda row: row["stem"])
def test_words_that_we_avoid_are_not_there(avoided):
    found = [
        text
        for _, text in texts(avoided["language"])
        if re.search(avoided["stem"], VALUE.sub("", MARKUP.sub("", text)), re.IGNORECASE)
    ]
    assert found == [], f"instead: {avoided['instead']}"


@pytest.mark.parametrize("language", ALL)
def test_texts_are_typed_as_the_language_types(language):
    assert [found for _, text in texts(language) for found in untidy(language, text)] == []


def untidy(language, text):
    """What is wrong with how a text is typed, a line each."""
    plain = VALUE.sub("0", MARKUP.sub("", text))
    checks = {
        "a straight quotation mark": re.search("[\"']", plain),
        "an opening mark of English": language != "en" and re.search("[“‘]", text),
        "quotation marks that do not pair": _unpaired(language, text),
        "a breaking space before a unit": NUMBER_AND_UNIT.search(re.sub(r"\d", "0", plain)),
        "a space of the wrong kind in a number": re.search(r"\d \d{3}\b", plain),
        "no space before %": language != "en" and re.search(r"\d%", plain),
        "a breaking space after klo": re.search(r"\b(klo|kl\.) \d", plain),
        "a hyphen for a range": re.search(r"\d-\d", re.sub(r"\d{4}-\d\d(-\d\d)?|-\d+ ", "", plain)),
        "dots for an ellipsis": "..." in text,
        "a hyphen for a dash": " - " in text,
        "loose spaces": "  " in text or text != text.strip(),
    }
    return [f"{what}: {text}" for what, wrong in checks.items() if wrong]


def _unpaired(language, text):
    if language == "en":
        return text.count("“") != text.count("”")
    return text.count("”") % 2


def test_numbers_are_grouped_and_the_week_begins_on_monday():
    from django.utils.formats import get_format, number_format

    shown = {}
    for language in ALL:
        with translation.override(language):
            shown[language] = number_format(12345.5, use_l10n=True, force_grouping=True)
            assert get_format("FIRST_DAY_OF_WEEK") == 1
    assert shown == {"fi": "12\xa0345,5", "sv": "12\xa0345,5", "en": "12,345.5"}


def test_the_languages_are_those_of_the_settings():
    assert [code for code, _ in settings.LANGUAGES] == ["fi", "sv", "en"]
