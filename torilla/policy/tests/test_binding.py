from dataclasses import dataclass

import pytest

from torilla.policy.binding import bind, fingerprint, found, is_another_document, normalise

DOCUMENT = """Kunnan some-ohje

Tilille nimetään vastuullinen päivittäjä ja hänelle
sijainen.

• Epäilystä kerrotaan ICT-asiantuntijalle. Esihenkilö kertoo aina ICT-
asiantuntijalle.
• Työajan käytöstä sovitaan ”etukäteen” esihenkilön kanssa.
"""


@dataclass(frozen=True)
class Span:
    first: str
    last: str
    fingerprint: str
    nth: int = 1


@dataclass(frozen=True)
class Clause:
    span: Span | None


def clause(text, words=2, nth=1):
    found = text.split()
    ends = " ".join(found[:words]), " ".join(found[-words:])
    return Clause(Span(*ends, fingerprint(text), nth))


STEWARDS = "Tilille nimetään vastuullinen päivittäjä ja hänelle sijainen."
SUSPICION = "Epäilystä kerrotaan ICT-asiantuntijalle. Esihenkilö kertoo aina ICT-asiantuntijalle."
TIME = 'Työajan käytöstä sovitaan "etukäteen" esihenkilön kanssa.'
CLAUSES = {"C9": clause(STEWARDS), "S7": clause(SUSPICION), "K2": clause(TIME)}


def states(text, clauses=CLAUSES):
    return {id: bound.state for id, bound in bind(clauses, text).items()}


def test_every_clause_stands_in_its_document():
    assert set(states(DOCUMENT).values()) == {"bound"}


def test_a_clause_is_shown_in_the_words_of_the_municipality():
    assert bind(CLAUSES, DOCUMENT)["S7"].text == SUSPICION
    assert bind(CLAUSES, DOCUMENT)["K2"].text == TIME


def test_a_clause_knows_its_place_in_the_source():
    bound = bind(CLAUSES, DOCUMENT)["C9"]
    assert DOCUMENT[bound.start : bound.end] == STEWARDS.replace("hänelle ", "hänelle\n")


@pytest.mark.parametrize(
    ("saved", "otherwise"),
    [
        ("\n", "\r\n"),
        ("• ", "– "),
        ("• ", "\uf0b7\t"),
        ("päivittäjä ja ", "päivittäjä ja\n  2. "),
        ("”", '"'),
        ("ä", "a\u0308"),
        ("päivittäjä", "päi-\nvittäjä"),
        ("päivittäjä", "päi\u00advittäjä"),
        ("vastuullinen ", "vastuullinen\n 3 (7) \n\f"),
        ("vastuullinen", "\u200bvastuullinen"),
        ("esihenkilön", "esi\u2011\nhenkilön"),
    ],
    ids=repr,
)
def test_the_same_text_saved_in_another_way_binds(saved, otherwise):
    assert set(states(DOCUMENT.replace(saved, otherwise)).values()) == {"bound"}


def test_running_heads_between_the_pages_are_not_part_of_a_clause():
    half = len(DOCUMENT) // 2
    page = "Mallilan kunta          {n}\n\n{text}\n"
    texts = ["Alku.", DOCUMENT[:half], DOCUMENT[half:]]
    paged = "\f".join(page.format(n=n, text=text) for n, text in enumerate(texts, 1))
    assert set(states(paged).values()) == {"bound"}


def test_a_changed_word_makes_its_clause_stale_and_no_other():
    assert states(DOCUMENT.replace("vastuullinen", "nopea")) == {
        "C9": "stale",
        "S7": "bound",
        "K2": "bound",
    }


def test_a_stale_clause_gives_the_fingerprint_of_its_new_text():
    changed = DOCUMENT.replace("vastuullinen", "nopea")
    assert bind(CLAUSES, changed)["C9"].fingerprint == fingerprint(
        STEWARDS.replace("vastuullinen", "nopea")
    )


@pytest.mark.parametrize("end", ["Tilille nimetään", "hänelle\nsijainen."])
def test_a_clause_of_which_one_end_is_left_is_stale(end):
    assert states(DOCUMENT.replace(end, ""))["C9"] == "stale"


def test_a_clause_that_was_taken_out_is_missing():
    without = DOCUMENT.replace("Tilille nimetään", "").replace("hänelle\nsijainen.", "")
    assert states(without)["C9"] == "missing"
    assert bind(CLAUSES, without)["C9"].text == ""


def test_the_ends_of_a_clause_are_not_looked_for_pages_apart():
    apart = DOCUMENT.replace("vastuullinen", "vastuullinen" + " jatkuu" * 2_000)
    assert bind(CLAUSES, apart)["C9"].text == "Tilille nimetään"


def test_of_two_equal_sentences_each_clause_has_its_own():
    twice = {"O6": clause(STEWARDS), "L6": clause(STEWARDS, nth=2)}
    bounds = bind(twice, f"{STEWARDS} Väliä. {STEWARDS}")
    assert bounds["O6"].end < bounds["L6"].start


def test_a_sentence_added_above_does_not_unbind_a_clause():
    added = "Tilille nimetään myös sijainen.\n" + DOCUMENT
    assert states(added)["C9"] == "bound"


def test_a_clause_without_a_span_is_not_looked_for():
    assert bind({"J2": Clause(None)}, DOCUMENT) == {}


def test_the_document_of_another_municipality_is_told_as_such():
    bounds = bind(CLAUSES, "Kissojen hoito-ohje: ruokaa kahdesti päivässä.")
    assert found(bounds) == 0
    assert is_another_document(bounds)


def test_a_document_with_changes_is_still_the_own_one():
    assert not is_another_document(bind(CLAUSES, DOCUMENT.replace("vastuullinen", "nopea")))


@pytest.mark.parametrize(
    ("source", "readable"),
    [
        ("työ-\nja virkaprofiili", "työ- ja virkaprofiili"),
        ("ICT-tuki. Ota yhteys ICT-\ntuki", "ICT-tuki. Ota yhteys ICT-tuki"),
        ("sosiaa-\nlinen", "sosiaalinen"),
        ("vuoro\u2013\nviikko", "vuoro\u2013 viikko"),
        ("\ufeffalku\u00a0 loppu", "alku loppu"),
    ],
)
def test_the_readable_text_has_no_broken_words(source, readable):
    assert normalise(source).text == readable


def test_every_letter_of_the_readable_text_leads_back_to_the_source():
    normalised = normalise(DOCUMENT)
    for letter, at in zip(normalised.text, normalised.offsets, strict=True):
        assert letter in (DOCUMENT[at], " ", '"')
