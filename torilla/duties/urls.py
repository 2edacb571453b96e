from django.urls import path

from torilla.duties import views

app_name = "duties"

urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/read/", views.read, name="read"),
    path("mail/", views.mail, name="mail"),
]
