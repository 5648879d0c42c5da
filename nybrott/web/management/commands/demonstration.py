"""`nybrott up --demo` fills the site with this before it opens."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nybrott.lake import NoLake
from nybrott.notices.actions import index_lake
from nybrott.web.demonstration import fill, fill_desks, fill_people, fill_struggles, notices_at


class Command(BaseCommand):
    """Fill the demonstration."""

    help = "Fill the demonstration: official notices beside the checkout, or else the repository's own samples."

    def handle(self, *args: object, **options: object) -> None:
        try:
            notices = notices_at(settings.DEMONSTRATION_NOTICES)
        except FileNotFoundError as trouble:
            raise CommandError(
                f"NYBROTT_NOTICES names {trouble}, which is not there: name a file or folder of notices, or unset it."
            ) from None
        kind = "our own sample notices" if notices.samples else f"official notices in {notices.path}"
        self.stdout.write(f"Reading {kind} …")
        try:
            report = fill(notices)
        except NoLake as trouble:
            raise CommandError(str(trouble)) from None
        self.stdout.write(f"{report.notices} notices are in the lake; {report.errors} could not be read.")
        now = timezone.now()
        index_lake(now=now)
        place = fill_people(now)
        fill_struggles(place, now)
        fill_desks(place, now)
