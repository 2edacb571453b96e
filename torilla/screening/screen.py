"""What a text gives away: every detector over it, in the order of the text."""

from torilla.screening import detectors as detectors
from torilla.screening.context import NOTHING, Context
from torilla.screening.detector import DETECTORS
from torilla.screening.objection import Objection
from torilla.screening.reading import Reading
from torilla.screening.text import Text


def screen(given: str, context: Context = NOTHING) -> list[Objection]:
    """The objections to a text, in its order. The places are those of the text as given."""
    reading = Reading(Text(given))
    found = []
    for each in DETECTORS.values():
        for start, end in each.find(reading, context):
            first, last = reading.text.as_given(start, end)
            found.append(Objection(each.kind, first, last, given[first:last]))
    return sorted(found, key=lambda each: (each.start, each.end, each.kind))
