"""One case number, however it is typed."""

import re
import unicodedata

_BETWEEN = re.compile(r"[\W_]+")
LONGEST = 200
"""One sign may become eighteen: as much as is kept of what nobody would call a case number."""


def key_of(case_number: str) -> str:
    """What is the same for every way to type a case number: "RauDno 2020–792" and "raudno-2020-792".

    Capitals, kinds of dashes, strokes and invisible signs make no difference; "" where there is nothing else.
    """
    seen = "".join(sign for sign in case_number if unicodedata.category(sign) != "Cf")
    plain = unicodedata.normalize("NFKC", seen).casefold()
    return _BETWEEN.sub("-", plain).strip("-")[:LONGEST]
