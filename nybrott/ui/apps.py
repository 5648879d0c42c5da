"""The Django application of the interface components."""

from django.apps import AppConfig

from nybrott.ui.catalogues import merge_catalogues

merge_catalogues()  # here, because models that say their names load the first catalogue before anything is ready


class UiConfig(AppConfig):
    """Templates, tags and static files; no models."""

    name = "nybrott.ui"
    label = "ui"
