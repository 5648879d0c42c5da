"""Addresses of pairs: those of a run below `programme/runs/`, the answer of the two below `programme/pairs/`."""

from django.urls import path

from nybrott.pairings import views

app_name = "pairings"
urlpatterns = [
    path("programme/runs/<int:pk>/pairs/", views.pairs_of_run, name="pairs"),
    path("programme/runs/<int:pk>/pairs/plan/", views.plan, name="plan"),
    path("programme/runs/<int:pk>/pairs/plan/<int:driver>/", views.plan_driver, name="plan_driver"),
    path("programme/runs/<int:pk>/pairs/plan/pairs.<str:kind>", views.pairs_file, name="pairs_file"),
    path("programme/runs/<int:pk>/pairs/propose/", views.propose, name="propose"),
    path("programme/pairs/<int:pk>/", views.answer, name="answer"),
    path("programme/pairs/<int:pk>/end/", views.end_pair, name="end_pair"),
]
