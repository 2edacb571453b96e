"""TORILLA_BROKER_URL, and that its password is told nowhere."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from torilla.config.cluster import broker_url

POSTGRES = {"ENGINE": "django.db.backends.postgresql"}
SQLITE = {"ENGINE": "django.db.backends.sqlite3"}
REDIS = "redis://:S3CRET@redis.mallila.example:6379/0"


@pytest.fixture
def read(monkeypatch):
    def with_url(url, database):
        monkeypatch.setenv("TORILLA_BROKER_URL", url)
        return broker_url(environ.Env(), database)

    return with_url


def test_redis_beside_postgresql(read):
    assert read(REDIS, POSTGRES) == REDIS


@pytest.mark.parametrize("database", [POSTGRES, SQLITE])
def test_without_one_the_worker_beside_the_web_server_does_it(read, database):
    assert read("", database) == ""


@pytest.mark.parametrize("database", [POSTGRES, SQLITE])
def test_another_broker_is_refused_and_its_password_is_not_told(read, database):
    with pytest.raises(ImproperlyConfigured, match="is no Redis") as refused:
        read("amqp://guest:S3CRET@host", database)
    assert "S3CRET" not in str(refused.value)


def test_sqlite_is_of_one_machine(read):
    with pytest.raises(ImproperlyConfigured, match="PostgreSQL") as refused:
        read(REDIS, SQLITE)
    assert "S3CRET" not in str(refused.value)
