"""How a letter becomes a message, the ways it can go, and the words of the letters this room writes itself."""

from django.utils.translation import gettext_lazy as _

from nybrott.journal.states import LetterKind

KINDS = {"journal.gathered": LetterKind(_("Several letters gathered into one"), at_once=True)}
