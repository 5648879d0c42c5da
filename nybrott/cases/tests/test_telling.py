"""A case from its first word to what others read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nybrott.cases import actions, queries, rules
from nybrott.cases.models import Case
from nybrott.cases.states import PARTS
from nybrott.cases.tests.factories import WHEN, a_case, approved, for_review, published, whole
from nybrott.core.actor import VISITOR
from nybrott.core.verdict import Refused
from nybrott.journal.models import Letter
from nybrott.people.models import Organisation
from nybrott.people.queries import actor_of
from nybrott.people.tests.factories import a_member, an_actor, an_organisation

pytestmark = pytest.mark.django_db


def gaps(case: Case) -> set[str]:
    return {gap.part for gap in rules.complete(case)}


def test_a_whole_case_lacks_nothing(here: Organisation) -> None:
    assert gaps(a_case(here)) == set()


@pytest.mark.parametrize("part", list(PARTS))
def test_each_part_is_wanted(here: Organisation, part: str) -> None:
    assert gaps(a_case(here, said=whole(**{part: ""}))) == {part}
    assert gaps(a_case(here, said=whole(**{part: "Ingenting."}))) == {part}


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"title": "Lærdom"}, "title"), ({"summary": "Kort."}, "summary"), ({"when": ""}, "when"),
        ({"failed": whole().came}, "failed"), ({"did": "Vi gjorde det som står beskrevet i rapporten fra prosjektet, se vedlegg 2 for alle detaljer og datoer i forløpet."}, "did"),
        ({"advice": "Ring meg gjerne på 90 12 34 56 før du begynner, så skal jeg fortelle alt vi lærte den vinteren vi prøvde."}, "advice"),
        ({"level": "network"}, "networks"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(here: Organisation, more: dict[str, Any], part: str) -> None:
    assert part in gaps(a_case(here, said=whole(**more)))


def test_what_is_not_complete_is_not_reviewed(here: Organisation) -> None:
    lead = an_actor(here, "lead")
    case = a_case(here, actor=lead, said=whole(failed=""))
    with pytest.raises(Refused, match="ikke hel"):
        actions.ask_review(actor=lead, case=case, reviewer=a_member(here, "driver"), now=WHEN)


def test_nobody_reviews_their_own(here: Organisation) -> None:
    user = a_member(here, "lead")
    lead = actor_of(user, here)
    case = a_case(here, actor=lead)
    with pytest.raises(Refused, match="godkjenner den ikke"):
        actions.ask_review(actor=lead, case=case, reviewer=user, now=WHEN)
    case = for_review(here, actor=lead)
    Case.objects.filter(pk=case.pk).update(reviewer=user)
    with pytest.raises(Refused, match="godkjenner den ikke"):
        actions.answer_review(actor=lead, case=case, approves=True, text="", now=WHEN)


def test_the_second_person_belongs_here(here: Organisation) -> None:
    lead = an_actor(here, "lead")
    with pytest.raises(Refused, match="samme virksomhet"):
        actions.ask_review(
            actor=lead, case=a_case(here, actor=lead), reviewer=a_member(an_organisation(), "lead"), now=WHEN
        )


def test_a_letter_asks_and_one_answers(here: Organisation) -> None:
    user = a_member(here, "lead")
    case = for_review(here, actor=actor_of(user, here))
    assert case.reviewer is not None
    asked = Letter.objects.get(kind="cases.review")
    assert asked.to_address == case.reviewer.email
    assert reverse("cases:review", args=[case.pk]) in asked.body
    actions.answer_review(
        actor=actor_of(case.reviewer, here), case=case, approves=False, text="Si mer om nettet.", now=WHEN
    )
    answer = Letter.objects.get(kind="cases.reviewed")
    assert answer.to_address == user.email
    assert "Si mer om nettet." in answer.body
    assert Case.objects.get(pk=case.pk).state == "draft"


def test_while_it_is_reviewed_it_rests(here: Organisation) -> None:
    lead = an_actor(here, "lead")
    case = for_review(here, actor=lead)
    with pytest.raises(Refused, match="hviler"):
        actions.write_case(actor=lead, case=case, said=whole(), seen=case.version, now=WHEN)
    actions.take_back(actor=lead, case=case, now=WHEN)
    assert actions.write_case(actor=lead, case=case, said=whole(), seen=case.version, now=WHEN).state == "draft"


def test_two_write_at_once(here: Organisation) -> None:
    lead = an_actor(here, "lead")
    case = a_case(here, actor=lead)
    actions.write_case(actor=lead, case=case, said=whole(advice="Den ene skrev dette."), seen=1, now=WHEN)
    with pytest.raises(actions.Overtaken) as overtaken:
        actions.write_case(actor=lead, case=case, said=whole(advice="Den andre skrev dette."), seen=1, now=WHEN)
    assert overtaken.value.now.advice == "Den ene skrev dette."


def test_a_version_never_changes(here: Organisation) -> None:
    lead = an_actor(here, "lead")
    case = published(here, actor=lead)
    assert case.newest is not None
    first = case.newest.digest
    actions.take_back(actor=lead, case=case, now=WHEN)
    actions.write_case(
        actor=lead,
        case=case,
        said=whole(title="Et helt annet navn nå", advice=whole().advice + " Og vent litt."),
        seen=1,
        now=WHEN,
    )
    read = queries.told(queries.with_versions(Case.objects.readable_by(VISITOR)).get())
    assert (read.title, read.version.digest) == ("Færre netter med falske alarmer", first)
    reviewer = a_member(here, "buyer")
    actions.ask_review(actor=lead, case=case, reviewer=reviewer, now=WHEN)
    actions.answer_review(actor=actor_of(reviewer, here), case=case, approves=True, text="", now=WHEN)
    with pytest.raises(Refused, match="hva som er nytt"):
        actions.publish_case(actor=lead, case=case, now=WHEN)
    second = actions.publish_case(actor=lead, case=case, because="Ett råd til", now=WHEN)
    assert second.number == 2
    assert case.versions.get(number=1).digest == first
    assert Case.objects.get(pk=case.pk).slug == case.slug, "the address others have stays"


def test_a_driver_does_not_show_it_to_others(here: Organisation) -> None:
    driver = an_actor(here, "driver")
    case = approved(here, actor=driver)
    with pytest.raises(Refused, match="tar vare på"):
        actions.publish_case(actor=driver, case=case, now=WHEN)


def test_two_of_one_name(here: Organisation) -> None:
    one, other = a_case(here), a_case(here)
    assert (one.slug, other.slug) == ("faerre-netter-med-falske-alarmer", "faerre-netter-med-falske-alarmer-2")


def test_two_organisations_of_one_name_are_told_apart(client: Client) -> None:
    one, other = an_organisation("Nes kommune", number="964338531"), an_organisation("Nes kommune")
    for place in (one, other):
        published(place)
    page = client.get(reverse("cases:cases")).content.decode()
    assert "964338531" in page
    assert f"({other.slug})" in page
    for place, said in ((one, "964338531"), (other, f"({other.slug})")):
        assert (
            said
            in client.get(reverse("cases:told", args=[place.slug, "faerre-netter-med-falske-alarmer"])).content.decode()
        )


def test_a_script_in_a_title_is_text(client: Client, here: Organisation) -> None:
    published(
        here,
        said=whole(
            title="<script>alert(1)</script> og andre ting", hard=whole().hard + " <img src=x onerror=alert(1)>"
        ),
    )
    case = Case.objects.get()
    for address in (reverse("cases:cases"), queries.address_of(case)):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "<img src=x" not in page


def test_marks_somebody_types_are_nobodys(client: Client, here: Organisation) -> None:
    case = published(here, said=whole(hard=whole().hard + " [[1]] [[99]]"))
    assert "[ [1]]" in queries.told(case).parts[0][2]


def test_the_list_takes_the_same_number_of_queries(
    client: Client, here: Organisation, django_assert_num_queries: Any
) -> None:
    published(here)
    client.get(reverse("cases:cases"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get(reverse("cases:cases"))
    for _again in range(2):
        published(here)
    with django_assert_num_queries(len(one)):
        client.get(reverse("cases:cases"))


@pytest.mark.parametrize(
    ("query", "there"),
    [("kind=done", True), ("kind=lesson", False), ("word=natt", True), ("word=vei", False), ("cpv=33196", True), ("cpv=3310", False), ("cpv=45", False), ("text=varsler+om+natta", True), ("text=asfalt", False)],
)  # fmt: skip
def test_narrowed(client: Client, here: Organisation, query: str, there: bool) -> None:
    published(here, said=whole(cpv=["85312000", "33196000"]))
    assert ("falske alarmer" in client.get(f"{reverse('cases:cases')}?{query}").content.decode()) is there


def test_from_nothing_to_others_by_the_pages(client: Client, here: Organisation) -> None:
    lead, second = a_member(here, "lead"), a_member(here, "driver")
    client.force_login(lead)
    begun = client.post(reverse("cases:begin"), {"title": "Færre netter med falske alarmer", "kind": "done"})
    case = Case.objects.get()
    assert begun.url == reverse("cases:write", args=[case.pk])  # type: ignore[attr-defined]
    assert (
        "blank" in client.get(reverse("cases:case", args=[case.pk]), headers={"accept-language": "en"}).content.decode()
    )
    said = {key: getattr(whole(), key) for key in ("title", "kind", "level", "summary", "when", "language", *PARTS)}
    bad = client.post(reverse("cases:write", args=[case.pk]), said | {"words": "natt", "cpv": "99", "version": "0"})
    assert bad.status_code == 422
    assert "Nattevaktene på Sjøtun" in bad.content.decode(), "nothing typed is lost"
    assert (
        client.post(
            reverse("cases:write", args=[case.pk]),
            said | {"words": "natt, alarmer", "cpv": "85312000-9", "version": "0"},
        ).status_code
        == 302
    )
    late = client.post(reverse("cases:write", args=[case.pk]), said | {"hard": "Jeg kom etter.", "version": "0"})
    assert late.status_code == 409
    assert client.post(reverse("cases:ask", args=[case.pk]), {"reviewer": second.pk}).status_code == 302
    client.force_login(second)
    assert "Nattevaktene" in client.get(reverse("cases:review", args=[case.pk])).content.decode()
    assert case.title in client.get(reverse("cases:ours")).content.decode()
    assert client.post(reverse("cases:review", args=[case.pk]), {"approves": "no"}).status_code == 422
    assert client.post(reverse("cases:review", args=[case.pk]), {"approves": "yes"}).status_code == 302
    client.force_login(lead)
    assert client.get(reverse("cases:publish", args=[case.pk])).status_code == 200
    done = client.post(reverse("cases:publish", args=[case.pk]))
    client.logout()
    assert "Sitt oppe en natt selv" in client.get(done.url).content.decode()  # type: ignore[attr-defined]
    assert client.get(reverse("exchange")).status_code == 302
