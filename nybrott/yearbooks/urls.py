"""Addresses of the yearly report."""

from django.urls import path

from nybrott.yearbooks import views

app_name = "yearbooks"
HERE = "procurements/yearbook/"
urlpatterns = [
    path(HERE, views.yearbooks, name="yearbooks"),
    path(f"{HERE}<int:year>/", views.draft, name="draft"),
    path(f"{HERE}<int:year>/publish/", views.publish, name="publish"),
    path(f"{HERE}<int:year>/<int:number>/", views.version, name="version"),
    path(f"{HERE}<int:year>/<int:number>/counts/", views.counts, name="counts"),
    path(f"{HERE}<int:year>/<int:number>/<slug:language>.<slug:kind>", views.document, name="document"),
]
