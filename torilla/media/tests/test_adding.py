"""A file comes in, is looked at, and becomes an asset of the library."""

import io
import os
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import pillow_heif
import pytest
from django.utils import translation
from PIL import Image

from torilla.core.command import AlreadyDone, NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.media import store, sweeping, uploads
from torilla.media.adding import add
from torilla.media.commands.begin_upload import begin_upload
from torilla.media.commands.remove_asset import remove_asset
from torilla.media.models import Asset, Derivative, Upload
from torilla.media.tests.making import as_file, from_phone, scene, video, webm
from torilla.media.uploads import ROOM_LEFT, path_of, receive, received, safe_name

pytestmark = pytest.mark.django_db


def shown_of(asset, name):
    row = asset.derivatives.get(name=name)
    return store.place(store.SHOWN, row.sha256).read_bytes()


def test_ainos_own_picture_is_in_the_library_with_its_right_at_once(picture, aino):
    licence = picture.licences.get()
    assert picture.state == "library" and picture.pictured_people == "nobody"
    assert (licence.source, licence.ground, licence.author) == ("own", "own_work", "Aino")
    assert picture.words.get().alternative == "Lapsi lukee kirjaa."


def test_what_is_shown_tells_neither_place_nor_device_nor_name(picture):
    assert picture.gave_away == ["location", "metadata"]
    for name in ("thumb", "medium", "large"):
        content = shown_of(picture, name)
        image = Image.open(io.BytesIO(content))
        assert dict(image.getexif()) == {} and not {"exif", "xmp"} & image.info.keys()
        assert b"Puhelin" not in content and b"Aino" not in content


def test_the_three_sizes_are_as_long_as_they_may_be(added, aino):
    asset = added(aino, from_phone(3000, 2000))
    sizes = {each.name: (each.width, each.height) for each in asset.derivatives.all()}
    assert sizes == {"large": (2048, 1365), "medium": (1080, 720), "thumb": (320, 213)}
    for name, size in sizes.items():
        assert Image.open(io.BytesIO(shown_of(asset, name))).size == size


def test_a_small_picture_is_never_made_larger(added, aino):
    asset = added(aino, as_file(scene(200, 100), "PNG"))
    assert {(each.width, each.height) for each in asset.derivatives.all()} == {(200, 100)}


def test_an_iphones_picture_is_shown_as_others_are(added, aino):
    pillow_heif.register_heif_opener()
    asset = added(aino, as_file(scene(800, 600), "HEIF"))
    assert (asset.format, asset.width, asset.height) == ("HEIF", 800, 600)
    forms = dict(asset.derivatives.values_list("name", "format"))
    assert forms == {"large": "JPEG", "medium": "WEBP", "thumb": "WEBP"}
    assert Image.open(io.BytesIO(shown_of(asset, "large"))).format == "JPEG"


def test_the_original_is_kept_as_it_came(picture):
    original = store.place(store.ORIGINALS, picture.sha256).read_bytes()
    assert original == from_phone()


def test_without_the_one_tap_the_right_is_still_missing(added, aino):
    asset = added(aino, own=False)
    assert asset.state == "incoming" and not asset.licences.exists()


def test_the_same_file_is_pointed_at_not_added_twice(picture, sent, aino, monday):
    again = add(upload=sent(aino, from_phone()), actor=aino, now=monday)
    assert again.asset == picture and not again.new
    assert Asset.objects.count() == 1


def test_the_same_file_of_another_unit_is_not_shown(picture, sent, olli, monday):
    with pytest.raises(Refused, match="in the library already"), translation.override("en"):
        add(upload=sent(olli, from_phone()), actor=olli, now=monday)


def test_the_same_form_twice_adds_once(sent, aino, policy, monday):
    given = {"title": "A", "unit": None, "own": True, "alternative": "", "language": "fi"}
    first = sent(aino, from_phone())
    add(upload=first, actor=aino, now=monday, token="one form", **given)
    with pytest.raises(AlreadyDone):
        add(
            upload=sent(aino, from_phone(seed=5)), actor=aino, now=monday, token="one form", **given
        )


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 nothing", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + bytes(20),
        b"\xff\xd8\xff\xe0 half", b"\x89PNG\r\n\x1a\n" + bytes(30), b"MZ" + bytes(40), bytes(1000),
    ],
)  # fmt: skip
def test_what_is_neither_picture_nor_video_is_refused_and_leaves_nothing(
    sent, aino, monday, content
):
    with pytest.raises(Refused) as refusal:
        add(upload=sent(aino, content), actor=aino, now=monday)
    assert refusal.value.remedy
    assert [*store.files(store.ORIGINALS), *store.files(store.SHOWN)] == []


def test_a_picture_that_is_an_archive_too_is_shown_as_the_picture_alone(added, aino):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("run.sh", "secret")
    asset = added(aino, from_phone() + archive.getvalue())
    assert b"PK\x03\x04" not in b"".join(shown_of(asset, n) for n in ("thumb", "medium", "large"))


def test_a_video_is_shown_without_its_places(added, aino):
    asset = added(aino, video())
    row = asset.derivatives.get()
    assert (asset.kind, row.name, row.format, row.width, row.height) == (
        "video", "video", "MP4", 1920, 1080,
    )  # fmt: skip
    content = shown_of(asset, "video")
    assert b"FILMFILM" in content and len(content) == len(video())
    assert b"60.17" not in content and b"photographer" not in content


def test_a_webm_is_shown_without_its_title_and_tags(added, aino):
    content = shown_of(added(aino, webm()), "video")
    assert b"FILMFILM" in content and b"Kuusitie" not in content and b"60.17" not in content


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("IMG_2031.JPG", "IMG_2031.jpg"), ("../../etc/passwd", "passwd"),
        ("C:\\kuvat\\kesä.png", "kesä.png"), ("a\u202egpj.exe", "agpj.exe"), ("\0\n", "picture"),
        ("x" * 500 + ".jpeg", "x" * 120 + ".jpeg"), (".htaccess", "htaccess"),
    ],
)  # fmt: skip
def test_no_name_of_a_file_does_harm(name, safe):
    with translation.override("en"):
        assert safe_name(name) == safe


def test_a_part_that_comes_twice_is_there_once(sent, aino, monday):
    upload = sent(aino, b"abcdefgh")
    path_of(upload).write_bytes(b"abc")
    assert receive(upload, 3, b"de") == 5
    assert receive(upload, 3, b"de") == 5
    assert receive(upload, 5, b"fgh") == 8 and path_of(upload).read_bytes() == b"abcdefgh"


def test_more_than_was_told_is_not_taken(sent, aino):
    upload = sent(aino, b"abc")
    assert receive(upload, 3, b"more") == 3 == received(upload)


def test_half_a_file_becomes_nothing(sent, aino, monday):
    upload = sent(aino, from_phone())
    path_of(upload).write_bytes(from_phone()[:100])
    with pytest.raises(Refused):
        add(upload=upload, actor=aino, now=monday)


def test_removing_deletes_the_files_and_keeps_the_row(
    picture, aino, monday, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        remove_asset(actor=aino, asset=picture, now=monday)
    assert [*store.files(store.ORIGINALS), *store.files(store.SHOWN)] == []
    picture.refresh_from_db()
    assert picture.state == "removed" and picture.licences.count() == 1
    assert not picture.words.exists()


def test_what_is_in_use_is_not_removed(picture, aino, monday):
    picture.uses.create(place="Facebook", used_by=aino, used_at=monday)
    with pytest.raises(Refused, match="(?i)in use|käytössä"):
        remove_asset(actor=aino, asset=picture, now=monday)


def test_olli_may_not_remove_it(picture, olli, monday):
    with pytest.raises(NotAllowed):
        remove_asset(actor=olli, asset=picture, now=monday)


def test_a_file_that_two_share_stays_until_both_are_gone(
    picture, added, aino, monday, django_capture_on_commit_callbacks
):
    bare = added(aino, from_phone() + b"another original, the same picture")
    with django_capture_on_commit_callbacks(execute=True):
        remove_asset(actor=aino, asset=picture, now=monday)
    assert all(store.place(store.SHOWN, d.sha256).exists() for d in bare.derivatives.all())


def test_the_sweep_takes_what_is_a_day_old_and_nobodys(picture, sent, aino, monday):
    store.keep(store.ORIGINALS, io.BytesIO(b"nobody's"))
    left = sent(aino, b"never finished")
    (store.folder(store.SHOWN) / ".new-half").write_bytes(b"half")
    _age(monday, days=0)
    assert sweeping.sweep(monday) == 0
    later = monday + timedelta(days=2)
    assert sweeping.sweep(later) == 3
    assert not path_of(left).exists() and not Upload.objects.exists()
    assert store.place(store.ORIGINALS, picture.sha256).exists()
    assert len(list(store.files(store.SHOWN))) == Derivative.objects.count() == 3


def _age(now, days):
    """The disk's clock is the real one: every file is made as old as the test's."""
    for folder in (store.ORIGINALS, store.SHOWN, store.PARTIAL):
        for path in store.folder(folder).rglob("*"):
            moment = (now - timedelta(days=days)).timestamp()
            os.utime(path, (moment, moment))


def test_the_log_tells_what_came_and_never_what_was_written(picture):
    entries = AuditEntry.objects.filter(subject=picture.audit_name)
    assert [each.action for each in entries.order_by("id")] == [
        "media.asset.added", "media.right.stated", "media.asset.ready",
    ]  # fmt: skip
    assert "Lapsi" not in str(list(entries.values_list("details", flat=True)))


def test_what_others_have_begun_to_send_takes_room(aino, olli, policy, monday, monkeypatch):
    free = ROOM_LEFT + 4_000_000
    monkeypatch.setattr(uploads.shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    said = {"file_name": "a.mp4", "size": 1_000_000, "fingerprint": "", "now": monday}
    first = begin_upload(actor=olli, **said)
    with translation.override("fi"), pytest.raises(Refused, match="Levyllä"):
        begin_upload(actor=aino, **said)
    receive(first, 0, b"0" * 1_000_000)
    begin_upload(actor=aino, **said)
