"""`nybrott manage organisation NAME --admin NAME --email ADDRESS`: found an organisation from the command line."""

import argparse
import secrets

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from nybrott.core.actor import system
from nybrott.core.verdict import Refused
from nybrott.people.actions.invitations import Link, Newcomer
from nybrott.people.actions.organisations import found_organisation
from nybrott.people.forms.organisations import FoundingForm
from nybrott.people.models import Kind
from nybrott.people.queries.invitations import hash_of


class Command(BaseCommand):
    """Found an organisation and invite its first administrator."""

    help = "Found an organisation. Its first administrator gets an invitation by e-mail."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="what the organisation is called")
        parser.add_argument("--admin", required=True, help="the first administrator's name")
        parser.add_argument("--email", required=True, help="the first administrator's e-mail address")
        parser.add_argument("--kind", choices=Kind.values, default=Kind.MUNICIPALITY)
        parser.add_argument("--country", default="NO", help="two letters (NO)")
        parser.add_argument("--number", default="", help="organisation number")
        parser.add_argument("--municipality", default="", help="municipality number, four digits")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="nb")
        parser.add_argument("--site", default="", help="the site's address, for the link (https://nybrott.example.no)")

    def handle(self, *args: object, **options: str) -> None:
        said = {
            "name": options["name"], "kind": options["kind"], "country": options["country"].upper(), "number": options["number"],
            "municipality_number": options["municipality"], "admin_name": options["admin"], "admin_email": options["email"],
        }  # fmt: skip
        form = FoundingForm(said)
        if not form.is_valid():
            raise CommandError(" ".join(str(fault) for faults in form.errors.values() for fault in faults))
        given = dict(form.cleaned_data)
        first = Newcomer(given.pop("admin_email"), given.pop("admin_name"))
        token = secrets.token_urlsafe(32)
        link = Link(hash_of(token), f"{self._site(options['site'])}{reverse('people:join', args=[token])}")
        try:
            made = found_organisation(
                actor=system("Nybrott"), said=given, first=first, link=link, language=options["language"], now=timezone.now()
            )  # fmt: skip
        except Refused as refused:
            raise CommandError(refused.reason) from None
        self.stdout.write(
            f"{made.name} is founded. The invitation to {first.name} lies in the outbox and goes by itself."
        )

    def _site(self, given: str) -> str:
        return (given or settings.ADDRESS).rstrip("/")
