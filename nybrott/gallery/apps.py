"""The Django application of the component gallery."""

from django.apps import AppConfig


class GalleryConfig(AppConfig):
    """Templates; no models."""

    name = "nybrott.gallery"
    label = "gallery"
