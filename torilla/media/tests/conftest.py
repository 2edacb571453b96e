"""What the tests of the library share: a store of each test's own, and how Aino adds a picture."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from torilla.media.adding import add
from torilla.media.commands.begin_upload import begin_upload
from torilla.media.tests.asking import asked, consented, led, own_ledger, reader, used  # noqa: F401
from torilla.media.tests.making import from_phone
from torilla.media.uploads import LARGEST_PART, receive


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA = tmp_path / "media"
    return settings.MEDIA


@pytest.fixture
def sent(monday):
    """Sends a file by parts: `sent(aino, content)`."""

    def send(person, content, name="IMG_2031.jpg", now=monday, **more):
        upload = begin_upload(
            actor=person, file_name=name, size=len(content), fingerprint="", now=now, **more
        )
        for at in range(0, len(content), LARGEST_PART):
            receive(upload, at, content[at : at + LARGEST_PART])
        return upload

    return send


@pytest.fixture
def added(sent, policy, monday, library):
    """Adds a file: `added(aino, content)` gives the asset."""

    def make(
        person, content=None, *, own=True, alternative="Lapsi lukee kirjaa.", now=monday, **more
    ):
        upload = sent(person, content or from_phone(), now=now)
        given = {"title": "Lukuhetki", "unit": library, "language": "fi"} | more
        return add(
            upload=upload, actor=person, now=now, own=own, alternative=alternative, **given
        ).asset

    return make


@pytest.fixture
def picture(added, aino):
    """Aino's own picture, with its right, told of in Finnish."""
    return added(aino)


def as_upload(content, name="IMG_2031.jpg"):
    """The file as a browser sends it with a form."""
    return SimpleUploadedFile(name, content, "image/jpeg")
