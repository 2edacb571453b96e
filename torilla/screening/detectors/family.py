"""What is told of somebody's family life and convictions (Act 621/1999 24 § 1 mom. 25, 32)."""

from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading
from torilla.screening.topics import Topic

_FAMILY = Topic("family")


@detector(
    "family",
    sentence="Somebody’s family life or conviction is told. It is secret (Act 621/1999, 24 §, item 32).",
    fires=[
        "Matti Virtasen «avioero» on vireillä.",
        "Liisa Korhonen riitelee «huoltajuudesta».",
        "Viljami Virtasen «isä on vankilassa».",
        "Matti Virtanen «tunnusti isyytensä».",
        "Matti Virtasen «puoliso kuoli» eilen.",
        "Matti Virtanen on «tuomittu pahoinpitelystä».",
        "Anna Lindström är «frånskild».",
        "Anna Lindströms «skilsmässa» drar ut på tiden.",
    ],
    passes=[
        "Matti Virtasen on esitettävä rikosrekisteriote.",
        "Perhekerhoa ohjaa Liisa Korhonen.",
        "Avioerosta neuvoo perheasioiden sovittelu.",
    ],
)
def family(reading: Reading, context: Context) -> Iterator[Span]:
    yield from _FAMILY.told(reading)
