"""Taking over, who sees it, what is done differently, results, stopping, letters, new versions."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from nybrott.adoptions import actions, letters, queries, rules
from nybrott.adoptions.jobs import offer
from nybrott.adoptions.models import Adoption, Change, Figure, Result
from nybrott.adoptions.rules import Number
from nybrott.adoptions.states import ADOPTION, AdoptionState, Outcome
from nybrott.adoptions.tests.factories import a_new_version, a_result, an_adoption, said_by, under_way
from nybrott.cases import actions as cases
from nybrott.cases.models import Case
from nybrott.cases.tests.factories import a_case, published, whole
from nybrott.core.actor import VISITOR, Actor, system
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.journal.actions import NewLetter
from nybrott.journal.models import Entry, Letter
from nybrott.people.models import Network, NetworkMember, Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, a_user, an_actor, an_organisation
from nybrott.privacy.actions.erasing import erase_person
from nybrott.yearbooks.feeds import whole_of
from nybrott.yearbooks.queries import gathered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Reasons are read in the language of the code."""
    with override("en"):
        yield


ADVICE = "Sitt oppe to netter selv før du skriver noe. Tell det som skjer, og la alle få se tallene."


def everything_said(organisation: Organisation) -> str:
    """All that stands in an organisation's journal and outbox, and not who letters go to."""
    entries = [json.dumps(one.private, ensure_ascii=False) for one in Entry.objects.filter(organisation_id=organisation.pk)]  # fmt: skip
    return " ".join([*entries, *(f"{one.subject} {one.body}" for one in Letter.objects.filter(organisation_id=organisation.pk))])  # fmt: skip


def member_of(place: Organisation, *networks: Network, role: str = "lead") -> Actor:
    return replace(an_actor(place, role), network_ids=frozenset(one.pk for one in networks))


# --- taking over ---


def test_a_case_is_taken_over_once_at_a_time_and_again_when_it_was_stopped() -> None:
    case, place = published(an_organisation()), an_organisation()
    lead = an_actor(place, "lead")
    made = an_adoption(case, place, actor=lead)
    assert (made.state, made.version, made.offered) == ("planned", case.newest, 1)
    with pytest.raises(Refused, match="already taken this case over"):
        an_adoption(case, place)
    an_adoption(case, an_organisation())
    a_result(made, actor=lead, outcome="stopped")
    an_adoption(case, place)
    assert Adoption.objects.filter(organisation=place).count() == 2
    task = Task.objects.filter(organisation=place, word="report", for_user=lead.user_id).latest("pk")
    assert task.due_on is not None


def test_what_cannot_be_taken_over() -> None:
    teller, place = an_organisation(), an_organisation()
    case, lead, now = published(teller), an_actor(place, "lead"), timezone.now()
    draft = a_case(teller)
    private = published(teller, said=whole(level="private"))
    for one in (draft, private):
        with pytest.raises(Refused, match="no longer shown"):
            actions.adopt_case(actor=lead, case=one, said=said_by(lead), now=now)
    for actor, why in (
        (an_actor(teller, "lead"), "your own"), (an_actor(place, "driver"), "look after cases"), (an_actor(place, "supplier"), "those who work in the organisation"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            actions.adopt_case(actor=actor, case=case, said=said_by(actor), now=now)
    today = timezone.localdate(now)
    theirs = a_network(an_organisation())
    wrong = [
        ({"title": " "}, "what you call it"), ({"wish": " "}, "want to reach"), ({"report_on": today}, "still to come"), ({"report_on": today + timedelta(days=4_000)}, "five years"),
        ({"level": "moon"}, "who may see"), ({"level": "network"}, "Choose networks"), ({"level": "network", "networks": [theirs]}, "Choose networks"),
        ({"owner": a_member(an_organisation(), "lead")}, "works in your organisation"), ({"owner": a_member(place, "supplier")}, "works in your organisation"),
    ]  # fmt: skip
    for said, why in wrong:
        with pytest.raises(Refused, match=why):
            actions.adopt_case(actor=lead, case=case, said=said_by(lead, **said), now=now)
    assert not Adoption.objects.exists()
    cases.take_down(actor=an_actor(teller, "lead"), case=case, reason="Et tall var galt", now=now)
    with pytest.raises(Refused, match="no longer shown"):
        actions.adopt_case(actor=lead, case=case, said=said_by(lead), now=now)


def test_a_challenge_is_filled_in_from_the_case() -> None:
    case, place = published(an_organisation()), an_organisation()
    made = an_adoption(case, place, make=["challenge"])
    assert made.challenge is not None
    assert made.challenge.organisation_id == place.pk
    for words in (made.wish, case.title, case.organisation.name, "Nattevaktene på Sjøtun"):
        assert words in made.challenge.story
    editor = an_actor(place, "editor")
    other = published(an_organisation())
    with pytest.raises(Refused, match="raise a challenge"):
        an_adoption(other, place, actor=editor, make=["challenge"])
    assert not Adoption.objects.filter(case=other).exists(), "nothing is half done"


# --- who sees it ---


@pytest.mark.parametrize(
    ("level", "shown", "expected"),
    [
        ("private", "open", {"own", "the system"}),
        ("network", "open", {"own", "fellow", "teller", "the system"}),
        ("open", "open", {"own", "own guest", "fellow", "teller", "left", "stranger", "its guest", "visitor", "nowhere", "the system"}),
        ("open", "network", {"own", "fellow", "teller", "the system"}),
        ("network", "network", {"own", "fellow", "teller", "the system"}),
        ("open", "taken down", {"own", "teller", "the system"}),
        ("network", "taken down", {"own", "teller", "the system"}),
    ],
)  # fmt: skip
def test_who_sees_an_adoption(level: str, shown: str, expected: set[str]) -> None:
    teller, own, fellow, left, far = (an_organisation() for _ in range(5))
    network = a_network(teller, own, fellow, left)
    wide = "network" if shown == "network" else "open"
    telling = member_of(teller, network)
    case = published(teller, actor=telling, said=whole(level=wide, networks=[network] if wide == "network" else []))
    made = an_adoption(case, own, actor=member_of(own, network), level=level, networks=[network])
    adapted = actions.adapt_part(actor=member_of(own), adoption=made, part="did", ours="Én korridor.", why="Vi er få.", now=timezone.now())  # fmt: skip
    actions.begin_adoption(actor=member_of(own), adoption=adapted, now=timezone.now())
    a_result(made, figures=[Number("Alarmer", Decimal(12), Decimal(30))])
    if shown == "taken down":
        cases.take_down(actor=telling, case=case, reason="Et tall var galt", now=timezone.now())
    NetworkMember.objects.filter(organisation=left).update(left_at=timezone.now())
    people = {
        "own": an_actor(own, "observer"), "own guest": an_actor(own, "supplier"), "fellow": member_of(fellow, network, role="observer"), "teller": member_of(teller, network, role="driver"),
        "left": an_actor(left, "admin"), "stranger": an_actor(far, "admin"), "its guest": an_actor(fellow, "contributor"), "visitor": VISITOR, "nowhere": actor_of(a_user()),
        "the system": system("Nybrott"),
    }  # fmt: skip
    seen = {name for name, actor in people.items() if Adoption.objects.visible_to(actor).filter(pk=made.pk).exists()}
    assert seen == expected
    for model in (Change, Result, Figure):
        assert {name for name, actor in people.items() if model.objects.visible_to(actor).exists()} == expected


def test_who_leaves_the_network_is_not_seen_any_more() -> None:
    teller, own, fellow = an_organisation(), an_organisation(), an_organisation()
    network = a_network(teller, own, fellow)
    case = published(teller)
    an_adoption(case, own, actor=member_of(own, network), level="network", networks=[network])
    reader = member_of(fellow, network)
    assert queries.of_case(reader, case)
    NetworkMember.objects.filter(organisation=own).update(left_at=timezone.now())
    assert not queries.of_case(reader, case)


# --- what is done differently ---


def test_what_is_done_differently_says_what_and_why_beside_the_version_that_is_followed() -> None:
    case, place = published(an_organisation()), an_organisation()
    lead = an_actor(place, "lead")
    made = an_adoption(case, place, actor=lead)
    now = timezone.now()
    for ours, why in (("Én korridor.", " "), (" ", "Vi er få.")):
        with pytest.raises(Refused, match="both"):
            actions.adapt_part(actor=lead, adoption=made, part="did", ours=ours, why=why, now=now)
    with pytest.raises(Refused, match="no such part"):
        actions.adapt_part(actor=lead, adoption=made, part="beads", ours="x", why="y", now=now)
    for ours in ("Én korridor.", "To korridorer."):
        made = actions.adapt_part(actor=lead, adoption=made, part="did", ours=ours, why="Vi er få.", now=now)
    rows = {row.part: row for row in queries.compared(lead, made, queries.readable(lead, made))}
    assert rows["did"].theirs == whole().did
    assert rows["did"].change is not None
    assert rows["did"].change.ours == "To korridorer."
    assert rows["advice"].change is None
    actions.adapt_part(actor=lead, adoption=made, part="did", ours="", why="", now=now)
    assert not made.changes.exists()


def test_an_older_version_meant_for_fewer_is_not_read_beside_an_open_adoption() -> None:
    teller, place = an_organisation(), an_organisation()
    network = a_network(teller, place)
    lead = member_of(place, network)
    case = published(teller, actor=member_of(teller, network), said=whole(level="network", networks=[network]))
    made = an_adoption(case, place, actor=lead, level="open")
    a_new_version(case, advice=ADVICE, level="open")
    made.refresh_from_db()
    for actor, reads in ((lead, True), (an_actor(an_organisation(), "admin"), False)):
        found = queries.readable(actor, made)
        assert found is not None
        assert any(row.theirs for row in queries.compared(actor, made, found)) is reads


# --- steps and results ---


def test_every_step_from_every_state() -> None:
    case, place = published(an_organisation()), an_organisation()
    lead = an_actor(place, "lead")
    made = an_adoption(case, place, actor=lead)
    for state in AdoptionState.values:
        made.state = state
        for verb in ADOPTION.steps:
            assert bool(rules.may_step(lead, made, verb)) is (verb in ADOPTION.open_steps(state)), (state, verb)
        assert bool(rules.may_change(lead, made)) is (state != "stopped")
        assert bool(rules.may_tell(lead, made)) is (state != "stopped")


def test_results_are_told_with_reasons_and_figures_and_stand() -> None:
    case, place = published(an_organisation()), an_organisation()
    lead = an_actor(place, "lead")
    made = an_adoption(case, place, actor=lead)
    with pytest.raises(Refused, match="not open"):
        a_result(made, actor=lead, outcome="worked")
    made = actions.begin_adoption(actor=lead, adoption=made, now=timezone.now())
    for said, why in (({"text": " "}, "Say why"), ({"outcome": "beads"}, "Say what came")):
        with pytest.raises(Refused, match=why):
            a_result(made, actor=lead, **said)
    a_result(made, actor=lead, outcome="nothing", figures=[Number("Alarmer per natt", Decimal("29.5"), Decimal(30), "alarmer", measured=True)])  # fmt: skip
    assert not Task.objects.filter(organisation=place, word="report", state="open").exists()
    made.refresh_from_db()
    assert made.state == "reported"
    a_result(made, actor=lead, outcome="worked")
    told = [(one.outcome, [figure.after for figure in one.figures.all()]) for one in made.results.all()]
    assert told == [("worked", []), ("nothing", [Decimal("29.5")])]
    a_result(made, actor=lead, outcome="stopped", text="Leverandøren la ned.")
    made.refresh_from_db()
    assert made.state == "stopped"
    with pytest.raises(Refused, match="not open"):
        a_result(made, actor=lead, outcome="worked")
    with pytest.raises(Refused, match="is stopped"):
        actions.change_adoption(actor=lead, adoption=made, said=said_by(lead), now=timezone.now())


def test_the_owner_and_those_who_look_after_cases_work_on_it() -> None:
    case, place = published(an_organisation()), an_organisation()
    owner = a_member(place, "driver")
    made = an_adoption(case, place, owner=owner)
    assert rules.may_work(actor_of(owner, place), made)
    assert rules.may_work(an_actor(place, "editor"), made)
    assert "looks after it" in rules.may_work(an_actor(place, "driver"), made).reason
    assert "another organisation" in rules.may_work(an_actor(an_organisation(), "admin"), made).reason
    assert "those who work in the organisation" in rules.may_work(an_actor(place, "supplier"), made).reason


def test_another_day_and_another_owner_move_the_task() -> None:
    case, place = published(an_organisation()), an_organisation()
    lead, owner = an_actor(place, "lead"), a_member(place, "driver")
    made = an_adoption(case, place, actor=lead)
    day = timezone.localdate() + timedelta(days=90)
    actions.change_adoption(actor=lead, adoption=made, said=said_by(lead, report_on=day, owner=owner), now=timezone.now())  # fmt: skip
    task = Task.objects.get(organisation=place, word="report", state="open")
    assert (task.for_user_id, task.due_on) == (owner.pk, day)


# --- letters ---


def test_those_who_told_the_case_get_letters_that_name_no_person() -> None:
    teller, place = an_organisation(), an_organisation()
    author = a_member(teller, "lead")
    case = published(teller, actor=actor_of(author, teller))
    Letter.objects.all().delete()
    lead = an_actor(place, "lead")
    made = under_way(case, place, actor=lead, level="open")
    a_result(made, actor=lead, figures=[Number("Alarmer", Decimal("12.5"), Decimal(30), "per natt", measured=True)])
    used, came = Letter.objects.filter(organisation_id=teller.pk).order_by("pk")
    assert (used.kind, used.to_address, came.kind, came.to_address) == ("adoptions.used", author.email, "adoptions.came", author.email)  # fmt: skip
    for words in (place.name, case.title, made.wish):
        assert words in used.body
    for words in ("Alarmene gikk ned", "12,5", "30", "per natt", "målt"):
        assert words in came.body
    assert lead.name not in everything_said(teller)
    assert author.email not in everything_said(place)


def test_a_private_one_is_told_of_when_it_is_shown() -> None:
    teller, place = an_organisation(), an_organisation()
    a_member(teller, "admin")
    case, lead = published(teller), an_actor(place, "lead")
    made = under_way(case, place, actor=lead)
    a_result(made, actor=lead)
    kinds = Letter.objects.filter(organisation_id=teller.pk, kind__startswith="adoptions.").values_list("kind", flat=True)  # fmt: skip
    assert not kinds.exists()
    for _ in range(2):
        actions.change_adoption(actor=lead, adoption=made, said=said_by(lead, level="open"), now=timezone.now())
    assert list(kinds.order_by("pk")) == ["adoptions.used", "adoptions.came"], "once"
    actions.change_adoption(actor=lead, adoption=made, said=said_by(lead), now=timezone.now())
    a_result(made, actor=lead, outcome="worked")
    assert kinds.count() == 2, "what is shown to nobody else again is not told"


# --- new versions ---


def test_new_versions_are_offered_once_and_followed_or_not() -> None:
    case, place = published(an_organisation()), an_organisation()
    owner = a_member(place, "lead")
    lead = actor_of(owner, place)
    made = an_adoption(case, place, actor=lead)
    with pytest.raises(Refused, match="no newer version"):
        actions.follow_version(actor=lead, adoption=made, follow=True, now=timezone.now())
    case = a_new_version(case, advice=ADVICE)
    moment = int(timezone.now().timestamp())
    offer(timestamp=moment)
    offer(timestamp=moment)
    letter = Letter.objects.get(kind="adoptions.offered")
    assert letter.to_address == owner.email
    assert "Vi har målt en gang til." in letter.body
    assert queries.waiting_for(lead) == 1
    shown = queries.readable(lead, made)
    made.refresh_from_db()
    assert [(old, new) for _heading, old, new in queries.differing(lead, made, shown, queries.newer(made, shown))] == [(whole().advice, ADVICE)]  # fmt: skip
    made = actions.follow_version(actor=lead, adoption=made, follow=False, now=timezone.now())
    assert (made.version.number if made.version else 0, queries.waiting_for(lead)) == (1, 0)
    made = actions.follow_version(actor=lead, adoption=made, follow=True, now=timezone.now())
    assert made.version == case.newest


def test_what_one_may_not_read_is_not_offered() -> None:
    teller, place = an_organisation(), an_organisation()
    network = a_network(teller, place)
    telling, lead = member_of(teller, network), member_of(place, network)
    case = published(teller, actor=telling, said=whole(level="network", networks=[network]))
    made = an_adoption(case, place, actor=lead)
    NetworkMember.objects.filter(organisation=place).update(left_at=timezone.now())
    Case.objects.filter(pk=case.pk).update(newest=case.newest)
    other = published(teller, actor=telling)
    Adoption.objects.filter(pk=made.pk).update(offered=0)
    assert actions.offer_versions(now=timezone.now()) == 0
    assert other.newest is not None
    assert not Letter.objects.filter(kind="adoptions.offered").exists()


# --- counts, lineage, people ---


def test_reuse_is_counted_by_a_slow_twin_too_and_only_of_what_one_sees() -> None:
    teller = an_organisation()
    case = published(teller)
    for outcome in ("worked", "partly", "partly", ""):
        place = an_organisation()
        made = under_way(case, place, level="open")
        if outcome:
            a_result(made, outcome="worse")
            a_result(made, outcome=outcome)
    an_adoption(case, an_organisation())
    reuse = queries.reuse_of(queries.of_case(VISITOR, case))
    slow = [one.results.first() for one in Adoption.objects.filter(level="open")]
    assert (reuse.n, reuse.told) == (len(slow), sum(one is not None for one in slow))
    assert dict(reuse.outcomes) == {
        str(Outcome(key).label): n for key, n in Counter(one.outcome for one in slow if one).items()
    }
    assert queries.reuse_of(Adoption.objects.none()).said == ""


def test_the_lineage_goes_back_to_the_first_case_and_on_to_what_was_told_after() -> None:
    first, second, third = an_organisation(), an_organisation(), an_organisation()
    case = published(first)
    one = an_adoption(case, second, level="open", make=["challenge"])
    after = published(second, challenge=one.challenge, said=whole(title="Hva det ble til hos oss"))
    two = an_adoption(after, third, level="open")
    stops = queries.lineage(an_actor(third, "lead"), two)
    assert [(stop.label, stop.note) for stop in stops] == [(case.title, first.name), (one.title, second.name), (after.title, second.name), (two.title, third.name)]  # fmt: skip
    assert [stop.label for stop in queries.lineage(an_actor(second, "lead"), one)] == [case.title, one.title, after.title]  # fmt: skip
    Adoption.objects.filter(pk=one.pk).update(level="private")
    assert [stop.label for stop in queries.lineage(an_actor(third, "lead"), two)] == [after.title, two.title]


def test_a_person_who_looked_after_it_is_erased_and_the_result_stays() -> None:
    case, place = published(an_organisation()), an_organisation()
    owner = a_member(place, "lead")
    made = under_way(case, place, actor=actor_of(owner, place))
    a_result(made, actor=actor_of(owner, place))
    erase_person(actor=an_actor(place, "admin"), user=owner, reason="Ba om det.", now=timezone.now())
    made.refresh_from_db()
    assert (made.owner, made.made_by) == (None, None)
    assert made.results.get().by is None


def test_an_offer_that_fails_stops_none_after_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    case = published(an_organisation())
    first, second = (an_adoption(case, an_organisation()) for _ in range(2))
    a_new_version(case, advice=ADVICE)
    written = letters.offered

    def broken(adoption: Adoption, *more: Any) -> NewLetter:
        if adoption.pk == first.pk:
            raise RuntimeError("no such template")
        return written(adoption, *more)

    monkeypatch.setattr(letters, "offered", broken)
    now = timezone.now()
    assert actions.offer_versions(now=now) == 1
    assert f"adoption {first.pk} could not be offered" in caplog.text
    offered = dict(Adoption.objects.values_list("pk", "offered"))
    assert (offered[first.pk], offered[second.pk]) == (1, 2), "what failed is as if it had not been begun"
    assert Entry.objects.get(verb="adoptions.not_offered").organisation_id == first.organisation_id
    assert Letter.objects.filter(kind="adoptions.offered").count() == 1
    monkeypatch.setattr(letters, "offered", written)
    assert actions.offer_versions(now=now) == 1, "the next night it is tried again"


def test_the_yearly_report_tells_what_was_taken_over() -> None:
    us, them, hidden, now = an_organisation(), an_organisation(), an_organisation(), timezone.now()
    year, today = timezone.localdate(now).year, timezone.localdate(now)
    assert "chapters" not in gathered(us, year, today)
    lead = an_actor(us, "lead")
    case = published(us, actor=lead)
    first = under_way(published(them), us, actor=lead)
    a_result(first, actor=lead, outcome="worse")
    a_result(first, actor=lead, outcome="worked")
    a_result(under_way(case, them, level="open"), outcome="nothing")
    under_way(case, hidden)
    content = gathered(us, year, today)
    assert content["chapters"]["reuse"] == {"taken": {"n": 1, "told": 1, "outcomes": {"worked": 1}}, "given": {"n": 1, "told": 1, "outcomes": {"nothing": 1}}}  # fmt: skip
    assert "chapters" not in gathered(us, year - 1, today)
    part = whole_of(content).parts[-1]
    said = str(part)
    assert part.id == "reuse"
    assert "It worked: 1" in said
    assert "No effect: 1" in said
    with override("nb"):
        assert "Lært av hverandre" in str(whole_of(content).parts[-1])
