"""Files that no row knows of go: those of removed assets at once, what a killed process left after a day."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from shutil import rmtree

from torilla.media import store
from torilla.media.models import Asset, Derivative, Upload
from torilla.media.uploads import KEPT


def drop_unknown(originals: Iterable[str], shown: Iterable[str]) -> None:
    """Delete those of these files that no row knows of; two pictures may share one that is shown."""
    with store.steady():
        for sha256 in set(originals) - _originals():
            store.drop(store.ORIGINALS, sha256)
        for sha256 in set(shown) - _shown():
            store.drop(store.SHOWN, sha256)


def sweep(now: datetime) -> int:
    """Delete what is a day old and nobody's; returns how many files."""
    before = (now - KEPT).timestamp()
    Upload.objects.filter(begun_at__lte=now - KEPT).delete()
    with store.steady():
        lost = [*_lost(store.ORIGINALS, _originals()), *_lost(store.SHOWN, _shown())]
        coming = set(Upload.objects.values_list("key", flat=True))
        partial = store.folder(store.PARTIAL).iterdir()
        lost += [each for each in partial if each.name not in {key.hex for key in coming}]
        old = [each for each in lost if each.stat().st_mtime <= before]
        for each in old:
            rmtree(each) if each.is_dir() else each.unlink()
    return len(old)


def _lost(folder: str, known: set[str]) -> Iterable[Path]:
    yield from (each for each in store.files(folder) if each.name not in known)
    yield from store.unfinished(folder)


def _originals() -> set[str]:
    return set(Asset.objects.exclude(state="removed").values_list("sha256", flat=True))


def _shown() -> set[str]:
    return set(Derivative.objects.values_list("sha256", flat=True))
