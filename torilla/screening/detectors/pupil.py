"""What is told of somebody as a pupil: support, marks, absences (Act 621/1999 24 § 1 mom. 30)."""

from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading
from torilla.screening.topics import Topic

_PUPIL = Topic("pupil")


@detector(
    "pupil",
    sentence="Somebody’s school affairs are told. They are secret (Act 621/1999, 24 §, item 30).",
    fires=[
        "Emma Virtanen «siirtyy erityisopetukseen» elokuussa.",
        "Eetulle tehtiin «HOJKS» syksyllä.",
        "Miro Virtanen «jäi luokalle».",
        "Emma Virtanen saa «S2-opetusta».",
        "Eetu Hyvönen on «ollut poissa 112 tuntia».",
        "Eetu Hyvönen «keskeytti lukion».",
        "Eleven Anna Lindström får «särskilt stöd».",
        "Eetu Hyvösen «poissaolot» huolestuttavat opettajaa.",
    ],
    passes=[
        "Rehtori Satu Kallio kertoi koulukuljetuksista.",
        "Luokka 3B voitti kisan.",
        "Rehtori Satu Kallio avasi lukuvuoden.",
        "Erityisopetuksen lehtori Matti Virtanen aloittaa.",
        "Liisa Korhonen siirtyy erityisasiantuntijaksi.",
        "Anna Virtanen siirtyy toiseen tehtävään.",
        "Matti Virtanen teki maalin rangaistuspotkusta.",
        "Koulukuraattori Ilkka Pesonen aloittaa.",
        "Poissaolot merkitään Wilmaan.",
    ],
)
def pupil(reading: Reading, context: Context) -> Iterator[Span]:
    yield from _PUPIL.told(reading)
