"""The room as Django knows it."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "nybrott.gatherings"
    label = "gatherings"
