"""What this room keeps about people: what they told, and what shows how it is."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

TOLD = _("To find the real problem among the people it concerns.")
WITH_CHALLENGE = _("As long as the challenge; it must be possible to retrace the work.")
NO_NAME = _("Held by pseudonym or without a name; the person is asked to leave names out.")
WROTE = _("Who wrote it")

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "hearings.contribution",
        called=_("Contributions from users"),
        fields={
            "text": _("What the person told"),
            "wish": _("What would have been better"),
            "side": _("From which side they see it"),
            "language": _("The language it is written in"),
            "answer": _("What became of it"),
            "felt_understood": _("Whether they felt understood"),
            "got_better": _("Whether it got better"),
        },
        nameless=NO_NAME,
        organisation="challenge__organisation",
        whose=_("Users, relatives and employees"),
        purpose=TOLD,
        basis="public task",
        since="keep_until",
        keep_days=0,
    ),
    Personal(
        "hearings.replywish",
        called=_("Ways to hear back"),
        fields={
            "contribution": _("Which contribution"),
            "address": _("E-mail address"),
            "language": _("The language of the letter"),
            "asked_at": _("When it was left"),
            "told_at": _("When the person was last told"),
        },
        address="address",
        organisation="contribution__challenge__organisation",
        whose=_("Users, relatives and employees"),
        purpose=_("To tell people what came of what they said."),
        basis="consent",
        kept_because=_(
            "As long as the contribution, or until a month after the last letter, or until the person takes it back."
        ),
    ),
    Personal(
        "hearings.informant",
        called=_("Informants"),
        fields={
            "pseudonym": _("The name we gave them"),
            "side": _("From which side they see it"),
            "group": _("Which group they belong to"),
        },
        nameless=NO_NAME,
        organisation="challenge__organisation",
        whose=_("Users, relatives and employees"),
        purpose=TOLD,
        basis="public task",
        kept_because=WITH_CHALLENGE,
    ),
    Personal(
        "hearings.evidence",
        called=_("Evidence"),
        fields={
            "text": _("What it shows"),
            "title": _("In a few words"),
            "upload": _("File or photo"),
            "recorded_by": WROTE,
        },
        person="recorded_by",
        organisation="challenge__organisation",
        whose=_("Users, relatives and employees, by pseudonym"),
        purpose=TOLD,
        basis="public task",
        since="keep_until",
        keep_days=0,
        on_erasure="blank",
        blank={"text": "", "title": "—", "upload": ""},
    ),
)

_ABOUT_THE_SERVICE = "about a service and its needs, not about a person"

IMPERSONAL: dict[str, str] = {
    **{
        f"hearings.contribution.{field}": "how the contribution is handled"
        for field in ("challenge", "state", "private_hash", "sent_key", "legal_basis", "keep_until", "received_at")
    },
    "hearings.contribution.entered_by": "which member of staff wrote it down; the text stays when they leave",
    "hearings.informant.challenge": _ABOUT_THE_SERVICE,
    **{
        f"hearings.evidence.{field}": "how the evidence is handled"
        for field in (
            "challenge", "kind", "informant", "contribution", "source", "sent_key", "happened_on", "legal_basis", "keep_until", "recorded_at",
        )
    },
}  # fmt: skip
