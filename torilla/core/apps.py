from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from torilla.core.alphabet import teach


class CoreConfig(AppConfig):
    name = "torilla.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Django's migrations drop triggers silently when they rebuild a table.
        # Not at the top: the models are not loaded before `ready`.
        from torilla.core import guards

        post_migrate.connect(guards.after_migrate, sender=self)
        connection_created.connect(teach)
        autodiscover_modules("jobs")
