"""The room as Django knows it."""

from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "nybrott.effects"
    label = "effects"
