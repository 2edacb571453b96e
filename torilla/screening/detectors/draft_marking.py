"""Markings of a draft and of what is meant for the house only, in Finnish and Swedish."""

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.markings import Markings, joined
from torilla.screening.reading import Reading

_STAMPS = Markings(
    phrases=r"EI(?: VIELÄ)?[ -]JULKI(?:NEN|SIA|STA)|EI JULKISUUTEEN|EI JULKAISTAVAKSI|EI SAA JULKAISTA"
    r"|VAIN SISÄISEEN KÄYTTÖÖN|SISÄINEN (?:TIEDOTE|MUISTIO|ASIAKIRJA|OHJE)|SISÄISEEN KÄYTTÖÖN"
    r"|EJ OFFENTLIG(?:T)?|ENDAST FÖR INTERNT BRUK"
    r"|FÖR INTERNT BRUK|L U O N N O S|U T K A S T|ALUSTAVA LUONNOS|UNDER BEREDNING"
    r"|(?<![^\n])LUONNOS(?= [A-ZÅÄÖ])",
    words=r"LUONNOS|TYÖVERSIO|LUONNOSTA|KESKENERÄINEN|VALMISTELUSSA|SISÄINEN|UTKAST|EMBARGO|INTERNT?|OFULLBORDAD|DRAFT",
    own=r"(?:alustava )?luonnos|työversio|keskeneräinen(?:, ei julkinen)?|ei(?: vielä)?[ -]julkinen|valmistelussa"
    r"|(?:vain )?sisäiseen käyttöön"
    r"|sisäinen|utkast|ej offentligt?|(?:endast )?för internt bruk|internt?|under beredning|embargo|draft",
    hints=(
        *(
            "luonnos",
            "l u o n",
            "u t k a",
            "työversio",
            "keskeneräi",
            "julki",
            "julkai",
            "valmistelussa",
        ),
        *("sisäi", "utkast", "offentlig", "intern", "beredning", "embargo", "ofullbordad", "draft"),
    ),
)


@detector(
    "draft-marking",
    sentence="A marking says that the document is unfinished or meant for the house only.",
    fires=[
        "«LUONNOS» 12.3.2026 Hallintosääntö",
        "«Luonnos» 12.3.2026\nTalousarvio",
        "Esitys, «EI JULKINEN», «EI-JULKINEN»",
        "«VAIN SISÄISEEN KÄYTTÖÖN»",
        "Muistio («luonnos»)",
        "hallintosaanto_«LUONNOS».docx",
        "«UTKAST» till budget",
        "«LUONNOS» KUNNAN STRATEGIAKSI",
        "«KESKENERÄINEN», älä jaa. «EMBARGO» 1.2. klo 12",
        "«EJ OFFENTLIG»\n«Sisäinen»\nasia\n«Keskeneräinen, ei julkinen»",
    ],
    passes=[
        "Asemakaavan luonnos on nähtävillä 1.3. asti.",
        "ASEMAKAAVAN LUONNOS NÄHTÄVILLÄ",
        "Luonnossa liikkuminen on terveellistä, luonnosta saa voimaa.",
        "Asia on vielä keskeneräinen ja valmistelussa.",
        "Kokous ei ole julkinen, vain (keskeneräinen) tieto.",
        "Utkastet till plan är framlagt.",
        "SISÄINEN LIIKENNE RY kokoontuu.",
    ],
)
def draft_marking(reading: Reading, context: Context) -> list[Span]:
    return joined(list(_STAMPS.find(reading.text)))
