from django.urls import path, re_path

from torilla.register.public import views

app_name = "public"

LANGUAGE = r"(?P<language>fi|sv|en)"

urlpatterns = [
    re_path(rf"^{LANGUAGE}/$", views.accounts, name="front"),
    re_path(rf"^{LANGUAGE}/accounts/$", views.accounts, name="accounts"),
    re_path(rf"^{LANGUAGE}/units/$", views.units, name="units"),
    re_path(
        rf"^{LANGUAGE}/accounts/(?P<network>\w+)/(?P<handle>.+)/$", views.account, name="account"
    ),
    re_path(rf"^{LANGUAGE}/check/$", views.check_page, name="check"),
    re_path(rf"^{LANGUAGE}/(?P<page>house-rules|accessibility|privacy)/$", views.text, name="text"),
    re_path(rf"^{LANGUAGE}/accounts\.(?P<form>csv|jsonld|atom)$", views.data, name="data"),
    re_path(rf"^{LANGUAGE}/embed/$", views.embed, name="embed"),
    path(".well-known/official-accounts.json", views.well_known, name="well_known"),
]
