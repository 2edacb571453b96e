"""What looks like a personal identity code but has another check character: probably a slip in one."""

from collections.abc import Iterator

from torilla.screening.beside import other_number
from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.detectors.identity_code import SHAPE, right_form
from torilla.screening.reading import Reading


@detector(
    "identity-code-typo",
    sentence="This is probably a personal identity code with a slip in it.",
    fires=[
        "Hänen tunnuksensa on «010203-900X».",
        "Hetu: «010203 A 9001», tarkista.",
        "Hennes personbeteckning är «010203+900a» i listan.",
    ],
    passes=[
        "Hänen tunnuksensa on 010203-928Y.",
        "Varaus 310203-900X on voimassa.",
        "Tilausnumero 010203-9001 on lähetetty.",
        "Näyttely on auki 010226-310126.",
        "Tunnus 010203-001X ei ole kenenkään.",
    ],
)
def identity_code_typo(reading: Reading, context: Context) -> Iterator[Span]:
    if not reading.text.has_digit:
        return
    for found in SHAPE.finditer(reading.text.plain):
        form = right_form(found[0])
        if form is None or form[0] == form[1]:
            continue
        if not (found[0][-1].isdigit() and other_number(reading.text, found.start())):
            yield found.span()
