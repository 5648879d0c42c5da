"""What the two write down is theirs; what they agree is a task, and each follows the other."""

import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from nybrott.challenges.tests.factories import an_anchored_challenge
from nybrott.core.verdict import Refused
from nybrott.desk import actions as desk
from nybrott.desk.actions import save_draft
from nybrott.desk.models import Task
from nybrott.guidance import actions, queries
from nybrott.guidance.models import Note, Pairing
from nybrott.guidance.tests.factories import a_note, a_pairing, a_session, a_step
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Membership, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.runs.tests.factories import a_part, a_run

pytestmark = pytest.mark.django_db
SECRET = "Hemmelighetsgryte"  # a word that stands nowhere else


@pytest.fixture
def pair() -> Pairing:
    place = an_organisation()
    run = a_run(place)
    challenge = an_anchored_challenge(place, "Natteroen")
    return a_pairing(place, run=run, driver=a_part(run, challenge=challenge))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- notes ---


def addresses(pair: Pairing, session_id: int) -> Iterator[str]:
    """Every page of the site that can be named with what is at hand: no argument, or one key of something of the pair."""
    keys = {
        "session": session_id, "event": session_id, "agenda": session_id, "times": pair.mentor_id, "run": pair.run_id,
    }  # fmt: skip

    def walk(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            else:
                yield f"{space}{pattern.name}"

    for name in walk(get_resolver().url_patterns):
        room, _colon, last = name.partition(":")
        challenge = {"pk": pair.driver.challenge_id}
        guesses = [{}, {"pk": keys.get(last, pair.pk) if room in ("guidance", "runs") else pair.driver.challenge_id}]
        if "challenges" in name or room in ("challenges", "web"):
            guesses = [{}, challenge]
        for kwargs in guesses:
            try:
                yield reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue


def said(client: Client, address: str) -> str:
    """All an address answers, unpacked where it is an archive."""
    answer = client.get(address)
    streamed = isinstance(answer, StreamingHttpResponse)
    found = b"".join(answer.streaming_content) if streamed else answer.content  # type: ignore[arg-type]
    return unpacked(found)


def unpacked(found: bytes) -> str:
    if found[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(found)) as packed:
            found = b"\n".join(packed.read(name) for name in packed.namelist())
    return found.decode("utf-8", "replace")


@pytest.mark.soak
def test_a_pairs_own_note_stands_on_no_page_and_in_no_export_for_anyone_else(pair: Pairing) -> None:
    place = pair.run.organisation
    session = a_session(pair, topic=f"{SECRET} emne", agenda=f"{SECRET} agenda")
    note = a_note(pair, pair.driver.user, f"{SECRET} notat", session=session)
    actions.change_note(
        actor=actor_of(pair.driver.user, place), note=note, kind="pair", text=f"{SECRET} igjen", now=timezone.now()
    )
    a_note(pair, pair.mentor.user, "Delt notat", kind="shared", session=session)
    client = signed_in(a_member(place, "admin", "lead", "coordinator"))
    pages = sorted(set(addresses(pair, session.pk)))
    assert len(pages) > 80
    assert reverse("guidance:session", args=[session.pk]) in pages
    assert reverse("guidance:notes", args=[pair.pk]) in pages
    save_draft(
        actor=actor_of(pair.driver.user, place),
        key=f"guidance.note:{pair.pk}:0",
        fields={"text": [f"{SECRET} utkast"]},
        page="a",
        sequence=1,
        version=0,
        now=timezone.now(),
    )
    found = {address: said(client, address) for address in pages if "/logout" not in address}
    assert [address for address, text in found.items() if SECRET in text] == []
    assert "Delt notat" in found[reverse("guidance:notes", args=[pair.pk])]
    for part in (pair.driver, pair.mentor):
        key = Membership.objects.get(user=part.user).pk
        assert SECRET not in said(client, reverse("privacy:person", args=[key]))
        taken = client.post(reverse("privacy:person_file", args=[key]), {"reason": "Innsyn"})
        assert SECRET not in unpacked(b"".join(taken.streaming_content)), "not in what an administrator hands out"  # type: ignore[attr-defined]
    own = signed_in(pair.driver.user).post(reverse("privacy:me_file"))
    mine = unpacked(b"".join(own.streaming_content))  # type: ignore[attr-defined]
    assert all(f"{SECRET} {what}" in mine for what in ("igjen", "utkast", "emne", "agenda"))
    for query in ("?text=", "?q=", "?search="):
        for address in (reverse("journal:entries"), reverse("challenges:challenges")):
            assert f"{SECRET} igjen" not in said(client, f"{address}{query}{SECRET}")
    assert SECRET in said(signed_in(pair.mentor.user), reverse("guidance:session", args=[session.pk]))


def test_nor_in_history_letters_or_the_administration_of_the_site(pair: Pairing) -> None:
    session = a_session(pair)
    note = a_note(pair, pair.driver.user, SECRET, session=session)
    actions.remove_note(actor=actor_of(pair.driver.user, pair.run.organisation), note=note, now=timezone.now())
    assert Entry.objects.filter(verb__startswith="guidance.note").count() == 2
    assert not any(SECRET in json.dumps(entry.private) for entry in Entry.objects.all())
    assert not any(SECRET in letter.body + letter.subject for letter in Letter.objects.all())
    assert not apps.is_installed("django.contrib.admin"), "there is no other way in"


def test_only_who_wrote_it_changes_a_note_and_nothing_once_the_pair_has_ended(pair: Pairing) -> None:
    note = a_note(pair, pair.driver.user)
    place = pair.run.organisation
    with pytest.raises(Refused, match="som skrev"):
        actions.change_note(
            actor=actor_of(pair.mentor.user, place), note=note, kind="shared", text="x", now=timezone.now()
        )
    Pairing.objects.update(state="ended")
    note.pairing.refresh_from_db()
    with pytest.raises(Refused, match="avsluttet"):
        actions.change_note(
            actor=actor_of(pair.driver.user, place), note=note, kind="shared", text="x", now=timezone.now()
        )
    assert list(Note.objects.visible_to(actor_of(pair.mentor.user, place))) == [note], "it can still be read"


def test_others_meet_a_no_with_its_reason(pair: Pairing) -> None:
    """A colleague sees the pair and changes nothing; somebody else's note is not there at all."""
    session, note = a_session(pair), a_note(pair, pair.driver.user)
    client = signed_in(a_member(pair.run.organisation, "admin"))
    for name in ("book", "write_note", "agree"):
        assert client.get(reverse(f"guidance:{name}", args=[pair.pk])).status_code == 403, name
    for name in ("move", "call_off", "agenda", "close"):
        assert client.get(reverse(f"guidance:{name}", args=[session.pk])).status_code == 403, name
    assert client.get(reverse("guidance:change_note", args=[note.pk])).status_code == 404
    assert client.get(reverse("guidance:event", args=[session.pk])).status_code == 404
    assert client.get(reverse("guidance:times", args=[pair.mentor_id])).status_code == 200
    assert client.post(reverse("guidance:set_terms", args=[pair.mentor_id])).status_code == 403


# --- agreed next steps ---


def test_an_agreed_step_is_a_task_and_each_follows_the_other(pair: Pairing) -> None:
    driver, now = actor_of(pair.driver.user, pair.run.organisation), timezone.now()
    step = a_step(pair)
    task = step.task
    assert task is not None
    assert (task.title, task.for_user, task.due_on, task.about_ref) == (
        step.what,
        pair.driver.user,
        step.due_on,
        str(step.pk),
    )
    later = step.due_on + timedelta(days=3)
    desk.postpone_task(actor=driver, task=task, due_on=later, now=now)
    desk.finish_task(actor=driver, task=task, now=now)
    step.refresh_from_db()
    assert (step.due_on, step.done_at) == (later, now)
    desk.reopen_task(actor=driver, task=task, now=now)
    step.refresh_from_db()
    assert step.done_at is None
    actions.end_step(actor=actor_of(pair.mentor.user, pair.run.organisation), step=step, done=True, now=now)
    task.refresh_from_db()
    step.refresh_from_db()
    assert (task.state, step.done_at) == ("done", now)
    with pytest.raises(Refused, match="allerede gjort"):
        actions.end_step(actor=driver, step=step, done=True, now=now)
    other = a_step(pair, "Ringe hjelpemiddelsentralen", side="mentor")
    actions.end_step(actor=driver, step=other, done=False, now=now)
    other.refresh_from_db()
    assert (other.done_at, other.dropped_at, Task.objects.get(about_ref=str(other.pk)).state) == (None, now, "dropped")
    verbs = list(Entry.objects.filter(verb__startswith="guidance.step").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["guidance.step_done", "guidance.step_reopened", "guidance.step_done", "guidance.step_dropped"]


def test_in_a_networks_run_the_task_lies_where_its_doer_works() -> None:
    home, away = an_organisation(), an_organisation()
    run = a_run(home, network=a_network(home, away))
    pair = a_pairing(home, run=run, mentor=a_part(run, "mentor", place=away))
    step = a_step(pair, side="mentor")
    assert step.task is not None
    assert step.task.organisation == away
    desk.finish_task(actor=actor_of(pair.mentor.user, away), task=step.task, now=timezone.now())
    step.refresh_from_db()
    assert step.done_at
    assert Entry.objects.get(verb="guidance.step_done").organisation_id == home.pk


def test_the_challenge_says_who_met_and_what_was_agreed(pair: Pairing) -> None:
    place, challenge = pair.run.organisation, pair.driver.challenge
    assert challenge is not None
    session = a_session(pair, challenge=challenge, topic=SECRET)
    a_session(pair, timezone.now() + timedelta(days=9), challenge=challenge, state="called_off")
    a_step(pair, "Snakke med natteravnene", session=session)
    somebody = an_actor(place, "observer")
    assert list(queries.sessions_of_challenge(somebody, challenge)) == [session]
    assert [step.what for step in queries.steps_of_challenge(somebody, challenge)] == ["Snakke med natteravnene"]
    people = queries.people_of_challenge(somebody, challenge)
    assert people == [(pair.driver.user, "driver"), (pair.mentor.user, "mentor")]
    assert queries.people_of_challenge(an_actor(an_organisation(), "lead"), challenge) == []
    page = said(signed_in(a_member(place, "observer")), reverse("guidance:of_challenge", args=[challenge.pk]))
    assert "Snakke med natteravnene" in page
    assert pair.mentor.user.name in page
    assert SECRET not in page
    own = said(signed_in(a_member(place, "observer")), reverse("challenges:challenge", args=[challenge.pk]))
    assert "Avtalt i veiledning" in own
    assert "Snakke med natteravnene" in own


def test_the_agenda_begins_with_the_challenge_and_what_was_agreed(pair: Pairing) -> None:
    step = a_step(pair, "Snakke med natteravnene")
    driver = actor_of(pair.driver.user, pair.run.organisation)
    text = queries.prefilled(driver, pair, reader=pair.driver.user)
    assert text.startswith("«Natteroen» er nå: ")
    assert "Det som mangler:\n– " in text
    assert "Metoder som kan hjelpe:\n– " in text
    assert f"– {step.what} ({pair.driver.user.name}, innen " in text
    pair.mentor.user.language = "en"
    assert "“Natteroen” is now: " in queries.prefilled(driver, pair, reader=pair.mentor.user)
    stranger = an_actor(an_organisation(), "mentor")
    assert "Natteroen" not in queries.prefilled(stranger, pair, reader=None)


def test_of_two_who_write_the_agenda_the_later_sees_both(pair: Pairing) -> None:
    session = a_session(pair, agenda="Utgangspunkt")
    address = reverse("guidance:agenda", args=[session.pk])
    first = signed_in(pair.driver.user).post(address, {"agenda": "Fra pådriveren", "version": 0})
    assert first.status_code == 302
    second = signed_in(pair.mentor.user).post(address, {"agenda": "Fra veilederen", "version": 0})
    assert second.status_code == 409
    page = second.content.decode()
    assert "Fra pådriveren" in page
    assert "Fra veilederen" in page
    again = signed_in(pair.mentor.user).post(address, {"agenda": "Fra begge", "version": 1})
    assert again.status_code == 302
    session.refresh_from_db()
    assert (session.agenda, session.version) == ("Fra begge", 2)
