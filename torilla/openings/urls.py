from django.urls import path

from torilla.openings import views, views_decide, views_more, views_set_up, views_sheet

app_name = "openings"

urlpatterns = [
    path("", views.applications, name="applications"),
    path("begin/", views.begin, name="begin"),
    path("attachments/<int:pk>/", views_more.attachment, name="attachment"),
    path("attachments/<int:pk>/remove/", views_more.detach, name="detach"),
    path("writers/<int:pk>/remove/", views_more.remove, name="remove_writer"),
    path("<int:pk>/", views.application, name="application"),
    path("<int:pk>/sections/<int:number>/", views.section, name="section"),
    path("<int:pk>/check/", views.check, name="check"),
    path("<int:pk>/propose/", views_decide.propose, name="propose"),
    path("<int:pk>/decision/", views_decide.decide, name="decide"),
    path("<int:pk>/exception/", views_decide.exception, name="exception"),
    path("<int:pk>/withdraw/", views_decide.withdraw, name="withdraw"),
    path("<int:pk>/change/", views_more.change, name="change"),
    path("<int:pk>/writers/", views_more.writers, name="writers"),
    path("<int:pk>/attachments/", views_more.attachments, name="attachments"),
    path("<int:pk>/set-up/", views_set_up.set_up, name="set_up"),
    path("<int:pk>/set-up/begin/", views_set_up.begin, name="begin_set_up"),
    path("<int:pk>/set-up/note/", views_set_up.note_item, name="note_item"),
    path("<int:pk>/set-up/open/", views_set_up.open_account, name="open_account"),
    path("<int:pk>/application.pdf", views_sheet.application_pdf, name="application_pdf"),
    path("<int:pk>/decision.pdf", views_sheet.decision_pdf, name="decision_pdf"),
    path("<int:pk>/minutes/", views_sheet.minutes, name="minutes"),
]
