"""Addresses of those who are pictured, of consents and uses; part of `urls`."""

from django.urls import path

from torilla.media import views_consents, views_people, views_uses

urlpatterns = [
    path("<int:pk>/people/add/", views_people.pictured_add, name="pictured_add"),
    path("people/<int:pk>/", views_people.pictured, name="pictured"),
    path("people/<int:pk>/remove/", views_people.pictured_remove, name="pictured_remove"),
    path("people/<int:pk>/never/", views_people.never, name="never"),
    path("people/<int:pk>/ask/", views_consents.ask, name="ask"),
    path("people/<int:pk>/paper/", views_consents.paper_add, name="paper_add"),
    path("consents/<int:pk>/paper/", views_consents.paper, name="paper"),
    path("consents/<int:pk>/withdraw/", views_consents.withdraw, name="consent_withdraw"),
    path("consents/<int:pk>/cancel/", views_consents.cancel, name="consent_cancel"),
    path("<int:pk>/uses/add/", views_uses.use_add, name="use_add"),
    path("uses/<int:pk>/", views_uses.use, name="use"),
]
