"""Addresses of a procurement's official notices."""

from django.urls import path

from nybrott.competitions import views

app_name = "competitions"
HERE = "procurements/<int:pk>/notices/"
urlpatterns = [
    path(HERE, views.notices, name="notices"),
    path(f"{HERE}look/", views.look, name="look"),
    path(f"{HERE}<int:link>/", views.answer, name="answer"),
    path(f"{HERE}earlier/", views.earlier, name="earlier"),
    path(f"{HERE}notices.<slug:kind>", views.notices_file, name="notices_file"),
]
