"""Addresses of the observatory."""

from django.urls import path

from nybrott.observatory import views

app_name = "observatory"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<str:country>/<str:ref>/", views.organisation, name="organisation"),
    path("notices/", views.notices, name="notices"),
    path("notices/<str:key>/", views.notice, name="notice"),
    path("definitions/", views.definitions, name="definitions"),
    path("definitions/signs/", views.signals, name="signals"),
    path("definitions/<slug:name>/", views.definition, name="definition"),
]
