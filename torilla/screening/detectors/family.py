"""What is told of somebody's family life and convictions (Act 621/1999 24 § 1 mom. 25, 32)."""

from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading
from torilla.screening.topics import Topic

_FAMILY = Topic(
    r"avioero\w*",
    r"asumusero\w*",
    r"eropape\w*",
    r"eronnut (?:puoliso|vaimo|miehe|kirko)\w*",
    r"erosi(?:vat)? (?:puoliso|vaimo|miehe|kirko)\w*",
    r"huoltajuu\w*",
    r"yksinhuolta\w*",
    r"tapaamisoik\w*",
    r"elatus(?:apu|avu|maksu|velk|tu)\w*",
    r"isyys(?:selvit|kann|todist|testi)\w*",
    r"isyyde\w*",
    r"adopt(?:oi|io)\w*",
    r"perheväkival\w*",
    r"lähisuhdeväkival\w*",
    r"parisuhdeväkival\w*",
    r"lähestymiskiel\w*",
    r"perherii\w*",
    r"avioriit\w*",
    r"avioriid\w*",
    r"uskottom\w*",
    r"lapsettomu\w*",
    r"hedelmöityshoi\w*",
    r"seksuaali(?:suu|nen suuntau|sen suuntau|sta suuntau)\w*",
    r"homoseksu\w*",
    r"transsuku\w*",
    r"sukupuolenkorj\w*",
    r"poliitti(?:nen|sen|sta) (?:vakaumu|kanta|kannan|kantaa)\w*",
    r"puoluekan(?:ta|nan|taa|nasta)\w*",
    r"vakaumu\w*",
    r"uskonnolli(?:nen|sen|sta|sista) (?:vakaumu|yhteisö)\w*",
    r"skilsmäss\w*",
    r"vårdnadstvist\w*",
    r"vårdnaden",
    r"underhållsbidr\w*",
)


@detector(
    "family",
    sentence="Somebody's family life or conviction is told. It is secret (Act 621/1999, 24 §, item 32).",
    fires=[
        "Matti Virtasen «avioero» on vireillä.",
        "Liisa Korhonen riitelee lastensa «huoltajuudesta».",
        "Anna Lindströms «skilsmässa» drar ut på tiden.",
    ],
    passes=[
        "Perhekerhoa ohjaa Liisa Korhonen.",
        "Avioerosta neuvoo perheasioiden sovittelu.",
    ],
)
def family(reading: Reading, context: Context) -> Iterator[Span]:
    yield from _FAMILY.told(reading)
