"""`nybrott manage erase_person ADDRESS --reason WHY [--sure]`: erase a person, wherever on this host they belong."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nybrott.core.actor import system
from nybrott.core.verdict import Refused
from nybrott.people.models import User
from nybrott.privacy.actions.erasing import erase_person
from nybrott.privacy.queries.about import counts_about, subject_of


class Command(BaseCommand):
    """Erase a person, by hand."""

    help = "Erase a person, wherever on this host they belong. Without --sure it only says what would go."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="the e-mail address of the account")
        parser.add_argument("--reason", required=True, help="why; stands in the journal, without the person's name")
        parser.add_argument("--sure", action="store_true", help="do it; it cannot be undone")

    def handle(self, *args: object, **options: str) -> None:
        try:
            user = User.objects.get_by_natural_key(options["address"])
        except User.DoesNotExist:
            raise CommandError(f"Nobody here has the address {options['address']}.") from None
        if not options["sure"]:
            for kind, count in counts_about(subject_of(user)):
                self.stdout.write(f"{kind.label}\t{count}\t{kind.said.on_erasure}")
            self.stdout.write("Nothing was erased. Say --sure to do it.")
            return
        try:
            gone = erase_person(actor=system("Host"), user=user, reason=options["reason"], now=timezone.now())
        except Refused as refused:
            raise CommandError(refused.reason) from None
        for label, count in sorted(gone.items()):
            self.stdout.write(f"{label}\t{count}")
        self.stdout.write("The person is erased.")
