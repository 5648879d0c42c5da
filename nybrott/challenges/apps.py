"""The room as Django knows it."""

from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "nybrott.challenges"
    label = "challenges"
