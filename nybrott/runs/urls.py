"""Addresses of runs of programmes."""

from django.urls import path

from nybrott.runs import views

app_name = "runs"
urlpatterns = [
    path("programme/", views.runs, name="runs"),
    path("programme/runs/plan/", views.plan, name="plan"),
    path("programme/runs/<int:pk>/", views.run, name="run"),
    path("programme/runs/<int:pk>/change/", views.change, name="change"),
    path("programme/runs/<int:pk>/call-off/", views.call_off, name="call_off"),
    path("programme/runs/<int:pk>/plan-again/", views.plan_again, name="plan_again"),
    path("programme/runs/<int:pk>/end/", views.end, name="end"),
    path("programme/runs/<int:pk>/gate/", views.gate, name="gate"),
    path("programme/runs/<int:pk>/targets/", views.targets, name="targets"),
    path("programme/runs/<int:pk>/targets/new/", views.target_new, name="target_new"),
    path("programme/targets/<int:pk>/", views.target, name="target"),
    path("programme/targets/<int:pk>/change/", views.target_change, name="target_change"),
    path("programme/targets/<int:pk>/remove/", views.target_remove, name="target_remove"),
]
