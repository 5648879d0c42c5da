"""The room as Django knows it."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "nybrott.groups"
    label = "groups"
