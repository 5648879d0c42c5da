"""What this room keeps about people: who decided and who answered for their organisation."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

SPOKEN = _("To know who spoke for an organisation to others.")
WITH_IT = _("As long as what was decided; it must be possible to retrace.")


def _author(model: str, field: str, what: Promise, organisation: str = "organisation") -> Personal:
    return author(model, field, what, organisation=organisation, purpose=SPOKEN, kept_because=WITH_IT)


PERSONAL: tuple[Personal, ...] = (
    _author("groups.consent", "given_by", _("Who let problem statements be compared")),
    _author("groups.consent", "withdrawn_by", _("Who ended the comparison")),
    _author("groups.matchanswer", "said_by", _("Who said whether it is the same need")),
)

_OF_ORGANISATIONS = "what organisations decided or have in common, not about a person"

IMPERSONAL: dict[str, str] = {
    f"groups.{model}.{field}": _OF_ORGANISATIONS
    for model, fields in {
        "consent": ("network", "organisation", "given_at", "withdrawn_at"),
        "matchanswer": ("one", "other", "organisation", "same", "reason", "said_at"),
    }.items()
    for field in fields
} | {"groups.match": _OF_ORGANISATIONS, "groups.comparison": _OF_ORGANISATIONS}
