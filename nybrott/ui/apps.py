"""The Django application of the interface components."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, tags and static files; no models."""

    name = "nybrott.ui"
    label = "ui"
