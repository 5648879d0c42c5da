"""Killed between any two steps: no letter is lost and none goes twice, and the chain is right. Two at once never post the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from pathlib import Path

import pytest
from django.db import connection

from nybrott.journal.actions import posting, seal_entries
from nybrott.journal.actions.posting import post_next_letter, rescue_letters
from nybrott.journal.letters.ways import FileWay
from nybrott.journal.models import Entry, Letter
from nybrott.journal.queries import prove
from nybrott.journal.tests.factories import NOW, a_letter, an_entry
from nybrott.journal.tests.test_posting import Post

pytestmark = pytest.mark.django_db(transaction=True)

KILLED = """
import os, signal, sys
from pathlib import Path
from django.utils import timezone
from nybrott.journal.actions import chains, posting
from nybrott.journal.letters import ways

def die(*_words, **_more):
    os.kill(os.getpid(), signal.SIGKILL)

def before(module, name):
    setattr(module, name, die)

def after(module, name):
    done = getattr(module, name)
    def then(*words, **more):
        done(*words, **more)
        die()
    setattr(module, name, then)

when, module, name = sys.argv[1:4]
{"before": before, "after": after}[when]({"posting": posting, "ways.os": ways.os, "chains": chains}[module], name)
if module == "chains":
    chains.seal_entries(now=timezone.now())
else:
    while posting.post_next_letter(way=ways.FileWay(Path(sys.argv[4])), now=timezone.now()):
        pass
"""

POINTS = [
    ("before", "posting", "take"),
    ("before", "posting", "hold"),  # chosen, not marked
    ("before", "posting", "deliver"),  # marked as on its way
    ("before", "ways.os", "fsync"),  # half written
    ("before", "ways.os", "replace"),  # written, not in its place
    ("after", "ways.os", "replace"),  # gone, not marked
    ("before", "posting", "mark_sent"),
    ("before", "posting", "let_go"),  # marked as sent
]


@pytest.fixture
def killed(by_itself: Callable[..., tuple[int, str]], let_go: Callable[[], None]) -> Callable[..., None]:
    """Runs a worker in a process of its own that kills itself at the point that is named, and waits until the server knows."""

    def done(*words: str) -> None:
        code, said = by_itself(KILLED, *words)
        assert code == -9, said
        let_go()

    return done


@pytest.mark.parametrize(("when", "module", "name"), POINTS)
def test_killed_while_posting(when: str, module: str, name: str, folder: Path, killed: Callable[..., None]) -> None:
    letters = [a_letter(subject=f"Nr. {number}") for number in range(2)]
    place = folder / "letters"
    killed(when, module, name, str(place))
    way = FileWay(place)
    rescue_letters(way=way, now=NOW)
    while post_next_letter(way=way, now=NOW):
        pass
    rescue_letters(way=way, now=NOW)
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    files = [message_from_bytes(file.read_bytes()) for file in place.glob("*.eml")]
    assert sorted(str(file["Subject"]) for file in files) == ["Nr. 0", "Nr. 1"]
    assert sorted(file["Message-ID"].split("-")[0] for file in files) == sorted(f"<{letter.pk}" for letter in letters)
    assert [file.name for file in place.iterdir() if file.suffix != ".eml"] == []


def test_killed_with_a_way_that_is_not_exact_a_person_is_asked(folder: Path, killed: Callable[..., None]) -> None:
    letter = a_letter()
    killed("before", "posting", "deliver", str(folder / "letters"))
    way = Post()
    assert post_next_letter(way=way, now=NOW) is False
    rescue_letters(way=way, now=NOW)
    letter.refresh_from_db()
    assert (letter.state, letter.stranded_at, way.went) == ("sending", NOW, [])


@pytest.mark.parametrize(
    "point", [("after", "chains", "lock_chain"), ("before", "chains", "seal_of"), ("after", "chains", "seal_some")]
)
def test_killed_while_sealing(point: tuple[str, str, str], killed: Callable[..., None]) -> None:
    for _n in range(3):
        an_entry()
    killed(*point, "")
    an_entry()
    seal_entries(now=NOW)
    assert sorted(Entry.objects.values_list("place", flat=True)) == [1, 2, 3, 4]
    assert prove(3).broken is None


def posted_by(count: int, way: Post) -> list[str]:
    """So many workers at once; gives the subjects that went."""

    def work() -> None:
        try:
            while post_next_letter(way=way, now=NOW):
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        for one in [threads.submit(work) for _n in range(count)]:
            one.result(120)
    return sorted(str(one.message["Subject"]) for one in way.went)


def test_two_workers_never_post_the_same() -> None:
    for number in range(12):
        a_letter(subject=f"{number:02}")
    assert posted_by(3, Post()) == [f"{number:02}" for number in range(12)]


def test_without_the_locks_two_workers_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race itself: both have read the letter before either has marked it."""
    import threading

    a_letter(subject="once")
    both = threading.Barrier(2, timeout=60)

    def take(*, way: Post, now: object) -> Letter | None:
        letter = posting.due(NOW).select_related("entry").first()
        try:
            both.wait()
        except threading.BrokenBarrierError:
            return None
        if letter:
            Letter.objects.filter(pk=letter.pk).update(state="sending")
            letter.state = "sending"
            both.wait()
        return letter

    monkeypatch.setattr(posting, "take", take)
    assert posted_by(2, Post()) == ["once", "once"]
