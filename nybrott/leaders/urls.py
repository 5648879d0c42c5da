"""Addresses of the leader's page."""

from django.urls import path

from nybrott.leaders import views

app_name = "leaders"
urlpatterns = [
    path("leader/", views.leader, name="leader"),
    path("leader/page.<slug:kind>", views.document, name="document"),
]
