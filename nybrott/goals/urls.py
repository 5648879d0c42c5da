"""Addresses of goals: all below `goals/`."""

from django.urls import path

from nybrott.goals import views

app_name = "goals"
urlpatterns = [
    path("goals/", views.goals, name="goals"),
    path("goals/propose/", views.propose, name="propose"),
    path("goals/file/<str:kind>/", views.goals_file, name="goals_file"),
    path("goals/<int:pk>/", views.goal, name="goal"),
    path("goals/<int:pk>/change/", views.change, name="change"),
    path("goals/<int:pk>/step/<str:step>/", views.step, name="step"),
    path("goals/<int:pk>/readings/<str:kind>/", views.readings_file, name="readings_file"),
    path("goals/readings/<int:pk>/", views.correct, name="correct"),
]
