"""The addresses of threads: one for each kind of thing."""

from django.urls import path

from nybrott.threads import views
from nybrott.threads.queries import KINDS

app_name = "threads"
urlpatterns = [
    *(path(f"thread/{kind}/<int:pk>/", views.thread, {"kind": kind}, name=kind) for kind in KINDS),
    path("thread/<slug:kind>/<int:pk>/short/", views.short, name="short"),
    path("challenges/<int:pk>/thread/", views.was, name="was"),
]
