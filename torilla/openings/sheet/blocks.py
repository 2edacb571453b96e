"""What a sheet is made of: plain values in the reader's language, as JSON takes them."""

from collections.abc import Iterable, Iterator
from typing import Any, TypedDict

from torilla.openings.sheet.characters import line, lines

Block = dict[str, Any]


class Sheet(TypedDict):
    """One sheet. `kind` names it, `number` and `date` stand below it, `blocks` in the order of reading."""

    language: str
    title: str
    kind: str
    number: str
    date: str
    municipality: str
    unit: str
    footer: str
    blocks: list[Block]


class ClauseRow(TypedDict):
    """What is said of a rule, and where it stands: `where` is in the guideline's own language."""

    told: str
    before: str
    where: str
    after: str
    language: str


def heading(text: str, level: int = 1) -> Block:
    """A heading; PDF/UA knows no empty one."""
    return {"heading": line(text) or "…", "level": level}


def text(*paragraphs: str) -> Block:
    return {"lines": [each for paragraph in paragraphs for each in lines(paragraph)]}


def facts(rows: Iterable[tuple[str, str]]) -> Block:
    """Labels and what is said of each; what nobody has said is left out."""
    return {"facts": [(label, told) for label, value in rows if (told := lines(value))]}


def items(texts: Iterable[str]) -> Block:
    return {"items": [line(each) for each in texts]}


def clauses(rows: Iterable[ClauseRow]) -> Block:
    return {"clauses": list(rows)}


def steps(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Block:
    """A table with a header row."""
    return {"columns": list(columns), "steps": [[line(cell) for cell in row] for row in rows]}


MOST = 400_000
"""So much is set on a sheet, counted in characters: about a hundred full pages."""
A_LINE = 60
"""What a line costs beside its characters: it takes room on the page even where it is short."""


def bounded(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with what does not fit any more left out and marked so."""
    left = MOST

    def taken(texts: list[str]) -> list[str]:
        nonlocal left
        kept = []
        for each in texts:
            if left <= 0:
                return [*kept, "[…]"]
            kept.append(each if len(each) <= left else f"{each[:left]} […]")
            left -= len(each) + A_LINE
        return kept

    for block in blocks:
        if "facts" in block:
            yield {"facts": [(label, taken(told)) for label, told in block["facts"]]}
        else:
            yield {k: taken(v) if k in ("lines", "items") else v for k, v in block.items()}
