"""What is typed about an adoption is kept as one goes: through a session that ends, in two windows, for the one who types alone, until it is handed in."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from nybrott.adoptions import actions
from nybrott.adoptions.models import Adoption
from nybrott.adoptions.tests.factories import an_adoption, under_way
from nybrott.cases.models import Case
from nybrott.cases.tests.factories import published
from nybrott.desk.models import Draft
from nybrott.people.models import User
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def form_of(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"], (
        "who goes back meets what was kept, not what the page was at first"
    )
    return html.fromstring(answer.content.decode()).xpath("//form[@data-draft]")[0]


def typed_in(form: Any, **changed: str) -> dict[str, list[str]]:
    """What a browser would send, with some of it typed anew; a field that is None is not ticked."""
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found | {name: [value] for name, value in changed.items()}


def save(client: Client, form: Any, page: str, sequence: int = 1, without: tuple[str, ...] = (), **changed: str) -> None:  # fmt: skip
    """What the script sends while one types."""
    sent = typed_in(form, **changed) | {"_draft_page": [page], "_draft_sequence": [str(sequence)]}
    sent = {name: values for name, values in sent.items() if name not in without}
    assert client.post(form.get("data-draft-save"), sent, headers={"accept": "application/json"}).status_code == 200


def wish_in(client: Client, address: str) -> str:
    return str(form_of(client, address).fields["wish"]).strip()


def test_what_is_typed_to_take_a_case_over_waits_for_the_one_who_typed_it() -> None:
    case, place = published(an_organisation()), an_organisation()
    lead, colleague = a_member(place, "lead"), a_member(place, "lead")
    take = reverse("adoptions:take", args=[case.organisation.slug, case.slug])
    us = signed_in(lead)
    form = form_of(us, take)
    assert form.fields["challenge"] == "on"
    save(us, form, "first", without=("challenge",), wish=f"Færre alarmer {SCRIPT}", title="Stille netter", level="open")
    us.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert us.get(take).status_code == 302, "signed out"
    us.force_login(lead)
    begun = form_of(us, take)
    shown = {name: begun.fields[name] for name in ("title", "level", "challenge", "owner")}
    assert shown == {"title": "Stille netter", "level": "open", "challenge": None, "owner": str(lead.pk)}
    assert begun.fields["wish"].strip() == f"Færre alarmer {SCRIPT}"
    assert SCRIPT not in us.get(take).content.decode()
    assert begun.get("data-draft-save") in us.get(reverse("desk:drafts")).content.decode()
    assert us.get(begun.get("data-draft-save")).headers["Location"] == take

    assert wish_in(signed_in(colleague), take) == "", "private to the one who types"
    assert signed_in(colleague).get(begun.get("data-draft-save")).status_code == 404
    day = (timezone.localdate() + timedelta(days=60)).isoformat()
    refused = us.post(take, typed_in(begun, report_on="2020-01-01"))
    assert refused.status_code == 422
    assert Draft.objects.count() == 1, "what is refused is not forgotten"
    assert us.post(take, typed_in(begun, report_on=day)).status_code == 302
    made = Adoption.objects.get()
    assert made.wish == f"Færre alarmer {SCRIPT}"
    assert made.challenge_id is None
    assert not Draft.objects.filter(key__startswith="adoptions.").exists(), "handed in"


def test_a_colleague_who_was_first_costs_nobody_what_was_typed() -> None:
    case, place = published(an_organisation()), an_organisation()
    us, first = signed_in(a_member(place, "lead")), signed_in(a_member(place, "editor"))
    take = reverse("adoptions:take", args=[case.organisation.slug, case.slug])
    form, theirs = form_of(us, take), form_of(first, take)
    day = (timezone.localdate() + timedelta(days=60)).isoformat()
    assert first.post(take, typed_in(theirs, wish="Ro om natten", report_on=day)).status_code == 302
    for typed in ({"report_on": day}, {"report_on": "2020-01-01"}):  # whether something else is wrong with it or not
        answer = us.post(take, typed_in(form, wish="Færre alarmer", **typed))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Færre alarmer" in page
        assert "already taken this case over" in page
    assert Adoption.objects.count() == 1
    assert us.get(take).status_code == 403


def test_in_two_windows_neither_is_lost() -> None:
    case, place = published(an_organisation()), an_organisation()
    us = signed_in(a_member(place, "editor"))
    take = reverse("adoptions:take", args=[case.organisation.slug, case.slug])
    one, other = form_of(us, take), form_of(us, take)
    save(us, one, "one", wish="Det ene")
    save(us, other, "other", wish="Det andre")
    save(us, one, "one", sequence=3, wish="Det ene, lenger")
    save(us, one, "one", sequence=2, wish="Det ene, sent frem")
    assert sorted(draft.fields["wish"][0] for draft in Draft.objects.all()) == ["Det andre", "Det ene, lenger"]
    versions = us.get(one.get("data-draft-save")).content.decode()
    assert "Det andre" in versions
    assert "Det ene, lenger" in versions
    assert "See both" in us.get(take).content.decode()


def test_without_script_a_button_keeps_it() -> None:
    case, place = published(an_organisation()), an_organisation()
    us = signed_in(a_member(place, "lead"))
    take = reverse("adoptions:take", args=[case.organisation.slug, case.slug])
    form = form_of(us, take)
    (button,) = form.xpath(".//button[@data-draft-button]")
    answer = us.post(button.get("formaction"), typed_in(form, wish="Ro"), headers={"accept": "text/html"})
    assert answer.headers["Location"] == take
    assert wish_in(us, take) == "Ro"
    (forget,) = form_of(us, take).xpath(".//button[@data-draft-again]")
    us.post(forget.get("formaction"), typed_in(form), headers={"accept": "text/html"})
    assert wish_in(us, take) == ""


def test_who_loses_the_role_meets_no_form_and_another_case_has_its_own_draft() -> None:
    teller, place = an_organisation(), an_organisation()
    case, second = published(teller), published(teller)
    lead = a_member(place, "lead")
    us = signed_in(lead)
    addresses = [reverse("adoptions:take", args=[teller.slug, one.slug]) for one in (case, second)]
    save(us, form_of(us, addresses[0]), "one", wish="Ro")
    assert [wish_in(us, address) for address in addresses] == ["Ro", ""]
    lead.memberships.update(roles=["driver"])
    assert us.get(addresses[0]).status_code == 403


@pytest.mark.parametrize(("page", "field"), [("result", "text"), ("parts/did", "ours")])
def test_what_came_of_it_and_what_is_done_differently_are_kept_too(page: str, field: str) -> None:
    place = an_organisation()
    lead = a_member(place, "lead")
    case: Case = published(an_organisation())
    made = under_way(case, place) if page == "result" else an_adoption(case, place)
    us, address = signed_in(lead), f"{reverse('adoptions:adoption', args=[made.pk])}{page}/"
    save(us, form_of(us, address), "one", **{field: "Vi er få på natt."})
    begun = form_of(us, address)
    assert begun.fields[field].strip() == "Vi er få på natt."
    more = {"outcome": "partly"} if page == "result" else {"why": "Det er få av oss."}
    assert us.post(address, typed_in(begun, **more)).status_code == 302
    assert not Draft.objects.exists()


def test_a_colleagues_draft_stays_when_one_hands_in_ones_own() -> None:
    place = an_organisation()
    made = under_way(published(an_organisation()), place)
    address = reverse("adoptions:tell", args=[made.pk])
    save(
        signed_in(a_member(place, "editor")), form_of(signed_in(a_member(place, "editor")), address), "one", text="Mitt"
    )
    actions.report_result(
        actor=an_actor(place, "lead"), adoption=made, outcome="partly", text="Vårt", now=timezone.now()
    )
    assert [draft.fields["text"] for draft in Draft.objects.all()] == [["Mitt"]]
