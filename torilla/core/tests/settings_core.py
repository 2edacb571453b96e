"""Core alone: for the processes that the tests start, and to work on core without the rest."""

import environ
from cryptography.fernet import Fernet

env = environ.Env()
SECRET_KEY = "only-for-tests"
TORILLA_KEYS = [Fernet.generate_key().decode()]
INSTALLED_APPS = ["torilla.core"]
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
DATABASES = {"default": env.db_url("DATABASE_URL", default="sqlite:///:memory:")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
    }
