"""Addresses of hours and silent units."""

from django.urls import path

from nybrott.efforts import views

app_name = "efforts"
urlpatterns = [
    path("programme/runs/<int:pk>/hours/", views.hours, name="hours"),
    path("programme/runs/<int:pk>/hours.<str:kind>", views.hours_file, name="hours_file"),
    path("programme/hours/<int:pk>/take-out/", views.take_out, name="take_out"),
    path("programme/runs/<int:pk>/obstacles/", views.obstacles, name="obstacles"),
    path("programme/obstacles/<int:pk>/clear/", views.clear, name="clear"),
    path("programme/runs/<int:pk>/units/", views.units, name="units"),
    path("programme/runs/<int:pk>/units/<int:unit>/", views.spending, name="spending"),
    path("programme/runs/<int:pk>/units/<int:unit>/nudge/", views.nudge, name="nudge"),
]
