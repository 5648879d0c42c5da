"""The room as Django knows it."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "nybrott.observatory"
    label = "observatory"
