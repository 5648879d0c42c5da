"""`python -m nybrott.web COMMAND …` runs a management command, as `python -m django` does, and starts more quickly."""

import os
from contextlib import suppress

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from nybrott.web.starting import loading

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nybrott.web.settings")
    with loading(), suppress(ImproperlyConfigured):  # said by the command, which comes upon it again
        django.setup()
    execute_from_command_line()
