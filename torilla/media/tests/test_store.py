import io
import os
import stat
import threading

import pytest

from torilla.media import store


def test_a_file_is_kept_by_its_hash_and_read_back(own_store):
    kept = store.keep(store.ORIGINALS, io.BytesIO(b"picture"))
    assert store.place(store.ORIGINALS, kept.sha256).read_bytes() == b"picture"
    assert kept.size == 7


def test_only_its_owner_reads_the_store(own_store):
    kept = store.keep(store.ORIGINALS, io.BytesIO(b"picture"))
    file = store.place(store.ORIGINALS, kept.sha256)
    modes = [stat.S_IMODE(p.stat().st_mode) for p in (file, *file.parents[:3])]
    assert modes == [0o600, 0o700, 0o700, 0o700]


def test_a_disk_that_fails_leaves_nothing_under_a_name(own_store):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        store.keep(store.ORIGINALS, Broken())
    assert [*store.files(store.ORIGINALS), *store.unfinished(store.ORIGINALS)] == []


@pytest.mark.parametrize("name", ["../keys", "", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_no_other_name_becomes_a_path(own_store, name):
    with pytest.raises(ValueError, match=".*"):
        store.place(store.ORIGINALS, name)


def test_a_file_that_comes_again_is_as_if_new(own_store):
    kept = store.keep(store.SHOWN, io.BytesIO(b"picture"))
    file = store.place(store.SHOWN, kept.sha256)
    os.utime(file, (0, 0))
    store.keep(store.SHOWN, io.BytesIO(b"picture"))
    assert file.stat().st_mtime > 0


def test_two_who_need_the_store_steady_wait_for_each_other(own_store):
    order = []
    with store.steady():
        other = threading.Thread(target=lambda: (_in_turn(order),))
        other.start()
        other.join(0.2)
        order.append("first")
    other.join()
    assert order == ["first", "second"]


def _in_turn(order):
    with store.steady():
        order.append("second")
