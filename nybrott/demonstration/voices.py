"""More of what people in Fjordvik told about the night: users, relatives, staff and volunteers, in bokmål and nynorsk. All invented."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from nybrott.challenges.models import Challenge
from nybrott.core.actor import Actor
from nybrott.hearings import actions
from nybrott.hearings.actions import Told

KEPT = timedelta(days=2 * 365)
# side, language, what they told, what would have been better
MORE: tuple[tuple[str, str, str, str], ...] = (
    ("user", "nb", "Jeg har begynt å sove i stolen. Derfra er det bare seks skritt til do, fra senga er det fjorten.", ""),
    ("user", "nn", "Dørstokken til badet er høg. Om dagen ser eg han, om natta sparkar eg i han.", "At han vart teken bort."),
    ("relative", "nb", "Pappa sier at alt går bra, men teppet i gangen var flyttet og han hadde blåmerker på hofta. Han vil ikke at vi skal bekymre oss.", "At noen sa det til oss, uten at han må."),
    ("employee", "nb", "Når alarmen går fra to steder, velger vi etter hvem som bor nærmest. Det er ikke alltid den som trenger det mest.", "Å vite hvor ille det er før vi kjører."),
    ("user", "nb", "Jeg tar med meg telefonen på do i tilfelle jeg faller. En natt mistet jeg den i gulvet og turte ikke bøye meg.", ""),
    ("employee", "nn", "Nøkkelboksane frys til når det er under ti minus. Sist brukte eg åtte minutt på å kome inn til ein som låg på golvet.", "Ein annan måte å kome inn på."),
    ("relative", "nn", "Mor ringjer meg i staden for dykk, fordi ho veit at eg tek telefonen. Eg bur førti minutt unna.", ""),
    ("user", "nn", "Eg har fått nattlampe av barnebarnet, men eg sløkkjer henne. Ho lyser rett i auga.", "Lys nede ved golvet, ikkje oppe."),
    ("partner", "nb", "Vi i besøkstjenesten hører om fall som aldri blir meldt. Folk er redde for å miste leiligheten.", "Et sted å si det uten at det får følger."),
    ("user", "nb", "Før var jeg oppe en gang. Etter at de la om vanndrivende til kvelden, er det fire.", "At noen så på tidspunktet."),
    ("employee", "nb", "Vi skriver fall i journalen, men ingen teller dem. Jeg vet ikke om tiltakene våre virker.", "Et tall vi kunne se hver måned."),
    ("relative", "nb", "Min kone har demens og går om natten. Hun leter etter badet på det gamle stedet, i huset vi solgte.", "At hun fant fram uten å måtte spørre meg."),
    ("user", "nb", "Sengen er for lav. Jeg må gynge meg opp, og da svimler det.", ""),
    ("user", "nn", "Eg held meg heller enn å gå. Det blir det uhell av, og det er verre enn å falle.", "At det ikkje var så langt."),
    ("employee", "nn", "Vi har éin bil på to soner. Når han er på Nesøya, tek det ferjetida òg.", ""),
    ("relative", "nb", "Trygghetsalarmen virker ikke på badet. Vi fant det ut da hun trengte den.", "At noen prøvde alle rom når den ble satt opp."),
    ("user", "nb", "Jeg bor i andre etasje og har toalettet i første. Trappa tar jeg sittende.", "Et toalett der jeg sover."),
    ("relative", "nn", "Då far fall, låg han til avisbodet kom. Han hadde ropt i to timar. Naboen høyrer dårleg.", "At stille òg vart lagt merke til."),
    ("employee", "nb", "Halvparten av turene våre er til folk som bare vil vite at noen er der. Det er viktig, men da er vi borte fra de andre.", ""),
    ("user", "nb", "De sa jeg skulle trene beina. Jeg gjør det når fysioterapeuten er her, men hun kom bare tre ganger.", "Noen å gjøre det sammen med."),
    ("partner", "nn", "Som vaktmeister byter eg pærer når nokon ber om det. Ingen har spurt meg om kor lyset manglar.", "Ei liste eg kunne gå etter."),
    ("user", "nn", "Tøflane glir. Men utan er golvet så kaldt at eg skundar meg.", ""),
    ("relative", "nb", "Jeg sover hos mor tre netter i uken. Sjefen min begynner å merke det.", "At noen kunne avløse meg av og til."),
    ("employee", "nb", "Ved vaktskiftet får vi ti minutter på førti navn. Hvem som har vært urolig i natt, rekker vi sjelden.", "De tre viktigste, på forhånd."),
    ("user", "nb", "Etter operasjonen fikk jeg toalettstol ved senga. Den hjalp. De hentet den etter seks uker.", "Å få beholde den."),
    ("relative", "nn", "Bror min med utviklingshemming står opp i mørket utan å tenkje over det. Han seier ikkje frå når han har slått seg.", "At dei som kjem om morgonen, såg etter."),
    ("other", "nb", "Jeg er fastlege for mange av dem. Jeg får vite om fallet når bruddet er der, ikke når de begynte å snuble.", "En beskjed etter andre fall."),
    ("user", "nb", "Det går bra med meg. Men jeg hører naboen gjennom veggen, og hun er mye oppe.", ""),
)  # fmt: skip


def more_voices(challenge: Challenge, actor: Actor, began: datetime) -> None:
    """Twenty-eight more, over three weeks; every seventh was written down by somebody for another."""
    challenge.refresh_from_db()
    for number, (side, language, text, wish) in enumerate(MORE):
        now = began + timedelta(days=18, hours=18 * number)
        told = Told(text, (now + KEPT).date(), wish, side, language)
        key = f"demonstration-more-{number}"
        if number % 7 == 3:
            actions.enter_contribution(actor=actor, challenge=challenge, told=told, sent_key=key, now=now)
            continue
        actions.contribute(challenge=challenge, told=told, sent_key=key, token=token_urlsafe(32), now=now)
