"""Whatever the text is, screening answers, and its places are those of the text as given."""

from hypothesis import given, settings
from hypothesis import strategies as st

from torilla.screening.context import Context
from torilla.screening.objection import KINDS
from torilla.screening.screen import screen

PIECES = st.sampled_from(
    [
        *(
            "131052-928T",
            "010203",
            "-",
            "–",
            " ",
            "\n",
            ".",
            ",",
            ":",
            "(",
            ")",
            "@",
            "/",
            "§",
            "+",
        ),
        *("040 123 4567", "+358", "FI21 1234 5600 0007 85", "2077474-0", "686-401-12-34", "0"),
        *("Matti Virtaselle", "auto ABC-123", "salasana: ", "PIN 1234", "a@b.fi", "(at)", "://"),
        *(
            "SALASSA PIDETTÄVÄ",
            "Luonnos",
            "JulkL 24 § 1 mom. 25 k",
            "dnro 12/2024",
            "Kirkkotie 1 A",
        ),
        *(
            "s. 1.2.1990",
            "eyJ",
            "-----BEGIN PRIVATE KEY-----",
            "\u200b",
            "\u0308",
            "😀",
            "ﬁ",
            "\ud800",
        ),
        *("\u202e", "\x00", "\f", "\u2028", "İ", "ß", "１", "А", "\u00ad", "20774740"),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=25).map("".join)
OWN = Context(
    people=frozenset({"Maija Mallikas", ""}),
    phones=frozenset({"017 123*", "*", ""}),
    emails=frozenset({"@b.fi", ""}),
    addresses=frozenset({"Kirkkotie 1", ""}),
    ibans=frozenset({""}),
    business_ids=frozenset({"", "FI20774740"}),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([Context(), OWN]))
def test_whatever_is_given_is_answered(text, context):
    for each in screen(text, context):
        assert each.kind in KINDS
        assert 0 <= each.start < each.end <= len(text)
        assert each.text == text[each.start : each.end]


def test_objections_come_in_the_order_of_the_text():
    text = "a@b.fi ja 131052-928T ja 040 123 4567"
    assert [each.kind for each in screen(text)] == ["email", "identity-code", "phone"]


def test_nothing_is_found_twice():
    text = "131052-928T, 01 02 03 - 928 Y, FI21 1234 5600 0007 85, RauDno-2020-792, auto ABC-123."
    found = [(each.kind, each.start) for each in screen(text)]
    assert len(found) == len(set(found)) == 5
