"""Addresses of evaluation reports, and of what is decided on the basis of them."""

from django.urls import path

from nybrott.reports import views

app_name = "reports"
urlpatterns = [
    path("evaluation/runs/<int:run>/reports/", views.reports, name="reports"),
]
