"""Who finds what, in which order, and how the index follows what happens."""

import functools
import operator
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pytest_django import DjangoAssertNumQueries

from nybrott.adoptions import actions as adoptions
from nybrott.adoptions.tests.factories import an_adoption, said_by
from nybrott.cases import actions as cases
from nybrott.cases.queries import address_of
from nybrott.cases.tests.factories import published, whole
from nybrott.challenges.models import Challenge, Sharing
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import VISITOR, Actor
from nybrott.journal.actions import record
from nybrott.people.models import Membership, NetworkMember, Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation, membership_of
from nybrott.programmes.models import Programme
from nybrott.search import actions, queries
from nybrott.search.actions import index_everything
from nybrott.search.models import JournalRead, SearchedThing
from nybrott.search.tests.factories import an_announced, one_of_each, opened, shared

pytestmark = pytest.mark.django_db
WORD = "Fjellrevprosjekt"
PUBLIC = {"heard", "dialogue"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def found_by(actor: Actor, text: str = WORD, **how: object) -> dict[str, int]:
    """Kind → number, as the page says them, held against what stands in the list."""
    found = queries.find(actor, queries.asked(text), **how)  # type: ignore[arg-type]
    assert found.total == sum(count for _name, _label, count in found.kinds) or how
    return {name: count for name, _label, count in found.kinds}


def titles(actor: Actor, text: str, **how: object) -> list[str]:
    return [hit.plain for hit in queries.find(actor, queries.asked(text), **how).hits]  # type: ignore[arg-type]


def test_its_own_people_find_one_of_every_kind_and_a_neighbour_none() -> None:
    place, other = an_organisation(), an_organisation()
    made = one_of_each(place, WORD)
    assert set(made) == set(queries.KINDS), "a kind without a thing in this test"
    # the challenge that is open to everyone is met as itself by its own people
    assert found_by(an_actor(place, "observer")) == {
        "challenge": 2,
        **dict.fromkeys(set(made) - {"challenge", "heard"}, 1),
    }
    assert found_by(an_actor(other, "admin")) == {"heard": 1}
    assert found_by(VISITOR) == {"heard": 1}


@pytest.mark.parametrize("role", ["supplier", "contributor"])
def test_a_guest_finds_no_more_than_their_pages_show(role: str, client: Client) -> None:
    place = an_organisation()
    one_of_each(place, WORD)
    user = a_member(place, role)
    actor = actor_of(user, place)
    kinds = found_by(actor)
    assert not {"procurement", "contract", "benefit", "goal", "unit", "dialogue", "person", "case", "adoption"} & set(
        kinds
    )
    client.force_login(user)
    for hit in queries.find(actor, queries.asked(WORD)).hits:
        assert client.get(hit.url).status_code == 200, hit.url
    assert not [hit for hit in queries.suggestions(actor, queries.asked(str(user.name))) if hit.kind == "Person"]


def test_every_hit_leads_to_a_page_its_reader_may_open(client: Client) -> None:
    place = an_organisation()
    one_of_each(place, WORD)
    user = a_member(place, "observer")
    client.force_login(user)
    hits = [hit for page in (1, 2) for hit in queries.find(actor_of(user, place), queries.asked(WORD), page=page).hits]
    assert len(hits) == 22
    for hit in hits:
        assert client.get(hit.url).status_code == 200, hit.url
        assert hit.kind
        assert not hit.organisation
    other = a_member(an_organisation(), "admin")
    client.force_login(other)
    for hit in hits:
        if "/needs/" not in hit.url or hit.url.startswith("/challenges/"):
            assert client.get(hit.url).status_code == 404, hit.url


def test_shared_in_a_network_and_gone_with_it() -> None:
    place, near, far = an_organisation(), an_organisation(), an_organisation()
    network = a_network(place, near)
    made = one_of_each(place, WORD)
    shared(made["challenge"], Sharing.NETWORK)
    opened(made["run"], network.pk)
    beside, outside = a_member(near, "observer"), a_member(far, "admin")
    assert found_by(actor_of(beside, near)) == {"challenge": 1, "heard": 1, "run": 1, "gathering": 1}
    hit = next(hit for hit in queries.find(actor_of(beside, near), queries.asked("fjellrevprosjekt challenge")).hits)
    assert hit.organisation == place.name
    assert hit.url == reverse("challenges:shared", args=[made["challenge"]])
    assert found_by(actor_of(outside, far)) == {"heard": 1}
    # who left a network finds nothing of it from the next page on; the index was not asked to change
    NetworkMember.objects.filter(organisation=near).update(left_at=timezone.now())
    assert found_by(actor_of(beside, near)) == {"heard": 1}
    shared(made["challenge"], Sharing.OPEN)
    assert found_by(actor_of(outside, far)) == {"challenge": 1, "heard": 1}
    assert found_by(VISITOR) == {"heard": 1}


def test_everyone_finds_what_is_announced(client: Client) -> None:
    place = an_organisation()
    one_of_each(place, WORD)
    made = an_announced(place, WORD)
    page = client.get(reverse("search:search"), {"q": WORD}, HTTP_ACCEPT_LANGUAGE="en")
    text = page.content.decode()
    assert page.status_code == 200
    assert reverse("dialogues:public", args=[made.slug]) in text
    assert "2 found" in text
    assert "procurement" not in text.split('id="results"')[1].split("<aside")[0]


def test_what_is_hidden_changes_no_number_and_no_page() -> None:
    place, other = an_organisation(), an_organisation()
    theirs = an_actor(other, "lead")
    for number in range(25):
        shared_one = a_challenge(theirs, f"Ulvehi {number}")
        Challenge.objects.filter(pk=shared_one.pk).update(sharing=Sharing.NETWORK)
    for number in range(3):
        a_challenge(an_actor(place, "lead"), f"Ulvehi hos oss {number}")
    actions.index_everything()
    # the index takes them for candidates, the kind itself does not show them
    mine = an_actor(place, "observer")
    assert SearchedThing.objects.visible_to(mine).filter(kind="challenge").count() == 28
    found = queries.find(mine, queries.asked("ulvehi"))
    assert (found.total, found.pages, found.more, len(found.hits)) == (3, 1, False, 3)
    assert queries.find(mine, queries.asked("ulvehi"), page=2).hits == found.hits
    assert len(queries.suggestions(mine, queries.asked("ulve"))) == 3


def test_a_page_of_twenty_and_the_same_number_of_questions(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    for number in range(45):
        a_challenge(lead, f"Gaupespor {number}")
        if number in {0, 2}:
            actions.index_everything()
            with django_assert_num_queries(5):
                queries.find(lead, queries.asked("gaupespor"))
    actions.index_everything()
    pages = [titles(lead, "gaupespor", page=number) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({*functools.reduce(operator.iadd, pages, [])}) == 45
    assert titles(lead, "gaupespor", page=99) == pages[2]
    assert pages[0][0] == "Gaupespor 44"


def test_forms_parts_beginnings_and_letters_one_has_not() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    for title in ("Søppelhåndtering på sykehjemmet", "Velferdsteknologiløsninger i hjemmet", "Anskaffelser om natten"):
        a_challenge(lead, title)
    actions.index_everything()
    for text, at in {
        "søppel": 0, "soppel": 0, "soppelhandtering": 0, "soeppelhaandtering": 0, "sykehjem": 0, "SYKEHJEMMET": 0, "søp": 0,
        "velferdsteknologi": 1, "velferdstek": 1, "teknologi": 1, "anskaffelsene": 2, "anskaffing": 2, "anskaffels": 2, "natt anskaffelse": 2,
    }.items():  # fmt: skip
        expected = (
            "Søppelhåndtering på sykehjemmet",
            "Velferdsteknologiløsninger i hjemmet",
            "Anskaffelser om natten",
        )[at]
        assert titles(lead, text) == [expected], text
    assert titles(lead, "søppel teknologi") == []


WORDS = ("bro", "natt", "vaktmester", "sykkel", "bibliotek", "lys")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.lists(some.tuples(some.lists(some.sampled_from(WORDS), min_size=1, max_size=3), some.lists(some.sampled_from(WORDS), max_size=4)), max_size=8),
    some.lists(some.sampled_from(WORDS), min_size=1, max_size=2, unique=True),
)  # fmt: skip
def test_the_order_is_that_of_a_slow_twin(things: list[tuple[list[str], list[str]]], wanted: list[str]) -> None:
    place = an_organisation()
    lead, begun = an_actor(place, "lead"), timezone.now()
    said: list[tuple[bool, int, str]] = []
    for number, (title, story) in enumerate(things):
        made = a_challenge(lead, f"{' '.join(title)} nr {number}")
        Challenge.objects.filter(pk=made.pk).update(story=" ".join(story), moved_at=begun + timedelta(minutes=number))
        if all(word in {*title, *story} for word in wanted):
            said.append((not all(word in title for word in wanted), -number, f"{' '.join(title)} nr {number}"))
    actions.index_things(
        kind="challenge", refs=Challenge.objects.filter(organisation=place).values_list("pk", flat=True)
    )
    assert titles(lead, " ".join(wanted)) == [title for _later, _number, title in sorted(said)]


def test_the_journal_is_followed_and_a_thing_deleted_goes() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    actions.index_everything()
    made = a_challenge(lead, "Havørn over fjorden")
    assert titles(lead, "havørn") == []
    assert actions.follow_journal(now=timezone.now()) == 1
    assert titles(lead, "havørn") == ["Havørn over fjorden"]
    assert actions.follow_journal(now=timezone.now()) == 0, "what was read twice is written once"
    # what stands in the list is what the thing says now, also before the journal was read
    Challenge.objects.filter(pk=made.pk).update(title="Havørn uten vinger")
    assert titles(lead, "havørn fjorden") == ["Havørn uten vinger"]
    record(actor=lead, verb="challenges.described", thing=made, at=timezone.now())
    assert actions.follow_journal(now=timezone.now()) == 1
    assert titles(lead, "havørn fjorden") == []
    record(actor=lead, verb="challenges.described", thing=made, at=timezone.now())
    kept = made.pk
    made.delete()
    assert titles(lead, "havørn") == []
    assert SearchedThing.objects.filter(kind="challenge", ref=kept).exists()
    actions.follow_journal(now=timezone.now())
    assert not SearchedThing.objects.filter(kind="challenge", ref=kept).exists()


def test_an_entry_that_is_committed_late_is_read_still() -> None:
    place = an_organisation()
    lead = an_actor(place, "lead")
    actions.index_everything()
    a_challenge(lead, "Første rugde")
    actions.follow_journal(now=timezone.now())
    read = JournalRead.objects.get().entry
    late = a_challenge(lead, "Sein rugde")
    # its number is lower than one that was read already
    assert JournalRead.objects.get().entry == read < late.pk + 10**9
    actions.follow_journal(now=timezone.now() + timedelta(minutes=30))
    assert titles(lead, "rugde") == ["Sein rugde", "Første rugde"]
    assert JournalRead.objects.get().entry > read


def test_everything_is_made_again_from_nothing() -> None:
    place = an_organisation()
    one_of_each(place, WORD)
    actor = an_actor(place, "observer")
    before = found_by(actor)
    SearchedThing.objects.all().delete()
    SearchedThing.objects.create(kind="challenge", ref=10**9, at=timezone.now(), title_words="'a'", words="'a'")
    assert found_by(actor) == {}
    assert actions.index_everything() > 15
    assert found_by(actor) == before
    assert actions.index_everything() == 0
    assert not SearchedThing.objects.filter(ref=10**9).exists()


def test_people_are_found_where_they_stand_and_whoever_left_or_was_erased_is_not() -> None:
    place = an_organisation()
    reader = an_actor(place, "observer")
    gone = a_member(place, "driver")
    gone.name = "Vigdis Ørnefjell"
    gone.save()
    assert titles(reader, "vigdis ørne") == ["Vigdis Ørnefjell"]
    assert not SearchedThing.objects.filter(title_words__icontains="vigdis").exists()
    assert titles(an_actor(an_organisation(), "admin"), "vigdis") == []
    assert titles(VISITOR, "vigdis") == []
    Membership.objects.filter(pk=membership_of(gone, place).pk).update(ended_at=timezone.now())
    assert titles(reader, "vigdis") == []


def test_sealed_and_private_words_are_in_no_index() -> None:
    """Whatever a room holds of suppliers' input, contributions, evidence and notes: no kind reads from those tables."""
    read = {kind.model._meta.label for kind in queries.KINDS.values()}
    assert not {
        label
        for label in read
        if label.split(".")[0] in {"submissions", "hearings", "guidance", "evaluations", "feedback", "meetings"}
    }


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "ord " * 2_500, "'); DROP TABLE x; --", "a & b | !c:*", "\x00natt\x00", "<->", "\\'", "🦊" * 50, "''''", ":*"]
)  # fmt: skip
def test_whatever_is_typed_is_answered(text: str, client: Client) -> None:
    place = an_organisation()
    user = a_member(place, "observer")
    client.force_login(user)
    for name in ("search:search", "search:suggest"):
        page = client.get(reverse(name), {"q": text})
        assert page.status_code == 200
        assert len(page.content) < 60_000


def test_a_script_in_a_title_is_text(client: Client) -> None:
    place = an_organisation()
    user = a_member(place, "driver")
    a_challenge(actor_of(user, place), "<script>alert(1)</script> rype")
    actions.index_everything()
    client.force_login(user)
    for name in ("search:search", "search:suggest"):
        text = client.get(reverse(name), {"q": "rype"}).content.decode()
        assert "<script>alert" not in text
        assert "alert" in text


def test_the_page_marks_words_and_narrows_to_a_kind(client: Client) -> None:
    place = an_organisation()
    one_of_each(place, WORD)
    client.force_login(a_member(place, "observer"))
    text = client.get(reverse("search:search"), {"q": "fjellrev"}, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert f"<mark>{WORD}</mark> adoption" in text
    assert "22 found" in text
    assert 'href="?q=fjellrev&amp;kind=goal"' in text
    text = client.get(
        reverse("search:search"), {"q": "fjellrev", "kind": "goal"}, HTTP_ACCEPT_LANGUAGE="en"
    ).content.decode()
    assert "1 found" in text
    assert f"<mark>{WORD}</mark> run" not in text
    text = client.get(reverse("search:search"), {"q": "finnesikke"}, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Nothing contains “finnesikke”" in text
    assert "/observatory/search/?q=finnesikke" in text


def test_a_programme_is_called_what_it_is_called_in_the_readers_language() -> None:
    place = an_organisation()
    key = one_of_each(place, WORD)["programme"]
    programme = Programme.objects.get(pk=key)
    names = {"en": "The night school", "nb": "Nattskolen", "nn": "Kveldsseta"}
    Programme.objects.filter(pk=key).update(content={**programme.content, "name": names})
    index_everything()
    actor = an_actor(place, "observer")

    def called(text: str) -> list[str]:
        found = queries.find(actor, queries.asked(text), kind="programme")
        return [hit.plain for hit in found.hits]

    for language, name in names.items():
        with override(language):
            assert called(name) == [name]
            moved = queries.moved_since(actor, timezone.now() - timedelta(days=1), timezone.now(), most=50)
            assert [hit.plain for hit in moved if hit.plain in names.values()] == [name]
    with override("nb"):
        assert called("Kveldsseta") == ["Kveldsseta"], "what was looked for is what one sees"


def test_a_misspelt_word_may_have_meant_another_that_its_reader_finds(client: Client) -> None:
    place, other = an_organisation(), an_organisation()
    a_challenge(an_actor(place, "lead"), "Velferdsteknologi som ringer om natten")
    index_everything()
    client.force_login(a_member(place, "observer"))
    page = client.get(reverse("search:search"), {"q": "velferdstekknologi natten"}, HTTP_ACCEPT_LANGUAGE="en")
    assert 'Did you mean <a class="ds-link" href="?q=velferdsteknologi+natten">' in page.content.decode()
    # where the other word finds nothing either, nobody is sent there; and a word that is known was meant
    client.force_login(a_member(other, "observer"))
    for text in ("velferdstekknologi natten", "velferdsteknologi natten", "rxqzvwk", "qa"):
        assert "Did you mean" not in client.get(reverse("search:search"), {"q": text}).content.decode()


def test_settings_are_found_by_those_who_may_open_them(client: Client) -> None:
    place = an_organisation()
    assert reverse("people:invitations") in [
        hit.url for hit in queries.find(an_actor(place, "admin"), queries.asked("invitations")).hits
    ]
    assert reverse("people:invitations") not in [
        hit.url for hit in queries.find(an_actor(place, "driver"), queries.asked("invitations")).hits
    ]
    assert not [hit for hit in queries.find(VISITOR, queries.asked("tasks")).hits if hit.kind == "Page"]


def test_searching_too_often_has_to_wait(client: Client) -> None:
    for _number in range(120):
        client.get(reverse("search:search"), {"q": "natt"})
    assert client.get(reverse("search:search"), {"q": "natt"}).status_code == 429
    # a town hall shares one address: who has signed in is counted alone
    client.force_login(a_member(an_organisation(), "observer"))
    assert client.get(reverse("search:search"), {"q": "natt"}).status_code == 200


def test_the_field_stands_in_the_top_bar_and_works_by_itself(client: Client) -> None:
    text = client.get(reverse("search:search")).content.decode()
    assert 'popovertarget="nb-search"' in text
    assert f'action="{reverse("search:search")}"' in text
    assert 'name="q"' in text
    options = client.get(reverse("search:suggest"), {"q": "natt"}).content.decode()
    assert 'role="option"' in options
    assert "/search/?q=natt" in options


def test_no_organisation_no_things() -> None:
    place = an_organisation()
    one_of_each(place, WORD)
    nobody = Actor(
        a_member(Organisation.objects.create(name="X", slug="x-1", founded_at=timezone.now()), "admin").pk, None, "X"
    )
    assert set(found_by(nobody)) <= PUBLIC


def test_cases_and_adoptions_are_found_by_those_they_are_shown_to(client: Client) -> None:
    teller, adopter, near, far = (an_organisation() for _ in range(4))
    network = a_network(teller, adopter, near)
    telling = actor_of(a_member(teller, "lead"), teller)
    case = published(teller, actor=telling, said=whole(title="Fjellrevens natt", level="network", networks=[network]))
    taking = actor_of(a_member(adopter, "lead"), adopter)
    made = an_adoption(case, adopter, actor=taking, title="Fjellrev hos oss", level="network", networks=[network])
    actions.index_everything()
    readers = {place.pk: a_member(place, "observer") for place in (teller, adopter, near, far)}

    def kinds() -> dict[int, set[str]]:
        return {
            pk: set(found_by(actor_of(user, Organisation.objects.get(pk=pk)), "fjellrev"))
            for pk, user in readers.items()
        }

    both = {"case", "adoption"}
    assert kinds() == {teller.pk: both, adopter.pk: both, near.pk: both, far.pk: set()}
    assert not found_by(VISITOR, "fjellrev")
    for pk, user in readers.items():
        client.force_login(user)
        for hit in queries.find(actor_of(user, Organisation.objects.get(pk=pk)), queries.asked("fjellrev")).hits:
            assert client.get(hit.url).status_code == 200, hit.url
    NetworkMember.objects.filter(organisation=near).update(left_at=timezone.now())
    assert kinds()[near.pk] == set()
    adoptions.change_adoption(
        actor=taking, adoption=made, said=said_by(taking, title="Fjellrev hos oss", level="private"), now=timezone.now()
    )
    assert kinds() == {teller.pk: {"case"}, adopter.pk: both, near.pk: set(), far.pk: set()}
    cases.take_down(actor=telling, case=case, reason="Et tall var galt", now=timezone.now())
    actions.index_everything()
    assert kinds() == {teller.pk: {"case"}, adopter.pk: {"adoption"}, near.pk: set(), far.pk: set()}
    shown = published(teller, actor=telling, said=whole(title="Fjellreven åpent"))
    actions.index_everything()
    assert found_by(VISITOR, "fjellreven") == {"case": 1}
    assert titles(VISITOR, "alarmer fjellreven") == ["Fjellreven åpent"]
    hit = queries.find(VISITOR, queries.asked("fjellreven")).hits[0]
    assert hit.url == address_of(shown)
