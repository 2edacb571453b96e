"""`torilla screen`: what a text, a document, a picture or a film gives away; without Django or database."""

import json
import os
import sys
from bisect import bisect_left
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from torilla.policy import Policy, load, text_of
from torilla.policy.screened import SEVERITIES
from torilla.screening.context import Context
from torilla.screening.files import LIMITS, read_file
from torilla.screening.objection import Objection
from torilla.screening.screen import screen as screen_text

FILE = click.Path(path_type=Path, allow_dash=True)
LONGEST = 80
"""Characters of what was found that a line shows."""


@click.command()
@click.argument("files", metavar="FILE…|-", nargs=-1, required=True, type=FILE)
@click.option("--json", "as_json", is_flag=True, help="One object with the list `objections`.")
@click.option(
    "--policy",
    "policy_name",
    metavar="NAME",
    default=lambda: os.environ.get("TORILLA_POLICY", "rautalampi"),
    help="A policy that comes with Torilla, or a file; else TORILLA_POLICY, else rautalampi.",
)
@click.option(
    "--at-least",
    default=SEVERITIES[-1],
    type=click.Choice(SEVERITIES),
    show_default=True,
    help="Leave out what the policy holds to be less.",
)
def screen(files: tuple[Path, ...], as_json: bool, policy_name: str, at_least: str) -> None:
    """Say what a text, DOCX, PDF, JPEG, PNG, WebP, HEIC or film gives away, before anybody publishes it.

    Of a film (MP4, MOV, WebM) only what is written beside it. A single - is the standard input. Exit 0:
    nothing was found. 1: something was, or a file cannot be read. 2: could not.
    """
    policy = load(text_of(policy_name), source=policy_name)
    if not policy.screening:
        raise click.ClickException(f"{policy_name} does not say what screening finds is worth.")
    sources = [(os.fsencode(file).decode(errors="replace"), _source(file)) for file in files]
    worth = SEVERITIES[: SEVERITIES.index(at_least) + 1]
    own = Context(**policy.own(on=datetime.now(UTC).date()))
    found = []
    for name, source in sources:
        contents = read_file(source)
        everything = [*contents.objections, *screen_text(contents.text, own)]
        told = [each for each in everything if policy.screening[each.kind].severity in worth]
        told.sort(key=lambda each: (each.start, each.end, each.kind))
        file = name if len(files) > 1 else ""
        found += [_as_json(each, policy, file) for each in told]
        if not as_json:
            lines = [at for at, letter in enumerate(contents.text) if letter == "\n"]
            for each in told:
                _write(_line(each, policy, file, lines))
    if as_json:
        _write(json.dumps({"objections": found}, ensure_ascii=False, indent=2))
    else:
        _write(f"{len(found)} objection{'s' * (len(found) > 1)}" if found else "Nothing was found")
    sys.exit(1 if found else 0)


def _source(file: Path) -> Path | bytes:
    """What is to be read: a file by its path, a pipe by its bytes (as many as may be read, and one more)."""
    most = LIMITS.document_bytes + 1
    if str(file) == "-":
        return sys.stdin.buffer.read(most)
    if file.is_dir():
        raise click.ClickException(f"{_shown(str(file))} is a folder: name the files in it.")
    with file.open("rb") as opened:  # where there is no file, or no right to it, that is said
        return file if file.is_file() else opened.read(most)


def _as_json(objection: Objection, policy: Policy, file: str) -> dict[str, Any]:
    screened = policy.screening[objection.kind]
    told: dict[str, Any] = {
        "kind": objection.kind,
        "start": objection.start,
        "end": objection.end,
        "text": objection.text,
        "severity": screened.severity,
        "clause": screened.clause,
    }
    return told | ({"file": file} if file else {})


def _line(objection: Objection, policy: Policy, file: str, ends: list[int]) -> str:
    screened = policy.screening[objection.kind]
    place = ""
    if objection.end:
        line = bisect_left(ends, objection.start)
        place = f"{line + 1}:{objection.start - (ends[line - 1] if line else -1)}"
    where = ":".join(part for part in (_shown(file), place) if part)
    words = f"{screened.severity:6} {screened.clause:3} {objection.kind}: {_shown(objection.text)}"
    return f"{where}  {words}" if where else words


def _shown(text: str) -> str:
    """On one line and without what a terminal would obey."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text[:1000])
    shown = " ".join(plain.split())
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def _write(text: str) -> None:
    """In UTF-8, whatever the terminal's alphabet."""
    sys.stdout.buffer.write(text.encode(errors="replace") + b"\n")
