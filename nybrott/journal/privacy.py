"""What this room keeps about people: what they did, and the letters they were sent."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

WRITTEN = 180  # days a letter is kept after it was written; the entry that caused it stays

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "journal.entry",
        called=_("What happened, and who did it"),
        fields={
            "organisation_id": _("Organisation, as a number"),
            "thing_kind": _("What kind of thing it happened to"),
            "thing_ref": _("Which one, as a number"),
            "verb": _("What was done"),
            "at": _("When"),
            "actor_user_id": _("The account that did it, as a number"),
            "private": _("Names, and what was changed from and to"),
        },
        person="actor_user_id",
        organisation="organisation_id",
        purpose=_("To be able to account for what was decided and changed."),
        basis="legal obligation",
        kept_because=_(
            "It must be possible to retrace public work. After an erasure the entry remains without names and without what was said."
        ),
        on_erasure="keep",
        withheld={"private": _("It names others too; ask those who read the journal to see it.")},
    ),
    Personal(
        "journal.letter",
        called=_("Letters"),
        fields={
            "organisation_id": _("Organisation, as a number"),
            "entry": _("What caused it"),
            "kind": _("What kind of letter"),
            "language": _("The language of the letter"),
            "to_address": _("E-mail address it went to"),
            "to_name": _("Name it went to"),
            "to_user_id": _("The account it went to, as a number"),
            "subject": _("Subject"),
            "body": _("Text"),
            "secrets": _("Personal links, until it is sent"),
            "state": _("Where it is on its way"),
            "written_at": _("When it was written"),
            "send_after": _("When it may go"),
            "sent_at": _("When it went"),
            "attempts": _("How often sending was tried"),
            "trouble": _("What went wrong"),
            "pace": _("Whether it goes at once or gathered with others"),
            "gathered_into": _("The letter it was gathered into"),
            "way": _("The way it went"),
            "stranded_at": _("When no one knew whether it had been sent"),
        },
        person="to_user_id",
        address="to_address",
        organisation="organisation_id",
        recipients=_("The mail provider the site uses"),
        purpose=_("To tell people what concerns them, and to show that they were told."),
        basis="public task",
        since="written_at",
        keep_days=WRITTEN,
        on_erasure="blank",
        blank=dict.fromkeys(("to_address", "to_name", "subject", "body", "secrets", "trouble"), ""),
        withheld={"secrets": _("A secret that lets its holder in; it is stored so that no one can read it back.")},
    ),
    Personal(
        "journal.letterchoice",
        called=_("How often letters come"),
        fields={
            "user_id": _("The account that chose it, as a number"),
            "kind": _("What kind of letter"),
            "pace": _("How often"),
        },
        person="user_id",
        purpose=_("To write to people as often as they want."),
        basis="public task",
        kept_because=_("As long as the account."),
    ),
)

IMPERSONAL: dict[str, str] = {
    "journal.entry.salt": "random, so that nobody can guess what was erased",
    "journal.entry.digest": "what the chain keeps of the private part",
    "journal.entry.erased_at": "when the private part was erased",
    "journal.entry.place": "where the entry stands in its chain",
    "journal.entry.seal": "what the chain holds by",
    "journal.letter.blanked_at": "when what it said was erased",
    "journal.head": "where each chain ends and when it was checked",
    "journal.readfirst": "which kinds of letters an organisation reads before they go",
}
