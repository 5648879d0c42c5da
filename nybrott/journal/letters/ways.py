"""The ways a letter can go: a file in a folder, the terminal, an SMTP server, any e-mail backend made for Django.

A way that fails says which of three it was: it did not go and may be tried again, it did not go and never will, or nobody
can know. Only the file is exact: posting the same letter twice leaves one.
"""

import os
import smtplib
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage as DjangoMessage
from django.core.mail import get_connection

from nybrott.journal.letters.envelopes import Envelope, mailbox

KEPT = (
    "Message-ID", "Date", "Content-Language", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post",
)  # fmt: skip
SECONDS = 20  # how long a mail server may take for one answer


class NotNow(Exception):
    """It did not go; another try may help."""


class Never(Exception):
    """It did not go, and no other try will help."""


class Unsure(Exception):
    """It may have gone. Only a person can find out."""


class Way(Protocol):
    """`exact`: posting the same envelope once more changes nothing. `sends`: it truly leaves this machine."""

    name: ClassVar[str]
    exact: ClassVar[bool]
    sends: ClassVar[bool]

    def post(self, envelope: Envelope) -> None:
        """Let it go; returns once it has gone. Raises `NotNow`, `Never` or `Unsure`."""


@dataclass(frozen=True, slots=True)
class FileWay:
    """One .eml file for each letter, named by its key: written beside, then renamed into place."""

    folder: Path
    name: ClassVar[str] = "file"
    exact: ClassVar[bool] = True
    sends: ClassVar[bool] = False

    def post(self, envelope: Envelope) -> None:
        """Write the file. The folder is for its owner alone: personal links stand in the letters."""
        place = self.folder / f"{envelope.key}.eml"
        beside = self.folder / f".{envelope.key}.part"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(envelope.message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, place)
        except OSError as trouble:
            raise NotNow(f"{self.folder}: {trouble.strerror}") from None


@dataclass(frozen=True, slots=True)
class ConsoleWay:
    """Written to the worker's standard output, for development."""

    name: ClassVar[str] = "console"
    exact: ClassVar[bool] = False
    sends: ClassVar[bool] = False

    def post(self, envelope: Envelope) -> None:
        """Print it whole."""
        sys.stdout.write(f"{envelope.message.as_bytes().decode()}\n{'-' * 72}\n")
        sys.stdout.flush()


@dataclass(frozen=True, slots=True)
class SmtpWay:
    """An SMTP server. `encrypted`: "starttls", "tls" (from the first byte) or "" for a server on the same machine."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    encrypted: str = "starttls"
    name: ClassVar[str] = "smtp"
    exact: ClassVar[bool] = False
    sends: ClassVar[bool] = True

    def post(self, envelope: Envelope) -> None:
        """Hand it over. Until its text is sent, a failure means that it did not go; after that, nobody can know."""
        server = self._opened()
        try:
            self._address(server, envelope)
            try:
                code, answer = server.data(envelope.message.as_bytes())
            except smtplib.SMTPDataError as trouble:  # refused before the text was sent
                raise _refused(trouble.smtp_code, trouble.smtp_error) from None
            except (smtplib.SMTPException, OSError) as trouble:
                raise Unsure(_said(trouble)) from None
            if code != 250:
                raise _refused(code, answer)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()

    def _opened(self) -> smtplib.SMTP:
        made = smtplib.SMTP_SSL if self.encrypted == "tls" else smtplib.SMTP
        server = None
        try:
            server = made(self.host, self.port, timeout=SECONDS)
            if self.encrypted == "starttls":
                server.starttls()
            if self.user:
                server.login(self.user, self.password)
        except (smtplib.SMTPException, OSError) as trouble:
            if server:
                server.close()
            raise NotNow(_said(trouble)) from None
        return server

    def _address(self, server: smtplib.SMTP, envelope: Envelope) -> None:
        try:
            server.ehlo_or_helo_if_needed()
            for code, answer in (server.mail(envelope.sender), server.rcpt(envelope.receiver)):
                if code not in (250, 251):
                    raise _refused(code, answer)
        except (smtplib.SMTPException, OSError) as trouble:
            raise NotNow(_said(trouble)) from None


def _refused(code: int, answer: bytes | str) -> NotNow | Never:
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return (Never if 500 <= code < 600 else NotNow)(f"{code} {said}")


def _said(trouble: BaseException) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        error = trouble.smtp_error
        return f"{trouble.smtp_code} {error.decode('utf-8', 'replace') if isinstance(error, bytes) else error}"
    return str(trouble) or type(trouble).__name__


@dataclass(frozen=True, slots=True)
class BackendWay:
    """An e-mail backend made for Django, by its dotted name: those of django-anymail, or one's own."""

    path: str
    options: Mapping[str, Any]
    name: ClassVar[str] = "backend"
    exact: ClassVar[bool] = False
    sends: ClassVar[bool] = True

    def post(self, envelope: Envelope) -> None:
        """Hand it over as a Django message with the same headers and text."""
        message = envelope.message
        kept = {name: str(message[name]) for name in KEPT if message[name]}
        handed = DjangoMessage(
            str(message["Subject"]), message.get_content(), str(message["From"]), [str(message["To"])], headers=kept,
            reply_to=[str(message["Reply-To"])] if message["Reply-To"] else None,
        )  # fmt: skip
        try:
            connection = get_connection(self.path, **self.options)
            connection.open()
        except Exception as trouble:  # whatever a backend raises before anything was handed over
            raise NotNow(_said(trouble)) from None
        try:
            if not connection.send_messages([handed]):
                raise NotNow("the backend took no letter")
        except NotNow:
            raise
        except Exception as trouble:
            raise (Unsure if _may_have_gone(trouble) else NotNow)(_said(trouble)) from None
        finally:
            with suppress(Exception):
                connection.close()


def _may_have_gone(trouble: BaseException) -> bool:
    """Whether a connection broke after it stood: an answer with a status, or no connection at all, says that it did not go."""
    if not isinstance(trouble, OSError) or getattr(trouble, "status_code", None):
        return False
    cause: BaseException | None = trouble
    while cause:
        if isinstance(cause, ConnectionRefusedError | socket.gaierror) or type(cause).__name__ == "ConnectTimeout":
            return False
        cause = cause.__cause__ or cause.__context__
    return True


@lru_cache(maxsize=8)
def _way_of(address: str, backend: str, options: str) -> Way:
    if backend:
        return BackendWay(backend, settings.MAIL_OPTIONS)
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
        return FileWay(Path(unquote(parts.path)))
    if parts.scheme == "console":
        return ConsoleWay()
    if parts.scheme in ("smtp", "smtps") and parts.hostname:
        plain = parse_qs(parts.query).get("encrypted") == ["no"]
        encrypted = "tls" if parts.scheme == "smtps" else "" if plain else "starttls"
        port = parts.port or (465 if encrypted == "tls" else 25 if plain else 587)
        return SmtpWay(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), encrypted)
    raise ValueError(
        "NYBROTT_MAIL must be file:///folder, console:, smtp://user:password@host:587 or smtps://user:password@host:465."
    )


def way() -> Way:
    """The way settings say letters go. Raises `ValueError` with a sentence when the settings make none."""
    try:
        mailbox(settings.MAIL_FROM)
        if settings.MAIL_REPLY_TO:
            mailbox(settings.MAIL_REPLY_TO)
    except ValueError:
        raise ValueError("NYBROTT_MAIL_FROM and NYBROTT_MAIL_REPLY_TO must hold an e-mail address.") from None
    return _way_of(settings.MAIL, settings.MAIL_BACKEND, repr(settings.MAIL_OPTIONS))
