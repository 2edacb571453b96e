"""Markings of secrecy (Act 621/1999 25 §; classes of Decree 1101/2019 3 §), in Finnish and Swedish."""

import re

from torilla.screening.context import Context
from torilla.screening.detector import Span, detector
from torilla.screening.markings import Markings, joined
from torilla.screening.reading import Reading

_STAMPS = Markings(
    phrases=r"(?:OSITTAIN )?SALASSA ?PIDETTÄV(?:ÄÄ?|ÄT|IÄ)|ERITTÄIN SALAINEN|KÄYTTÖ RAJOITETTU"
    r"|VAIN VIRANOMAISKÄYTTÖÖN"
    r"|TURVALLISUUSLUOKITELTU|TURVALLISUUSLUOKKA I[IV]{0,2}|SUOJAUSTASO I[IV]{0,2}"
    r"|(?:DELVIS )?SEKRETESSBELAG[DT]A?"
    r"|HEMLIGHÅLL(?:S|ES|AS)|YTTERST HEMLIG|BEGRÄNSAD TILLGÅNG|STRICTLY CONFIDENTIAL|TOP SECRET",
    words=r"SALAINEN|LUOTTAMUKSELLINEN|HEMLIG|KONFIDENTIELL|SEKRETESS|CONFIDENTIAL",
    own=r"(?:osittain )?salassa ?pidettävä(?: asiakirja)?|luottamuksellinen|(?:erittäin )?salainen"
    r"|käyttö rajoitettu|tl ?i[iv]{0,2}|st i[iv]{0,2}|suojaustaso i[iv]{0,2}|(?:delvis )?sekretessbelag[dt]"
    r"|konfidentiell|(?:ytterst )?hemlig|begränsad tillgång|strictly confidential",
    hints=(
        *("salassa", "salainen", "luottamuksellinen", "käyttö rajoitettu", "viranomaiskäyttöön"),
        *("turvallisuuslu", "suojaustaso", "sekretess", "hemlig", "begränsad", "konfidentiell"),
        *("confidential", "top secret", "tl i", "st i", "tliv"),
    ),
)

# Julkl 24 § 1 mom. 25 k; JulkL (621/1999) 24.1 § 25 k; OffL 24.1 § 25 p
_SECTION = re.compile(
    r"\b(?:julkl|julkisuusl|julkisuuslaki|offl|offentlighetslagen|offentlighetsl)\.?:? ?(?:\(?621/1999\)?,? ?)?"
    r"24(?:[.:]1)? ?§(?::n)? ?,?(?:1 ?mom(?:entti|entet)?\.? ?,?)?"
    r"(?:\d{1,2} ?(?:kohta|k|punkten|p)\b\.?(?: ?(?:,|ja|och) ?)?){1,5}",
    re.IGNORECASE,
)
_SMALL_BEFORE = re.compile(
    r"(?:(?:osittain |delvis )?(?:salassa ?pidettävää?|sekretessbelag[dt]a?|hemlighålls))[ ,:;.-]{0,4}$"
)


@detector(
    "secrecy-marking",
    sentence="A marking of secrecy stands on a document that is not for the public.",
    fires=[
        "«SALASSA PIDETTÄVÄ» Liite 3",
        "Liite: «OSITTAIN SALASSA PIDETTÄVÄ, JulkL 24.1 § 25 k»",
        "Muistio, «Julkl 24 § 1 mom. 25 k»",
        "Peruste: «JulkL (621/1999) 24.1 § 25 k».",
        "«Salassa pidettävä»\nKokousmuistio",
        "Bilagan är «SEKRETESSBELAGD» («OffL 24.1 § 25 p»).",
        "Lausunto («salassa pidettävä»)\nJulkisuus: «Osittain salassa pidettävä»",
        "«LUOTTAMUKSELLINEN»\n«TL III»\nRaportti",
        "«HEMLIGHÅLLS», «YTTERST HEMLIG» och «BEGRÄNSAD TILLGÅNG»",
        "«KÄYTTÖ RAJOITETTU». «ERITTÄIN SALAINEN».",
    ],
    passes=[
        "Asiakkaan tiedot ovat salassa pidettäviä julkisuuslain 24 §:n 1 momentin 25 kohdan mukaan.",
        "Keskustelu on luottamuksellinen ja maksuton.",
        "Handlingar som är sekretessbelagda lämnas inte ut.",
        "Näytelmä SALAINEN PUUTARHA saa ensi-iltansa.",
        "Julkisuuslaki 621/1999 on tuttu, salassapito myös.",
        "Salainen vieras saapuu torille kello 12.",
    ],
)
def secrecy_marking(reading: Reading, context: Context) -> list[Span]:
    text = reading.text
    spans = list(_STAMPS.find(text))
    if "§" in text.plain and ("24" in text.plain):
        for found in _SECTION.finditer(text.plain):
            end = found.end() - len(found[0]) + len(found[0].rstrip(" ,."))
            small = _SMALL_BEFORE.search(text.before(found.start()))
            spans.append((found.start() - (len(small[0]) if small else 0), end))
    return joined(spans)
