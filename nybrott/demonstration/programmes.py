"""A programme for the network, copied by two municipalities: one as it is, one with adaptations and an update waiting. All invented."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from nybrott.core.actor import Actor
from nybrott.core.merging import value_at
from nybrott.people.models import Organisation, User
from nybrott.people.queries import actor_of
from nybrott.programmes import actions
from nybrott.programmes.models import Programme

NAME = {
    "nb": "Partnerpådriverprogram for Kystnettverket",
    "nn": "Partnarpådrivarprogram for Kystnettverket",
    "en": "Partner driver programme for the coast network",
}
OURS = {
    "nb": "Pådriverprogrammet i Fjordvik, høsten 2026",
    "nn": "Pådrivarprogrammet i Fjordvik, hausten 2026",
    "en": "The driver programme in Fjordvik, autumn 2026",
}


def fill_programmes(fjordvik: Organisation, now: datetime) -> None:
    """Make the network's programme and its copies, once."""
    if Programme.objects.exists():
        return
    sundvag, bjorkelia = (Organisation.objects.get(name=name) for name in ("Sundvåg kommune", "Bjørkelia kommune"))
    keeper, lead = _lead_of(sundvag), actor_of(User.objects.get(name="Ingvild Moe"), fjordvik)
    with transaction.atomic():
        theirs = _of_the_network(keeper, sundvag, now - timedelta(days=70))
        first = theirs.packages.get()
        actions.take_over(
            actor=_lead_of(bjorkelia), organisation=bjorkelia, package=first, now=now - timedelta(days=50)
        )
        ours = actions.take_over(actor=lead, organisation=fjordvik, package=first, now=now - timedelta(days=60))
        _adapt(lead, ours, now - timedelta(days=58))
        _go_on(keeper, theirs, now - timedelta(days=4))
        _own_card(lead, fjordvik, now - timedelta(days=40))


def _lead_of(place: Organisation) -> Actor:
    """Whoever looks after a neighbour's programmes: its administrator."""
    member = place.memberships.current().admins().select_related("user").order_by("pk")[0]
    return actor_of(member.user, place)


def _said(programme: Programme, section: str, id: str, **more: Any) -> dict[str, Any]:
    thing: dict[str, Any] = value_at(programme.content, (section, id))
    return thing | more


def _of_the_network(keeper: Actor, sundvag: Organisation, when: datetime) -> Programme:
    made = actions.take_over_shipped(actor=keeper, organisation=sundvag, id="partner-driver-programme", now=when)
    made = actions.describe_programme(actor=keeper, programme=made, said={"name": NAME}, now=when)
    made = actions.share_programme(actor=keeper, programme=made, reach="network", now=when)
    note = "Navn og nettverk er vårt. Ellers som det fulgte med Nybrott, så vi ser om det virker før vi endrer."
    actions.release_version(actor=keeper, programme=made, note=note, now=when + timedelta(days=1))
    return made


def _adapt(lead: Actor, ours: Programme, when: datetime) -> None:
    """Fjordvik makes it fit one autumn and its own units."""
    ours = actions.describe_programme(actor=lead, programme=ours, said={"name": OURS}, now=when)
    guidance = _said(
        ours, "activities", "guidance", times=4, what={
            "nb": "Én pådriver, én veileder, én utfordring. Slutter alltid med ett neste steg, som blir en oppgave i Nybrott.",
            "nn": "Éin pådrivar, éin rettleiar, éi utfordring. Sluttar alltid med eitt neste steg, som blir ei oppgåve i Nybrott.",
            "en": "One driver, one mentor, one challenge. Always ends with one next step, which becomes a task in Nybrott.",
        },
    )  # fmt: skip
    ours = actions.write_thing(actor=lead, programme=ours, section="activities", thing=guidance, now=when)
    for id, hours in (("participant", 30), ("mentor", 25)):
        ours = actions.write_thing(
            actor=lead, programme=ours, section="roles", thing=_said(ours, "roles", id, hours=hours), now=when
        )
    colleagues = {
        "id": "colleagues", "text": {
            "nb": "Kolleger i minst halvparten av enhetene har vært med på å utforske et behov.",
            "nn": "Kollegaer i minst halvparten av einingane har vore med på å utforske eit behov.",
            "en": "Colleagues in at least half of the units have taken part in exploring a need.",
        },
    }  # fmt: skip
    ours = actions.write_thing(actor=lead, programme=ours, section="aims", thing=colleagues, now=when)
    ours = actions.remove_thing(actor=lead, programme=ours, section="letters", id="leader-yes", now=when)
    note = (
        "Vi har én høst, ikke et år: færre veiledninger og timer. Lederne våre sier ja i Nybrott, så brevet er tatt ut."
    )
    actions.release_version(actor=lead, programme=ours, note=note, now=when + timedelta(days=2))


def _go_on(keeper: Actor, theirs: Programme, when: datetime) -> None:
    """Sundvåg learns something and releases it: what Fjordvik has not settled yet."""
    theirs.refresh_from_db()
    guidance = _said(
        theirs, "activities", "guidance", times=8, what={
            "nb": "Én deltaker, én veileder, én utfordring. Det første møtet er på deltakerens eget arbeidssted.",
            "nn": "Éin deltakar, éin rettleiar, éi utfordring. Det første møtet er på arbeidsstaden til deltakaren.",
            "en": "One participant, one mentor, one challenge. The first meeting is at the participant's own place of work.",
        },
    )  # fmt: skip
    theirs = actions.write_thing(actor=keeper, programme=theirs, section="activities", thing=guidance, now=when)
    visits = {
        "id": "visits", "kind": "other", "minutes": 180, "times": 2,
        "name": {"nb": "Besøk hos hverandre", "nn": "Besøk hos kvarandre", "en": "Visits to each other"},
        "what": {
            "nb": "To deltakere fra ulike kommuner følger hverandre en formiddag og ser etter det den andre ikke ser lenger.",
            "nn": "To deltakarar frå ulike kommunar følgjer kvarandre ein formiddag og ser etter det den andre ikkje ser lenger.",
            "en": "Two participants from different municipalities follow each other for a morning and look for what the other no longer sees.",
        },
    }  # fmt: skip
    theirs = actions.write_thing(actor=keeper, programme=theirs, section="activities", thing=visits, now=when)
    theirs = actions.put_card_in(actor=keeper, programme=theirs, slug="shadowing", now=when)
    note = "Besøk ga mer enn et verksted til. Flere veiledninger, fordi seks ikke holdt for dem som begynte uten en utfordring."
    actions.release_version(actor=keeper, programme=theirs, note=note, now=when + timedelta(hours=2))


def _own_card(lead: Actor, fjordvik: Organisation, when: datetime) -> None:
    """A method card Fjordvik has adapted."""
    card = actions.adapt_card(actor=lead, organisation=fjordvik, origin="driver-talk", now=when)
    said = card.content["nb"]
    steps = [*said["steps"][:-1], "Skriv steget som en oppgave i Nybrott med dato. Hvem må vite om det? Når møtes vi?"]
    changed = card.content | {"nb": said | {"steps": steps, "material": [*said["material"], "Kaffe fra kantinen"]}}
    actions.change_card(actor=lead, card=card, content=changed, now=when)
