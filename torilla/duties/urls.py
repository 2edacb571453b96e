from django.urls import path

from torilla.duties import views, views_own

app_name = "duties"

urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/read/", views.read, name="read"),
    path("mail/", views.mail, name="mail"),
    path("settings/notices/", views_own.notices, name="notices"),
    path("settings/calendar/", views_own.renew, name="calendar_renew"),
    path("settings/calendar/end/", views_own.end, name="calendar_end"),
    path("calendar/<str:token>.ics", views_own.calendar, name="calendar"),
]
