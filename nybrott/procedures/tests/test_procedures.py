"""Answers are kept in versions, a choice keeps what was shown, and each page and file says what it is."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as Word
from pypdf import PdfReader

from nybrott.core.procedures import spoken
from nybrott.core.verdict import Refused
from nybrott.desk.models import Draft
from nybrott.journal.models import Entry
from nybrott.people.models import Kind, Organisation, User
from nybrott.people.tests.factories import a_member, an_actor, an_organisation
from nybrott.procedures import actions, queries, rules
from nybrott.procedures.models import AnswerSheet, ProcedureChoice
from nybrott.procedures.tests.factories import DEVELOPS, REASON, a_choice, some_answers
from nybrott.procurements.actions import move_procurement
from nybrott.procurements.models import Procurement
from nybrott.procurements.queries import trail_of
from nybrott.procurements.tests.factories import a_buyer, a_procurement

pytestmark = pytest.mark.django_db
SHELF = {"solution": "exists", "need": "specified", "development": "none"}


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def client() -> Client:
    """A browser that reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def buyer(client: Client, place: Organisation) -> User:
    user = a_member(place, "buyer")
    client.force_login(user)
    return user


def address(found: Procurement, rest: str = "") -> str:
    return f"/procurements/{found.pk}/procedure/{rest}"


def test_answers_a_choice_rests_on_stay_and_new_ones_are_a_new_version(place: Organisation) -> None:
    buys, now = a_buyer(place), timezone.now()
    first = some_answers(place, actor=buys)
    again = actions.answer_questions(actor=buys, procurement=first.procurement, choices=DEVELOPS | {"time": "long"}, value=5_000_000_00, now=now)  # fmt: skip
    assert (again.pk, again.seen, again.answered) == (first.pk, "1.2", 8)
    made = actions.choose_procedure(
        actor=buys, procurement=first.procurement, option="partnership", reason=REASON, now=now
    )
    kept = dict(made.ranking)
    new = actions.answer_questions(actor=buys, procurement=first.procurement, choices=SHELF, value=None, now=now)
    assert (new.number, new.version) == (2, 1)
    first.refresh_from_db()
    made.refresh_from_db()
    assert (first.choices, first.value) == (DEVELOPS | {"time": "long"}, 5_000_000_00)
    assert made.ranking == kept
    second = actions.choose_procedure(
        actor=buys, procurement=first.procurement, option="open", reason="Løsningen finnes.", now=now
    )
    third = actions.choose_procedure(
        actor=buys, procurement=first.procurement, option="restricted", reason="Mange tilbydere.", now=now
    )
    assert [one.sheet.number for one in queries.choices_of(first.procurement)] == [3, 2, 1]
    assert (second.sheet.choices, third.sheet.choices) == (SHELF, SHELF)
    assert queries.chosen_names([first.procurement_id]) == {first.procurement_id: "Restricted procedure"}


def test_handing_in_what_stands_already_changes_nothing_and_says_nothing(place: Organisation) -> None:
    buys = a_buyer(place)
    first = some_answers(place, actor=buys)
    before = Entry.objects.count()
    again = actions.answer_questions(actor=buys, procurement=first.procurement, choices=DEVELOPS | {"time": ""}, value=None, seen="1.1", now=timezone.now())  # fmt: skip
    assert (again.seen, Entry.objects.count()) == ("1.1", before)


def test_who_comes_later_is_told_and_changes_nothing(place: Organisation) -> None:
    buys, now = a_buyer(place), timezone.now()
    first = some_answers(place, actor=buys)
    with pytest.raises(actions.OvertakenAnswers):
        actions.answer_questions(actor=buys, procurement=first.procurement, choices=SHELF, value=None, seen="", now=now)
    with pytest.raises(actions.OvertakenAnswers):
        actions.choose_procedure(
            actor=buys, procurement=first.procurement, option="open", reason="Ja.", seen="1.0/0", now=now
        )
    assert (AnswerSheet.objects.get().choices, ProcedureChoice.objects.count()) == (DEVELOPS, 0)


def test_two_who_choose_at_once_do_not_overrule_each_other_unseen(place: Organisation) -> None:
    sheet, now = some_answers(place), timezone.now()
    found, stood = sheet.procurement, queries.stand_of(sheet.procurement, sheet)
    actions.choose_procedure(
        actor=a_buyer(place), procurement=found, option="partnership", reason=REASON, seen=stood, now=now
    )
    with pytest.raises(actions.OvertakenAnswers):
        actions.choose_procedure(
            actor=a_buyer(place), procurement=found, option="open", reason="Ja.", seen=stood, now=now
        )
    assert [queries.chosen_name(one) for one in queries.choices_of(found)] == ["Innovation partnership"]


def test_a_choice_wants_answers_an_option_of_the_guide_and_a_reason(place: Organisation) -> None:
    buys, now = a_buyer(place), timezone.now()
    found = a_procurement(place, actor=buys)
    with pytest.raises(Refused, match="Answer some of the questions first"):
        actions.choose_procedure(actor=buys, procurement=found, option="open", reason="Ja.", now=now)
    some_answers(place, actor=buys, procurement=found)
    for option, reason, why in (("open", " ", "Say why"), ("lottery", "Ja.", "Choose one of")):
        with pytest.raises(Refused, match=why):
            actions.choose_procedure(actor=buys, procurement=found, option=option, reason=reason, now=now)
    choice = a_choice(place)
    with pytest.raises(IntegrityError, match="a_choice_of_procedure_says_why"), transaction.atomic():
        ProcedureChoice.objects.filter(pk=choice.pk).update(reason="")


@pytest.mark.parametrize(
    "state", ["idea", "needs", "dialogue", "preparing", "competition", "contract", "in_use", "ended"]
)
def test_it_is_answered_and_chosen_before_the_competition_by_those_who_buy(place: Organisation, state: str) -> None:
    found = a_procurement(place, state=state)
    early = state in ("idea", "needs", "dialogue", "preparing")
    for role, buys in (("buyer", True), ("driver", False)):
        actor = an_actor(place, role)
        assert bool(rules.may_answer(actor, found)) == (buys and early), (role, state)
        assert bool(rules.may_choose(actor, found, AnswerSheet(choices={"solution": "none"}))) == (buys and early)
        assert not rules.may_choose(actor, found, AnswerSheet(choices={}))
    assert not rules.may_answer(a_buyer(an_organisation()), found)


def test_it_stands_on_the_thread_in_the_journal_and_as_the_next_step(place: Organisation) -> None:
    buys, now = a_buyer(place), timezone.now()
    found = a_procurement(place, actor=buys)
    assert "procedure" not in {stop.kind for stop in trail_of(buys, found).stops}
    some_answers(place, actor=buys, procurement=found)
    assert [(one.label, one.state) for _key, one in queries.stops([found])] == [("Choice of procedure", "now")]
    assert queries.next_step(buys, found, now) is None
    found = move_procurement(actor=buys, procurement=found, verb="prepare", now=now)
    step = queries.next_step(buys, found, now)
    assert step is not None
    assert (step.step, step.url) == ("Choose the procedure", address(found))
    other = queries.next_step(an_actor(place, "driver"), found, now)
    assert other is not None
    assert (other.url, bool(other.reason)) == ("", True)
    actions.choose_procedure(actor=buys, procurement=found, option="partnership", reason=REASON, now=now)
    (stop,) = [one for one in trail_of(buys, found).stops if one.kind == "procedure"]
    assert (stop.label, stop.state, stop.at, stop.who) == ("Innovation partnership", "done", now, buys.name)
    assert queries.next_step(buys, found, now) is None
    assert list(Entry.objects.filter(verb__startswith="procedures.").order_by("pk").values_list("verb", flat=True)) == ["procedures.answered", "procedures.chosen"]  # fmt: skip
    assert Entry.objects.get(verb="procedures.chosen").private["facts"]["name"] == "Innovasjonspartnerskap"


def test_the_state_is_held_against_its_own_threshold_and_other_currencies_against_none(place: Organisation) -> None:
    found = a_procurement(place, value=2_000_000_00)
    sheet = AnswerSheet(procurement=found, choices={"object": "goods"}, value=2_000_000_00)
    on = date(2025, 6, 1)
    assert [
        one["id"]
        for one in queries.guide_of(found, sheet, on)["facts"]
        if one["said"]["en"].endswith("below the EEA threshold")
    ] == ["band"]
    found.organisation.kind = Kind.STATE
    assert [one["id"] for one in queries.guide_of(found, sheet, on)["facts"] if "at or above" in one["said"]["en"]] == [
        "band"
    ]
    assert queries.value_of(found) == 2_000_000_00
    assert queries.value_of(a_procurement(place, value=2_000_000_00, currency="EUR")) is None


def test_a_note_keeps_what_was_shown_when_the_rules_change_later(place: Organisation) -> None:
    choice = a_choice(place)
    ranking = choice.ranking | {
        "edition": "of-the-past",
        "notice": {"nb": "Slik sto det da.", "nn": "Slik stod det då.", "en": "So it stood."},
    }
    ProcedureChoice.objects.filter(pk=choice.pk).update(ranking=ranking)
    found = queries.choices_of(choice.procurement)[0]
    assert found.get_deferred_fields() == {"ranking"}
    assert spoken(found.ranking, "nn")["notice"] == "Slik stod det då."


def test_a_choice_is_told_of_when_the_law_or_the_rules_have_moved_since(place: Organisation) -> None:
    shelf = {"solution": "exists", "need": "specified", "development": "none", "risk": "low", "object": "goods"}
    buys, then = a_buyer(place), datetime(2025, 12, 31, 12, tzinfo=UTC)
    found = a_procurement(place, actor=buys)
    actions.answer_questions(actor=buys, procurement=found, choices=shelf, value=5_000_000_00, now=then)
    made = actions.choose_procedure(
        actor=buys, procurement=found, option="negotiation", reason="Vi vil forhandle.", now=then
    )
    assert queries.moved_since(made, found, then.date()) == []
    place_, amounts = queries.moved_since(made, found, date(2026, 1, 1))
    assert place_ == "Where the option ranks: not possible as answered then, number 5 today."
    assert amounts.startswith("The amounts the value is compared with")
    made.ranking["edition"] = "older"
    assert queries.moved_since(made, found, then.date()) == ["The rules of the guide have been changed."]


# pages


def test_the_page_before_anything_is_answered_teaches(client: Client, place: Organisation, buyer: User) -> None:
    found = a_procurement(place)
    page = client.get(address(found)).content.decode()
    assert "No questions are answered yet" in page
    assert "never a legal decision" in page
    assert f'href="{address(found, "answers/")}"' in page
    assert client.get(address(found, "choose/")).status_code == 403


def test_questions_are_answered_left_open_and_put_in_order_on_one_page(
    client: Client, place: Organisation, buyer: User
) -> None:
    found = a_procurement(place, value=12_000_000_00)
    form = client.get(address(found, "answers/")).content.decode()
    assert form.count("Not answered yet") == 14
    assert 'value="12 000 000"' in form
    assert "Some procedures are only for what does not exist." in form
    sent = client.post(
        address(found, "answers/"), DEVELOPS | {"value": "12 000 000", "seen": "", "parallel": ""}, follow=True
    )
    page = sent.content.decode()
    assert page.index("Innovation partnership") < page.index("Open procedure")
    for said in (
        "The solution does not exist, which is the condition.", "Not possible as answered", "A pre-commercial procurement does not include buying the solution.",
        "What could change the order", "The value is at or above the EEA threshold", "This is not certain", "Not known for today", "No lawyer has checked it.", "7 of 15 questions are answered",
    ):  # fmt: skip
        assert said in page, said
    sheet = AnswerSheet.objects.get()
    assert (sheet.choices, sheet.value, sheet.changed_by) == (DEVELOPS, 12_000_000_00, buyer)
    Procurement.objects.filter(pk=found.pk).update(value=1_000_000_00)
    assert "The plan gives a different value" in client.get(address(found)).content.decode()


def test_what_is_typed_is_there_when_one_comes_back(client: Client, place: Organisation, buyer: User) -> None:
    found = a_procurement(place)
    Draft.objects.create(
        user=buyer, organisation=place, key=actions.draft_key(found), label="x", url="/", saved_at=timezone.now(),
        fields={"solution": ["adapt"], "value": ["7 000 000"]}, page="p", sequence=1,
    )  # fmt: skip
    page = client.get(address(found, "answers/")).content.decode()
    assert 'value="7 000 000"' in page
    assert 'value="adapt" id="id_solution_2" checked' in page or "checked" in page.split('value="adapt"')[1][:60]
    client.post(address(found, "answers/"), {"solution": "adapt", "value": "", "seen": ""})
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"value": "-5"}, "cannot be less than zero"),
        ({"value": "mye"}, "Write the amount in figures"),
        ({"value": "200 000 000 000"}, "more than 100 billion"),
        ({"solution": "perhaps"}, "Select a valid choice"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_question(client: Client, place: Organisation, buyer: User, sent: dict[str, str], said: str) -> None:  # fmt: skip
    found = a_procurement(place)
    answer = client.post(address(found, "answers/"), sent | {"seen": ""})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not AnswerSheet.objects.exists()


def test_the_later_of_two_sees_both_versions(client: Client, place: Organisation, buyer: User) -> None:
    sheet = some_answers(place)
    answer = client.post(address(sheet.procurement, "answers/"), SHELF | {"seen": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Someone has changed this while you were writing" in page
    assert "No, we have looked and found nothing" in page
    assert 'name="seen" value="1.1"' in page
    late = client.post(address(sheet.procurement, "choose/"), {"option": "open", "reason": "Ja.", "seen": "0.9/0"})
    assert late.status_code == 422
    assert "Someone changed the answers, or chose, after you opened this page." in late.content.decode()


def test_a_procedure_is_chosen_and_the_note_is_a_page_a_pdf_and_a_word_file_in_three_languages(
    client: Client, place: Organisation, buyer: User
) -> None:
    sheet = some_answers(place, value=12_000_000_00)
    found = sheet.procurement
    form = client.get(f"{address(found, 'choose/')}?option=partnership").content.decode()
    assert "Pre-commercial procurement – not possible as answered" in form
    assert "Some amounts are not certain" in form
    sent = client.post(
        address(found, "choose/"), {"option": "precommercial", "reason": REASON, "seen": f"{sheet.seen}/0"}, follow=True
    )
    page = sent.content.decode()
    assert sent.redirect_chain[-1][0] == address(found, "1/")
    for said in ("The procedure is chosen.", "It was chosen anyway", REASON, buyer.name, "never a legal decision", "Last known:", "The other options", "Not answered"):  # fmt: skip
        assert said in page, said
    for code, words in (
        ("nb", ("Valg av prosedyre", "Dette er veiledning og aldri en juridisk avgjørelse.", "Førkommersiell anskaffelse", "Ingen jurist har kontrollert")),
        ("nn", ("Val av prosedyre", "Dette er rettleiing og aldri ei juridisk avgjerd.", "Førkommersiell anskaffing", "Ingen jurist har kontrollert")),
        ("en", ("Choice of procedure", "This is guidance and never a legal decision.", "Pre-commercial procurement", "No lawyer has checked")),
    ):  # fmt: skip
        word = client.get(address(found, f"1/note-{code}.docx"))
        text = "\n".join(one.text for one in Word(BytesIO(word.content)).paragraphs)
        pdf = PdfReader(BytesIO(client.get(address(found, f"1/note-{code}.pdf")).content))
        read = " ".join(" ".join(one.extract_text() for one in pdf.pages).split())
        for said in (*words, REASON):
            assert said in text, (code, said)
        assert words[1] in read, code
        assert (str(pdf.trailer["/Root"]["/Lang"])[:2], bool(pdf.trailer["/Root"]["/MarkInfo"]["/Marked"])) == (
            code,
            True,
        )
    for odd in ("1/note-de.pdf", "1/note-nb.exe", "2/note-nb.pdf", "2/"):
        assert client.get(address(found, odd)).status_code == 404
    some_answers(place, procurement=found, time="long")
    page = client.get(address(found)).content.decode()
    assert "It was chosen on version 1; the order below is of version 2." in page
    client.post(address(found, "choose/"), {"option": "partnership", "reason": "Nå.", "seen": "2.1/1"})
    assert "There is a newer choice" in client.get(address(found, "1/")).content.decode()


def test_those_who_read_see_all_and_are_told_why_they_cannot_change_it(client: Client, place: Organisation) -> None:
    choice = a_choice(place)
    client.force_login(a_member(place, "driver"))
    page = client.get(address(choice.procurement)).content.decode()
    assert "Only those who carry out procurements" in page
    assert "Change the answers" not in page
    assert client.get(address(choice.procurement, "answers/")).status_code == 403
    assert client.post(address(choice.procurement, "choose/"), {"option": "open", "reason": "x"}).status_code == 403
    client.force_login(a_member(an_organisation(), "buyer"))
    assert client.get(address(choice.procurement, "1/")).status_code == 404


def test_pages_ask_the_database_as_often_however_many_choices_there_are(
    client: Client, place: Organisation, buyer: User
) -> None:
    choice, buys, counts = a_choice(place), a_buyer(place), []
    client.get(address(choice.procurement))
    for _again in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(address(choice.procurement))
        counts.append(len(asked))
        for option in ("open", "restricted"):
            actions.choose_procedure(
                actor=buys, procurement=choice.procurement, option=option, reason="Ny.", now=timezone.now()
            )
    assert counts[0] == counts[1]
