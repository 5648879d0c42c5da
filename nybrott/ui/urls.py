"""The address of the component gallery. `web` includes it in development only."""

from django.urls import path

from nybrott.ui import views

app_name = "ui"
urlpatterns = [path("", views.gallery, name="gallery")]
