"""The room as Django knows it."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "nybrott.runs"
    label = "runs"
