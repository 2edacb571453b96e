from django.urls import path

from torilla.people import (
    views,
    views_cooperation,
    views_exits,
    views_import,
    views_join,
    views_leaving,
    views_organisation,
    views_work_account,
)
from torilla.people.openid import views as openid

app_name = "people"

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/cooperation/", views_cooperation.cooperation, name="cooperation"),
    path("people/add/", views.add, name="add"),
    path("people/import/", views_import.start_people, name="import_people"),
    path("people/import/<int:pk>/", views_import.imported_people, name="imported_people"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/change/", views.change, name="change"),
    path("people/<int:pk>/standing/", views.standing, name="standing"),
    path("people/<int:pk>/leaving/", views_leaving.leaving, name="leaving"),
    path("people/<int:pk>/supervisor/", views.supervisor, name="supervisor"),
    path("people/<int:pk>/duty-times/", views.duty_times, name="duty_times"),
    path("people/<int:pk>/absence/", views.absence, name="absence"),
    path("people/<int:pk>/invite/", views_exits.invitation, name="invite"),
    path("people/<int:pk>/export/", views_exits.export, name="export"),
    path("people/<int:pk>/erase/", views_exits.erase, name="erase"),
    path("people/<int:pk>/work-account/", views_work_account.work_account, name="work_account"),
    path("sign-in/work/", openid.start, name="work_account_start"),
    path("sign-in/work/back/", openid.back, name="work_account_back"),
    path("sign-in/work/ended/", openid.ended, name="work_account_ended"),
    path("join/<str:token>/", views_join.join, name="join"),
    path("units/", views_organisation.units, name="units"),
    path("units/add/", views_organisation.add_a_unit, name="add_unit"),
    path("units/import/", views_import.start_units, name="import_units"),
    path("units/import/<int:pk>/", views_import.imported_units, name="imported_units"),
    path("units/<int:pk>/", views_organisation.unit, name="unit"),
    path("units/<int:pk>/change/", views_organisation.change_a_unit, name="change_unit"),
    path("positions/", views_organisation.positions, name="positions"),
    path("positions/fill/", views_organisation.fill, name="fill"),
    path("bodies/add/", views_organisation.add_a_body, name="add_body"),
    path("bodies/<int:pk>/", views_organisation.body, name="body"),
]
