"""Addresses of evaluation reports, and of what is decided on the basis of them."""

from django.urls import path

from nybrott.reports import views

app_name = "reports"
urlpatterns = [
    path("evaluation/runs/<int:run>/reports/", views.reports, name="reports"),
    path("evaluation/runs/<int:run>/reports/make/", views.make, name="make"),
    path("evaluation/runs/<int:run>/reports/<int:number>/", views.report, name="report"),
    path(
        "evaluation/runs/<int:run>/reports/<int:number>/report-<str:language>.<str:kind>",
        views.document,
        name="document",
    ),
    path("evaluation/runs/<int:run>/reports/<int:number>/data.json", views.data, name="data"),
    path("evaluation/runs/<int:run>/reports/<int:number>/codebook.csv", views.codebook, name="codebook"),
    path("evaluation/runs/<int:run>/reports/<int:first>/beside/<int:second>/", views.compare, name="compare"),
    path("evaluation/runs/<int:run>/theory/", views.theory, name="theory"),
    path("evaluation/runs/<int:run>/decision/", views.decision, name="decision"),
    path("evaluation/runs/<int:run>/decision/decide/", views.decide, name="decide"),
    path("evaluation/runs/<int:run>/decision/correct/", views.correct, name="correct"),
    path("evaluation/runs/<int:run>/decision/programme/", views.open_programme, name="open_programme"),
    path("evaluation/runs/<int:run>/decision/release/", views.release, name="release"),
    path("evaluation/runs/<int:run>/decision/lessons/new/", views.lesson_new, name="lesson_new"),
    path("evaluation/lessons/<int:pk>/", views.lesson, name="lesson"),
    path("evaluation/lessons/<int:pk>/settle/", views.settle, name="settle"),
    path("evaluation/lessons/<int:pk>/remove/", views.remove, name="remove"),
]
