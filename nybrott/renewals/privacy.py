"""What this room keeps about people: who made something of a contract. The winners are firms, named in public notices."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "renewals.mark", {"made_by": _("Who made a challenge of a contract, or dismissed it")},
        purpose=_("To show who decided what about a contract that runs out."), basis="public task", person="made_by",
        on_erasure="blank", kept_because=_("As long as the organisation works with the contract."),
    ),
)  # fmt: skip

_PUBLIC = "public notices; about contracts and firms"

IMPERSONAL: dict[str, str] = {
    "renewals.edition": "which state of the data was read",
    "renewals.contract": _PUBLIC,
    "renewals.ownbuyer": "which buyer an organisation is",
    "renewals.bulletin": "which contracts an organisation was told of",
    **{f"renewals.mark.{field}": _PUBLIC for field in ("organisation", "key", "ordinal", "procedure", "lot", "title", "ends_on", "challenge", "unit")},
    **{f"renewals.mark.{field}": "what was decided about a contract" for field in ("made", "reason", "made_at")},
}  # fmt: skip
