from django.urls import path, register_converter

from torilla.register import (
    views,
    views_import,
    views_lines,
    views_list,
    views_logins,
    views_people,
    views_public,
    views_removals,
)

app_name = "register"


class IdAndSlug:
    """Id first, slug for the eye; the slug may change and is not looked at."""

    regex = r"\d{1,12}(-[-\w]*)?"

    def to_python(self, value: str) -> int:
        return int(value.partition("-")[0])

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(IdAndSlug, "account")

urlpatterns = [
    path("", views_list.accounts, name="accounts"),
    path("add/", views_list.add, name="add"),
    path("import/", views_import.start, name="import"),
    path("import/<int:pk>/", views_import.imported, name="imported"),
    path("export/", views_import.export, name="export"),
    path("public/", views_public.public, name="public"),
    path("lines/", views_lines.lines, name="lines"),
    path("lines/settle/", views_lines.settle, name="settle_line"),
    path("lines/<int:pk>/end/", views_lines.end, name="end_line"),
    path("units/<int:pk>/answer/", views_people.answer, name="answer"),
    path("stewardships/<int:pk>/end/", views_people.end, name="end"),
    path("<account:pk>/", views.account, name="account"),
    path("<account:pk>/history/", views.history, name="history"),
    path("<account:pk>/record/", views.record, name="record"),
    path("<account:pk>/people/name/", views_people.name, name="name"),
    path("<account:pk>/removals/", views_removals.removals, name="removals"),
    path("<account:pk>/seen/", views.seen, name="seen"),
    path("<account:pk>/confirm/", views.confirm, name="confirm"),
    path("<account:pk>/logins/", views_logins.logins, name="logins"),
    path("<account:pk>/state/", views.state, name="state"),
]
