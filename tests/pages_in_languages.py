"""What a page says: its texts with the language that each is marked to be in."""

from html.parser import HTMLParser

TOLD = {"alt", "aria-label", "aria-description", "title", "placeholder", "label"}
"""Attributes that are read to somebody; a `data-` one when it holds words and not a key."""
VOID = {"input", "br", "hr", "img", "meta", "link", "source", "wbr"}
SILENT = {"script", "style", "code", "kbd"}


class Texts(HTMLParser):
    """The texts of a page, each with the language of the nearest element that says one."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    @property
    def _language(self) -> str:
        return next((lang for _, lang in reversed(self._open) if lang), "")

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self._open.append((tag, given.get("lang") or ""))
        lang = given.get("lang") or self._language
        for name, value in attrs:
            words = name.startswith("data-") and value and (" " in value or value[0].isupper())
            if value and (name in TOLD or words) and tag != "meta":
                self._add(value, lang)
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self._add(given.get("value") or "", lang)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        while self._open and any(each == tag for each, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data):
        if not any(tag in SILENT for tag, _ in self._open):
            self._add(data, self._language)

    def _add(self, text, lang):
        if words := " ".join(text.split()):
            self.found.append((words, lang))
