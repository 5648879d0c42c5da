"""Addresses of feeds and the catalogue, beside the page of open data."""

from django.urls import path

from nybrott.opendata import views

app_name = "opendata"
urlpatterns = [
    path("feeds/<slug:kind>.<slug:form>", views.feed, name="feed"),
    path("catalogue.<slug:form>", views.catalogue, name="catalogue"),
]
