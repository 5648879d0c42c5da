"""`nybrott manage index_notices`: let the search follow the lake now, instead of within a minute."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from nybrott.notices.actions import index_lake


class Command(BaseCommand):
    """Make the notices of the lake searchable."""

    help = "Make the notices of the lake searchable. The running site does this by itself within a minute."

    def handle(self, *args: object, **options: object) -> None:
        done = index_lake(now=timezone.now(), progress=self._tell)
        said = {
            "made": f"{done.notices} notices are searchable.",
            "already": f"The search holds these {done.notices} notices already.",
            "under way": "The notices are being made searchable already.",
            "no lake": "There is no lake yet: build one with “nybrott lake build”.",
        }
        self.stdout.write(said[done.outcome])

    def _tell(self, done: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} notices …", ending="")
