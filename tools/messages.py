"""Compare the texts in code and templates with the catalogues (needs gettext's xgettext).

usage: messages.py [--add]

Says which texts Finnish or Swedish lacks, and whose placeholders differ; exit 1 when there are any.
With --add the lacking ones are added, empty. Nothing is ever removed: rules and policies name their
texts by keys that no extraction sees.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "torilla"
LANGUAGES = ("fi", "sv")
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "pgettext_lazy:1c,2",
    "npgettext:1c,2,3",
    "npgettext_lazy:1c,2,3",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def sources() -> list[Path]:
    """Return the Python files and templates that may hold texts for people."""
    found = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html")]
    found += PACKAGE.rglob("templates/**/*.txt")
    passed_over = {"tests", "migrations", "vendor", "collected"}
    return sorted(path for path in found if not passed_over & set(path.parts))


def extract() -> Catalog:
    """Return every marked text of code and templates."""
    with tempfile.TemporaryDirectory() as folder:
        names = [str(_as_python(path, Path(folder))) for path in sources()]
        pot = Path(folder, "all.pot")
        options = [f"--keyword={keyword}" for keyword in KEYWORDS]
        files = ["--language=Python", "--from-code=UTF-8", f"--output={pot}", *names]
        subprocess.run(["xgettext", "--force-po", *options, *files], check=True)
        header = {"CHARSET": "UTF-8", "INTEGER": "2", "EXPRESSION": "(n != 1)"}
        text = pot.read_text(encoding="utf8")
        for blank, value in header.items():
            text = text.replace(f"={blank}", f"={value}", 1)
        return read_po(text.splitlines())


def _as_python(path: Path, folder: Path) -> Path:
    """Return `path`, or for a template a file that xgettext can read as Python."""
    if path.suffix == ".py":
        return path
    copy = folder / f"{'_'.join(path.relative_to(PACKAGE).parts)}.py"
    copy.write_text(templatize(path.read_text(encoding="utf8")), encoding="utf8")
    return copy


def lacks(message: Message, catalogue: Catalog) -> bool:
    """Tell whether a text is not translated (or only guessed)."""
    found = catalogue.get(message.id, message.context)
    if found is None or found.fuzzy:
        return True
    return not all(found.string) if isinstance(found.string, tuple) else not found.string


def differing(catalogue: Catalog) -> list[str]:
    """Return the texts whose translation has other placeholders than the original."""
    wrong = []
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(PLACEHOLDER.findall(" ".join(ids)))
        # A message keyed by a rule's id has its placeholders in the translations alone.
        if message.id and not message.context:
            wrong += [
                text for text in texts if text and not set(PLACEHOLDER.findall(text)) <= wanted
            ]
    return wrong


def read(language: str) -> tuple[Path, Catalog]:
    """Return a language's catalogue and where it lies."""
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return path, read_po(file, locale=language, charset="utf8")


def compare(texts: Catalog, language: str, *, add: bool) -> list[str]:
    """Return what is wrong with one catalogue, a sentence each; add what it lacks if asked."""
    path, catalogue = read(language)
    lacking = [message for message in texts if message.id and lacks(message, catalogue)]
    if add and lacking:
        for message in lacking:
            catalogue.add(message.id, context=message.context, flags=message.flags)
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True, no_location=True)
    untranslated = [f"{language}: not translated: {message.id!r}" for message in lacking]
    return untranslated + [
        f"{language}: other placeholders: {text!r}" for text in differing(catalogue)
    ]


if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    django.setup()
    marked = extract()
    problems = [p for lang in LANGUAGES for p in compare(marked, lang, add="--add" in sys.argv)]
    print("\n".join(problems) or f"{len(marked)} texts, all in {' and '.join(LANGUAGES)}")
    sys.exit(bool(problems))
