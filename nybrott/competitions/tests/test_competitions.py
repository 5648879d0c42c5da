"""Numbers, suggestions, what follows them, what is missing, what came before: on invented notices in a lake of their own."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path
from statistics import median

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from nybrott.competitions import actions, feeds, jobs, queries, rules
from nybrott.competitions.actions.looking import TASK, THING
from nybrott.competitions.models import Look, NoticeLink
from nybrott.competitions.states import LINK, LinkState, Way
from nybrott.competitions.tests.conftest import Fill
from nybrott.competitions.tests.factories import (
    NOW,
    NUMBER,
    TEXT,
    a_municipality,
    a_suggestion,
    competition,
    look,
    others,
    planned,
    result,
)
from nybrott.core.actor import VISITOR, system
from nybrott.core.recognising import received, story, suggest
from nybrott.core.verdict import Refused
from nybrott.desk.models import Task
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.tests.factories import an_open_dialogue
from nybrott.journal.models import Entry
from nybrott.lake import build, open_lake
from nybrott.lake.tests.factories import notice
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.procurements.actions import move_procurement
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import trail_of
from nybrott.procurements.tests.factories import a_buyer

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return a_municipality()


def states(procurement: Procurement) -> dict[str, str]:
    """Title or number of each notice → its state."""
    return {str(one): one.state for one in procurement.notice_links.all()}


def number(procurement: Procurement, typed: str) -> NoticeLink:
    return actions.link_number(actor=a_buyer(procurement.organisation), procurement=procurement, number=typed, now=NOW)


def answer(link: NoticeLink, verb: str, reason: str = "") -> NoticeLink:
    return actions.answer_suggestion(
        actor=a_buyer(link.procurement.organisation), link=link, verb=verb, reason=reason, now=NOW
    )


# --- numbers ---


def test_a_number_that_is_not_in_our_data_is_kept_and_found_later_with_what_follows_it(
    place: Organisation, fill: Fill
) -> None:
    bought = planned(place)
    made = number(bought, "c-1")
    assert (made.state, made.key) == ("waiting", "")
    assert number(bought, "c-1").pk == made.pk, "given again it stays one"
    assert look(bought) == actions.Looked(), "nothing is found where there is nothing"
    fill(competition(), result(), *others())
    jobs.look_everywhere(int(NOW.timestamp()))
    found = NoticeLink.objects.get(pk=made.pk)
    assert (found.state, found.way, found.stage, found.number) == ("linked", "number", "competition", "c-1")
    assert states(bought) == {"Anskaffelse av varsling ved fall": "linked", "Varsling ved fall: resultat": "linked"}
    assert bought.notice_links.get(stage="result").way == Way.CHAIN
    assert look(bought) == actions.Looked(), "looked for twice, nothing more is found"


def test_a_number_of_a_notice_we_hold_is_linked_at_once_with_what_it_says(place: Organisation, fill: Fill) -> None:
    fill(competition(code="prod-innov"), result(), *others())
    bought = planned(place)
    number(bought, "r-1")
    assert [(one.official, one.way) for one in queries.links_of(bought)] == [("c-1", "chain"), ("r-1", "number")]
    lots = queries.lots_told(queries.links_of(bought))
    assert [(one.lot, one.tenders, [(winner.name, winner.size) for winner in one.winners]) for one in lots] == [
        ("LOT-0001", 3, [("Leverandør 2 AS", "small")]), ("LOT-0002", 1, [("Leverandør 3 AS", "")]),
    ]  # fmt: skip
    declared = [(one.link.official, one.strategic, one.innovation, one.may) for one in queries.declared_in(bought)]
    assert declared == [("c-1", (), ("prod-innov",), True), ("r-1", (), (), True)]
    sheet = feeds.notices_sheet(bought, queries.links_of(bought))
    rows = [dict(zip([column.key for column in sheet.columns], row, strict=True)) for row in sheet.rows]
    assert [(row["number"], row["lot"], row["tenders"], row["sizes"]) for row in rows] == [
        ("c-1", None, None, None),
        ("r-1", "LOT-0001", 3, ("small",)),
        ("r-1", "LOT-0002", 1, ()),
    ]
    assert rows[0]["declares"] == ("BT-776 prod-innov",)


def test_what_is_no_number_is_refused_and_somebody_elses_notice_can_be_given_by_number(
    place: Organisation, fill: Fill
) -> None:
    fill(competition("x-9", buyer="Innkjøpssamarbeidet", ref="974760673"))
    bought = planned(place)
    with pytest.raises(Refused, match="no number of a notice"):
        number(bought, "kunngjøringen fra i fjor")
    assert number(bought, "x-9").state == "linked", "others may publish for us"


def test_of_a_notice_in_several_versions_the_latest_is_meant(place: Organisation, fill: Fill) -> None:
    fill(
        competition("c-1", version="01"),
        competition("c-1", version="02", title="Varsling ved fall, rettet", day="2024-03-20"),
    )
    bought = planned(place)
    assert str(number(bought, "c-1")) == "Varsling ved fall, rettet"
    assert len(states(bought)) == 2, "the other version is of the same procedure and follows"


def test_the_notice_its_market_dialogue_names_belongs_to_it(place: Organisation, fill: Fill) -> None:
    fill(notice("2024-100001", stage="planning", title="Markedsdialog om noe annet", day="2024-01-10"), competition())
    bought = planned(place)
    dialogue = an_open_dialogue(place)
    Dialogue.objects.filter(pk=dialogue.pk).update(notice="Doffin 2024-100001")
    bought.dialogues.add(dialogue)
    assert look(bought).linked == 1
    named = bought.notice_links.get(number="2024-100001")
    assert (named.state, named.way) == ("linked", "number")
    answer(named, "reject")
    look(bought)
    assert states(bought)["Markedsdialog om noe annet"] == "rejected", "a person has said no"


# --- suggestions ---


def test_suggestions_are_those_of_the_buyer_and_each_part_is_reckoned_by_itself(
    place: Organisation, fill: Fill
) -> None:
    fill(
        competition(), result(), *others(), competition("theirs", ref="974760673", buyer="Annen kommune", procedure_id="p-2"),
        competition("by-name", ref="", buyer=" FJORDVIK  kommune", procedure_id="p-3", day="2024-03-12"),
        competition("long-ago", day="2019-01-01", procedure_id="p-4"),
    )  # fmt: skip
    Organisation.objects.filter(pk=place.pk).update(name="Fjordvik kommune")
    place.refresh_from_db()
    bought = planned(place)
    assert look(bought) == actions.Looked(0, 2)
    first, second = queries.in_state(queries.links_of(bought), LinkState.SUGGESTED)
    assert (first.official, first.more) == ("c-1", 1), "one for each procedure"
    assert second.official == "by-name", (
        "a notice without a number is known by the buyer’s name; one with another number is not"
    )
    assert first.score == sum(part["points"] for part in first.parts)
    parts = {part["name"]: (part["points"], part["number"]) for part in first.parts}
    off = abs((date(2024, 3, 10) - bought.announce_on).days) if bought.announce_on else None
    assert (parts["buyer"], parts["code"], parts["days"]) == ((10, 1), (25, 8), (15, off))
    assert {part["name"]: part["points"] for part in second.parts}["buyer"] == 6
    buyer = queries.buyer_of(place)
    found = [one for _head, one in queries.candidates(buyer, since=date(2022, 1, 1), until=date(2026, 1, 1))]
    again = suggest(queries.planned_of(bought), found)
    assert [(one.found.key, one.score) for one in again] == [(first.key, first.score), (second.key, second.score)]


def test_one_task_for_each_batch_and_it_ends_when_all_are_answered(place: Organisation, fill: Fill) -> None:
    fill(competition(), *others())
    bought = planned(place)
    assert actions.look_everywhere(now=NOW) == 1
    assert actions.look_everywhere(now=NOW) == 0, "neither the plan nor the notices are others"
    task = Task.objects.get(about_kind=THING, about_ref=str(bought.pk), word=TASK)
    assert (task.for_role, task.state) == ("buyer", "open")
    fill(competition("c-2", procedure_id="p-5", day="2024-03-20"))
    assert actions.look_everywhere(now=NOW) == 1
    assert Task.objects.filter(about_kind=THING).count() == 1, "while it is open it stays one"
    for one in bought.notice_links.filter(state="suggested"):
        answer(one, "reject", "En annen anskaffelse")
    task.refresh_from_db()
    assert task.state == "done"
    assert actions.look_everywhere(now=NOW) == 0
    fill(competition("c-3", procedure_id="p-6", day="2024-03-21"))
    assert actions.look_everywhere(now=NOW) == 1
    assert Task.objects.filter(about_kind=THING, state="open").count() == 1
    assert {one.official: one.state for one in bought.notice_links.all()} == {
        "c-1": "rejected",
        "c-2": "rejected",
        "c-3": "suggested",
    }


def test_a_rejected_notice_is_never_suggested_again_nor_is_its_procedure(place: Organisation, fill: Fill) -> None:
    fill(competition(), *others())
    bought = planned(place)
    look(bought)
    answer(bought.notice_links.get(), "reject", "Gjelder ikke oss")
    fill(result())
    assert look(bought) == actions.Looked()
    one = bought.notice_links.get()
    assert (one.state, one.reason) == ("rejected", "Gjelder ikke oss")
    answer(one, "confirm")
    assert states(bought) == {"Anskaffelse av varsling ved fall": "linked", "Varsling ved fall: resultat": "linked"}


def test_what_only_followed_goes_and_comes_back_with_what_it_followed(place: Organisation, fill: Fill) -> None:
    fill(competition(), result(), *others())
    bought = planned(place)
    look(bought)
    first = bought.notice_links.get()
    answer(first, "confirm")
    assert sorted((one.state, one.way) for one in bought.notice_links.all()) == [
        ("linked", "chain"),
        ("linked", "likeness"),
    ]
    answer(NoticeLink.objects.get(pk=first.pk), "reject")
    assert set(states(bought).values()) == {"rejected"}
    answer(NoticeLink.objects.get(pk=first.pk), "confirm")
    assert set(states(bought).values()) == {"linked"}


def test_a_market_dialogue_that_a_competition_names_is_tied_to_it(place: Organisation, fill: Fill) -> None:
    dialogue = notice("d-1", stage="planning", title="Markedsdialog om varsling ved fall", description=f"Kommunen inviterer til markedsdialog. {TEXT}", cpv="33195000", day="2024-01-10")  # fmt: skip
    fill(dialogue, competition(previous=["d-1"]), *others())
    bought = planned(place)
    number(bought, "d-1")
    assert {one.official: one.way for one in bought.notice_links.all()} == {"d-1": "number", "c-1": "chain"}


def test_what_belongs_to_another_procurement_of_ours_is_not_suggested(place: Organisation, fill: Fill) -> None:
    fill(competition(), *others())
    number(planned(place), "c-1")
    assert look(planned(place)) == actions.Looked()


def test_a_lake_that_was_built_anew_is_read_anew_and_one_that_is_gone_leaves_what_was_kept(place: Organisation, fill: Fill, settings: Settings, tmp_path: Path) -> None:  # fmt: skip
    folder = fill(competition(), *others())
    bought = planned(place)
    number(bought, "c-1")
    (folder / "000.xml").write_bytes(competition(code="rd-act"))
    build([folder], settings.LAKE)
    look(bought)
    assert [one.innovation for one in queries.declared_in(bought)] == [("rd-act",)]
    settings.LAKE = tmp_path / "gone"
    look(bought)
    assert [one.innovation for one in queries.declared_in(bought)] == [("rd-act",)]
    assert Look.objects.get(procurement=bought).generation == ""


# --- how far it has come ---


def test_a_state_is_proposed_and_nothing_is_moved(place: Organisation, fill: Fill) -> None:
    fill(competition(), *others())
    bought, actor = planned(place, state="idea"), a_buyer(place)
    number(bought, "c-1")
    found = queries.proposal(bought, queries.links_of(bought), NOW)
    assert found
    assert (found.state, found.verb, found.after) == ("competition", "prepare", "preparing")
    step = queries.next_step(actor, bought, NOW)
    assert step
    assert "has got further" in step.state
    bought.refresh_from_db()
    assert bought.state == "idea"
    move_procurement(actor=actor, procurement=bought, verb="prepare", now=NOW)
    bought.refresh_from_db()
    again = queries.proposal(bought, queries.links_of(bought), NOW)
    assert again
    assert again.verb == "compete"
    Procurement.objects.filter(pk=bought.pk).update(state="competition")
    bought.refresh_from_db()
    assert queries.proposal(bought, queries.links_of(bought), NOW) is None
    fill(result())
    look(bought)
    last = queries.proposal(bought, queries.links_of(bought), NOW)
    assert last
    assert (last.state, last.verb) == ("contract", "sign")
    for over in ("in_use", "ended", "stopped"):
        Procurement.objects.filter(pk=bought.pk).update(state=over, stopped_reason="x")
        bought.refresh_from_db()
        assert queries.proposal(bought, queries.links_of(bought), NOW) is None


def test_the_thread_has_a_stop_for_each_notice_and_of_one_that_waits_only_the_number_is_known(
    place: Organisation, fill: Fill
) -> None:
    fill(competition(), *others())
    bought = planned(place)
    number(bought, "c-1")
    number(bought, "2031-123456")
    stops = [(stop.label, stop.state) for stop in trail_of(a_buyer(place), bought).stops if stop.kind == "notice"]
    assert sorted(stops) == [("2031-123456", "assumption"), ("Competition: Anskaffelse av varsling ved fall", "done")]
    assert queries.numbers_of([bought.pk]) == {bought.pk: ("c-1",)}


# --- what came before ---


def test_earlier_lots_are_the_buyers_own_of_the_group_and_the_day_as_the_measure_counts_them(
    place: Organisation, fill: Fill, settings: Settings
) -> None:
    said = [
        (year, cpv, tenders)
        for year, cpv, tenders in product((2020, 2022), ("33195000", "33100000", "45233000"), ((1, 4), (None, 2)))
    ]
    before = [
        result(f"e-{n}", day=f"{year}-05-01", cpv=cpv, tenders=tenders, procedure_id=f"e-{n}")
        for n, (year, cpv, tenders) in enumerate(said)
    ]
    fill(
        competition(), result(), *before, result("later", day="2024-08-20", procedure_id="later"),
        result("theirs", ref="974760673", buyer="Annen kommune", day="2022-01-01", procedure_id="theirs"),
    )  # fmt: skip
    bought = planned(place)
    number(bought, "c-1")
    found = queries.earlier(bought, queries.links_of(bought), NOW)
    numbers = sorted(one for _year, cpv, tenders in said if cpv.startswith("331") for one in tenders if one is not None)
    assert (found.group, found.before) == ("331", date(2024, 8, 10))
    assert (found.together.n, found.together.median, found.together.single) == (
        len(numbers),
        median(numbers),
        numbers.count(1),
    )
    assert (found.together.procedures, found.together.unsaid, found.together.first, found.together.last) == (
        8,
        4,
        2020,
        2022,
    )
    assert received(found.together.lots) == found.together
    where = {"country": "NO", "buyer": NUMBER, "cpv": "331", "to": "2023"}
    (row,) = open_lake(settings.LAKE).measure("tenders-received", where=where).records()
    assert (row["n"], row["median_tenders"]) == (found.together.n, found.together.median)


def test_without_lake_code_or_results_there_is_nothing_to_compare_with(place: Organisation, fill: Fill) -> None:
    bought = planned(place, cpv=())
    assert queries.earlier(bought, [], NOW).together.n == 0
    fill(result())
    assert queries.earlier(bought, [], NOW).group == ""
    assert queries.earlier(planned(place, cpv=("72000000",)), [], NOW).together.lots == ()


# --- who may, and what the database refuses ---


@pytest.mark.parametrize("role", ["driver", "lead", "buyer", "observer"])
@pytest.mark.parametrize("state", ["preparing", "ended"])
def test_who_may_follows_the_procurement(place: Organisation, role: str, state: str) -> None:
    bought = planned(place, state=state)
    link = a_suggestion(bought)
    may = role == "buyer" and state == "preparing"
    actor = an_actor(place, role)
    assert bool(rules.may_link(actor, bought)) is may
    assert bool(rules.may_answer(actor, link, "confirm")) is may
    assert bool(rules.may_look(actor, bought)) is may
    assert rules.may_look(system("Nybrott", place.pk), bought)
    assert not rules.may_link(VISITOR, bought)
    stranger = an_actor(an_organisation(), "buyer")
    assert not rules.may_answer(stranger, link, "reject")
    assert not NoticeLink.objects.visible_to(stranger).exists()
    assert not Look.objects.visible_to(stranger).exists()


@pytest.mark.parametrize(
    ("state", "verb"), list(product(LinkState.values, ["confirm", "reject", "find", "suggest", "stand on its head"]))
)
def test_an_answer_is_a_step_of_the_table(place: Organisation, state: str, verb: str) -> None:
    link = a_suggestion(planned(place), state=state)
    if verb in ("confirm", "reject") and verb in LINK.open_steps(state):
        assert answer(link, verb).state == LINK.after(verb, state)
    else:
        with pytest.raises(Refused):
            answer(link, verb)


def test_the_database_refuses_what_cannot_be(place: Organisation) -> None:
    bought = planned(place)
    a_suggestion(bought, key="n-1")
    for said in ({"key": "n-1"}, {"key": "", "number": ""}, {"key": "", "number": "2024-1"}, {"score": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_suggestion(bought, **said)


def test_history_tells_who_said_what(place: Organisation, fill: Fill) -> None:
    fill(competition(), *others())
    bought = planned(place)
    look(bought)
    answer(bought.notice_links.get(), "confirm")
    number(bought, "2031-123456")
    verbs = list(Entry.objects.filter(verb__startswith="competitions.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["competitions.found", "competitions.confirmed", "competitions.numbered"]


def test_there_is_a_most(place: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST", 2)
    bought = planned(place)
    number(bought, "2031-123456")
    number(bought, "2031-123457")
    with pytest.raises(Refused, match="already 2 notices here"):
        number(bought, "2031-123458")


# --- our samples, and real notices where they are ---


def test_a_whole_story_in_our_samples(samples: Path, settings: Settings, tmp_path: Path) -> None:
    build([samples / "notices"], settings.LAKE)
    days = {
        "dialogue_on": date(2022, 2, 1),
        "announce_on": date(2022, 9, 1),
        "contract_on": date(2023, 3, 1),
        "ends_on": date(2026, 3, 1),
    }
    bought = planned(a_municipality(), title="Trygghet hjemme om natten", aim="", cpv=("85312400", "73000000"), **days)
    number(bought, "2022-000101")
    assert [(one.stage, one.official, one.way) for one in queries.links_of(bought)] == [
        ("planning", "2022-000101", "number"), ("competition", "2022-000114", "chain"), ("result", "2023-000224", "chain"),
    ]  # fmt: skip
    assert look(bought) == actions.Looked(0, 1), "the change of the contract names no procedure we know"
    (change,) = queries.in_state(queries.links_of(bought), LinkState.SUGGESTED)
    assert (change.stage, change.official) == ("modification", "2024-000318")
    answer(change, "confirm")
    first = queries.declared_in(bought)[0]
    assert (first.link.stage, first.may) == ("planning", False), "no form of planning can carry a code"
    told = story(queries.told(queries.in_state(queries.links_of(bought), LinkState.LINKED)), date(2025, 1, 1))
    assert [chapter.state for chapter in told] == ["told"] * 4
    assert [
        (one.tenders, [winner.name for winner in one.winners]) for one in queries.lots_told(queries.links_of(bought))
    ]


def test_notices_are_found_by_number_and_suggested_to_whoever_published_them(
    real_data: Path | None, samples: Path, settings: Settings, tmp_path: Path
) -> None:
    """The samples where there are none."""
    settings.LAKE = tmp_path / "real"
    build([real_data / "notices" / "eforms" / "NOR" if real_data else samples / "notices"], settings.LAKE)
    lake = open_lake(settings.LAKE)
    rows = [
        one
        for one in lake.notices({"stage": "competition"}, size=200).rows
        if len(one.buyer) == 9 and one.published_on and one.doffin_ref
    ][:12]
    assert rows
    for row in rows:
        place = an_organisation(number=row.buyer, name=row.buyer_name)
        days = {
            "announce_on": row.published_on + timedelta(20),
            "contract_on": row.published_on + timedelta(200),
            "dialogue_on": row.published_on - timedelta(90),
            "ends_on": None,
        }
        bought = planned(place, title=row.title[:200], aim="", cpv=(row.cpv_main,), **days)
        look(bought)
        best = queries.in_state(queries.links_of(bought), LinkState.SUGGESTED)[0]
        assert best.chain == row.procedure_key
        assert number(planned(place, ref="2"), f"https://doffin.no/notices/{row.doffin_ref}").key == row.key
        place.delete()
