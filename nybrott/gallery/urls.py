"""The address of the component gallery. `web` includes it in development only."""

from django.urls import path

from nybrott.gallery import views

app_name = "gallery"
urlpatterns = [path("", views.gallery, name="gallery")]
