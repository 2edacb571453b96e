from django.urls import path

from torilla.media import urls_people, views, views_add, views_files

app_name = "media"

urlpatterns = [
    path("", views.library, name="library"),
    path("add/", views_add.add, name="add"),
    path("uploads/", views_add.uploads_list, name="uploads"),
    path("uploads/<int:pk>/", views_add.upload, name="upload"),
    path("<int:pk>/", views.asset, name="asset"),
    path("<int:pk>/right/", views.right, name="right"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/remove/", views.remove, name="remove"),
    path("<int:pk>/words/<slug:language>/", views.words, name="words"),
    path("<int:pk>/subtitles/<slug:language>/", views.subtitles, name="subtitles"),
    path("<int:pk>/subtitles/<slug:language>.vtt", views_files.subtitles_file, name="vtt"),
    path("<int:pk>/original/", views_files.original, name="original"),
    *urls_people.urlpatterns,
    path("<int:pk>/<slug:name>/", views_files.shown, name="shown"),
]
