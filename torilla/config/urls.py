from django.urls import include, path

urlpatterns = [
    path("", include("torilla.register.public.urls")),
    path("accounts/", include("torilla.register.urls")),
    path("agreements/", include("torilla.agreements.urls")),
    path("applications/", include("torilla.openings.urls")),
    path("meetings/", include("torilla.openings.urls_meetings")),
    path("media/", include("torilla.media.urls")),
    path("c/", include("torilla.media.urls_consent")),
    path("disclosures/", include("torilla.matters.urls")),
    path("", include("torilla.people.urls")),
    path("", include("torilla.guideline.urls")),
    path("", include("torilla.duties.urls")),
    path("", include("torilla.api.urls")),
    path("", include("torilla.web.sign_in_urls")),
    path("", include("torilla.web.urls")),
]

handler400 = "torilla.web.errors.bad_request"
handler403 = "torilla.web.errors.forbidden"
handler404 = "torilla.web.errors.not_found"
handler500 = "torilla.web.errors.broken"
