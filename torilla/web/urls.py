from django.urls import path

from torilla.web import audit, health, home, views

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("audit/", audit.audit, name="audit"),
    path("restored/", views_restored.restored, name="restored"),
    path("settings/", views.own_settings, name="settings"),
    path("language/", views.language, name="language"),
    path("set-up/<str:token>/", views.set_up, name="set_up"),
    path("healthz", health.alive, name="health"),
    path("readyz", health.ready, name="ready"),
    path("robots.txt", views.robots, name="robots"),
]
