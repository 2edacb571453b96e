"""The cells of a spreadsheet file (XLSX) as text, streamed and counted; part of `table_reader`'s process.

Formulas are not evaluated: what the file says their value was is taken, and a formula without a value
is said. A merged cell's text stands in all the cells that it covers. A link behind a cell's text is added to it.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

# Document type declarations, and with them entities, are refused below.
from xml.parsers import expat  # noqa: S407

from torilla.screening.document_reader import UNPACKING, Refusal

CHUNK = 1 << 16
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
FILLED_MOST = 200_000
"""Merged cells fill at most so many cells."""
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
Notes = list[tuple[str, dict[str, Any]]]


def read_workbook(data: bytes, limits: SimpleNamespace) -> tuple[list[list[str]], Notes]:
    """The rows of the first sheet that shows and holds anything, and what has to be said of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return Workbook(package, limits).rows()
    except UNPACKING as error:
        raise Refusal("damaged") from error


class Workbook:
    """One package; all that is unpacked from it is counted together."""

    def __init__(self, package: zipfile.ZipFile, limits: SimpleNamespace) -> None:
        self.package, self.limits, self.unpacked = package, limits, 0
        self.names = {name.lower().lstrip("/"): name for name in package.namelist()}
        if "xl/workbook.xml" not in self.names:
            raise Refusal("zip")

    def rows(self) -> tuple[list[list[str]], Notes]:
        sheets = self._sheets()
        strings = self._strings()
        others = len(sheets) - 1
        for name, part in sheets:
            sheet = Sheet(strings, self._links(part), self.limits)
            self._walk(part, sheet.start, sheet.end, sheet.letters)
            rows = sheet.finished()
            if rows:
                return rows, [*sheet.notes(), *([("sheets", {"sheet": name})] if others else [])]
        raise Refusal("no-rows")

    def _sheets(self) -> list[tuple[str, str]]:
        """Name and part of each sheet that is not hidden, in order."""
        targets = self._relations("xl/workbook.xml")
        found: list[tuple[str, str]] = []

        def start(tag: str, given: dict[str, str]) -> None:
            if tag == "sheet" and given.get("state", "visible") == "visible":
                part = targets.get(given.get("id", ""), "")
                if part.lower() in self.names:
                    found.append((given.get("name", ""), part))

        self._walk("xl/workbook.xml", start)
        if not found:
            raise Refusal("no-rows")
        return found

    def _strings(self) -> list[str]:
        part = "xl/sharedstrings.xml"
        if part not in self.names:
            return []
        collected = Strings(self.limits.characters)
        self._walk(part, collected.start, collected.end, collected.letters)
        return collected.all

    def _links(self, part: str) -> dict[str, str]:
        return self._relations(part)

    def _relations(self, part: str) -> dict[str, str]:
        folder, _slash, name = part.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        if relations.lower() not in self.names:
            return {}
        found: dict[str, str] = {}

        def start(tag: str, given: dict[str, str]) -> None:
            if tag == "Relationship":
                target = given.get("Target", "")
                if given.get("TargetMode") != "External":
                    target = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                found[given.get("Id", "")] = target

        self._walk(relations, start)
        return found

    def _walk(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        letters: Callable[[str], None] | None = None,
    ) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = lambda tag, given: start(_local(tag), _plain(given))
        if end is not None:
            parser.EndElementHandler = lambda tag: end(_local(tag))
        if letters is not None:
            parser.CharacterDataHandler = letters
        try:
            for piece in self._pieces(part):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Refusal("damaged") from error

    def _pieces(self, part: str) -> Iterator[bytes]:
        """The part in pieces. What a package says of its sizes is not trusted: we count."""
        info = self.package.getinfo(self.names[part.lower()])
        if info.flag_bits & 1:
            raise Refusal("password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refusal("damaged")
        with self.package.open(info) as source:
            while piece := source.read(CHUNK):
                self.unpacked += len(piece)
                if self.unpacked > self.limits.unpacked_bytes:
                    raise Refusal("unpacked", most=self.limits.unpacked_bytes // 1_000_000)
                yield piece

    def _refuse(self, *_declaration: object) -> None:
        raise Refusal("declares")


class Strings:
    """Collects the shared strings; what shows how a name is pronounced is no part of one."""

    def __init__(self, most: int) -> None:
        self.all: list[str] = []
        self.pieces: list[str] = []
        self.reading = self.spoken = False
        self.most, self.length = most, 0

    def start(self, tag: str, _given: dict[str, str]) -> None:
        if tag == "si":
            self.pieces = []
        elif tag == "rPh":
            self.spoken = True
        self.reading = tag == "t" and not self.spoken

    def letters(self, text: str) -> None:
        if self.reading:
            self.pieces.append(text)

    def end(self, tag: str) -> None:
        self.reading = False
        if tag == "rPh":
            self.spoken = False
        elif tag == "si":
            text = unescaped("".join(self.pieces))
            self.length += len(text)
            if self.length > self.most:
                raise Refusal("long", most=self.most)
            self.all.append(text)


class Sheet:
    """Collects the cells of one sheet."""

    def __init__(self, strings: list[str], links: dict[str, str], limits: SimpleNamespace) -> None:
        self.strings, self.links, self.limits = strings, links, limits
        self.cells: dict[tuple[int, int], str] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.formulas: list[tuple[int, int]] = []
        self.row = self.column = 0
        self.kind, self.pieces, self.reading, self.spoken = "", [""], "", False
        self.formula = self.wide = False
        self.length = self.filled = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "row":
            self.row = min(_number(given.get("r", ""), self.row + 1), LAST_ROW)
            self.column = 0
        elif tag == "c":
            self._cell(given)
        elif tag == "f":
            self.formula = True
        elif tag == "rPh":
            self.spoken = True
        elif tag in ("v", "t"):
            self.reading = "" if self.spoken else tag
        elif tag == "mergeCell":
            self._merge(given.get("ref", ""))
        elif tag == "hyperlink":
            self._link(given)

    def _cell(self, given: dict[str, str]) -> None:
        at = REFERENCE.fullmatch(given.get("r", ""))
        self.column = _column(at[1]) if at else self.column + 1
        self.kind, self.pieces, self.formula = given.get("t", "n"), [], False

    def letters(self, text: str) -> None:
        if self.reading:
            self.pieces.append(text)

    def end(self, tag: str) -> None:
        if tag == "rPh":
            self.spoken = False
        elif tag in ("v", "t"):
            self.reading = ""
        elif tag == "c":
            self._keep()

    def _keep(self) -> None:
        if self.column > self.limits.columns:
            self.wide = self.wide or bool(self.pieces)
            return
        text = self._text("".join(self.pieces))
        if text:
            if (self.row, self.column) not in self.cells:
                self.length += len(text)
            self.cells[self.row, self.column] = text
            if self.length > self.limits.characters:
                raise Refusal("long", most=self.limits.characters)
            if len(self.cells) > self.limits.rows * self.limits.columns:
                raise Refusal("rows", most=self.limits.rows)
        elif self.formula:
            self.formulas.append((self.row, self.column))

    def _text(self, raw: str) -> str:
        if self.kind == "s":
            place = _number(raw, -1)
            return self.strings[place] if 0 <= place < len(self.strings) else ""
        if self.kind == "inlineStr" or self.kind == "str":
            return unescaped(raw)
        return _as_people_write(raw) if self.kind == "n" else raw

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        a, b = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last)
        if a and b:
            self.merged.append((int(a[2]), _column(a[1]), int(b[2]), _column(b[1])))

    def _link(self, given: dict[str, str]) -> None:
        at = REFERENCE.fullmatch(given.get("ref", "").partition(":")[0])
        target = self.links.get(given.get("id", ""), "")
        if not at or not target.startswith(("http://", "https://")):
            return
        place = (int(at[2]), _column(at[1]))
        text = self.cells.get(place, "")
        if place[1] <= self.limits.columns and not _is_a_link(text):
            self.cells[place] = f"{text} {target[:2000]}".strip()

    def finished(self) -> list[list[str]]:
        """The rows from the first, empty ones among them."""
        for top, left, bottom, right in self.merged:
            self._fill(top, left, min(bottom, LAST_ROW), min(right, self.limits.columns))
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), text in self.cells.items():
            by_row.setdefault(row, {})[column] = text
        if len(by_row) > self.limits.rows:
            raise Refusal("rows", most=self.limits.rows)
        rows: list[list[str]] = []
        for number in range(1, max(by_row, default=0) + 1):
            cells = by_row.get(number, {})
            rows.append([cells.get(c, "") for c in range(1, max(cells, default=0) + 1)])
        return rows

    def _fill(self, top: int, left: int, bottom: int, right: int) -> None:
        text = self.cells.get((top, left), "")
        if not text or bottom < top or right < left:
            return
        self.filled += (bottom - top + 1) * (right - left + 1)
        self.length += len(text) * (bottom - top + 1) * (right - left + 1)
        if self.filled > FILLED_MOST or self.length > self.limits.characters:
            raise Refusal("merged")
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.cells.setdefault((row, column), text)

    def notes(self) -> Notes:
        """What has to be said of the sheet."""
        said: Notes = []
        if self.merged:
            said.append(("merged", {"number": len(self.merged)}))
        if self.formulas:
            said.append(("formulas", {"number": len(self.formulas), "row": self.formulas[0][0]}))
        if self.wide:
            said.append(("wide", {"columns": self.limits.columns}))
        return said


def unescaped(text: str) -> str:
    """The text of a string: signs that XML cannot hold are written _x0007_ in it."""
    return ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text) if "_x" in text else text


def _is_a_link(text: str) -> bool:
    return "://" in text or text.lower().startswith("www.")


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _plain(given: dict[str, str]) -> dict[str, str]:
    return {_local(name): value for name, value in given.items()}


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _as_people_write(raw: str) -> str:
    """A number as people write it: 358401234567, not 3.58401234567E11."""
    try:
        number = float(raw)
    except ValueError:
        return raw
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else raw
