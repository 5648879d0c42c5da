"""The night challenge's need description: put together from its trail, written, commented on, approved by the need owner."""

from datetime import datetime, timedelta
from decimal import Decimal

from nybrott.challenges import actions as challenges_actions
from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.needs import actions
from nybrott.needs.actions.descriptions import Goal, Written
from nybrott.needs.models import NeedDescription

PURPOSE = "Eldre som bor alene, skal kunne stå opp om natten uten å falle, og slippe å ligge alene når det går galt."
TEXTS = {
    "unknown": "Vi vet ikke hvor mange som faller uten at noen får vite det, og ikke hvor mye medisiner om kvelden betyr.",
    "tried": "Nattlys i gangen i fire leiligheter våren 2025. Beboerne likte det, men det hang for langt fra senga. Alarm rundt halsen: de fleste tar den av.",
    "other_ways": "Flytte kveldsmedisinen sammen med fastlegen. Gå gjennom møbleringen ved første hjemmebesøk. Bruke hjelpemiddelavtalen vi har.",
}
GOALS = (
    Goal("Færre fall om natten", "utrykninger for fall mellom 23 og 07, per måned", "", Decimal(14), Decimal(7)),
    Goal("Kortere tid på gulvet", "lengste tid før noen kom, i minutter", "minutter", Decimal(240), Decimal(10)),
    Goal("Pårørende sover bedre"),
)
CRITERIA = (
    "Ingen ligger mer enn ti minutter før noen vet om det.",
    "De som bor der, sier selv at natten er tryggere.",
    "Nattevaktene vet om morgenen hvem som har hatt en urolig natt.",
)
CHECKED = {
    "what": (True, ""), "purpose": (True, ""), "criteria": (True, ""), "data": (True, "Nattpatruljens logg, samtaler og tolv innspill."),
    "prioritised": (True, ""), "open": (True, ""), "market": (None, "Spør i markedsdialogen."), "together": (True, "Sykepleier, nattevakt, innkjøper, måling."),
}  # fmt: skip


def describe(challenge: Challenge, writer: Actor, buyer: Actor, owner: Actor, when: datetime) -> None:
    """Write the description and have it approved; the users go on being heard."""
    made = actions.begin_description(actor=writer, challenge=challenge, language="nb", now=when)
    texts = {"title": challenge.title, "purpose": PURPOSE, "background": challenge.story, "language": "nb"} | TEXTS
    verified = list(challenge.needs.filter(state="verified"))
    written = Written(texts, GOALS, CRITERIA, verified, made.statement, CHECKED)
    actions.write_description(actor=writer, description=made, written=written, now=when + timedelta(hours=2))
    actions.comment_on(
        actor=buyer, description=made, text="Godt at tallene står her. Målet om søvn må vi kunne måle, ellers kan ingen si om vi nådde det.",
        now=when + timedelta(days=1),
    )  # fmt: skip
    actions.send_to_review(actor=writer, description=_anew(made), now=when + timedelta(days=2))
    actions.approve_description(actor=owner, description=_anew(made), now=when + timedelta(days=3))
    challenge.refresh_from_db()
    challenges_actions.open_hearing(
        actor=writer, challenge=challenge, in_public=True, public_text=challenge.public_text, now=when + timedelta(days=3, hours=1)
    )  # fmt: skip


def _anew(description: NeedDescription) -> NeedDescription:
    return NeedDescription.objects.select_related("challenge").get(pk=description.pk)
