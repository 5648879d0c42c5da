"""The room as Django knows it."""

from django.apps import AppConfig


class BookletsConfig(AppConfig):
    name = "nybrott.booklets"
    label = "booklets"
