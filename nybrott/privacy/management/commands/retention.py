"""`nybrott manage retention [--dry-run]`: delete what has been kept long enough, or only say what would go."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from nybrott.core.actor import system
from nybrott.privacy.actions.keeping import MOST, delete_old
from nybrott.privacy.queries.keeping import due


class Command(BaseCommand):
    """Retention, by hand."""

    help = "Delete what has been kept long enough; the running site does so every night. --dry-run only says what would go."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="delete nothing; say what would go, kind by kind")

    def handle(self, *args: object, **options: object) -> None:
        if options["dry_run"]:
            self._say_what_would_go()
            return
        run = delete_old(actor=system("Retention"), now=timezone.now(), told=self._tell)
        if run is None:
            self.stdout.write("Retention is under way already.")
            return
        for kind, trouble in run.trouble.items():
            self.stderr.write(f"{kind} could not all go: {trouble}")
        self.stdout.write(f"{sum(sum(gone.values()) for gone in run.gone.values())} rows have gone.")

    def _tell(self, kind: str, gone: int) -> None:
        self.stdout.write(
            f"{kind}\t{gone}" + (f"\tat most {MOST} in one run; the rest goes next time" * (gone >= MOST))
        )

    def _say_what_would_go(self) -> None:
        total = 0
        for one in due(timezone.now()):
            total += one.count
            oldest = f"\toldest {one.oldest:%Y-%m-%d}" if one.oldest else ""
            self.stdout.write(f"{one.kind.label}\t{one.count}\tbefore {one.limit:%Y-%m-%d}{oldest}")
        self.stdout.write(f"{total} rows would go. Nothing was deleted.")
