"""What screening says: something of one kind stands at one place."""

from dataclasses import dataclass

NAMES = {
    "identity-code": "personal identity code",
    "identity-code-typo": "mistyped personal identity code",
    "birth-date": "date of birth",
    "name": "name of a person",
    "address": "street address",
    "phone": "phone number",
    "email": "e-mail address",
    "iban": "account number",
    "plate": "register number of a vehicle",
    "property-id": "property identifier",
    "business-id": "business id",
    "case-number": "case number",
    "secrecy-marking": "marking of secrecy",
    "draft-marking": "marking of a draft",
    "health": "health of a person",
    "social-care": "social welfare of a person",
    "pupil": "affairs of a pupil",
    "family": "family life of a person",
    "secret": "password or key",
    "hidden-text": "hidden text",
    "tracked-change": "tracked change",
    "comment": "comment in a document",
    "location": "place where a picture was taken",
    "metadata": "metadata of a file",
    "unreadable": "what cannot be read",
}
"""What screening may say, with the kind's name for people: an English message of context "screening kind"."""

KINDS = tuple(NAMES)
"""The policy gives each its severity and clause."""


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
