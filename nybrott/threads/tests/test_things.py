"""The thread of every kind of thing: what led to it, what came of it, where one stands, and what one may see."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from nybrott.adoptions.tests.factories import an_adoption
from nybrott.benefits.tests.factories import a_benefit
from nybrott.cases.tests.factories import published, whole
from nybrott.challenges import actions as challenges_actions
from nybrott.challenges.models import Challenge
from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge
from nybrott.contracts.tests.factories import a_contract
from nybrott.core.actor import VISITOR, Actor
from nybrott.core.trail import Stop, Trail
from nybrott.dialogues.tests.factories import a_buyer, a_dialogue, an_approved_description, an_open_dialogue
from nybrott.groups.tests.factories import a_group
from nybrott.hearings.tests.factories import a_contribution
from nybrott.needs.models import NeedDescription
from nybrott.people.models import NetworkMember, Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.procurements.tests.factories import a_procurement
from nybrott.threads.queries import FOLDED, find, open_thread, short_of, thread_of, trail_from
from nybrott.threads.tests.factories import KINDS, SECRET, all_the_way, described

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def place(once: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture(scope="module")
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture(scope="module")
def made(place: Organisation, lead: Actor) -> dict[str, int]:
    """One of each kind on one thread; what a test changes of it is taken back."""
    return all_the_way(place, lead)


@pytest.fixture
def signed_in(client: Client, place: Organisation) -> Client:
    client.force_login(a_member(place, "lead"))
    return client


def seen(actor: Actor, kind: str, pk: int) -> Trail:
    thing = find(actor, kind, pk)
    assert thing is not None
    return trail_from(actor, thing)


def page_of(client: Client, kind: str, pk: int, language: str = "nb", **query: str) -> str:
    answer = client.get(reverse(f"threads:{kind}", args=[pk]), query, HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_kind_has_a_thread_with_itself_on_it(lead: Actor, signed_in: Client, made: dict[str, int]) -> None:
    assert set(made) == set(KINDS)
    for kind, pk in made.items():
        assert (kind, str(pk)) in {stop.key for stop in seen(lead, kind, pk).stops}, kind
        page = page_of(signed_in, kind, pk)
        assert page.count('aria-current="true"') == 1, kind
        assert page.count('class="th-mark">Du er her') == 1, kind


def test_what_led_to_a_benefit_and_what_came_of_a_need(place: Organisation, lead: Actor, made: dict[str, int]) -> None:
    back = {stop.kind for stop in seen(lead, "benefit", made["benefit"]).stops if stop.ref.isdigit()}
    assert back == {
        "goal", "challenge", "contribution", "evidence", "insight", "need", "statement", "description", "dialogue", "procurement", "contract", "benefit", "case",
    }  # fmt: skip
    # of another need of the same challenge nothing came, and it led to none of this
    other = Challenge.objects.get(pk=made["challenge"]).needs.create(
        organisation=place, who="Pårørende", need="å vite", written_at=timezone.now()
    )  # fmt: skip
    assert ("need", str(other.pk)) not in {stop.key for stop in seen(lead, "benefit", made["benefit"]).stops}
    alone = {stop.kind for stop in seen(lead, "need", other.pk).stops if stop.ref.isdigit()}
    assert alone == {"challenge", "need"}
    assert ("need", str(other.pk)) in {stop.key for stop in seen(lead, "challenge", made["challenge"]).stops}


def test_a_buyers_group_stands_on_the_thread_of_what_it_answers(
    place: Organisation, lead: Actor, made: dict[str, int]
) -> None:
    key, before = ("group", str(made["group"])), ("description", str(made["description"]))
    for kind in ("challenge", "description", "statement"):
        assert key in {stop.key for stop in seen(lead, kind, made[kind]).stops}, kind
    assert (before, key) in seen(lead, "group", made["group"]).links
    assert {stop.kind for stop in seen(lead, "group", made["group"]).stops if stop.ref.isdigit()} >= {"contribution", "need", "description", "group"}  # fmt: skip
    alone = a_group(place)
    holes = [stop for stop in seen(lead, "group", alone.pk).stops if stop.state == "missing"]
    assert [stop.url for stop in holes if stop.kind == "challenge"] == [f"/exchange/groups/{alone.pk}/do/needs/"]
    assert find(an_actor(an_organisation(), "admin"), "group", alone.pk) is None


def test_the_sentence_counts_both_ways(lead: Actor, signed_in: Client, made: dict[str, int]) -> None:
    trail = seen(lead, "contract", made["contract"])
    led = [stop for stop in trail.stops if stop.ref.isdigit() and stop.kind not in ("contract", "benefit", "case")]
    assert len(led) == 11
    assert "11 ting førte hit, og 2 ting er kommet av det." in page_of(signed_in, "contract", made["contract"])


def test_a_colleague_sees_how_many_spoke_but_no_word(client: Client, place: Organisation, made: dict[str, int]) -> None:
    client.force_login(a_member(place))
    for kind in ("challenge", "need", "description", "procurement", "contract", "benefit"):
        page = page_of(client, kind, made[kind])
        assert SECRET not in page, kind
        assert "Hører etter" not in page, kind
        assert "1 innspill" in page, kind
        assert not re.search(r"/challenges/(contributions|evidence|insights)/\d+", page), kind


@pytest.mark.parametrize("role", ["lead", "admin", "observer"])
def test_nobody_elsewhere_gets_a_word_of_anything(client: Client, role: str, made: dict[str, int]) -> None:
    elsewhere = an_organisation()
    other = an_actor(elsewhere, role)
    closed = Challenge.objects.filter(pk=made["challenge"])
    assert closed.update(heard_in_public=False) == 1
    for kind, pk in made.items():
        assert find(other, kind, pk) is None, kind
        assert find(VISITOR, kind, pk) is None, kind
    for somebody in (None, a_member(elsewhere, role)):
        if somebody:
            client.force_login(somebody)
        for kind, pk in made.items():
            for address in (reverse(f"threads:{kind}", args=[pk]), reverse("threads:short", args=[kind, pk])):
                answer = client.get(address)
                assert answer.status_code == 404 or (not somebody and answer.status_code == 302), address
    # heard in public: what everyone may see of the challenge, and no more of anything
    closed.update(heard_in_public=True)
    page = page_of(client, "challenge", made["challenge"]).split("<main", 1)[1].split("</main>", 1)[0]
    assert "Natten" in page
    for hidden in (SECRET, "Trygg natt", "Trygge netter", "/challenges/", "/procurements/", "/dialogues/ours/"):
        assert hidden not in page, hidden
    for kind, pk in made.items():
        assert client.get(reverse("threads:short", args=[kind, pk])).status_code == 404, kind


def test_things_of_others_that_hang_on_ours_are_not_there(place: Organisation, lead: Actor) -> None:
    """A procurement and a dialogue of another organisation that somehow point at our challenge give neither a stop nor a link."""
    ours = described(place, lead)
    elsewhere = an_organisation()
    theirs = a_procurement(elsewhere)
    theirs.challenges.add(ours)
    theirs.descriptions.add(ours.descriptions.get())
    for kind, pk in (("challenge", ours.pk), ("description", ours.descriptions.get().pk)):
        trail = seen(lead, kind, pk)
        assert "procurement" not in {stop.kind for stop in trail.stops}
        assert not any("procurement" in (came[0], went[0]) for came, went in trail.links)
    stranger = an_actor(elsewhere, "lead")
    assert {stop.kind for stop in seen(stranger, "procurement", theirs.pk).stops if stop.ref.isdigit()} == {
        "procurement"
    }


def test_with_several_challenges_each_leads_to_its_own_thread(
    place: Organisation, lead: Actor, signed_in: Client
) -> None:
    one, other = described(place, lead), a_challenge(lead, "Nøkler som blir borte")
    bought = a_procurement(place, state="preparing")
    bought.challenges.set([one, other])
    trail = seen(lead, "procurement", bought.pk)
    assert {stop.kind for stop in trail.stops if stop.ref.isdigit()} == {"challenge", "procurement"}
    page = page_of(signed_in, "procurement", bought.pk)
    for each in (one, other):
        assert f'href="/thread/challenge/{each.pk}/"' in page


def test_much_takes_as_many_queries_as_little(
    place: Organisation, lead: Actor, django_assert_num_queries: DjangoAssertNumQueries, made: dict[str, int]
) -> None:
    challenge = Challenge.objects.get(pk=made["challenge"])
    goal = challenge.procurements.get().goals.get()
    counted: dict[str, int] = {}
    for round_ in range(2):
        for kind in KINDS:
            thing = find(lead, kind, made[kind])
            assert thing is not None
            if round_ == 0:
                with CountQueries() as queries:
                    thread_of(trail_from(lead, thing), thing.key)
                counted[kind] = queries.n
            else:
                with django_assert_num_queries(counted[kind]):
                    thread_of(trail_from(lead, thing), thing.key)
        for _ in range(2):
            bought = a_procurement(place, state="preparing")
            bought.goals.set([goal])
            bought.challenges.add(challenge)
            bought.descriptions.add(challenge.descriptions.get())
            a_contract(place, procurement=bought)
            a_benefit(place, procurement=bought)
    wide = {}
    for n in (2, 4):
        bought = a_procurement(place)
        bought.goals.set([goal])
        bought.challenges.set([a_challenge(lead) for _ in range(n)])
        thing = find(lead, "procurement", bought.pk)
        assert thing is not None
        with CountQueries() as queries:
            thread_of(trail_from(lead, thing), thing.key)
        wide[n] = queries.n
    assert wide[2] == wide[4]


class CountQueries:
    """How many questions a block asks."""

    n = 0

    def __enter__(self) -> "CountQueries":
        self._captured = CaptureQueriesContext(connection)
        self._captured.__enter__()
        return self

    def __exit__(self, *told: object) -> None:
        self._captured.__exit__(*told)  # type: ignore[arg-type]
        self.n = len(self._captured)


def test_the_short_thread_marks_where_one_is(lead: Actor, signed_in: Client, made: dict[str, int]) -> None:
    thing = find(lead, "dialogue", made["dialogue"])
    assert thing is not None
    stops = short_of(trail_from(lead, thing), thing)
    assert [stop.label for stop in stops if "Du er her" in stop.word] == ["Markedsdialog"]
    fragment = signed_in.get(reverse("threads:short", args=["dialogue", made["dialogue"]])).content.decode()
    assert "<html" not in fragment
    assert f'href="/thread/dialogue/{made["dialogue"]}/"' in fragment


def test_pages_of_things_lead_to_their_thread_without_javascript(signed_in: Client, made: dict[str, int]) -> None:
    bought = made["procurement"]
    pages = {
        "need": reverse("insights:need", args=[made["need"]]), "statement": reverse("needs:statement", args=[made["statement"]]),
        "description": reverse("needs:version", args=[made["description"]]), "dialogue": reverse("dialogues:dialogue", args=[made["dialogue"]]),
        "contract": reverse("contracts:agreement", args=[bought, made["contract"]]), "benefit": reverse("benefits:benefit", args=[bought, made["benefit"]]),
        "goal": reverse("goals:goal", args=[made["goal"]]), "run": reverse("runs:run", args=[made["run"]]), "group": reverse("groups:group", args=[made["group"]]),
    }  # fmt: skip
    for kind, address in pages.items():
        page = signed_in.get(address).content.decode()
        assert f'href="/thread/{kind}/{made[kind]}/"' in page, kind
        assert f'hx-get="/thread/{kind}/{made[kind]}/short/"' in page, kind
    for kind in ("challenge", "procurement"):  # these draw theirs, and have it among their tabs
        page = signed_in.get(reverse(f"{kind}s:{kind}", args=[made[kind]])).content.decode()
        assert f'href="/thread/{kind}/{made[kind]}/"' in page, kind
        assert "/short/" not in page


def test_what_is_open_to_everyone_shows_only_what_is_public(client: Client, place: Organisation, lead: Actor) -> None:
    closed = a_challenge(lead, "Ikke for alle")
    opened = a_heard_challenge(place, "Natten")
    a_contribution(opened, SECRET)
    dialogue = an_open_dialogue(place, title="Hva virker om natten?")
    description = an_approved_description(place)
    description.challenge = opened
    description.save()
    dialogue.descriptions.set([description])
    assert open_thread("challenge", closed.pk) is None
    assert open_thread("procurement", 1) is None
    page = page_of(client, "challenge", opened.pk)
    assert "Hva virker om natten?" in page
    assert "1 innspill" in page
    for hidden in (
        SECRET,
        "Tryggere natt",
        "/challenges/",
        "/dialogues/ours/",
        opened.raised_by.name if opened.raised_by else "-",
    ):
        assert hidden not in page.split("<main", 1)[1].split("</main>", 1)[0], hidden
    assert client.get(reverse("threads:challenge", args=[closed.pk])).status_code in (302, 404)
    # somebody from elsewhere gets the same as everybody
    client.force_login(a_member(an_organisation(), "lead"))
    assert SECRET not in page_of(client, "challenge", opened.pk)
    # parked: not for everyone any more
    challenges_actions.park_challenge(actor=lead, challenge=opened, reason="Venter.", now=timezone.now())
    assert client.get(reverse("threads:challenge", args=[opened.pk])).status_code == 404


def test_a_draft_dialogue_is_not_on_the_open_thread(client: Client, place: Organisation) -> None:
    opened = a_heard_challenge(place, "Natten")
    description = an_approved_description(place)
    description.challenge = opened
    description.save()
    draft = a_dialogue_on(place, description)
    assert draft not in page_of(client, "challenge", opened.pk)


def a_dialogue_on(place: Organisation, description: NeedDescription) -> str:
    made = a_dialogue(place, actor=a_buyer(place), title="Hemmelig plan")
    made.descriptions.set([description])
    return made.title


def test_a_thousand_stops_are_folded_and_all_within_reach(signed_in: Client, place: Organisation, lead: Actor) -> None:
    made = a_heard_challenge(place)
    for number in range(130):
        a_contribution(made, f"Stemme nummer {number}.")
    page = page_of(signed_in, "challenge", made.pk)
    assert page.count("Stemme nummer ") >= FOLDED
    assert f"og {131 - FOLDED} til, på egne sider" in page
    first = page_of(signed_in, "challenge", made.pk, stage="contribution")
    second = page_of(signed_in, "challenge", made.pk, stage="contribution", page="2")
    assert "Side 1 av 2" in first
    told = {f"Stemme nummer {number}." for number in range(130)}
    assert {one for one in told if one in first or one in second} == told
    assert not any(one in first and one in second for one in told)
    for nonsense in ("nothing", "<script>", "benefit"):
        assert signed_in.get(reverse("threads:challenge", args=[made.pk]), {"stage": nonsense}).status_code == 404


def test_ten_thousand_stops_in_circles_are_drawn() -> None:
    stops = tuple(Stop("need" if n % 2 else "evidence", str(n), f"<b>{n}</b>", "done") for n in range(10_000))
    ring = frozenset((stops[n].key, stops[(n * 7 + 1) % 10_000].key) for n in range(10_000))
    trail = Trail(stops, ring | {(stops[0].key, ("ghost", "1"))})
    shown = thread_of(trail.seen_from(stops[5].key), stops[5].key)
    assert "<b>" not in shown.chart.wide
    assert len(shown.chart.wide) < 400_000
    assert "Du er her" in shown.chart.wide
    assert sum(len(stage.first) + len(stage.more) for stage in shown.stages) <= 2 * FOLDED
    assert any(here for stage in shown.stages for _stop, _word, here in stage.first)


def test_script_in_titles_stays_words(signed_in: Client, place: Organisation, lead: Actor) -> None:
    made = a_procurement(place, title='<script>alert("x")</script>')
    for address in (
        reverse("threads:procurement", args=[made.pk]),
        reverse("threads:short", args=["procurement", made.pk]),
    ):
        assert "<script>alert" not in signed_in.get(address).content.decode()


def test_unknown_kinds_and_keys_are_not_there(signed_in: Client) -> None:
    for address in (
        "/thread/need/9999999999999999999999/",
        "/thread/person/1/",
        "/thread/person/1/short/",
        "/thread/need/0/short/",
    ):
        assert signed_in.get(address).status_code == 404, address


def test_the_old_address_leads_on(signed_in: Client, lead: Actor) -> None:
    made = a_challenge(lead)
    answer = signed_in.get(f"/challenges/{made.pk}/thread/")
    assert (answer.status_code, answer["Location"]) == (302, f"/thread/challenge/{made.pk}/")


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Den røde tråden, sett fra"), ("nn", "Den raude tråden, sett frå"), ("en", "The red thread, seen from")],
)
def test_in_three_languages(signed_in: Client, place: Organisation, language: str, words: str) -> None:
    assert words in page_of(signed_in, "procurement", a_procurement(place).pk, language)


def test_where_it_was_taken_over_from_and_where_it_was_taken_over() -> None:
    first, second, third, far = (an_organisation() for _ in range(4))
    network = a_network(first, second, third)
    us, them, other, stranger = (actor_of(a_member(place, "admin"), place) for place in (first, second, third, far))
    challenge = a_challenge(us, "Netter med alarmer")
    case = published(first, actor=us, challenge=challenge, said=whole(level="network", networks=[network]))
    made = an_adoption(case, second, actor=them, level="network", networks=[network], make=["challenge", "dialogue"])
    hidden = an_adoption(case, third, actor=other)
    assert made.challenge is not None
    for kind, pk in (("challenge", challenge.pk), ("case", case.pk)):
        trail = seen(us, kind, pk)
        [elsewhere] = [stop for stop in trail.stops if stop.kind == "adoption"]
        assert (elsewhere.ref, elsewhere.who, elsewhere.url) == (
            str(made.pk),
            second.name,
            reverse("adoptions:adoption", args=[made.pk]),
        )
        assert (("case", str(case.pk)), elsewhere.key) in trail.links
        assert ("adoption", str(hidden.pk)) not in {stop.key for stop in trail.stops}
    trail = seen(them, "challenge", made.challenge.pk)
    example, taken, dialogue = (
        [stop for stop in trail.stops if stop.kind == kind and stop.ref] for kind in ("example", "taken", "dialogue")
    )
    assert [stop.who for stop in example] == [first.name]
    assert [stop.ref for stop in taken] == [str(made.pk)]
    assert [stop.word for stop in dialogue] == ["Planlegges"]
    assert {(example[0].key, taken[0].key), (taken[0].key, ("challenge", str(made.challenge.pk)))} <= trail.links
    for actor in (them, other, stranger, VISITOR):
        assert find(actor, "case", case.pk) is None, "its own people alone; others read it on its public page"
    NetworkMember.objects.filter(organisation=second).update(left_at=timezone.now())
    again, there = actor_of(User.objects.get(pk=us.user_id), first), actor_of(User.objects.get(pk=them.user_id), second)
    assert not [stop for stop in seen(again, "case", case.pk).stops if stop.kind == "adoption"]
    assert not [stop for stop in seen(there, "challenge", made.challenge.pk).stops if stop.kind == "example"], (
        "the case is not shown to them any more"
    )
    assert [stop.ref for stop in seen(there, "challenge", made.challenge.pk).stops if stop.kind == "taken"] == [
        str(made.pk)
    ]
