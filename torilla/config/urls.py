from django.urls import include, path

urlpatterns = [
    path("accounts/", include("torilla.register.urls")),
    path("", include("torilla.people.urls")),
    path("", include("torilla.guideline.urls")),
    path("", include("torilla.duties.urls")),
    path("", include("torilla.web.urls")),
]
