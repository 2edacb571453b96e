"""How a detector is declared: a kind, its sentence, what fires it and what does not.

The examples are its tests and what the handbook shows. In an example that fires, guillemets stand
around what must be found: "Hänen tunnuksensa on «010203-900Y»."
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from torilla.screening.context import Context
from torilla.screening.reading import Reading

Span = tuple[int, int]
"""From where to where, in characters of the plain text."""

Find = Callable[[Reading, Context], Iterable[Span]]


@dataclass(frozen=True)
class Detector:
    """`sentence` is the English message that says what the kind is (context "screening")."""

    kind: str
    sentence: str
    fires: tuple[str, ...]
    passes: tuple[str, ...]
    find: Find = field(repr=False)


DETECTORS: dict[str, Detector] = {}
"""By kind; `objection.KINDS` has their order."""


def detector(
    kind: str, *, sentence: str, fires: list[str], passes: list[str]
) -> Callable[[Find], Find]:
    """Declares the function below it as the detector of a kind."""

    def declare(find: Find) -> Find:
        assert kind not in DETECTORS, kind
        DETECTORS[kind] = Detector(kind, sentence, tuple(fires), tuple(passes), find)
        return find

    return declare
