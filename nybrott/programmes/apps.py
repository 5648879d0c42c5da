"""The room as Django knows it."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "nybrott.programmes"
    label = "programmes"
