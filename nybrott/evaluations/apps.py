"""The room as Django knows it."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "nybrott.evaluations"
    label = "evaluations"
