"""What this room keeps about people: accounts, who belongs where, who was invited, who is signed in."""

from collections.abc import Iterable

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

LEFT = 730  # days a membership is kept after it ended: long enough to answer for what was done in a programme
INVITED = 120  # days an invitation is kept: far longer than its link works
SEEN = 30  # days a sign-in is listed after it was last used
TO_CONFIRM = 7  # days a link that confirms an address is kept

_WHO = _("To know who acts, and to let only those in who should be.")
_WITH_ACCOUNT = _("As long as the account.")
_SECRET = _("A secret that lets its holder in; it is stored so that no one can read it back.")


def _sessions(user_id: int | None, _address: str) -> Iterable[object]:
    """The keys of a person's sign-ins. They say whose they are only inside; all that have not run out are opened."""
    if user_id is None:
        return
    for session in apps.get_model("sessions.session").objects.iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") == str(user_id):
            yield session.pk


PERSONAL: tuple[Personal, ...] = (
    Personal(
        "people.user",
        called=_("Accounts"),
        fields={
            "email": _("E-mail address"),
            "name": _("Name"),
            "language": _("Language the person chose"),
            "runs_host": _("Whether the person runs the site"),
            "is_active": _("Whether the account may be used"),
            "joined_at": _("When the account was made"),
            "last_login": _("When the person last signed in"),
            "password": _("Password, as a hash"),
        },
        person="id",
        purpose=_WHO,
        basis="public task",
        kept_because=_("As long as the person belongs to an organisation here, and until the account is erased."),
        on_erasure="blank",
        # the number of the account stays, so that what was done together still hangs together
        blank={"email": "erased-{key}@erased.invalid", "name": "Person {key}", "password": "!", "language": ""},
        withheld={"password": _SECRET},
    ),
    Personal(
        "people.membership",
        called=_("Memberships"),
        fields={
            "organisation": _("Organisation"),
            "user": _("The account"),
            "roles": _("Roles"),
            "units": _("Units"),
            "since": _("From when"),
            "ended_at": _("Until when"),
        },
        person="user",
        purpose=_("To give each person what their tasks need, and no more."),
        basis="public task",
        since="ended_at",
        keep_days=LEFT,
    ),
    Personal(
        "people.invitation",
        called=_("Invitations"),
        fields={
            "organisation": _("Organisation"),
            "email": _("E-mail address"),
            "name": _("Name"),
            "roles": _("Roles offered"),
            "units": _("Units offered"),
            "token_hash": _("The link, as a hash"),
            "invited_at": _("When the person was invited"),
            "expires_at": _("When it expired"),
            "accepted_at": _("When it was accepted"),
            "withdrawn_at": _("When it was withdrawn"),
        },
        whose=_("Those who are invited"),
        address="email",
        purpose=_("To let a person join, through a link that works once."),
        basis="public task",
        since="invited_at",
        keep_days=INVITED,
        withheld={"token_hash": _SECRET},
    ),
    Personal(
        "people.invitation",
        called=_("Invitations sent to others"),
        fields={"invited_by": _("Who invited"), "invited_at": _("When the person was invited")},
        person="invited_by",
        purpose=_("To know who let whom in."),
        basis="public task",
        since="invited_at",
        keep_days=INVITED,
        on_erasure="blank",
        blank={"invited_by": ""},
    ),
    Personal(
        "sessions.session",
        called=_("Sign-ins"),
        fields={
            "session_key": _("The sign-in's key"),
            "session_data": _("Who is signed in, and for which organisation"),
            "expire_date": _("When it expires"),
        },
        found_by=_sessions,
        purpose=_("To keep a person signed in until they leave or the time is up."),
        basis="public task",
        since="expire_date",
        keep_days=0,
        withheld={"session_key": _SECRET, "session_data": _SECRET},
    ),
    Personal(
        "usersessions.usersession",
        called=_("Where you are signed in"),
        fields={
            "user": _("The account"),
            "ip": _("Address on the network"),
            "user_agent": _("Which browser, as it describes itself"),
            "created_at": _("When the person signed in"),
            "last_seen_at": _("When it was last used"),
            "session_key": _("The sign-in's key"),
            "data": _("More about the sign-in"),
        },
        person="user",
        purpose=_("To show people where they are signed in, so that they can end what is not theirs."),
        basis="public task",
        since="last_seen_at",
        keep_days=SEEN,
        withheld={"session_key": _SECRET},
    ),
    Personal(
        "account.emailaddress",
        called=_("Addresses people sign in with"),
        fields={
            "user": _("The account"),
            "email": _("E-mail address"),
            "verified": _("Whether the address was shown to be theirs"),
            "primary": _("Whether letters go there"),
        },
        person="user",
        purpose=_WHO,
        basis="public task",
        kept_because=_WITH_ACCOUNT,
    ),
    Personal(
        "account.emailconfirmation",
        called=_("Addresses to be confirmed"),
        fields={
            "email_address": _("Which address"),
            "created": _("When it was made"),
            "sent": _("When the letter was sent"),
            "key": _("The link's key"),
        },
        person="email_address__user",
        purpose=_("To know that an address is the person's own."),
        basis="public task",
        since="created",
        keep_days=TO_CONFIRM,
        withheld={"key": _SECRET},
    ),
    Personal(
        "mfa.authenticator",
        called=_("Passkeys, and codes from a telephone"),
        fields={
            "user": _("The account"),
            "type": _("Which kind"),
            "created_at": _("When it was made"),
            "last_used_at": _("When it was last used"),
            "data": _("The key itself"),
        },
        person="user",
        purpose=_WHO,
        basis="public task",
        kept_because=_WITH_ACCOUNT,
        withheld={"data": _SECRET},
    ),
    Personal(
        "socialaccount.socialtoken",
        called=_("Tokens from a sign-in service"),
        fields={
            "app": _("Which service"),
            "account": _("Which account there"),
            "token": _("The token"),
            "token_secret": _("The token's secret"),
            "expires_at": _("When it expires"),
        },
        person="account__user",
        purpose=_WHO,
        basis="public task",
        kept_because=_WITH_ACCOUNT,
        withheld={"token": _SECRET, "token_secret": _SECRET},
    ),
    Personal(
        "socialaccount.socialaccount",
        called=_("Accounts at a sign-in service"),
        fields={
            "user": _("The account"),
            "provider": _("Which service"),
            "uid": _("What the service calls the person"),
            "last_login": _("When the person last signed in"),
            "date_joined": _("When the person first signed in that way"),
            "extra_data": _("What the service told us"),
        },
        person="user",
        recipients=_("The sign-in service the organisation uses"),
        purpose=_WHO,
        basis="public task",
        kept_because=_WITH_ACCOUNT,
    ),
)

IMPERSONAL: dict[str, str] = {
    "socialaccount.socialapp": "which sign-in services the host uses",
    "people.tries": "counts of tries; by whom is a keyed hash that nobody can read back, and it is forgotten within days",
    "people.organisation": "what an organisation is; public in the register of entities",
    "people.unit": "parts of an organisation; who belongs to them stands in the memberships",
    "people.network": "what a network of organisations is",
    "people.retentionrun": "how many rows of which kind were deleted, and when",
    "people.networkmember": "which organisations are in a network, and since when",
    "auth.permission": "Django's own list of permissions; not used here",
    "auth.group": "Django's own groups; not used here",
    "contenttypes.contenttype": "names of models",
    "procrastinate.procrastinateworker": "which workers are alive",
    "procrastinate.procrastinatejob": "jobs are handed keys of rows and times, never names or addresses; those done go after three days",
    "procrastinate.procrastinateevent": "when a job began and ended",
    "procrastinate.procrastinateperiodicdefer": "when a periodic job was put in the queue",
}
