"""Compare the texts in code and templates with the catalogues.

usage: messages.py [--add] [--remove]

Says which texts Finnish or Swedish lacks, whose placeholders differ, and which messages nothing uses
any more; exit 1 when there are any. With --add the lacking ones are added, empty; with --remove those
that nothing uses are removed.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as marked_in
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from torilla.policy import RULES
from torilla.policy.covers import GUIDES, PLANNED, RECORDS
from torilla.policy.parameters import AIMS, AUDIENCES, PURPOSES
from torilla.screening import detectors as detectors
from torilla.screening.detector import DETECTORS
from torilla.screening.objection import NAMES

PACKAGE = Path(__file__).resolve().parent.parent / "torilla"
LANGUAGES = ("fi", "sv")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
LIBRARIES = (Path(django.__file__).parent, Path(allauth.__file__).parent)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
TELLS_LESS = {
    "Select a valid choice. %(value)s is not one of the available choices.",
    "The password is too similar to the %(verbose_name)s.",
}
"""Libraries' messages that we put in words of our own, without what they offer to tell."""

Key = tuple[str | None, str]
"""A message's context and its (singular) text."""


def key(message: Message) -> Key:
    """Return what names a message in a catalogue."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def sources() -> list[Path]:
    """Return the Python files and templates that may hold texts for people."""
    found = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html")]
    found += PACKAGE.rglob("templates/**/*.txt")
    passed_over = {"tests", "migrations", "vendor", "collected"}
    return sorted(path for path in found if not passed_over & set(path.parts))


def extract() -> Catalog:
    """Return every marked text of code and templates."""
    found = Catalog()
    for path in sources():
        text = path.read_text(encoding="utf8")
        if path.suffix != ".py":
            text = "\n".join(line.strip() for line in templatize(text).splitlines())
        file = io.BytesIO(text.encode())
        for line, message, _, context in marked_in("python", file, KEYWORDS):
            if message:
                found.add(message, context=context, locations=[(str(path), line)])
    return found


def keyed() -> Iterator[Key]:
    """Yield the messages that are named by an id of the policy, which no extraction sees."""
    yield from (("rule", rule) for rule in RULES)
    yield from (("parameter", f"{id}.{name}") for id, rule in RULES.items() for name in rule.params)
    words = {"planned": PLANNED, "record": RECORDS, "guide": GUIDES}
    words |= {"aim": AIMS, "audience": AUDIENCES, "purpose": PURPOSES}
    words |= {
        "screening": [each.sentence for each in DETECTORS.values()],
        "screening kind": NAMES.values(),
    }
    yield from ((context, word) for context, known in words.items() for word in known)


def of_libraries() -> set[Key]:
    """Return what Django and allauth say, which our catalogues may put in better words."""
    files = [path for library in LIBRARIES for path in library.rglob("locale/en/**/django.po")]
    return {key(message) for path in files for message in _read(path, "en") if message.id}


def lacks(message: Message, catalogue: Catalog) -> bool:
    """Tell whether a text is not translated (or only guessed)."""
    found = catalogue.get(message.id, message.context)
    return found is None or found.fuzzy or not all(texts_of(found))


def texts_of(message: Message) -> tuple[str, ...]:
    """Return the translation: one text, or one a plural form."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def differs(message: Message) -> bool:
    """Tell whether a translation has other placeholders than the original.

    One thing may be told without its number; a message named by an id has no original.
    """
    ids = (message.id,) if isinstance(message.id, str) else message.id
    wanted = [set(PLACEHOLDER.findall(text)) for text in ids]
    given = [set(PLACEHOLDER.findall(text)) for text in texts_of(message)]
    if not all(texts_of(message)) or key(message) in set(keyed()) or ids[0] in TELLS_LESS:
        return False
    return given[-1] != wanted[-1] or not all(each <= wanted[-1] for each in given)


def read(language: str) -> tuple[Path, Catalog]:
    """Return a language's catalogue and where it lies."""
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    return path, _read(path, language)


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf8")


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue as it is kept: by the alphabet, without line numbers."""
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, no_location=True)


def unused(catalogue: Catalog, texts: Catalog) -> list[Message]:
    """Return the messages that neither code, templates, policy nor a library use."""
    used = {key(message) for message in texts} | set(keyed()) | of_libraries()
    return [message for message in catalogue if message.id and key(message) not in used]


def compare(texts: Catalog, language: str, *, add: bool, remove: bool) -> list[str]:
    """Return what is wrong with one catalogue, a sentence each; mend what is asked for."""
    path, catalogue = read(language)
    lacking = [message for message in texts if message.id and lacks(message, catalogue)]
    left = unused(catalogue, texts)
    if language == "en":
        lacking = []
    for message in lacking if add else []:
        catalogue.add(message.id, context=message.context, flags=message.flags)
    for message in left if remove else []:
        catalogue.delete(message.id, message.context)
    if (add and lacking) or (remove and left):
        write(path, catalogue)
    wrong = [message for message in catalogue if message.id and differs(message)]
    return (
        [f"{language}: not translated: {message.id!r}" for message in lacking]
        + [f"{language}: other placeholders: {message.string!r}" for message in wrong]
        + [f"{language}: nothing uses: {message.id!r}" for message in left]
    )


if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    django.setup()
    marked = extract()
    asked = {"add": "--add" in sys.argv, "remove": "--remove" in sys.argv}
    problems = [p for lang in (*LANGUAGES, "en") for p in compare(marked, lang, **asked)]
    print("\n".join(problems) or f"{len(marked)} texts, all in {' and '.join(LANGUAGES)}")
    sys.exit(bool(problems))
