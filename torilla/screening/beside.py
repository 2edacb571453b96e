"""What the words before a number say that it is."""

import re

from torilla.screening.text import Text

# Numbers that are nobody's: of an order, an invoice, a thing. The word ends just before the number.
_THINGS = (
    r"tilau[sk]\w{0,5}|lasku\w{0,3}|viite\w{0,3}|tuote\w{0,3}|nimike\w{0,2}|asiaka[sk]\w{0,4}|kort\w{1,5}|sarja"
    r"|erä|paketti|lähety[sk]\w{0,4}|seuranta|varau[sk]\w{0,4}|artikkeli|malli|toimitu[sk]\w{0,4}|tarjou[sk]\w{0,4}"
    r"|kilpailu|hyväksymis|lippu|beställning\w{0,2}|faktura|referens|produkt|artikel|kund|order|tracking|serie"
)
_OTHER = re.compile(
    rf"\b(?:(?:{_THINGS})[ -]?(?:numero|nro|nr\b|nummer|koodi|kod\b|tunnu[sk]|tunniste|id\b|number)[a-zåäö]{{0,6}}"
    r"|(?:[a-zåäö]{2,20})?aluee?n?|\by-?tunnu[a-zåäö]{1,4}|lasku|viite|tuote|projekti|hanke|kustannuspaikka|käyttöpaikka"
    r"|seurantakoodi|order|faktura|referens|isbn|issn|ean|viivakoodi\w{0,4}"
    r"|ovt(?:-tunnus)?|verkkolaskuosoite|koordinaa\w{2,7})(?:-1[03])?"
    r"[.:#]{0,2}\s{0,2}(?:(?:on|oli|är|is) )?[\"(]?$"
)


def other_number(text: Text, start: int) -> bool:
    """Whether a number is said to be that of an order, an invoice or a thing."""
    return _OTHER.search(text.before(start)) is not None
