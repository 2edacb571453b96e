"""What a municipality says of itself in public, and so may say again."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Context:
    """All in the form in which people write it; comparing is the detectors' work.

    `people` are names of the municipality's own people in their role ("Maija Mallikas");
    `phones` its public numbers, or beginnings of them ("0400 123 456", "017 123*"); `emails` its
    public addresses, or domains ("@mallila.fi" lets the addresses of units pass, not a person's);
    `addresses` those of its premises ("Kirkkotie 1"); `ibans` and `business_ids` its own.
    """

    people: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    ibans: frozenset[str] = frozenset()
    business_ids: frozenset[str] = frozenset()


NOTHING = Context()
