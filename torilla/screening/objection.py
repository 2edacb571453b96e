"""What screening says: something of one kind stands at one place."""

from dataclasses import dataclass

KINDS = (
    "identity-code",
    "identity-code-typo",
    "birth-date",
    "name",
    "address",
    "phone",
    "email",
    "iban",
    "plate",
    "property-id",
    "business-id",
    "case-number",
    "secrecy-marking",
    "draft-marking",
    "health",
    "social-care",
    "pupil",
    "family",
    "secret",
    "hidden-text",
    "tracked-change",
    "comment",
    "location",
    "metadata",
    "unreadable",
)
"""What screening may say. The policy gives each its severity and clause."""


@dataclass(frozen=True, slots=True)
class Objection:
    """`kind` is one of KINDS; `start` and `end` are characters of the text as given or extracted.

    What stands nowhere in a text (the place where a picture was taken) has 0 and 0, and `text` says
    what was found.
    """

    kind: str
    start: int
    end: int
    text: str
