"""Addresses of runs of programmes."""

from django.urls import path

from nybrott.runs import views

app_name = "runs"
urlpatterns = [
    path("programme/", views.runs, name="runs"),
    path("programme/runs/<int:pk>/", views.run, name="run"),
]
