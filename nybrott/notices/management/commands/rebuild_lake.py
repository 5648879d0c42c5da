"""`nybrott manage rebuild_lake`: make the lake anew from the host's own notices and all imports."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from nybrott.lake import NoLake
from nybrott.notices import queries
from nybrott.notices.actions import index_lake, rebuild_lake


class Command(BaseCommand):
    """Make the lake anew."""

    help = (
        "Make the lake anew from the host's own notices (NYBROTT_NOTICES) and all that was imported. For a nightly job "
        "where people import; “nybrott lake build” knows nothing of imports."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many processes work (1)")

    def handle(self, *args: object, jobs: int = 1, **options: object) -> None:
        if queries.base() is None and not queries.in_the_lake().exists():
            raise CommandError("There is nothing to make a lake of: set NYBROTT_NOTICES to the folder of your notices.")
        try:
            report = rebuild_lake(jobs=jobs)
        except NoLake as trouble:
            raise CommandError(str(trouble)) from None
        index_lake(now=timezone.now())
        said = "new" if report.is_new else "the same as before"
        self.stdout.write(
            f"{report.notices} notices are in {settings.LAKE} ({said}); {report.errors} could not be read."
        )
