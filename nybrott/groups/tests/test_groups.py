"""Buyers' groups: each answers for itself, what is approved is what stands there, who leaves sees nothing new."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from docx import Document as WordDocument
from icalendar import Calendar
from openpyxl import load_workbook

from nybrott.core.actor import Actor
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.dialogues.tests.factories import a_dialogue, an_open_dialogue
from nybrott.groups import actions, queries
from nybrott.groups.actions import Changed
from nybrott.groups.models import Addition, Approval, BuyersGroup, GroupDecision, Party
from nybrott.groups.rules import Decided, GroupSaid, TextSaid
from nybrott.groups.tests.factories import NOW, again
from nybrott.journal.models import Entry, Letter
from nybrott.networks.actions import leave_network
from nybrott.people.models import NetworkMember, Organisation, User
from nybrott.people.tests.factories import a_network, an_actor, an_organisation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TEXT = TextSaid(
    "Eldre skal komme trygt til badet om natten.",
    "Mange faller.",
    ["Finne veien i mørket"],
    ["Færre fall"],
    ["Ingen ligger lenge"],
)
SCRIPT = "<script>alert(1)</script>"


@dataclass
class World:
    """A network of five, and a group in it: the lead and a member take part, one observes, one has not answered, one said no."""

    lead: Actor
    member: Actor
    observer: Actor
    asked: Actor
    declined: Actor
    third: Actor
    outside: Actor
    group: BuyersGroup

    def place(self, actor: Actor) -> Organisation:
        return Organisation.objects.get(pk=actor.organisation_id)

    def party(self, actor: Actor) -> Party:
        return Party.objects.get(group=self.group, organisation_id=actor.organisation_id)


def a_world(**said: object) -> World:
    places = [an_organisation(name) for name in ("Fjordvik", "Sundvåg", "Bjørkelia", "Askøra", "Neset", "Tredje")]
    network = a_network(*places)
    lead, member, observer, asked, declined, third = (an_actor(place, "admin") for place in places)
    group = actions.propose_group(
        actor=lead, network=network, said=GroupSaid("Tryggere netter", "Kjøpe sammen", **said), members=[places[1], places[3], places[4]],  # type: ignore[arg-type]
        observers=[places[2]], now=NOW,
    )  # fmt: skip
    for actor, accepts in ((member, True), (observer, True), (declined, False)):
        actions.answer_group(actor=actor, group=group, accepts=accepts, now=NOW)
    group.refresh_from_db()
    return World(lead, member, observer, asked, declined, third, an_actor(an_organisation(), "admin"), group)


def test_a_proposal_asks_by_letter_and_task_and_each_journal_has_its_own() -> None:
    world = a_world()
    assert world.group.state == "forming", "the first yes formed it"
    letters = Letter.objects.filter(kind="groups.asked")
    assert letters.count() == 4
    body = letters.get(to_user_id=world.asked.user_id).body
    assert f"/exchange/groups/{world.group.pk}/answer/" in body
    assert "Kjøpe sammen" in body
    assert Task.objects.get(organisation_id=world.asked.organisation_id, word="answer").state == "open"
    assert Task.objects.get(organisation_id=world.member.organisation_id, word="answer").state == "done"
    assert not Entry.objects.filter(organisation_id=world.lead.organisation_id, verb="groups.joined").exists()
    assert Entry.objects.filter(organisation_id=world.member.organisation_id, verb="groups.joined").count() == 1
    words = [line.word for line in queries.shared(world.group).happenings]
    assert (words.count("asked"), words.count("joined"), words.count("declined"), words.count("proposed")) == (
        4,
        2,
        1,
        1,
    )


def test_visible_to_says_exactly_who() -> None:
    world = a_world()
    left = world.member
    actions.leave_group(actor=left, group=world.group, reason="Ikke penger", now=NOW)
    guest = an_actor(world.place(world.lead), "supplier")
    for actor, sees, inside in (
        (world.lead, True, True), (world.observer, True, True), (left, True, False), (world.asked, True, False), (world.declined, False, False),
        (world.third, False, False), (world.outside, False, False), (guest, False, False),
    ):  # fmt: skip
        assert BuyersGroup.objects.visible_to(actor).exists() == sees, actor
        assert Party.objects.visible_to(actor).exclude(organisation_id=actor.organisation_id).exists() == inside, actor
    actions.write_common_text(actor=world.lead, group=world.group, said=TEXT, revision=0, now=NOW)
    hung = world.group.texts.model.objects
    seen = [
        hung.visible_to(one).exists()
        for one in (world.lead, world.observer, left, world.asked, world.declined, world.third, guest)
    ]
    assert seen == [True, True, False, False, False, False, False]


def test_every_address_for_every_kind_of_party(client: Client) -> None:
    world = a_world()
    actions.write_common_text(actor=world.lead, group=world.group, said=TEXT, revision=0, now=NOW)
    at = f"/exchange/groups/{world.group.pk}/"
    actions.leave_group(actor=world.member, group=world.group, reason="Ikke nå", now=NOW + DAY)
    expected = {
        "lead": (200, 302, 200, 200, 200, 200), "observer": (200, 302, 403, 200, 200, 200), "member": (200, 302, 403, 200, 200, 404),
        "asked": (302, 200, 404, 404, 404, 404), "declined": (404,) * 6, "third": (404,) * 6, "outside": (404,) * 6,
    }  # fmt: skip
    for name, codes in expected.items():
        actor: Actor = getattr(world, name)
        client.force_login(User.objects.get(pk=actor.user_id))
        got = tuple(
            client.get(at + more).status_code
            for more in ("", "answer/", "do/decision/", "need.docx", "log.xlsx", "days.ics")
        )
        assert got == codes, name


def test_any_change_asks_all_to_approve_anew_and_an_approval_is_of_what_the_page_showed() -> None:
    world = a_world()
    group = world.group
    with pytest.raises(Refused):
        actions.approve_text(actor=world.lead, group=group, revision=0, now=NOW)
    with pytest.raises(Refused):
        actions.write_common_text(actor=world.member, group=group, said=TEXT, revision=0, now=NOW)
    actions.write_common_text(actor=world.lead, group=group, said=TEXT, revision=0, now=NOW)
    with pytest.raises(Changed):
        actions.write_common_text(actor=world.lead, group=group, said=TEXT, revision=0, now=NOW)
    assert Letter.objects.filter(kind="groups.text").count() == 1
    for actor in (world.lead, world.member):
        actions.approve_text(actor=actor, group=group, revision=1, now=NOW)
        actions.approve_text(actor=actor, group=group, revision=1, now=NOW)
    assert Approval.objects.count() == 2
    assert queries.shared(group).approved is False, "the group that was read before is not what is there now"
    group.refresh_from_db()
    assert queries.shared(group).approved
    assert queries.is_approved(group)
    first = actions.add_beside(actor=world.member, group=group, kind="volume", text="120 boliger", now=NOW)
    group.refresh_from_db()
    assert (group.revision, queries.is_approved(group)) == (2, False)
    assert Approval.objects.filter(lapsed_at=None).count() == 0
    with pytest.raises(Changed):
        actions.approve_text(actor=world.lead, group=group, revision=1, now=NOW)
    second = actions.add_beside(
        actor=world.member, group=group, kind="volume", text="140 boliger", replaces=first, now=NOW
    )
    with pytest.raises(Refused):
        actions.end_addition(actor=world.member, addition=first, now=NOW)
    with pytest.raises(Refused):
        actions.end_addition(actor=world.lead, addition=second, now=NOW)
    assert [one.text for one in Addition.objects.all().at(2)] == ["120 boliger"]
    assert [one.text for one in Addition.objects.all().at(3)] == ["140 boliger"]
    for refused in (
        world.observer,
        world.asked,
        world.declined,
        world.third,
        an_actor(world.place(world.lead), "driver"),
    ):
        with pytest.raises(Refused):
            actions.approve_text(actor=refused, group=group, revision=3, now=NOW)
        with pytest.raises(Refused):
            actions.add_beside(actor=refused, group=group, kind="other", text="Nei", now=NOW)


def ends() -> list[tuple[str, Callable[[World], object]]]:
    """Two ways out."""

    def by_network(world: World) -> None:
        member = NetworkMember.objects.get(network=world.group.network, organisation_id=world.member.organisation_id)
        leave_network(actor=world.member, member=member, now=NOW + DAY)

    return [
        (
            "group",
            lambda world: actions.leave_group(actor=world.member, group=world.group, reason="Ikke nå", now=NOW + DAY),
        ),
        ("network", by_network),
    ]


@pytest.mark.parametrize(("way", "end"), ends(), ids=["group", "network"])
def test_who_leaves_sees_nothing_new_and_what_it_added_stays(
    client: Client, way: str, end: Callable[[World], object]
) -> None:
    world = a_world()
    group = world.group
    actions.write_common_text(actor=world.lead, group=group, said=TEXT, revision=0, now=NOW)
    actions.add_beside(actor=world.member, group=group, kind="volume", text="120 boliger", now=NOW)
    actions.approve_text(actor=world.member, group=group, revision=2, now=NOW)
    end(world)
    later = NOW + 2 * DAY
    group.refresh_from_db()
    actions.write_common_text(actor=world.lead, group=group, said=TextSaid("Et nytt formål."), revision=2, now=later)
    actions.add_beside(actor=world.lead, group=group, kind="other", text="Bare for oss som er igjen", now=later)
    actions.enter_decision(
        actor=world.lead, group=group, said=Decided("Vi går videre", "To er nok", later.date(), "Møtet"), now=later
    )
    gone = again(world.member)
    client.force_login(User.objects.get(pk=gone.user_id))
    page = client.get(f"/exchange/groups/{group.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "Your organisation has left" in page
    assert "Eldre skal komme trygt" in page
    assert "120 boliger" in page
    for new in ("Et nytt formål", "Bare for oss som er igjen", "Vi går videre"):
        assert new not in page, new
    word = client.get(f"/exchange/groups/{group.pk}/need.docx").content
    assert "Et nytt" not in "\n".join(one.text for one in WordDocument(BytesIO(word)).paragraphs)
    group.refresh_from_db()
    (theirs,) = [one for one in queries.shared(group).besides if one.party.organisation_id == gone.organisation_id]
    assert ([one.text for one in theirs.additions], theirs.inside, theirs.approval) == (["120 boliger"], False, None)
    for refused in (
        lambda: actions.add_beside(actor=gone, group=group, kind="other", text="Mer", now=later),
        lambda: actions.approve_text(actor=gone, group=group, revision=group.revision, now=later),
    ):
        with pytest.raises(Refused):
            refused()
    assert actions.close_departed(group=group, now=later) == 0, f"by the {way} it happened that moment"
    party = world.party(world.member)
    assert (party.state, party.left_at) == ("left", NOW + DAY)
    assert not party.approvals.filter(lapsed_at=None).exists()


def test_who_signed_may_leave_until_that_day_and_the_lead_not_before_another_leads() -> None:
    world = a_world()
    today = timezone.localdate(NOW)
    actions.sign_terms(
        actor=world.member,
        group=world.group,
        share=Decimal(40),
        volumes="140",
        signs="itself",
        leave_until=today - DAY,
        now=NOW,
    )
    with pytest.raises(Refused):
        actions.leave_group(actor=world.member, group=world.group, reason="", now=NOW)
    with pytest.raises(Refused):
        actions.leave_group(actor=world.lead, group=world.group, reason="", now=NOW)
    with pytest.raises(Refused):
        actions.lead_by(actor=world.lead, group=world.group, organisation=world.place(world.observer), now=NOW)
    with pytest.raises(Refused):
        actions.lead_by(actor=world.member, group=world.group, organisation=world.place(world.member), now=NOW)
    actions.lead_by(actor=world.lead, group=world.group, organisation=world.place(world.member), now=NOW)
    actions.leave_group(actor=world.lead, group=world.group, reason="", now=NOW)
    actions.sign_terms(
        actor=world.member,
        group=world.group,
        share=Decimal(100),
        volumes="",
        signs="itself",
        leave_until=today,
        now=NOW,
    )
    assert [one.share for one in world.party(world.member).terms.order_by("pk")] == [40, 100]
    with pytest.raises(Refused):
        actions.sign_terms(
            actor=world.member,
            group=world.group,
            share=Decimal(101),
            volumes="",
            signs="itself",
            leave_until=None,
            now=NOW,
        )


def test_a_lead_that_left_the_network_can_be_followed() -> None:
    world = a_world()
    keeper = NetworkMember.objects.get(network=world.group.network, organisation_id=world.lead.organisation_id)
    NetworkMember.objects.filter(pk=keeper.pk).update(left_at=NOW)
    actions.lead_by(actor=world.member, group=world.group, organisation=world.place(world.member), now=NOW)
    world.group.refresh_from_db()
    assert world.group.lead_id == world.member.organisation_id


def test_observers_become_members_until_the_day_and_while_there_is_room() -> None:
    world = a_world(most=4, join_until=timezone.localdate(NOW))
    with pytest.raises(Refused):
        actions.become_member(actor=world.observer, group=world.group, now=NOW + 2 * DAY)
    with pytest.raises(Refused):
        actions.become_member(actor=world.member, group=world.group, now=NOW)
    actions.become_member(actor=world.observer, group=world.group, now=NOW)
    actions.answer_group(actor=world.asked, group=world.group, accepts=True, now=NOW)
    assert queries.members_count(world.group) == 4
    with pytest.raises(Refused):
        actions.ask_into_group(
            actor=world.lead, group=world.group, organisation=world.place(world.third), role="member", now=NOW
        )
    actions.ask_into_group(
        actor=world.lead, group=world.group, organisation=world.place(world.declined), role="observer", now=NOW
    )
    assert world.party(world.declined).state == "asked"
    with pytest.raises(Refused):
        actions.ask_into_group(
            actor=world.lead, group=world.group, organisation=world.place(world.outside), role="observer", now=NOW
        )


def test_the_log_is_numbered_and_a_correction_is_a_new_entry() -> None:
    world = a_world()
    fjordvik, sundvag, third = (world.place(one) for one in (world.lead, world.member, world.third))
    today = timezone.localdate(NOW)
    first = actions.enter_decision(
        actor=world.lead,
        group=world.group,
        said=Decided("Én dialog", "Billigst", today, "Møtet", [fjordvik], [sundvag]),
        now=NOW,
    )
    second = actions.enter_decision(
        actor=world.member,
        group=world.group,
        said=Decided("To dialoger", "Vi tok feil", today, "Møtet", [fjordvik, sundvag], corrects=first),
        now=NOW,
    )
    assert [(one.number, one.text) for one in GroupDecision.objects.all()] == [(1, "Én dialog"), (2, "To dialoger")]
    assert second.corrects == first
    for said in (
        Decided("", "Fordi", today, "Møtet"), Decided("Noe", " ", today, "Møtet"), Decided("Noe", "Fordi", today + DAY, "Møtet"), Decided("Noe", "Fordi", today, "Møtet", [third]),
        Decided("Noe", "Fordi", today, "Møtet", [sundvag], [sundvag]),
    ):  # fmt: skip
        with pytest.raises(Refused):
            actions.enter_decision(actor=world.lead, group=world.group, said=said, now=NOW)
    with pytest.raises(Refused):
        actions.enter_decision(
            actor=world.observer, group=world.group, said=Decided("Noe", "Fordi", today, "Møtet"), now=NOW
        )


def test_the_states_and_the_letters_of_going_on() -> None:
    world = a_world()
    with pytest.raises(Refused):
        actions.take_on(actor=world.member, group=world.group, verb="work", now=NOW)
    actions.take_on(actor=world.lead, group=world.group, verb="work", now=NOW)
    assert Letter.objects.filter(kind="groups.news").count() == 2
    with pytest.raises(Refused, match=r"approved|godkjent"):
        actions.take_on(actor=world.lead, group=world.group, verb="procure", now=NOW)
    actions.write_common_text(actor=world.lead, group=world.group, said=TEXT, revision=0, now=NOW)
    for actor in (world.lead, world.member):
        actions.approve_text(actor=actor, group=world.group, revision=1, now=NOW)
    actions.take_on(actor=world.lead, group=world.group, verb="procure", now=NOW)
    with pytest.raises(Refused):
        actions.add_beside(actor=world.member, group=world.group, kind="other", text="For sent", now=NOW)
    with pytest.raises(Refused):
        actions.take_on(actor=world.lead, group=world.group, verb="dissolve", now=NOW)
    actions.take_on(actor=world.lead, group=world.group, verb="finish", now=NOW)
    with pytest.raises(Refused):
        actions.answer_group(actor=world.asked, group=world.group, accepts=True, now=NOW)


def test_a_dialogue_is_the_leads_own_and_announced_and_others_read_what_all_read(client: Client) -> None:
    world = a_world()
    ours = an_open_dialogue(world.place(world.lead))
    for wrong in (an_open_dialogue(world.place(world.member)), a_dialogue(world.place(world.lead))):
        with pytest.raises(Refused):
            actions.link_dialogue(actor=world.lead, group=world.group, dialogue=wrong, now=NOW)
    actions.link_dialogue(actor=world.lead, group=world.group, dialogue=ours, now=NOW)
    client.force_login(User.objects.get(pk=world.observer.user_id))
    page = client.get(f"/exchange/groups/{world.group.pk}/").content.decode()
    assert f"/dialogues/{ours.slug}/" in page
    assert f"/dialogues/ours/{ours.pk}/" not in page
    assert client.get(f"/dialogues/ours/{ours.pk}/").status_code == 404


def test_files_are_what_the_page_says(client: Client) -> None:
    world = a_world(join_until=date(2027, 1, 15))
    actions.write_common_text(actor=world.lead, group=world.group, said=TEXT, revision=0, now=NOW)
    actions.add_beside(actor=world.member, group=world.group, kind="volume", text="=120 boliger", now=NOW)
    actions.enter_decision(
        actor=world.lead,
        group=world.group,
        said=Decided("=Én dialog", "Billigst", timezone.localdate(NOW), "Møtet"),
        now=NOW,
    )
    actions.set_day(actor=world.lead, group=world.group, on=date(2027, 2, 1), what="Felles møte", now=NOW)
    client.force_login(User.objects.get(pk=world.member.user_id))
    at = f"/exchange/groups/{world.group.pk}/"
    word = "\n".join(one.text for one in WordDocument(BytesIO(client.get(f"{at}need.docx").content)).paragraphs)
    assert all(said in word for said in (TEXT.purpose, "Finne veien i mørket", "=120 boliger", "Sundvåg"))
    pdf = client.get(f"{at}need.pdf").content
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    sheet = load_workbook(BytesIO(client.get(f"{at}log.xlsx").content)).worksheets[0]
    assert next(cell.value for cell in list(sheet.rows)[1]) == 1
    assert str(list(sheet.rows)[1][2].value).startswith("'="), "no spreadsheet runs it"
    days = Calendar.from_ical(client.get(f"{at}days.ics").content)
    assert sorted(str(one["summary"]).split(" – ")[0] for one in days.walk("VEVENT"))[0] == "Felles møte"
    assert len(days.walk("VEVENT")) == 2
    assert client.get(f"{at}log.exe").status_code == 404


def test_pages_from_a_proposal_to_an_approved_text(client: Client) -> None:
    fjordvik, sundvag = an_organisation("Fjordvik"), an_organisation("Sundvåg")
    network = a_network(fjordvik, sundvag)
    lead, other = an_actor(fjordvik, "buyer"), an_actor(sundvag, "buyer")
    client.force_login(User.objects.get(pk=lead.user_id))
    assert "No buyers’ group yet" in client.get("/exchange/groups/", headers={"accept-language": "en"}).content.decode()
    said = {"name": f"Netter {SCRIPT}", "purpose": "Sammen", "members": [sundvag.pk]}
    new = f"/exchange/groups/propose/?network={network.slug}"
    assert client.post(new, said | {"members": []}).status_code == 422
    assert client.post(new, said | {"members": [an_organisation().pk]}).status_code == 422
    assert client.post(new, said | {"observers": [sundvag.pk]}).status_code == 422
    assert client.post(new, said | {"most": "1"}).status_code == 422
    assert client.post(new, said).status_code == 302
    group = BuyersGroup.objects.get()
    at = f"/exchange/groups/{group.pk}/"
    client.force_login(User.objects.get(pk=other.user_id))
    assert client.get(at).status_code == 302
    assert client.post(f"{at}answer/", {"answer": "yes"}).status_code == 302
    body = client.get(at).content.decode()
    assert SCRIPT not in body
    assert client.post(f"{at}do/text/", {"purpose": "Nei", "revision": "0"}).status_code == 403
    assert client.get(f"{at}do/nothing/").status_code == 404
    client.force_login(User.objects.get(pk=lead.user_id))
    typed = {"purpose": "Trygge netter", "needs": "En\n\nTo\n", "goals": "", "criteria": "", "revision": "0"}
    assert client.post(f"{at}do/text/", typed | {"needs": "x" * 501}).status_code == 422
    assert client.post(f"{at}do/text/", typed).status_code == 302
    stale = client.post(f"{at}do/text/", typed | {"purpose": "Mitt eget"})
    assert stale.status_code == 422
    assert "Mitt eget" in stale.content.decode(), "nothing typed is lost"
    assert group.texts.get().needs == ["En", "To"]
    for wrong in ("0", "", "x", "99999999999"):
        client.post(f"{at}approve/", {"revision": wrong})
    assert not Approval.objects.exists()
    client.post(f"{at}approve/", {"revision": "1"})
    assert Approval.objects.count() == 1
    for what, data in (
        ("addition", {"kind": "volume", "text": "40"}), ("terms", {"share": "62,5", "signs": "itself"}), ("day", {"on": "2027-01-01", "what": "Møte"}),
        ("decision", {"text": "Ja", "reason": "Fordi", "on": "2026-01-01", "by": "Møtet", "in_favour": [fjordvik.pk]}), ("dialogue", {"dialogue": ""}),
        ("change", {"name": "Netter", "purpose": "Sammen"}),
    ):  # fmt: skip
        assert client.get(f"{at}do/{what}/").status_code == 200, what
        assert client.post(f"{at}do/{what}/", {}).status_code in (422, 302), what
        assert client.post(f"{at}do/{what}/", data, headers={"accept-language": "nb"}).status_code == 302, what
    assert client.post(f"{at}additions/{Addition.objects.get().pk}/end/").status_code == 302
    assert client.get(f"{at}step/work/").status_code == 200
    assert client.get(f"{at}step/procure/").status_code == 403
    assert client.post(f"{at}step/dissolve/", {"reason": ""}).status_code == 422
    assert client.post(f"{at}step/dissolve/", {"reason": "Ingen penger"}).status_code == 302
    assert "Ingen penger" in client.get(at).content.decode()


def test_the_migrations_are_whole() -> None:
    call_command("makemigrations", "groups", check=True, dry_run=True, verbosity=0)


def test_two_members_of_one_name_are_told_apart() -> None:
    places = [an_organisation("Nes kommune", number="964338531"), an_organisation("Nes kommune"), an_organisation()]
    network = a_network(*places)
    lead, member, _other = (an_actor(place, "admin") for place in places)
    group = actions.propose_group(
        actor=lead, network=network, said=GroupSaid("Tryggere netter", "Kjøpe sammen"), members=places[1:], observers=[], now=NOW
    )  # fmt: skip
    actions.answer_group(actor=member, group=group, accepts=True, now=NOW)
    assert {one.name for one in queries.shared(group).besides} >= {f"Nes kommune ({places[1].slug})"}
    assert len({one.name for one in queries.shared(group).besides}) == 3
