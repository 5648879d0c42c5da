"""`nybrott manage index_things`: let the search read everything anew now, instead of in the night."""

from django.core.management.base import BaseCommand

from nybrott.search.actions import index_everything


class Command(BaseCommand):
    """Look everything through that can be found."""

    help = "Make everything findable again. The running site follows the journal by itself, and looks all through every night."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{index_everything()} things were read anew or forgotten.")
