"""What this room keeps about people: whom surveys ask, what was answered without a name, and who planned it."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

ASKED = _("To know whether what was tried works, from those it concerns.")
AS_LONG = _("As long as the survey; it says what is asked, not who answers.")

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "evaluations.recipient",
        called=_("People a survey asks"),
        fields={
            "wave": _("Which wave"),
            "address": _("E-mail address"),
            "name": _("Name"),
            "user": _("Their account"),
            "language": _("The language of the letter"),
            "nonce": _("A part of what their link is made of"),
            "key_hash": _("What their link is known by"),
            "answered": _("Whether they have answered; not what, and not when"),
            "draft": _("What they have saved and not sent in, sealed"),
            "keep_until": _("Kept until"),
        },
        address="address",
        organisation="wave__organisation",
        whose=_("Employees, users, suppliers and others who are asked"),
        purpose=ASKED,
        basis="public task",
        since="keep_until",
        keep_days=0,
        withheld={
            "nonce": _("A secret that lets its holder in."),
            "key_hash": _("A secret that lets its holder in; it is stored so that no one can read it back."),
            "draft": _("Sealed for the link alone; it can be read and emptied there."),
        },
    ),
    Personal(
        "evaluations.answer",
        called=_("Answers to surveys"),
        fields={
            "id": _("A random key"),
            "wave": _("Which wave"),
            "sealed": _("What was answered, sealed until the wave closes"),
            "content": _("What was answered"),
            "link": _("What ties it to an earlier answer; it cannot be turned back into the code words"),
            "keep_until": _("Kept until"),
        },
        nameless=_("Kept apart from those who were asked; no one can say whose it is."),
        organisation="wave__organisation",
        whose=_("Employees, users, suppliers and others who are asked"),
        purpose=ASKED,
        basis="public task",
        since="keep_until",
        keep_days=0,
    ),
    author(
        "evaluations.edition", "written_by", _("Who wrote this version"), organisation="instrument__organisation",
        purpose=_("To know who to ask about a survey."), kept_because=AS_LONG, called=_("Versions of surveys"),
    ),
    author(
        "evaluations.wave", "made_by", _("Who planned it"), organisation="organisation",
        purpose=_("To know who to ask about a survey."), kept_because=AS_LONG,
    ),
)  # fmt: skip

SURVEY = "what is asked, not who answers"
IMPERSONAL: dict[str, str] = {
    "evaluations.instrument": SURVEY,
    "evaluations.series": "a title and a salt; no person",
    "evaluations.result": "counts of five people or more, and what people wrote without names; made once, never of one person",
} | {
    f"evaluations.edition.{field}": SURVEY for field in ("instrument", "number", "content", "written_at")
} | {
    f"evaluations.wave.{field}": SURVEY
    for field in (
        "organisation", "edition", "series", "title", "subject_kind", "subject_ref", "subject_label", "state", "opens_on", "closes_on",
        "reminders", "reminded", "keep_until", "group", "tables", "people", "answered", "part", "made_at", "closed_at",
    )
}  # fmt: skip
