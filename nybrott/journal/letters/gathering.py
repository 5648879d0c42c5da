"""The words around letters that are gathered into one."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def gathered(letters: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Subject and text of one letter that holds these (subject, text), in the language that is active."""
    count = len(letters)
    subject = ngettext("%(count)s message from Nybrott", "%(count)s messages from Nybrott", count) % {"count": count}
    parts = [_("This has happened since the last time.")]
    for number, (title, body) in enumerate(letters, 1):
        heading = f"{number}. {title}"
        parts += [f"{heading}\n{'=' * len(heading)}\n\n{body.strip()}"]
    parts.append(_("You choose how often you want letters under “My letters” in Nybrott."))
    return subject, "\n\n\n".join(parts) + "\n"
