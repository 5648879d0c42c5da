"""`python -m nybrott.web COMMAND …` runs a management command, as `python -m django` does (with DJANGO_SETTINGS_MODULE), and starts sooner."""

from contextlib import suppress

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from nybrott.web.starting import loading

if __name__ == "__main__":
    with loading(), suppress(ImproperlyConfigured):  # said by the command, which comes upon it again
        django.setup()
    execute_from_command_line()
