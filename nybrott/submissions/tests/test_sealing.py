"""Nobody reads early: not from the database, not from the files, not through a query, not by moving the deadline, not by calling what decrypts."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from nybrott.core.actor import system
from nybrott.core.verdict import Refused
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import a_buyer
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.submissions import actions, queries, rules
from nybrott.submissions.models import Answer, Attachment, Box, KeyLost, StillSealed, Submission
from nybrott.submissions.queries import Told
from nybrott.submissions.tests.factories import a_file, a_writer, an_asking_dialogue, an_input, opened, written

pytestmark = pytest.mark.django_db
ROOM = Path(__file__).resolve().parents[1]
OPEN_WORD, SECRET_WORD, REASON_WORD, FILE_WORD, NAME_WORD = (
    "Blåbærlyng",
    "Tyttebærmyr",
    "Krekling",
    "Molteblomst",
    "multekart",
)


@pytest.fixture
def place(settings: Settings, tmp_path: Path) -> Organisation:
    settings.VAR = tmp_path
    return an_organisation()


def a_full_input(place: Organisation) -> tuple[Dialogue, Submission]:
    """An input whose every part has a word of its own."""
    dialogue = an_asking_dialogue(place)
    by, _key = a_writer(dialogue)
    written(by, told=Told(OPEN_WORD, SECRET_WORD, REASON_WORD))
    for part in ("open", "secret"):
        a_file(by, part, name=f"{NAME_WORD}.csv", plain=f"navn;tall\n{FILE_WORD};1\n".encode())
    return dialogue, actions.send_input(representative=by, named=True, now=timezone.now())


def whole_database() -> str:
    """Every row of every table, bytes as text."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            for row in cursor.fetchall():
                found += [
                    bytes(one).decode("latin-1") if isinstance(one, bytes | memoryview) else str(one) for one in row
                ]
    return "\n".join(found)


def read_anywhere(tmp_path: Path, words: list[str]) -> set[str]:
    """Which of the words stand anywhere in the database or in the site's folder, as UTF-8 or escaped."""
    everything = whole_database() + "".join(
        path.read_bytes().decode("latin-1") for path in tmp_path.rglob("*") if path.is_file()
    )
    ways = {word: (word, word.encode().decode("latin-1"), word.encode("unicode_escape").decode()) for word in words}
    return {word for word, written_so in ways.items() if any(one in everything for one in written_so)}


def test_what_is_sealed_stands_nowhere_and_a_secret_never_does(place: Organisation, tmp_path: Path) -> None:
    words = [OPEN_WORD, SECRET_WORD, REASON_WORD, FILE_WORD, NAME_WORD]
    dialogue, submission = a_full_input(place)
    assert submission.supplier.name in whole_database()  # what we look with finds what is there
    assert read_anywhere(tmp_path, words) == set()
    opened(dialogue, a_buyer(place))
    assert read_anywhere(tmp_path, words) == {OPEN_WORD, REASON_WORD, NAME_WORD}
    reader = a_buyer(place)
    dialogue.posts.create(
        user_id=reader.user_id, kind="leads", secrets=True, declared_at=timezone.now(), conflict=False
    )
    assert [one.text for one in actions.read_secret(actor=reader, submission=fresh(submission), now=timezone.now())] == [SECRET_WORD]  # fmt: skip
    assert read_anywhere(tmp_path, words) == {OPEN_WORD, REASON_WORD, NAME_WORD}


def fresh(submission: Submission) -> Submission:
    return Submission.objects.select_related("box__dialogue", "supplier").get(pk=submission.pk)


def test_nobody_of_ours_finds_it_before_the_opening(place: Organisation) -> None:
    dialogue, _sent = a_full_input(place)
    for actor in (a_buyer(place), an_actor(place, "admin"), system("Search", place.pk)):
        assert not Submission.objects.visible_to(actor).exists()
        assert not Answer.objects.visible_to(actor).exists()
        assert not Attachment.objects.visible_to(actor).exists()
        assert not queries.opened_answers(actor, dialogue, "other").exists()
    assert not queries.published(dialogue).exists()
    opened(dialogue, a_buyer(place))
    assert Submission.objects.visible_to(a_buyer(place)).count() == 1
    assert not Submission.objects.visible_to(a_buyer(an_organisation())).exists()


def test_what_decrypts_refuses_before_the_opening_and_fits_one_place_alone(place: Organisation) -> None:
    dialogue, submission = a_full_input(place)
    box, answer = Box.objects.get(dialogue=dialogue), submission.answers.get()
    assert answer.sealed_open is not None
    with pytest.raises(StillSealed):
        box.for_us(answer.sealed_open, answer.sealed_place("open"))
    assert OPEN_WORD in str(queries.own_answer(box, answer).told)
    with pytest.raises(KeyLost):  # the open part put where the secret lies, or in the input of somebody else
        box.for_the_supplier(answer.sealed_open, answer.sealed_place("secret"))
    with pytest.raises(KeyLost):
        box.for_the_supplier(bytes(answer.sealed_open)[:-1] + b"\0", answer.sealed_place("open"))


def test_only_the_opening_the_reading_and_the_suppliers_own_page_call_what_decrypts() -> None:
    """Another file that does is a new way in: it needs a decision, not a line."""
    calls: dict[str, set[str]] = {"for_us": set(), "for_the_supplier": set(), "own_answer": set(), "own_bytes": set(), "mine": set()}  # fmt: skip
    for path in ROOM.parent.rglob("*.py"):
        if "tests" in path.parts:
            continue
        text = path.read_text("utf-8")
        if "for_us" not in text and "for_the_supplier" not in text and "submissions" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in calls:
                    calls[name].add(path.relative_to(ROOM.parent).as_posix())
    room = "submissions"
    assert calls == {
        "for_us": {f"{room}/actions/opening.py", f"{room}/actions/reading.py", f"{room}/queries/inputs.py"},
        "for_the_supplier": {f"{room}/queries/own.py"},
        "own_answer": {f"{room}/queries/inputs.py", f"{room}/actions/writing.py"},
        "own_bytes": {f"{room}/views/own.py"},
        "mine": {f"{room}/views/own.py", f"{room}/views/framing.py", f"{room}/actions/sending.py"},
    }


def test_the_deadline_moves_later_and_never_earlier(place: Organisation) -> None:
    dialogue, _submission = a_full_input(place)
    told, buyer = dialogue.input_until, a_buyer(place)
    assert told is not None
    early = timezone.now() + timedelta(hours=1)
    Dialogue.objects.filter(pk=dialogue.pk).update(input_until=early)
    dialogue.refresh_from_db()
    assert rules.deadline(dialogue, queries.box_of(dialogue)) == told
    with pytest.raises(Refused, match="sealed until"):
        actions.open_input(actor=buyer, dialogue=dialogue, now=early + timedelta(minutes=1))
    Dialogue.objects.filter(pk=dialogue.pk).update(input_until=None)
    with pytest.raises(Refused, match="sealed until"):
        actions.open_input(actor=buyer, dialogue=dialogue, now=told - timedelta(seconds=1))
    Dialogue.objects.filter(pk=dialogue.pk).update(input_until=told + timedelta(days=2))
    with pytest.raises(Refused, match="sealed until"):
        actions.open_input(actor=buyer, dialogue=dialogue, now=told + timedelta(days=1))
    assert actions.open_input(actor=buyer, dialogue=dialogue, now=told + timedelta(days=2)) == 1


def test_the_database_refuses_an_opening_before_its_time(place: Organisation) -> None:
    a_full_input(place)
    with pytest.raises(IntegrityError, match="a_box_is_not_opened_before_its_time"), transaction.atomic():
        Box.objects.update(opened_at=timezone.now())


def test_another_secret_of_the_host_opens_nothing_and_says_so(place: Organisation, settings: Settings) -> None:
    dialogue, _submission = a_full_input(place)
    first = settings.SECRET_KEY
    settings.SEALING_SECRET = "one of its own, set later"
    settings.SECRET_KEY = "another"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Refused, match="NYBROTT_SEALING_SECRET"):
        opened(dialogue, a_buyer(place))
    assert Box.objects.get().opened_at is None
    settings.SECRET_KEY_FALLBACKS = [first]
    assert opened(dialogue, a_buyer(place)) == 1


def test_what_somebody_changed_in_the_database_hinders_nobody_elses_opening(place: Organisation) -> None:
    dialogue = an_asking_dialogue(place)
    broken, whole = (an_input(a_writer(dialogue, name)[0]) for name in ("Brutt AS", "Hel AS"))
    answer = broken.answers.get()
    assert answer.sealed_open is not None
    Answer.objects.filter(pk=answer.pk).update(sealed_open=bytes(answer.sealed_open)[:-1] + b"\0")
    assert opened(dialogue, a_buyer(place)) == 2
    assert [(one.damaged, bool(one.text)) for one in (broken.answers.get(), whole.answers.get())] == [(True, False), (False, True)]  # fmt: skip


def test_nobody_hinders_the_opening_by_what_they_write(place: Organisation) -> None:
    dialogue = an_asking_dialogue(place)
    strange = (
        "\ud800 nul \0 \u202e " + "\u0958" * 500
    )  # half a sign, no sign, and signs that become two when they are made alike
    one = an_input(a_writer(dialogue)[0], told=Told(strange, strange, strange[-500:]))
    assert opened(dialogue, a_buyer(place)) == 1
    answer = one.answers.get()
    assert len(answer.reason) == 500
    assert "\0" not in answer.text


def test_how_long_an_answer_is_cannot_be_seen(place: Organisation) -> None:
    dialogue = an_asking_dialogue(place)
    lengths = set()
    for number, text in enumerate(("", "Ja", "Nei, det vet vi ikke. " * 60)):
        by, _key = a_writer(dialogue, f"Firma {number}")
        written(by, told=Told(text, text, "x"))
        answer = Answer.objects.get(submission__supplier=by.supplier)
        lengths |= {len(answer.sealed_open or b""), len(answer.sealed_secret or b"")}
    assert len(lengths) == 1
