"""What an operator reads when a command could not do its work: what is wrong and what would be right."""

from errno import EDQUOT, EFBIG, ENOSPC
from typing import Any

_FULL = {EDQUOT, EFBIG, ENOSPC}


def sentence(error: Exception) -> str | None:
    """The sentence for `error`; None when it is a fault of the program, which deserves its traceback.

    Errors are known by their name, so that saying them needs neither Django nor a database.
    """
    words = _WORDS.get(type(error).__name__)
    if words is not None:
        return words(error)
    if isinstance(error, OSError) and error.errno in _FULL:
        return "The disk is full: make room and try again."
    return _of_a_file(error) if isinstance(error, OSError) and error.filename else None


def _of_the_database(error: Exception) -> str | None:
    said = " ".join(str(error).split()).rstrip(".?")
    # SQLite and PostgreSQL each have their own words for a table that is not there.
    if "no such table" in said or ("relation" in said and "does not exist" in said):
        return "There is nothing in this home yet: run `torilla init` first."
    if type(error).__name__ == "ProgrammingError":
        return None
    return f"The database cannot be used ({said}): check DATABASE_URL and the free disk space."


def _of_a_setting(error: Exception) -> str:
    return f"A setting is wrong: {' '.join(str(error).split()).rstrip('.')}."


def _of_the_policy(error: Exception) -> str:
    return f"The policy cannot be used.\n{error}"  # a sentence for each problem


def _of_a_command(refused: Any) -> str:
    from django.utils import translation  # only a command that has set Django up is refused

    with translation.override("en"):  # as the rest of the command line
        return " ".join(str(part) for part in (refused.message, refused.remedy) if part)


def _of_a_file(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"There is no {error.filename}: check the path."
    if isinstance(error, PermissionError):
        return f"No permission to use {error.filename}: give this user the right to it."
    return f"{error.filename} cannot be used ({error.strerror}): check the path and the disk space."


_WORDS = {
    "BadBackup": str,
    "ImproperlyConfigured": _of_a_setting,
    "OperationalError": _of_the_database,
    "PolicyError": _of_the_policy,
    "ProgramFailed": str,
    "ProgrammingError": _of_the_database,
    "Refused": _of_a_command,
}
