"""The room as Django knows it."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "nybrott.goals"
    label = "goals"
