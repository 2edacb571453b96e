"""The pieces that all shapes are made of."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from ninja import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from torilla.core.ids import LONGEST

MOST_ID = 10**LONGEST - 1
A_PAGE, MOST = 50, 200


class Given(BaseModel):
    """What a caller sends: as documented, with nothing beside it."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Asked(BaseModel):
    """What a caller asks in the address: an unknown word is a mistake, not something to pass over."""

    model_config = ConfigDict(extra="forbid")


def one_of(values: Iterable[str]) -> Any:
    """One of these words."""
    return Literal[tuple(values)]


def text(most: int, least: int = 0) -> Any:
    """A text of at most so many characters; PostgreSQL keeps no NUL."""
    return Annotated[str, Field(min_length=least, max_length=most, pattern=r"^[^\x00]*$")]


def _digits(value: Any) -> Any:
    """In an address a number is digits: what else a parser would take is a mistake."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,18}", value):
        raise ValueError("a whole number")
    return value


def _word(value: Any) -> Any:
    if value not in (True, False, "true", "false"):
        raise ValueError("true or false")
    return value


def _whole_day(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("a day such as 2026-12-01")
    return value


def number(least: int, most: int) -> Any:
    """A whole number in an address."""
    return Annotated[int, Field(ge=least, le=most), BeforeValidator(_digits)]


Yes = Annotated[bool, BeforeValidator(_word)]
Day = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"}),
    BeforeValidator(_whole_day),
]


def _whole(value: Any) -> Any:
    """JSON knows one kind of number: 7.0 is 7."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def whole(least: int, most: int) -> Any:
    """A whole number in a body."""
    return Annotated[int, Field(ge=least, le=most), BeforeValidator(_whole)]


IdOf = whole(1, MOST_ID)
InPath = Annotated[int, Path(ge=1, le=MOST_ID)]
Version = whole(0, MOST_ID)
"""As it was read: a save from an older one is answered with 409."""


class Paging(Asked):
    """Which part of a list."""

    limit: number(1, MOST) = A_PAGE
    offset: number(0, MOST_ID) = 0


Part = Annotated[Paging, Query()]


class Done(BaseModel):
    """What was made or changed, and the version that a further change has to name."""

    id: int
    version: int | None = None


class Page(BaseModel):
    """A part of a list in a stable order; `count` of all, `next` the address of what follows."""

    count: int
    next: str | None


class Named(BaseModel):
    """Something by its id and its name."""

    id: int
    name: str


class Worded(BaseModel):
    """A word of the program and what people read."""

    key: str
    label: str


def named(record: Any) -> dict[str, Any] | None:
    """A unit or a person by id and name."""
    return {"id": record.pk, "name": record.name} if record is not None else None


def worded(key: str, label: object) -> dict[str, str]:
    return {"key": key, "label": str(label)}


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC."""
    return at.isoformat() if at is not None else None


def paged(request: Any, rows: QuerySet[Any] | list[Any], asked: Any, shown: Any) -> dict[str, Any]:
    """The part asked for, each row as `shown` makes it of all rows of the part."""
    count = len(rows) if isinstance(rows, list) else rows.count()
    part = list(rows[asked.offset : asked.offset + asked.limit])
    after = asked.offset + asked.limit
    return {
        "count": count,
        "next": _next(request, after, asked.limit) if after < count else None,
        "items": shown(part),
    }


def _next(request: Any, offset: int, limit: int) -> str:
    query = request.GET.copy()
    query["offset"], query["limit"] = str(offset), str(limit)
    return f"{request.path}?{query.urlencode()}"
