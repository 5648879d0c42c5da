"""The address of what could be seen."""

from django.urls import path

from nybrott.power import views

app_name = "power"
urlpatterns = [
    path("evaluation/runs/<int:run>/power/", views.power, name="power"),
]
