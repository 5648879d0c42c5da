"""The pages of peer challenges, walked as people walk them: preparing, previewing, answering, going through, the file."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordFile
from lxml import html
from pypdf import PdfReader

from nybrott.peerreviews import actions
from nybrott.peerreviews.models import PeerReview, Point
from nybrott.peerreviews.tests.factories import a_closed_review, a_statement, an_answer, an_open_review, decided
from nybrott.people.models import Organisation, User
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
HOME = "/exchange/reviews/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def page(client: Client, address: str, status: int = 200) -> str:
    return " ".join(html.fromstring(body(client, address, status)).text_content().replace("\xa0", " ").split())


def test_from_a_problem_statement_to_what_was_changed() -> None:
    place, other = an_organisation(), an_organisation()
    lead, reviewer = a_member(place, "lead"), a_member(other, "driver")
    owning, answering = signed_in(lead), signed_in(reviewer)
    assert "No one has been asked yet" in page(owning, HOME)
    statement = a_statement(place)
    tab = reverse("peerreviews:of_challenge", args=[statement.challenge_id])
    new = reverse("peerreviews:new", args=["statement", statement.pk])
    assert new in body(owning, tab)
    assert "Hemmelig historie" in page(owning, new), "the owner sees all that can be shown"
    typed = {
        "title": f"Natten {SCRIPT}", "sections": ["problem", "question"], "reach": "named", "organisations": [str(other.pk)], "wish": f"Hvem? {SCRIPT}",
        "deadline": (timezone.localdate() + timedelta(days=14)).isoformat(),
    }  # fmt: skip
    for wrong in ({"deadline": "2020-01-01"}, {"sections": []}, {"sections": ["secret"]}, {"organisations": []}, {"reach": "network"}, {"title": ""}, {"organisations": [str(place.pk)]}):  # fmt: skip
        assert owning.post(new, typed | wrong).status_code == 422, wrong
    assert owning.post(new, typed).status_code == 302
    review = PeerReview.objects.get()
    address = reverse("peerreviews:review", args=[review.pk])
    preview = body(owning, address)
    assert "Hemmelig historie" not in preview
    assert SCRIPT not in preview
    assert "Natten er utrygg." in preview
    assert answering.get(address).status_code == 404
    assert owning.post(f"{address}change/", typed | {"wish": "Hvem er ikke hørt?"}).status_code == 302
    assert owning.post(f"{address}step/open/").status_code == 302
    assert owning.get(f"{address}change/").status_code == 403
    home = page(answering, HOME)
    assert "asks you to challenge" in home
    assert "Have not answered yet" in home
    assert SCRIPT not in body(answering, address)
    assert "That way no one copies" in page(answering, address)
    assert answering.post(f"{address}answer/", {"q_whose": " "}).status_code == 422
    long = answering.post(f"{address}answer/", {"q_whose": "x" * 10_000})
    assert long.status_code == 422
    assert "x" * 10_000 in long.content.decode(), "what was typed is kept"
    assert answering.post(f"{address}unclear/", {"text": f"Hvem? {SCRIPT}"}).status_code == 302
    question = review.clarifications.get()
    assert owning.post(reverse("peerreviews:clear", args=[question.pk]), {"text": "Beboerne."}).status_code == 302
    assert "Beboerne." in page(answering, address)
    assert answering.post(f"{address}answer/", {"q_whose": f"Nattevaktene. {SCRIPT}", "q_yours": "Ja."}).status_code == 302  # fmt: skip
    assert answering.get(f"{address}answer/").status_code == 403
    shown = body(owning, address)
    assert "Nattevaktene." in shown
    assert reviewer.name not in shown
    assert SCRIPT not in shown
    assert owning.post(f"{address}step/close/").status_code == 302
    assert "2 points are waiting" in page(owning, address)
    for point in Point.objects.all():
        decide = reverse("peerreviews:decide", args=[point.pk])
        assert answering.get(decide).status_code == 403
        assert owning.post(decide, {"outcome": "taken"}).status_code == 422
        assert owning.post(decide, {"outcome": "partly", "said": "Vi spør dem.", "before": "a", "after": "b"}).status_code == 302  # fmt: skip
    assert owning.post(f"{address}step/finish/", {"thanks": "Takk."}).status_code == 302
    told = page(answering, address)
    assert "Partly taken." in told
    assert "Takk." in told
    assert owning.get(f"{address}step/vanish/").status_code == 404
    assert "Challenged by others 1 time. 2 changes because of it." in page(owning, tab)
    assert answering.get(tab).status_code == 404


def test_the_whole_as_word_and_pdf_holds_only_what_one_may_see() -> None:
    place, other, third = an_organisation(), an_organisation(), an_organisation()
    lead = an_actor(place, "lead")
    review = an_open_review(place, other, third, actor=lead)
    an_answer(review, an_actor(other, "driver"), whose="Nattevaktene er ikke hørt.")
    waiting = signed_in(a_member(third, "driver"))
    address = reverse("peerreviews:review_file", args=[review.pk, "docx"])

    def words(client: Client) -> str:
        return "\n".join(one.text for one in WordFile(BytesIO(client.get(address).content)).paragraphs)

    assert "Natten er utrygg." in words(waiting)
    assert "Nattevaktene" not in words(waiting), "others' answers are hidden in the file too"
    actions.finish_review(actor=lead, review=decided(actions.close_review(actor=lead, review=review, now=timezone.now()), lead), thanks="Takk.", now=timezone.now())  # fmt: skip
    whole = words(waiting)
    for part in ("Nattevaktene er ikke hørt.", "Vi skrev om.", "tilsyn", "Takk.", other.name):
        assert part in whole
    pdf = PdfReader(BytesIO(waiting.get(reverse("peerreviews:review_file", args=[review.pk, "pdf"])).content))
    text = " ".join(one.extract_text() for one in pdf.pages)
    assert "Nattevaktene er ikke hørt." in " ".join(text.split())
    assert str(pdf.trailer["/Root"]["/Lang"]).startswith("nb")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert waiting.get(reverse("peerreviews:review_file", args=[review.pk, "exe"])).status_code == 404


def test_two_of_one_name_are_told_apart_where_one_names_them() -> None:
    place = an_organisation()
    for number, code in (("964978840", "1515"), ("872417982", "1818")):
        an_organisation("Herøy kommune", number=number, municipality_number=code)
    statement = a_statement(place)
    said = page(signed_in(a_member(place, "lead")), reverse("peerreviews:new", args=["statement", statement.pk]))
    assert "Møre og Romsdal · 1515" in said
    assert "Nordland · 1818" in said


@pytest.mark.parametrize("name", ["list", "review"])
def test_more_rows_ask_no_more_questions(name: str) -> None:
    place, other = an_organisation(), an_organisation()
    client, lead = signed_in(a_member(place, "lead")), an_actor(place, "lead")
    review = an_open_review(place, other, actor=lead)
    address = HOME if name == "list" else reverse("peerreviews:review", args=[review.pk])

    def one_more() -> None:
        if name == "list":
            a_closed_review(place, an_organisation(), actor=lead)
            an_open_review(an_organisation(), place)
        else:
            actions.ask_clarity(actor=an_actor(other, "driver"), review=review, text="Hva?", now=timezone.now())
            an_answer(review, an_actor(other, "driver"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(client, address)
        return len(caught)

    one_more()
    page(client, address)
    few = asked()
    for _ in range(2):
        one_more()
    assert asked() == few
    assert Organisation.objects.count() > 1
