"""What this room keeps about people: who published. The report itself names nobody."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "yearbooks.yearbook", {"published_by": _("Who published the report")}, purpose=_("To know who is responsible for what was published."), basis="public task",
        person="published_by", organisation="organisation", kept_because=_("As long as the report; it must be possible to show who was responsible for it."), on_erasure="blank",
    ),
)  # fmt: skip

_OF_A_YEAR = "about the procurements of an organisation, not a person"

IMPERSONAL: dict[str, str] = {
    f"yearbooks.yearbook.{field}": _OF_A_YEAR
    for field in ("organisation", "year", "number", "content", "digest", "because", "published_at", "opened_at")
}
