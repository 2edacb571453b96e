from django.urls import path

from torilla.web import (
    audit,
    health,
    home,
    metrics,
    views,
    views_break_glass,
    views_market_test,
    views_restored,
)

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("audit/", audit.audit, name="audit"),
    path("market-test/", views_market_test.market_test, name="market_test"),
    path("market-test/looked-for/", views_market_test.looked_for, name="looked_for"),
    path("restored/", views_restored.restored, name="restored"),
    path("settings/", views.own_settings, name="settings"),
    path("language/", views.language, name="language"),
    path("break-glass/<str:token>/", views_break_glass.enter, name="break_glass"),
    path("set-up/<str:token>/", views.set_up, name="set_up"),
    path("livez", health.alive, name="live"),
    path("healthz", health.health, name="health"),
    path("readyz", health.ready, name="ready"),
    path("metrics", metrics.page, name="metrics"),
    path("robots.txt", views.robots, name="robots"),
]
