from django.urls import path

from torilla.matters import views

app_name = "matters"

urlpatterns = [
    path("", views.disclosures, name="disclosures"),
    path("ask/", views.ask, name="ask"),
    path("<int:pk>/", views.disclosure, name="disclosure"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/end/", views.end, name="end"),
]
