"""What is told of somebody as a client of social care (Act 621/1999 24 § 1 mom. 25, 31)."""

from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading
from torilla.screening.topics import Topic

_SOCIAL_CARE = Topic("social_care")


@detector(
    "social-care",
    sentence="Somebody is told to be a client of social care. It is secret (Act 621/1999, 24 §, item 25).",
    fires=[
        "Matti Virtanen sai «toimeentulotukea» viime vuonna.",
        "Liisan «lapset otettiin huostaan» keväällä.",
        "Matti Virtaselle haetaan «edunvalvojaa».",
        "Liisa Korhonen on «omaishoitaja».",
        "Matti Virtanen saa «sossun» rahaa.",
        "Matti Virtaselle tehtiin «vammaispalvelupäätös».",
        "Anna Lindström beviljas «färdtjänst».",
        "Anna Lindström fick «utkomststöd» i fjol.",
    ],
    passes=[
        "Perhetyöntekijä Liisa Korhonen aloittaa elokuussa.",
        "Lastensuojelun johtava sosiaalityöntekijä on Matti Virtanen.",
        "Toimeentulotukea haetaan Kelasta.",
    ],
)
def social_care(reading: Reading, context: Context) -> Iterator[Span]:
    yield from _SOCIAL_CARE.told(reading)
