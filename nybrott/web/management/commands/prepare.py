"""What `nybrott up` has done before the site opens: all of it in one process, because each new one costs a second."""

import sys
import traceback
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from nybrott.groundwork import lay_tables


class Command(BaseCommand):
    """Check the settings, bring tables and static files up to date, and fill the demonstration if asked."""

    help = "Bring tables and static files up to date before the site opens; with --demo fill the demonstration too."
    requires_system_checks: list[str] = []  # made once below, those of the database included

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill the demonstration")
        parser.add_argument("--port", type=int, default=8000, help="the port the site will answer on, for the links")

    def handle(self, *args: object, **options: Any) -> None:
        self.check(databases=["default"])
        lay_tables()
        self._step("migrate", verbosity=0)
        self._step("collectstatic", interactive=False, verbosity=0)
        if options["demo"]:
            self._step("demonstration", port=options["port"])

    def _step(self, name: str, **options: Any) -> None:
        """Run one command; what it says when it fails comes first, and then which one it was."""
        try:
            call_command(name, skip_checks=True, stdout=self.stdout, stderr=self.stderr, **options)
        except CommandError as trouble:
            raise CommandError(f"{trouble}\nThe step “{name}” failed; what went wrong stands above.") from None
        except Exception:
            traceback.print_exc()
            raise CommandError(f"The step “{name}” failed; what went wrong stands above.") from None
        finally:
            sys.stdout.flush()
