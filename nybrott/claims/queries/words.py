"""Words for kinds of evidence, roles and the written scale, and a sentence in each language at once."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from nybrott.core.designs import catalogue

LANGUAGES = ("nb", "nn", "en")

KINDS: dict[str, Promise] = {
    "trail": _("What came before what"),
    "indicator": _("Indicator"),
    "wave": _("Survey"),
    "story": _("Story"),
    "typed": _("Typed"),
    "looked": _("Looked for and not found"),
}
ROLES: dict[str, Promise] = {
    "driver": _("Drivers"),
    "mentor": _("Mentors"),
    "lead": _("Leading the run"),
    "colleague": _("Colleagues"),
}
# the written scale: what each strength means and asks for
SCALE: dict[str, Promise] = {
    "none": _("Nothing that speaks for the claim has been added, or no one has weighed it."),
    "weak": _("Something speaks for it."),
    "some": pgettext_lazy(
        "scale",
        "Something that can be traced speaks for it, there are at least as many kinds of evidence for it as "
        "against it, rival explanations are recorded, and none of them is likely.",
    ),
    "strong": pgettext_lazy(
        "scale",
        "Two or more independent kinds of evidence speak for it, more than against it; someone has looked for "
        "what speaks against it; rival explanations are recorded with reasons, and none is more than unlikely.",
    ),
}


def in_each(say: Callable[[], object]) -> dict[str, str]:
    """The same sentence in every language: language → words."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(say())
    return found


def rival_said(code: str, text: str) -> Mapping[str, str]:
    """A rival explanation in every language: the catalogue's, or somebody's own words."""
    known = catalogue().words["rivals"].get(code)
    return dict(known.texts) if known else dict.fromkeys(LANGUAGES, text)
