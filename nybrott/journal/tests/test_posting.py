"""Letters go once: in order, tried again with growing pauses, gathered when their receiver wants it so."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import ClassVar

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings as SettingsWrapper

from nybrott.journal.actions import gather_letters, post_next_letter, rescue_letters
from nybrott.journal.actions.laying import NewLetter, next_morning
from nybrott.journal.actions.posting import PAUSES
from nybrott.journal.letters.envelopes import Envelope, envelope, filled, missing, shown
from nybrott.journal.letters.ways import FileWay, Never, NotNow, Unsure
from nybrott.journal.models import Letter, LetterChoice, ReadFirst
from nybrott.journal.queries import words
from nybrott.journal.states import LETTER, LetterKind, LetterState
from nybrott.journal.tests.factories import KARI, NOW, a_letter, an_entry

pytestmark = pytest.mark.django_db


class Post:
    """A way that does what the test says and remembers what went."""

    name: ClassVar[str] = "smtp"
    exact: ClassVar[bool] = False
    sends: ClassVar[bool] = True

    def __init__(self, *troubles: Exception) -> None:
        self.troubles = list(troubles)
        self.went: list[Envelope] = []

    def post(self, envelope: Envelope) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.went.append(envelope)


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kinds of letters as rooms would have them."""
    from nybrott.journal.queries.saying import letter_kinds

    letter_kinds.cache_clear()
    monkeypatch.setattr(
        "nybrott.journal.queries.saying._gathered",
        lambda _module, name: {"needs.told": LetterKind("News of needs"), "people.reset": LetterKind("Password", at_once=True, readable=False)}
        if name == "KINDS"
        else {},
    )  # fmt: skip
    yield
    letter_kinds.cache_clear()
    words.cache_clear()


def post_all(way: Post | FileWay, now: datetime = NOW) -> int:
    count = 0
    while post_next_letter(way=way, now=now):
        count += 1
    return count


def test_what_waits_goes_once_the_oldest_first() -> None:
    letters = [a_letter(subject=f"Nr. {number}") for number in range(3)]
    a_letter(send_after=NOW + timedelta(hours=1), subject="Later")
    way = Post()
    assert post_all(way) == 3
    assert [str(one.message["Subject"]) for one in way.went] == ["Nr. 0", "Nr. 1", "Nr. 2"]
    letters[0].refresh_from_db()
    assert (letters[0].state, letters[0].sent_at, letters[0].attempts, letters[0].way) == ("sent", NOW, 1, "smtp")
    assert post_all(way) == 0
    assert post_all(way, NOW + timedelta(hours=1)) == 1


def test_a_secret_is_filled_in_on_the_way_out_and_forgotten() -> None:
    letter = a_letter(body="Velkommen: {link} {other}", secrets={"link": "https://x/{other}"})
    with override("nb"):
        assert shown(letter.body, letter.secrets) == "Velkommen: «den personlige lenken» {other}"
    way = Post()
    post_all(way)
    assert way.went[0].message.get_content() == "Velkommen: https://x/{other} {other}\n"
    letter.refresh_from_db()
    assert letter.secrets == {}


def test_a_letter_that_does_not_say_its_secret_is_a_fault_in_the_code() -> None:
    with pytest.raises(ValueError, match=r"\{link\}"):
        NewLetter("x.y", "a@b.no", "s", "nothing", secrets={"link": "x"})
    assert missing("{code}", {"link": "x", "code": "y"}) == ["{link}"]
    assert filled("{a} {b}", {"a": "1"}) == "1 {b}"


def test_what_fails_is_tried_again_with_growing_pauses_and_then_shown() -> None:
    letter, now, pauses = a_letter(), NOW, []
    way = Post(*[NotNow("451 try later")] * (len(PAUSES) + 1))
    for _try in range(len(PAUSES)):
        assert post_all(way, now) == 1
        letter.refresh_from_db()
        assert (letter.state, letter.trouble) == ("waiting", "451 try later")
        pauses.append(letter.send_after - now)
        now = letter.send_after
    assert pauses == PAUSES == sorted(PAUSES)
    assert post_all(way, now) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("failed", len(PAUSES) + 1)
    assert way.went == []


def test_what_never_can_go_fails_at_once() -> None:
    letter = a_letter()
    post_all(Post(Never("550 no such person")))
    letter.refresh_from_db()
    assert (letter.state, letter.trouble, letter.attempts) == ("failed", "550 no such person", 1)


def test_when_nobody_knows_a_person_is_asked_and_nothing_goes_by_itself() -> None:
    letter = a_letter()
    way = Post(Unsure("the line went dead"))
    assert (post_all(way), post_all(way), rescue_letters(way=way, now=NOW)) == (1, 0, 0)
    letter.refresh_from_db()
    assert (letter.state, letter.stranded_at, letter.trouble) == ("sending", NOW, "the line went dead")


def test_what_a_dead_one_left_on_its_way_is_shown_or_posted_again_only_where_that_harms_nothing(folder: Path) -> None:
    left = a_letter()
    Letter.objects.filter(pk=left.pk).update(state=LetterState.SENDING, way="smtp")
    assert rescue_letters(way=FileWay(folder / "letters"), now=NOW) == 0  # another way had taken it
    left.refresh_from_db()
    assert (left.state, left.stranded_at) == ("sending", NOW)
    exact = a_letter()
    Letter.objects.filter(pk=exact.pk).update(state=LetterState.SENDING, way="file")
    assert rescue_letters(way=FileWay(folder / "letters"), now=NOW) == 1
    exact.refresh_from_db()
    assert exact.state == "sent"


def test_a_file_for_each_letter_and_the_same_twice_is_one(folder: Path) -> None:
    letter = a_letter(body="Hei æøå " + "x" * 5000, to_name="Ola Åsen")
    way = FileWay(folder / "a" / "letters")
    way.post(envelope(letter, now=NOW))
    way.post(envelope(letter, now=NOW))
    (file,) = way.folder.iterdir()
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert (message["To"], message["Subject"]) == ("Ola Åsen <ola@example.org>", "Nytt om behovet")
    assert message.get_content() == "Hei æøå " + "x" * 5000 + "\r\n"
    assert max(map(len, file.read_bytes().split(b"\r\n"))) <= 998
    assert (file.stat().st_mode & 0o777, way.folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_folder_that_cannot_be_written_is_no_disaster(folder: Path) -> None:
    (folder / "letters").write_text("a file")
    letter = a_letter()
    post_all(FileWay(folder / "letters"))
    letter.refresh_from_db()
    assert letter.state == "waiting"
    assert "letters" in letter.trouble


NASTY = st.text(max_size=60) | st.sampled_from(
    ["a\r\nBcc: x@y.no", "a\nb", "=?utf-8?q?x?=", '"; <x@y>', "x" * 400, "\x00"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NASTY, NASTY, st.text(max_size=300))
def test_nothing_is_smuggled_into_a_header(subject: str, name: str, body: str) -> None:
    letter = a_letter(subject=subject or "x", to_name=name, body=body)
    made = envelope(letter, now=NOW)
    read = message_from_bytes(made.message.as_bytes(), policy=default)
    assert set(read.keys()) == set(made.message.keys())
    assert "Bcc" not in read
    assert [one.addr_spec for one in read["To"].addresses] == ["ola@example.org"]
    assert read.get_content().replace("\r\n", "\n") == made.message.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize(
    "address", ["", "no", "a@b", "a@b.no\nBcc: c@d.no", "a b@c.no", "a@b.no, c@d.no", "x" * 300 + "@b.no"]
)
def test_an_address_that_is_none_fails_from_the_start_and_nothing_else_does(address: str) -> None:
    letter = a_letter(to_address=address)
    assert letter.state == "failed"
    assert "\n" not in letter.to_address
    assert letter.trouble
    assert post_all(Post()) == 0


def test_the_headers(settings: SettingsWrapper) -> None:
    settings.MAIL_FROM, settings.MAIL_REPLY_TO = "Bjørkelia <post@bjorkelia.no>", "svar@bjorkelia.no"
    letter = a_letter(to_address="kari@blåbær.no", language="nn")
    made = envelope(letter, now=NOW)
    assert made.receiver == "kari@xn--blbr-roah.no"
    assert made.message["Reply-To"] == "svar@bjorkelia.no"
    assert made.message["Message-ID"] == f"<{letter.pk}-{letter.entry.digest[:16]}@bjorkelia.no>"
    assert (made.message["Content-Language"], made.message["Auto-Submitted"]) == ("nn", "auto-generated")
    assert envelope(letter, now=NOW + timedelta(days=1)).message["Message-ID"] == made.message["Message-ID"]


# --- read first, gathered, never ---


def test_a_kind_that_is_read_first_is_laid_out_held_but_never_what_lets_somebody_in() -> None:
    for kind in ("needs.told", "people.reset"):
        ReadFirst.objects.create(organisation_id=3, kind=kind)
    assert a_letter().state == "held"
    assert a_letter(kind="people.reset").state == "waiting"


def choose(pace: str, kind: str = "needs.told") -> None:
    LetterChoice.objects.update_or_create(user_id=9, kind=kind, defaults={"pace": pace})


@pytest.mark.parametrize(
    ("pace", "more", "state", "kept"),
    [
        ("once", {}, "waiting", "once"),
        ("daily", {}, "waiting", "daily"),
        ("weekly", {}, "waiting", "weekly"),
        ("never", {}, "withdrawn", "never"),
        ("never", {"kind": "people.reset"}, "waiting", "once"),
        ("daily", {"body": "{link}", "secrets": {"link": "x"}}, "waiting", "once"),
        ("never", {"kind": "some.unknown"}, "waiting", "once"),
    ],
)
def test_what_the_receiver_chose(pace: str, more: dict[str, object], state: str, kept: str) -> None:
    choose(pace, str(more.get("kind", "needs.told")))
    letter = a_letter(to_user_id=9, **more)
    assert (letter.state, letter.pace) == (state, kept)


@pytest.mark.parametrize(
    ("after", "daily", "weekly"),
    [
        (datetime(2026, 11, 27, 5, 59, tzinfo=UTC), "2026-11-27T06:00", "2026-11-30T06:00"),  # Friday 06.59 in Oslo
        (datetime(2026, 11, 27, 6, 0, tzinfo=UTC), "2026-11-28T06:00", "2026-11-30T06:00"),
        (datetime(2026, 11, 29, 23, 30, tzinfo=UTC), "2026-11-30T06:00", "2026-11-30T06:00"),  # Monday already
        (datetime(2026, 11, 30, 12, 0, tzinfo=UTC), "2026-12-01T06:00", "2026-12-07T06:00"),
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), "2026-03-29T05:00", "2026-03-30T05:00"),  # summer time begins
    ],
)
def test_the_next_morning(after: datetime, daily: str, weekly: str) -> None:
    said = [next_morning(after, weekly=one).astimezone(UTC).strftime("%Y-%m-%dT%H:%M") for one in (False, True)]
    assert said == [daily, weekly]


def test_letters_are_gathered_into_one_for_each_receiver() -> None:
    choose("daily")
    letters = [
        a_letter(to_user_id=9, subject=f"Sak {number}", body=f"Tekst {number}", language="nn") for number in range(3)
    ]
    alone = a_letter(to_user_id=None)
    way = Post()
    assert post_all(way) == 1  # the one that is not gathered
    assert gather_letters(now=NOW) == 0
    morning = next_morning(NOW, weekly=False)
    assert gather_letters(now=morning) == 1
    assert gather_letters(now=morning) == 0
    assert post_all(way, morning) == 1
    whole = way.went[1].message
    assert [f"Sak {n}" in whole.get_content() and f"Tekst {n}" in whole.get_content() for n in range(3)] == [True] * 3
    assert whole["Subject"] == "3 meldingar frå Nybrott"
    for letter in letters:
        letter.refresh_from_db()
        assert letter.state == "gathered"
        assert letter.gathered_into is not None
        assert letter.gathered_into.kind == "journal.gathered"
    alone.refresh_from_db()
    assert alone.state == "sent"


def test_a_letter_that_is_alone_goes_as_it_is() -> None:
    choose("weekly")
    a_letter(to_user_id=9)
    monday = next_morning(NOW, weekly=True)
    way = Post()
    assert gather_letters(now=monday) == 1
    assert post_all(way, monday) == 1
    assert way.went[0].message["Subject"] == "Nytt om behovet"


def test_every_state_is_reached_and_named() -> None:
    assert set(LETTER.states) == set(LetterState.values)
    assert an_entry(KARI).pk
