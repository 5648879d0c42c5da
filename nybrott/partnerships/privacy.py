"""What this room keeps about people: who shared, answered and published. What is shared names nobody."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

_SHOWN = _("To know who is responsible for what an organisation tells others.")
_STAYS = _("As long as what was decided; it must be possible to show who was responsible.")


def _by(model: str, field: str, what: object, organisation: str) -> Personal:
    return author(model, field, what, organisation=organisation, purpose=_SHOWN, kept_because=_STAYS)


PERSONAL: tuple[Personal, ...] = (
    _by("partnerships.share", "shared_by", _("Who shared it"), "member__organisation"),
    _by("partnerships.share", "ended_by", _("Who took it back"), "member__organisation"),
    _by("partnerships.report", "begun_by", _("Who began the report"), "network__keeper"),
    _by("partnerships.reportrow", "answered_by", _("Who confirmed or corrected the rows"), "organisation"),
    _by("partnerships.reportversion", "published_by", _("Who published the report"), "report__network__keeper"),
)

_OF_A_NETWORK = "about organisations and a network, not a person"
_FIELDS = {
    "share": ("member", "kind", "shared_at", "ended_at"),
    "report": ("network", "year", "part", "state", "foreword", "learnt", "ahead", "deadline_on", "begun_at", "counted_at"),
    "reportrow": ("report", "organisation", "counted", "counted_at", "answer", "said", "note", "answered_at"),
    "reportversion": ("report", "number", "content", "digest", "because", "published_at"),
}  # fmt: skip
IMPERSONAL: dict[str, str] = {
    f"partnerships.{model}.{field}": _OF_A_NETWORK for model, fields in _FIELDS.items() for field in fields
}
