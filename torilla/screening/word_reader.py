"""What stands in a Word document, seen and unseen; part of `file_reader`'s process.

What a reader sees comes first, then headers, footers and notes, then comments, and at the end, a line each,
what a reader does not see: hidden letters and deleted ones.
"""

import io
import re
import zipfile
from types import SimpleNamespace
from typing import Any

# Document type declarations, and with them entities, are refused below.
from xml.parsers import expat  # noqa: S407

from torilla.screening.document_reader import (
    UNPACKING,
    WORD,
    Refusal,
    WordText,
    main_part,
    unpacked,
)

LONGEST = 200
PICTURES = 50
"""So many pictures of a document are looked at."""
TINY = 4
"""Half points: letters of two points are a grey line."""

_READ_TOO = re.compile(r"(?i)word/(header|footer|footnotes|endnotes|comments)\d*\.xml")
_TOLD = {
    "creator": "Author",
    "lastModifiedBy": "Last saved by",
    "description": "Comments",
    "keywords": "Keywords",
    "category": "Category",
    "Company": "Company",
    "Manager": "Manager",
}
_OFF = ("0", "false", "off")


def word(data: bytes, limits: SimpleNamespace) -> dict[str, Any]:
    """The text of the document with what it gives away beside it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            first = main_part(package)
            names = [first, *sorted(filter(_READ_TOO.fullmatch, package.namelist()))]
            styles = Styles()
            if "word/styles.xml" in package.namelist():
                _parse(unpacked(package, "word/styles.xml", limits), styles)
            read = Examined(limits, styles.hidden())
            for name in names:
                read.read(unpacked(package, name, limits))
            found = _beside(package, limits)
    except UNPACKING as error:
        raise Refusal("damaged") from error
    text, placed = read.whole()
    if not text.strip() and not placed and not found:
        raise Refusal("no-text")
    return {"form": "docx", "text": text, "found": placed + found}


def _parse(xml: bytes, target: Any) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = target.start
    parser.EndElementHandler = target.end
    parser.CharacterDataHandler = target.letters
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Refusal("damaged") from error


def _refuse(*_declaration: object) -> None:
    raise Refusal("declares")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _value(given: dict[str, str], wanted: str = "val") -> str:
    return next((value for name, value in given.items() if _local(name) == wanted), "")


class Styles:
    """Which styles hide what is written in them, be it because of the style that they are based on."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.style = ""
        self.hides: set[str] = set()
        self.based: dict[str, str] = {}

    def start(self, name: str, given: dict[str, str]) -> None:
        local = _local(name)
        if local == "style":
            self.style = _value(given, "styleId")
        elif local == "basedOn":
            self.based[self.style] = _value(given)
        elif local == "vanish" and self.open[-2:] == ["style", "rPr"] and _value(given) not in _OFF:
            self.hides.add(self.style)
        self.open.append(local)

    def end(self, _name: str) -> None:
        self.open.pop()

    def letters(self, _text: str) -> None:
        pass

    def hidden(self) -> frozenset[str]:
        found = set(self.hides)
        for style in self.based:
            chain = [style]
            while len(chain) < 20 and (below := self.based.get(chain[-1])):
                chain.append(below)
            if found.intersection(chain):
                found.add(style)
        return frozenset(found)


class Examined(WordText):
    """Collects the text that a reader sees, and apart from it what a reader does not see."""

    def __init__(self, limits: SimpleNamespace, hiding: frozenset[str]) -> None:
        super().__init__(limits)
        self.hiding = hiding
        self.open: list[str] = []
        self.runs: list[set[str]] = []
        """For each run that is open, why its letters are not seen, or what they stand on."""
        self.paragraphs: list[set[str]] = []
        self.inserted = self.deleted = self.comment = self.formatting = 0
        self.spans: list[list[Any]] = []
        self.aside: list[list[Any]] = []
        self.authors: dict[str, None] = {}
        self.tinted = self.dark_page = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace in WORD:
            self._open(local, attributes)
            self._property(local, attributes)
        self.open.append(local)
        super()._start(name, attributes)
        self.in_text = self.in_text or (namespace in WORD and local == "delText")

    def _open(self, local: str, given: dict[str, str]) -> None:
        if author := _value(given, "author"):
            self.authors[author] = None
        if local == "r":
            self.runs.append(set())
        elif local == "p":
            self.paragraphs.append(set())
        elif local in ("ins", "moveTo"):
            self.inserted += 1
        elif local == "del":
            self.deleted += 1
        elif local == "comment":
            self.comment = self.length
        elif local == "background":
            self.dark_page = True
        self.formatting += local.endswith("PrChange")

    def _property(self, local: str, given: dict[str, str]) -> None:
        parents = self.open[-2:]
        if parents == ["r", "rPr"] and self.runs:
            self.runs[-1] |= self._of_run(local, given)
        elif parents == ["p", "pPr"] and self.paragraphs:
            if local == "pStyle" and _value(given) in self.hiding:
                self.paragraphs[-1].add("hidden")
            elif local == "shd":
                self.paragraphs[-1] |= _shade(given)
        elif local == "shd" and parents[-1:] == ["tcPr"]:
            self.tinted = self.tinted or bool(_shade(given))
        elif local == "tblStyle":
            # A table's style may put a colour behind the letters.
            self.tinted = self.tinted or _value(given) != "TableGrid"

    def _of_run(self, local: str, given: dict[str, str]) -> set[str]:
        value = _value(given)
        if local == "vanish":
            return {"hidden"} if value not in _OFF else {"shown"}
        if local == "rStyle":
            return {"hidden"} if value in self.hiding else set()
        if local == "color":
            return {"white"} if value.upper() == "FFFFFF" else set()
        if local == "sz":
            return {"hidden"} if value.isdigit() and int(value[:5]) <= TINY else set()
        if local in ("shd", "highlight"):
            return {"shaded"} if local == "highlight" else _shade(given)
        return set()

    def _end(self, name: str) -> None:
        namespace, _, local = name.rpartition(" ")
        super()._end(name)
        self.open.pop()
        if namespace not in WORD:
            return
        if local == "r" and self.runs:
            self.runs.pop()
        elif local == "p" and self.paragraphs:
            self.paragraphs.pop()
        elif local == "tbl":
            self.tinted = False
        elif local in ("ins", "moveTo"):
            self.inserted -= 1
        elif local == "del":
            self.deleted -= 1
        elif local == "comment":
            self._span("comment", self.comment, max(self.comment, self.length - 1))

    def _add(self, letters: str) -> None:
        if self.hidden:
            return
        kind = self._unseen() if "r" in self.open else ""
        if kind:
            self._put_aside(kind, letters)
            return
        start = self.length
        super()._add(letters)
        if self.inserted and letters.strip():
            self._span("tracked-change", start, self.length)

    def _unseen(self) -> str:
        """The kind of objection to letters that a reader does not see."""
        if self.deleted:
            return "tracked-change"
        run = self.runs[-1] if self.runs else set()
        paragraph = self.paragraphs[-1] if self.paragraphs else set()
        if "hidden" in run or ("hidden" in paragraph and "shown" not in run):
            return "hidden-text"
        on_white = not ("shaded" in run | paragraph or self.tinted or self.dark_page)
        return "hidden-text" if "white" in run and on_white and not self._in_a_box() else ""

    def _in_a_box(self) -> bool:
        return "txbxContent" in self.open

    def _put_aside(self, kind: str, letters: str) -> None:
        last = self.aside[-1] if self.aside else None
        if last and last[0] == kind and last[1] == self.length:
            last[2].append(letters)
        else:
            self.aside.append([kind, self.length, [letters]])

    def _span(self, kind: str, start: int, end: int) -> None:
        last = self.spans[-1] if self.spans else None
        if last and last[0] == kind == "tracked-change" and last[2] == start:
            last[2] = end
        elif end > start:
            self.spans.append([kind, start, end, ""])

    def whole(self) -> tuple[str, list[list[Any]]]:
        """All text, and the objections to it with their places."""
        text = "".join(self.pieces)
        parts, length = [text], len(text)
        for kind, _at, pieces in self.aside:
            letters = "".join(pieces).rstrip("\n")
            if letters.strip():
                self.spans.append([kind, length, length + len(letters), ""])
                parts.append(letters + "\n")
                length += len(letters) + 1
        if length > self.limits.characters:
            raise Refusal("long", most=self.limits.characters)
        if self.formatting:
            self.spans.append(["tracked-change", 0, 0, f"{self.formatting} changes of form"])
        for author in list(self.authors)[:100]:
            self.spans.append(
                ["metadata", 0, 0, f"Author of changes or comments: {_short(author)}"]
            )
        return "".join(parts), self.spans


def _shade(given: dict[str, str]) -> set[str]:
    fill = _value(given, "fill").upper()
    return {"shaded"} if fill not in ("", "AUTO", "FFFFFF") or _value(given, "themeFill") else set()


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


class Properties:
    """Collects who wrote the document and what else is said of it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.open: list[str] = []
        self.name = ""
        self.pieces: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        self.open.append(_local(name))
        self.pieces = []
        if self.open[-1] == "property":
            self.name = _value(given, "name")

    def letters(self, text: str) -> None:
        self.pieces.append(text)

    def end(self, name: str) -> None:
        self.open.pop()
        words, self.pieces = _short("".join(self.pieces)), []
        of_own = self.name if "property" in self.open else ""
        label = of_own or _TOLD.get(_local(name), "")
        if words and label and len(self.found) < 100:
            self.found.append(f"{_short(label)}: {words}")


def _beside(package: zipfile.ZipFile, limits: SimpleNamespace) -> list[list[Any]]:
    """What the package holds beside the text."""
    told = Properties()
    names = package.namelist()
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        if name in names:
            _parse(unpacked(package, name, limits), told)
    found: list[list[Any]] = [["metadata", 0, 0, words] for words in told.found]
    for name in names[:10_000]:
        if name.startswith("word/embeddings/"):
            found.append(["hidden-text", 0, 0, f"embedded file: {_short(name)}"])
        elif name.endswith("vbaProject.bin"):
            found.append(["metadata", 0, 0, "macros"])
    for name in [each for each in names if re.match(r"(?i)word/media/.*\.jpe?g$", each)][:PICTURES]:
        found += _of_picture(name, unpacked(package, name, limits), limits)
    return found


def _of_picture(name: str, data: bytes, limits: SimpleNamespace) -> list[list[Any]]:
    """What a photograph in the document gives away."""
    from torilla.screening.picture_reader import opened
    from torilla.screening.picture_tags import tags

    try:
        form, image = opened(data, limits)
    except Refusal:
        return [["metadata", 0, 0, f"{_short(name)} cannot be read"]]
    return [[kind, 0, 0, f"{_short(name)}: {words}"] for kind, words in tags(image, form)]
