"""What this room keeps about people: who decided and who answered for their organisation."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

SPOKEN = _("To know who spoke for an organisation to others.")
WITH_IT = _("As long as what was decided; it must be possible to retrace it.")


def _author(model: str, field: str, what: Promise, organisation: str = "organisation") -> Personal:
    return author(model, field, what, organisation=organisation, purpose=SPOKEN, kept_because=WITH_IT)


PERSONAL: tuple[Personal, ...] = (
    _author("groups.consent", "given_by", _("Who let problem statements be compared")),
    _author("groups.consent", "withdrawn_by", _("Who ended the comparison")),
    _author("groups.buyersgroup", "made_by", _("Who proposed the buyers’ group"), "lead"),
    _author("groups.party", "answered_by", _("Who answered for the organisation")),
    _author("groups.groupday", "written_by", _("Who set the day"), "group__lead"),
    _author("groups.commontext", "written_by", _("Who wrote the common need description"), "group__lead"),
    _author("groups.addition", "written_by", _("Who wrote the addition"), "party__organisation"),
    _author("groups.approval", "approved_by", _("Who approved"), "party__organisation"),
    _author("groups.terms", "signed_by", _("Who signed off"), "party__organisation"),
    _author("groups.groupdecision", "written_by", _("Who entered the decision"), "written_for"),
    _author("groups.ownneed", "written_by", _("Who said which own challenge the group answers"), "party__organisation"),
    _author("groups.matchanswer", "said_by", _("Who said whether it is the same need")),
)

_OF_ORGANISATIONS = "what organisations decided or have in common, not about a person"

IMPERSONAL: dict[str, str] = {
    f"groups.{model}.{field}": _OF_ORGANISATIONS
    for model, fields in {
        "consent": ("network", "organisation", "given_at", "withdrawn_at"),
        "matchanswer": ("one", "other", "organisation", "same", "reason", "said_at"),
        "buyersgroup": (
            "network", "lead", "name", "purpose", "state", "most", "join_until", "dialogue", "revision", "reason", "made_at", "ended_at",
        ),
        "party": ("group", "organisation", "role", "state", "asked_at", "answered_at", "left_at", "reason"),
        "groupday": ("group", "on", "what", "written_at"),
        "commontext": ("group", "version", "revision", "purpose", "background", "needs", "goals", "criteria", "changed", "written_at"),
        "addition": ("group", "party", "kind", "text", "from_revision", "until_revision", "written_at", "ended_at"),
        "approval": ("group", "party", "version", "revision", "approved_at", "lapsed_at"),
        "terms": ("group", "party", "share", "volumes", "signs", "leave_until", "note", "signed_at", "replaced_at"),
        "ownneed": ("group", "party", "challenge", "statement", "description", "written_at", "ended_at"),
        "groupdecision": (
            "group", "number", "text", "reason", "decided_on", "decided_by", "in_favour", "against", "corrects", "written_for", "written_at",
        ),
    }.items()
    for field in fields
} | {f"groups.{model}": _OF_ORGANISATIONS for model in ("match", "comparison", "happening")}  # fmt: skip
