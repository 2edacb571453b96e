"""In which language a text is, which words the dictionary does not know, what could be said plainly."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torilla.screening.clear import hints
from torilla.screening.language import languages
from torilla.screening.municipalities import LANGUAGES
from torilla.screening.spelling import MOST, misspelt

SPOKEN = {
    "fi": "Kirjasto on auki maanantaina kello kymmenestä.",
    "sv": "Biblioteket är öppet på måndag från klockan tio.",
    "en": "The library is open on Monday from ten o'clock.",
    "et": "Raamatukogu on avatud esmaspäeval kella kümnest.",
    "ru": "Библиотека открыта в понедельник с десяти часов.",
    "so": "Maktabaddu waxay furan tahay Isniinta laga bilaabo tobanka.",
    "ar": "المكتبة مفتوحة يوم الاثنين من الساعة العاشرة.",
}


@pytest.mark.parametrize("language, text", SPOKEN.items(), ids=SPOKEN)
def test_a_language_is_recognised(language, text):
    assert languages(text) == (language,)


def test_a_bilingual_post_has_two_languages_the_longer_first():
    text = f"{SPOKEN['fi']} Tervetuloa lukemaan lehtiä ja juomaan kahvia.\n\n{SPOKEN['sv']}"
    assert languages(text) == ("fi", "sv")


@pytest.mark.parametrize("text", ["", "Hei", "#satutunti 12.30", "12 345 678 901 234 567 890"])
def test_of_a_few_letters_no_language_is_told(text):
    assert languages(text) == ()


def test_a_misspelt_word_is_told_with_its_place_and_what_was_meant():
    text = "Tervetuloa satutunnile torstaina."
    (word,) = misspelt(text)
    assert text[word.start : word.end] == word.text == "satutunnile"
    assert "satutunnille" in word.suggestions


@pytest.mark.parametrize(
    "text", ["EU:n tuki #sadutunti", "www.kirjasdo.fi", "a@kirjasdo.fi", "Mallilan kirjasto"]
)
def test_addresses_tags_and_abbreviations_are_no_words(text):
    assert misspelt(text, known=frozenset({"Mallilan"})) == []


def test_of_a_text_full_of_mistakes_so_many_are_told():
    assert len(misspelt("kirjasdo " * 500)) == MOST


def test_without_the_dictionary_nothing_is_told_and_one_can_ask_for_that():
    code = (
        "import libvoikko\n"
        "def gone(*given): raise libvoikko.VoikkoException\n"
        "libvoikko.Voikko = gone\n"
        "from torilla.screening.spelling import available, misspelt\n"
        "print(available(), misspelt('kirjasdo'))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False []\n"


@pytest.mark.parametrize(
    "text, kind, language",
    [
        ("Kunnan toimesta korjataan tie.", "officialese", "fi"),
        ("Beträffande detta ring oss.", "officialese", "sv"),
        ("Kokous " + "ja kokous " * 12 + "alkaa.", "sentence", "fi"),
        ("Tervetuloa lentokonesuihkuturbiinimoottoriin.", "word", "fi"),
    ],
)
def test_what_could_be_said_more_plainly_is_pointed_out(text, kind, language):
    (hint,) = hints(text, language)
    assert hint.kind == kind
    assert text[hint.start : hint.end] == hint.text


def test_plain_language_is_left_alone_and_so_is_a_language_not_known_here():
    assert hints("Kirjasto on auki maanantaina. Tule käymään!", "fi") == []
    assert hints("Kunnan toimesta", "en") == []


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_gets_an_answer_whose_places_are_in_it(text):
    found = [*misspelt(text), *hints(text, "fi")]
    assert all(text[each.start : each.end] == each.text for each in found)
    assert len(languages(text)) <= 3 + text.count("\n")


def test_the_official_languages_of_each_municipality_are_known():
    assert LANGUAGES["686"] == ("fi",)
    assert (LANGUAGES["091"], LANGUAGES["499"]) == (("fi", "sv"), ("sv", "fi"))
    assert len(LANGUAGES) == 308
