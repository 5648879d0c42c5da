"""The room as Django knows it."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "nybrott.networks"
    label = "networks"
