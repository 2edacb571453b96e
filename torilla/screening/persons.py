"""Persons in a text: first names and surnames beside each other, inflected."""

from dataclasses import dataclass

from torilla.screening.text import Text


@dataclass(frozen=True, slots=True)
class Person:
    """A name as it stands; `name` is its base form ("Matti Virtanen" of "Matti Virtaselle")."""

    start: int
    end: int
    name: str


def persons(text: Text) -> list[Person]:
    """All persons of the text in the order in which they stand."""
    return []
