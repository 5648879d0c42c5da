"""The room as Django knows it."""

from django.apps import AppConfig


class LeadersConfig(AppConfig):
    name = "nybrott.leaders"
    label = "leaders"
