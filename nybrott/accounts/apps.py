"""The room as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nybrott.accounts"
    label = "accounts"
