from django.urls import path

from torilla.openings import views_meeting

app_name = "meetings"

urlpatterns = [
    path("", views_meeting.meetings, name="meetings"),
    path("<int:pk>/<slug:day>/", views_meeting.meeting, name="meeting"),
]
