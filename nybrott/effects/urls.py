"""Addresses of evaluations of runs."""

from django.urls import path

from nybrott.effects import views

app_name = "effects"
urlpatterns = [
    path("evaluation/", views.plans, name="plans"),
    path("evaluation/runs/<int:run>/", views.plan, name="plan"),
    path("evaluation/runs/<int:run>/begin/", views.begin, name="begin"),
    path("evaluation/runs/<int:run>/measure/", views.measure, name="measure"),
    path("evaluation/runs/<int:run>/standing/", views.standing, name="standing"),
    path("evaluation/runs/<int:run>/power/", views.power, name="power"),
]
