"""The room as Django knows it."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "nybrott.guidance"
    label = "guidance"
