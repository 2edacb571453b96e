from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "torilla.media"
    default_auto_field = "django.db.models.BigAutoField"
