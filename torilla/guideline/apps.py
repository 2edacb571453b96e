from django.apps import AppConfig


class GuidelineConfig(AppConfig):
    name = "torilla.guideline"
    default_auto_field = "django.db.models.BigAutoField"
