import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.db import connection

from torilla.core import crypto

pytestmark = pytest.mark.django_db

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture(autouse=True)
def old_key(settings):
    settings.TORILLA_KEYS = [OLD]


@pytest.fixture
def errand(errands, db, monday):
    return errands.objects.create(since=monday, secret="the key is under the mat")


def stored(errands):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT secret FROM {errands._meta.db_table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_what_is_stored_cannot_be_read(errands, errand):
    assert "mat" not in stored(errands)[0]
    assert errands.objects.get().secret == "the key is under the mat"


def test_nothing_stays_nothing(errands, db, monday):
    errands.objects.create(since=monday, secret=None)

    assert stored(errands) == [None] and errands.objects.filter(secret__isnull=True).exists()


def test_an_encrypted_field_cannot_be_searched(errands):
    with pytest.raises(FieldError):
        errands.objects.filter(secret="the key is under the mat")


def test_an_older_key_still_opens(errands, errand, settings):
    settings.TORILLA_KEYS = [NEW, OLD]

    assert errands.objects.get().secret == "the key is under the mat"


def test_without_its_key_a_value_says_so(errands, errand, settings):
    settings.TORILLA_KEYS = [NEW]

    with pytest.raises(crypto.Undecryptable, match="TORILLA_KEYS"):
        errands.objects.get()


def test_after_rotation_the_old_key_may_go(errands, errand, settings, monday):
    errands.objects.create(since=monday, secret=None)
    errands.objects.create(since=monday, secret="and the mat is gone")
    settings.TORILLA_KEYS = [NEW, OLD]

    assert crypto.rotate(errands, "secret", batch=1) == 2

    settings.TORILLA_KEYS = [NEW]
    assert [e.secret for e in errands.objects.order_by("pk")] == [
        "the key is under the mat",
        None,
        "and the mat is gone",
    ]


def test_what_is_rotated_already_is_left_alone(errands, errand, settings):
    settings.TORILLA_KEYS = [NEW, OLD]
    crypto.rotate(errands, "secret")
    before = stored(errands)

    assert crypto.rotate(errands, "secret") == 0
    assert stored(errands) == before


def test_no_key_at_all_is_said(settings):
    settings.TORILLA_KEYS = []

    with pytest.raises(ValueError, match="no key"):
        crypto.encrypt("bread")
