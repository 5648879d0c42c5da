"""Programmes: begun, taken over, adapted, released, sent as a file, merged piece by piece, drawn as a family."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from nybrott.core.actor import VISITOR, Actor
from nybrott.core.merging import difference
from nybrott.core.packages import pack, unpack
from nybrott.core.programme import SECTIONS, shipped
from nybrott.core.verdict import Refused
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.people.roles import ROLES
from nybrott.people.tests.factories import a_member, a_network, an_actor, an_organisation
from nybrott.programmes import actions, queries, rules
from nybrott.programmes.models import Package, Programme, SigningKey
from nybrott.programmes.queries.theory import theory
from nybrott.programmes.queries.words import ACTIVITY_NAMES, FAULTS, KEY_NAMES, LICENCE_NAMES, SECTION_NAMES, STEP_NAMES
from nybrott.programmes.tests.factories import a_copy, a_package, a_programme

NOW = timezone.now()


@pytest.fixture
def place(db: None) -> Organisation:
    return an_organisation("Fjordvik kommune")


@pytest.fixture
def lead(place: Organisation) -> Actor:
    return an_actor(place, "lead")


@pytest.fixture
def client(place: Organisation) -> Client:
    client = Client()
    client.force_login(a_member(place, "lead"))
    return client


def role(hours: int = 20, **more: Any) -> dict[str, Any]:
    return {
        "id": "driver",
        "name": {"nb": "Pådriver"},
        "sentence": {"nb": "Prøver."},
        "asked": {"nb": "Prøve én ting."},
        "hours": hours,
    } | more


def hours_of(programme: Programme) -> int:
    programme.refresh_from_db()
    return int(programme.content["roles"][0]["hours"])


# --- rules ---


@pytest.mark.parametrize("who", list(ROLES))
def test_who_may(who: str, place: Organisation) -> None:
    actor = an_actor(place, who)
    allowed = who in ("lead", "editor", "admin")
    mine, others = Programme(organisation=place, content={}), Programme(organisation=an_organisation(), content={})
    assert bool(rules.may_begin_programme(actor)) is allowed
    assert bool(rules.may_change_programme(actor, mine)) is allowed
    assert not rules.may_change_programme(actor, others)
    assert bool(rules.may_take_over(actor, Package(programme=others))) is allowed
    assert bool(rules.may_take_over(actor, Package(holder=place))) is allowed
    assert not rules.may_take_over(actor, Package(programme=mine))
    same = Package(version=1, files={"programme.json": "{}"})
    assert bool(rules.may_release(actor, mine, last=None)) is allowed
    assert not rules.may_release(actor, mine, last=same)
    assert "Logg inn" in rules.may_begin_programme(VISITOR).reason


def test_every_word_of_the_field_has_a_name() -> None:
    assert set(SECTION_NAMES) == {*SECTIONS, "cards"}
    assert {key for fields in SECTIONS.values() for key in fields} <= set(KEY_NAMES)
    assert set(SECTIONS["theory"]["step"].choices) == set(STEP_NAMES)
    assert set(SECTIONS["activities"]["kind"].choices) == set(ACTIVITY_NAMES)
    assert {one.programme["licence"] for one in shipped().values()} <= set(LICENCE_NAMES)
    for sentence in FAULTS.values():
        assert (str(sentence) % {"place": "x", "detail": "y"}).endswith(".")


# --- released, sent, brought in ---


def test_a_released_version_stays_and_the_next_one_says_what_changed(place: Organisation, lead: Actor) -> None:
    first = a_package(lead, place)
    programme = first.programme
    assert programme is not None
    with pytest.raises(Refused, match="Ingenting er endret siden versjon 1"):
        actions.release_version(actor=lead, programme=programme, note="", now=NOW)
    actions.write_thing(actor=lead, programme=programme, section="roles", thing=role(30), now=NOW)
    second = actions.release_version(actor=lead, programme=programme, note="Mer tid.", now=NOW)
    first.refresh_from_db()
    assert (first.content["roles"][0]["hours"], second.content["roles"][0]["hours"]) == (20, 30)
    assert (second.version, second.note, second.uid, second.key) == (2, "Mer tid.", first.uid, bytes(first.key))
    verbs = set(Entry.objects.filter(organisation_id=place.pk).values_list("verb", flat=True))
    assert {"programmes.begun", "programmes.thing_written", "programmes.released"} <= verbs


def test_out_in_and_out_again_is_the_same_bytes_with_the_first_signature(place: Organisation, lead: Actor) -> None:
    data = pack(a_package(lead, place).released())
    other = an_organisation("Sundvåg kommune")
    them = an_actor(other, "editor")
    held = actions.bring_in(actor=them, organisation=other, data=data, now=NOW)
    assert pack(held.released()) == data
    assert (held.holder, held.publisher) == (other, "Fjordvik kommune")
    assert actions.bring_in(actor=them, organisation=other, data=data, now=NOW) == held
    copy = actions.take_over(actor=them, organisation=other, package=held, now=NOW)
    mine = actions.release_version(actor=them, programme=copy, note="Som den er.", now=NOW)
    assert mine.said["line"][0]["digest"] == held.digest
    assert (mine.root, mine.uid != held.uid) == (held.uid, True)


def test_what_is_wrong_with_a_file_is_said_and_nothing_is_kept(place: Organisation, lead: Actor) -> None:
    data = pack(a_package(lead, place).released())
    other = an_organisation()
    them = an_actor(other, "lead")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}

    def zipped(**more: bytes) -> bytes:
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (
                files | {key.replace("__", "../").replace("_", "."): value for key, value in more.items()}
            ).items():
                archive.writestr(name, content)
        return made.getvalue()

    for bad, said in (
        (b"x", "ikke en zip-fil"),
        (zipped(__evil=b"x"), r"\(\.\./evil\)"),
        (zipped(nb_md=b"0" * 6_000_000), "mer enn 5 MB"),
        (
            zipped(programme_json=files["programme.json"].replace(b"20", b"21")),
            "programme.json er ikke det som ble signert",
        ),
        (
            zipped(manifest_json=files["manifest.json"].replace(b'"version": 1', b'"version": 2')),
            "Signaturen passer ikke",
        ),
        (b"x" * 2_000_001, "større enn en pakke kan være"),
    ):
        with pytest.raises(Refused, match=said):
            actions.bring_in(actor=them, organisation=other, data=bad, now=NOW)
    assert not Package.objects.filter(holder=other).exists()


def test_the_same_version_with_other_content_is_not_taken_for_the_first(place: Organisation, lead: Actor) -> None:
    first = a_package(lead, place)
    assert first.programme is not None
    other = an_organisation()
    them = an_actor(other, "lead")
    actions.bring_in(actor=them, organisation=other, data=pack(first.released()), now=NOW)
    # the same version of the same programme, signed by somebody else
    from nybrott.core.packages import release

    forged = release(
        first.content | {"licence": "EUPL-1.2"}, uid=first.uid, version=1, publisher="Noen", released_on="2026-11-27", note="", line=[], secret=b"s" * 32
    )  # fmt: skip
    with pytest.raises(Refused, match="en annen pakke som sier at den er denne versjonen"):
        actions.bring_in(actor=them, organisation=other, data=pack(forged), now=NOW)
    later = release(
        first.content,
        uid=first.uid,
        version=9,
        publisher="Noen",
        released_on="2026-11-27",
        note="",
        line=[],
        secret=b"s" * 32,
    )
    with pytest.raises(Refused, match="dere har ikke utgitt den"):
        actions.bring_in(actor=lead, organisation=place, data=pack(later), now=NOW)


def test_a_key_is_one_for_each_is_sealed_and_another_is_made_when_the_seal_cannot_be_opened(
    place: Organisation, lead: Actor, settings: Settings
) -> None:
    first = a_package(lead, place)
    key = SigningKey.objects.get(organisation=place)
    assert key.seed() is not None
    assert key.seed() not in (bytes(key.secret), None)
    assert str(key) == first.fingerprint
    assert queries.key_said(lead, first) == ("Fjordvik kommune", 0)
    settings.SECRET_KEY = "another secret altogether"
    assert SigningKey.objects.get(organisation=place).seed() is None
    second = a_package(lead, place)
    assert second.fingerprint != first.fingerprint
    assert unpack(pack(first.released())).key == bytes(first.key)


# --- who sees what ---


def test_what_is_released_is_seen_as_far_as_it_is_shared(place: Organisation, lead: Actor) -> None:
    near, far = an_organisation(), an_organisation()
    a_network(place, near)
    made = {reach: a_package(lead, place, reach) for reach in ("own", "network", "open")}

    def seen(actor: Actor) -> set[str]:
        return {reach for reach, one in made.items() if Package.objects.visible_to(actor).filter(pk=one.pk).exists()}

    assert seen(lead) == {"own", "network", "open"}
    assert seen(actor_of(a_member(near, "lead"), near)) == {"network", "open"}
    assert seen(an_actor(far, "admin")) == {"open"}
    assert seen(VISITOR) == {"open"}
    assert not Programme.objects.visible_to(VISITOR).exists()
    assert not Programme.objects.visible_to(an_actor(near, "admin")).exists()
    assert len(queries.packages_to_copy(VISITOR)) == 1


# --- copied, adapted, brought up to date ---


@pytest.fixture
def pair(place: Organisation, lead: Actor) -> tuple[Programme, Programme]:
    """A programme, and another organisation's copy of it in which a role's hours were changed."""
    package = a_package(lead, place, "open")
    assert package.programme is not None
    other = an_organisation("Sundvåg kommune")
    them = an_actor(other, "lead")
    copy = actions.take_over(actor=them, organisation=other, package=package, now=NOW)
    actions.write_thing(actor=them, programme=copy, section="roles", thing=role(10), now=NOW)
    copy.refresh_from_db()
    return package.programme, copy


def test_changes_upstream_are_settled_piece_by_piece(pair: tuple[Programme, Programme], lead: Actor) -> None:
    first, copy = pair
    them = an_actor(copy.organisation, "lead")
    assert queries.newest_upstream(them, copy) is None
    actions.write_thing(actor=lead, programme=first, section="roles", thing=role(40), now=NOW)
    actions.remove_thing(actor=lead, programme=first, section="activities", id="meet", now=NOW)
    actions.write_thing(
        actor=lead, programme=first, section="aims", thing={"id": "aim", "text": {"nb": "Mål"}}, now=NOW
    )
    assert queries.newest_upstream(them, copy) is None, "a draft is nobody's news"
    second = actions.release_version(actor=lead, programme=first, note="Nytt.", now=NOW)
    news = queries.newest_upstream(them, copy)
    assert news is not None
    assert (news.version, news.package, queries.pieces_waiting(them, copy)) == (2, second, 3)
    for path, chosen in (((("roles", "driver", "hours")), 25), ((("activities", "meet")), None)):
        copy = actions.settle_piece(actor=them, programme=copy, path=path, chosen=chosen, now=NOW)
        assert copy.upstream is not None
        assert copy.upstream.version == 1
    copy = actions.settle_piece(
        actor=them, programme=copy, path=("aims", "aim"), chosen=second.content["aims"][0], now=NOW
    )
    assert copy.upstream == second
    assert copy.base == second.content
    assert [(piece.path, piece.old, piece.new) for piece in difference(copy.base, copy.content)] == [
        (("roles", "driver", "hours"), 40, 25)
    ]
    with pytest.raises(Refused, match="Ingenting er nytt"):
        actions.settle_piece(actor=them, programme=copy, path=("aims", "aim"), chosen=None, now=NOW)


def test_what_we_left_as_it_was_is_taken_at_once_and_what_we_changed_is_left_to_decide(
    pair: tuple[Programme, Programme], lead: Actor
) -> None:
    first, copy = pair
    them = an_actor(copy.organisation, "lead")
    actions.write_thing(actor=lead, programme=first, section="roles", thing=role(40), now=NOW)
    actions.remove_thing(actor=lead, programme=first, section="activities", id="meet", now=NOW)
    aim = {"id": "aim", "text": {"nb": "Mål"}}
    actions.write_thing(actor=lead, programme=first, section="aims", thing=aim, now=NOW)
    actions.release_version(actor=lead, programme=first, note="Nytt.", now=NOW)
    client = Client()
    client.force_login(User.objects.get(pk=them.user_id))
    news = f"/programmes/own/{copy.slug}/news/"
    assert "Ta alle 2 stykker dere ikke har endret" in client.get(news).content.decode()
    assert client.post(news, {"choice": "rest"}).status_code == 302
    copy.refresh_from_db()
    assert copy.content["aims"] == [aim]
    assert [one["id"] for one in copy.content["activities"]] == ["talk"]
    assert (hours_of(copy), queries.pieces_waiting(them, copy)) == (10, 1)
    again = client.post(news, {"choice": "rest"})
    assert again.status_code == 422
    assert "Bestem hver av dem" in again.content.decode()
    copy = actions.settle_piece(actor=them, programme=copy, path=("roles", "driver", "hours"), chosen=40, now=NOW)
    assert copy.upstream is not None
    assert copy.upstream.version == 2


def test_a_third_that_makes_no_programme_and_a_piece_that_is_gone_are_refused(
    pair: tuple[Programme, Programme], lead: Actor
) -> None:
    first, copy = pair
    them = an_actor(copy.organisation, "lead")
    actions.write_thing(actor=lead, programme=first, section="roles", thing=role(40), now=NOW)
    actions.release_version(actor=lead, programme=first, note="Nytt.", now=NOW)
    with pytest.raises(Refused, match="kan ikke lagres"):
        actions.settle_piece(actor=them, programme=copy, path=("roles", "driver", "hours"), chosen=0, now=NOW)
    with pytest.raises(Refused, match="avgjort eller borte"):
        actions.settle_piece(actor=them, programme=copy, path=("roles", "nobody", "hours"), chosen=3, now=NOW)
    assert hours_of(copy) == 10
    with pytest.raises(Refused):
        actions.settle_piece(actor=lead, programme=copy, path=("roles", "driver", "hours"), chosen=3, now=NOW)


def test_a_network_that_is_left_shows_no_more_news(place: Organisation, lead: Actor) -> None:
    other = an_organisation()
    network = a_network(place, other)
    package = a_package(lead, place, "network")
    them = an_actor(other, "lead")
    copy = actions.take_over(actor=them, organisation=other, package=package, now=NOW)
    assert package.programme is not None
    actions.write_thing(actor=lead, programme=package.programme, section="roles", thing=role(40), now=NOW)
    actions.release_version(actor=lead, programme=package.programme, note="", now=NOW)
    assert queries.newest_upstream(them, copy) is not None
    network.members.filter(organisation=other).update(left_at=NOW)
    assert queries.newest_upstream(actor_of(a_member(other, "lead"), other), copy) is None


def test_what_pointed_to_a_thing_that_is_taken_out_points_no_more(place: Organisation, lead: Actor) -> None:
    copy = a_copy(lead, place)
    actions.remove_thing(actor=lead, programme=copy, section="cards", id="driver-talk", now=NOW)
    actions.remove_thing(actor=lead, programme=copy, section="theory", id="own-case", now=NOW)
    copy.refresh_from_db()
    assert next(one for one in copy.content["activities"] if one["id"] == "guidance")["methods"] == []
    assert next(one for one in copy.content["theory"] if one["id"] == "time")["leads_to"] == []
    actions.put_card_in(actor=lead, programme=copy, slug="driver-talk", now=NOW)
    copy.refresh_from_db()
    assert copy.content["cards"][-1]["id"] == "driver-talk"


# --- the family ---


def test_the_family_tree_shows_who_came_from_whom_with_what_is_only_known_by_name(
    pair: tuple[Programme, Programme], lead: Actor
) -> None:
    first, copy = pair
    them = an_actor(copy.organisation, "lead")
    mine = actions.release_version(actor=them, programme=copy, note="Kortere for oss.", now=NOW)
    lanes = queries.family(them, first.uid)
    assert [(lane.publisher, len(lane.versions)) for lane in lanes] == [("Fjordvik kommune", 1), ("Sundvåg kommune", 1)]
    assert lanes[1].versions[0].came_from == (first.uid, 1)
    assert lanes[1].versions[0].note == "Kortere for oss."
    third = an_organisation()
    far = an_actor(third, "lead")
    held = actions.bring_in(actor=far, organisation=third, data=pack(mine.released()), now=NOW)
    actions.share_programme(actor=lead, programme=first, reach="own", now=NOW)
    lanes = queries.family(far, held.root)
    assert [version.seen for lane in lanes for version in lane.versions] == [False, True]
    drawing = queries.drawn(lanes)
    assert [(dot.x, dot.y) for dot in drawing.dots] == [(24, 24), (134, 104)]
    assert len(drawing.branches) == 1
    assert queries.family(VISITOR, first.uid) == ()


def test_the_shipped_ones_are_a_real_family_and_a_draft_hangs_on_it(place: Organisation, lead: Actor) -> None:
    root = shipped()["partner-driver-programme"].uid
    assert [lane.publisher for lane in queries.family(VISITOR, root)] == ["Nybrott", "Nybrott"]
    copy = a_copy(lead, place)
    lanes = queries.family(lead, root)
    assert [version.draft for version in lanes[2].versions] == [True]
    assert lanes[2].uid == copy.uid
    assert copy.upstream is not None
    assert [one["name"] for one in copy.upstream.said["line"]] == ["Partnerpådriverprogram for et nettverk"]


def test_the_theory_is_drawn_from_left_to_right() -> None:
    drawing = theory(shipped()["internal-driver-programme"].programme, "nb")
    assert drawing is not None
    assert [step for _x, step in drawing.heads] == list(STEP_NAMES)
    assert len(drawing.boxes) == 10
    assert len(drawing.arrows) == sum(
        len(one.get("leads_to", [])) for one in shipped()["internal-driver-programme"].programme["theory"]
    )
    for box in drawing.boxes:
        assert all(len(line) <= 19 or " " not in line for _y, line in box.lines)
    assert theory({"theory": []}, "nb") is None


# --- pages ---


def test_the_pages_of_copying_and_adapting(client: Client, place: Organisation, lead: Actor) -> None:
    assert "har ikke noe program ennå" in client.get("/programmes/").content.decode()
    page = client.get("/programmes/shipped/internal-driver-programme/").content.decode()
    assert "<svg" in page
    assert 'style="' not in page
    taken = client.post("/programmes/shipped/internal-driver-programme/take-over/").headers["Location"]
    assert taken == "/programmes/own/internt-padriverprogram-for-en-host/"
    assert "Ikke utgitt ennå" in client.get(taken).content.decode()
    assert "Ingenting er endret ennå" in client.get(f"{taken}difference/").content.decode()
    assert "Ingenting er nytt" in client.get(f"{taken}news/").content.decode()
    form = {"name_nb": "Pådriver", "sentence_nb": "Lærer.", "asked_nb": "Prøve.", "hours": "35"}
    assert client.post(f"{taken}roles/participant/", form).headers["Location"] == f"{taken}#roles"
    difference_page = client.get(f"{taken}difference/").content.decode()
    assert "<del>30</del><ins>35</ins>" in difference_page
    assert client.post(f"{taken}roles/new/", form | {"name_nb": "Økonom æøå"}).status_code == 302
    programme = place.programmes.get()
    assert programme.content["roles"][-1]["id"] == "okonom-aoa"
    assert client.post(f"{taken}roles/okonom-aoa/move/").status_code == 302
    assert client.post(f"{taken}roles/okonom-aoa/remove/").status_code == 302
    assert client.post(f"{taken}card/", {"card": "persona"}).headers["Location"] == f"{taken}#cards"
    about = {"name_nb": "Vårt program", "summary_nb": "Kort.", "licence": "CC0-1.0"}
    assert client.post(f"{taken}about/", about).status_code == 302
    assert client.post(f"{taken}reach/", {"reach": "open"}).status_code == 302
    released = client.post(f"{taken}release/", {"note": "Flere timer."}).headers["Location"]
    for visitor in (client, Client()):
        shown = visitor.get(released).content.decode()
        assert "Vårt program" in shown
        assert "Flere timer." in shown
        assert visitor.get(f"{released}file/").content[:2] == b"PK"
    assert client.get(f"{released}difference/").status_code == 200
    assert "Dette er deres eget program" in shown or "Logg inn" in shown
    root = shipped()["partner-driver-programme"].uid
    assert "Vårt program" in Client().get(f"/programmes/family/{root}/").content.decode()
    assert Client().get("/programmes/family/abc/").status_code == 404
    assert client.get("/programmes/").content.decode().count("nb-card") >= 3


@pytest.mark.parametrize(
    ("address", "form", "said"),
    [
        ("about/", {"name_nb": "", "summary_nb": "x", "licence": "CC0-1.0"}, "minst ett språk"),
        ("roles/driver/", {"name_nb": "x", "sentence_nb": "x", "asked_nb": "", "hours": "4"}, "minst ett språk"),
        ("roles/driver/", {"name_nb": "x", "sentence_nb": "x", "asked_nb": "x", "hours": "0"}, "hours"),
        ("release/", {"note": ""}, "note"),
        ("reach/", {"reach": "all"}, "reach"),
        ("card/", {"card": "magic"}, "card"),
    ],
)
def test_what_is_missing_is_said(
    address: str, form: dict[str, str], said: str, client: Client, place: Organisation, lead: Actor
) -> None:
    programme = a_programme(lead, place)
    answer = client.post(f"/programmes/own/{programme.slug}/{address}", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_what_is_not_there_is_not_there(client: Client, place: Organisation, lead: Actor) -> None:
    programme = a_programme(lead, place)
    own = f"/programmes/own/{programme.slug}"
    for address in (
        f"{own}/magic/new/", f"{own}/roles/nobody/", f"{own}/cards/new/", f"{own}/difference/", "/programmes/shipped/magic/", "/programmes/packages/99999/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address
    assert client.post("/programmes/shipped/magic/take-over/").status_code == 404
    first = actions.release_version(actor=lead, programme=programme, note="x", now=NOW)
    assert client.get(f"/programmes/packages/{first.pk}/difference/").status_code == 404
    assert client.post(f"/programmes/packages/{first.pk}/take-over/").status_code == 403
    assert client.get(f"{own}/release/").status_code == 403


def test_a_file_is_brought_in_on_a_page(client: Client, place: Organisation) -> None:
    other = an_organisation("Sundvåg kommune")
    data = pack(a_package(an_actor(other, "lead"), other).released())
    bad = client.post("/programmes/bring-in/", {"file": SimpleUploadedFile("x.zip", b"nonsense")})
    assert bad.status_code == 422
    assert "ikke en zip-fil" in bad.content.decode()
    answer = client.post("/programmes/bring-in/", {"file": SimpleUploadedFile("x.zip", data)})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Sundvåg kommune" in page
    assert Package.objects.get(holder=place).fingerprint in page
    assert client.post(f"{answer.headers['Location']}take-over/").status_code == 302


def test_the_page_of_news(pair: tuple[Programme, Programme], lead: Actor) -> None:
    first, copy = pair
    actions.write_thing(actor=lead, programme=first, section="roles", thing=role(40), now=NOW)
    actions.release_version(actor=lead, programme=first, note="Mer tid trengs.", now=NOW)
    client = Client()
    client.force_login(a_member(copy.organisation, "lead"))
    own = f"/programmes/own/{copy.slug}/"
    assert "Mer tid trengs." in client.get(own).content.decode()
    page = client.get(f"{own}news/").content.decode()
    assert "Roller · Pådriver · Timer" in page
    assert "Endret av dere også" in page
    assert (
        client.post(f"{own}news/", {"piece": "roles/driver/hours", "choice": "third", "third": "mange"}).status_code
        == 422
    )
    assert (
        client.post(f"{own}news/", {"piece": "roles/driver/hours", "choice": "third", "third": "33"}).status_code == 302
    )
    assert hours_of(copy) == 33
    assert "Ingenting er nytt" in client.get(f"{own}news/").content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_no_more_for_more(
    many: int, place: Organisation, lead: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = an_organisation()
    for _ in range(many):
        a_package(an_actor(other, "lead"), other, "open")
    with django_assert_num_queries(2):
        assert len(queries.packages_to_copy(lead)) == many
        assert queries.own_programmes(lead) == []
