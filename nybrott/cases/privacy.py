"""What this room keeps about people: who is named in a case and what they answered, and who wrote, read and published it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

TOLD = _("To let others learn from what was done, with the name of no one who has not said yes.")
WITH_CASE = _("As long as the case; it must be possible to retrace that a second person read it.")


def _author(model: str, field: str, what: Promise, organisation: str = "case__organisation") -> Personal:
    return author(model, field, what, organisation=organisation, purpose=TOLD, kept_because=WITH_CASE)


_NAMED = {
    "name": _("The name, as it stands in the case"), "role": _("The role they are mentioned in"), "email": _("Where they were asked"), "consent": _("What they answered"),
    "level": _("What the answer covers"), "agreed_to": _("A digest of what was said about them when they answered"), "letter_id": _("The letter that asked"), "barred": _("A keyed digest of the name of someone "
                                                                                                                                                                            "who said no"), "token_hash": _("What the link in the letter is "
                                                                                                                                                                                                                                                   "recognised by"),
    "asked_at": _("When they were asked"), "answered_at": _("When they answered"), "user": _("Who is named in a case"),
}  # fmt: skip

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "cases.named",
        _NAMED,
        purpose=TOLD,
        basis="consent",
        person="user",
        address="email",
        organisation="case__organisation",
        called=_("Being named in a case"),
        whose=_("Those named in what is shared with others, including those without an account"),
        recipients=_("Everyone who may read the case, once the person has said yes"),
        kept_because=_(
            "As long as the case, or until the person withdraws: then name and address go at once, and the case stays."
        ),
        on_erasure="blank",  # as when somebody withdraws: that there was a name stays
        blank={
            "name": "",
            "email": "",
            "user": "",
            "consent": "withdrawn",
            "agreed_to": "",
            "letter_id": "",
            "token_hash": "",
        },
        withheld={
            "token_hash": _("A secret that lets its holder in; it is stored so that no one can read it back."),
            "barred": _("A digest that says nothing by itself; it keeps the name from being added again."),
        },
    ),
    _author("cases.case", "author", _("Who tells the case"), "organisation"),
    _author("cases.case", "reviewer", _("Who was asked to review the case"), "organisation"),
    _author("cases.remark", "by", _("Who reviewed the case")),
    _author("cases.version", "reviewed_by", _("Who had read the version")),
    _author("cases.version", "published_by", _("Who published the version")),
)

_TOLD_OF = (
    "what is told of work, not of a person; whom it names is said in cases.named, and no name stands in a version"
)

IMPERSONAL: dict[str, str] = {
    "cases.casetext": "the words of the newest version as numbers, made anew from it",
    **{
        f"cases.{model}.{field}": _TOLD_OF
        for model, fields in {
            "case": (
                "organisation", "slug", "kind", "level", "networks", "shown", "shown_networks", "state", "procurement", "challenge", "run", "language", "title", "summary", "when",
                "hard", "did", "came", "failed", "otherwise", "advice", "words", "cpv", "methods", "settled", "version", "newest", "made_at", "moved_at", "shown_at", "down_reason",
            ),
            "version": (
                "case", "number", "kind", "language", "title", "summary", "when", "story", "facts", "words", "cpv", "digest", "because", "level", "networks", "published_at",
            ),
            "named": ("case",),
            "remark": ("case", "approves", "text", "of_version", "said_at"),
        }.items()
        for field in fields
    },
}  # fmt: skip
