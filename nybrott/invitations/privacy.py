"""What this room keeps about people: who gave a brief, and addresses that follow dialogues."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

FAIR = _("To hold market dialogues that treat all suppliers equally, and to be able to show it.")
WITH_DIALOGUE = _("As long as the dialogue; it must be possible to show that suppliers were treated equally.")

PERSONAL: tuple[Personal, ...] = (
    author(
        "invitations.brief", "given_by", _("Who gave the brief"), organisation="dialogue__organisation", purpose=FAIR, kept_because=WITH_DIALOGUE
    ),
    Personal(
        "invitations.follower",
        {
            "email": _("E-mail address"),
            "language": _("Language"),
            "cpv": _("Which codes they follow"),
            "words": _("Which words they follow"),
            "asked_at": _("When they asked for letters"),
            "confirmed_at": _("When the address was confirmed"),
        },
        purpose=_("To tell those who asked about new market dialogues."),
        basis="consent",
        address="email",
        whose=_("People who follow market dialogues"),
        kept_because=_("Until they stop the letters, with one click in any of them. An address that was never "
                       "confirmed is deleted after a week."),
    ),
)  # fmt: skip

IMPERSONAL: dict[str, str] = {
    **{
        f"invitations.brief.{field}": "about a dialogue, which is the organisation's, not a person's"
        for field in ("dialogue", "version", "language", "title", "under", "blocks", "digest", "given_at")
    },
    "invitations.follower.confirm_hash": "a hash",
    "invitations.follower.confirm_until": "until when a link works",
    "invitations.spread": "how many letters a dialogue caused, without whom they went to",
}
