from django.urls import path

from torilla.api import views

app_name = "api"

urlpatterns = [
    path("api/", views.operations, name="operations"),
    path("settings/keys/", views.tokens, name="tokens"),
    path("settings/keys/<int:pk>/end/", views.end, name="end"),
]
