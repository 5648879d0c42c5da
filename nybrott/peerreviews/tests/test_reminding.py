"""Reminders before the deadline, what came in after it, not this time, leaving a network, cases, and the version a change led to."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from docx import Document as WordFile

from nybrott.cases.actions import answer_consent, write_case
from nybrott.cases.tests.factories import a_case, a_named, published, published_again, whole
from nybrott.contacts.tests.factories import a_point
from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.journal.models import Entry, Letter
from nybrott.networks.actions import leave_network
from nybrott.peerreviews import actions, queries
from nybrott.peerreviews.jobs import remind, tell
from nybrott.peerreviews.models import PeerReview
from nybrott.peerreviews.tests.factories import a_draft, a_statement, an_answer, an_open_review, decided, said_to
from nybrott.people.models import NetworkMember, Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Reasons are read in English here."""
    with override("en"):
        yield


def night(days: int) -> int:
    """When the job runs, so many days from now."""
    return int((timezone.now() + days * DAY).timestamp())


def reminders() -> list[str]:
    return sorted(Letter.objects.filter(kind="peerreviews.reminded").values_list("to_address", flat=True))


def page(client: Client, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_those_who_have_not_answered_are_reminded_once_in_their_own_language() -> None:
    owner = an_organisation("Fjordvik kommune")
    places = [an_organisation(name) for name in ("Svarer", "Sier nei", "Stille", "Gått")]
    admins = [a_member(place, "admin") for place in places]
    answers, declines, silent, _gone = admins
    User.objects.filter(pk=silent.pk).update(language="nn")
    network = a_network(owner, *places)
    lead = an_actor(owner, "lead")
    review = an_open_review(owner, actor=lead, network=network)
    an_answer(review, actor_of(User.objects.get(pk=answers.pk), places[0]))
    actions.decline_invitation(actor=actor_of(declines, places[1]), review=review, reason="Ferie", now=timezone.now())
    NetworkMember.objects.filter(organisation=places[3]).update(left_at=timezone.now())
    remind(timestamp=night(10))
    assert reminders() == [], "the deadline is four days away"
    remind(timestamp=night(12))
    remind(timestamp=night(13))
    assert reminders() == [silent.email]
    letter = Letter.objects.get(kind="peerreviews.reminded")
    assert (letter.language, letter.organisation_id) == ("nn", places[2].pk)
    assert letter.subject.startswith("Fjordvik kommune ventar på svaret dykkar")
    assert f"/exchange/reviews/{review.pk}/" in letter.body
    assert "Hvordan kan vi gjøre natten tryggere?" in letter.body
    assert Entry.objects.filter(verb="peerreviews.reminded").count() == 1
    remind(timestamp=night(20))
    assert len(reminders()) == 1


def test_nobody_is_reminded_of_what_is_closed_or_was_asked_a_moment_ago() -> None:
    owner, other = an_organisation(), an_organisation()
    a_member(other, "admin")
    lead = an_actor(owner, "lead")
    soon = an_open_review(owner, other, actor=lead, deadline=timezone.localdate() + 2 * DAY)
    remind(timestamp=night(0))
    assert reminders() == []
    actions.close_review(actor=lead, review=soon, now=timezone.now())
    remind(timestamp=night(1))
    assert reminders() == []
    an_open_review(owner, actor=lead)  # for everyone here: nobody was asked by name
    remind(timestamp=night(13))
    assert reminders() == []


def test_the_owner_hears_what_came_in() -> None:
    owner = an_organisation()
    places = [an_organisation(name) for name in ("Askøra", "Bjørkelia", "Neset")]
    lead = an_actor(owner, "lead")
    review = an_open_review(owner, *places, actor=lead)
    an_answer(review, an_actor(places[0], "driver"))
    an_answer(review, an_actor(places[0], "lead"), whose="Pårørende")
    actions.decline_invitation(actor=an_actor(places[1], "admin"), review=review, reason="", now=timezone.now())
    actions.close_review(actor=lead, review=review, now=timezone.now())
    letter = Letter.objects.filter(kind="peerreviews.answered", to_user_id=lead.user_id).latest("pk")
    for said in ("Svar: 2. Virksomheter: 1. Punkter: 3.", "Ikke denne gangen: Bjørkelia.", "Har ikke svart: Neset."):
        assert said in letter.body, letter.body
    assert Task.objects.get(word="decide", state="open").title == "Si hva det ble av det andre sa"
    empty = an_open_review(owner, places[2], actor=lead)
    actions.close_review(actor=lead, review=empty, now=timezone.now())
    last = Letter.objects.filter(kind="peerreviews.answered").latest("pk")
    assert last.subject == "Ingen svarte da dere ba om å bli utfordret"
    assert "Neset" in last.body
    step = queries.next_step(lead, PeerReview.objects.get(pk=empty.pk), timezone.now(), left=0)
    assert step is not None
    assert (step.state, step.url) == ("No one answered.", f"/exchange/reviews/{empty.pk}/step/finish/")


def test_not_this_time_is_said_once_by_those_who_may_and_one_can_answer_all_the_same(client: Client) -> None:
    owner, other, third = (an_organisation() for _ in range(3))
    admin, driver = a_member(other, "admin"), a_member(other, "driver")
    review, now = an_open_review(owner, other, actor=an_actor(owner, "lead")), timezone.now()
    with pytest.raises(Refused, match="represent your organisation"):
        actions.decline_invitation(actor=actor_of(driver, other), review=review, reason="", now=now)
    for refused in (an_actor(third, "admin"), an_actor(owner, "admin")):
        with pytest.raises(Refused, match="not asked by name"):
            actions.decline_invitation(actor=refused, review=review, reason="", now=now)
    at = f"/exchange/reviews/{review.pk}/"
    client.force_login(admin)
    assert f"{at}decline/" in page(client, at)
    script = "<script>alert(1)</script>"
    assert client.post(f"{at}decline/", {"reason": script}).status_code == 302
    assert client.get(f"{at}decline/").status_code == 403
    told = page(client, at)
    assert "You can still answer" in told
    assert f"{at}answer/" in told
    assert queries.next_step(actor_of(admin, other), review, now, left=0) is None, (
        "nobody is pressed to what they said they cannot"
    )
    assert not Task.objects.filter(organisation=other, state="open", word="answer").exists()
    client.force_login(a_member(owner, "observer"))
    told = page(client, at)
    assert "not this time" in told
    assert script not in told
    an_answer(review, actor_of(admin, other))
    assert queries.next_step(actor_of(a_member(other, "driver"), other), review, now, left=0) is not None
    invitation = review.invitations.get()
    assert (invitation.declined_at, invitation.reason) == (None, "")
    assert "has answered" in page(client, at)


def a_leaving(place: Organisation) -> None:
    seat = NetworkMember.objects.current().get(organisation=place)
    leave_network(actor=an_actor(place, "admin"), member=seat, now=timezone.now())


def test_whoever_leaves_the_network_is_asked_no_more_and_an_owner_who_leaves_asks_nobody_new(client: Client) -> None:
    owner, stays, leaves, keeper, later = (
        an_organisation(name) for name in ("Eier", "Blir", "Går", "Holder", "Senere")
    )
    network = a_network(keeper, owner, stays, leaves)
    lead = an_actor(owner, "lead")
    review = an_open_review(owner, actor=lead, network=network)
    client.force_login(a_member(leaves, "admin"))
    seat = NetworkMember.objects.current().get(organisation=leaves)
    said = page(client, f"/settings/networks/members/{seat.pk}/leave/")
    assert "You are no longer asked to challenge “Hvordan kan vi gjøre natten tryggere?” by Eier." in said
    a_leaving(leaves)
    assert not Task.objects.filter(organisation=leaves, word="answer", state="open").exists()
    assert review.invitations.get(organisation=leaves).gone_at is not None
    assert not PeerReview.objects.visible_to(an_actor(leaves, "driver")).exists()
    client.force_login(User.objects.get(pk=lead.user_id))
    assert "has left the network" in page(client, f"/exchange/reviews/{review.pk}/")
    a_leaving(owner)
    NetworkMember.objects.create(
        network=network, organisation=later, invited_at=timezone.now(), joined_at=timezone.now()
    )
    assert PeerReview.objects.visible_to(an_actor(stays, "driver")).exists(), "they were asked, and may have begun"
    an_answer(review, an_actor(stays, "driver"))
    assert not PeerReview.objects.visible_to(an_actor(later, "driver")).exists()
    assert not PeerReview.objects.visible_to(an_actor(leaves, "driver")).exists()


# --- cases ---


def a_review_of_a_case(owner: Organisation, other: Organisation, lead: Actor) -> PeerReview:
    case = published(owner, actor=lead)
    review = actions.prepare_review(actor=lead, thing=case, said=said_to(other, sections=["hard", "failed"], title=case.title), now=timezone.now())  # fmt: skip
    return actions.open_review(actor=lead, review=review, now=timezone.now())


def test_a_case_is_challenged_by_its_own_guide_and_names_nobody(client: Client) -> None:
    owner, other = an_organisation(), an_organisation()
    lead = an_actor(owner, "lead")
    case = a_case(owner, actor=lead)
    a_named(case)
    case.refresh_from_db()
    write_case(actor=lead, case=case, said=whole(did="Kari Moe satt oppe fire netter og skrev ned hver alarm, sammen med oss andre. Så spurte vi."), seen=case.version, now=timezone.now())  # fmt: skip
    case.refresh_from_db()
    told = {one.key: one.text for one in queries.sections_of(case)}
    assert set(told) == {"summary", "hard", "did", "came", "failed", "otherwise", "advice"}
    assert "Kari" not in told["did"]
    assert "navnet er tatt ut" in told["did"]
    for refused in (an_actor(owner, "observer"), an_actor(other, "admin")):
        with pytest.raises(Refused):
            actions.prepare_review(actor=refused, thing=case, said=said_to(other, sections=["hard"]), now=timezone.now())  # fmt: skip
    client.force_login(User.objects.get(pk=lead.user_id))
    assert f"/exchange/cases/{case.pk}/peer-challenges/" in page(client, f"/exchange/cases/{case.pk}/")
    tab = page(client, f"/exchange/cases/{case.pk}/peer-challenges/")
    assert f"/exchange/reviews/new/case/{case.pk}/" in tab
    assert client.get(f"/exchange/reviews/new/case/{case.pk}/").status_code == 200
    client.force_login(a_member(other, "admin"))
    for address in (f"/exchange/cases/{case.pk}/peer-challenges/", f"/exchange/reviews/new/case/{case.pk}/"):
        assert client.get(address).status_code == 404
    review = a_review_of_a_case(owner, other, lead)
    assert (review.kind, [one["id"] for one in review.questions][:2]) == ("case", ["alone", "luck"])


def test_a_name_somebody_does_not_want_told_is_gone_from_the_frozen_copy_too(client: Client) -> None:
    owner, other = an_organisation(), an_organisation()
    lead, reviewer = an_actor(owner, "lead"), a_member(other, "driver")
    told = "Kari Moe satt oppe fire netter.\nSå spurte vi dem som våkner om natten, og skrev ned hva de sa."
    case = a_case(owner, actor=lead, said=whole(did=told))
    review = actions.prepare_review(actor=lead, thing=case, said=said_to(other, sections=["did"]), now=timezone.now())
    review = actions.open_review(actor=lead, review=review, now=timezone.now())
    at = f"/exchange/reviews/{review.pk}/"
    client.force_login(reviewer)
    assert "Kari Moe" in page(client, at), "nobody knew yet that this is a name"
    named = a_named(case)
    for address in (at, f"{at}answer/"):
        told_now = page(client, address)
        assert "Kari" not in told_now
        assert "[navnet er tatt ut] satt oppe" in told_now
    named.asked_at = timezone.now()
    named.consent = "waiting"
    named.save()
    answer_consent(named=named, verb="refuse", seen="", now=timezone.now())
    for address in (at, f"{at}answer/"):
        told_now = page(client, address)
        assert "Kari" not in told_now
        assert "fire netter" not in told_now
        assert "Så spurte vi dem" in told_now
    word = WordFile(BytesIO(client.get(f"{at}file/docx/").content))
    assert "Kari" not in "\n".join(one.text for one in word.paragraphs)


def test_what_was_changed_leads_to_its_version_as_far_as_each_may_read_it(client: Client) -> None:
    owner, other, third = (an_organisation() for _ in range(3))
    lead, reviewer = an_actor(owner, "lead"), a_member(other, "driver")
    review = a_review_of_a_case(owner, other, lead)
    answer = an_answer(review, actor_of(reviewer, other), alone="Si hvilket utstyr.", luck="Nettet.")
    review = actions.close_review(actor=lead, review=review, now=timezone.now())
    assert review.case is not None
    case = published_again(review.case, actor=lead, because="Utstyret er nevnt", hard="x" * 90)
    newest = case.newest
    assert newest is not None
    first, second = answer.points.all()
    now: datetime = timezone.now()
    with pytest.raises(Refused, match="Choose a version"):
        actions.decide_point(actor=lead, point=first, outcome="taken", said="Ja", led_to="version:999999", now=now)
    client.force_login(User.objects.get(pk=lead.user_id))
    typed = {"outcome": "taken", "said": "Utstyret er nevnt.", "led_to": f"version:{newest.pk}"}
    assert client.post(f"/exchange/reviews/points/{first.pk}/", typed | {"led_to": "version:1x"}).status_code == 422
    assert client.post(f"/exchange/reviews/points/{first.pk}/", typed).status_code == 302
    kept = actions.decide_point(actor=lead, point=second, outcome="not_taken", said="Nei", led_to=f"version:{newest.pk}", now=now)  # fmt: skip
    assert kept.led_to == "", "nothing was changed, so it led to nothing"
    address = f"/cases/{owner.slug}/{case.slug}/versions/2/"
    client.force_login(reviewer)
    assert f'href="{address}"' in page(client, f"/exchange/reviews/{review.pk}/")
    actions.finish_review(actor=lead, review=review, thanks="", now=now)
    assert "Erfaringen, versjon 2" in Letter.objects.get(kind="peerreviews.changed").body
    type(case).objects.filter(pk=case.pk).update(shown="private")
    told = page(client, f"/exchange/reviews/{review.pk}/")
    assert address not in told
    assert "versjon 2" in told
    assert client.get(f"/exchange/reviews/{review.pk}/file/docx/").status_code == 200
    assert not queries.led_to(an_actor(third, "admin"), [first])


def test_the_versions_of_each_kind_of_thing() -> None:
    owner, other = an_organisation(), an_organisation()
    lead = an_actor(owner, "lead")
    statement = a_statement(owner, lead)
    review = actions.prepare_review(actor=lead, thing=statement, said=said_to(other), now=timezone.now())
    assert queries.versions_of(review) == [(f"statement:{statement.pk}", f"Problem statement: {statement.question}")]
    assert decided(review, lead) == review


def test_everyone_here_is_written_to_once_by_contact_point_or_administrators() -> None:
    owner, named, unnamed = (an_organisation() for _ in range(3))
    lead, asked, admin, beside = an_actor(owner, "lead"), a_member(named, "buyer"), a_member(unnamed, "admin"), a_member(named, "admin")  # fmt: skip
    a_point(named, asked)
    User.objects.filter(pk=admin.pk).update(language="nn")
    an_open_review(owner, unnamed, actor=lead)  # by name: its letter went when it was opened
    review, draft = an_open_review(owner, actor=lead), a_draft(owner, actor=lead)
    before = Letter.objects.filter(kind="peerreviews.invited").count()
    for _twice in range(2):
        tell(timestamp=night(0))
    told = Letter.objects.filter(kind="peerreviews.invited").order_by("pk")[before:]
    assert {one.to_user_id for one in told} == {asked.pk, admin.pk}, "neither the owner, nor beside a contact point"
    assert beside.pk not in {one.to_user_id for one in told}
    letter = next(one for one in told if one.to_user_id == admin.pk)
    assert letter.language == "nn"
    assert f"/exchange/reviews/{review.pk}/" in letter.body
    assert not Task.objects.filter(organisation=named, word="answer").exists(), "nobody gets a task for it"
    draft.refresh_from_db()
    assert draft.host_told_at is None
