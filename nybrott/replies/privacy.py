"""What this room keeps about people: what they said of being heard, what they were told, and who wrote it."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

WORKED = _("To know who works on what, and who decided.")
WITH_CHALLENGE = _("As long as the challenge; it must be possible to retrace the work.")
WITH_CONTRIBUTION = _("As long as the contribution, or until the person takes it back.")
TELLERS = _("Users, relatives and employees")
NO_NAME = _("Held by the contribution alone; it has no name.")

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "replies.reply", {"written_by": _("Who wrote it")}, purpose=WORKED, basis="public task", person="written_by",
        organisation="challenge__organisation", kept_because=WITH_CHALLENGE, on_erasure="blank",
        called=_("Replies to those who told"),
    ),
    Personal(
        "replies.reply", {"let_go_by": _("Who released it")}, purpose=WORKED, basis="public task", person="let_go_by",
        organisation="challenge__organisation", kept_because=WITH_CHALLENGE, on_erasure="blank",
        called=_("Replies to those who told"),
    ),
    Personal(
        "replies.betterplan", {"set_by": _("Who chose the day")}, purpose=WORKED, basis="public task", person="set_by",
        organisation="challenge__organisation", kept_because=WITH_CHALLENGE, on_erasure="blank",
        called=_("When people are asked whether things have got better"),
    ),
    Personal(
        "replies.replyletter",
        called=_("Letters to those who told"),
        fields={
            "reply": _("Which reply"),
            "contribution": _("Which contribution"),
            "letter_id": _("Which letter of the outbox, as a number"),
            "key_hash": _("What the link in the letter is recognised by"),
            "opens_until": _("How long the link opens"),
            "laid_at": _("When it was written"),
            "let_go_at": _("When it was released"),
        },
        nameless=NO_NAME,
        organisation="reply__challenge__organisation",
        whose=TELLERS,
        purpose=_("To tell people what became of what they said, once each time."),
        basis="consent",
        kept_because=WITH_CONTRIBUTION,
        withheld={"key_hash": _("A secret that lets its holder in; it is stored so that no one can read it back.")},
    ),
    Personal(
        "replies.told",
        called=_("What those who told have been told"),
        fields={"contribution": _("Which contribution"), "letter": _("Which letter"), "step": _("What it covered")},
        nameless=NO_NAME,
        organisation="contribution__challenge__organisation",
        whose=TELLERS,
        purpose=_("To tell people what became of what they said, once each time."),
        basis="consent",
        kept_because=WITH_CONTRIBUTION,
    ),
    Personal(
        "replies.followup",
        called=_("How it was to be heard"),
        fields={
            "contribution": _("Which contribution"),
            "asked_at": _("When they asked to hear"),
            "first_told_at": _("When they first heard"),
            "understood_asked_at": _("When they were asked whether they feel understood"),
            "understood_at": _("When they answered it"),
            "understood_because": _("Why, in their own words"),
            "better_asked_at": _("When they were asked whether things have got better"),
            "better_at": _("When they answered that"),
            "better_because": _("Why, in their own words"),
        },
        nameless=NO_NAME,
        organisation="contribution__challenge__organisation",
        whose=TELLERS,
        purpose=_("To know whether those who told feel understood, and whether it helped."),
        basis="public task",
        kept_because=WITH_CONTRIBUTION,
    ),
)  # fmt: skip

IMPERSONAL: dict[str, str] = {
    **{
        f"replies.reply.{field}": "what is told to many at once; no person's words"
        for field in (
            "challenge",
            "steps",
            "texts",
            "sides",
            "state",
            "version",
            "written_at",
            "let_go_at",
            "published_at",
        )
    },
    **{f"replies.betterplan.{field}": "a day for a challenge" for field in ("challenge", "on", "set_at")},
    "replies.quarter": "counts of five people or more; what is of fewer is not kept at all",
}
