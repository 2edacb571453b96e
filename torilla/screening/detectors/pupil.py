"""What is told of somebody as a pupil: support, marks, absences (Act 621/1999 24 § 1 mom. 30)."""

from collections.abc import Iterator

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.reading import Reading
from torilla.screening.topics import Topic

_PUPIL = Topic(
    r"oppilashuol(?:lon|toon|lossa|losta|toasia\w*|to)",
    r"oppilashuoltoryhmä(?:n|än|ssä) \w*",
    r"erityisope(?:tuksessa|tukseen|tusta|tuksen oppil\w*|tuspäätö\w*)",
    r"erityisen tuen",
    r"erityis(?:tä|een) tu(?:kea|keen)",
    r"erityisluo\w*",
    r"tehostet(?:un|tua|tuun) tu(?:en|kea|keen)",
    r"hojks\w*",
    r"pienluo(?:kalla|kalle|kkaan|kassa)",
    r"mukautet\w+ (?:oppimäär|opetu)\w*",
    r"luokalle jä\w*",
    r"koearvosan\w*",
    r"kokeen? (?:numero|arvosana)\w*",
    r"arvosan(?:a|an|aa|oja|at|ojen)",
    r"nelosen",
    r"käytösnumer\w*",
    r"käytöshäir\w*",
    r"käyttäytymis(?:häiri|ongel)\w*",
    r"poissaolo(?:t|ja|jen|n|nsa|ista|ihin)?",
    r"pinna(?:si|nnut|aa|amise\w*)",
    r"lintsa(?:si|nnut|a|amis\w*)",
    r"jälki-istun\w*",
    r"kasvatuskeskust\w*",
    r"koulukiusa\w*",
    r"kiusa(?:si|ttu|nnut|ttiin|aja|ajan|ajana|taan|amises\w*)",
    r"koulusta erot\w*",
    r"erotettiin koul\w*",
    r"kuraattor(?:ille|in luo\w*|in asiak\w*|illa käy\w*)",
    r"koulupsykolog(?:ille|illa|in luo\w*|in asiak\w*)",
    r"oppimisvaik\w*",
    r"oppimissuunnit\w*",
    r"lukihäir\w*",
    r"lukivaik\w*",
    r"keskittymisvaik\w*",
    r"sanalli(?:nen|sen|sessa) arvio\w*",
    r"koevastau\w*",
    r"reput(?:ti|tanut|taa)",
    r"hylätyn koe\w*",
    r"specialundervisn\w*",
    r"elevvård\w*",
    r"mobb(?:ad|ade|ar|ats|ning\w*)",
    r"kvarsittn\w*",
    r"frånvaro\w*",
)


@detector(
    "pupil",
    sentence="Somebody's school affairs are told. They are secret (Act 621/1999, 24 §, item 30).",
    fires=[
        "Emma Virtanen siirtyy «erityisopetukseen» elokuussa.",
        "Eetulle tehtiin «HOJKS» syksyllä.",
        "Eetu Hyvösen «poissaolot» huolestuttavat opettajaa.",
    ],
    passes=[
        "Luokka 3B voitti kisan.",
        "Rehtori Satu Kallio avasi lukuvuoden.",
        "Erityisopetuksen lehtori Matti Virtanen aloittaa.",
        "Poissaolot merkitään Wilmaan.",
    ],
)
def pupil(reading: Reading, context: Context) -> Iterator[Span]:
    yield from _PUPIL.told(reading)
