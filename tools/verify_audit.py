#!/usr/bin/env python3
"""Verify an export of Torilla's audit log with nothing but the standard library.

    torilla audit export > export.jsonl
    python3 verify_audit.py export.jsonl [anchors.jsonl]

It shares no code with Torilla, so that a fault there is not repeated here. The export has one JSON
object a line: id, at, actor, action, subject, details (a text), previous, hash; the last line is
{"head": {"id", "hash"}}. An entry's hash is SHA-256 over these seven, joined by newlines, as UTF-8:
id, at, actor, action, subject, details, previous. The first entry's `previous` is 64 zeros.
Anchors are JSON lines with id, hash and at, written outside when that entry was the last.

Prints {"entries", "ok", "first_broken", "why"}. Exit 0: whole. 1: broken. 2: could not read.
"""

import hashlib
import json
import re
import sys

FIELDS = ("id", "at", "actor", "action", "subject", "details", "previous", "hash")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
START = "0" * 64


class Broken(Exception):
    """The log does not hold: at which entry, and why."""


class Unreadable(Exception):
    """A file is not what it should be."""


def lines(path):
    """Each line's number and JSON object."""
    try:
        with open(path, encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, parsed(line, path, number)
    except (OSError, UnicodeError) as error:
        raise Unreadable(f"{path}: {error}") from error


def parsed(line, path, number):
    try:
        value = json.loads(line, object_pairs_hook=no_key_twice)
    except ValueError as error:
        raise Unreadable(f"{path}, line {number}: {error}") from error
    if not isinstance(value, dict):
        raise Unreadable(f"{path}, line {number}: not an object")
    return value


def no_key_twice(pairs):
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value


def anchors_of(path):
    """The anchored hash by entry id."""
    anchors = {}
    for number, line in lines(path):
        place, value = line.get("id"), line.get("hash")
        if type(place) is not int or not isinstance(value, str):
            raise Unreadable(f"{path}, line {number}: an anchor has id, hash and at")
        if anchors.setdefault(place, value) != value:
            raise Unreadable(f"{path}, line {number}: contradicts an earlier anchor of {place}")
    return anchors


def check_entry(entry, expected, previous):
    """Raise Broken unless the entry is whole and follows the one before it."""
    if set(entry) != set(FIELDS):
        raise Broken(expected, "its fields are not the eight of an entry")
    if type(entry["id"]) is not int or entry["id"] != expected:
        raise Broken(expected, "the entry is missing")
    texts = [entry[name] for name in FIELDS[1:]]
    if not all(isinstance(text, str) and "\n" not in text for text in texts):
        raise Broken(expected, "a field is not one line of text")
    if not TIME.fullmatch(entry["at"]):
        raise Broken(expected, "its time is not UTC with microseconds")
    if entry["previous"] != previous:
        raise Broken(expected, "it does not follow the entry before it")
    hashed = "\n".join([str(expected), *texts[:-1]])
    if hashlib.sha256(hashed.encode("utf-8", "surrogatepass")).hexdigest() != entry["hash"]:
        raise Broken(expected, "a column was changed")


def check(path, anchors):
    """Raise Broken where the export does not hold; return the number of entries."""
    count, previous, head = 0, START, None
    for _, line in lines(path):
        if head is not None:
            raise Broken(count + 1, "something stands after the head")
        if "head" in line:
            head = line["head"]
            continue
        check_entry(line, count + 1, previous)
        count, previous = count + 1, line["hash"]
        if anchors.get(count, previous) != previous:
            raise Broken(count, "it is not the entry that the anchor names: rewritten")
    check_end(count, previous, head, anchors)
    return count


def check_end(count, previous, head, anchors):
    if not isinstance(head, dict):
        raise Broken(count + 1, "the export ends without its head: the tail was cut")
    if head.get("id") != count or head.get("hash") != previous:
        raise Broken(count + 1, "the head names another last entry: the tail was cut")
    beyond = [place for place in anchors if place > count]
    if beyond:
        raise Broken(count + 1, f"the anchor names entry {max(beyond)}: the tail was cut")
    if anchors.get(0, START) != START:
        raise Broken(0, "the anchor names another beginning")


def entries_before(first_broken):
    return max(0, first_broken - 1)


def main(arguments):
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        anchors = anchors_of(arguments[1]) if len(arguments) == 2 else {}
        found = {
            "entries": check(arguments[0], anchors),
            "ok": True,
            "first_broken": None,
            "why": "",
        }
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    except Broken as broken:
        place, why = broken.args
        found = {
            "entries": entries_before(place),
            "ok": False,
            "first_broken": place,
            "why": why,
        }
    print(json.dumps(found, ensure_ascii=False))
    return 0 if found["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
