"""The WSGI application; the process that serves it ends with the server that started it."""

import os

from django.core.wsgi import get_wsgi_application

from torilla.core.discretion import hide_in_tracebacks
from torilla.core.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torilla.config.settings")
if os.environ.get("TORILLA_TREE"):
    die_with_parent()
hide_in_tracebacks()
application = get_wsgi_application()
