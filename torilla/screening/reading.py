"""One reading of a text: the text, and what several detectors need to know of it, found once."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from torilla.screening import names
from torilla.screening.persons import Person, persons
from torilla.screening.text import Text

_CAPITALISED = re.compile(r"(?<![\w@#-])[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ]?[a-zåäöé]+)?(?!\w)")


@dataclass
class Reading:
    """Detectors look at `text.plain`; `persons` are all found there, the municipality's own too."""

    text: Text
    _named: dict[int, bool] = field(default_factory=dict, repr=False)

    @cached_property
    def persons(self) -> list[Person]:
        return persons(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.persons]

    @cached_property
    def fours(self) -> frozenset[str]:
        """All that stands in the text in four letters on end, in small ones: what is not there needs no search."""
        lower = self.text.lower
        return frozenset(map("".join, zip(lower, lower[1:], lower[2:], lower[3:], strict=False)))

    def person_near(self, start: int, end: int) -> Person | None:
        """The person in the same sentence who stands nearest to a place; None without one."""
        if not self.persons:
            return None
        first, last = self.text.sentence(start)
        after = bisect_right(self._starts, start)
        here = [
            each
            for each in self.persons[max(0, after - 1) : after + 1]
            if first <= each.start and each.end <= last
        ]
        return min(here, key=lambda each: max(each.start - end, start - each.end), default=None)

    def any_person(self, start: int, end: int) -> bool:
        """Whether a person's name begins between two places."""
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)

    def names_somebody(self, start: int, end: int) -> bool:
        """Whether somebody is named in the sentence around a place: by two names, or by one that is clear."""
        if self.person_near(start, end) is not None:
            return True
        first, last = self.text.sentence(start)
        if first not in self._named:
            words = _CAPITALISED.finditer(self.text.plain, first, last)
            self._named[first] = any(
                names.is_clear(each[0].lower(), opens=each.start() <= first + 2) for each in words
            )
        return self._named[first]
