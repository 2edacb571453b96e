"""The plain text, and the way back from it to the text as given."""

from hypothesis import given
from hypothesis import strategies as st

from torilla.screening.screen import screen
from torilla.screening.text import Text

# Letters that fall away, become several or are joined, among usual ones.
LETTERS = st.text(
    st.one_of(
        st.sampled_from("ab1 \n-–ﬁ①½²\u0308\u200b\u202e\u00ad\ufe0f\u20e3ＡА😀é\u0301\u1160\ufdfa"),
        st.characters(),
    )
)


@given(LETTERS)
def test_every_place_of_the_plain_text_lies_in_the_given_one(given):
    text = Text(given)
    places = [text.as_given(at, at + 1) for at in range(len(text.plain))]
    assert all(0 <= start < end <= len(given) for start, end in places)
    assert places == sorted(places)


@given(LETTERS, LETTERS, LETTERS)
def test_a_stretch_comes_from_where_it_stood(before, within, after):
    text = Text(f"{before}x:{within}:x{after}")
    start = len(Text(before).plain)
    assert text.as_given(start, start + 1)[0] <= len(before)
    assert text.given[slice(*text.as_given(0, len(text.plain)))].strip("\u200b") in text.given


@given(LETTERS)
def test_small_letters_have_the_same_length(given):
    text = Text(given)
    assert len(text.lower) == len(text.plain)


@given(LETTERS, st.integers(0, 10), st.sampled_from("\u200b\u200d\u2060\ufeff\u202e"))
def test_an_identity_code_is_found_whatever_hides_in_it(before, at, sign):
    code = "131052-928T"
    hidden = code[:at] + sign + code[at:]
    found = [each for each in screen(f"{before}\n{hidden} ") if each.kind == "identity-code"]
    assert found[-1].text.replace(sign, "") == code
    assert found[-1].start in (len(before) + 1, len(before) + 2)


def test_what_does_not_show_falls_away():
    assert Text("1\u200b2\ufe0f\u20e3\u202e3").plain == "123"


def test_letters_in_two_pieces_become_one():
    text = Text("ja\u0308rvi")
    assert (text.plain, text.as_given(1, 2)) == ("järvi", (1, 3))


def test_a_ligature_is_told_as_the_one_sign_that_it_is():
    text = Text("ﬁlmi")
    assert (text.plain, text.as_given(0, 1), text.as_given(1, 2)) == ("filmi", (0, 1), (0, 1))


def test_raised_digits_stay_apart_from_the_number_before_them():
    assert Text("131052-928T¹ 5½ m²").plain == "131052-928T¹ 5½ m²"


def sentences(given):
    text, at, found = Text(given), 0, []
    while at < len(given):
        start, end = text.sentence(at)
        found.append(given[start:end].strip())
        at = end
    return found


def test_sentences_end_at_points_and_lines():
    assert sentences("Yksi. Kaksi! Kolme\nNeljä") == ["Yksi.", "Kaksi!", "Kolme", "Neljä"]


def test_no_sentence_ends_at_an_abbreviation_or_inside_a_date():
    whole = "Matti Virtanen, s. 13. 10. 1952, puh. 040 123 4567 ja K. Laine."
    assert sentences(whole) == [whole]


def test_a_sentence_ends_after_a_year():
    assert sentences("Alkoi 2024. Loppui 13. Uusi alkaa.") == [
        "Alkoi 2024.",
        "Loppui 13.",
        "Uusi alkaa.",
    ]
