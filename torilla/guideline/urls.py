from django.urls import path

from torilla.guideline import views, views_findings

app_name = "guideline"

urlpatterns = [
    path("guideline/", views.guideline, name="guideline"),
    path("guideline/clauses/", views.clauses, name="clauses"),
    path("guideline/clauses/<str:clause_id>/", views.clause, name="clause"),
    path("guideline/load/", views.load, name="load"),
    path("guideline/handling/", views.handling, name="handling"),
    path("guideline/in-force/", views.in_force, name="in_force"),
    path("guideline/findings/", views_findings.findings, name="findings"),
    path("guideline/findings/<int:pk>/waive/", views_findings.waive, name="waive"),
    path("guideline/waivers/", views_findings.waivers, name="waivers"),
    path("guideline/waivers/<int:pk>/end/", views_findings.end, name="end_waiver"),
]
