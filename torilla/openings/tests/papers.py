"""PDF files as tests look at them: words, tags, what two checkers say."""

import io
from pathlib import Path

import outloud
import pikepdf
import pypdfium2
from pdfua.rules import RuleRegistry, default_registry
from pdfua.validator import validate

BROKEN_RULE = "UA-14-001"
"""Rule of pdfua 0.1.3 that crashes on every list of tags: it looks for a key in an array."""


def words(made: bytes) -> str:
    """What stands on all pages, in the order of the file, each run of white space as one space."""
    document = pypdfium2.PdfDocument(made)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def unbroken(made: bytes) -> str:
    """The same without any white space: a long word may go on at the next line."""
    return "".join(words(made).split())


TYPED = "LNK-010"
"""Rule of outloud: an address should be a link. What somebody typed is no link of a municipality's paper."""


def found_by_checkers(made: bytes, folder: Path) -> list[object]:
    """What pdfua (less the rule that crashes) and outloud find; both know a part of PDF/UA-1."""
    file = folder / "sheet.pdf"
    file.write_bytes(made)
    rules = RuleRegistry([rule for rule in default_registry() if rule.id != BROKEN_RULE])
    report = validate(str(file), registry=rules)
    skipped = [outcome for outcome in report.outcomes if outcome.skipped_reason]
    heard = outloud.check(str(file), skip=[TYPED])
    return [*report.findings, *skipped, *heard.findings, *filter(None, [heard.error])]


class Tags:
    """The tags of a file, flat and in the order of reading: [(name, element)]."""

    def __init__(self, made: bytes) -> None:
        self.file = pikepdf.open(io.BytesIO(made))
        self.root = self.file.Root
        self.all: list[tuple[str, pikepdf.Object]] = []
        self._walk(self.root.StructTreeRoot)

    def _walk(self, element: pikepdf.Object) -> None:
        if "/S" in element:
            self.all.append((str(element.S)[1:], element))
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary) and ("/S" in child or "/K" in child):
                self._walk(child)

    def named(self, *names: str) -> list[str]:
        """The names of the tags that are among these, in the order of reading."""
        return [name for name, _ in self.all if name in names]

    def of(self, name: str) -> list[pikepdf.Object]:
        return [element for each, element in self.all if each == name]
