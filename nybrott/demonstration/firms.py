"""The suppliers of the market dialogues and how they come in, with those who speak for them. All invented; numbers from the range kept for that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.text import slugify

from nybrott.core.dates import holiday
from nybrott.dialogues import actions
from nybrott.dialogues.actions import Firm, Person
from nybrott.dialogues.models import Dialogue, Representative

NEWCOMER = "Nabolys AS"
# name, organisation number, country, what it says of itself (n: new to the public sector, s: fewer than ten people), who speaks, language, what they need
FIRMS = (
    ("Lysvakt AS", "310410004", "NO", "", "Trude Ekeland", "nb", ""),
    ("Trygg Natt Norge AS", "310410101", "NO", "", "Bjørnar Fossli", "nb", ""),
    ("Stillegang AS", "310410209", "NO", "ns", "Maja Rønning", "nb", "Rullestol: trinnfri adkomst."),
    ("Fjordsensor AS", "310410306", "NO", "s", "Dag Inge Moltu", "nn", ""),
    ("Omsorgsteknikk Vest AS", "310410403", "NO", "", "Solfrid Tveit", "nn", ""),
    ("Hørt og Sett AS", "310410500", "NO", "s", "Lena Bakke", "nb", "Skrivetolk."),
    ("Nordre Alarmsentral AS", "310410608", "NO", "", "Roger Steinsvik", "nb", ""),
    ("Badet i Fokus AS", "310410705", "NO", "ns", "Camilla Haugan", "nb", ""),
    ("Gangbar Interiør AS", "310410802", "NO", "n", "Eskil Nygård", "nb", ""),
    ("Døgnvakt Systemer AS", "310410918", "NO", "", "Farah Siddiqui", "nb", ""),
    ("Søvnlaget AS", "310411000", "NO", "ns", "Johannes Vikse", "nb", ""),
    ("Lys i Gangen DA", "310411108", "NO", "ns", "Oda Kvamme", "nn", ""),
    ("Velferdsbygg AS", "310411205", "NO", "", "Terje Hopland", "nb", ""),
    ("Kystnær Helse AS", "310411302", "NO", "", "Marte Solvang", "nb", ""),
    ("Fotfeste Hjelpemidler AS", "310411418", "NO", "", "Even Rud", "nb", ""),
    ("Medrytme AS", "310411507", "NO", "s", "Ingeborg Natland", "nb", ""),
    ("Varsom Data AS", "310411604", "NO", "", "Khalid Omar", "nb", ""),
    ("Bygdelys SA", "310411701", "NO", "n", "Torhild Mo", "nn", ""),
    ("Røst Talestyring AS", "310411809", "NO", "s", "Simen Aune", "nb", ""),
    ("Trinnfri AS", "310411906", "NO", "", "Vibeke Lunde", "nb", ""),
    ("Morgenblikk AS", "310412007", "NO", "ns", "Håvard Sletten", "nb", ""),
    ("Nattergal Omsorg AS", "310412104", "NO", "", "Anne Grete Fjeld", "nb", ""),
    ("Sengekant AS", "310412201", "NO", "ns", "Petra Ulvik", "nb", "Møte på engelsk er også greit."),
    ("Havglimt Elektro AS", "310412309", "NO", "", "Olav Sørbø", "nn", ""),
    ("Pårørendeappen AS", "310412406", "NO", "ns", "Yasmin Aziz", "nb", ""),
    ("Frisk Luft og Lys AS", "310412503", "NO", "", "Geir Tangerud", "nb", ""),
    ("Nordlys Omsorg ApS", "40404040", "DK", "", "Mette Kjærgaard", "nb", ""),
    ("Trygghetslarm i Norden AB", "5594000001", "SE", "", "Karin Lindqvist", "nb", ""),
    ("Nightpath B.V.", "90000001", "NL", "n", "Daan de Wit", "en", "We read English only."),
    (NEWCOMER, "310412600", "NO", "ns", "Idunn Berge Strand", "nb", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """Working days around the moment the demonstration is filled: what people do in a dialogue, they do on those."""

    now: datetime

    def at(self, number: int, hour: int = 10, minute: int = 0) -> datetime:
        """A time on the clock on the so-manieth working day after today, or before it (below 0). Two numbers are never the same day, and none is today."""
        step = timedelta(days=1 if number > 0 else -1)
        day, left = timezone.localdate(self.now), abs(number)
        while left:
            day += step
            left -= _is_working(day)
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))

    def day(self, number: int) -> date:
        """That day."""
        return timezone.localdate(self.at(number))


def _is_working(day: date) -> bool:
    return day.weekday() < 5 and not holiday(day)


def key_of(dialogue: Dialogue, email: str) -> str:
    """The key of an own page: whoever fills the demonstration can tell it again, nobody else can guess it."""
    return salted_hmac("nybrott.demonstration.supplier", f"{dialogue.pk} {email}", algorithm="sha256").hexdigest()


def come(dialogue: Dialogue, when: Mapping[str, datetime], into: dict[str, Representative]) -> Iterator[datetime]:
    """Suppliers register, each at its time in the order of time, and confirm a quarter of an hour later; who speaks for them is put in by the firms' names."""
    known = {one[0]: one for one in FIRMS}
    for one, at in when.items():
        name, number, country, says, who, language, needs = known[one]
        person = Person(who, _address(who, name), language, needs)
        firm = Firm(name, number, country, new="n" in says, small="s" in says)
        yield at
        asked = actions.register(dialogue=dialogue, firm=firm, person=person, key=key_of(dialogue, f"{person.email} asks"), now=at)  # fmt: skip
        yield (then := at + timedelta(minutes=15))
        came = actions.confirm(registration=asked, key=key_of(dialogue, person.email), now=then)
        assert isinstance(came, Representative)  # nobody else has the link, and the dialogue did not know the firm
        into[name] = came


def _address(person: str, firm: str) -> str:
    plain = str.maketrans("øåæØÅÆ", "oaaOAA")
    return f"{slugify(person.translate(plain)).replace('-', '.')}@{slugify(firm.translate(plain))}.example"
