"""Text with its marks, written in one go: a page of results has forty such texts."""

from collections.abc import Iterable
from html import (
    escape,
)  # Django's asks of each text whether it is to be translated later, which takes as long as all the rest

from django import template
from django.utils.safestring import SafeString, mark_safe

from nybrott.ui.highlight import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """The pieces one after the other, those that hold what was looked for marked."""
    texts = ((f"<mark>{escape(piece.text)}</mark>" if piece.marks else escape(piece.text)) for piece in pieces)
    return mark_safe("".join(texts))  # noqa: S308 - each text is escaped above
