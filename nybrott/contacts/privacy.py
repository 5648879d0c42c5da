"""What this room keeps about people: contact points, who takes part in talks, who wrote what."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

TALKS = _("To let organisations learn from each other, person to person.")
WITH_TALK = _("As long as the talk; what was learned must be possible to retrace.")
ENDED = 365  # days a contact point is kept after it ended

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "contacts.contactpoint",
        {
            "user": _("Who others can ask"),
            "role": _("What the person does"),
            "topic": _("What you can ask about"),
            "reach": _("Which organisations see it"),
            "shows_name": _("Whether the person lets the name be shown"),
            "agreed_at": _("When the person said yes"),
            "ended_at": _("When it ended"),
        },
        purpose=TALKS,
        basis="consent",
        person="user",
        since="ended_at",
        keep_days=ENDED,
        recipients=_("Organisations of the same networks, or every organisation here, as the person was told before saying yes"),
    ),
    Personal(
        "contacts.side",
        {"user": _("Who takes part in a talk"), "shown_at": _("When the person said yes to being shown to the other side")},
        purpose=TALKS,
        basis="consent",
        person="user",
        kept_because=WITH_TALK,
        on_erasure="blank",
        recipients=_("The other organisation of the talk, while both people say yes"),
        called=_("Talks with other organisations"),
    ),
    author("contacts.side", "learned_by", _("Who wrote what was learned"), organisation="organisation", purpose=TALKS, kept_because=WITH_TALK, called=_("What was learned in talks")),
    Personal(
        "contacts.contactpoint",
        {"named_by": _("Who named the contact point")},
        purpose=TALKS,
        basis="public task",
        person="named_by",
        since="ended_at",
        keep_days=ENDED,
        on_erasure="blank",
        organisation="organisation",
        called=_("Contact points someone named"),
    ),
)  # fmt: skip

_OF_THE_TALK = "about a talk between two organisations, not about a person"

IMPERSONAL: dict[str, str] = {
    "contacts.talk": _OF_THE_TALK,
    "contacts.proposal": _OF_THE_TALK,
} | {
    f"contacts.{model}.{field}": _OF_THE_TALK
    for model, fields in {
        "contactpoint": "organisation made_at",
        "side": "talk organisation learned learned_at",
    }.items()
    for field in fields.split()
}
