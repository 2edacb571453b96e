from django.urls import path

from torilla.agreements import views

app_name = "agreements"

urlpatterns = [
    path("", views.agreements, name="agreements"),
    path("people/<int:pk>/working-time/", views.propose_time, name="propose_time"),
    path("people/<int:pk>/own-profile/", views.propose_profile, name="propose_profile"),
    path("<int:pk>/", views.agreement, name="agreement"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/renew/", views.renew, name="renew"),
]
