"""Seen, proposed, answered, chosen; what was said before is kept, and what the notice gets never disagrees with itself."""

import io
import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override
from docx import Document
from lxml import etree

from nybrott.challenges.tests.factories import a_challenge, a_heard_challenge
from nybrott.classifications import actions, feeds, jobs, queries, rules
from nybrott.classifications.models import Answer, ClassChoice, CodeAnswer, Draft, Proposal
from nybrott.classifications.queries import Declared, Told, seen
from nybrott.classifications.states import INNOVATIVE, Class
from nybrott.classifications.tests.factories import SENTENCE, TEXT, a_draft
from nybrott.core.adviser import CLASSES, CODES, MOST
from nybrott.core.adviser import Unreadable as NotADraft
from nybrott.core.classes import Signal
from nybrott.core.verdict import Refused
from nybrott.dialogues.tests.factories import an_open_dialogue
from nybrott.hearings.models import Evidence
from nybrott.hearings.tests.factories import a_contribution, some_evidence
from nybrott.journal.models import Entry
from nybrott.people.models import Organisation
from nybrott.people.tests.factories import an_actor, an_organisation
from nybrott.procurements.actions import move_procurement, say_what_it_answers
from nybrott.procurements.models import Procurement
from nybrott.procurements.tests.factories import a_buyer, a_procurement
from nybrott.sources import Unreadable as NotTaken

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def place() -> Organisation:
    return an_organisation()


@pytest.fixture
def bought(place: Organisation) -> Procurement:
    return a_procurement(place, state="needs")


def choose(bought: Procurement, klass: str, reason: str = "Det skal utvikles.") -> ClassChoice:
    return actions.choose_class(actor=a_buyer(bought.organisation), procurement=bought, klass=klass, reason=reason, now=NOW())  # fmt: skip


def answer(bought: Procurement, code: str, *, confirmed: bool = True, reason: str = "") -> CodeAnswer:
    return actions.answer_code(actor=a_buyer(bought.organisation), procurement=bought, code=code, confirmed=confirmed, reason=reason, now=NOW())  # fmt: skip


def tell(bought: Procurement, **told: bool | None) -> list[Answer]:
    said = {kind.replace("_", "-"): Told(present, "Vi har spurt.") for kind, present in told.items()}
    return actions.answer_signals(actor=a_buyer(bought.organisation), procurement=bought, told=said, now=NOW())


def verbs(bought: Procurement) -> list[str]:
    found = Entry.objects.filter(thing_kind="procurements.procurement", thing_ref=str(bought.pk), verb__startswith="classifications.")  # fmt: skip
    return [verb.removeprefix("classifications.") for verb in found.order_by("pk").values_list("verb", flat=True)]


def test_the_classes_are_those_of_the_adviser() -> None:
    assert tuple(Class.values) == CLASSES
    assert set(Class.values) - set(INNOVATIVE) == {"none"}


def test_users_heard_and_dialogues_held_are_seen_with_where(place: Organisation) -> None:
    lead = an_actor(place, "lead")
    one, two = a_challenge(lead), a_heard_challenge(place)
    bought = a_procurement(place)
    assert queries.signals(bought)["users-heard"].present is None, "no challenge, so nothing is known"
    actor = a_buyer(place)
    dialogue = an_open_dialogue(place)
    say_what_it_answers(actor=actor, procurement=bought, challenges=[one, two], dialogues=[dialogue], now=NOW())
    assert queries.signals(bought)["users-heard"].present is False
    Evidence.objects.create(challenge=one, kind=Evidence.Kind.STATISTIC, title="Fall", keep_until=NOW().date(), recorded_at=NOW())  # fmt: skip
    assert queries.signals(bought)["users-heard"].present is False, "a figure is nobody's voice"
    a_contribution(two)
    some_evidence(one, lead)
    found = queries.signals(bought)
    heard, held = found["users-heard"], found["dialogue-held"]
    assert (heard.present, heard.said) == (True, "1 contribution, 1 piece of evidence from people")
    assert heard.url == f"/challenges/{two.pk}/contributions/"
    assert held.present is True
    assert dialogue.title in held.said
    assert held.url == f"/dialogues/ours/{dialogue.pk}/"


def test_rooms_above_add_what_they_see_and_what_notices_say(bought: Procurement, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(seen, "SEEN", [])
    monkeypatch.setattr(seen, "DECLARED", [])
    tell(bought, better_rewarded=False)
    queries.add_signal(lambda _one: [Signal("better-rewarded", True, "2 criteria", "/r/")])
    assert queries.signals(bought)["better-rewarded"] == Signal("better-rewarded", True, "2 criteria", "/r/")
    assert queries.standing(bought).weighed.klass == "innovation-friendly"
    old = Declared("Konkurranse", "/n/1", date(2026, 3, 1), ("mar-nov",), True)
    queries.add_declared(lambda _one: [old, Declared("Veiledende", "/n/2", date(2026, 1, 1), (), None)])
    assert queries.declared(bought)[0] == old
    assert queries.standing(bought).troubles == ("The notice “Konkurranse” does not say what is confirmed here.",)
    answer(bought, "mar-nov")
    assert queries.standing(bought).troubles == ()


def test_answers_are_added_to_and_only_what_changed_is_told(bought: Procurement) -> None:
    assert [one.kind for one in tell(bought, new_to_market=True, common_with_others=False)] == ["new-to-market", "common-with-others"]  # fmt: skip
    assert tell(bought, new_to_market=True) == []
    tell(bought, new_to_market=None)
    assert queries.signals(bought)["new-to-market"].present is None
    assert Answer.objects.filter(procurement=bought, kind="new-to-market").count() == 2
    assert verbs(bought) == ["answered", "answered"]


def test_a_draft_speaks_with_its_sentence_its_line_and_its_rule(bought: Procurement) -> None:
    draft = a_draft(bought)
    found = queries.standing(bought)
    (row,) = [one for one in found.codes if one.code == "mar-nov"]
    (one,) = row.proposals
    assert (row.state, one.words, one.line, one.sign, one.sure) == ("open", SENTENCE, 4, "not-on-the-market", True)
    assert queries.where_of(one) == "Description, line 4"
    assert TEXT.splitlines()[one.line - 1].endswith(one.words)
    assert [each.klass for each in found.class_proposals] == ["procurement-of-innovation"]
    text = Draft.objects.get().texts[one.place][1]
    assert text[one.begins : one.ends] == SENTENCE
    assert draft.brought_by is not None
    answer(bought, "mar-nov", reason="Vi har spurt markedet.")
    assert Draft.objects.get().texts, "the class waits still"
    choose(bought, "procurement-of-innovation")
    assert Draft.objects.get().texts == [], "the text is kept no longer"
    assert set(Proposal.objects.filter(code="mar-nov").values_list("outcome", flat=True)) == {"confirmed"}
    for code in ("prod-innov", "proc-innov", "rd-act"):
        assert not Proposal.objects.filter(code=code, outcome="open").exists()
    assert queries.next_step(a_buyer(bought.organisation), bought, NOW()) is None
    assert verbs(bought) == ["draft_brought", "code_confirmed", "chose_of_innovation"]


def test_a_word_file_a_notice_and_pasted_text_are_read(bought: Procurement) -> None:
    made, out = Document(), io.BytesIO()
    made.add_heading("Tryggere netter", 0)
    made.add_paragraph("Vi har 40 plasser.")
    made.add_paragraph(SENTENCE)
    made.save(out)
    word = a_draft(bought, out.getvalue(), "C:\\fakepath\\utkast\u202e.docx")
    assert (word.kind, word.name) == ("word", "utkast.docx")
    assert word.proposals.get(code="mar-nov").line == 3
    notice = etree.Element("{urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2}ContractNotice")
    cac, cbc = (f"{{urn:oasis:names:specification:ubl:schema:xsd:Common{one}Components-2}}" for one in ("Aggregate", "Basic"))  # fmt: skip
    project = etree.SubElement(notice, f"{cac}ProcurementProject")
    etree.SubElement(project, f"{cbc}Name", languageID="NOB").text = "Natt"
    etree.SubElement(project, f"{cbc}Description", languageID="NOB").text = SENTENCE
    xml = a_draft(bought, etree.tostring(notice), "n.xml")
    assert (xml.kind, xml.proposals.get(code="mar-nov").line) == ("notice", None)
    pasted = a_draft(bought, f"[Utkast]\r\n{SENTENCE}", "")
    assert (pasted.kind, str(pasted), pasted.proposals.get(code="mar-nov").line) == ("pasted", "Pasted text", 2)
    wide = a_draft(bought, TEXT.encode("utf-16"), "bred.txt")
    assert wide.proposals.get(code="mar-nov").line == 4
    silent = a_draft(bought, "Papir og penner.", "papir.txt")
    assert (silent.texts, silent.klass, silent.proposals.count()) == ([], "none", 0)


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (BOMB, "DTD"), (BOMB.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"), "DTD"), (b"<!DOCTYPE a><a/>", "DTD"),
        (b"x" * (MOST + 1), "20 MB"), (b"x" * (rules.LONGEST + 1), "2 million"), (b"MZ\x90\x00\x03\x00 This program", "neither text"), (b"\x7fELF\x02\x01\x00", "neither text"),
        (b"", "no text"), (b" \r\n\t", "no text"), ("\u00a0\n\u3000".encode(), "no text"), (b"\xef\xbb\xbf", "no text"), (b"Vi s\xf8ker en l\xf8sning", "UTF-8"), (b"%PDF-1.7\n\xe2\xe3", "neither text"),
        (b"<a><b></a>", "eForms XML"), (b"PK\x03\x04 not really", "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_leaves_nothing(bought: Procurement, data: bytes, says: str) -> None:
    with pytest.raises((NotADraft, NotTaken)) as trouble:
        a_draft(bought, data, "utkast.txt")
    assert says in rules.why_unreadable(trouble.value)
    assert not Draft.objects.exists()
    assert verbs(bought) == []


def test_signs_the_database_cannot_hold_keep_their_places(bought: Procurement) -> None:
    record = json.dumps([{"title": "a\x00b \ud800", "description": SENTENCE}])
    made = a_draft(bought, record, "n.json")
    assert all("\x00" not in content for _field, content, _language in made.texts)


def test_a_code_is_answered_anew_and_what_was_said_stays(bought: Procurement) -> None:
    with pytest.raises(Refused, match="Say why"):
        answer(bought, "rd-act", confirmed=False, reason=" ")
    with pytest.raises(Refused, match="no such code"):
        answer(bought, "fp-requ")
    answer(bought, "rd-act", confirmed=False, reason="Det er ingen forskning.")
    answer(bought, "rd-act")
    assert queries.confirmed_codes(bought) == ("rd-act",)
    assert [(one.what, one.current) for one in queries.standing(bought).past] == [("rd-act confirmed", True), ("rd-act rejected", False)]  # fmt: skip
    assert verbs(bought) == ["code_rejected", "code_confirmed"]
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeAnswer.objects.create(procurement=bought, code="rd-act", confirmed=True, at=NOW())


def test_the_class_has_its_reason_and_says_what_was_proposed_then(bought: Procurement) -> None:
    with pytest.raises(Refused, match="Say why"):
        choose(bought, "none", " ")
    with pytest.raises(Refused, match="no such class"):
        choose(bought, "other")
    tell(bought, new_to_market=True)
    assert choose(bought, "none", "Vi tok feil.").proposed == "innovative-solution"
    choose(bought, "innovative-solution", "Ingen har prøvd det.")
    assert queries.class_of([bought]) == {bought.pk: "innovative-solution"}
    assert [one.klass for one in ClassChoice.objects.filter(procurement=bought)] == ["innovative-solution", "none"]


def test_which_procurements_are_innovative_by_the_buyers_own_word(place: Organisation) -> None:
    made = {klass: a_procurement(place, title=klass) for klass in (*Class.values, "unanswered")}
    for klass in Class.values:
        choose(made[klass], "none" if klass != "none" else "innovation-friendly")
        choose(made[klass], klass)
    found = Procurement.objects.filter(organisation=place)
    assert {one.title for one in queries.innovative(found)} == {str(one) for one in INNOVATIVE}
    assert {one.title for one in queries.innovative(found, classes=[Class.OF_INNOVATION])} == {"procurement-of-innovation"}  # fmt: skip
    assert set(queries.class_of(found)) == {made[klass].pk for klass in Class.values}
    answer(made["none"], "mar-nov")
    keys = [one.pk for one in found]
    assert queries.codes_column(keys) == {made["none"].pk: ("mar-nov",)}
    assert queries.class_column(keys)[made["none"].pk] == "None of them"


def test_who_may_not_is_told_why(bought: Procurement, place: Organisation) -> None:
    for actor in (an_actor(place, "observer"), a_buyer(an_organisation())):
        for rule in (rules.may_answer(actor, bought), rules.may_bring(actor, bought, 0), rules.may_choose(actor, bought, "none", "x")):  # fmt: skip
            assert not rule
    buyer = a_buyer(place)
    assert rules.may_bring(buyer, bought, rules.MOST_DRAFTS - 1)
    assert "20" in rules.may_bring(buyer, bought, rules.MOST_DRAFTS).reason
    move_procurement(actor=buyer, procurement=bought, verb="stop", reason="Ingen penger", now=NOW())
    with pytest.raises(Refused, match="stays as it is"):
        choose(bought, "none")


def test_a_draft_that_is_thrown_away_leaves_what_was_answered(bought: Procurement) -> None:
    buyer = a_buyer(bought.organisation)
    whole, half = a_draft(bought), a_draft(bought, f"{SENTENCE} Oppdraget er å utvikle en prototype sammen med kommunen.")  # fmt: skip
    actions.throw_away_draft(actor=buyer, draft=whole, now=NOW())
    assert not Draft.objects.filter(pk=whole.pk).exists()
    answer(bought, "rd-act")
    actions.throw_away_draft(actor=buyer, draft=half, now=NOW())
    half.refresh_from_db()
    assert half.texts == []
    assert [one.code for one in half.proposals.all()] == ["rd-act"]
    assert queries.confirmed_codes(bought) == ("rd-act",)


def test_what_does_not_fit_together_is_said(bought: Procurement) -> None:
    answer(bought, "mar-nov")
    choose(bought, "none", "Vanlig kjøp.")
    assert ["something different from the class" in one for one in queries.standing(bought).troubles] == [True]
    choose(bought, "innovative-solution")
    assert queries.standing(bought).troubles == ()
    answer(bought, "mar-nov", confirmed=False, reason="Det finnes.")
    assert ["would not show it" in one for one in queries.standing(bought).troubles] == [True]


def test_next_comes_the_draft_then_the_class(place: Organisation) -> None:
    bought, buyer = a_procurement(place, state="preparing"), a_buyer(place)

    def step() -> str | None:
        found = queries.next_step(buyer, bought, NOW())
        return found.step if found else None

    assert step() == "Choose the class"
    a_draft(bought)
    assert step() == "Answer what the draft points to"
    watcher = queries.next_step(an_actor(place, "observer"), bought, NOW())
    assert watcher is not None
    assert (watcher.url, bool(watcher.reason)) == ("", True)


def test_the_three_files_say_the_same_of_every_set_of_codes(bought: Procurement) -> None:
    """Whatever is confirmed and chosen, BT-06 stands there when, and only when, BT-776 does."""
    for number in range(2 ** len(CODES)):
        klass = ("none", "innovative-solution")[number % 2]
        CodeAnswer.objects.filter(procurement=bought).delete()
        ClassChoice.objects.filter(procurement=bought).delete()
        confirmed = [code for place, code in enumerate(CODES) if number >> place & 1]
        CodeAnswer.objects.bulk_create(CodeAnswer(procurement=bought, code=code, confirmed=code in confirmed, reason="Nei", at=NOW()) for code in CODES)  # fmt: skip
        ClassChoice.objects.create(procurement=bought, klass=klass, reason="Nytt & bedre", proposed="none", at=NOW())
        told = queries.declaration(bought)
        assert (told.codes, told.strategic) == (tuple(confirmed), "inn-pur" if confirmed else "")
        xml = etree.fromstring(feeds.file_of(bought, "xml").content)
        codes = [(one.get("listName"), one.text) for one in xml.iter("{*}ProcurementTypeCode")]
        assert codes == ([("strategic-procurement", "inn-pur")] if confirmed else []) + [("innovative-acquisition", code) for code in confirmed]  # fmt: skip
        text = feeds.file_of(bought, "txt").content.decode()
        assert f"BT-06: {'inn-pur' if confirmed else '–'}" in text
        assert f"BT-776: {', '.join(confirmed) or '–'}" in text


def test_words_for_the_notice_are_there_whoever_wrote_none(bought: Procurement) -> None:
    answer(bought, "mar-nov")
    with override("nn"):
        assert queries.declaration(bought).text == "Utfordrar marknaden til å tilby eller utvikle noko nytt"
        assert b'languageID="NNO"' in feeds.file_of(bought, "xml").content
    answer(bought, "mar-nov", reason="Ingen har det.")
    assert queries.declaration(bought).text == "Ingen har det."
    choose(bought, "innovative-solution", "Ingen har prøvd det.")
    assert queries.declaration(bought).text == "Ingen har prøvd det."
    assert timedelta(0) <= NOW() - ClassChoice.objects.get(current=True).at


def test_texts_nobody_answers_go_after_half_a_year_and_when_the_procurement_is_over(place: Organisation) -> None:
    waits, old, over = (a_draft(a_procurement(place, title=title)) for title in ("a", "b", "c"))
    now = NOW()
    Draft.objects.filter(pk=old.pk).update(brought_at=now - queries.KEPT - timedelta(minutes=1))
    move_procurement(actor=a_buyer(place), procurement=over.procurement, verb="stop", reason="Ingen penger", now=now)
    with pytest.raises(Refused, match="automatically"):
        actions.let_text_go(actor=a_buyer(place), draft=waits, now=now)
    jobs.let_texts_go(timestamp=int(now.timestamp()))
    jobs.let_texts_go(timestamp=int(now.timestamp()))
    assert list(Draft.objects.exclude(texts=[])) == [waits]
    assert old.proposals.filter(outcome="open").exists(), "the sentences can still be answered"
    assert verbs(old.procurement) == verbs(over.procurement) == ["draft_brought", "text_let_go"]
