"""What is told of somebody's health (Act 621/1999 24 § 1 mom. 25)."""

from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading
from torilla.screening.topics import Topic

_HEALTH = Topic("health")


@detector(
    "health",
    sentence="Somebody’s health is told. It is secret (Act 621/1999, 24 §, item 25).",
    fires=[
        "Rehtori Satu Kallio on «sairauslomalla» toukokuun loppuun.",
        "Matin «diagnoosi» vahvistui eilen.",
        "Liisa Korhosen «masennusta» on hoidettu «lääkkeillä».",
        "Matti Virtasella on «vesirokko».",
        "Matti Virtaselta «polvi leikattiin» eilen.",
        "Liisa Korhonen on «flunssassa».",
        "Liisa Korhonen soitti. Hänellä on «aivoinfarkti».",
        "Nimi: Liisa Korhonen\nHuomattavaa: «MS-tauti»",
        "Anna Lindström är «sjukskriven» till maj.",
        "Anna Lindström har «lunginflammation».",
    ],
    passes=[
        "Kirjailija Anna Mäkinen kertoo kirjassaan masennuksesta.",
        "Terveyskeskuslääkäri Matti Virtanen aloittaa maanantaina.",
        "Diabetesyhdistyksen puheenjohtaja Matti Virtanen kiittää.",
        "Masennus on yleistä, ja siitä saa apua.",
        "Kyselyssä Matti Virtanen kertoi diabeteksesta yleensä.",
        "Luento muistisairauksista, puhujana Liisa Korhonen.",
    ],
)
def health(reading: Reading, context: Context) -> Iterator[Span]:
    yield from _HEALTH.told(reading)
