from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "torilla.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Changes of the second step are recorded also where no page of ours was asked first.
        from torilla.people import sign_in  # noqa: F401, PLC0415
