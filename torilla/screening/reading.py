"""One reading of a text: the text, and what several detectors need to know of it, found once."""

from dataclasses import dataclass
from functools import cached_property

from torilla.screening.persons import Person, persons
from torilla.screening.text import Text


@dataclass
class Reading:
    """Detectors look at `text.plain`; `persons` are all found there, the municipality's own too."""

    text: Text

    @cached_property
    def persons(self) -> list[Person]:
        return persons(self.text)

    def person_near(self, start: int, end: int) -> Person | None:
        """The person in the same sentence who stands nearest to a place; None without one."""
        first, last = self.text.sentence(start)
        here = [each for each in self.persons if first <= each.start and each.end <= last]
        return min(here, key=lambda each: max(each.start - end, start - each.end), default=None)
