from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "torilla.register"
    default_auto_field = "django.db.models.BigAutoField"
