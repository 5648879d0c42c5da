"""First names of people on the trail: asked about, answered, and never a silent block."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from nybrott.cases import actions, queries
from nybrott.cases.models import Case, Named
from nybrott.cases.tests.factories import WHEN, a_case, a_named, whole
from nybrott.challenges.models import Challenge, TeamMember
from nybrott.challenges.tests.factories import a_challenge
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.guidance.tests.factories import a_pairing, a_session
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_user, an_actor
from nybrott.procurements.tests.factories import a_procurement
from nybrott.runs.tests.factories import a_part, a_run

pytestmark = pytest.mark.django_db
JORUNN = whole().did + " Det var Jorunn som satt oppe. Jorunns liste ble brukt."


@pytest.fixture
def jorunn(here: Organisation) -> User:
    return a_member(here, "driver", user=a_user("Jorunn Haug"))


def told(here: Organisation, lead: Actor, jorunn: User, **more: Any) -> Case:
    """A case of a challenge that Jorunn raised and owns."""
    return a_case(
        here, actor=lead, said=whole(**({"did": JORUNN} | more)), challenge=a_challenge(actor_of(jorunn, here))
    )


def asked(case: Case) -> list[tuple[str, list[str]]]:
    case = Case.objects.get(pk=case.pk)
    return [(one.word, [each.name for each in one.people]) for one in queries.questions(case, case.named.all())]


def signed_in(lead: Actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=lead.user_id))
    return client


def question(client: Client, case: Case, n: int = 0) -> Any:
    page = client.get(reverse("cases:meant", args=[case.pk]))
    assert page.status_code == 200
    return html.fromstring(page.content.decode()).xpath("//form[.//input[@name='word']]")[n]


def answer(client: Client, case: Case, choice: str, n: int = 0) -> Any:
    sent: dict[str, list[str]] = {}
    for name, value in question(client, case, n).form_values():
        sent.setdefault(name, []).append(value)
    return client.post(reverse("cases:meant", args=[case.pk]), sent | {"answer": choice})


def test_only_people_on_the_trail_are_asked_about(here: Organisation, lead: Actor) -> None:
    def somebody(name: str, *roles: str) -> User:
        return a_member(here, *(roles or ("driver",)), user=a_user(name))

    owner, team, not_in_team, buyer, driver, mentor, elsewhere, in_run = (somebody(name) for name in ("Jorunn Haug", "Torunn Lie", "Ragnhild Vik", "Kåre Nes", "Silje Ås", "Gunnar Moe", "Ingrid Ek", "Nina Dal"))  # fmt: skip
    challenge = a_challenge(actor_of(owner, here))
    for user, joins in ((team, True), (not_in_team, False)):
        TeamMember.objects.create(challenge=challenge, user=user, asked_at=WHEN, joins=joins)
    run = a_run(here)
    pairing = a_pairing(
        here, run=run, driver=a_part(run, "driver", user=driver), mentor=a_part(run, "mentor", user=mentor)
    )
    session = a_session(pairing)
    type(session).objects.filter(pk=session.pk).update(state="held", challenge=challenge)
    procurement = a_procurement(here, owner=buyer)
    procurement.challenges.add(challenge)
    names = ["Jorunn", "Torunn", "Ragnhild", "Kåre", "Silje", "Gunnar", "Ingrid", "Nina"]
    said = whole(did=whole().did + " " + " ".join(f"Så kom {name}." for name in names))
    of_procurement = a_case(here, actor=lead, said=said, procurement=procurement)
    assert {word for word, _who in asked(of_procurement)} == {"Jorunn", "Torunn", "Kåre", "Silje", "Gunnar"}
    of_challenge = a_case(here, actor=lead, said=said, challenge=challenge)
    assert {word for word, _who in asked(of_challenge)} == {"Jorunn", "Torunn", "Silje", "Gunnar"}
    a_part(run, "driver", user=in_run)
    assert {word for word, _who in asked(a_case(here, actor=lead, said=said, run=run))} == {"Silje", "Gunnar", "Nina"}
    assert asked(a_case(here, actor=lead, said=said)) == [], "from before Nybrott, nobody is on the trail"
    assert elsewhere.memberships.exists()
    roles = {one.name: one.role for one in queries.on_the_trail(of_procurement)}
    assert (roles["Silje Ås"], roles["Gunnar Moe"]) == ("pådriver", "veileder")


def test_it_is_asked_before_a_second_person_reads_it_and_says_so(here: Organisation, lead: Actor, jorunn: User) -> None:
    case = told(here, lead, jorunn)
    client, second = signed_in(lead), a_member(here, "driver")
    page = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "“Jorunn” may be a person: Jorunn Haug" in " ".join(html.fromstring(page).text_content().split())
    assert reverse("cases:meant", args=[case.pk]) in page
    with pytest.raises(Refused, match=r"(hvem som menes|who is meant): Jorunn"):
        actions.ask_review(actor=lead, case=case, reviewer=second, now=WHEN)
    assert "Say first who is meant: Jorunn." in client.get(reverse("cases:ask", args=[case.pk])).content.decode()
    assert answer(client, case, "nobody").status_code == 302
    assert asked(case) == []
    assert "Nothing is being asked" in client.get(reverse("cases:meant", args=[case.pk])).content.decode()
    actions.ask_review(actor=lead, case=Case.objects.get(pk=case.pk), reviewer=second, now=WHEN)


def test_it_is_her(here: Organisation, lead: Actor, jorunn: User) -> None:
    case, client = told(here, lead, jorunn), signed_in(lead)
    to = answer(client, case, f"user:{jorunn.pk}")
    form = html.fromstring(client.get(to.headers["Location"]).content.decode()).xpath("//form[.//input[@name='role']]")[
        0
    ]
    typed = dict(form.form_values())
    assert (typed["name"], typed["email"]) == ("Jorunn Haug", jorunn.email)
    done = client.post(to.headers["Location"], typed | {"role": "en pådriver"})
    assert done.headers["Location"] == reverse("cases:meant", args=[case.pk])
    case, named = Case.objects.get(pk=case.pk), Named.objects.get()
    assert "Jorunn" not in case.did
    assert f"Det var [[{named.pk}]] som satt oppe. [[{named.pk}]]s liste ble brukt." in case.did
    assert "Det var Jorunn Haug som satt oppe. Jorunn Haugs liste" in queries.working(case, [named])["did"]
    assert asked(case) == []


def test_it_is_somebody_who_is_written_in_already(here: Organisation, lead: Actor, jorunn: User) -> None:
    case, client = told(here, lead, jorunn), signed_in(lead)
    named = a_named(case, name="Jorunn Haug")
    assert asked(case) == [("Jorunn", ["Jorunn Haug"])], "asked about once, as the one who is written in"
    assert answer(client, case, f"named:{named.pk}").status_code == 302
    assert "Jorunn" not in Case.objects.get(pk=case.pk).did
    other = a_named(a_case(here, actor=lead), name="Per Moe")
    sent = {"word": "Jorunn", "answer": f"named:{other.pk}", "seen": "x"}
    assert client.post(reverse("cases:meant", args=[case.pk]), sent).status_code == 404


def test_it_is_another_who_can_be_written_in(here: Organisation, lead: Actor, jorunn: User) -> None:
    case, client = told(here, lead, jorunn), signed_in(lead)
    to = answer(client, case, "other").headers["Location"]
    form = html.fromstring(client.get(to).content.decode()).xpath("//form[.//input[@name='role']]")[0]
    typed = dict(form.form_values())
    assert (typed["name"], typed.get("email", "")) == ("Jorunn", "")
    assert asked(case) == []
    assert client.post(to, typed | {"role": "en pårørende", "email": "j@example.org"}).status_code == 302
    assert "Jorunn" not in Case.objects.get(pk=case.pk).did
    assert asked(case) == []


def test_an_answer_is_to_the_sentence_as_it_stands(here: Organisation, lead: Actor, jorunn: User) -> None:
    case, client = told(here, lead, jorunn), signed_in(lead)
    seen = [value for name, value in question(client, case).form_values() if name == "seen"]
    assert len(seen) == 2
    address = reverse("cases:meant", args=[case.pk])
    client.post(address, {"word": "Jorunn", "answer": "nobody", "seen": seen[:1]})
    assert len([value for name, value in question(client, case).form_values() if name == "seen"]) == 1
    client.post(address, {"word": "Jorunn", "answer": "nobody", "seen": [seen[1], "f" * 64]})
    assert asked(case) == []
    a_named(case, name="Kari Moe")
    held = Case.objects.get(pk=case.pk)
    assert held.settled == sorted(seen), "what answers nothing is not kept"
    assert "Jorunn" not in str(held.settled)
    rewritten = JORUNN.replace("satt oppe", "våket")
    actions.write_case(actor=lead, case=held, said=whole(did=rewritten), seen=held.version, now=WHEN)
    assert asked(case) == [("Jorunn", ["Jorunn Haug"])], "one of the sentences reads otherwise"
    assert [one.sentences for one in queries.questions(Case.objects.get(pk=case.pk), list(case.named.all()))] == [("Det var Jorunn som våket.",)]  # fmt: skip


def test_two_of_one_name_and_a_word_that_is_a_name(here: Organisation, lead: Actor, jorunn: User) -> None:
    case = told(
        here,
        lead,
        jorunn,
        did=JORUNN + " Stein er tungt. Da kom Stein.",
        failed=whole().failed + " Muren var av stein.",
    )
    for name in ("Jorunn Lie", "Stein Moe"):
        member = a_member(here, "driver", user=a_user(name))
        TeamMember.objects.create(challenge=Challenge.objects.get(), user=member, asked_at=timezone.now())
    assert asked(case) == [("Jorunn", ["Jorunn Haug", "Jorunn Lie"]), ("Stein", ["Stein Moe"])]
    (_jorunn, stein) = queries.questions(case, [])
    assert stein.sentences == ("Da kom Stein.",)


def test_who_said_no_is_not_written_in_again_and_a_title_names_nobody(
    here: Organisation, lead: Actor, jorunn: User
) -> None:
    case, client = told(here, lead, jorunn, title="Jorunn og de stille nettene"), signed_in(lead)
    held = Case.objects.get(pk=case.pk)
    with pytest.raises(Refused, match=r"tittel|title"):
        actions.name_person(actor=lead, case=held, name="Jorunn Haug", role="en pådriver", email="j@example.org", word="Jorunn", now=WHEN)  # fmt: skip
    actions.write_case(actor=lead, case=held, said=whole(did=JORUNN), seen=held.version, now=WHEN)
    named = a_named(case, name="Jorunn Haug")
    Named.objects.filter(pk=named.pk).update(asked_at=WHEN, consent="waiting")
    actions.take_name_out(actor=lead, case=case, named=named, now=WHEN)
    to = answer(client, case, f"user:{jorunn.pk}").headers["Location"]
    form = html.fromstring(client.get(to).content.decode()).xpath("//form[.//input[@name='role']]")[0]
    refused = client.post(to, dict(form.form_values()) | {"role": "en pådriver"})
    assert refused.status_code == 422
    assert "do not want to be named" in refused.content.decode()
    assert asked(case) == [("Jorunn", ["Jorunn Haug"])]


@pytest.mark.parametrize(
    "sent", [{}, {"answer": "beads"}, {"answer": "named:x"}, {"answer": "named:" + "9" * 30}, {"answer": "user:x"}]
)
def test_an_answer_that_is_none_changes_nothing(
    here: Organisation, lead: Actor, jorunn: User, sent: dict[str, str]
) -> None:
    case, client = told(here, lead, jorunn), signed_in(lead)
    assert client.post(reverse("cases:meant", args=[case.pk]), {"word": "Jorunn"} | sent).status_code in {302, 404}
    assert asked(case) == [("Jorunn", ["Jorunn Haug"])]


def test_it_is_not_asked_of_those_who_only_read(here: Organisation, lead: Actor, jorunn: User) -> None:
    case = told(here, lead, jorunn)
    reader = signed_in(an_actor(here, "observer"))
    assert reader.get(reverse("cases:meant", args=[case.pk])).status_code == 403
    assert "may be a person" not in reader.get(reverse("cases:case", args=[case.pk])).content.decode()
