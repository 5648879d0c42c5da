"""`nybrott up --demo` fills the site with this before it opens."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nybrott.accounts.queries import demo_link
from nybrott.demonstration import fill, fill_site, notices_at, pages_of_suppliers, people_of_each_role
from nybrott.groundwork import in_haste
from nybrott.lake import NoLake
from nybrott.neighbourhood import fill_neighbourhood
from nybrott.notices.actions import index_lake
from nybrott.people.models import Organisation
from nybrott.people.roles import ROLES


class Command(BaseCommand):
    """Fill the demonstration."""

    help = "Fill the demonstration: official notices beside the checkout, or else the repository's own samples."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the port the site will answer on, for the links")

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
        with in_haste():
            index_lake(now=now)
            fjordvik = fill_site(now)
            fill_neighbourhood(fjordvik, now)
        if settings.DEMONSTRATION:
            self._tell_links(fjordvik, f"http://localhost:{options['port']}")

    def _tell_links(self, fjordvik: Organisation, site: str) -> None:
        """One link for each role; they work on this machine only."""
        self.stdout.write(f"Be one of {fjordvik.name}'s people (all of them: {site}/demo/):")
        for role, user in people_of_each_role(fjordvik):
            said = f"{ROLES[role].name} – {user.name}"
            self.stdout.write(f"  {said:<48} {site}{demo_link(user, fjordvik)}")
        self.stdout.write("Be a supplier in its market dialogue, without an account:")
        for said, path in pages_of_suppliers(fjordvik):
            self.stdout.write(f"  {said:<48} {site}{path}")
