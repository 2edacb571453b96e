from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    name = "torilla.openings"
    default_auto_field = "django.db.models.BigAutoField"
