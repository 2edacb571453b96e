"""Codes in every form in which Finnish rules and people write them. Identity codes are 900–999, nobody's."""

import pytest

from torilla.screening.context import Context
from torilla.screening.screen import screen

SIGNS = "-+ABCDEFYXWVU"


def found(text, kind, **context):
    given = Context(**{name: frozenset(values) for name, values in context.items()})
    return [each.text for each in screen(text, given) if each.kind == kind]


@pytest.mark.parametrize("sign", SIGNS + SIGNS.lower())
def test_an_identity_code_is_found_with_every_sign(sign):
    assert found(f"Hetu 131052{sign}928T.", "identity-code") == [f"131052{sign}928T"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_wrong_check_character_is_a_probable_typo(sign):
    text = f"Hetu 131052{sign}928U."
    assert found(text, "identity-code") == []
    assert found(text, "identity-code-typo") == [f"131052{sign}928U"]


@pytest.mark.parametrize("code", ["310252-928Y", "290201A900C", "000152-928T", "131352-928T"])
def test_a_day_on_which_nobody_was_born_makes_no_identity_code(code):
    assert [each for each in screen(code) if each.kind.startswith("identity")] == []


@pytest.mark.parametrize(
    "pasted",
    [
        "131052 - 928T",
        "131052 -928T",
        "131052–928T",
        "131052−928T",
        "131052‑928T",
        "131052 — 928T",
        "13 10 52 - 928 T",
        "1 3 1 0 5 2 - 9 2 8 T",
        "13.10.52-928T",
        "131052-\n928T",
        "１３１０５２−９２８Ｔ",
        "131052\u00a0-\u00a0928T",
        "1310\u200b52-92\u200d8T",
        "131052-928\u0422",  # a Cyrillic letter
        "131052\u0410928T",
        "131052\u00ad928T",
    ],
)
def test_an_identity_code_is_found_as_people_paste_it(pasted):
    assert found(f"Tunnus {pasted} tuli postissa.", "identity-code") == [pasted]


@pytest.mark.parametrize("written", ["2077474-0", "FI 20774740", "FI20774740", "fi20774740"])
def test_a_business_id_is_found_with_its_check_digit(written):
    assert found(f"Yritys {written} aloitti.", "business-id") == [written]


def test_a_business_id_with_another_check_digit_is_none():
    assert found("Yritys 2077474-1 aloitti.", "business-id") == []


@pytest.mark.parametrize("written", ["091-001-0001-0001", "179-029-0005-0008", "686-401-12-34"])
def test_a_property_identifier_is_found(written):
    assert found(f"Kiinteistö {written} myydään.", "property-id") == [written]


@pytest.mark.parametrize(
    "written",
    [
        *("RauDno-2020-792", "RauDno-2019-368", "HEL 2014-004980 T 00 00 03", "VN/18157/2023"),
        *("686/00.04.00/2024", "KEHA/123/2024", "1234/02.08.00/2021", "LP-686-2024-00123"),
        "EOAK/1234/2020",
    ],
)
def test_a_case_number_of_every_system_is_found(written):
    assert found(f"Asia {written} etenee.", "case-number") == [written]


@pytest.mark.parametrize("written", ["KHO:2022:129", "KKO:2023:48", "621/1999", "EU 2016/679"])
def test_precedents_and_acts_are_no_case_numbers(written):
    assert found(f"Katso {written}, kiitos.", "case-number") == []


@pytest.mark.parametrize(
    "written",
    [
        *("SALASSA PIDETTÄVÄ", "OSITTAIN SALASSA PIDETTÄVÄ", "Julkl 24 § 1 mom. 25 k"),
        *("JulkL (621/1999) 24.1 § 25 k", "SEKRETESSBELAGD", "HEMLIGHÅLLS", "ERITTÄIN SALAINEN"),
        *("SALAINEN", "LUOTTAMUKSELLINEN", "KÄYTTÖ RAJOITETTU", "TL III", "YTTERST HEMLIG"),
        *("HEMLIG", "KONFIDENTIELL", "BEGRÄNSAD TILLGÅNG", "ST IV", "suojaustaso III"),
    ],
)
def test_a_marking_of_secrecy_is_found(written):
    assert found(f"{written}\nMuistio", "secrecy-marking") == [written]


@pytest.mark.parametrize(
    "written",
    [
        *("LUONNOS", "KESKENERÄINEN", "EI JULKINEN", "EI-JULKINEN", "VALMISTELUSSA", "SISÄINEN"),
        *("VAIN SISÄISEEN KÄYTTÖÖN", "UTKAST", "EMBARGO", "Luonnos", "Utkast"),
    ],
)
def test_a_marking_of_a_draft_is_found(written):
    assert found(f"{written}\nMuistio", "draft-marking") == [written]


@pytest.mark.parametrize(
    "text",
    ["Luonnollisesti luonnossa.", "luonnonperintö", "Voimaa luonnosta.", "Luonnosvaihe on ohi."],
)
def test_nature_is_no_draft(text):
    assert found(text, "draft-marking") == []


@pytest.mark.parametrize("code", ["COD-19", "SK-815", "EU-27", "TV-1", "KV-12", "KH-139"])
def test_codes_of_roads_and_papers_are_no_plates(code):
    assert found(f"Tänään {code} on esillä.", "plate") == []


def test_the_numbers_of_the_municipality_itself_pass():
    text = "Vaihde 017 123 456, Aino 0400 123 456, toinen (017) 123 499 ja 040 765 4321."
    own = {"+358 17 1234*", "0400123456"}
    assert found(text, "phone", phones=own) == ["040 765 4321"]


def test_the_addresses_of_units_pass_at_an_own_domain_but_not_those_of_persons():
    text = "kirjasto@mallila.fi, tekninen.toimisto@mallila.fi, aino.virtanen@mallila.fi, a@x.fi"
    assert found(text, "email", emails={"@mallila.fi"}) == ["aino.virtanen@mallila.fi", "a@x.fi"]


def test_an_address_that_the_municipality_gives_passes_also_when_it_is_hidden():
    text = "Aino.Virtanen (at) mallila.fi"
    assert found(text, "email", emails={"aino.virtanen@mallila.fi"}) == []


def test_the_account_and_the_business_id_of_the_municipality_pass():
    text = "Tili FI21 1234 5600 0007 85, y-tunnus 2077474-0, FI20774740."
    assert found(text, "iban", ibans={"fi2112345600000785"}) == []
    assert found(text, "business-id", business_ids={"2077474-0"}) == []
