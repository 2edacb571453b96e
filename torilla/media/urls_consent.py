from django.urls import path

from torilla.media import views_link

app_name = "consent"

urlpatterns = [
    path("<str:token>/", views_link.answer, name="answer"),
    path("<str:token>/withdraw/", views_link.withdraw, name="withdraw"),
    path("<str:token>/picture/", views_link.picture, name="picture"),
]
