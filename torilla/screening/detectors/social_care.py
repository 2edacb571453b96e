"""What is told of somebody as a client of social care (Act 621/1999 24 § 1 mom. 25, 31)."""

from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading
from torilla.screening.topics import Topic

_SOCIAL_CARE = Topic(
    r"toimeentulotu\w*",
    r"lastensuojelu(?:ilmoitu|asia|tapau|päätö|tarpe|kanteluk)\w*",
    r"lastensuojelun? ?(?:asiak|piir|tarpe|sijoit|sijais|avohuol)\w*",
    r"lastensuojelu(?:un|ssa|sta)",
    r"huosta(?:an|ssa|anot\w*|stapit\w*)",
    r"sijoitet(?:tu|tiin|tuna) (?:perheeseen|laitokseen|lastenko\w+|sijais\w+|kodin|kiireelli\w+)",
    r"sijaisper\w*",
    r"sijaisko\w*",
    r"lastenko(?:ti|di)\w*",
    r"turvako(?:ti|di)\w*",
    r"turvakiel\w*",
    r"perhetyö(?:tä|hön|ssä|n asiak\w*)",
    r"perhetuki\w*",
    r"vammaispalvelu(?:päätö\w*|ja|n asiak\w*|hakem\w*)",
    r"vammaistu(?:ki|ke|e)\w*",
    r"henkilökohtai(?:sta|sen|nen) (?:apua|avu\w+|apu)",
    r"omaishoidon tu\w*",
    r"omaishoidontu\w*",
    r"asumistu(?:ki|kea|en|elle|ella)",
    r"työmarkkinatu\w*",
    r"kotihoidon asiak\w*",
    r"sosiaali(?:toimen|huollon|palvelun|palvelujen|palveluiden|työn) asiak\w*",
    r"sosiaaliavu\w*",
    r"velkajärjest\w*",
    r"ulosot(?:ossa|toon)",
    r"maksuhäir\w*",
    r"vuokraräst\w*",
    r"vuokravel\w*",
    r"häätö\w*",
    r"häädet\w*",
    r"edunvalvon(?:nassa|taan)",
    r"asunnot(?:on|tom)\w*",
    r"palveluasum(?:isessa|iseen)",
    r"hoivakodi(?:ssa|sta)",
    r"hoivakotiin",
    r"hoitokodi(?:ssa|sta)",
    r"hoitokotiin",
    r"vanhainkodi(?:ssa|sta)",
    r"vanhainkotiin",
    r"utkomststöd\w*",
    r"omhändert\w*",
    r"barnskyddsan\w*",
    r"familjehem\w*",
    r"hemlös\w*",
)


@detector(
    "social-care",
    sentence="Somebody is told to be a client of social care. It is secret (Act 621/1999, 24 §, item 25).",
    fires=[
        "Matti Virtanen sai «toimeentulotukea» viime vuonna.",
        "Liisan lapset otettiin «huostaan» keväällä.",
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
