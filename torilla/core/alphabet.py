"""The alphabet of Finnish and Swedish, the same on both databases: å, ä, ö after z; case counts last.

PostgreSQL sorts with its ICU collation `fi-x-icu`. SQLite knows only the order of code points and the
letters a–z without regard to case, so each connection is taught the same alphabet (`teach`).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Func

COLLATION = "fi-x-icu"
"""The Finnish alphabet of CLDR: Swedish sorts the same letters the same way."""
LETTERS = str.maketrans(
    {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y", "đ": "d", "ð": "d", "ł": "l"}
)
"""In ASCII { | } follow z. Æ and ø stand with ä and ö, ü with y (CLDR, fi)."""


@lru_cache(maxsize=40_000)
def place(text: str) -> tuple[str, str]:
    """Where a text stands in the alphabet: the key by which Python sorts."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(LETTERS)
    marked = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in marked if not unicodedata.combining(c)), text.swapcase()


class Alphabetical(Func):
    """A text column in the order of the alphabet: `order_by(Alphabetical("name"), "pk")`."""

    function = "torilla_place"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        return self.as_sql(
            compiler, connection, template=f'%(expressions)s COLLATE "{COLLATION}"', arg_joiner=""
        )


def teach(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Teach a connection to SQLite the alphabet, and LIKE that å and Å are one letter."""
    if connection.vendor == "sqlite":
        add = connection.connection.create_function
        add("torilla_place", 1, _place, deterministic=True)
        add("like", 3, _like, deterministic=True)


def _place(text: str | None) -> str | None:
    return None if text is None else "\0".join(place(text))


def _like(pattern: str | None, text: object, escape: str) -> bool | None:
    """SQLite's LIKE … ESCAPE, which Django's `icontains` and its kin ask for (sqlite.org/lang_expr)."""
    if pattern is None or text is None:
        return None
    return _shape(pattern, escape).fullmatch(str(text)) is not None


@lru_cache(maxsize=1000)
def _shape(pattern: str, escape: str) -> re.Pattern[str]:
    shape, letters = "", iter(pattern)
    for letter in letters:
        if letter == escape:
            shape += re.escape(next(letters, ""))
        else:
            shape += {"%": ".*", "_": "."}.get(letter) or re.escape(letter)
    return re.compile(shape, re.IGNORECASE | re.DOTALL)
