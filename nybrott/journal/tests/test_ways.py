"""An SMTP server that answers this and that; what each answer means for the letter. And the ways settings can name."""

import smtplib
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import ClassVar

import pytest
from django.core import mail
from pytest_django import Settings as SettingsWrapper

from nybrott.journal.letters import ways
from nybrott.journal.letters.envelopes import Envelope
from nybrott.journal.letters.ways import BackendWay, ConsoleWay, FileWay, Never, NotNow, SmtpWay, Unsure


def an_envelope() -> Envelope:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"], message["Message-ID"] = "a@b.no", "c@d.no", "Emne", "<1@b.no>"
    for name in ("Date", "Content-Language", "Auto-Submitted"):
        message[name] = "x"
    message.set_content("Hei æøå\n.\nPunktum\n")
    return Envelope("1-x", "a@b.no", "c@d.no", message)


class Server(socketserver.ThreadingTCPServer):
    """`answers`: the beginning of a command → what is answered to it; None hangs up."""

    allow_reuse_address = True
    daemon_threads = True
    answers: ClassVar[dict[str, str | None]] = {}
    got: ClassVar[list[bytes]] = []


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line.decode().split()[0].upper()
            answer = Server.answers.get(word, "354 go on" if word == "DATA" else "250 fine")
            if answer is None:
                return
            self.wfile.write(answer.encode() + b"\r\n")
            if word == "DATA" and answer.startswith("354"):
                text = b""
                while not text.endswith(b"\r\n.\r\n"):
                    text += self.rfile.readline()
                after = Server.answers.get("TEXT", "250 taken")
                if after is None:
                    return
                if after.startswith("250"):
                    Server.got.append(text)
                self.wfile.write(after.encode() + b"\r\n")
            if word == "QUIT":
                return


@contextmanager
def a_server(**answers: str | None) -> Iterator[SmtpWay]:
    Server.answers, Server.got = answers, []
    with Server(("127.0.0.1", 0), Talk) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield SmtpWay("127.0.0.1", server.server_address[1], encrypted="")
        finally:
            server.shutdown()
            thread.join()


def test_it_is_handed_over_whole() -> None:
    with a_server() as way:
        way.post(an_envelope())
    (text,) = Server.got
    assert b"Message-ID: <1@b.no>" in text
    assert b"\r\n..\r\nPunktum" in text  # a lone full stop does not end it


@pytest.mark.parametrize(
    ("answers", "meaning"),
    [
        ({"MAIL": "451 later"}, NotNow),
        ({"MAIL": "550 not you"}, Never),
        ({"RCPT": "450 greylisted"}, NotNow),
        ({"RCPT": "550 no such person"}, Never),
        ({"RCPT": None}, NotNow),
        ({"EHLO": None}, NotNow),
        ({"DATA": "451 later"}, NotNow),
        ({"DATA": "554 no"}, Never),
        ({"TEXT": "452 full"}, NotNow),
        ({"TEXT": "554 spam"}, Never),
        ({"TEXT": None}, Unsure),
    ],
)
def test_what_an_answer_means(answers: dict[str, str | None], meaning: type[Exception]) -> None:
    with a_server(**answers) as way, pytest.raises(meaning):
        way.post(an_envelope())
    assert Server.got == []


def test_a_farewell_that_fails_changes_nothing() -> None:
    with a_server(QUIT=None) as way:
        way.post(an_envelope())
    assert len(Server.got) == 1


def test_nobody_there_and_no_encryption_where_it_is_wanted() -> None:
    with pytest.raises(NotNow):
        SmtpWay("127.0.0.1", 1, encrypted="").post(an_envelope())
    with a_server() as way, pytest.raises(NotNow, match="STARTTLS"):
        SmtpWay("127.0.0.1", way.port).post(an_envelope())
    assert Server.got == []


def test_a_backend_made_for_django() -> None:
    way = BackendWay("django.core.mail.backends.locmem.EmailBackend", {})
    mail.outbox = []
    way.post(an_envelope())
    (went,) = mail.outbox
    assert (went.subject, went.to, went.extra_headers["Message-ID"]) == ("Emne", ["c@d.no"], "<1@b.no>")


class Told(Exception):
    status_code = 422


class Timeout(OSError):
    pass


@pytest.mark.parametrize(
    ("trouble", "meaning"), [(Told("no"), NotNow), (Timeout("no answer"), Unsure), (ConnectionRefusedError(), NotNow)]
)
def test_what_a_backend_raises(trouble: Exception, meaning: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_words: object) -> int:
        raise trouble

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    with pytest.raises(meaning):
        BackendWay("django.core.mail.backends.locmem.EmailBackend", {}).post(an_envelope())
    with pytest.raises(NotNow):
        BackendWay("no.such.Backend", {}).post(an_envelope())


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("file:///srv/my%20letters", FileWay(Path("/srv/my letters"))),
        ("console:", ConsoleWay()),
        ("smtp://mail.example.org", SmtpWay("mail.example.org", 587)),
        ("smtp://u%40x:p%2F@mail.example.org:2525", SmtpWay("mail.example.org", 2525, "u@x", "p/")),
        ("smtps://mail.example.org", SmtpWay("mail.example.org", 465, encrypted="tls")),
        ("smtp://localhost?encrypted=no", SmtpWay("localhost", 25, encrypted="")),
    ],
)
def test_what_settings_can_name(address: str, made: object, settings: SettingsWrapper) -> None:
    settings.MAIL = address
    assert ways.way() == made


@pytest.mark.parametrize("address", ["", "letters", "http://x", "file:letters", "smtp://", "smtp:x"])
def test_what_settings_cannot_name(address: str, settings: SettingsWrapper) -> None:
    settings.MAIL = address
    with pytest.raises(ValueError, match="NYBROTT_MAIL must be"):
        ways.way()


def test_a_sender_without_address_is_told(settings: SettingsWrapper) -> None:
    settings.MAIL_FROM = "Nybrott"
    with pytest.raises(ValueError, match="NYBROTT_MAIL_FROM"):
        ways.way()


def test_the_console(capsys: pytest.CaptureFixture[str]) -> None:
    ConsoleWay().post(an_envelope())
    assert "Subject: Emne" in capsys.readouterr().out


def test_what_smtp_says_is_kept() -> None:
    assert ways._said(smtplib.SMTPAuthenticationError(535, b"wrong password")) == "535 wrong password"
    assert ways._said(TimeoutError()) == "TimeoutError"
