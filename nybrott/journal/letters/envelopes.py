"""A letter as the message that goes: headers nobody can smuggle anything into, plain text, the secrets filled in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from nybrott.journal.models import Letter

LONGEST = 254  # characters of an e-mail address
NAMED = re.compile(r"\{([A-Za-z_]\w*)\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class WholeHeader(UnstructuredHeader):
    """A header that is never folded: mail programs read an address only when it stands in one piece."""

    def fold(self, *, policy: Policy) -> str:
        """The header on one line, however long."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", WholeHeader)  # type: ignore[arg-type]
POLICY = SMTP.clone(header_factory=_HEADERS)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message ready to go. `key` is the same however often the letter is tried, and no other letter's."""

    key: str
    sender: str
    receiver: str
    message: EmailMessage


def envelope(letter: Letter, *, now: datetime) -> Envelope:
    """The letter as it goes, dated `now`. Raises `ValueError` for an address that is none."""
    receiver = ascii_address(letter.to_address)
    sender = mailbox(settings.MAIL_FROM)
    key = f"{letter.pk}-{letter.entry.digest[:16]}"
    message = EmailMessage(policy=POLICY)
    message["From"] = sender
    message["To"] = Address(one_line(letter.to_name)[:100], addr_spec=receiver)
    if settings.MAIL_REPLY_TO:
        message["Reply-To"] = mailbox(settings.MAIL_REPLY_TO)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(timezone.localtime(now))
    message["Message-ID"] = f"<{key}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if stop := one_line(letter.secrets.get("stop", "")):
        message["List-Unsubscribe"] = f"<{stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # quoted-printable keeps every line short, whatever somebody wrote
    message.set_content(text_of(filled(letter.body, letter.secrets)), charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = one_line(letter.language)  # after the text, which brings content headers of its own
    return Envelope(key, sender.addr_spec, receiver, message)


def ascii_address(address: str) -> str:
    """An e-mail address as it stands in a header, its domain in ASCII. Raises `ValueError` when it is none."""
    try:
        if len(address) > LONGEST:
            raise ValidationError("too long")
        validate_email(address)
        local, _at, domain = address.rpartition("@")
        return f"{local}@{domain.encode('idna').decode()}"
    except (ValidationError, UnicodeError):
        raise ValueError(_("This is not an e-mail address.")) from None


def mailbox(written: str) -> Address:
    """A sender as settings name it: `Nybrott <post@example.org>`. Raises `ValueError` when there is no address in it."""
    name, address = parseaddr(written)
    return Address(one_line(name), addr_spec=ascii_address(address))


def one_line(text: str) -> str:
    """The text on one line, without control characters: what may stand in a header."""
    return " ".join(_CONTROL.sub(" ", text).split())


def text_of(text: str) -> str:
    """The text with plain line ends and one at its end, without control characters but tabs."""
    return _CONTROL_IN_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip() + "\n"


def filled(body: str, secrets: Mapping[str, str]) -> str:
    """The text with its secrets in their places; other words in braces stay as they are."""
    return NAMED.sub(lambda found: secrets.get(found[1], found[0]), body)


def shown(body: str, secrets: Iterable[str]) -> str:
    """The text as others may read it: each secret named, none told."""
    names = set(secrets)
    return NAMED.sub(
        lambda found: _("“%(secret)s”") % {"secret": secret_name(found[1])} if found[1] in names else found[0], body
    )


def secret_name(name: str) -> str:
    """What a secret is called to those who may not see it."""
    known = {"link": _("the personal link"), "code": _("the personal code"), "stop": _("the link that stops them")}
    return known.get(name, _("what only the recipient may see"))


def missing(body: str, secrets: Iterable[str]) -> list[str]:
    """The names of secrets that a text has lost, as they must be written in it."""
    kept = set(NAMED.findall(body))
    return [f"{{{name}}}" for name in secrets if name not in kept]
