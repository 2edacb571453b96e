"""The settings of the test run: a throw-away home, fast hashing, nothing else differs."""

import os
import tempfile

os.environ.setdefault("TORILLA_HOME", tempfile.mkdtemp(prefix="torilla-test-"))

from torilla.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
