"""Addresses of the class of a procurement."""

from django.urls import path

from nybrott.classifications import views

app_name = "classifications"
OF = "procurements/<int:pk>/class/"
urlpatterns = [
    path(OF, views.page, name="page"),
    path(f"{OF}choose/", views.choose, name="choose"),
    path(f"{OF}signals/", views.signals, name="signals"),
    path(f"{OF}codes/<slug:code>/", views.code, name="code"),
    path(f"{OF}draft/", views.draft, name="draft"),
    path(f"{OF}draft/<int:draft>/throw-away/", views.throw_away, name="throw_away"),
    path(f"{OF}classification.<slug:kind>", views.file, name="file"),
]
