"""The room as Django knows it."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "nybrott.needs"
    label = "needs"
